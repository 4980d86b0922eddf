"""Passages that a body has from its own earlier reports, in the trend."""

from __future__ import annotations

from typing import Any

import pytest

from analyzer.comparison.copying.earlier import EarlierCopies
from analyzer.comparison.following.trend import trend
from analyzer.comparison.submissions import Submissions
from analyzer.lexicon.load import load_pack
from analyzer.lexicon.schema import Pack
from analyzer.model.record import Record
from analyzer.model.trend import Body, Copied
from tests.comparison.following.reports import record, report

OWN = (
    "全年对沿河砂石料场组织夜间突击检查12次，查扣无证运砂船3艘，立案7件；"
    "对屡教不改的两家料场吊销许可，在赶集日现场宣读处罚决定。"
)
CHANGED = OWN.replace("12次", "15次").replace("7件", "9件")
STOCK = "坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，认真履行推进法治建设第一责任人职责。"
# Deeds of ``report`` are the same each year, and would be found; here only what is put in counts.
PARTS: dict[int, dict[str, Any]] = {
    2020: {"shortcomings": ("案卷装订得乱。",), "plans": ("给渠首换新锁。",)},
    2021: {"shortcomings": ("窗口排队久。",), "plans": ("把告示牌刷白。",)},
    2022: {"shortcomings": ("船证查得慢。",), "plans": ("添两条巡河艇。",)},
    2023: {"shortcomings": ("台账漏记。",), "plans": ("清掉河心淤泥。",)},
}


def dated(year: int, *deeds: str, source: str = "", **parts: Any) -> Record:
    text = report(year, deeds=deeds, **{**PARTS.get(year, {}), **parts})
    body = text.split("\n")
    kept = [line for line in body if line not in _SAME]
    return record("\n".join(kept), source or f"{year}.txt")


_SAME = frozenset(report(2020).split("\n")[2:6])


def followed(*records: Record, pack: Pack | None = None) -> Body:
    pack = pack or load_pack()
    submitted = Submissions(records, pack)
    engine = EarlierCopies(records, submitted, pack)
    (found,) = trend(records, pack, body=submitted.line_of, copied=engine).bodies
    return found


def only(body: Body) -> Copied:
    (item,) = body.copied
    return item


def test_what_is_copied_comes_with_what_was_changed() -> None:
    earlier, later = dated(2021, OWN), dated(2022, CHANGED)
    item = only(followed(earlier, later))
    assert (item.from_year, item.to_year) == (2021, 2022)
    assert (item.earlier.text, item.later.text) == (OWN, CHANGED)
    for place, differs, own, expected in (
        (item.earlier, item.earlier_differs, earlier, ["12", "7"]),
        (item.later, item.later_differs, later, ["15", "9"]),
    ):
        assert own.text[place.start : place.end] == place.text
        assert [own.text[low:high] for low, high in differs] == expected
    assert 0.9 < item.similarity < 1
    assert item.outdated == ()
    told = followed(earlier, later).to_dict()["copied"]
    assert told[0]["later"] == CHANGED
    assert [CHANGED[a - told[0]["later_start"] :][:2] for a, _ in told[0]["later_differs"]] == [
        "15",
        "9件",
    ]


def test_stock_formulations_are_no_copies() -> None:
    assert followed(dated(2021, STOCK), dated(2022, STOCK)).copied == ()


def test_what_was_written_anew_is_no_copy() -> None:
    anew = "夜里去砂场突袭了十五回，扣下三条黑船，办了九个案子，有两家的证给收了。"
    assert followed(dated(2021, OWN), dated(2022, anew)).copied == ()


def test_figures_that_were_kept_are_a_finding() -> None:
    later = dated(2022, OWN)
    body = followed(dated(2021, OWN), later)
    assert [place.text for place in only(body).figures] == ["12次", "7件", "两家"]
    reused = [f for f in body.findings if f.finding.rule == "reuse.previous-year"]
    ((finding, where),) = reused
    assert where is later
    assert later.text[finding.start : finding.end] == finding.text == OWN
    assert "与2021年的报告一样" in finding.message
    assert finding.element is None


def test_a_paragraph_whose_figures_were_kept_is_told_though_others_were_changed() -> None:
    kept = "渠首闸门全年开启46回，下游七个村的稻田赶上了插秧。"
    later = dated(2022, CHANGED, kept)
    body = followed(dated(2021, OWN, kept), later)
    assert len(body.copied) == 1
    (told,) = [f.finding for f in body.findings if f.finding.rule == "reuse.previous-year"]
    assert told.text == kept
    assert "“46回”" in told.message


