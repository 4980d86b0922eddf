"""All reports of a year → what a circular (通报) says of them, by the names of the template."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from analyzer.comparison.roster import RosterResult
from analyzer.comparison.roster.findings import LATE
from analyzer.lexicon.schema import Pack
from analyzer.model.comparison import Aside, Comparison, Row
from analyzer.model.report import Severity, Status
from analyzer.output.official.bars import bar, stacked
from analyzer.output.official.pooled import Reported, good_examples, shared_problems
from analyzer.output.official.sending import NAMES, Sending
from analyzer.output.official.template import Picture, Value, Vocabulary
from analyzer.output.official.writing import written_date
from analyzer.output.places import place_in
from analyzer.review.conclusion import Conclusion
from analyzer.review.subjects import ELEMENT_RULES

TEMPLATE = Path(__file__).parent / "templates" / "circular.docx"

_BAR, _STACK = 6, 14
_MAIN_GAPS, _NAMED = 3, 5
_ADDRESSEES = "各有关单位"

CIRCULAR = Vocabulary(
    names={
        **NAMES,
        "主送单位": "--to，默认“各有关单位”",
        "报告年度": "如 2024年，看不出则空",
        "应报数": "名单上应报送的单位数，没有名单则空",
        "已报数": "其中已报送的，没有名单则空",
        "未报数": "其中未报送的，没有则空",
        "名单外单位": "报送了但不在名单上的，没有则空",
        "时限": "“某日前”，没有写期限则是“近期”",
        "收到数": "收到的文件数",
        "年度报告数": "其中这一年度的年度报告",
        "平均分": "年度报告的平均分",
        "中位分": "中位数",
        "最高分": "最高分",
        "最低分": "最低分",
        **{f"{each}数": f"审查结果是{each}的份数，没有则空" for each in Conclusion},
    },
    conditions={
        "有名单": "给了 --roster 时才有",
        "有共性问题": "有时才有",
        "有较好做法": "有时才有",
        "有重新报送的单位": "有时才有",
        "有整改要求": "有没有报送或者要重新报送的单位时才有",
    },
    lists={
        "未报送": Vocabulary({"单位": "没有报送的单位", "说明": "它报来的别的材料"}),
        "逾期": Vocabulary({"说明": "谁迟了几天；只看落款的不列"}),
        "没有列入": Vocabulary({"原因": "为什么没有排名", "份数": "几份", "文件": "文件名"}),
        "排名": Vocabulary(
            {
                "名次": "得分相同的同名次",
                "单位": "报送单位",
                "得分": "要素得分",
                "得分条": "得分的长条",
                "等次": "等次",
                "结果": "审查结果",
                "必须补正数": "几条",
                "应当完善数": "几条",
            }
        ),
        "要素": Vocabulary(
            {
                "要素名称": "要素",
                "充实数": "几份",
                "空泛数": "几份",
                "缺失数": "几份",
                "不适用数": "几份",
                "充实条": "占比的长条",
                "空泛条": "同上，图案不同",
                "缺失条": "同上，图案不同",
            }
        ),
        "共性问题": Vocabulary(
            {"问题": "规则的名称", "单位数": "几家", "单位": "前几家", "补正": "补正建议"}
        ),
        "较好做法": Vocabulary(
            {"要素名称": "要素", "单位": "报送单位", "位置": "页和段", "原文": "原文"}
        ),
        "重新报送的单位": Vocabulary(
            {"单位": "报送单位", "结果": "审查结果", "主要问题": "前几条"}
        ),
    },
    pictures={"热力图": "各单位各要素一览图，没有装画图组件则空"},
    needed=frozenset({"排名", "重新报送的单位"}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What came in for a year.

    Attributes:
        comparison: The annual reports, ranked.
        reported: Each file that could be read, as reviewed; those that are no annual report of the
            year included.
        roster: Who should have reported and has; ``None`` without a roster.
    """

    comparison: Comparison
    reported: Sequence[Reported]
    roster: RosterResult | None


def circular_values(
    year: Year, pack: Pack, sending: Sending, *, to: str, picture: Picture | None
) -> Mapping[str, Value]:
    """Returns a value for each name of ``CIRCULAR``.

    Args:
        year: What came in, with at least one annual report.
        pack: The pack it was judged with.
        sending: Who sends the circular, and when.
        to: To whom; empty for the usual words.
        picture: Bodies × elements; ``None`` if it cannot be drawn.
    """
    comparison = year.comparison
    by_record = {id(each.record): each for each in year.reported}
    ranked = [(row, by_record[id(row.record)]) for row in comparison.rows]
    scores = [row.score for row in comparison.rows]
    shared, good, back = _shared(ranked, pack), _good(ranked), _back(year, ranked, pack)
    return {
        **sending.values(),
        **_submitted(year),
        **_results([each for _, each in ranked]),
        "主送单位": to or _ADDRESSEES,
        "报告年度": f"{comparison.year}年" if comparison.year else "",
        "收到数": str(len(year.reported) + len(comparison.failures)),
        "年度报告数": str(len(ranked)),
        "平均分": f"{statistics.fmean(scores):.1f}",
        "中位分": f"{statistics.median(scores):.1f}",
        "最高分": f"{max(scores):.1f}",
        "最低分": f"{min(scores):.1f}",
        "排名": [_ranked(row, reported) for row, reported in ranked],
        "要素": _elements(comparison),
        "共性问题": shared,
        "较好做法": good,
        "重新报送的单位": back,
        "有共性问题": bool(shared),
        "有较好做法": bool(good),
        "有重新报送的单位": bool(back),
        "有整改要求": bool(back or (year.roster and year.roster.missing)),
        "时限": f"{written_date(sending.deadline)}前" if sending.deadline else "近期",
        "没有列入": _aside(year),
        "热力图": picture or "",
    }


