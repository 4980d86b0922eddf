"""Every fault of a corpus is told at once, with its file, line and column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analyzer.errors import UsageError
from analyzer.evaluation.corpus_lint import Linted, lint_corpus
from analyzer.judgement.rules import RULES_OVER_SEVERAL
from analyzer.lexicon.schema import Pack
from analyzer.model.report import Status
from tests.conftest import ROOT

LABEL = """\
pen: {pen}
is_report: true
kind: annual-report
reporting_year: {year}
issuer: {issuer}
level: 部门
elements:
  openness: {{status: substantive, quotes: ["公开信息10条"]}}
  disputes: {{status: missing}}
items:
  shortcomings:
  - {{quote: "人手不足", cause: false, answered_by: [0]}}
  plan:
  - {{quote: "增加人手"}}
{more}"""
TEXT = "甲局报告\n公开信息10条。\n人手不足。\n增加人手。\n"
IDS = ("openness", "disputes")
RULES = ("year.stale", "numbering.sequence")

Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Puts a report and its label into a part of a corpus; returns the label's path."""

    def put(
        name: str, *, part: str = "train", pen: str | None = None, issuer: str | None = None,
        year: int = 2024, more: str = "", text: str = TEXT,
    ) -> Path:  # fmt: skip
        for folder in ("reports", "labels"):
            (tmp_path / part / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / part / "reports" / f"{name}.txt").write_text(text, "utf-8")
        path = tmp_path / part / "labels" / f"{name}.yaml"
        label = LABEL.format(pen=pen or name, issuer=issuer or name, year=year, more=more)
        path.write_text(label, "utf-8")
        return path

    return put


def lint(folder: Path) -> Linted:
    return lint_corpus(folder, element_ids=IDS, rule_ids=RULES)


def messages(folder: Path) -> list[str]:
    return [fault.message for fault in lint(folder).faults]


def test_our_own_corpus_has_no_faults(pack: Pack) -> None:
    ids = tuple(element.id for element in pack.elements)
    linted = lint_corpus(ROOT / "corpus", element_ids=ids, rule_ids=pack.rules)
    assert linted.faults == ()
    assert {"train", "dev"} <= set(linted.parts)


def test_sound_corpus_is_counted_by_part(put: Put, tmp_path: Path) -> None:
    put("a")
    put("b", part="dev", more="findings: [{rule: year.stale}]\n")
    linted = lint(tmp_path)
    assert linted.faults == ()
    assert list(linted.parts) == ["dev", "train"]
    dev = linted.parts["dev"]
    assert (dev.files, dev.reports, dev.others, dev.findings) == (1, 1, 0, 1)
    assert dev.statuses == {Status.SUBSTANTIVE: 1, Status.MISSING: 1}


def test_quote_that_is_not_in_the_text_is_shown_in_its_line(put: Put, tmp_path: Path) -> None:
    path = put("a")
    path.write_text(path.read_text("utf-8").replace("增加人手", "增加入手"), "utf-8")
    (fault,) = lint(tmp_path).faults
    assert fault.place == f"{path}:14:6"
    assert fault.message == "原文里没有“增加入手”"
    assert "增加入手" in fault.source_line


def test_faults_of_all_labels_are_told_at_once(put: Put, tmp_path: Path) -> None:
    first, second = put("a"), put("b")
    first.write_text(first.read_text("utf-8").replace("[0]", "[0, 3, -1]"), "utf-8")
    second.write_text(second.read_text("utf-8").replace("missing", "gone"), "utf-8")
    third = put("c")
    third.write_text("pen: [\n", "utf-8")
    faults = lint(tmp_path).faults
    assert [Path(fault.file).stem for fault in faults] == ["a", "a", "b", "c"]
    assert [fault.message for fault in faults[:2]] == [
        "安排没有第 3 条（从 0 数起）",
        "安排没有第 -1 条（从 0 数起）",
    ]
    assert "不能写“gone”" in faults[2].message


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("findings: [{rule: year.stall}]\n", "没有规则“year.stall”，是不是“year.stale”"),
        ("findings: [{rule: element.missing}]\n", "element.missing 由要素和逐条的标注推得，不用写"),
        ("findings: [{rule: year.stale, quote: 人手, n: 3}]\n", "原文里没有第 3 处“人手”"),
        ("copied: [{quote: 人手不足, report: z, earlier: 甲}]\n", "这一部分里没有能读的报告“z”"),
        ("copied: [{quote: 人手不足, report: b, earlier: 丁}]\n", "b 里没有“丁”"),
        (
            "followed_up: [{report: b, plan: 1, status: done, quote: 人手不足}]\n",
            "没有第 1 条（从 0 数起，共 1 条）",
        ),
        (
            "repeated: [{report: b, earlier: 2, shortcoming: 0}]\n",
            "没有第 2 条（从 0 数起，共 1 条）",
        ),
        (
            "repeated: [{report: b, earlier: 0, shortcoming: 1}]\n",
            "没有第 1 条（从 0 数起，共 1 条）",
        ),
        ("followed_up: [{report: c, plan: 0, status: done}]\n", "c 是另一个单位的（c）"),
        (
            "repeated: [{report: d, earlier: 0, shortcoming: 0}]\n",
            "d 的报告年度（2024）不比本份（2024）早",
        ),
        ("findings: [{rule: year.stale, quote: 没有}]\n", "原文里没有“没有”"),
        ("copied: [{quote: '', report: b, earlier: 甲}]\n", "引文是空的"),
    ],
)
def test_fault_of_a_reference_or_finding(
    more: str, expected: str, put: Put, tmp_path: Path
) -> None:
    put("a", issuer="甲局", more=more)
    put("b", issuer="甲局", year=2023)
    put("c", year=2022)
    put("d", issuer="甲局", year=2024)
    (fault,) = lint(tmp_path).faults
    assert (Path(fault.file).stem, fault.line, fault.message) == ("a", 15, expected)


