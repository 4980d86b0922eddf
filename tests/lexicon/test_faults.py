"""Every kind of fault: at which file, line and column, and what is said of it."""

from __future__ import annotations

import pytest

from analyzer.lexicon.load import load
from tests.lexicon.conftest import ELEMENT, HEAD, Faults, Write, changed

E = "elements/x.yaml"
R = "rules/x.yaml"
HOSTILE = "模式:\n  - 规则: leftover.placeholder\n    说明: 测试\n    正则: "

# What the clerk wrote instead → where it is found and a piece of what is said.
IN_ELEMENT = {
    "unknown key": ("分值: 5", "分直: 5", "4:1", "不认识的键“分直”，是不是“分值”"),
    "unknown key far down": ("    范围: 同一句", "    范国: 同一句", "19:5", "是不是“范围”"),
    "unknown key in brackets": ("{事实至少: 1}", "{事实最少: 1}", "20:8", "是不是“事实至少”"),
    "unknown key without a near one": (
        "分值: 5",
        "颜色: 红\n分值: 5",
        "4:1",
        "可用的键：编号、名称",
    ),
    "key with a full-width colon in brackets": (
        "{事实至少: 1}",
        "{事实至少：1}",
        "20:8",
        "全角冒号“：”，请改成半角冒号加一个空格“事实至少: ”",
    ),
    "key after a full-width space": (
        "类别: 专题",
        "　类别: 专题",
        "3:1",
        "前面是全角空格，请改成半角空格",
    ),
    "key right after a dash": (
        "标题词: [基层走访]",
        "-标题词: [走访]",
        "10:1",
        "的“-”后面缺一个空格，请写成“- 标题词”",
    ),
    "key written twice": ("分值: 5", "分值: 5\n分值: 6", "5:1", "写了两次（第 4 行已经有了）"),
    "value outside the list": (
        "类别: 专题",
        "类别: 必须",
        "3:1",
        "不能写“必须”，只能是：必备、专题",
    ),
    "level outside the list": (
        "[部门, 乡镇街道]",
        "[部门, 乡镇]",
        "5:15",
        "只能是：省、市、县区政府",
    ),
    "reach outside the list": (
        "范围: 同一句",
        "范围: 附近",
        "19:5",
        "只能是：同一分句、同一句、同一段",
    ),
    "verdict outside the list": ("  - 应判: 充实", "  - 应判: 合格", "22:5", "充实、空泛、缺失"),
    "place outside the list": (
        "位置: 安排",
        "位置: 附件",
        "28:32",
        "不能写“附件”，只能是：引言、履职、举措、不足、原因、安排、其他\n",
    ),
    "place of no part of a report": ("位置: 安排", "位置: 空话", "28:32", "只能是：引言、履职"),
    "chapter that there is not": ("标题词: [基层走访]", "专章: 引言", "10:1", "只能是：履职、举措"),
    "text for a number": ("分值: 5", "分值: 五分", "4:1", "应写半角数字，例如 5，不能写“五分”"),
    "full-width number": ("分值: 5", "分值: ５", "4:1", "应写半角数字"),
    "no number": ("分值: 5", "分值:", "4:1", "没有写数字"),
    "number too large": ("分值: 5", "分值: 500", "4:1", "不能大于 100"),
    "number too small": ("分值: 5", "分值: -1", "4:1", "不能小于 0"),
    "fraction for a whole number": ("事实至少: 1", "事实至少: 1.5", "20:8", "不能带小数"),
    "list for a number": ("分值: 5", "分值: [5]", "4:1", "应写半角数字"),
    "text for a list": (
        "[走访村居, 进村走访]",
        "走访村居",
        "13:5",
        "应写成列表，例如 [词一, 词二]",
    ),
    "nothing for a list": ("[走访村居, 进村走访]", "", "13:5", "后面没有写内容"),
    "full-width brackets": ("[基层走访]", "［基层走访］", "10:1", "括号要用半角 [ ]"),
    "book brackets": ("[基层走访]", "【基层走访】", "10:1", "括号要用半角 [ ]"),
    "text for keys": ("适用: {层级: [部门, 乡镇街道]}", "适用: 部门", "5:1", "“键: 值”的形式"),
    "list for keys": ("适用: {层级: [部门, 乡镇街道]}", "适用: [部门]", "5:1", "“键: 值”的形式"),
    "list for a text": ("要求: 写明走访了几次、看了什么。", "要求: [写明]", "8:1", "应写一句话"),
    "item with a full-width colon": (
        "  - 名: 走访\n    任一: [走访村居, 进村走访]\n    排除: [走访村居企业名录]\n",
        "  - 名：走访\n",
        "12:5",
        "现在是全角“：”",
    ),
    "item without a space after its colon": (
        "  - {文件: 测试县报告编写要点, 条款: 第三项}",
        "  - 文件:测试县报告编写要点",
        "7:5",
        "半角冒号“:”后面要空一格",
    ),
    "bare no": ("充实标准:", "书名内也算: no\n充实标准:", "20:1", "只能写 是 或 否，不能写“no”"),
    "bare true": (
        "充实标准:",
        "引言也算: true\n充实标准:",
        "20:1",
        "只能写 是 或 否，不能写“true”",
    ),
    "bare no as a switch": ("分值: 5", "分值: 5\n停用: no", "5:1", "“停用”只能写 是 或 否"),
    "id in Chinese": ("编号: field_visits", "编号: 基层走访", "1:1", "只用小写英文字母"),
    "id in capitals": ("编号: field_visits", "编号: FieldVisits", "1:1", "只用小写英文字母"),
    "text too short": ("要求: 写明走访了几次、看了什么。", "要求: 写", "8:1", "至少 4 个字"),
    "short name too long": (
        "类别: 专题",
        "简称: 一二三四五六七八九十长\n类别: 专题",
        "3:1",
        "至多 10 个字",
    ),
    "no legal basis": (
        "依据:\n  - {文件: 测试县报告编写要点, 条款: 第三项}",
        "依据: []",
        "6:1",
        "“依据”：至少要写 1 项",
    ),
    "word with a space": ("[走访村居, 进村走访]", "['走访村居 ', 进村走访]", "13:10", "前后有空格"),
    "word that is empty": ("[走访村居, 进村走访]", "[走访村居, '']", "13:16", "文字太短"),
    "word over two lines": ("[走访村居, 进村走访]", '["走访\\n村居"]', "13:10", "不能换行"),
    "gap at the end": ("[走访村居, 进村走访]", "[走访…]", "13:10", "要在词的中间"),
    "gap at the beginning": ("[走访村居, 进村走访]", "[…走访]", "13:10", "要在词的中间"),
    "two gaps": ("[走访村居, 进村走访]", "[进…村…走访]", "13:10", "只能有一个"),
    "gap of dots": ("[走访村居, 进村走访]", "[进...走访]", "13:10", "省略号请写成“…”"),
    "gap where none is searched": ("[走访村居企业名录]", "[走…录]", "14:10", "不能用省略号"),
    "years in the wrong order": (
        "分值: 5",
        "分值: 5\n起始年度: 2025\n终止年度: 2020",
        "5:1",
        "（2025）晚于“终止年度”（2020）",
    ),
    "year out of the world": ("分值: 5", "分值: 5\n起始年度: 202", "5:1", "不能小于 1990"),
    "indicator without words": (
        "    任一: [走访村居, 进村走访]\n    排除: [走访村居企业名录]",
        "    范围: 同一段",
        "12:5",
        "线索“走访”没有写词",
    ),
    "group without words": ("      - [查看, 查阅]", "      - []", "17:9", "永远凑不齐"),
    "one group alone": (
        "      - [查看, 查阅]\n      - [村规民约, 调解台账]",
        "      - [查看, 查阅]",
        "16:5",
        "没有别的组要和它同时出现",
    ),
    "indicator of the same name": (
        "  - 名: 看了什么",
        "  - 名: 走访",
        "15:5",
        "线索“走访”写了两次",
    ),
    "waiver of a required element": (
        "类别: 专题",
        "类别: 必备\n免除: [{单位: [县档案馆], 理由: 县里已经同意, 日期: 2025-01-10}]",
        "4:1",
        "必备要素对所有单位都算",
    ),
    "waiver without a reason": (
        "分值: 5",
        "分值: 5\n免除: [{单位: [县档案馆], 日期: 2025-01-10}]",
        "5:6",
        "缺少必填项“理由”",
    ),
    "waiver without a date": (
        "分值: 5",
        "分值: 5\n免除: [{单位: [县档案馆], 理由: 县里已经同意}]",
        "5:6",
        "缺少必填项“日期”",
    ),
    "waiver with a date that is none": (
        "分值: 5",
        "分值: 5\n免除: [{单位: [县档案馆], 理由: 县里已经同意, 日期: 2025-02-30}]",
        "5:31",
        "没有“2025-02-30”这一天",
    ),
    "date in Chinese": (
        "分值: 5",
        "分值: 5\n免除: [{单位: [县档案馆], 理由: 县里已经同意, 日期: 2025年1月}]",
        "5:31",
        "日期应写成 2014-10-24 的样子",
    ),
    "word to take out of a new element": (
        "分值: 5",
        "分值: 5\n删去词: [走访]",
        "5:1",
        "只用在修改已有条目的补充里",
    ),
    "alias": ("[基层走访]", "[&a 基层走访, *a]", "10:7", "词库不用 & 和 * 引用别处"),
    "alias of itself": ("[基层走访]", "&a [*a]", "10:6", "词库不用 & 和 * 引用别处"),
    "exclamation mark": ("[基层走访]", "[!走访 村居]", "10:7", "以“!”开头的词请加引号"),
    "tag": ("[基层走访]", "!go [走访]", "10:1", "以“!”开头的词请加引号"),
    "brackets for a key": ("分值: 5", "分值: 5\n[类, 别]: 专题", "5:1", "冒号前面只能是键的名称"),
}


