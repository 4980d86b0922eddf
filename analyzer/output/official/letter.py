"""A reviewed report → what a review letter (审查意见书) says of it, by the names of the template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from analyzer.lexicon.schema import Pack
from analyzer.model.report import Finding, ReportResult
from analyzer.model.text import masked
from analyzer.output.layout import shortened
from analyzer.output.official.sending import NAMES, Sending
from analyzer.output.official.template import Value, Vocabulary
from analyzer.output.places import place_in, section_in
from analyzer.output.wording import opinions_of
from analyzer.review.conclusion import Conclusion, Doubt, Gaps, conclusion_of, gaps_of
from analyzer.review.outcome import Reviewed
from analyzer.review.subjects import ELEMENT_RULES

TEMPLATE = Path(__file__).parent / "templates" / "letter.docx"

# In columns, two for a Chinese character.
_QUOTATION, _SECTION, _TITLE = 240, 60, 160
_UNKNOWN_BODY = "报送单位"
_WHOLE = "全文"

_GAP = Vocabulary(
    {
        "问题": "问题是什么",
        "情况": "要素为什么判为缺失或空泛，别的问题则空",
        "位置": "页、段和所在部分；缺项为“全文”",
        "原文": "有关的原文，过长的截短，个人信息已遮盖",
        "依据": "文件和条款",
        "补正": "补正建议",
    }
)
_DOUBT = Vocabulary(
    {
        "要素": "待复核的要素",
        "判读": "两种判读各怎么说",
        "问题": "复核以前不要求补正的问题，没有则空",
        "位置": "有关原文的位置",
        "原文": "有关的原文",
    }
)
LETTER = Vocabulary(
    names={
        **NAMES,
        "主送单位": "报送单位",
        "报告年度": "如 2024年，看不出则空",
        "报告名称": "报告的标题，没有标题则是“法治政府建设年度报告”",
        "审查结果": "、".join(Conclusion),
        "文种": "不是年度报告时，是什么文种",
        "得分": "要素得分，有审查认定的按认定后",
        "等次": "得分的等次",
        "必须补正数": "几条",
        "应当完善数": "几条",
        "供参考数": "几条",
        "待复核数": "几项",
    },
    conditions={
        **{str(each): f"审查结果是{each}时才有" for each in Conclusion},
        "需要重报": "要求再报一次时才有",
    },
    lists={
        "必须补正": _GAP,
        "应当完善": _GAP,
        "供参考": _GAP,
        "待复核": _DOUBT,
        "附件": Vocabulary({"附件名称": "--attachment 的第一个，有几个时带序号"}),
        "其余附件": Vocabulary({"附件名称": "其余的，带序号"}),
    },
    needed=frozenset({"必须补正", "应当完善", "待复核"}),
)


def letter_values(reviewed: Reviewed, pack: Pack, sending: Sending) -> Mapping[str, Value]:
    """Returns a value for each name of ``LETTER``."""
    result = reviewed.result
    identity = result.document.identity
    gaps = gaps_of(reviewed, pack)
    conclusion = conclusion_of(reviewed, gaps)
    decided = reviewed.review.score if reviewed.review is not None else None
    score, grade = (decided or result).score, (decided or result).grade
    title = shortened(result.shown(identity.title), _TITLE)
    conditions: dict[str, Value] = {str(each): each is conclusion for each in Conclusion}
    return {
        **conditions,
        **sending.values(),
        **_counted(gaps, result),
        **_attachments(sending.attachments),
        "需要重报": conclusion.comes_back,
        "主送单位": result.shown(identity.issuer or _UNKNOWN_BODY),
        "报告年度": f"{identity.reporting_year}年" if identity.reporting_year else "",
        "报告名称": _in_marks(title) if title else "法治政府建设年度报告",
        "审查结果": str(conclusion),
        "文种": "" if identity.is_report else identity.kind_name,
        "得分": f"{score:.1f}" if identity.is_report else "",
        "等次": grade if identity.is_report else "",
    }


def _counted(gaps: Gaps, result: ReportResult) -> dict[str, Value]:
    groups: dict[str, list[Mapping[str, Value]]] = {
        "必须补正": [_gap(each, result) for each in gaps.must],
        "应当完善": [_gap(each, result) for each in gaps.should],
        "供参考": [_gap(each, result) for each in gaps.note],
        "待复核": [_doubt(each, result) for each in gaps.doubts],
    }
    counts: dict[str, Value] = {
        f"{name}数": str(len(group)) if group else "" for name, group in groups.items()
    }
    return {**groups, **counts}


def _gap(finding: Finding, result: ReportResult) -> dict[str, Value]:
    start, said, why = finding.start, finding.message, ""
    if finding.rule in ELEMENT_RULES:
        said, _, why = said.partition("。")
    return {
        "问题": result.shown(said),
        "情况": result.shown(why),
        "位置": _place(result, start) if start is not None else _WHOLE,
        "原文": _quoted(result, finding.text, start) if start is not None else "",
        "依据": finding.legal_basis,
        "补正": finding.advice,
    }


def _doubt(doubt: Doubt, result: ReportResult) -> dict[str, Value]:
    start, _, text = doubt.contradiction.passage
    return {
        "要素": doubt.element.name,
        "判读": opinions_of(doubt.contradiction),
        "问题": result.shown(doubt.gap.message) if doubt.gap is not None else "",
        "位置": _place(result, start),
        "原文": _quoted(result, text, start),
    }


def _place(result: ReportResult, start: int) -> str:
    section = section_in(result, start)
    under = f"，“{shortened(section, _SECTION)}”部分" if section else ""
    return f"{place_in(result, start)}{under}"


def _quoted(result: ReportResult, text: str, start: int) -> str:
    return shortened(masked(text, start, result.masked).strip(), _QUOTATION)


def _attachments(names: Sequence[str]) -> dict[str, Value]:
    """Returns the first and the others; several have numbers. Source: GB/T 9704—2012, 7.3.4."""
    said = [f"{number}.{name}" for number, name in enumerate(names, 1)]
    named = [{"附件名称": name} for name in (said if len(names) > 1 else names)]
    return {"附件": named[:1], "其余附件": named[1:]}


def _in_marks(title: str) -> str:
    """Returns a title in 《》, in which another one stands in 〈〉. Source: GB/T 15834—2011, 4.15."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"
