"""``fazhi lexicon lint|test|list|show``: what they print, where, and with which exit status."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from analyzer.commands.app import main
from analyzer.commands.lexicon import common_words
from analyzer.lexicon.load import load, load_pack
from analyzer.lexicon.schema import Pack
from tests.lexicon.conftest import ELEMENT, HEAD, changed

REPORT = "平川县水利局2024年法治政府建设年度报告\n一、工作开展情况\n全年走访村居36次。\n"


class Ran(NamedTuple):
    """What a run of the program did."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> Ran:
        status = main(list(arguments))
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return run


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A good overlay “county” in the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    folder = tmp_path / "county"
    (folder / "elements").mkdir(parents=True)
    (folder / "pack.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "elements" / "x.yaml").write_text(ELEMENT, encoding="utf-8")
    return folder


def spoil(folder: Path, old: str, new: str) -> None:
    (folder / "elements" / "x.yaml").write_text(changed(old, new), encoding="utf-8")


# -- lint ----------------------------------------------------------------------------------------


def test_lint_of_a_good_overlay_says_so(run: Run, county: Path) -> None:
    pack = load("county").pack
    assert run("lexicon", "lint", "county") == (
        0,
        f"词库 fazhi-annual-report {pack.version}：{len(pack.elements)} 个要素、"
        f"{len(pack.rules)} 条规则，没有错误。\n",
        "",
    )


def test_lint_of_the_built_in_pack_finds_nothing_to_mend(run: Run) -> None:
    ran = run("lexicon", "lint")
    assert ran.status == 0
    assert "须改" not in ran.out
    assert "没有错误" in ran.out.splitlines()[-1]


def test_lint_shows_faults_with_file_line_and_column(run: Run, county: Path) -> None:
    spoil(county, "    范围: 同一句", "    范国: 同一句")
    assert run("lexicon", "lint", "county/") == (
        1,
        "",
        "county/：词库有 1 处错误：\n"
        "county/elements/x.yaml:19:5 不认识的键“范国”，是不是“范围”；"
        "可用的键：名、任一、同现、排除、前不接、范围、辅助、须有事实、停用、删去词\n"
        "    范国: 同一句\n"
        "请按上面的提示逐处修改后重试。\n",
    )


def test_lint_fails_where_something_must_be_mended(run: Run, county: Path) -> None:
    spoil(county, "证据: 走访村居36次", "证据: 走访37次")
    ran = run("lexicon", "lint", "county")
    assert ran.status == 1
    assert ran.out.startswith("county/elements/x.yaml:24:5 须改：“证据”不在“原文”里：“走访37次”")
    assert ran.out.endswith("有 1 处须改。\n")


def test_lint_passes_with_advice(run: Run, county: Path) -> None:
    spoil(county, "[查看, 查阅]", "[查看, 查阅, 查看]")
    ran = run("lexicon", "lint", "county")
    assert ran.status == 0
    assert ran.out.splitlines()[0].startswith("county/elements/x.yaml:17:18 建议：")
    assert ran.out.endswith("没有错误，1 条建议。\n")


def test_lint_tells_short_words_that_common_words_contain(run: Run, county: Path) -> None:
    spoil(county, "[走访村居, 进村走访]", "[走访村居, 进村走访, 学法]")
    out = run("lexicon", "lint", "county").out
    assert "“学法”也在常用词 教学法" in out


def test_lint_tells_of_encodings_on_standard_error(run: Run, county: Path) -> None:
    (county / "elements" / "x.yaml").write_bytes(ELEMENT.encode("gb18030"))
    ran = run("lexicon", "lint", "county")
    assert ran.status == 0
    assert ran.err == (
        "county/elements/x.yaml:1:1 提示：文件是 GB18030（ANSI）编码，已照常读取；"
        "建议在记事本里另存为 UTF-8\n"
    )


@pytest.mark.parametrize("arguments", [("county",), ("--lexicon", "county")])
def test_folder_is_an_argument_or_an_option(
    arguments: tuple[str, ...], run: Run, county: Path
) -> None:
    assert "test-county-1.2.0" in run("lexicon", "lint", *arguments).out


@pytest.mark.parametrize("command", ["lint", "test"])
def test_folder_that_is_not_there_is_wrong_usage(command: str, run: Run, county: Path) -> None:
    ran = run("lexicon", command, "nowhere/")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("“nowhere/”不是词库文件夹（没有这个文件夹）。请指定")


def test_common_words_are_whole_words_that_contain_the_term() -> None:
    longer = common_words(lambda text: [text])
    words = longer("调解")
    assert 0 < len(words) <= 3
    assert all("调解" in word and word != "调解" for word in words)
    assert common_words(lambda text: list(text))("调解") == []


# -- check with a faulty lexicon -----------------------------------------------------------------


def test_check_with_a_typo_in_line_17_is_one_clear_fault(run: Run, county: Path) -> None:
    spoil(county, "      - [查看, 查阅]", "      - [查看, 查阅")
    Path("report.txt").write_text(REPORT, encoding="utf-8")
    assert run("check", "report.txt", "--lexicon", "county") == (
        2,
        "",
        "county：词库有 1 处错误：\n"
        "county/elements/x.yaml:17:9 方括号“[”没有配对的“]”\n"
        "    - [查看, 查阅\n"
        "请按上面的提示逐处修改后重试。\n",
    )


def test_check_judges_the_element_of_an_overlay(run: Run, county: Path) -> None:
    Path("report.txt").write_text(REPORT, encoding="utf-8")
    ran = run("check", "report.txt", "--lexicon", "county", "--only", "field_visits")
    assert "基层走访" in ran.out
    assert "全年走访村居36次。" in ran.out
    assert ran.status == 0


# -- test ----------------------------------------------------------------------------------------


def test_examples_that_come_out_right_are_counted(run: Run, county: Path) -> None:
    assert run("lexicon", "test", "county", "field_visits") == (0, "6 条例句全部相符。\n", "")


def test_examples_that_come_out_right_are_listed_when_asked(run: Run, county: Path) -> None:
    out = run("lexicon", "test", "基层走访", "--lexicon", "county", "--verbose").out
    assert out.splitlines()[:2] == ["field_visits::充实::1　相符", "field_visits::充实::2　相符"]


def test_example_that_comes_out_wrong_is_told_with_reason_evidence_and_place(
    run: Run, county: Path
) -> None:
    spoil(county, "学习《走访村居工作办法》。}", "全年走访村居9次。}")
    ran = run("lexicon", "test", "county", "field_visits")
    assert (ran.status, ran.err) == (1, "")
    lines = ran.out.splitlines()
    assert lines[:2] == [
        "field_visits::缺失::1　应判“缺失”，判成“充实”",
        "  原文：全年走访村居9次。",
    ]
    assert lines[2].startswith("  应判：缺失　判成：充实（")
    assert lines[3].startswith("  依据的原文：“全年走访村居9次")
    assert lines[4:] == ["  写在：county/elements/x.yaml:27:5", "6 条例句，1 条不符。"]


def test_example_that_is_not_found_is_told_with_what_did_not_count(run: Run, county: Path) -> None:
    spoil(county, "应判: 缺失, 原文: 学习", "应判: 空泛, 原文: 学习")
    out = run("lexicon", "test", "county", "field_visits").out
    assert "\n  不算的提法：“学习《走访村居工作办法》。”——" in out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("field_visit", "没有叫“field_visit”的要素或规则。是不是 field_visits。"),
        ("privacy.phone", "“privacy.phone”是规则，规则没有例句可以测。请写要素的编号"),
    ],
)
def test_name_that_is_no_element_is_wrong_usage(
    name: str, said: str, run: Run, county: Path
) -> None:
    ran = run("lexicon", "test", "county", name)
    assert ran.status == 2
    assert ran.err.startswith(said)


