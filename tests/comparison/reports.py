"""Small reports to compare, and what was found in them."""

from __future__ import annotations

from analyzer.comparison.copying.find import find_copies
from analyzer.comparison.copying.shared import SharedPassage
from analyzer.comparison.submissions import Submissions
from analyzer.lexicon.load import load_pack
from analyzer.model.record import Record, record_of
from analyzer.pipeline import Analyzer

# What only one report says: every report needs a body of its own.
OWN = {
    "平川县水利局": (
        "石桥水库除险加固工程提前蓄水，下游七个村的稻田赶上了插秧。",
        "懂法的人不够用，案卷常常月底才补。",
    ),
    "青阳县水利局": (
        "东山灌区换了新的闸门，渠首值守的老人终于不用半夜摇辘轳。",
        "文书里的理由写得短，当事人看不明白。",
    ),
    "平川县教育局": (
        "城西小学操场边的围墙拆了，孩子们上下学多了一条近路。",
        "民办园的检查还没有排到每个学期。",
    ),
}
# Nobody but its author would write it.
PASSAGE = (
    "全年对辖区内砂石料场组织夜间突击检查12次，查扣无证运砂船3艘，立案7件，罚没款46.8万元；"
    "对屡教不改的两家料场吊销许可，并在沿河四个乡镇的赶集日现场宣读处罚决定。"
)
SECOND = "渔政码头的旧票据房改成了普法小屋，老船工陈阿公每逢初一十五在里面讲水法故事，听众最多时坐到了门槛外面。"


def report(
    analyzer: Analyzer, *passages: str, issuer: str = "平川县水利局", year: int = 2024
) -> Record:
    """Returns a judged report of a body with some passages in it."""
    text = "\n".join(
        [
            f"{issuer}{year}年法治政府建设年度报告",
            "一、主要举措和成效",
            OWN[issuer][0],
            *passages,
            "二、存在的不足",
            OWN[issuer][1],
            issuer,
            f"{year + 1}年1月20日",
        ]
    )
    return record_of(analyzer.analyze(text, source=f"{issuer}{year}.txt"))


def shared(*records: Record) -> tuple[SharedPassage, ...]:
    """Returns the passages that reports share."""
    return find_copies(records, Submissions(records, load_pack())).passages


def quoted(records: tuple[Record, ...], passage: SharedPassage) -> tuple[str, str]:
    """Returns both sides of a passage as they stand in the reports."""
    a, b = passage.a, passage.b
    return (
        records[a.report].text[a.start : a.end],
        records[b.report].text[b.start : b.end],
    )
