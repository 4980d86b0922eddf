"""The Chinese words for figures and disagreements, shared by screen and page."""

from __future__ import annotations

from analyzer.evaluation.mutations import MutationKind
from analyzer.evaluation.observation import About, Disagreement
from analyzer.evaluation.observation.disagreement import ABSENT, PRESENT
from analyzer.evaluation.sampling import Estimate
from analyzer.lexicon.schema import Pack
from analyzer.model.report import Status
from analyzer.output.wording import STATUS

FIGURE = {
    "gaps": "缺项 F1",
    "hollow_or_missing": "空泛或缺失 F1",
    "agreement": "三类一致率",
    "kappa": "kappa",
    "evidence": "证据相合",
    "shortcomings": "不足 F1",
    "plan": "安排 F1",
    "links": "对应 F1",
    "findings": "问题 F1",
}
FIELD = {
    "is_report": "是否年度报告",
    "year": "报告年度",
    "issuer": "报送单位",
    "level": "层级",
}
KIND = {
    MutationKind.REMOVED: "拿掉要素",
    MutationKind.EMPTIED: "只剩标题",
    MutationKind.PARAPHRASED: "换说法",
    MutationKind.MOVED: "换地方",
    MutationKind.INTENDED: "改成打算",
    MutationKind.NEGATED: "改成没做",
    MutationKind.CITED: "只引文件名",
    MutationKind.YEAR_SHIFTED: "改年份",
    MutationKind.REORDERED: "章节换序",
    MutationKind.RENUMBERED: "序号写错",
    MutationKind.OCR_NOISE: "扫描错字",
    MutationKind.BOILERPLATE: "加套话",
}
_ABOUT = {
    About.SHORTCOMING: "不足",
    About.CAUSE: "写没写原因",
    About.PLAN: "安排",
    About.LINK: "不足与安排的对应",
}
_SAID = {PRESENT: "有", ABSENT: "没有", "yes": "是", "no": "不是", "": "看不出"}
NOTHING = "无"


def topic(disagreement: Disagreement, pack: Pack) -> str:
    """Returns what reader and program disagree about."""
    match disagreement.about:
        case About.ELEMENT:
            return element_name(disagreement.name, pack)
        case About.IDENTITY:
            return FIELD.get(disagreement.name, disagreement.name)
        case About.FINDING:
            rule = pack.rules.get(disagreement.name)
            return f"问题：{rule.name if rule else disagreement.name}"
        case about:
            return _ABOUT[about]


def element_name(element_id: str, pack: Pack) -> str:
    """Returns the short name of an element; its id where an earlier pack alone had it."""
    return next((e.label for e in pack.elements if e.id == element_id), element_id)


def said(value: str) -> str:
    """Returns a verdict or a value as one reads it."""
    if value in set(Status):
        return STATUS[Status(value)]
    return _SAID.get(value, value)


def number(value: float | None) -> str:
    """Returns a figure to three decimals."""
    return NOTHING if value is None else f"{value:.3f}"


def interval(estimate: Estimate) -> str:
    """Returns the ends of an interval."""
    if estimate.low is None or estimate.high is None:
        return NOTHING
    return f"{estimate.low:.3f}~{estimate.high:.3f}"