# -- list ----------------------------------------------------------------------------------------


def test_list_names_every_element_and_rule(run: Run, county: Path, pack: Pack) -> None:
    ran = run("lexicon", "list")
    assert ran.status == 0
    first_words = {line.split(" ")[0] for line in ran.out.splitlines()}
    assert {element.id for element in pack.elements} | pack.rules.keys() <= first_words
    assert max(map(_columns, ran.out.splitlines())) <= 80


def test_list_tells_where_an_element_comes_from_and_what_is_off(run: Run, county: Path) -> None:
    text = "编号: openness\n免除: [{单位: [县档案馆], 理由: 没有公开任务, 日期: 2025-01-10}]\n"
    (county / "elements" / "y.yaml").write_text(text, encoding="utf-8")
    (county / "elements" / "z.yaml").write_text("编号: disputes\n停用: 是\n", encoding="utf-8")
    lines = run("lexicon", "list", "--lexicon", "county").out.splitlines()
    row = next(line for line in lines if line.startswith("field_visits"))
    assert row.split()[1:4] == ["专题", "5", "test-county"]
    assert next(line for line in lines if line.startswith("causes")).split()[3] == "自带"
    assert "县档案馆" in "".join(lines)
    assert not any(line.startswith("disputes") for line in lines)
    assert lines[-1] == "已停用：disputes"


def _columns(line: str) -> int:
    from rich.cells import cell_len

    return cell_len(line)


# -- show ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["causes", "不足的原因"])
def test_show_writes_an_element_as_yaml(name: str, run: Run) -> None:
    ran = run("lexicon", "show", name)
    assert ran.status == 0
    assert yaml.safe_load(ran.out)["编号"] == "causes"


def test_show_without_a_name_writes_every_element(run: Run, pack: Pack) -> None:
    written = [one["编号"] for one in yaml.safe_load_all(run("lexicon", "show").out)]
    assert written == [element.id for element in pack.elements]


def test_show_of_a_rule_writes_its_words_and_patterns_too(run: Run) -> None:
    phone = yaml.safe_load(run("lexicon", "show", "privacy.phone").out)
    assert [rule["规则"] for rule in phone["规则说明"]] == ["privacy.phone"]
    assert all("手机" in pattern["说明"] for pattern in phone["模式"])
    old = yaml.safe_load(run("lexicon", "show", "term.obsolete").out)
    assert "法制宣传" in old["用语"][0]["用词"]


def test_show_writes_the_joined_element(run: Run, county: Path) -> None:
    text = "编号: openness\n标题词: [晒账单]\n"
    (county / "elements" / "y.yaml").write_text(text, encoding="utf-8")
    shown = yaml.safe_load(run("lexicon", "show", "openness", "--lexicon", "county").out)
    assert shown["标题词"] == [*load_pack().element("openness").headings, "晒账单"]


def test_show_of_an_unknown_name_suggests_one(run: Run) -> None:
    ran = run("lexicon", "show", "openes")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "没有叫“openes”的要素或规则。是不是 openness。\n"


@pytest.mark.parametrize("command", ["lint", "test", "list", "show"])
def test_help_is_chinese_and_gives_an_example(command: str, run: Run) -> None:
    ran = run("lexicon", command, "--help")
    assert ran.status == 0
    assert f"例：fazhi lexicon {command}" in ran.out
