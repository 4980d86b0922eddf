"""Reports that are hard on file formats, checked and reviewed."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.lexicon.schema import Pack
from analyzer.model.report import Failure, Status
from analyzer.model.text import ExtractedText, Provenance
from analyzer.output.checked import Checked
from analyzer.pipeline import Analyzer
from analyzer.review.decision import Decision
from analyzer.review.outcome import Reviewed, review
from analyzer.review.subjects import Subjects

HOSTILE = """平川县𠮷祥局2024年法治政府建设年度报告
一、主要举措
😀2024年组织执法培训3期，办理行政处罚案件12件。联系人手机13912345678。
=HYPERLINK("x") {{单位}} [点我](1) <b>XX</b> ]]> &amp; \x0b\x1b[31m \x00 +XX份 { MERGEFIELD 名 }
1、𠮷㵲🀄法治培训XX场，参加XX人。
二、存在的不足
@𠮷㵲执法案卷制作不规范，32卷中有7卷没有写明裁量理由，😀原因是人手不足。
三、下一步安排
-2025年组织案卷评查4次，补齐𠮷字号案卷的裁量理由。
"""
PLAIN = """平川县样例局2024年法治政府建设年度报告
一、主要举措
1、2024年组织执法培训3期，办理行政处罚案件12件。联系人手机13912345678。
二、存在的不足
持证执法人员只有3名，不能满足执法需要；案卷评查中有4份案卷缺少送达回证。
"""
# The same in a file: one with a null byte is taken for no text.
HOSTILE_FILE = HOSTILE.replace("\x00", "")
NO_REPORT = (
    "平川县样例局关于召开会议的通知\n各科室：\n定于3月5日召开会议，联系人手机13912345678。\n"
)


def many_gaps(number: int = 300) -> str:
    """A report with that many blanks left in it, two in one line alike."""
    lines = "\n".join(f"{n}号案卷共XX页，移送XX页。" for n in range(number // 2))
    return f"{PLAIN}三、下一步安排\n{lines}\n"


def text_of(content: str, name: str) -> ExtractedText:
    return ExtractedText(content, Provenance(name=name, format="txt"))


def reviewed(
    analyzer: Analyzer, content: str, name: str = "报告.txt", *made: Sequence[str]
) -> Reviewed:
    """A report after decisions: ("element", status[, quote]) or ("rule", "holds" or "dismissed")."""
    result = analyzer.analyze(text_of(content, name))
    subjects = Subjects(result)
    decisions: list[Decision] = []
    rules = [finding.rule for finding in result.findings]
    for what, said, *quote in made:
        if what in rules:
            holds = said == "holds"
            decisions.append(
                subjects.decide_finding(
                    rules.index(what), holds=holds, by="周敏", because="已核对\n=1+1"
                )
            )
        else:
            decisions.append(
                subjects.decide_element(what, Status(said), by="周敏", quote="".join(quote))
            )
    return Reviewed(result, review(subjects, decisions, analyzer.pack) if decisions else None)


def checked(pack: Pack, *reports: Reviewed, unread: Sequence[str] = ()) -> Checked:
    errors = [Failure(name, "damaged", f"{name}：文件已损坏 \x1b") for name in unread]
    return Checked(pack=pack, reports=reports, errors=errors)
