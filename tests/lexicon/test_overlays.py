"""What an overlay can do to the built-in pack, each proved not to touch it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from analyzer.errors import UsageError
from analyzer.lexicon.basis import Record
from analyzer.lexicon.layers import BUILT_IN
from analyzer.lexicon.load import lexicons_folder, load, load_pack
from analyzer.lexicon.schema import CueName, Element, Indicator, Pack
from analyzer.model.document import Role
from analyzer.model.report import Status
from analyzer.pipeline import Analyzer
from tests.lexicon.conftest import ELEMENT, HEAD, Faults, Write

Loaded = Callable[[dict[str, str | bytes]], Pack]

E = "elements/x.yaml"
R = "rules/x.yaml"


def _files() -> dict[str, bytes]:
    folder = lexicons_folder() / BUILT_IN
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


@pytest.fixture(autouse=True)
def _built_in_pack_stays_as_it_is() -> Iterator[None]:
    """Holds for every test here: neither the files nor the loaded pack change."""
    files, pack = _files(), load_pack().model_dump_json()
    yield
    assert _files() == files
    assert load_pack().model_dump_json() == pack


def same_but(element: Element, *keys: str) -> dict[str, object]:
    """Returns what an element says, some attributes left out."""
    return {k: v for k, v in element.model_dump().items() if k not in keys}


def indicator(pack: Pack, element: str, name: str) -> Indicator:
    return next(i for i in pack.element(element).indicators if i.name == name)


# -- Elements -----------------------------------------------------------------------------------


def test_new_element_is_added_after_the_built_in_ones(loaded: Loaded, pack: Pack) -> None:
    ids = [element.id for element in loaded({E: ELEMENT}).elements]
    assert ids == [*(element.id for element in pack.elements), "field_visits"]


def test_new_required_element_stands_with_the_required_ones(loaded: Loaded) -> None:
    kinds = [e.kind for e in loaded({E: ELEMENT.replace("类别: 专题", "类别: 必备")}).elements]
    assert kinds == sorted(kinds, key=lambda kind: kind != "必备")


def test_new_element_is_judged_in_a_report(loaded: Loaded) -> None:
    text = "平川县样例局2024年法治政府建设年度报告\n一、工作开展情况\n全年走访村居36次。\n"
    result = Analyzer(loaded({E: ELEMENT})).analyze(text).element("field_visits")
    assert result.status is Status.SUBSTANTIVE
    assert result.evidence[0].text == "全年走访村居36次。"


def test_other_values_of_an_element_are_replaced(loaded: Loaded, pack: Pack) -> None:
    changed = loaded({E: "编号: openness\n名称: 政务信息公开\n分值: 9\n起始年度: 2020\n"})
    element = changed.element("openness")
    assert (element.name, element.weight, element.since) == ("政务信息公开", 9, 2020)
    assert same_but(element, "name", "weight", "since") == same_but(
        pack.element("openness"), "name", "weight", "since"
    )


def test_words_are_added_once_and_at_the_end(loaded: Loaded, pack: Pack) -> None:
    before = pack.element("openness").headings
    text = f"编号: openness\n标题词: [晒账单, {before[0]}]\n"
    assert loaded({E: text}).element("openness").headings == (*before, "晒账单")


def test_words_are_added_to_the_indicator_of_the_same_name(loaded: Loaded, pack: Pack) -> None:
    before = indicator(pack, "disputes", "争议化解")
    text = "编号: disputes\n线索:\n  - {名: 争议化解, 任一: [老娘舅工作室], 排除: [调解员证]}\n"
    after = indicator(loaded({E: text}), "disputes", "争议化解")
    assert after.any_of == (*before.any_of, "老娘舅工作室")
    assert after.excluded == (*before.excluded, "调解员证")
    assert after.within is before.within


def test_indicator_of_a_new_name_is_added(loaded: Loaded, pack: Pack) -> None:
    text = "编号: disputes\n线索:\n  - {名: 老娘舅, 任一: [老娘舅工作室]}\n"
    names = [i.name for i in loaded({E: text}).element("disputes").indicators]
    assert names == [*(i.name for i in pack.element("disputes").indicators), "老娘舅"]


def test_indicator_is_switched_off(loaded: Loaded, pack: Pack) -> None:
    text = "编号: openness\n线索:\n  - {名: 公布出去, 停用: 是}\n"
    names = [i.name for i in loaded({E: text}).element("openness").indicators]
    assert names == [i.name for i in pack.element("openness").indicators if i.name != "公布出去"]


def test_indicator_that_is_not_there_cannot_be_switched_off(
    overlay: Write, faults_of: Faults
) -> None:
    text = "编号: openness\n线索:\n  - {名: 公布, 停用: 是}\n"
    (fault,) = faults_of(overlay({E: text}))
    assert fault.startswith(f"{E}:3:6 这个要素没有叫“公布”的线索")
    assert "公布出去" in fault


def test_groups_that_must_meet_are_added_to_one_by_one(loaded: Loaded, pack: Pack) -> None:
    before = indicator(pack, "openness", "公布出去").together
    text = "编号: openness\n线索:\n  - 名: 公布出去\n    同现:\n      - []\n      - [电子屏]\n      - []\n"
    after = indicator(loaded({E: text}), "openness", "公布出去").together
    assert after == (before[0], (*before[1], "电子屏"), before[2])


def test_groups_of_another_number_are_refused(overlay: Write, faults_of: Faults) -> None:
    text = "编号: openness\n线索:\n  - 名: 公布出去\n    同现:\n      - [张贴]\n"
    (fault,) = faults_of(overlay({E: text}))
    assert fault.startswith(f"{E}:4:5 原来有 3 组，这里写了 1 组")
    assert "不加词的组写 []" in fault


def test_words_are_taken_out_of_one_indicator(loaded: Loaded, pack: Pack) -> None:
    before = indicator(pack, "disputes", "争议化解").any_of
    text = "编号: disputes\n线索:\n  - {名: 争议化解, 删去词: [信访]}\n"
    changed = loaded({E: text})
    after = indicator(changed, "disputes", "争议化解").any_of
    assert after == tuple(word for word in before if word != "信访")
    assert "信访" in changed.element("disputes").headings


def test_words_are_taken_out_of_a_whole_element(loaded: Loaded) -> None:
    element = loaded({E: "编号: disputes\n删去词: [信访]\n"}).element("disputes")
    words = {word for i in element.indicators for word in i.any_of}
    assert "信访" not in {*words, *element.headings}


def test_words_are_never_taken_out_of_examples(loaded: Loaded, pack: Pack) -> None:
    element = loaded({E: "编号: openness\n删去词: [政务公开]\n"}).element("openness")
    assert element.examples == pack.element("openness").examples


def test_word_that_is_not_there_cannot_be_taken_out(overlay: Write, faults_of: Faults) -> None:
    (fault,) = faults_of(overlay({E: "编号: openness\n删去词: [晒, 政物公开]\n"}))
    assert fault.startswith(f"{E}:2:10 要删去的“政物公开”原来就没有，是不是“政务公开”")


def test_words_to_take_out_must_be_a_list(overlay: Write, faults_of: Faults) -> None:
    (fault,) = faults_of(overlay({E: "编号: openness\n删去词: 政务公开\n"}))
    assert fault.startswith(f"{E}:2:1 “删去词”应写成列表")


def test_legal_basis_is_replaced_as_a_whole(loaded: Loaded) -> None:
    text = "编号: openness\n依据:\n  - {文件: 本县公开规程, 条款: 第三条}\n"
    basis = loaded({E: text}).element("openness").basis
    assert [str(one) for one in basis] == ["《本县公开规程》第三条"]


def test_one_key_of_the_standard_is_changed_and_the_others_kept(loaded: Loaded, pack: Pack) -> None:
    before = pack.element("leadership_duty").standard
    after = loaded({E: "编号: leadership_duty\n充实标准: {事实至少: 3}\n"}).element(
        "leadership_duty"
    )
    assert after.standard.facts == 3
    assert after.standard.fact_kinds == before.fact_kinds


def test_examples_are_added(loaded: Loaded, pack: Pack) -> None:
    text = "编号: openness\n例句:\n  - {应判: 空泛, 原文: 政务公开不断深化。}\n"
    examples = loaded({E: text}).element("openness").examples
    assert examples[:-1] == pack.element("openness").examples
    assert examples[-1].text == "政务公开不断深化。"


def test_element_is_switched_off_and_on_again(overlay: Write) -> None:
    off = overlay({E: "编号: openness\n停用: 是\n"}, name="off")
    on = overlay(
        {E: "编号: openness\n停用: 否\n"}, name="on", head=HEAD.replace("test-county", "test-town")
    )
    assert "openness" not in {element.id for element in load(off).pack.elements}
    assert load(off).switched_off == ((Element, "openness"),)
    assert load(off, on).pack.element("openness") == load_pack().element("openness")


def test_element_that_is_not_there_cannot_be_switched_off(
    overlay: Write, faults_of: Faults
) -> None:
    (fault,) = faults_of(overlay({E: "编号: opennes\n停用: 是\n"}))
    assert fault.startswith(f"{E}:1:1 下层词库没有“opennes”这个要素可以停用，是不是“openness”")


def test_required_element_can_be_made_a_topic(loaded: Loaded) -> None:
    changed = loaded({E: "编号: causes\n类别: 专题\n适用: {层级: [部门]}\n"}).element("causes")
    assert (changed.kind, changed.applies.levels) == ("专题", ("部门",))


WAIVER = """\
编号: openness
免除:
  - {单位: [县档案馆, 史志研究室], 理由: 没有政务公开任务, 日期: 2025-01-10}