@pytest.mark.parametrize(("old", "new", "place", "said"), IN_ELEMENT.values(), ids=IN_ELEMENT)
def test_fault_in_an_element_is_told_at_its_place(
    old: str, new: str, place: str, said: str, overlay: Write, faults_of: Faults
) -> None:
    (fault,) = faults_of(overlay({E: changed(old, new)}))
    assert fault.startswith(f"{E}:{place} ")
    assert said in fault


IN_OTHER_FILES = {
    "pack id": ("pack.yaml", HEAD.replace("test-county", "测试县"), "1:1", "只用小写英文字母"),
    "pack id of the built-in": (
        "pack.yaml",
        HEAD.replace("test-county", "fazhi-annual-report"),
        "1:1",
        "和下面一层的词库一样",
    ),
    "version": ("pack.yaml", HEAD.replace("1.2.0", "1.2"), "3:1", "应为三段数字，例如 1.0.0"),
    "no version": ("pack.yaml", HEAD.replace("版本: 1.2.0\n", ""), "1:1", "缺少必填项“版本”"),
    "what it is laid over": (
        "pack.yaml",
        HEAD.replace("fazhi-annual-report", "fazhi-anual-report"),
        "4:1",
        "没有叫“fazhi-anual-report”的词库可以叠加，是不是“fazhi-annual-report”",
    ),
    "grades that do not begin at zero": (
        "pack.yaml",
        HEAD + "等次:\n  - {名称: 好, 起分: 80}\n  - {名称: 差, 起分: 10}\n",
        "5:1",
        "最低一等的“起分”应为 0",
    ),
    "two grades from the same score": (
        "pack.yaml",
        HEAD + "等次:\n  - {名称: 好, 起分: 0}\n  - {名称: 差, 起分: 0}\n",
        "7:13",
        "两个等次都从 0 分起",
    ),
    "two grades of one name": (
        "pack.yaml",
        HEAD + "等次:\n  - {名称: 好, 起分: 50}\n  - {名称: 好, 起分: 0}\n",
        "7:6",
        "等次“好”写了两次",
    ),
    "credits upside down": (
        "pack.yaml",
        HEAD + "得分率: {充实: 0.2}\n",
        "5:1",
        "充实不低于空泛",
    ),
    "key of a table": (
        "language.yaml",
        "句子线素:\n  - {线索: 打算, 词: [拟]}\n",
        "1:1",
        "句子线索",
    ),
    "table without a list": ("language.yaml", "句子线索: 打算\n", "1:1", "每项以“- ”开头"),
    "item without keys": ("language.yaml", "句子线索:\n  - 打算\n", "2:5", "“键: 值”的形式"),
    "cue that there is not": (
        "language.yaml",
        "句子线索:\n  - {线索: 打祘, 词: [拟]}\n",
        "2:6",
        "不能写“打祘”，只能是：打算、已做",
    ),
    "role of a heading": (
        "language.yaml",
        "标题作用:\n  - {作用: 引言, 明确: [开头]}\n",
        "2:6",
        "只能是：履职、举措",
    ),
    "kind of text": (
        "identity.yaml",
        "文种表:\n  - {文种: 简报, 名称: 简报, 标题含: [简报]}\n",
        "2:6",
        "只用小写英文字母和连字符",
    ),
    "rule id": (
        R,
        "规则说明:\n  - {规则: 手机, 名称: 手机, 级别: 错误, 要求: 不得有手机号, 补正: 请删去号码}\n",
        "2:6",
        "两段小写英文，中间一点",
    ),
    "severity": (
        R,
        "规则说明:\n  - {规则: privacy.phone, 级别: 严重}\n",
        "2:25",
        "错误、警告、提示",
    ),
    "date of a formulation": (
        R,
        "用语:\n  - {用词: [测试旧词], 应作: 新词, 自: 2023-13-01}\n",
        "2:26",
        "没有“2023-13-01”这一天",
    ),
    "dates of a formulation in the wrong order": (
        R,
        "用语:\n  - {用词: [测试旧词], 应作: 新词, 自: 2023-03-01, 至: 2020-01-01}\n",
        "2:26",
        "“自”（2023-03-01）晚于“至”（2020-01-01）",
    ),
    "rule of a formulation": (
        R,
        "用语:\n  - {规则: term.old, 用词: [测试旧词], 应作: 新词}\n",
        "2:6",
        "只能是：term.obsolete、term.formula",
    ),
    "pattern that is none": (
        R,
        HOSTILE + "'(张三'\n",
        "4:5",
        "不是正确的正则表达式（第 1 个字符处",
    ),
    "pattern that matches nothing": (R, HOSTILE + "'张*'\n", "4:5", "连空白也能匹配"),
    "pattern with an unknown stand-in": (
        R,
        HOSTILE + "'〈名字〉不服'\n",
        "4:5",
        "只能用“〈姓名〉”",
    ),
    "pattern that never ends": (
        R,
        HOSTILE + "'(张+)+三'\n",
        "4:5",
        "请不要让一个重复套着另一个重复",
    ),
    "first look that is none": (
        R,
        HOSTILE + "'张三'\n    先查: '[张'\n",
        "5:5",
        "“先查”不是正确的正则表达式",
    ),
    "pattern of an unknown rule": (
        R,
        "模式:\n  - {规则: privacy.phon, 正则: '张三', 说明: 测试}\n",
        "2:6",
        "没有“privacy.phon”这条规则的说明，是不是“privacy.phone”",
    ),
    "file in the wrong place": (
        "element/x.yaml",
        ELEMENT,
        "1:1",
        "不认识这个位置的文件，是不是“elements”",
    ),
    "file beside the folders": ("x.yaml", ELEMENT, "1:1", "要素放在 elements 文件夹里"),
    "empty file": (E, "", "1:1", "文件是空的"),
    "file of comments": (E, "# 以后再写\n", "1:1", "文件是空的"),
    "file that is a list": (
        E,
        "- 编号: field_visits\n",
        "1:1",
        "文件是一个列表，应写成“键: 值”的形式",
    ),
    "file that is a sentence": (E, "基层走访\n", "1:1", "“键: 值”的形式"),
}


