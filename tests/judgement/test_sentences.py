"""Sentences that readers of such reports judge at a glance and programs get wrong.

Each stands alone under a plain heading of its part in a small report of a county bureau.
"""

from __future__ import annotations

import pytest

from analyzer.lexicon.schema import Example
from analyzer.lexicon_examples import as_report
from analyzer.pipeline import Analyzer

CASES = [
    ("leadership_duty", "充实", "举措", "局长全年听取法治工作汇报4次，对3起疑难案件逐一过问。"),
    (
        "leadership_duty",
        "充实",
        "举措",
        "单位“一把手”在年终述职时专门述法，接受现场测评，得票率97%。",
    ),
    (
        "leadership_duty",
        "充实",
        "举措",
        "作为班长，老陈今年把执法队的36本卷宗逐本翻过，签了14条意见。",
    ),
    ("leadership_duty", "缺失", "举措", "分管副局长主持召开法治工作例会6次。"),
    ("leadership_duty", "缺失", "举措", "局党组高度重视法治建设，多次研究部署。"),
    ("leadership_duty", "空泛", "举措", "党政主要负责人切实履行推进法治建设第一责任人职责。"),
    (
        "leadership_duty",
        "缺失",
        "举措",
        "督促辖区企业主要负责人落实安全生产第一责任人责任，签订责任书120份。",
    ),
    ("leadership_duty", "缺失", "举措", "各科室要压实主要负责人第一责任。"),
    ("leadership_duty", "充实", "举措", "镇党委书记、镇长带头讲法治课2次，包案化解信访积案3件。"),
    (
        "leadership_duty",
        "充实",
        "举措",
        "主任亲自出庭应诉一次，并当庭向原告释明政策，3月15日结案。",
    ),
    (
        "leadership_duty",
        "缺失",
        "举措",
        "深入学习《党政主要负责人履行推进法治建设第一责任人职责规定》6次。",
    ),
    ("leadership_duty", "缺失", "举措", "2025年，局长将每季度听取一次法治工作汇报。"),
    ("first_agenda", "充实", "举措", "每次党组会头一件事是学习习近平法治思想，全年学了11次。"),
    ("first_agenda", "充实", "举措", "理论学习中心组以习近平法治思想为题集中研讨2次。"),
    ("first_agenda", "空泛", "举措", "把学习贯彻习近平法治思想摆在首位。"),
    ("first_agenda", "缺失", "举措", "以习近平法治思想为指导，全面推进依法行政。"),
    ("first_agenda", "缺失", "举措", "明年将把习近平法治思想列为党组会第一议题，每月学习一次。"),
    ("first_agenda", "缺失", "举措", "今年没有把习近平法治思想列入第一议题学习。"),
    ("first_agenda", "充实", "举措", "常务会议会前学法12次，其中专题学习习近平法治思想3次。"),
    ("disputes", "充实", "举措", "全年被申请复议2件，均维持；出庭应诉1次。"),
    ("disputes", "空泛", "举措", "全年没有被提起行政诉讼，也没有复议案件。"),
    ("disputes", "空泛", "举措", "本年度行政复议、行政诉讼案件均为零。"),
    ("disputes", "充实", "举措", "排查邻里纠纷58起，当场说和51起。"),
    ("disputes", "充实", "举措", "群众来信来访43批次，办结率100%。"),
    ("disputes", "缺失", "举措", "劳动仲裁知识讲座举办2期。"),
    ("openness", "充实", "举措", "门户网站发布各类信息412条，答复公民申请3件。"),
    ("openness", "充实", "举措", "收费标准、办事流程、处罚结果上墙上网，更新7次。"),
    ("openness", "空泛", "举措", "坚持阳光操作，让权力在阳光下运行。"),
    ("openness", "缺失", "举措", "公开选拔执法队员6名。"),
    ("openness", "缺失", "举措", "公开招标采购执法车辆2台。"),
    (
        "normative_documents",
        "充实",
        "举措",
        "以局名义发了1份规范性文件，事先送司法局审核，事后15日内报备。",
    ),
    ("normative_documents", "空泛", "举措", "今年没有出台行政规范性文件。"),
    ("normative_documents", "充实", "举措", "对现行文件逐件过筛，废止4件，修改2件。"),
    ("normative_documents", "缺失", "举措", "学习贯彻《规范性文件制定和备案办法》2次。"),
    ("decision_making", "充实", "举措", "3个重大项目上会前都请法律顾问出了书面意见。"),
    ("decision_making", "充实", "举措", "停车收费方案先听证、再评估、后上会，共召开听证会1次。"),
    ("decision_making", "缺失", "举措", "坚决贯彻上级党委的决策部署。"),
    ("decision_making", "充实", "举措", "外聘律师审合同58份，提修改意见137条。"),
    ("law_enforcement", "充实", "举措", "路面查超限车辆212台次，卸载货物3400吨，罚没入库86万元。"),
    ("law_enforcement", "充实", "举措", "对轻微违法首次不罚，放过了39户。"),
    ("law_enforcement", "缺失", "举措", "公安机关查处交通违法2300起。"),
    ("law_enforcement", "空泛", "举措", "坚持严格规范公正文明执法。"),
    ("law_enforcement", "充实", "举措", "检查餐饮单位620家次，下达整改通知书45份。"),
    ("legal_education", "充实", "举措", "宪法日那天在广场摆摊答疑，发出材料900份。"),
    ("legal_education", "充实", "举措", "讲师团进村讲课14堂，听讲的有2100多人。"),
    ("legal_education", "空泛", "举措", "认真落实“谁执法谁普法”责任制。"),
    ("legal_education", "缺失", "举措", "计划生育宣传品发放3000份。"),
    ("legal_education", "充实", "举措", "新录用的6名干部任前全部参加了法律知识测试。"),
    ("shortcomings", "充实", "不足", "复核了40本卷，有11本没写自由裁量的理由。"),
    ("shortcomings", "空泛", "不足", "法治意识需进一步增强，执法能力需进一步提高。"),
    ("shortcomings", "空泛", "不足", "农村公路管养资金不足，部分桥梁老化。"),
    ("shortcomings", "充实", "不足", "法律顾问一年只来了两趟，合同审查大多走过场。"),
    (
        "causes",
        "充实",
        "不足",
        "执法文书质量不高，多处未写明裁量理由。说到底是新进的7个人没受过系统训练。",
    ),
    ("causes", "充实", "不足", "基层执法力量薄弱，这与编制连续三年未增加有关。"),
    ("causes", "缺失", "不足", "执法文书质量不高，导致两起案件被撤销。"),
    ("causes", "缺失", "不足", "夜间巡查少，影响了执法效果。"),
    (
        "causes",
        "充实",
        "不足",
        "案卷说理不充分，一方面是因为培训内容偏重程序，另一方面是因为没有范本可以参照。",
    ),
    ("causes", "空泛", "不足", "执法文书质量不高。主要是重视程度不够、能力不强。"),
    ("causes", "充实", "不足", "送达常出错12次。根子是队里一半人没有受过送达方面的训练。"),
    ("next_plan", "充实", "安排", "把2012年以前的文件逐份过筛，留废都出公告。"),
    ("decision_making", "充实", "举措", "公交改线先发问卷1126份，请工程师排先后，班子会表决定下。"),
    ("law_enforcement", "充实", "举措", "罚款超过5万元的2起，都由法规股另看一遍，退回补证1起。"),
    ("first_agenda", "充实", "举措", "凡开党组会头一道程序是读习近平总书记的原文，一年读了13回。"),
    ("next_plan", "充实", "安排", "办三期执法文书训练班，把全部在岗执法员轮训一遍。"),
    ("next_plan", "空泛", "安排", "继续深入推进法治政府建设，再上新台阶。"),
    ("next_plan", "充实", "安排", "给每个社区配一名法律顾问，每月到岗一天。"),
    ("next_plan", "空泛", "安排", "新建农村公路30公里，完成投资1.2亿元。"),
]


@pytest.mark.parametrize(("element", "expected", "place", "text"), CASES)
def test_sentence_is_judged_as_a_reader_would(
    analyzer: Analyzer, element: str, expected: str, place: str, text: str
) -> None:
    example = Example.model_validate({"应判": expected, "原文": text, "位置": place})
    verdict = analyzer.analyze(as_report(example)).element(element)
    assert verdict.status is example.status, verdict.reason
