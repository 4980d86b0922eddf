"""Reports made for following: a body, its deeds, its shortcomings and its plan."""

from __future__ import annotations

from functools import lru_cache

from analyzer.lexicon.load import load_pack
from analyzer.model.record import Record, record_of
from analyzer.pipeline import Analyzer

# Deeds that carry out none of the plans that are followed.
OTHER_DEEDS = (
    "局长任第一责任人，全年主持局务会研究法治建设4次。",
    "全年办理行政处罚案件126件，均经法制审核。",
    "收到行政复议申请3件，全部维持。",
    "组织宪法宣传周活动，发放材料2000份。",
)


@lru_cache(maxsize=1)
def analyzer() -> Analyzer:
    """Returns one analyzer for all tests of this folder."""
    return Analyzer(load_pack(), reader=False)


def report(
    year: int,
    *,
    deeds: tuple[str, ...] = (),
    shortcomings: tuple[str, ...] = ("执法文书说理不够充分，32份中有7份没有写明裁量理由。",),
    plans: tuple[str, ...] = ("开展执法案卷评查2次。",),
    issuer: str = "青禾县水务局",
) -> str:
    """Returns the text of a report."""
    return "\n".join(
        [
            f"{issuer}{year}年法治政府建设年度报告",
            "一、主要举措",
            *OTHER_DEEDS,
            *deeds,
            "二、存在的不足",
            *(f"（{'一二三四五六七八九'[n]}）{text}" for n, text in enumerate(shortcomings)),
            f"三、{year + 1}年工作安排",
            *(f"（{'一二三四五六七八九'[n]}）{text}" for n, text in enumerate(plans)),
            issuer,
            f"{year + 1}年1月20日",
        ]
    )


def record(text: str, source: str = "") -> Record:
    """Returns the record of a text."""
    return record_of(analyzer().analyze(text, source=source))
