"""Faults in the table of offices, changes and deadlines: where they are found, what is said."""

from __future__ import annotations

import pytest

from analyzer.lexicon.load import load
from analyzer.lexicon.schema import Pack
from tests.lexicon.conftest import Faults, Write

B = "bodies.yaml"
D = "deadlines.yaml"
CHANGES = "机构沿革:\n"
ONE = "  - {沿革: 甲, 变更: 更名, 原名: [河道局], 现名: [河湖局], 自: 2010}\n"
TERM = "  - {期限: 村级报送, 事项: 报送, 适用: {层级: [乡镇街道]}, 截止: 3月1日, 依据: [{文件: 通知}]}\n"

WRONG = {
    "kind of change that there is not": (
        CHANGES + ONE.replace("更名", "改名"),
        "2:13",
        "“变更”：不能写“改名”，只能是：更名、合并、拆分",
    ),
    "no year": (CHANGES + ONE.replace(", 自: 2010", ""), "2:5", "缺少必填项“自”"),
    "year that is none": (CHANGES + ONE.replace("2010", "去年"), "2:43", "应写半角数字"),
    "years in the wrong order": (
        CHANGES + ONE.replace("自: 2010", "自: 2010, 至: 2005"),
        "2:43",
        "“自”（2010）晚于“至”（2005）",
    ),
    "unknown key": (CHANGES + ONE.replace("现名", "新名"), "2:32", "不认识的键“新名”"),
    "rename to several": (
        CHANGES + ONE.replace("[河湖局]", "[河湖局, 湖泊局]"),
        "2:32",
        "更名以后只有一个机构",
    ),
    "merger into several": (
        CHANGES + ONE.replace("更名", "合并").replace("[河湖局]", "[河湖局, 湖泊局]"),
        "2:32",
        "合并以后只有一个机构",
    ),
    "split into one": (CHANGES + ONE.replace("更名", "拆分"), "2:32", "两个以上“现名”"),
    "rename to itself": (
        CHANGES + ONE.replace("[河湖局]", "[河道局]"),
        "2:26",
        "本来就当作一个机构",
    ),
    "rename between two names of one office": (
        CHANGES + ONE.replace("[河道局]", "[发改委]").replace("[河湖局]", "[发展和改革局]"),
        "2:26",
        "“发改委”和“发展和改革局”本来就当作一个机构",
    ),
    "circle of two": (
        CHANGES + ONE + "  - {沿革: 乙, 变更: 更名, 原名: [河湖局], 现名: [河道局], 自: 2015}\n",
        "2:32",
        "改来改去又回到了原处（“河道局”→“河湖局”→“河道局”）",
    ),
    "circle through a merger": (
        CHANGES
        + "  - {沿革: 甲, 变更: 合并, 原名: [河道局, 塘坝局], 现名: [河湖局], 自: 2010}\n"
        + "  - {沿革: 乙, 变更: 更名, 原名: [河湖局], 现名: [塘坝局], 自: 2015}\n",
        "2:37",
        "又回到了原处",
    ),
    "years that overlap": (
        CHANGES + ONE + "  - {沿革: 乙, 变更: 更名, 原名: [河道局], 现名: [湖泊局], 自: 2015}\n",
        "3:26",
        "“河道局”在“甲”（2010 年起）里也是原名，年份重叠",
    ),
    "years that overlap with the built-in ones": (
        CHANGES + "  - {沿革: 乙, 变更: 更名, 原名: [环保局], 现名: [环境局], 自: 2019}\n",
        "2:26",
        "在“生态环境部门更名”（2018 年起）里也是原名",
    ),
    "one name for two offices": (
        "机构叫法:\n  - {机构: 河湖局, 又称: [河局, 司法局]}\n",
        "2:24",
        "“司法局”已经是“司法局”的叫法",
    ),
    "change written twice": (CHANGES + ONE + ONE, "3:6", "沿革“甲”已经用过了"),
    "change to switch off that is not there": (
        CHANGES + "  - {沿革: 国税合并, 停用: 是}\n",
        "2:6",
        "下层词库没有“国税合并”这个沿革可以停用，是不是“国税地税合并”",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_fault_of_the_table_is_told_at_its_place(
    name: str, overlay: Write, faults_of: Faults
) -> None:
    text, place, said = WRONG[name]
    faults = faults_of(overlay({B: text}))
    assert any(fault.startswith(f"{B}:{place} ") and said in fault for fault in faults), faults


WRONG_DAYS = {
    "day as a date": ("3月1日", "2025-03-01", "应写成 3月1日、2月底、当年12月20日 的样子"),
    "day that is none": ("3月1日", "2月30日", "不是每年都有“2月30日”这一天"),
    "day of leap years": (
        "3月1日",
        "2月29日",
        "不是每年都有“2月29日”这一天，请核对；要写2月的最后一天，请写 2月底",
    ),
    "month that is none": ("3月1日", "13月底", "不是每年都有“13月底”这一天"),
    "day of either year": ("3月1日", "12月20日", "请写成 当年12月20日 或 次年12月20日"),
    "duty that there is not": ("事项: 报送", "事项: 上报", "只能是：报送、公开"),
    "no legal basis": ("依据: [{文件: 通知}]", "依据: []", "至少要写 1 项"),
    "years in the wrong order": (
        "截止",
        "起始年度: 2025, 终止年度: 2020, 截止",
        "（2025）晚于“终止年度”（2020）",
    ),
}


@pytest.mark.parametrize("name", WRONG_DAYS)
def test_fault_of_a_deadline_is_told(name: str, overlay: Write, faults_of: Faults) -> None:
    old, new, said = WRONG_DAYS[name]
    (fault,) = faults_of(overlay({D: "期限表:\n" + TERM.replace(old, new)}))
    assert fault.startswith(f"{D}:2:")
    assert said in fault


def test_years_that_do_not_overlap_may_lead_back(overlay: Write) -> None:
    """河道局 became 河湖局, and years later 河道局 again: no circle, for time goes on."""
    text = (
        CHANGES
        + ONE.replace("自: 2010", "自: 2010, 至: 2014")
        + "  - {沿革: 乙, 变更: 更名, 原名: [河湖局], 现名: [河道局], 自: 2015}\n"
    )
    assert len(load(overlay({B: text})).pack.changes) == len(load().pack.changes) + 2


def test_place_of_a_change_keeps_it_from_overlapping(overlay: Write) -> None:
    text = (
        CHANGES
        + "  - {沿革: 乙, 地名: 平川县, 变更: 更名, 原名: [环保局], 现名: [环境局], 自: 2019}\n"
    )
    assert load(overlay({B: text})).pack.changes[-1].place == "平川县"


def test_overlay_adds_a_name_and_a_deadline(overlay: Write, pack: Pack) -> None:
    files = {B: "机构叫法:\n  - {机构: 司法局, 又称: [司法行政局]}\n", D: "期限表:\n" + TERM}
    own = load(overlay(files)).pack
    assert next(o for o in own.offices if o.office == "司法局").other == ("司法行政局",)
    assert [d.name for d in own.deadlines] == [*(d.name for d in pack.deadlines), "村级报送"]
    assert own.changes == pack.changes
