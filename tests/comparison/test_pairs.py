"""What is copied and what is not: constructed pairs of reports."""

from __future__ import annotations

import pytest

from analyzer.model.record import record_of
from analyzer.pipeline import Analyzer
from tests.comparison.reports import PASSAGE, SECOND, quoted, report, shared

OTHER = "青阳县水利局"
CHANGED = {
    "other figures": PASSAGE.translate(str.maketrans("0123456789", "9753198642")),
    "figures of other lengths": PASSAGE.replace("12", "8")
    .replace("46.8", "1021")
    .replace("7", "103"),
    "figures in Chinese": PASSAGE.replace("12次", "十二次").replace("3艘", "三艘"),
    "other names": PASSAGE.replace("砂石料场", "矿山").replace("沿河四个", "库区五个"),
    "a few other words": PASSAGE.replace("突击检查", "巡查").replace("现场宣读", "当众公布"),
    "other punctuation": PASSAGE.replace("，", "、").replace("；", "。"),
    "a broken line": PASSAGE.replace("；", "；\n"),
    "spaces of a scan": " ".join(PASSAGE),
    "a sentence put in": PASSAGE.replace("；", "；其中一艘是连夜从邻市开来的改装船；"),
}
REWORDED = (
    "我们在晚上搞了十二回突袭，揪出三条没有执照拉沙子的船，办了七个案子，罚了四十多万；"
    "有两家怎么说都不听的场子，证给收了，处罚的事拿到集市上念给大伙听。"
)
OFFICIALESE = (
    "坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，全面贯彻落实党的二十大精神，"
    "认真履行推进法治建设第一责任人职责，严格落实行政执法公示、执法全过程记录、重大执法决定法制审核三项制度，"
    "切实做到重要工作亲自部署、重大问题亲自过问、重点环节亲自协调、重要任务亲自督办。"
)
CITED = (
    "依据《中华人民共和国行政处罚法》第三十三条“违法行为轻微并及时改正，没有造成危害后果的，不予行政处罚。"
    "初次违法且危害后果轻微并及时改正的，可以不予行政处罚”的规定办理。"
)
TITLES = "学习了《平川县河道采砂管理办法》《临江市水资源费征收使用实施细则》《关于进一步加强山洪灾害防御工作的若干意见》。"


def test_an_exact_copy_is_found_whole(analyzer: Analyzer) -> None:
    records = report(analyzer, PASSAGE), report(analyzer, PASSAGE, issuer=OTHER)
    (passage,) = shared(*records)
    assert quoted(records, passage) == (PASSAGE, PASSAGE)
    assert passage.similarity == 1
    assert passage.a.differs == passage.b.differs == ()


@pytest.mark.parametrize("change", CHANGED)
def test_a_changed_copy_is_found(change: str, analyzer: Analyzer) -> None:
    records = report(analyzer, PASSAGE), report(analyzer, CHANGED[change], issuer=OTHER)
    (passage,) = shared(*records)
    for said, whole in zip(quoted(records, passage), (CHANGED[change], PASSAGE), strict=True):
        assert len(said) > 0.8 * len(whole)


def test_exactly_the_changed_figures_differ(analyzer: Analyzer) -> None:
    changed = PASSAGE.replace("12次", "15次").replace("7件", "9件")
    records = report(analyzer, PASSAGE), report(analyzer, changed, issuer=OTHER)
    (passage,) = shared(*records)
    assert passage.similarity < 1
    for side, figures in ((passage.a, ["15", "9"]), (passage.b, ["12", "7"])):
        text = records[side.report].text
        assert [text[start:end] for start, end in side.differs] == figures


def test_the_own_name_put_in_is_found_and_marked(analyzer: Analyzer) -> None:
    said = "{}在采砂船上装定位，谁越线谁停航，两个月里没有一条船敢再夜里开工。"
    records = (
        report(analyzer, said.format("平川县水利局")),
        report(analyzer, said.format(OTHER), issuer=OTHER),
    )
    (passage,) = shared(*records)
    first = records[passage.b.report].text
    assert [first[start:end] for start, end in passage.b.differs] == ["平川县水利局"]


def test_a_copy_of_several_paragraphs_is_one_passage(analyzer: Analyzer) -> None:
    records = report(analyzer, PASSAGE, SECOND), report(analyzer, PASSAGE, SECOND, issuer=OTHER)
    (passage,) = shared(*records)
    assert quoted(records, passage)[0] == f"{PASSAGE}\n{SECOND}"


def test_two_sentences_swapped_are_one_passage(analyzer: Analyzer) -> None:
    records = report(analyzer, PASSAGE + SECOND), report(analyzer, SECOND + PASSAGE, issuer=OTHER)
    (passage,) = shared(*records)
    assert quoted(records, passage) == (SECOND + PASSAGE, PASSAGE + SECOND)