def _submitted(year: Year) -> dict[str, Value]:
    roster = year.roster
    told: dict[str, Value] = {
        "有名单": roster is not None,
        "应报数": "",
        "已报数": "",
        "未报数": "",
        "未报送": [],
        "名单外单位": "",
        # Of a mere sign the body is asked, not told in front of all others.
        "逾期": [
            {"说明": finding.message}
            for finding in year.comparison.findings
            if finding.rule == LATE and finding.severity is not Severity.INFO
        ],
    }
    if roster is not None:
        due = [each for each in roster.submitted if each.entry.due]
        told |= {
            "应报数": str(len(due) + len(roster.missing)),
            "已报数": str(len(due)),
            "未报数": str(len(roster.missing) or ""),
            "名单外单位": "、".join(
                each.record.issuer or PurePath(each.record.source).name for each in roster.unlisted
            ),
            "未报送": [
                {
                    "单位": each.entry.name,
                    "说明": "、".join(PurePath(other.source).name for other in each.others),
                }
                for each in roster.missing
            ],
        }
    return told


def _results(reported: Sequence[Reported]) -> dict[str, Value]:
    return {
        f"{each}数": str(sum(one.conclusion is each for one in reported) or "")
        for each in Conclusion
    }


def _name(row: Row) -> str:
    """Returns how a body is called; reports of one body are told apart by their files."""
    file = PurePath(row.record.source).name
    if row.name == row.record.source:
        return file
    return f"{row.name}（{file}）" if row.duplicate else row.name


def _ranked(row: Row, reported: Reported) -> Mapping[str, Value]:
    return {
        "名次": str(row.rank),
        "单位": _name(row),
        "得分": f"{row.score:.1f}",
        "得分条": bar(row.score / 100, _BAR),
        "等次": row.grade,
        "结果": str(reported.conclusion),
        "必须补正数": str(len(reported.gaps.must)),
        "应当完善数": str(len(reported.gaps.should)),
    }


def _elements(comparison: Comparison) -> list[Mapping[str, Value]]:
    told: list[Mapping[str, Value]] = []
    for id_, name in comparison.elements.items():
        counts = comparison.coverage[id_]
        judged = [counts[str(status)] for status in Status]
        others = len(comparison.rows) - sum(judged)
        full, hollow, missing = stacked(judged, _STACK)
        told.append(
            {
                "要素名称": name,
                "充实数": str(judged[0]),
                "空泛数": str(judged[1]),
                "缺失数": str(judged[2]),
                "不适用数": str(others),
                "充实条": full,
                "空泛条": hollow,
                "缺失条": missing,
            }
        )
    return told


def _shared(ranked: Sequence[tuple[Row, Reported]], pack: Pack) -> list[Mapping[str, Value]]:
    told: list[Mapping[str, Value]] = []
    for rule, names in shared_problems([(row.name, each) for row, each in ranked]):
        text = pack.rules.get(rule)
        told.append(
            {
                "问题": text.name if text is not None else rule,
                "单位数": str(len(names)),
                "单位": "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else ""),
                "补正": text.advice if text is not None else "",
            }
        )
    return told


def _good(ranked: Sequence[tuple[Row, Reported]]) -> list[Mapping[str, Value]]:
    return [
        {
            "要素名称": example.element.name,
            "单位": name,
            "位置": place_in(result, example.evidence.start),
            "原文": example.evidence.text.strip(),
        }
        for name, result, example in good_examples([(_name(row), each) for row, each in ranked])
    ]


def _back(
    year: Year, ranked: Sequence[tuple[Row, Reported]], pack: Pack
) -> list[Mapping[str, Value]]:
    """Returns who must hand in again: reports of the year from the worst up, and what is none."""
    aside = {id(record) for record, why in year.comparison.aside if why is Aside.NOT_A_REPORT}
    named = [(_name(row), each) for row, each in reversed(ranked)]
    named += [
        (each.record.issuer or PurePath(each.record.source).name, each)
        for each in year.reported
        if id(each.record) in aside
    ]
    return [
        {"单位": name, "结果": str(each.conclusion), "主要问题": _main(each, pack)}
        for name, each in named
        if each.conclusion.comes_back
    ]


def _main(reported: Reported, pack: Pack) -> str:
    """Returns the first problems by name: what they quote is for the body alone."""
    said: dict[str, None] = {}
    for finding in reported.gaps.must or reported.gaps.should:
        text = pack.rules.get(finding.rule)
        named = text.name if text is not None else finding.rule
        if finding.rule in ELEMENT_RULES and finding.element is not None:
            named = finding.message.partition("。")[0]
        said[named] = None
    return "；".join(list(said)[:_MAIN_GAPS]) + ("等" if len(said) > _MAIN_GAPS else "")


def _aside(year: Year) -> list[Mapping[str, Value]]:
    files: dict[str, list[str]] = {}
    for record, why in year.comparison.aside:
        files.setdefault(str(why), []).append(PurePath(record.source).name)
    for failure in year.comparison.failures:
        files.setdefault("读不了的", []).append(PurePath(failure.source).name)
    return [
        {"原因": why, "份数": str(len(names)), "文件": "、".join(names)}
        for why, names in files.items()
    ]