"""


def test_waived_body_need_not_write_of_the_topic(loaded: Loaded) -> None:
    analyzer = Analyzer(loaded({E: WAIVER}))
    text = "2024年法治政府建设年度报告\n一、工作开展情况\n全年办理行政处罚案件86件。\n"
    freed, other = (
        analyzer.analyze(text, issuer=name).element("openness")
        for name in ("平川县档案馆", "平川县水利局")
    )
    assert (freed.applies, freed.weight) == (False, 0)
    assert other.applies
    assert other.weight > 0


def test_waiver_tells_its_reason_and_date(loaded: Loaded) -> None:
    element = loaded({E: WAIVER}).element("openness")
    waiver = element.waiver_for("平川县史志研究室")
    assert str(waiver) == "县档案馆、史志研究室（没有政务公开任务，2025-01-10）"
    assert element.waiver_for("平川县水利局") is None
    assert element.waiver_for(None) is None


def test_waiver_leaves_what_the_element_says_of_bodies(loaded: Loaded) -> None:
    text = WAIVER + "适用: {单位不含: [统计局]}\n"
    element = loaded({E: text}).element("openness")
    assert element.whom.not_bodies == ("统计局",)
    assert element.applies.not_bodies == ("统计局", "县档案馆", "史志研究室")


# -- Rules, formulations, patterns --------------------------------------------------------------


def test_severity_of_a_rule_is_changed_and_its_text_kept(loaded: Loaded, pack: Pack) -> None:
    rule = loaded({R: "规则说明:\n  - {规则: numbering.style, 级别: 提示}\n"}).rules[
        "numbering.style"
    ]
    assert rule.severity == "提示"
    assert rule.requirement == pack.rules["numbering.style"].requirement


def test_new_rule_with_a_pattern_is_reported(loaded: Loaded) -> None:
    text = (
        "规则说明:\n"
        "  - {规则: leftover.blank, 名称: 空格, 级别: 警告, 要求: 不应留空, 补正: 请补上内容}\n"
        "模式:\n  - {规则: leftover.blank, 正则: '（空）', 说明: 留空}\n"
    )
    report = "平川县样例局2024年法治政府建设年度报告\n一、工作开展情况\n办理案件（空）件。\n"
    found = Analyzer(loaded({R: text})).analyze(report).findings
    assert [(f.text, f.advice) for f in found if f.rule == "leftover.blank"] == [
        ("（空）", "请补上内容")
    ]


def test_rule_that_is_switched_off_takes_its_words_and_patterns_along(
    loaded: Loaded, pack: Pack
) -> None:
    text = "规则说明:\n  - {规则: term.obsolete, 停用: 是}\n  - {规则: privacy.phone, 停用: 是}\n"
    changed = loaded({R: text})
    assert pack.rules.keys() - changed.rules.keys() == {"term.obsolete", "privacy.phone"}
    assert {term.rule for term in changed.terms} == {"term.formula"}
    assert "privacy.phone" not in {pattern.rule for pattern in changed.patterns}


@pytest.mark.parametrize(
    ("rule", "body"),
    [
        pytest.param("term.obsolete", "开展法制宣传12场。", id="term.obsolete"),
        pytest.param("leftover.placeholder", "办理案件××件。", id="leftover.placeholder"),
        pytest.param("year.stale", "2022年，我局办理案件12件。", id="year.stale"),
        pytest.param("numbering.sequence", "二、其他\n四、其他", id="numbering.sequence"),
    ],
)
def test_rule_that_is_switched_off_reports_nothing(rule: str, body: str, loaded: Loaded) -> None:
    report = f"平川县样例局2024年法治政府建设年度报告\n一、工作开展情况\n{body}\n"
    before = {finding.rule for finding in Analyzer().analyze(report).findings}
    off = Analyzer(loaded({R: f"规则说明:\n  - {{规则: {rule}, 停用: 是}}\n"}))
    after = {finding.rule for finding in off.analyze(report).findings}
    assert before - after == {rule}


def _words(pack: Pack) -> dict[str, str]:
    return {word: term.instead for term in pack.terms for word in term.words}


def test_formulation_is_added(loaded: Loaded, pack: Pack) -> None:
    text = "用语:\n  - {用词: [县法建办], 应作: 县委依法治县办, 自: 2019-03-01}\n"
    changed = loaded({R: text})
    assert _words(changed) == {**_words(pack), "县法建办": "县委依法治县办"}
    assert changed.terms[-1].since == "2019-03-01"


def test_word_of_a_formulation_is_switched_off_and_the_others_kept(
    loaded: Loaded, pack: Pack
) -> None:
    changed = loaded({R: "用语:\n  - {用词: [法制进, 法制化], 停用: 是}\n"})
    assert _words(pack).keys() - _words(changed).keys() == {"法制进", "法制化"}
    assert len(changed.terms) == len(pack.terms)


def test_formulation_of_which_every_word_is_switched_off_is_gone(
    loaded: Loaded, pack: Pack
) -> None:
    words = "、".join(pack.terms[0].words).replace("、", ", ")
    changed = loaded({R: f"用语:\n  - {{用词: [{words}], 停用: 是}}\n"})
    assert changed.terms == pack.terms[1:]


def test_word_of_a_formulation_is_given_another_date(loaded: Loaded, pack: Pack) -> None:
    old = next(term for term in pack.terms if "七五普法" in term.words)
    changed = loaded({R: "用语:\n  - {用词: [七五普法], 自: 2022-01-01}\n"})
    by_word = {word: term for term in changed.terms for word in term.words}
    assert by_word["七五普法"].since == "2022-01-01"
    assert by_word["七五普法"].instead == old.instead
    assert by_word["“七五”普法"].since == old.since


def test_word_that_an_overlay_explains_anew_is_said_only_by_it(loaded: Loaded, pack: Pack) -> None:
    changed = loaded({R: "用语:\n  - {用词: [七五普法], 应作: 九五普法}\n"})
    assert [t.instead for t in changed.terms if "七五普法" in t.words] == ["九五普法"]
    assert _words(changed).keys() == _words(pack).keys()


@pytest.mark.parametrize("rest", ["停用: 是", "级别: 提示"])
def test_word_that_no_formulation_has_cannot_be_changed(
    rest: str, overlay: Write, faults_of: Faults
) -> None:
    (fault,) = faults_of(overlay({R: f"用语:\n  - {{用词: [法治进], {rest}}}\n"}))
    assert fault.startswith(f"{R}:2:6 已有的用语里没有“法治进”，是不是“法制进”")


def test_two_dates_for_one_word_in_one_layer_both_stay(loaded: Loaded) -> None:
    text = (
        "用语:\n  - {用词: [测试旧称], 应作: 新称, 自: 2020-01-01}\n"
        "  - {用词: [测试旧称], 应作: 更旧的称呼, 至: 2010-01-01}\n"
    )
    said = [term.instead for term in loaded({R: text}).terms if "测试旧称" in term.words]
    assert sorted(said) == ["新称", "更旧的称呼"]


def test_patterns_of_one_meaning_are_switched_off(loaded: Loaded, pack: Pack) -> None:
    text = "模式:\n  - {规则: privacy.id-number, 说明: 疑似银行卡号, 停用: 是}\n"
    gone = set(pack.patterns) - set(loaded({R: text}).patterns)
    assert {pattern.what for pattern in gone} == {"疑似银行卡号"}


def test_pattern_is_told_where_it_does_not_count(loaded: Loaded, pack: Pack) -> None:
    changed = loaded({R: "模式:\n  - {规则: privacy.phone, 邻近不含: [值班手机]}\n"})
    phone = next(pattern for pattern in changed.patterns if pattern.rule == "privacy.phone")
    assert phone.not_context == ("值班手机",)
    assert phone.pattern in {pattern.pattern for pattern in pack.patterns}
    report = "平川县样例局2024年法治政府建设年度报告\n{}13812345678\n"
    analyzer = Analyzer(changed)
    rules = [
        {f.rule for f in analyzer.analyze(report.format(before)).findings}
        for before in ("值班手机", "联系人")
    ]
    assert ["privacy.phone" in found for found in rules] == [False, True]


def test_pattern_that_is_not_there_cannot_be_changed(overlay: Write, faults_of: Faults) -> None:
    text = "模式:\n  - {规则: privacy.id-number, 说明: 银行卡, 停用: 是}\n"
    (fault,) = faults_of(overlay({R: text}))
    assert fault.startswith(f"{R}:2:5 没有这样的模式可以修改或停用")
    assert "疑似公民身份号码、疑似银行卡号" in fault


# -- Language, identity, head -------------------------------------------------------------------


def _cue(pack: Pack, name: CueName) -> tuple[str, ...]:
    return tuple(word for cue in pack.language.cues if cue.name is name for word in cue.words)


def test_words_of_a_cue_are_added_and_taken_out(loaded: Loaded, pack: Pack) -> None:
    before = _cue(pack, CueName.INTENTION)
    text = f"句子线索:\n  - {{线索: 打算, 词: [着手筹备], 删去词: [{before[0]}]}}\n"
    assert _cue(loaded({"language.yaml": text}), CueName.INTENTION) == (*before[1:], "着手筹备")


def test_cue_is_switched_off(loaded: Loaded) -> None:
    changed = loaded({"language.yaml": "句子线索:\n  - {线索: 结束, 停用: 是}\n"})
    assert _cue(changed, CueName.CLOSING) == ()
    assert _cue(changed, CueName.INTENTION)


def test_new_word_of_intention_turns_a_deed_into_a_plan(loaded: Loaded) -> None:
    changed = loaded({"language.yaml": "句子线索:\n  - {线索: 打算, 词: [着手筹备]}\n"})
    report = "平川县样例局2024年法治政府建设年度报告\n一、工作开展情况\n着手筹备政务公开专栏3个。\n"
    found = [Analyzer(p).analyze(report).element("openness").status for p in (load_pack(), changed)]
    assert found == [Status.SUBSTANTIVE, Status.MISSING]


def test_words_of_headings_are_added(loaded: Loaded, pack: Pack) -> None:
    text = "标题作用:\n  - {作用: 安排, 明确: [往后怎么走]}\n"
    changed = loaded({"language.yaml": text})
    strong = {record.role: record.strong for record in changed.language.headings}
    before = {record.role: record.strong for record in pack.language.headings}
    assert strong == {**before, Role.PLAN: (*before[Role.PLAN], "往后怎么走")}


def test_new_kind_of_text_is_asked_before_the_built_in_ones(loaded: Loaded) -> None:
    text = "文种表:\n  - {文种: bulletin, 名称: 简报, 标题含: [法治简报]}\n"
    changed = loaded({"identity.yaml": text})
    assert changed.identity.genres[0].kind == "bulletin"
    report = "平川县2024年法治简报工作总结\n2024年办理案件12件。\n"
    assert Analyzer(changed).analyze(report).document.identity.kind == "bulletin"


def test_kind_of_text_is_extended_in_its_place(loaded: Loaded, pack: Pack) -> None:
    changed = loaded({"identity.yaml": "文种表:\n  - {文种: speech, 标题含: [宣讲稿]}\n"})
    kinds = [genre.kind for genre in pack.identity.genres]
    assert [genre.kind for genre in changed.identity.genres] == kinds
    assert "宣讲稿" in changed.identity.genres[kinds.index("speech")].title_any


def test_report_itself_cannot_be_switched_off(overlay: Write, faults_of: Faults) -> None:
    text = "文种表:\n  - {文种: annual-report, 停用: 是}\n"
    (fault,) = faults_of(overlay({"identity.yaml": text}))
    assert "什么报告都认不出来" in fault


def test_names_of_bodies_are_added(loaded: Loaded, pack: Pack) -> None:
    changed = loaded({"identity.yaml": "单位:\n  部门尾: [专班]\n"})
    assert changed.identity.bodies.department_ends == (
        *pack.identity.bodies.department_ends,
        "专班",
    )
    assert changed.identity.bodies.township_ends == pack.identity.bodies.township_ends


def test_grades_are_replaced_credits_changed_and_words_added(overlay: Write, pack: Pack) -> None:
    head = HEAD + (
        "等次: [{名称: 过关, 起分: 50}, {名称: 不过关, 起分: 0}]\n"
        "得分率: {空泛: 0.2}\n分词用词: [法治体检]\n"
    )
    changed = load(overlay(head=head)).pack.head
    assert [(grade.name, grade.floor) for grade in changed.grades] == [("过关", 50), ("不过关", 0)]
    assert changed.credits.mentioned == 0.2
    assert changed.credits.substantive == pack.head.credits.substantive
    assert changed.words == (*pack.head.words, "法治体检")


def test_word_for_the_segmenter_is_taken_out(overlay: Write, pack: Pack) -> None:
    head = HEAD + f"删去词: [{pack.head.words[0]}]\n"
    assert load(overlay(head=head)).pack.head.words == pack.head.words[1:]


# -- Layers -------------------------------------------------------------------------------------


def test_version_names_every_layer(overlay: Write, pack: Pack) -> None:
    changed = load(overlay()).pack
    assert changed.head.id == "fazhi-annual-report"
    assert changed.version == f"{pack.version}+test-county-1.2.0"
    assert changed.layers == ("fazhi-annual-report", "test-county")


def test_later_layer_wins(overlay: Write) -> None:
    county = overlay({E: "编号: openness\n分值: 7\n标题词: [晒账单]\n"}, name="county")
    town = overlay(
        {E: "编号: openness\n分值: 8\n删去词: [晒账单]\n"},
        name="town",
        head=HEAD.replace("test-county", "test-town").replace(BUILT_IN, "test-county"),
    )
    element = load(county, town).pack.element("openness")
    assert element.weight == 8
    assert "晒账单" not in element.headings


def test_layer_of_an_absent_one_is_refused(overlay: Write, faults_of: Faults) -> None:
    (fault,) = faults_of(overlay(head=HEAD.replace(BUILT_IN, "other-county")))
    assert fault.startswith("pack.yaml:4:1 没有叫“other-county”的词库可以叠加")


def test_pack_of_its_own_replaces_the_built_in_one(overlay: Write) -> None:
    files: dict[str, str | bytes] = {
        E: ELEMENT,
        "identity.yaml": "文种表:\n  - {文种: annual-report, 名称: 报告, 标题含: [报告]}\n"
        "单位: {部门尾: [局], 乡镇尾: [镇], 政府尾: [县政府]}\n",
        R: "用语:\n  - {用词: [旧称], 应作: 新称, 自: 2020-01-01}\n"
        "  - {用词: [旧称], 应作: 古称, 至: 2010-01-01}\n",
    }
    loaded = load(overlay(files, head=HEAD.replace("叠加于: fazhi-annual-report\n", "")))
    assert [element.id for element in loaded.pack.elements] == ["field_visits"]
    assert loaded.pack.version == "1.2.0"
    assert len(loaded.pack.terms) == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [("none", "没有这个文件夹"), (".", "里面没有 pack.yaml"), ("x.yaml", "这是一个文件")],
)
def test_folder_that_is_no_pack_is_refused_with_a_remedy(
    name: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.yaml").touch()
    with pytest.raises(UsageError) as caught:
        load(name)
    assert str(caught.value) == (
        f"“{name}”不是词库文件夹（{said}）。请指定含 pack.yaml 的文件夹，写法见 lexicons/README.md。"
    )


def test_pack_is_loaded_once_and_anew_when_a_file_is_edited(overlay: Write) -> None:
    folder = overlay({E: "编号: openness\n分值: 7\n"})
    first = load_pack(folder)
    assert load_pack(folder) is first
    (folder / E).write_text("编号: openness\n分值: 12\n", encoding="utf-8")
    assert load_pack(folder).element("openness").weight == 12


def test_folders_of_one_name_in_two_places_are_two(
    overlay: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = []
    for place, weight in (("north", 7), ("south", 8)):
        folder = overlay({E: f"编号: openness\n分值: {weight}\n"}, name=f"{place}/county")
        monkeypatch.chdir(folder.parent)
        weights.append(load_pack("county").element("openness").weight)
    assert weights == [7, 8]


def test_what_editors_leave_behind_is_not_read(overlay: Write, pack: Pack) -> None:
    files: dict[str, str | bytes] = {
        "elements/.x.yaml": "a: [",
        "elements/~x.yaml": "a: [",
        "elements/x.yaml.bak": "a: [",
        "说明.txt": "给同事看的",
    }
    assert load(overlay(files)).pack.elements == pack.elements


def test_records_cannot_be_changed_by_those_who_use_them(pack: Pack) -> None:
    record: Record = pack.element("openness")
    with pytest.raises(ValueError, match="frozen"):
        record.name = "改名"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("rule", "word", "expected"),
    [("element.missing", "提示", "info"), ("term.obsolete", "错误", "error")],
)
def test_severity_that_an_overlay_sets_holds(
    loaded: Loaded, rule: str, word: str, expected: str
) -> None:
    changed = loaded({R: f"规则说明:\n  - {{规则: {rule}, 级别: {word}}}\n"})
    text = "平川县样例局2024年法治政府建设年度报告\n一、工作情况\n开展法制宣传12次。\n"
    found = [f for f in Analyzer(changed).analyze(text).findings if f.rule == rule]
    assert found
    assert {f.severity.value for f in found} == {expected}


HEADED = "平川县样例局2024年法治政府建设年度报告\n一、工作情况\n{}\n"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("（一）普法\n在集市上摆摊，讲了18场。", Status.SUBSTANTIVE),
        ("全年抓普法宣传。在集市上摆摊，讲了18场。", Status.SUBSTANTIVE),
        ("在集市上摆摊，讲了18场。", Status.MISSING),
        ("全年抓普法宣传。办理复议案件，讲了18场。", Status.MENTIONED),
    ],
)
def test_weak_indicator_counts_only_where_its_surroundings_speak_of_the_element(
    sentence: str, status: Status
) -> None:
    result = Analyzer(reader=False).analyze(HEADED.format(sentence))
    assert result.element("legal_education").status is status
