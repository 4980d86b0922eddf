"""The screen, as a person sees it. The expected screens are text files under ``tests/golden``."""

from __future__ import annotations

import os
from dataclasses import replace
from io import StringIO
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from rich.console import Console

from analyzer.lexicon.schema import Pack
from analyzer.model.report import Contradiction, Failure, Opinion, Passage, ReportResult, Status
from analyzer.output.selection import select
from analyzer.output.terminal import Screen
from analyzer.pipeline import Analyzer
from tests.conftest import CORPUS, ROOT

GOLDEN = ROOT / "tests" / "golden"
REGENERATE = os.environ.get("FAZHI_GOLDEN") == "write"
SHOWN = ("yanhu-district-2025", "jiaoyu-2019", "news-siling-2023")
REVIEWED = "yanhu-reviewed"
WIDTHS = (80, 120)


def columns(line: str) -> int:
    return sum(2 if east_asian_width(ch) in "WF" else 1 for ch in line)


def console(width: int, **options: object) -> tuple[Console, StringIO]:
    out = StringIO()
    made = Console(
        file=out,
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
        **options,  # type: ignore[arg-type]
    )
    return made, out


def screen_of(result: ReportResult, width: int, *, verbose: bool = False) -> str:
    made, out = console(width, color_system=None)
    Screen(made, verbose=verbose).report(result)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


@pytest.fixture(scope="module")
def results(analyzer: Analyzer) -> dict[str, ReportResult]:
    return {r.name: analyzer.analyze(r.text, source=f"{r.name}.txt") for r in CORPUS}


def test_goldens_are_not_being_written() -> None:
    assert not REGENERATE, "FAZHI_GOLDEN=write is set: look at the new screens, then unset it"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SHOWN)
def test_screen_is_as_it_was_approved(
    name: str, width: int, results: dict[str, ReportResult]
) -> None:
    path = GOLDEN / f"{name}-{width}.txt"
    found = screen_of(results[name], width)
    if REGENERATE:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def contradicted(results: dict[str, ReportResult]) -> ReportResult:
    """A report of which the second reader contradicts two verdicts, once with hostile text."""
    result = results["yanhu-district-2025"]
    text = result.document.text
    start = text.index("街道综合行政执法能力参差")
    passages = {
        "leadership_duty": (
            Status.SUBSTANTIVE,
            Passage(start, start + 60, text[start : start + 60]),
        ),
        "openness": (Status.MISSING, Passage(0, 9, "\x1b[31m公开\u202e")),
    }
    elements = tuple(
        replace(
            e,
            contradiction=Contradiction(
                e.status, Opinion(passages[e.id][0], 0.9349), passages[e.id][1]
            ),
        )
        if e.id in passages
        else e
        for e in result.elements
    )
    return replace(result, elements=elements)


@pytest.mark.parametrize("width", WIDTHS)
def test_screen_of_a_report_to_be_reviewed_is_as_it_was_approved(
    width: int, contradicted: ReportResult
) -> None:
    path = GOLDEN / f"{REVIEWED}-{width}.txt"
    found = screen_of(contradicted, width)
    if REGENERATE:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("verbose", [False, True])
def test_review_names_both_opinions_and_the_passage(
    width: int, verbose: bool, contradicted: ReportResult
) -> None:
    shown = screen_of(contradicted, width, verbose=verbose)
    assert all(columns(line) <= width for line in shown.split("\n"))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    joined = "".join(shown.split())
    assert joined.count("词库判缺失，第二判读判充实，把握93%") == 2
    assert "待复核（共2项）" in joined
    assert "\\x1b[31m公开\\u202e" in joined


def test_reviews_follow_the_selection(contradicted: ReportResult, pack: Pack) -> None:
    made, out = console(80, color_system=None)
    Screen(made, select(["openness"], pack)).report(contradicted)
    shown = "".join(out.getvalue().split())
    assert "待复核（共1项）" in shown
    assert "第一责任人职责" not in shown


def test_line_counts_the_reviews(contradicted: ReportResult) -> None:
    made, out = console(120, color_system=None)
    Screen(made).line(contradicted)
    assert out.getvalue().rstrip().endswith("、待复核 2")


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(width: int, results: dict[str, ReportResult]) -> None:
    for result in results.values():
        for line in screen_of(result, width, verbose=True).split("\n"):
            assert columns(line) <= width, line