@pytest.mark.parametrize(
    ("file", "text", "place", "said"), IN_OTHER_FILES.values(), ids=IN_OTHER_FILES
)
def test_fault_in_any_file_is_told_at_its_place(
    file: str, text: str, place: str, said: str, overlay: Write, faults_of: Faults
) -> None:
    (fault,) = faults_of(overlay({file: text}))
    assert fault.startswith(f"{file}:{place} ")
    assert said in fault


def test_missing_keys_of_a_new_element_are_told_together(overlay: Write, faults_of: Faults) -> None:
    (fault,) = faults_of(overlay({E: "编号: field_visits\n标题词: [走访]\n"}))
    assert fault.startswith(f"{E}:1:1 缺少必填项“名称”、“类别”、“分值”、“依据”、“要求”、“补正”")


def test_mistyped_id_of_a_change_names_the_element_that_was_meant(
    overlay: Write, faults_of: Faults
) -> None:
    (fault,) = faults_of(overlay({E: "编号: opennes\n分值: 3\n"}))
    assert "下层词库没有“opennes”这个要素，所以按新要素处理" in fault
    assert "“编号”要一样，是不是“openness”" in fault


def test_element_without_an_id_still_has_its_other_faults_told(
    overlay: Write, faults_of: Faults
) -> None:
    text = changed("编号: field_visits", "编好: field_visits").replace("类别: 专题", "类别: 无")
    first, second = faults_of(overlay({E: text}))
    assert first.startswith(f"{E}:1:1 不认识的键“编好”，是不是“编号”")
    assert second.startswith(f"{E}:3:1 “类别”：不能写“无”")


