"""Two labelled reports on which reader and program disagree about one thing of every kind."""

from __future__ import annotations

from pathlib import Path

# The program is right about the first report but where the label says something else on purpose.
TEXT = """平川县样例局2024年法治政府建设年度报告
2024年，我局法治政府建设情况如下。
一、主要举措和成效
（一）主要负责人履职。局长主持召开法治工作会议4次，年底向县委述法。
（二）严格执法。全年办理行政处罚案件36件，联系人手机13812345678。
（三）政务公开。进一步推进政务公开。
二、存在的不足
一是执法文书不规范，抽查20卷有7卷说理不足，原因是法制员由办公室人员兼任。二是普法形式单一，全年只办讲座2场。
三、2025年工作安排
一是3月底前对执法人员开展文书制作培训2期。二是每季度办1期以案释法课堂。
平川县样例局
2025年1月10日
"""
PHONE = "13812345678"
LABEL = """pen: 试写
is_report: true
kind: annual-report
reporting_year: 2023
issuer: 平川县样例局
level: 部门
elements:
  leadership_duty: {status: substantive, quotes: [年底向县委述法]}
  first_agenda: {status: missing}
  measures: {status: mentioned, quotes: [全年办理行政处罚案件36件]}
  shortcomings: {status: substantive, quotes: [抽查20卷有7卷说理不足]}
  causes: {status: missing}
  next_plan: {status: substantive, quotes: [平川县样例局]}
  decision_making: {status: missing}
  law_enforcement: {status: substantive, quotes: ["联系人手机13812345678"]}
  legal_education: {status: mentioned, quotes: [全年只办讲座2场]}
  disputes: {status: missing}
  openness: {status: missing}
  normative_documents: {status: missing}
items:
  shortcomings:
    - {quote: 执法文书不规范, cause: false, answered_by: [0]}
    - {quote: 普法形式单一, cause: false, answered_by: [1]}
  plan:
    - {quote: 文书制作培训2期}
    - {quote: 以案释法课堂}
    - {quote: 2025年1月10日}
findings:
  - {rule: privacy.phone, quote: "13812345678"}
  - {rule: numbering.style, quote: （三）}
"""
PHOTO_TEXT = "平川县样例局开展普法宣传\n3月5日，平川县样例局在广场开展普法宣传，发放资料300份。\n"
PHOTO_LABEL = """pen: 消息
is_report: false
kind: news
reporting_year: null
issuer: null
level: null
elements: {openness: {status: missing}}
items: {}
findings:
  - {rule: report.not-a-report}
"""


def write_part(folder: Path) -> Path:
    """Writes the two reports and their labels; returns the folder."""
    for name, text, label in (("ju", TEXT, LABEL), ("xiaoxi", PHOTO_TEXT, PHOTO_LABEL)):
        for kind, suffix, content in (("reports", "txt", text), ("labels", "yaml", label)):
            path = folder / kind / f"{name}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    return folder