def test_every_gap_is_listed_with_its_advice_and_basis(results: dict[str, ReportResult]) -> None:
    result = results["jiaoyu-2019"]
    shown = "".join(screen_of(result, 200).split())
    for finding in result.findings:
        assert "".join(finding.advice.split()) in shown
        assert "".join(finding.legal_basis.split()) in shown


def test_colour_is_never_the_only_sign(results: dict[str, ReportResult]) -> None:
    plain = screen_of(results["jiaoyu-2019"], 80)
    for sign in ("＋充实", "～空泛", "Ｘ缺失", "错误（", "警告（"):
        assert sign in plain


def test_no_color_leaves_no_escape(
    results: dict[str, ReportResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    made, out = console(80, force_terminal=True)
    Screen(made).report(results["jiaoyu-2019"])
    assert "\x1b[3" not in out.getvalue()
    assert "\x1b[9" not in out.getvalue()


def test_colours_are_used_on_a_terminal(results: dict[str, ReportResult]) -> None:
    made, out = console(80, force_terminal=True, color_system="standard")
    Screen(made).report(results["jiaoyu-2019"])
    assert "\x1b[" in out.getvalue()


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[31m红\x1b[0m", "\x1b]0;标题\x07", "[bold]粗[/bold]", "[link=http://x]点[/link]", ":smile:",
        "\u202e倒", "\x00\x07", "[/]", "\\[red]",
    ],
)  # fmt: skip
def test_report_text_never_drives_the_terminal(analyzer: Analyzer, hostile: str) -> None:
    text = (
        f"平川县{hostile}局2024年法治政府建设年度报告\n2024年，我局情况如下。\n一、{hostile}执法\n"
        f"全年办理{hostile}行政处罚案件36件，联系人手机13812345678{hostile}。\n"
    )
    result = analyzer.analyze(text, source=f"{hostile}.txt")
    made, out = console(100, force_terminal=True, color_system=None)
    screen = Screen(made, verbose=True)
    screen.summary([result])
    screen.report(result)
    screen.line(result)
    screen.errors([Failure(hostile, "unreadable", f"{hostile}：读不了。")])
    shown = out.getvalue()
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown
    for kept in ("[bold]", "[link=http://x]", ":smile:", "[/]", "\\[red]"):
        if kept in hostile:
            assert kept in shown


def test_summary_has_one_row_a_report(results: dict[str, ReportResult]) -> None:
    made, out = console(100, color_system=None)
    Screen(made).summary(list(results.values()))
    shown = out.getvalue()
    assert f"共 {len(results)} 份报告" in shown
    assert "非年度报告" in shown
    for result in results.values():
        identity = result.document.identity
        if identity.is_report and identity.issuer:
            assert identity.issuer[:6] in shown


def test_selection_shows_only_what_was_asked_for(
    results: dict[str, ReportResult], analyzer: Analyzer
) -> None:
    made, out = console(100, color_system=None)
    Screen(made, select(["causes"], analyzer.pack)).report(results["jiaoyu-2019"])
    shown = out.getvalue()
    assert "不足的原因" in shown
    assert "政务公开" not in shown
    assert "numbering" not in shown


def test_golden_folder_holds_no_screen_that_nobody_checks() -> None:
    wanted = {f"{name}-{width}.txt" for name in (*SHOWN, REVIEWED) for width in WIDTHS}
    assert {path.name for path in Path(GOLDEN).glob("*.txt")} == wanted


def test_excerpt_shows_the_clause_that_proves_the_verdict(analyzer: Analyzer) -> None:
    long = "局长主持局党组会研究法治工作，听取各科室汇报，部署全年任务，统筹安排各项工作"
    result = analyzer.analyze(
        f"平川县样例局2024年法治政府建设年度报告\n一、工作情况\n{long}，出庭应诉2次。\n"
    )
    screen = "".join(screen_of(result, 80).split())
    assert "「…部署全年任务，统筹安排各项工作，出庭应诉2次。」" in screen
