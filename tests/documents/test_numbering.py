"""The numbers that Word generates: formats, restarts, overrides, and how a paragraph finds its list."""

from __future__ import annotations

import pytest

from analyzer.documents.word.numbering import chinese, formatted
from tests.documents.conftest import (
    Reader,
    abstract,
    gone,
    ins,
    level,
    num,
    override,
    para,
    run,
    style,
    table,
    word,
)

# The four levels of GB/T 9704—2012, 7.3.3, as Word lists.
OFFICIAL = abstract(
    1,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "(%4)"),
) + num(1, 1)


def items(*levels: int, key: int = 1) -> list[str]:
    """Paragraphs of one list, each with the letter of its place."""
    return [para(chr(ord("A") + n), num=(key, index)) for n, index in enumerate(levels)]


# --- Numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written", "formal"),
    [
        (1, "一", "壹"),
        (2, "二", "贰"),
        (10, "十", "壹拾"),
        (11, "十一", "壹拾壹"),
        (19, "十九", "壹拾玖"),
        (20, "二十", "贰拾"),
        (21, "二十一", "贰拾壹"),
        (99, "九十九", "玖拾玖"),
        (100, "一百", "壹佰"),
        (101, "一百零一", "壹佰零壹"),
        (110, "一百一十", "壹佰壹拾"),
        (115, "一百一十五", "壹佰壹拾伍"),
        (1000, "一千", "壹仟"),
        (1001, "一千零一", "壹仟零壹"),
        (1010, "一千零一十", "壹仟零壹拾"),
        (1100, "一千一百", "壹仟壹佰"),
        (9999, "九千九百九十九", "玖仟玖佰玖拾玖"),
        (0, "0", "0"),
        (-3, "-3", "-3"),
        (10_000, "10000", "10000"),
    ],
)
def test_chinese_numerals(value: int, written: str, formal: str) -> None:
    assert (chinese(value), chinese(value, formal=True)) == (written, formal)


def test_no_two_numbers_are_written_alike() -> None:
    assert len({chinese(value) for value in range(1, 10_000)}) == 9_999


@pytest.mark.parametrize(
    ("name", "shown"),
    {
        "decimal": "1 2 10 21 101",
        "decimalZero": "01 02 10 21 101",
        "decimalHalfWidth": "1 2 10 21 101",
        "decimalFullWidth": "１ ２ １０ ２１ １０１",
        "decimalFullWidth2": "１ ２ １０ ２１ １０１",
        "chineseCountingThousand": "一 二 十 二十一 一百零一",
        "taiwaneseCountingThousand": "一 二 十 二十一 一百零一",
        "japaneseCounting": "一 二 十 二十一 一百零一",
        "chineseCounting": "一 二 十 二十一 一○一",
        "taiwaneseCounting": "一 二 十 二十一 一○一",
        "ideographDigital": "一 二 一〇 二一 一〇一",
        "japaneseDigitalTenThousand": "一 二 一〇 二一 一〇一",
        "taiwaneseDigital": "一 二 一○ 二一 一○一",
        "chineseLegalSimplified": "壹 贰 壹拾 贰拾壹 壹佰零壹",
        "ideographLegalTraditional": "壹 贰 壹拾 贰拾壹 壹佰零壹",
        "ideographTraditional": "甲 乙 癸 甲 甲",
        "ideographZodiac": "子 丑 酉 申 辰",
        "decimalEnclosedCircle": "① ② ⑩ 21 101",
        "decimalEnclosedCircleChinese": "① ② ⑩ 21 101",
        "decimalEnclosedParen": "⑴ ⑵ ⑽ (21) (101)",
        "decimalEnclosedFullstop": "⒈ ⒉ ⒑ 21. 101.",
        "ideographEnclosedCircle": "㈠ ㈡ ㈩ 二十一 一百零一",
        "upperRoman": "I II X XXI CI",
        "lowerRoman": "i ii x xxi ci",
        "upperLetter": "A B J U WWWW",
        "lowerLetter": "a b j u wwww",
        "ordinal": "1 2 10 21 101",
        "noSuchFormat": "1 2 10 21 101",
    }.items(),
)
def test_number_formats(name: str, shown: str) -> None:
    assert " ".join(formatted(value, name) for value in (1, 2, 10, 21, 101)) == shown