def test_two_copies_far_apart_are_two_passages(analyzer: Analyzer) -> None:
    between = "县里把护渠的事交给了村头几位闲不住的老人，" * 3 + "他们自己排了班。"
    records = (
        report(analyzer, PASSAGE + SECOND),
        report(analyzer, PASSAGE, between, SECOND, issuer=OTHER),
    )
    found = sorted(quoted(records, passage)[0] for passage in shared(*records))
    assert found == sorted([PASSAGE, SECOND])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (PASSAGE, REWORDED),
        (OFFICIALESE, OFFICIALESE),
        (CITED, CITED),
        (TITLES, TITLES),
        (SECOND, PASSAGE),
    ],
    ids=["reworded", "officialese", "quoted article", "titles", "nothing in common"],
)
def test_what_is_no_copy(first: str, second: str, analyzer: Analyzer) -> None:
    assert shared(report(analyzer, first), report(analyzer, second, issuer=OTHER)) == ()


def test_headings_titles_and_signatures_are_no_copy(analyzer: Analyzer) -> None:
    heading = "（一）聚焦采砂乱象重拳出击全域整治"
    body = "平川把船都编了号。", "青阳在岸边装了灯。"
    records = report(analyzer, heading, body[0]), report(analyzer, heading, body[1], issuer=OTHER)
    assert shared(*records) == ()


def test_versions_of_one_report_are_not_compared(analyzer: Analyzer) -> None:
    assert shared(report(analyzer, PASSAGE), report(analyzer, PASSAGE, SECOND)) == ()


def test_one_body_is_compared_over_the_years_and_the_later_report_comes_first(
    analyzer: Analyzer,
) -> None:
    records = report(analyzer, PASSAGE, year=2023), report(analyzer, PASSAGE, year=2024)
    (passage,) = shared(*records)
    assert (passage.a.report, passage.b.report) == (1, 0)


def test_what_many_bodies_write_is_no_copy_though_no_background_knows_it(
    analyzer: Analyzer,
) -> None:
    """In a collection its own frequencies tell: nine bodies were handed the same sentence."""
    said = (
        "各级要把思想和行动统一到县委的部署上来，拧成一股绳，铆足一股劲，确保圆满收官，共涉及20项。"
    )
    bodies = [
        f"{place}县水利局"
        for place in ("梧山", "栗坪", "芷江", "枫亭", "桐林", "荻港", "蓼州", "菱湖", "莲塘")
    ]
    records = [
        record_with(analyzer, body, f"{body[:2]}的渠长有{number}位，{'各管一段，' * number}{said}")
        for number, body in enumerate(bodies, 2)
    ]
    assert shared(*records) == ()
    (passage, *_) = shared(*records[:2])
    assert said[:-1] in records[0].text[passage.b.start : passage.b.end]


def record_with(analyzer: Analyzer, issuer: str, said: str) -> object:
    from analyzer.model.record import record_of

    text = f"{issuer}2024年法治政府建设年度报告\n一、主要举措\n{said}\n{issuer}\n2025年1月8日"
    return record_of(analyzer.analyze(text, source=issuer))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("情况如下。", ""),
        ("", "\n一是"),
        ("", "7月"),
        ("老案。", "\n第二，"),
    ],
)
def test_scraps_of_the_next_sentences_are_no_part_of_a_passage(
    before: str, after: str, analyzer: Analyzer
) -> None:
    said = f"{before}{PASSAGE}{after}"
    records = (
        report(analyzer, f"河长巡河时{said}东岸的水闸换了新漆。"),
        report(analyzer, f"渠首值守人{said}西门的闸板吊了起来。", issuer=OTHER),
    )
    (passage,) = shared(*records)
    assert quoted(records, passage) == (PASSAGE, PASSAGE)


def test_a_short_sentence_at_an_end_is_part_of_a_passage(analyzer: Analyzer) -> None:
    said = f"立案7件。{PASSAGE}罚款3笔。"
    records = (
        report(analyzer, f"河长巡河。{said}东岸的水闸换了新漆。"),
        report(analyzer, f"渠首有人。{said}西门的闸板吊了起来。", issuer=OTHER),
    )
    (passage,) = shared(*records)
    assert quoted(records, passage) == (said, said)


def test_a_figure_that_stands_elsewhere_too_is_marked_where_it_was_changed(
    analyzer: Analyzer,
) -> None:
    again = "来年照旧对砂石料场组织夜间突击检查12次，名单贴到集市口。"
    later = PASSAGE.replace("12次", "15次")
    records = report(analyzer, PASSAGE, again), report(analyzer, later, again, issuer=OTHER)
    (passage,) = shared(*records)
    for side, figure in ((passage.a, "15"), (passage.b, "12")):
        text = records[side.report].text
        assert [text[low:high] for low, high in side.differs] == [figure]
        assert text[: side.differs[0][0]].endswith("全年对辖区内砂石料场组织夜间突击检查")


def test_a_signature_is_no_part_of_a_passage_that_reaches_it(analyzer: Analyzer) -> None:
    again = "案卷做得粗，砂石料场组织夜间突击检查12次的卷宗也没有装订。"
    texts = [
        f"{issuer}2024年法治政府建设年度报告\n一、主要举措\n{said}\n二、存在的不足\n{again}\n"
        f"{issuer}\n2025年1月20日"
        for issuer, said in (("平川县水利局", PASSAGE), (OTHER, PASSAGE.replace("12次", "15次")))
    ]
    records = tuple(
        record_of(analyzer.analyze(text, source=str(n))) for n, text in enumerate(texts)
    )
    (passage,) = shared(*records)
    for said in quoted(records, passage):
        assert said.startswith("全年对辖区内")
        assert said.endswith("也没有装订。")