def test_mistyped_key_is_one_fault_and_not_a_missing_key_besides(
    overlay: Write, faults_of: Faults
) -> None:
    text = changed("名称: 基层走访", "名秤: 基层走访").replace("分值: 5\n", "")
    first, second = faults_of(overlay({E: text}))
    assert "缺少必填项“分值”，请补上" in first
    assert "不认识的键“名秤”，是不是“名称”" in second


def test_id_used_twice_in_a_layer_names_the_first_place(overlay: Write, faults_of: Faults) -> None:
    (fault,) = faults_of(overlay({"elements/a.yaml": ELEMENT, "elements/b.yaml": ELEMENT}))
    assert fault.startswith("elements/b.yaml:1:1 编号“field_visits”已经用过了（")
    assert "elements/a.yaml 第 1 行" in fault


def test_rule_explained_twice_in_a_layer_is_refused(overlay: Write, faults_of: Faults) -> None:
    text = (
        "规则说明:\n  - {规则: privacy.phone, 级别: 提示}\n  - {规则: privacy.phone, 级别: 错误}\n"
    )
    (fault,) = faults_of(overlay({R: text}))
    assert fault.startswith(f"{R}:3:6 规则“privacy.phone”已经用过了")


def test_all_weights_zero_is_refused(overlay: Write, faults_of: Faults) -> None:
    ids = [element.id for element in load().pack.elements]
    files = {f"elements/{name}.yaml": f"编号: {name}\n分值: 0\n" for name in ids}
    (fault,) = faults_of(overlay(files))
    assert fault.startswith(f"elements/{ids[-1]}.yaml:2:1 所有要素的分值都是 0")


