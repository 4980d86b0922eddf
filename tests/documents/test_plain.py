"""Bytes of plain text files → text: encodings, line breaks, files that break off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.documents.plain import CutShort, NotText, clean, decode

TEXT = "平川县2024年法治政府建设年度报告\n一、主要举措\n全年办理行政复议案件12件，化解矛盾纠纷214件。\n"

ENCODINGS = [
    pytest.param("utf-8", b"", "utf-8", id="UTF-8"),
    pytest.param("utf-8", b"\xef\xbb\xbf", "utf-8-sig", id="UTF-8 with mark"),
    pytest.param("gb18030", b"", "gb18030", id="GB18030"),
    pytest.param("utf-16-le", b"\xff\xfe", "utf-16-le", id="UTF-16 LE with mark"),
    pytest.param("utf-16-be", b"\xfe\xff", "utf-16-be", id="UTF-16 BE with mark"),
    pytest.param("utf-16-le", b"", "utf-16-le", id="UTF-16 LE"),
    pytest.param("utf-16-be", b"", "utf-16-be", id="UTF-16 BE"),
]
CODECS = [(case.values[0], case.values[1]) for case in ENCODINGS]

# What Chinese official texts are made of, with rare, four-byte and astral characters in between.
_PIECES = st.sampled_from(
    [
        "一、",
        "（一）",
        "我局",
        "法治政府建设",
        "工作",
        "的",
        "，",
        "。",
        "2024年",
        "12件",
        "\n",
        "　　",
    ]
)
_HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
_RARE = st.sampled_from("㐂𠮷龘囍ü①〇㎡～")
# Never more rare characters than usual ones: that is what tells Chinese from a wrong decoding.
chinese_like = st.lists(
    st.builds("{}{}".format, _PIECES, st.one_of(st.just(""), _HAN, _RARE)), max_size=40
).map(lambda pieces: "法治政府建设年度报告，" + "".join(pieces))


@pytest.mark.parametrize(("codec", "mark", "said"), ENCODINGS)
def test_text_is_the_same_in_every_encoding(codec: str, mark: bytes, said: str) -> None:
    assert decode(mark + TEXT.encode(codec)) == (TEXT, said)


@pytest.mark.parametrize("text", ["姚安县司法局", "二〇二四年工作总结", "关于报送年度报告的函"])
@pytest.mark.parametrize(("codec", "mark", "said"), ENCODINGS)
def test_a_single_line_is_enough_to_tell_the_encoding(
    text: str, codec: str, mark: bytes, said: str
) -> None:
    assert decode(mark + text.encode(codec)) == (text, said)


def test_utf_16_without_a_single_zero_byte_is_not_taken_for_gb18030() -> None:
    text = "法治政府建设工作情况报告" * 3
    data = text.encode("utf-16-le")
    assert 0 not in data
    assert decode(data) == (text, "utf-16-le")


@pytest.mark.parametrize("rare", ["𠮷", "㐂", "龘"])
def test_characters_outside_gbk_survive_gb18030(rare: str) -> None:
    text = f"{rare}家沟镇法治政府建设年度报告"
    assert decode(text.encode("gb18030")) == (text, "gb18030")


def test_plain_ascii_is_text() -> None:
    assert decode(b"Annual report 2024") == ("Annual report 2024", "utf-8")


@given(text=chinese_like, encoding=st.sampled_from(CODECS))
def test_any_chinese_text_comes_back_from_any_encoding(
    text: str, encoding: tuple[str, bytes]
) -> None:
    codec, mark = encoding
    assert decode(mark + text.encode(codec))[0] == text


@given(data=st.binary(min_size=1, max_size=200))
def test_any_bytes_give_clean_text_or_one_of_two_errors(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except (NotText, CutShort):
        return
    assert encoding in {"utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be"}
    assert clean(text) == text
    assert text.encode("utf-8").decode("utf-8") == text


@pytest.mark.parametrize("missing", [1, 2])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf_8_that_ends_inside_a_character_is_cut_short(mark: bytes, missing: int) -> None:
    with pytest.raises(CutShort):
        decode(mark + TEXT.strip().encode()[:-missing])


@pytest.mark.parametrize(
    ("codec", "mark"), [case for case in CODECS if not case[0].startswith("utf-8")]
)
def test_two_byte_text_that_ends_inside_a_character_is_cut_short(codec: str, mark: bytes) -> None:
    with pytest.raises(CutShort):
        decode(mark + TEXT.strip().encode(codec)[:-1])


@given(text=chinese_like, last=_HAN, missing=st.integers(1, 2))
def test_any_chinese_utf_8_that_is_cut_inside_its_last_character_says_so(
    text: str, last: str, missing: int
) -> None:
    with pytest.raises(CutShort):
        decode((text + last).encode()[:-missing])


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode() + b"\xff", id="wrong last byte"),
        pytest.param(TEXT.encode()[:30] + b"\xff" + TEXT.encode()[30:], id="wrong byte inside"),
        pytest.param(b"\xef\xbb\xbf" + b"\xff" + TEXT.encode(), id="wrong byte after the mark"),
        pytest.param("déjà vu à Besançon".encode("latin-1"), id="Latin-1"),
        pytest.param(bytes(range(128, 256)), id="high bytes"),
        pytest.param(b"\x00" * 64, id="zero bytes"),
        pytest.param(TEXT.encode() + b"\x00" * 512, id="padded with zero bytes"),
        pytest.param(b"\xff\xfe\x00\xd8\x41\x00", id="half a surrogate pair"),
    ],
)
def test_what_no_encoding_explains_is_no_text_and_not_cut_short(data: bytes) -> None:
    with pytest.raises(NotText):
        decode(data)


@pytest.mark.parametrize(
    "line_break", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"], ids=ascii
)
def test_every_line_break_becomes_one_line_feed(line_break: str) -> None:
    assert clean(f"第一段{line_break}第二段") == "第一段\n第二段"


def test_two_line_breaks_stay_two() -> None:
    assert clean("甲\r\n\r\n乙\n\r丙") == "甲\n\n乙\n\n丙"


@pytest.mark.parametrize(
    "unseen",
    [*"\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202e\u2066", *"\x00\x1a\x1b\x1c\x7f\x9b"],
    ids=ascii,
)
def test_what_nobody_sees_does_not_split_a_term(unseen: str) -> None:
    assert clean(f"法治{unseen}政府") == "法治政府"


def test_visible_spaces_are_kept() -> None:
    assert clean("　　一、\t甲 乙\u00a0丙") == "　　一、\t甲 乙\u00a0丙"


@given(st.text())
def test_cleaning_leaves_line_feeds_only_and_is_done_once(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned.splitlines() == cleaned.removesuffix("\n").split("\n") or not cleaned
