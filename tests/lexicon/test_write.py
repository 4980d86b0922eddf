"""What ``lexicon show`` writes can be read again and says the same."""

from __future__ import annotations

import pytest
import yaml

from analyzer.lexicon.load import load
from analyzer.lexicon.schema import Element, Pack
from analyzer.lexicon.write import as_yaml, table_as_yaml
from tests.lexicon.conftest import Write

IDENTITY = """\
文种表:
  - {文种: annual-report, 名称: 报告, 标题含: [报告]}
单位: {部门尾: [局], 乡镇尾: [镇], 政府尾: [县政府]}
"""
HEAD = "编号: own-pack\n名称: 自己的词库\n版本: 1.0.0\n"
ELEMENTS = [element.id for element in load().pack.elements]


@pytest.mark.parametrize("name", ELEMENTS)
def test_written_element_is_read_as_the_same(name: str, overlay: Write, pack: Pack) -> None:
    element = pack.element(name)
    files = {"elements/x.yaml": as_yaml(element), "identity.yaml": IDENTITY}
    assert load(overlay(files, head=HEAD)).pack.elements == (element,)


def test_written_rules_words_and_patterns_are_read_as_the_same(overlay: Write, pack: Pack) -> None:
    files = {
        "elements/x.yaml": as_yaml(pack.element("openness")),
        "identity.yaml": IDENTITY,
        "rules/a.yaml": table_as_yaml("规则说明", list(pack.rules.values())),
        "rules/b.yaml": table_as_yaml("用语", pack.terms),
        "rules/c.yaml": table_as_yaml("模式", pack.patterns),
    }
    own = load(overlay(files, head=HEAD)).pack
    assert own.rules == pack.rules
    assert own.terms == pack.terms
    assert own.patterns == pack.patterns


def test_written_element_laid_over_itself_changes_nothing(overlay: Write, pack: Pack) -> None:
    files = {f"elements/{e.id}.yaml": as_yaml(e) for e in pack.elements}
    assert load(overlay(files)).pack.elements == pack.elements


def test_yes_and_whole_numbers_are_written_as_a_clerk_does() -> None:
    element = Element.model_validate(
        {
            "编号": "field_visits",
            "名称": "基层走访",
            "类别": "专题",
            "分值": "5",
            "依据": [{"文件": "要点"}],
            "要求": "写明走访几次",
            "补正": "请补写次数",
            "书名内也算": "是",
            "线索": [{"名": "走访", "任一": ["是", "110", "no"]}],
        }
    )
    text = as_yaml(element)
    assert "分值: 5\n" in text
    assert "书名内也算: 是\n" in text
    assert yaml.safe_load(text)["线索"][0]["任一"] == ["是", "110", "no"]


def test_nothing_is_written_for_no_records() -> None:
    assert table_as_yaml("用语", []) == ""
