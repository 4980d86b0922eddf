"""What is no YAML, what only looks wrong, and how files are encoded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.errors import LexiconError
from analyzer.lexicon.load import load
from analyzer.lexicon.nodes import Parsed, parse_yaml
from analyzer.lexicon.schema import KEYS
from tests.lexicon.conftest import ELEMENT, Faults, Write, changed

E = "elements/x.yaml"

MISTYPED = {
    "full-width colon": (
        "名称: 基层走访",
        "名称：基层走访",
        "2:3",
        "“名称”后面是全角冒号“：”，请改成半角冒号加一个空格“名称: ”",
    ),
    "full-width colon in a list": (
        "    范围: 同一句",
        "    范围：同一句",
        "19:7",
        "“范围”后面是全角冒号",
    ),
    "full-width colon in the last line": (
        "  - {应判: 缺失, 原文: 目前尚未走访村居。}",
        "  - 应判: 缺失\n    原文：目前尚未走访村居。",
        "30:7",
        "“原文”后面是全角冒号",
    ),
    "no space after the colon": ("名称: 基层走访", "名称:基层走访", "2:3", "“名称:”后面缺一个空格"),
    "colon inside a sentence": (
        "要求: 写明走访",
        "要求: 写明: 走访",
        "8:7",
        "请改成全角“：”，或给整句加引号",
    ),
    "tab": (
        "    范围: 同一句",
        "\t范围: 同一句",
        "19:1",
        "缩进用了制表符（Tab 键），请全部改成空格",
    ),
    "tab after spaces": ("    范围: 同一句", "  \t范围: 同一句", "19:3", "缩进用了制表符"),
    "bracket not closed": (
        "标题词: [基层走访]",
        "标题词: [基层走访",
        "10:6",
        "方括号“[”没有配对的“]”",
    ),
    "brace not closed": ("条款: 第三项}", "条款: 第三项", "7:5", "花括号“{”没有配对的“}”"),
    "brackets mixed": ("[基层走访]", "[基层走访}", "10:6", "方括号“[”没有配对的“]”"),
    "full-width closing bracket": (
        "[基层走访]",
        "[基层走访］",
        "10:11",
        "“］”是全角的，请改成半角“]”",
    ),
    "book closing bracket": ("[基层走访]", "[基层走访】", "10:11", "“】”是全角的"),
    "bracket too many": ("[基层走访]", "[基层走访]]", "10:12", "多了一个“]”，请删去"),
    "full-width comma between keys": (
        "{文件: 测试县报告编写要点, 条款: 第三项}",
        "{文件: 测试县报告编写要点，条款: 第三项}",
        "7:19",
        "这里的逗号是全角“，”，请改成半角“, ”",
    ),
    "quote not closed": ("要求: 写明", '要求: "写明', "8:5", "引号没有配对"),
    "single quote not closed": ("要求: 写明", "要求: '写明", "8:5", "引号没有配对"),
    "star": ("[基层走访]", "[*号, 基层走访]", "10:7", "以“*”开头的词请加引号，例如 '*…'"),
    "at sign": ("要求: 写明", "要求: @写明", "8:5", "以“@”开头的词请加引号"),
    "percent sign": ("要求: 写明", "要求: %写明", "8:5", "以“%”开头的词请加引号"),
    "line indented too far": ("分值: 5", "  分值: 5", "4:5", "缩进多了"),
    "line not aligned": ("    范围: 同一句", "   范围: 同一句", "19:4", "缩进没有对齐"),
    "sentence without a key": ("补正: 请补写", "补充说明\n补正: 请补写", "9:1", "没有写成“键: 值”"),
    "dash without a space": ("      - [村规民约", "      -[村规民约", "18:7", "“-”后面缺一个空格"),
    "two documents": ("分值: 5", "---\n分值: 5", "4:1", "“---”把文件分成了两份"),
    "invisible character": ("名称: 基层走访", "名称: 基层\x07走访", "2:7", "控制字符（U+0007）"),
}


@pytest.mark.parametrize(("old", "new", "place", "said"), MISTYPED.values(), ids=MISTYPED)
def test_mistyped_line_is_told_where_it_was_typed(
    old: str, new: str, place: str, said: str, overlay: Write, faults_of: Faults
) -> None:
    (fault,) = faults_of(overlay({E: changed(old, new)}))
    assert fault.startswith(f"{E}:{place} ")
    assert said in fault


def test_same_mistake_in_several_lines_is_told_for_each(overlay: Write, faults_of: Faults) -> None:
    text = changed("名称: 基层走访", "名称：基层走访").replace("分值: 5", "分值:5")
    places = [fault.split(" ")[0] for fault in faults_of(overlay({E: text}))]
    assert places == [f"{E}:2:3", f"{E}:4:3"]


def test_mistake_that_stops_the_parser_earlier_is_told_too(
    overlay: Write, faults_of: Faults
) -> None:
    text = changed("要求: 写明", "要求: @写明").replace("补正: ", "补正：")
    places = [fault.split(" ")[0] for fault in faults_of(overlay({E: text}))]
    assert places == [f"{E}:8:5", f"{E}:9:3"]


def test_file_in_full_width_colons_throughout_is_told_so(overlay: Write, faults_of: Faults) -> None:
    (fault,) = faults_of(overlay({E: "编号：field_visits\n名称：基层走访\n"}))
    assert fault.startswith(f"{E}:1:1 文件应写成“键: 值”的形式；冒号要用半角“:”")


def test_comment_in_full_width_colons_is_no_mistake(overlay: Write) -> None:
    folder = overlay({E: "# 名称：说明\n" + changed("要求: 写明", "要求: @写明").replace("@", "")})
    assert load(folder).pack.element("field_visits").name == "基层走访"


@pytest.mark.parametrize(
    ("raw", "notice"),
    [
        pytest.param(ELEMENT.encode("utf-8-sig"), "开头有 BOM 标记", id="BOM"),
        pytest.param(ELEMENT.encode("gb18030"), "GB18030（ANSI）编码", id="GB18030"),
        pytest.param(ELEMENT.encode("utf-16"), "UTF-16 编码", id="UTF-16"),
    ],
)
def test_what_notepad_saves_is_read_with_a_notice(raw: bytes, notice: str, overlay: Write) -> None:
    loaded = load(overlay({E: raw}))
    assert loaded.pack.element("field_visits").requirement == "写明走访了几次、看了什么。"
    (told,) = loaded.notices
    assert notice in told.message
    assert told.place.endswith("x.yaml:1:1")


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_change_nothing(
    line_end: str, overlay: Write, faults_of: Faults
) -> None:
    same = overlay({E: ELEMENT.replace("\n", line_end).encode()}, name="good")
    assert load(same).pack.element("field_visits") == load(overlay({E: ELEMENT})).pack.element(
        "field_visits"
    )
    typed = changed("    范围: 同一句", "    范国: 同一句").replace("\n", line_end).encode()
    (fault,) = faults_of(overlay({E: typed}, name="bad"))
    assert fault.startswith(f"{E}:19:5 不认识的键“范国”")
    assert fault.endswith("\n    范国: 同一句")


def test_broken_utf8_is_not_read_as_another_encoding(overlay: Write, faults_of: Faults) -> None:
    raw = ELEMENT.encode().replace("基层走访".encode(), "基层".encode() + b"\xff", 1)
    (fault,) = faults_of(overlay({E: raw}))
    assert fault.startswith(f"{E}:2:1 这一行的文字编码坏了")
    assert "另存为 UTF-8" in fault


@pytest.mark.parametrize("hidden", ["\x1b[2J", "\x07", "\u202e"])
def test_fault_never_drives_the_terminal(hidden: str, overlay: Write, faults_of: Faults) -> None:
    text = changed("名称: 基层走访", f"名称: {hidden}基层走访").replace(
        "类别: 专题", f"类别: {hidden}"
    )
    for fault in faults_of(overlay({E: text})):
        assert fault.replace("\n", "").isprintable()


def test_huge_file_is_refused_unread() -> None:
    (fault,) = parse_yaml(b"a: " + b"x" * 2_000_001, "x.yaml").faults
    assert "超过 2 MB" in fault.message


@pytest.mark.parametrize("deep", ["[" * 900_000, "{a: " * 200_000, "- " * 900_000, "-\n" * 900_000])
def test_deep_nesting_is_refused_and_does_not_stop_the_program(deep: str) -> None:
    (fault,) = parse_yaml(deep.encode(), "x.yaml").faults
    assert "套得太深" in fault.message


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "null", "~", "110", "1.5", "0x1F", "2024-01-01"]
)
def test_bare_word_stays_the_word_that_was_written(word: str, overlay: Write) -> None:
    pack = load(overlay({E: changed("走访村居企业名录", word)})).pack
    assert pack.element("field_visits").indicators[0].excluded == (word,)


def test_values_of_other_files_have_the_types_of_yaml() -> None:
    text = "a: 3\nb: true\nc: null\nd: '3'\ne: [1.5, 是, 词]\n"
    assert parse_yaml(text.encode(), "x.yaml").value == {
        "a": 3,
        "b": True,
        "c": None,
        "d": "3",
        "e": [1.5, True, "词"],
    }


@pytest.mark.parametrize("text", ["{", "[", '"', "a: [", "- {", "a:\n\t", "\t", "%", "a: 'b"])
def test_file_that_breaks_off_is_told(text: str) -> None:
    parsed = parse_yaml(text.encode(), "x.yaml", keys=KEYS)
    assert parsed.root is None
    assert len(parsed.faults) == 1


def _within(parsed: Parsed, raw: bytes = b"") -> bool:
    """Tells whether every fault is at a place that the file has."""
    # A file that cannot be decoded has no lines of text, but its bytes have lines.
    lines = parsed.source.lines or raw.decode("latin-1").split("\n")
    return all(
        1 <= f.line <= len(lines) + 1
        and 1 <= f.column <= len(lines[min(f.line, len(lines)) - 1]) + 2
        for f in parsed.faults
    )


@given(st.binary(max_size=200))
def test_any_bytes_give_a_tree_or_a_fault(raw: bytes) -> None:
    parsed = parse_yaml(raw, "x.yaml", keys=KEYS)
    assert parsed.root is not None or parsed.faults
    assert _within(parsed, raw)


@given(
    place=st.integers(0, len(ELEMENT) - 1),
    length=st.integers(0, 3),
    typed=st.text("：，:,-[]{}'\"#&*!|>%@`\t\n 　…是否0词", max_size=3),
)
def test_any_slip_of_the_hand_loads_or_is_told_at_a_place_of_the_file(
    place: int, length: int, typed: str
) -> None:
    text = ELEMENT[:place] + typed + ELEMENT[place + length :]
    parsed = parse_yaml(text.encode(), "x.yaml", keys=KEYS)
    assert parsed.root is not None or parsed.faults
    assert _within(parsed)
    assert all(re.sub("[\n\u3000]", "", str(f)).isprintable() for f in parsed.faults)


@pytest.mark.parametrize("line", range(len(ELEMENT.splitlines())))
def test_element_without_one_of_its_lines_loads_or_is_told_in_chinese(
    line: int, overlay: Write
) -> None:
    lines = ELEMENT.splitlines(keepends=True)
    folder = overlay({E: "".join(lines[:line] + lines[line + 1 :])})
    for fault in _faults_in(folder):
        assert fault.startswith(f"{folder}/{E}:")
        assert "写法有误（" not in fault


def _faults_in(folder: Path) -> tuple[str, ...]:
    try:
        load(folder)
    except LexiconError as error:
        return error.faults
    return ()