def test_figures_that_were_changed_are_none() -> None:
    body = followed(dated(2021, OWN), dated(2022, CHANGED))
    assert not any(f.finding.rule == "reuse.previous-year" for f in body.findings)


def test_a_stale_year_is_told_though_figures_changed() -> None:
    said = OWN.replace("全年", "2021年汛期")
    body = followed(dated(2021, said), dated(2022, said.replace("12次", "15次")))
    assert [place.text for place in only(body).years] == ["2021年"]
    messages = [f.finding.message for f in body.findings]
    assert any("还写着“2021年”" in message for message in messages)


def test_of_three_years_each_is_told_from_the_one_before() -> None:
    body = followed(dated(2020, OWN), dated(2021, OWN), dated(2022, CHANGED))
    assert [(item.from_year, item.to_year) for item in body.copied] == [(2020, 2021), (2021, 2022)]


def test_what_a_year_left_out_and_the_next_has_again_is_told() -> None:
    body = followed(dated(2020, OWN), dated(2021), dated(2022, CHANGED))
    assert [(item.from_year, item.to_year) for item in body.copied] == [(2020, 2022)]
    gap = followed(dated(2020, OWN), dated(2022, OWN))
    assert [(item.from_year, item.to_year) for item in gap.copied] == [(2020, 2022)]
    assert [f.finding.rule for f in gap.findings] == ["reuse.previous-year"]


def test_of_two_versions_of_a_year_the_one_that_stands_is_looked_at() -> None:
    full = dated(2022, OWN, "闸门值守的老人添了一盏灯，照得见水尺。", source="b.txt")
    short = dated(2022, source="a.txt")
    assert only(followed(dated(2021, OWN), full, short)).later.text == OWN
    longer = dated(2022, *["闸门值守的老人添了一盏灯，照得见水尺。"] * 6, source="c.txt")
    assert followed(dated(2021, OWN), dated(2022, OWN, source="d.txt"), longer).copied == ()


def test_a_shortcoming_told_again_is_not_told_twice() -> None:
    again = ("执法文书说理不够充分，抽查的32份里有7份没有写明裁量理由。",)
    body = followed(dated(2021, shortcomings=again), dated(2022, shortcomings=again))
    assert [place.text for place in only(body).figures] == ["32份", "7份"]
    rules = [f.finding.rule for f in body.findings]
    assert rules.count("shortcoming.repeated") == 1
    assert "reuse.previous-year" not in rules


def test_figures_of_a_plan_may_stay() -> None:
    plans = ("对沿河砂石料场组织夜间突击检查12次，把屡教不改的料场名单贴到集市口上。",)
    body = followed(dated(2021, plans=plans), dated(2022, plans=plans))
    assert only(body).outdated == ()
    assert not any(f.finding.rule == "reuse.previous-year" for f in body.findings)


def test_personal_data_is_masked_on_both_sides() -> None:
    said = f"举报电话由值班员接听，号码13912345678。{OWN}"
    item = only(followed(dated(2021, said), dated(2022, said)))
    for text in (item.earlier.text, item.later.text):
        assert "13912345678" not in text
        assert "139******78" in text


@pytest.mark.parametrize("known", [True, False])
def test_a_rule_that_the_pack_has_not_says_nothing(known: bool) -> None:
    pack = load_pack()
    rules = {k: rule for k, rule in pack.rules.items() if known or k != "reuse.previous-year"}
    body = followed(
        dated(2021, OWN), dated(2022, OWN), pack=pack.model_copy(update={"rules": rules})
    )
    assert ("reuse.previous-year" in [f.finding.rule for f in body.findings]) is known


def test_without_an_engine_nothing_is_copied() -> None:
    (body,) = trend([dated(2021, OWN), dated(2022, OWN)], load_pack()).bodies
    assert body.copied == ()


def test_a_renamed_body_copies_from_itself_and_two_bodies_do_not() -> None:
    records = (dated(2017, OWN, issuer="青禾县环保局"), dated(2018, OWN, issuer="青禾县生态环境局"))
    assert len(followed(*records).copied) == 1
    others = (dated(2021, OWN), dated(2022, OWN, issuer="青禾县财政局"))
    submitted = Submissions(others, load_pack())
    engine = EarlierCopies(others, submitted, load_pack())
    found = trend(others, load_pack(), body=submitted.line_of, copied=engine)
    assert [body.copied for body in found.bodies] == [(), ()]