def test_sound_references_and_rules_over_several_reports_are_no_faults(
    put: Put, tmp_path: Path
) -> None:
    rules = "".join(f"- {{rule: {rule}}}\n" for rule in RULES_OVER_SEVERAL)
    put(
        "a",
        issuer="甲局",
        more="copied: [{quote: 人手不足, report: b, earlier: 人手不足}]\n"
        "followed_up: [{report: b, plan: 0, status: not-found}]\n"
        f"repeated: [{{report: b, earlier: 0, shortcoming: 0}}]\nfindings:\n{rules}",
    )
    put("b", issuer="甲局", year=2023)
    assert messages(tmp_path) == []


@pytest.mark.parametrize("key", ["pen", "issuer"])
def test_body_or_pen_in_two_parts_is_told(key: str, put: Put, tmp_path: Path) -> None:
    put("a", part="dev", **{key: "甲"})
    put("b", part="train", **{key: "甲"})
    put("c", part="train", **{key: "甲"})
    called = {"pen": "笔法", "issuer": "单位"}[key]
    said = f"{called}“甲”在 dev/a 里也有，两部分不能共用"
    assert messages(tmp_path) == [said, said]


def test_same_file_name_in_two_parts_is_told(put: Put, tmp_path: Path) -> None:
    put("a", part="dev", pen="甲", issuer="甲局")
    put("a", part="train", pen="乙", issuer="乙局")
    assert messages(tmp_path) == ["文件名“a”在 dev/a 里也有，两部分不能共用"]


def test_report_or_label_alone_and_unreadable_report_are_told(put: Put, tmp_path: Path) -> None:
    put("a").unlink()
    put("b", text="")
    put("c")
    (tmp_path / "train" / "reports" / "c.txt").unlink()
    assert messages(tmp_path)[0] == "没有报告，应有 reports/c.txt 或 .docx"
    assert messages(tmp_path)[1] == "没有标注，应有 labels/a.yaml"
    assert "b.txt" in lint(tmp_path).faults[2].file
    assert lint(tmp_path).parts["train"].files == 1


def test_other_text_covers_nothing(put: Put, tmp_path: Path) -> None:
    path = put("a")
    path.write_text(path.read_text("utf-8").replace("is_report: true", "is_report: false"), "utf-8")
    assert messages(tmp_path) == [
        "is_report 为 true 的，kind 应是 annual-report，反之不是",
        "openness：不是年度报告的，要素一律是 missing",
    ]


def test_one_part_alone_is_a_corpus(put: Put, tmp_path: Path) -> None:
    put("a")
    assert list(lint(tmp_path / "train").parts) == ["train"]


def test_empty_part_is_a_fault_and_another_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x" / "reports").mkdir(parents=True)
    assert messages(tmp_path) == ["这一部分是空的，请放入报告和同名的标注"]
    with pytest.raises(UsageError, match="不是语料文件夹"):
        lint(tmp_path / "x" / "reports")
    with pytest.raises(UsageError, match="找不到"):
        lint(tmp_path / "y")


def test_hostile_text_drives_no_terminal(put: Put, tmp_path: Path) -> None:
    path = put("a", more='findings: [{rule: year.stale, quote: "\\e[2J乙"}]\n')
    path.write_text(path.read_text("utf-8"), "utf-8")
    assert "\x1b" not in str(lint(tmp_path).faults[0])