def test_all_elements_switched_off_is_refused(overlay: Write, faults_of: Faults) -> None:
    ids = [element.id for element in load().pack.elements]
    files = {f"elements/{name}.yaml": f"编号: {name}\n停用: 是\n" for name in ids}
    (fault,) = faults_of(overlay(files))
    assert "要素全部停用了" in fault


def test_all_faults_of_all_files_come_at_once_in_order(overlay: Write, faults_of: Faults) -> None:
    files = {
        "elements/a.yaml": changed("分值: 5", "分直: 5").replace("范围: 同一句", "范围: 近"),
        "elements/b.yaml": "编号: bad\n\t名称: 坏\n",
        "language.yaml": "句子线索:\n  - {线索: 打祘, 词: [拟]}\n",
        R: HOSTILE + "'(张三'\n",
    }
    places = [fault.split(" ")[0] for fault in faults_of(overlay(files))]
    assert places == [
        "elements/a.yaml:4:1",
        "elements/a.yaml:19:5",
        "elements/b.yaml:2:1",
        "language.yaml:2:6",
        f"{R}:4:5",
    ]


def test_typo_in_line_17_is_shown_with_line_and_remedy(overlay: Write, faults_of: Faults) -> None:
    text = changed("      - [查看, 查阅]", "      - {查看, 查阅]")
    assert text.splitlines()[16] == "      - {查看, 查阅]"
    (fault,) = faults_of(overlay({E: text}))
    assert fault == f"{E}:17:9 花括号“{{”没有配对的“}}”\n    - {{查看, 查阅]"


