"""What lint says of packs that load: what must be mended, what may be considered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from analyzer.lexicon.lint import Remark, lint
from analyzer.lexicon.load import load
from tests.lexicon.conftest import ELEMENT, HEAD, Write, changed

Remarks = Callable[[dict[str, str | bytes]], list[Remark]]

E = "elements/x.yaml"
R = "rules/x.yaml"
TITLE = "  - {应判: 缺失, 原文: 学习《走访村居工作办法》。}\n"
PLAN = "  - {应判: 缺失, 原文: 下一步将走访村居40次。, 位置: 安排}\n"
NOT_DONE = "  - {应判: 缺失, 原文: 目前尚未走访村居。}\n"


def told(remark: Remark) -> tuple[str, str]:
    """Returns where in its file a remark stands, and what it says."""
    return f"{remark.fault.line}:{remark.fault.column}", remark.fault.message


def test_good_element_is_not_remarked_on(remarks_on: Remarks) -> None:
    assert remarks_on({E: ELEMENT}) == []


MUST_BE_MENDED = {
    "too few that prove": (
        changed(
            "  - {应判: 充实, 原文: 5月，进村走访12户。, 证据: 进村走访12户}\n",
            "  - {应判: 空泛, 原文: 经常进村走访。}\n",
        ),
        "21:1",
        "应判“充实”的例句只有 2 条，至少写 3 条",
    ),
    "too few that do not count": (
        changed(NOT_DONE, "").replace("学习", "尚未学习"),
        "21:1",
        "应判“缺失”的例句只有 2 条，至少写 3 条",
    ),
    "no cited title": (
        changed(TITLE, "  - {应判: 缺失, 原文: 办理案件12件。}\n"),
        "21:1",
        "缺一条只在文件名称里提到的例句",
    ),
    "no intention": (
        changed(PLAN, "  - {应判: 缺失, 原文: 办理案件12件。}\n"),
        "21:1",
        "缺一条写打算的例句",
    ),
    "no negation": (
        changed(NOT_DONE, "  - {应判: 缺失, 原文: 办理案件12件。}\n"),
        "21:1",
        "缺一条写没有做的例句",
    ),
    "quotation that is not in its text": (
        changed("证据: 走访村居36次", "证据: 走访村居 36 次"),
        "24:5",
        "“证据”不在“原文”里：“走访村居 36 次”",
    ),
    "no quotation": (
        changed(", 证据: 查看调解台账42本", ""),
        "26:5",
        "应判“充实”的例句要写“证据”",
    ),
    "quotation of what does not count": (
        changed("目前尚未走访村居。}", "目前尚未走访村居。, 证据: 尚未走访}"),
        "29:29",
        "应判“缺失”的例句没有证据可写",
    ),
    "word of one character": (
        changed("[走访村居, 进村走访]", "[走访村居, 进村走访, 访]"),
        "13:22",
        "“访”只有一个字",
    ),
    "exclusion that is the word itself": (
        changed("[走访村居企业名录]", "[进村走访]"),
        "14:10",
        "“进村走访”既是词又是排除，永远不会算",
    ),
    "word of another element": (
        changed("[走访村居, 进村走访]", "[走访村居, 进村走访, 政策解读]"),
        "13:22",
        "“政策解读”在要素 openness（政务公开）里也有，同一句会算给两个要素",
    ),
}


@pytest.mark.parametrize(("text", "place", "said"), MUST_BE_MENDED.values(), ids=MUST_BE_MENDED)
def test_what_makes_an_element_unreliable_must_be_mended(
    text: str, place: str, said: str, remarks_on: Remarks
) -> None:
    (remark,) = [remark for remark in remarks_on({E: text}) if remark.refused]
    where, message = told(remark)
    assert where == place
    assert message.startswith(said)


MAY_BE_CONSIDERED = {
    "word that a shorter one contains": (
        changed("[走访村居, 进村走访]", "[走访村居, 进村走访, 走访村居住户]"),
        "13:22",
        "“走访村居住户”里已经有“走访村居”，写后者就够了",
    ),
    "word written twice": (
        changed("[走访村居, 进村走访]", "[走访村居, 进村走访, 走访村居]"),
        "13:22",
        "“走访村居”在同一个列表里写了两次",
    ),
    "word that another element's stands in": (
        changed("[走访村居, 进村走访]", "[走访村居, 进村走访, 解读政务公开]"),
        "13:22",
        "“解读政务公开”里有要素 openness（政务公开）的“政务公开”，同一句也会算给它",
    ),
    "words with a full-width comma": (
        changed("[查看, 查阅]", "[查看，查阅, 查看]"),
        "17:10",
        "“查看，查阅”像是几个词写在了一起",
    ),
    "words with an enumeration mark": (
        changed("标题词: [基层走访]", "标题词: [基层、走访]"),
        "10:7",
        "“基层、走访”像是几个词写在了一起",
    ),
    "half-width marks": (
        changed("[走访村居企业名录]", "[走访村居(企业)]"),
        "14:10",
        "“走访村居(企业)”里有半角标点",
    ),
    "words that no example uses": (
        changed("[走访村居, 进村走访]", "[走访村居, 进村走访, 串门走访]"),
        "13:5",
        "这些词没有一条应判“充实”或“空泛”的例句用到：串门走访",
    ),
    "example written twice": (
        changed(TITLE, TITLE + TITLE),
        "28:5",
        "这条例句写了两遍",
    ),
}


@pytest.mark.parametrize(
    ("text", "place", "said"), MAY_BE_CONSIDERED.values(), ids=MAY_BE_CONSIDERED
)
def test_what_is_only_unwise_is_advice(
    text: str, place: str, said: str, remarks_on: Remarks
) -> None:
    remarks = {told(remark)[0]: remark for remark in remarks_on({E: text})}
    assert not remarks[place].refused
    assert told(remarks[place])[1].startswith(said)


def test_element_without_indicators_must_be_given_some(remarks_on: Remarks) -> None:
    begin, end = ELEMENT.index("线索:"), ELEMENT.index("充实标准:")
    remarks = remarks_on({E: ELEMENT[:begin] + ELEMENT[end:]})
    assert [told(r) for r in remarks] == [("1:1", "没有写“线索”，永远判不出来；请至少写一条")]


def test_element_judged_as_a_whole_needs_no_title_intention_or_negation(
    remarks_on: Remarks,
) -> None:
    text = changed("类别: 专题", "类别: 专题\n判法: 原因")
    for line in (TITLE, PLAN, NOT_DONE):
        text = text.replace(line, f"  - {{应判: 缺失, 原文: 办理案件{len(line)}件。}}\n")
    assert [remark for remark in remarks_on({E: text}) if remark.refused] == []


def test_example_added_to_a_built_in_element_is_looked_at(remarks_on: Remarks) -> None:
    text = "编号: openness\n例句:\n  - {应判: 充实, 原文: 主动公开12条。, 证据: 公开13条}\n"
    (remark,) = remarks_on({E: text})
    assert remark.refused
    assert told(remark)[0] == "3:28"


def test_word_added_to_a_built_in_element_wants_an_example(remarks_on: Remarks) -> None:
    text = "编号: openness\n线索:\n  - {名: 公开, 任一: [晒账单]}\n"
    (remark,) = remarks_on({E: text})
    assert told(remark)[1].endswith("例句用到：晒账单")


def test_built_in_words_are_not_spoken_of_when_an_overlay_is_checked(overlay: Write) -> None:
    assert lint(load()) != []
    assert lint(load(overlay())) == []


def test_built_in_pack_has_nothing_that_must_be_mended() -> None:
    assert [str(remark) for remark in lint(load()) if remark.refused] == []


def test_rule_without_words_or_pattern_must_be_given_one(remarks_on: Remarks) -> None:
    text = (
        "规则说明:\n"
        "  - {规则: leftover.blank, 名称: 空格, 级别: 警告, 要求: 不应留空, 补正: 请补上内容,"
        " 正例: [已填], 反例: [（空）]}\n"
    )
    (remark,) = remarks_on({R: text})
    assert remark.refused
    assert "只有说明，没有“模式”或“用语”" in told(remark)[1]


def test_rule_without_good_and_bad_examples_is_advised_to_have_them(remarks_on: Remarks) -> None:
    text = (
        "规则说明:\n"
        "  - {规则: leftover.blank, 名称: 空格, 级别: 警告, 要求: 不应留空, 补正: 请补上内容}\n"
        "模式:\n  - {规则: leftover.blank, 正则: '（空）', 说明: 留空}\n"
    )
    (remark,) = remarks_on({R: text})
    assert not remark.refused
    assert "缺“正例”或“反例”" in told(remark)[1]


def test_personal_data_that_is_not_masked_must_be(remarks_on: Remarks) -> None:
    text = "模式:\n  - {规则: privacy.phone, 遮盖: 否}\n"
    (remark,) = remarks_on({R: text})
    assert remark.refused
    assert "没有写“遮盖: 是”" in told(remark)[1]


# -- Segmentation: told by callables, as a segmenter of the test's own ---------------------------


def by(*words: str) -> Callable[[str], Sequence[str]]:
    """Returns a segmenter that knows these words and cuts the rest into characters."""

    def cut(text: str) -> list[str]:
        found = []
        while text:
            word = next((w for w in words if text.startswith(w)), text[0])
            found.append(word)
            text = text[len(word) :]
        return found

    return cut


SHORT = changed("[走访村居, 进村走访]", "[走访, 进村走访]")


def test_short_word_that_is_cut_is_shown_as_it_is_cut(overlay: Write) -> None:
    remarks = lint(load(overlay({E: SHORT})), cut=by("村居"))
    assert ("13:5", "这些短词分词时会切开：走/访") in [
        (where, said.partition("；")[0]) for where, said in map(told, remarks)
    ]


def test_short_word_that_is_whole_is_not_remarked_on(overlay: Write) -> None:
    assert lint(load(overlay({E: SHORT})), cut=by("走访")) == []


def test_short_word_inside_common_words_is_told_with_them(overlay: Write) -> None:
    loaded = load(overlay({E: SHORT}))
    remarks = lint(loaded, cut=by("走访"), longer=lambda term: [f"{term}团", f"{term}村居企业名录"])
    assert [told(remark) for remark in remarks] == [
        ("13:10", "“走访”也在常用词 走访团 里，分词时连成一个词；意思不同的请写进“排除”")
    ]


def test_longer_word_that_the_element_lists_itself_is_not_told(overlay: Write) -> None:
    loaded = load(overlay({E: SHORT}))
    assert lint(loaded, cut=by("走访"), longer=lambda _: ["进村走访团"]) == []


def test_long_word_is_not_asked_of_the_segmenter(overlay: Write) -> None:
    asked: list[str] = []
    lint(load(overlay({E: ELEMENT})), cut=by(), longer=lambda term: asked.append(term) or [])
    assert asked == []


def test_example_in_which_a_short_word_is_torn_apart_is_told(overlay: Write) -> None:
    remarks = lint(load(overlay({E: SHORT})), cut=by("年走", "访村", "走访"))
    where, said = told(remarks[0])
    assert where == "22:5"
    assert said.startswith("这条例句里的“走访”被切成“年走/访村”，这一处找不到它")


# -- How it is written ---------------------------------------------------------------------------


def test_what_must_be_mended_is_shown_with_its_line(overlay: Write) -> None:
    folder = overlay({E: changed("[走访村居企业名录]", "[进村走访]")})
    (remark,) = [remark for remark in lint(load(folder)) if remark.refused]
    assert str(remark) == (
        f"{folder}/{E}:14:10 须改：“进村走访”既是词又是排除，永远不会算；"
        "请删去一处，或把排除写得长一些\n    排除: [进村走访]"
    )


def test_advice_is_one_line(overlay: Write) -> None:
    folder = overlay({E: changed("[查看, 查阅]", "[查看, 查阅, 查看]")})
    (remark,) = lint(load(folder))
    assert str(remark) == f"{folder}/{E}:17:18 建议：“查看”在同一个列表里写了两次，请删去一个"


def test_remarks_come_in_the_order_of_the_files(overlay: Write) -> None:
    text = changed("[查看, 查阅]", "[查看, 查阅, 查看]").replace("[走访村居企业名录]", "[进村走访]")
    head = HEAD + "分词用词: [法治体检, 法治体检]\n"
    files: dict[str, str | bytes] = {"elements/b.yaml": text}
    places = [r.fault.place.rsplit("/", 1)[1] for r in lint(load(overlay(files, head=head)))]
    assert places == ["b.yaml:14:10", "b.yaml:17:18", "pack.yaml:5:14"]
