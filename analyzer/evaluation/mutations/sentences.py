"""Sentences of which a reader says at once that nothing was done: intentions, negations, titles.

They hold no fact that could be checked, name no body, and speak of one element alone.
"""

from __future__ import annotations

NEXT_YEAR = {
    "leadership_duty": "明年，主要负责人将定期听取法治建设工作汇报，并拟在年终述法。",
    "first_agenda": "明年将建立“第一议题”制度，拟先从习近平法治思想学起。",
    "decision_making": "明年将聘请法律顾问，并准备把重大决策的合法性审查程序立起来。",
    "law_enforcement": "明年将组织执法人员培训，并拟开展行政执法案卷评查。",
    "legal_education": "明年拟开展普法宣传进社区、进学校活动，并计划组织干部参加学法考试。",
    "disputes": "明年拟成立人民调解委员会，并计划设立矛盾纠纷调处窗口。",
    "openness": "明年拟编制政务公开目录，依申请公开的受理窗口也计划设立。",
    "normative_documents": "明年拟启动行政规范性文件清理，备案审查的流程也准备一并理顺。",
}
# Without a year, they are no point of a plan wherever they stand.
SOME_DAY = {
    "leadership_duty": "今后，主要负责人打算带头履行推进法治建设第一责任人职责，拟定期过问法治工作。",
    "first_agenda": "今后打算把学习习近平法治思想列为会议“第一议题”，学习计划还在酝酿。",
    "decision_making": "今后拟编制重大行政决策事项目录，合法性审查的办法还在酝酿。",
    "law_enforcement": "今后打算推行行政执法公示、全过程记录和重大执法决定法制审核，具体方案还在研究。",
    "legal_education": "今后准备建立领导干部学法制度，普法讲座也打算逐步办起来。",
    "disputes": "今后打算推动负责人出庭应诉，行政复议案件的办理规程准备另行起草。",
    "openness": "今后打算在门户网站开设政务公开专栏，栏目怎么设还在研究。",
    "normative_documents": "今后打算对规范性文件实行统一登记、统一编号，有关办法还在起草。",
}
# Of duties that were not done. That nothing occurred (未发生、未制定) is an answer, and not among them.
NEGATIONS = {
    "leadership_duty": (
        "主要负责人年内没有听取过法治建设工作汇报，述法也尚未安排。",
        "主要负责人尚未履行推进法治建设第一责任人职责，法治工作没有过问。",
    ),
    "first_agenda": (
        "会议“第一议题”学习制度尚未建立，习近平法治思想专题学习也没有组织。",
        "习近平法治思想尚未列入学习计划，“第一议题”也没有落实。",
    ),
    "decision_making": (
        "重大行政决策事项目录尚未编制，合法性审查制度也没有建立。",
        "法律顾问至今没有聘请，重大决策的公众参与和专家论证程序尚未建立。",
    ),
    "law_enforcement": (
        "行政执法全过程记录制度尚未建立，执法案卷评查也没有开展。",
        "行政执法公示平台还没有搭建，执法人员培训尚未组织。",
    ),
    "legal_education": (
        "普法责任清单尚未制定，普法宣传活动没有开展，干部学法考试也没有组织。",
        "领导干部学法制度尚未建立，普法讲座也还没有办起来。",
    ),
    "disputes": (
        "人民调解委员会尚未组建，矛盾纠纷排查也没有开展。",
        "矛盾纠纷调处窗口尚未设立，调解员也没有选聘。",
    ),
    "openness": (
        "政务公开目录尚未编制，门户网站也没有开设公开专栏。",
        "依申请公开的受理渠道尚未建立，信息公开专栏还没有开通。",
    ),
    "normative_documents": (
        "行政规范性文件清理尚未启动，备案审查的流程也没有建立。",
        "规范性文件统一登记、统一编号制度尚未建立。",
    ),
}
TITLES = {
    "leadership_duty": "《党政主要负责人履行推进法治建设第一责任人职责规定》",
    "first_agenda": "《关于落实“第一议题”学习制度的通知》",
    "decision_making": "《关于规范重大行政决策程序的通知》",
    "law_enforcement": "《关于进一步规范行政执法行为的意见》",
    "legal_education": "《关于加强法治宣传教育工作的通知》",
    "disputes": "《关于加强行政复议和行政应诉工作的意见》",
    "openness": "《关于做好政务公开工作的通知》",
    "normative_documents": "《行政规范性文件制定和备案办法》",
}
CITING = (
    "年内收到上级印发的{}，已登记存档。",
    "上级转来的{}已收悉，转有关同志阅存。",
    "年内收到{}，已登记存档。",
)
# To study a document on legal education, or a rule that one should study, may itself be a deed.
STUDYING = "组织干部学习了{}。"
STUDIED = (
    "leadership_duty",
    "decision_making",
    "law_enforcement",
    "disputes",
    "openness",
    "normative_documents",
)
# What makes a whole paragraph one about an earlier year.
EARLIER = ("以下是{}年的情况：", "{}年的情况如下：")
# How its second and later sentences name the year that the first one named.
AGAIN = ("当年", "{}年")