@pytest.mark.parametrize("name", ["none", "bullet"])
def test_a_format_without_numbers_shows_none(name: str) -> None:
    assert formatted(7, name) == ""


@pytest.mark.parametrize(
    ("value", "name", "shown"),
    [
        (20, "decimalEnclosedCircle", "⑳"),
        (20, "decimalEnclosedParen", "⒇"),
        (20, "decimalEnclosedFullstop", "⒛"),
        (100, "chineseCounting", "一○○"),
        (0, "decimalEnclosedCircle", "0"),
        (0, "decimalEnclosedParen", "(0)"),
        (0, "decimalEnclosedFullstop", "0."),
        (0, "ideographEnclosedCircle", "0"),
        (0, "ideographTraditional", ""),
        (0, "ideographZodiac", ""),
        (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"),
        (53, "upperLetter", "AAA"),
        (780, "lowerLetter", "z" * 30),
        (781, "lowerLetter", "781"),
        (1994, "upperRoman", "MCMXCIV"),
        (32_768, "upperRoman", "32768"),
        (2**31, "lowerLetter", "2147483648"),
        *((0, name, "0") for name in ("upperRoman", "lowerLetter", "ideographDigital")),
        (-1, "decimalFullWidth", "-１"),
        (-1, "ideographDigital", "-1"),
    ],
)
def test_numbers_at_the_edge_of_a_format(value: int, name: str, shown: str) -> None:
    assert formatted(value, name) == shown


# --- Lists in a file --------------------------------------------------------------------------


def test_the_four_official_levels_are_numbered_as_printed(read: Reader) -> None:
    text = read(word(*items(0, 1, 1, 2, 2, 3, 3, 1, 0, 1, 2), numbering=OFFICIAL))
    assert text == "一、A\n（一）B\n（二）C\n1. D\n2. E\n(1)F\n(2)G\n（三）H\n二、I\n（一）J\n1. K"


def test_generated_numbers_are_told_from_what_was_typed(read: Reader) -> None:
    text = read(word(*items(0, 1), para("（二）打出来的"), *items(2), numbering=OFFICIAL))
    numbers = [span.of(text) for span in text.provenance.generated_numbers]
    assert numbers == ["一、", "（一）", "1. "]
    assert [span.start for span in text.provenance.generated_numbers] == [0, 4, 17]


@pytest.mark.parametrize(
    ("name", "pattern", "shown"),
    [
        ("chineseCountingThousand", "第%1部分", ["第一部分 A", "第二部分 B", "第三部分 C"]),
        ("chineseCountingThousand", "第%1章、", ["第一章、A", "第二章、B", "第三章、C"]),
        ("chineseLegalSimplified", "%1、", ["壹、A", "贰、B", "叁、C"]),
        ("ideographTraditional", "%1、", ["甲、A", "乙、B", "丙、C"]),
        ("decimalEnclosedCircleChinese", "%1", ["① A", "② B", "③ C"]),
        ("decimal", "(%1)", ["(1)A", "(2)B", "(3)C"]),
        ("decimal", "%1．", ["1．A", "2．B", "3．C"]),
        ("decimalFullWidth", "（%1）", ["（１）A", "（２）B", "（３）C"]),
        ("none", "附：", ["附：A", "附：B", "附：C"]),
        ("none", "", ["A", "B", "C"]),
        ("decimal", "", ["A", "B", "C"]),
    ],
)
def test_the_text_of_a_level_surrounds_its_number(
    read: Reader, name: str, pattern: str, shown: list[str]
) -> None:
    lists = abstract(1, level(0, name, pattern)) + num(1, 1)
    assert read(word(*items(0, 0, 0), numbering=lists)).split("\n") == shown


@pytest.mark.parametrize(
    ("suffix", "pattern", "shown"),
    [
        ("", "%1.", "1. A"),
        ("tab", "%1.", "1. A"),
        ("space", "%1.", "1. A"),
        ("nothing", "%1.", "1.A"),
        ("", "%1、", "1、A"),
        ("space", "%1、", "1、 A"),
        ("nothing", "第%1条", "第1条A"),
    ],
)
def test_what_follows_a_number_keeps_it_apart_where_a_reader_needs_it(
    read: Reader, suffix: str, pattern: str, shown: str
) -> None:
    lists = abstract(1, level(0, "decimal", pattern, suffix=suffix)) + num(1, 1)
    assert read(word(*items(0), numbering=lists)) == shown


@pytest.mark.parametrize(
    ("pattern", "font", "shown"),
    [
        ("•", "", "•A"),
        ("\uf06c", "Wingdings", "●A"),
        ("\uf0b7", "", "●A"),
        ("l", "Wingdings", "●A"),
        ("u", "Wingdings 2", "●A"),
        ("o", "Courier New", "oA"),
        ("", "", "A"),
    ],
)
def test_a_bullet_is_a_mark_not_a_letter(read: Reader, pattern: str, font: str, shown: str) -> None:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    shape = level(0, "bullet", pattern).replace("</w:lvl>", f"{fonts}</w:lvl>")
    assert read(word(*items(0), numbering=abstract(1, shape) + num(1, 1))) == shown


def test_numbers_of_several_levels_are_composed(read: Reader) -> None:
    lists = abstract(1, level(0, text="%1."), level(1, text="%1.%2"), level(2, text="%1.%2.%3"))
    text = read(word(*items(0, 1, 1, 2, 0, 1, 2), numbering=lists + num(1, 1)))
    assert text == "1. A\n1.1 B\n1.2 C\n1.2.1 D\n2. E\n2.1 F\n2.1.1 G"


def test_a_level_that_is_a_bullet_has_no_number_to_compose(read: Reader) -> None:
    lists = abstract(1, level(0, "bullet", "•"), level(1, text="%1%2.")) + num(1, 1)
    assert read(word(*items(0, 1, 1), numbering=lists)) == "•A\n1. B\n2. C"


def test_legal_numbering_shows_every_level_in_digits(read: Reader) -> None:
    lists = abstract(
        1,
        level(0, "chineseCountingThousand", "第%1章"),
        level(1, "chineseCountingThousand", "%1.%2、", more="<w:isLgl/>"),
        level(2, "decimal", "%1.%3、", more='<w:isLgl w:val="0"/>'),
    )
    text = read(word(*items(0, 0, 1, 2), numbering=lists + num(1, 1)))
    assert text == "第一章 A\n第二章 B\n2.1、C\n二.1、D"


def test_a_level_whose_upper_one_never_stood_counts_from_its_start(read: Reader) -> None:
    # Word numbers the next upper paragraph 2: the one that was passed over counts (KB Q110380).
    lists = abstract(1, level(0, text="%1."), level(1, text="%1.%2")) + num(1, 1)
    assert read(word(*items(1, 1, 0, 1), numbering=lists)) == "1.1 A\n1.2 B\n2. C\n2.1 D"


def test_a_number_that_asks_for_a_deeper_level_is_not_shown(read: Reader) -> None:
    lists = abstract(1, level(0, text="%1.%2"), level(1, text="%2、")) + num(1, 1)
    assert read(word(*items(0, 1, 1), numbering=lists)) == "A\n1、B\n2、C"


def test_a_list_starts_where_it_says(read: Reader) -> None:
    lists = abstract(1, level(0, "chineseCountingThousand", "%1、", start=3)) + num(1, 1)
    assert read(word(*items(0, 0), numbering=lists)) == "三、A\n四、B"


def test_a_start_that_is_no_number_is_one(read: Reader) -> None:
    lists = abstract(1, level(0).replace('w:start w:val="1"', 'w:start w:val="x"')) + num(1, 1)
    assert read(word(*items(0, 0), numbering=lists)) == "1. A\n2. B"


@pytest.mark.parametrize(
    ("restart", "shown"),
    [
        ("", "1. A|1) B|(1)C|2) D|(1)E|2. F|1) G|(1)H"),
        ('<w:lvlRestart w:val="0"/>', "1. A|1) B|(1)C|2) D|(2)E|2. F|1) G|(3)H"),
        ('<w:lvlRestart w:val="1"/>', "1. A|1) B|(1)C|2) D|(2)E|2. F|1) G|(1)H"),
        ('<w:lvlRestart w:val="2"/>', "1. A|1) B|(1)C|2) D|(1)E|2. F|1) G|(1)H"),
    ],
    ids=["always", "never", "after level 1", "after level 2"],
)
def test_a_level_restarts_after_the_level_it_names(read: Reader, restart: str, shown: str) -> None:
    lists = abstract(
        1,
        level(0),
        level(1, text="%2)", suffix="space"),
        level(2, text="(%3)", more=restart),
    )
    text = read(word(*items(0, 1, 2, 1, 2, 0, 1, 2), numbering=lists + num(1, 1)))
    assert text.split("\n") == shown.split("|")


def test_two_lists_of_one_definition_go_on_counting(read: Reader) -> None:
    lists = abstract(1, level(0)) + num(1, 1) + num(2, 1)
    blocks = [*items(0, 0), *items(0, key=2), *items(0)]
    assert read(word(*blocks, numbering=lists)) == "1. A\n2. B\n3. A\n4. A"


def test_two_definitions_count_apart(read: Reader) -> None:
    lists = abstract(1, level(0)) + abstract(2, level(0, text="%1)")) + num(1, 1) + num(2, 2)
    blocks = [*items(0), *items(0, key=2), *items(0), *items(0, key=2)]
    assert read(word(*blocks, numbering=lists)) == "1. A\n1)A\n2. A\n2)A"


def test_a_start_override_restarts_once(read: Reader) -> None:
    lists = abstract(1, level(0)) + num(1, 1) + num(2, 1, override(0, start=1))
    blocks = [*items(0, 0), *items(0, 0, key=2), para("正文"), *items(0, key=2)]
    assert read(word(*blocks, numbering=lists)) == "1. A\n2. B\n1. A\n2. B\n正文\n3. A"


def test_a_start_override_counts_again_whenever_its_level_restarts(read: Reader) -> None:
    lists = abstract(1, level(0), level(1, text="%2)"))
    lists += num(1, 1, override(1, start=5))
    text = read(word(*items(0, 1, 1, 0, 1), numbering=lists))
    assert text == "1. A\n5)B\n6)C\n2. D\n5)E"


def test_an_overridden_level_has_its_own_shape(read: Reader) -> None:
    shape = level(0, "chineseCountingThousand", "（%1）")
    lists = abstract(1, level(0)) + num(1, 1) + num(2, 1, override(0, shape=shape))
    blocks = [*items(0), *items(0, key=2), *items(0)]
    assert read(word(*blocks, numbering=lists)) == "1. A\n（二）A\n3. A"


def test_a_shape_and_a_start_can_be_overridden_together(read: Reader) -> None:
    shape = level(0, "chineseCountingThousand", "（%1）", start=9)
    lists = abstract(1, level(0)) + num(1, 1) + num(2, 1, override(0, start=4, shape=shape))
    blocks = [*items(0, 0), *items(0, 0, key=2)]
    assert read(word(*blocks, numbering=lists)) == "1. A\n2. B\n（四）A\n（五）B"


# --- How a paragraph finds its list -----------------------------------------------------------


def numbered_by(key: int, index: int | None = None) -> str:
    shown = f'<w:ilvl w:val="{index}"/>' if index is not None else ""
    return f'<w:numPr>{shown}<w:numId w:val="{key}"/></w:numPr>'


def test_a_style_numbers_its_paragraphs(read: Reader) -> None:
    styles = style("一级", "一级标题", paragraph=numbered_by(1)) + style(
        "二级", "二级标题", paragraph=numbered_by(1, 1)
    )
    blocks = [para("A", style="一级"), para("B", style="二级"), para("C", style="一级")]
    assert read(word(*blocks, styles=styles, numbering=OFFICIAL)) == "一、A\n（一）B\n二、C"


def test_a_style_without_a_level_takes_the_level_that_names_it(read: Reader) -> None:
    lists = abstract(
        1,
        level(0, "chineseCountingThousand", "%1、", more='<w:pStyle w:val="甲"/>'),
        level(1, "chineseCountingThousand", "（%2）", more='<w:pStyle w:val="乙"/>'),
    ) + num(1, 1)
    styles = style("甲", "章", paragraph=numbered_by(1)) + style(
        "乙", "节", paragraph=numbered_by(1)
    )
    blocks = [para("A", style="甲"), para("B", style="乙"), para("C", style="乙")]
    assert read(word(*blocks, styles=styles, numbering=lists)) == "一、A\n（一）B\n（二）C"


def test_a_style_inherits_the_list_of_the_style_it_is_based_on(read: Reader) -> None:
    styles = style("甲", "章", paragraph=numbered_by(1)) + style("乙", "新章", based_on="甲")
    blocks = [para("A", style="甲"), para("B", style="乙")]
    assert read(word(*blocks, styles=styles, numbering=OFFICIAL)) == "一、A\n二、B"


@pytest.mark.parametrize("where", ["paragraph", "style"])
def test_list_zero_takes_the_number_away(read: Reader, where: str) -> None:
    styles = style("甲", "章", paragraph=numbered_by(1)) + style(
        "乙", "无序号", based_on="甲", paragraph=numbered_by(0)
    )
    plain = para("B", style="乙") if where == "style" else para("B", style="甲", num=(0, 0))
    blocks = [para("A", style="甲"), plain, para("C", style="甲")]
    assert read(word(*blocks, styles=styles, numbering=OFFICIAL)) == "一、A\nB\n二、C"


def test_the_list_of_a_paragraph_beats_that_of_its_style(read: Reader) -> None:
    styles = style("甲", "章", paragraph=numbered_by(1))
    lists = OFFICIAL + abstract(2, level(0)) + num(2, 2)
    blocks = [para("A", style="甲"), para("B", style="甲", num=(2, 0)), para("C", style="甲")]
    assert read(word(*blocks, styles=styles, numbering=lists)) == "一、A\n1. B\n二、C"


def test_a_style_that_says_only_a_level_leaves_the_list_to_its_base(read: Reader) -> None:
    styles = style("甲", "章", paragraph=numbered_by(1)) + style(
        "乙", "节", based_on="甲", paragraph='<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    )
    blocks = [para("A", style="甲"), para("B", style="乙")]
    assert read(word(*blocks, styles=styles, numbering=OFFICIAL)) == "一、A\n（一）B"


def test_a_list_alone_keeps_the_level_of_the_style(read: Reader) -> None:
    styles = style("甲", "节", paragraph=numbered_by(1, 1))
    lists = OFFICIAL + abstract(2, level(0), level(1, text="%2)")) + num(2, 2)
    blocks = [para("A", style="甲"), para("B", style="甲", properties=numbered_by(2))]
    assert read(word(*blocks, styles=styles, numbering=lists)) == "（一）A\n1)B"


def test_a_level_alone_moves_a_paragraph_within_the_list_of_its_style(read: Reader) -> None:
    styles = style("甲", "章", paragraph=numbered_by(1))
    deeper = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    blocks = [para("A", style="甲"), para("B", style="甲", properties=deeper)]
    assert read(word(*blocks, styles=styles, numbering=OFFICIAL)) == "一、A\n（一）B"


def test_a_list_that_is_linked_through_a_numbering_style_is_found(read: Reader) -> None:
    lists = (
        OFFICIAL.replace("</w:abstractNum>", '<w:styleLink w:val="公文"/></w:abstractNum>')
        + '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="公文"/></w:abstractNum>'
        + num(2, 2)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="公文"><w:name w:val="公文编号"/>'
        f"<w:pPr>{numbered_by(1)}</w:pPr></w:style>"
    )
    blocks = items(0, 1, 0, key=2)
    assert read(word(*blocks, styles=styles, numbering=lists)) == "一、A\n（一）B\n二、C"


@pytest.mark.parametrize(
    "lists",
    [
        pytest.param("", id="no list"),
        pytest.param(num(1, 9), id="no definition"),
        pytest.param(abstract(1) + num(1, 1), id="no level"),
        pytest.param(abstract(1, level(1)) + num(1, 1), id="another level"),
        pytest.param('<w:num w:numId="1"/>', id="list of nothing"),
        pytest.param(
            '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="没有"/></w:abstractNum>'
            + num(1, 1),
            id="link to no style",
        ),
    ],
)
def test_a_list_that_is_not_there_gives_no_number(read: Reader, lists: str) -> None:
    assert read(word(*items(0), numbering=lists)) == "A"


@pytest.mark.parametrize("index", ["9", "-1", "x", "99999999999999999999"])
def test_a_level_that_cannot_be_gives_no_number_or_the_first(read: Reader, index: str) -> None:
    said = f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="1"/></w:numPr>'
    lists = OFFICIAL.replace("</w:abstractNum>", f"{level(9)}</w:abstractNum>")
    text = read(word(para("A", properties=said), numbering=lists))
    assert text == ("一、A" if index == "x" else "A")


def test_styles_that_are_based_on_each_other_do_not_lead_in_circles(read: Reader) -> None:
    styles = style("甲", "章", based_on="乙") + style("乙", "节", based_on="甲")
    assert read(word(para("A", style="甲"), styles=styles, numbering=OFFICIAL)) == "A"


# --- What counts ------------------------------------------------------------------------------


def test_a_deleted_paragraph_does_not_count(read: Reader) -> None:
    blocks = [
        para("A", num=(1, 0)),
        para(gone("删去的"), num=(1, 0), mark="del"),
        para("B", num=(1, 0)),
    ]
    assert read(word(*blocks, numbering=OFFICIAL)) == "一、A\n二、B"


def test_a_paragraph_that_was_moved_counts_where_it_went(read: Reader) -> None:
    moved = para(gone("搬走的", tag="moveFrom"), num=(1, 0), mark="moveFrom")
    arrived = para(
        f'<w:moveTo w:id="8" w:author="张三">{run("搬来的")}</w:moveTo>', num=(1, 0), mark="moveTo"
    )
    blocks = [para("A", num=(1, 0)), moved, para("B", num=(1, 0)), arrived]
    assert read(word(*blocks, numbering=OFFICIAL)) == "一、A\n二、B\n三、搬来的"


def test_an_inserted_paragraph_counts(read: Reader) -> None:
    blocks = [
        para("A", num=(1, 0)),
        para(ins(run("新增的")), num=(1, 0), mark="ins"),
        para("B", num=(1, 0)),
    ]
    assert read(word(*blocks, numbering=OFFICIAL)) == "一、A\n二、新增的\n三、B"


def test_a_paragraph_that_ran_into_the_one_before_takes_no_number(read: Reader) -> None:
    blocks = [
        para("前半", num=(1, 0), mark="del"),
        para("后半", num=(1, 0)),
        para("B", num=(1, 0)),
    ]
    assert read(word(*blocks, numbering=OFFICIAL)) == "一、前半后半\n二、B"


def test_an_empty_numbered_paragraph_counts_but_stays_empty(read: Reader) -> None:
    blocks = [para("A", num=(1, 0)), para(num=(1, 0)), para("B", num=(1, 0))]
    text = read(word(*blocks, numbering=OFFICIAL))
    assert text == "一、A\n\n三、B"
    assert [span.of(text) for span in text.provenance.generated_numbers] == ["一、", "三、"]


def test_tables_and_frames_count_in_reading_order(read: Reader) -> None:
    blocks = [
        para("A", num=(1, 0)),
        table([para("B", num=(1, 0)), para("C", num=(1, 0))]),
        table([para("D", num=(1, 0))]),
        para("E", num=(1, 0)),
    ]
    text = read(word(*blocks, numbering=OFFICIAL))
    assert text == "一、A\n二、B\t三、C\n四、D\n五、E"


# --- Lists that attack their reader -----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "pattern", "start", "shown"),
    [
        ("lowerLetter", "%1、", 2_147_483_647, "2147483647、A"),
        ("upperRoman", "%1、", 2_147_483_647, "2147483647、A"),
        ("decimal", "长" * 10_000, 1, "长" * 31 + " A"),
        ("bullet", "·" * 10_000, 1, "·" * 31 + "A"),
        ("lowerLetter", "%1" * 1_000, 780, "z" * 31 + " A"),
    ],
)
def test_no_list_makes_a_number_longer_than_words_own(
    read: Reader, name: str, pattern: str, start: int, shown: str
) -> None:
    lists = abstract(1, level(0, name, pattern, start=start)) + num(1, 1)
    assert read(word(*items(0), numbering=lists)) == shown