def test_fault_in_a_change_is_told_in_the_overlay_and_not_in_the_built_in_pack(
    overlay: Write, faults_of: Faults
) -> None:
    text = "编号: openness\n例句:\n  - {应判: 充实, 原文: 全年主动公开12条。, 证据: 12条}\n  - {应判: 好}\n"
    first, second = faults_of(overlay({E: text}))
    assert first.startswith(f"{E}:4:5 缺少必填项“原文”")
    assert second.startswith(f"{E}:4:6 “应判”：不能写“好”")


def test_every_fault_shows_the_line_it_is_in(overlay: Write, faults_of: Faults) -> None:
    text = changed("分值: 5", "分直: 5").replace("位置: 安排", "位置: 附件")
    shown = [fault.split("\n    ")[1] for fault in faults_of(overlay({E: text}))]
    assert shown[0] == "分直: 5"
    assert "位置: 附件" in shown[1]


def test_long_line_is_shown_around_the_fault(overlay: Write, faults_of: Faults) -> None:
    words = ", ".join(f"走访第{n}村" for n in range(100))
    (fault,) = faults_of(overlay({E: changed("[走访村居, 进村走访]", f"[{words}, '', 完]")}))
    shown = fault.split("\n    ")[1]
    assert len(shown) <= 62
    assert shown.startswith("…")
    assert "'', 完]" in shown


def test_unreadable_head_is_told_and_not_taken_for_a_pack_of_its_own(
    overlay: Write, faults_of: Faults
) -> None:
    (fault,) = faults_of(overlay(head="编号: test-county\n\t名称: 坏\n"))
    assert fault.startswith("pack.yaml:2:1 缩进用了制表符")


def test_pack_without_what_it_is_laid_over_is_told_what_it_lacks(
    overlay: Write, faults_of: Faults
) -> None:
    (fault,) = faults_of(
        overlay({E: ELEMENT}, head=HEAD.replace("叠加于: fazhi-annual-report", ""))
    )
    assert fault.startswith(
        "pack.yaml:1:1 没有写“叠加于”，所以是独立的词库，还缺 单位（identity.yaml）"
    )
    assert "叠加于: fazhi-annual-report" in fault
