"""``fazhi review`` and what ``fazhi check`` makes of the decisions, as clerks and scripts use them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from select import select as select_file

import pytest
from rich.console import Console

from analyzer.commands.app import main
from analyzer.commands.interview import Interview
from analyzer.documents.read import read_document
from analyzer.lexicon.schema import Pack
from analyzer.output.selection import Selection, select
from analyzer.pipeline import Analyzer
from analyzer.review import DEFAULT_NAME
from analyzer.review.journal import read_journal
from analyzer.review.journals import Journals
from tests.conftest import ROOT

FAULTY = ROOT / "corpus" / "train" / "reports" / "yanhu-district-2025.txt"
COMPLETE = ROOT / "corpus" / "train" / "reports" / "jiaotong-2023.txt"
PROOF = "开展规范涉企行政执法专项行动"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder: what one test decides concerns no other."""
    folder = tmp_path / "数据"
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        return status, *capfd.readouterr()

    return run


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return Path(shutil.copy(FAULTY, tmp_path / "报告.txt"))


def decide(
    run: Run, report: Path, *wanted: str, by: str = "张三", more: tuple[str, ...] = ()
) -> str:
    options = [part for one in wanted for part in ("--decide", one)]
    status, out, err = run("review", report, "--reviewer", by, *options, *more)
    assert (status, err) == (0, "")
    return out


def flat(screen: str) -> str:
    """The screen without its line breaks and columns."""
    return "".join(screen.split())


def checked(run: Run, report: Path, *more: object) -> dict[str, object]:
    (found,) = json.loads(run("check", report, "--format", "json", *more)[1])["reports"]
    assert isinstance(found, dict)
    return found


def element(found: dict[str, object], key: str) -> dict[str, object]:
    return next(e for e in found["elements"] if e["id"] == key)  # type: ignore[attr-defined]


# -- Recording without questions, and what check shows --------------------------------------------


def test_decision_is_recorded_beside_the_report_and_shown_by_check(run: Run, report: Path) -> None:
    out = decide(run, report, "next_plan:充实", more=("--because", "写的是打算"))
    assert "认定为充实" in out
    assert (report.parent / DEFAULT_NAME).exists()
    found = checked(run, report)
    made = element(found, "next_plan")
    assert made["status"] == "mentioned"
    assert made["decision"] == made["decision"] | {  # type: ignore[operator]
        "state": "stands", "verdict": "corrected", "status": "substantive", "by": "张三",
        "because": "写的是打算", "why_lapsed": None, "report_changed": False,
    }  # fmt: skip
    assert "decision" not in element(found, "causes")
    assert found["score"] == 70.0
    assert found["decided_score"] == 77.2
    assert found["decided_grade"] == "良好"
    _, screen, _ = run("check", report)
    assert "已更正为充实——张三 20" in screen
    assert "写的是打算" in screen
    assert "～空泛" in screen
    assert "得分      70.0 / 100" in screen
    assert "认定后    77.2 / 100" in screen
    _, line, _ = run("check", report, "--quiet")
    assert "70.0 合格（认定后 77.2 / 100" in line
    _, summary, _ = run("check", report, COMPLETE)
    assert "得分70.0，认定后77.2/100" in flat(summary)


def test_report_without_decisions_is_as_before(run: Run, report: Path) -> None:
    before = checked(run, report)
    assert not {"decided_score", "lapsed_decisions"} & set(before)
    decide(run, report, "causes:充实")
    other = Path(shutil.copy(COMPLETE, report.parent / "别的.txt"))
    assert not {"decided_score", "lapsed_decisions"} & set(checked(run, other))


def test_confirmed_verdict_changes_no_score(run: Run, report: Path) -> None:
    decide(run, report, "causes:对", "next_plan:空泛")
    found = checked(run, report)
    assert found["decided_score"] is None
    for key in ("causes", "next_plan"):
        assert element(found, key)["decision"]["verdict"] == "confirmed"  # type: ignore[index]
    screen = run("check", report)[1]
    assert "已认定为充实" in screen
    assert "认定后" not in screen


def test_dismissed_finding_is_shown_not_hidden(run: Run, report: Path) -> None:
    decide(run, report, "privacy.phone:不成立", more=("--because", "办公电话"))
    (found,) = [f for f in checked(run, report)["findings"] if f["rule"] == "privacy.phone"]  # type: ignore[attr-defined]
    assert found["decision"]["verdict"] == "dismissed"
    screen = run("check", report)[1]
    assert "不成立——张三" in screen
    assert "privacy.phone" in screen


def test_fail_on_counts_what_is_left(run: Run, report: Path) -> None:
    assert run("check", report)[0] == 1
    decide(run, report, "leadership_duty:充实", more=("--quote", PROOF))
    decide(run, report, "privacy.phone:不成立", "leftover.placeholder:不成立")
    assert run("check", report)[0] == 0
    assert run("check", report, "--fail-on", "warning")[0] == 1
    # What the reviewer finds missing counts although the program does not say so.
    decide(run, report, "measures:缺失")
    assert run("check", report)[0] == 1
    assert run("check", report, "--only", "causes")[0] == 0
    decide(run, report, "measures:空泛")
    assert run("check", report)[0] == 0


def test_confirmed_finding_still_counts(run: Run, report: Path) -> None:
    decide(run, report, "privacy.phone:属实")
    assert run("check", report, "--only", "privacy.phone")[0] == 1


def test_missing_corrected_to_hollow_is_a_warning(run: Run, report: Path) -> None:
    decide(run, report, "leadership_duty:空泛", more=("--quote", PROOF))
    assert run("check", report, "--only", "leadership_duty")[0] == 0
    assert run("check", report, "--only", "leadership_duty", "--fail-on", "warning")[0] == 1


def test_edited_passage_is_shown_as_lapsed_and_counts_again(run: Run, report: Path) -> None:
    decide(run, report, "privacy.phone:不成立")
    report.write_text(report.read_text("utf-8").replace("林科长", "林副科长"), "utf-8")
    found = checked(run, report)
    (finding,) = [f for f in found["findings"] if f["rule"] == "privacy.phone"]  # type: ignore[attr-defined]
    assert finding["decision"]["state"] == "lapsed"
    assert "已失效，需重看" in flat(run("check", report)[1])
    assert run("check", report, "--only", "privacy.phone")[0] == 1
    assert "已失效" in flat(run("review", report, "--list")[1])
    decide(run, report, "privacy.phone:不成立")
    assert "已失效" not in flat(run("check", report)[1])
    assert run("check", report, "--only", "privacy.phone")[0] == 0


def test_of_several_decisions_on_a_passage_only_the_last_lapses(run: Run, report: Path) -> None:
    decide(run, report, "privacy.phone:不成立")
    decide(run, report, "privacy.phone:属实")
    report.write_text(report.read_text("utf-8").replace("林科长", "林副科长"), "utf-8")
    found = checked(run, report)
    (finding,) = [f for f in found["findings"] if f["rule"] == "privacy.phone"]  # type: ignore[attr-defined]
    assert (finding["decision"]["state"], finding["decision"]["verdict"]) == ("lapsed", "confirmed")
    assert found["lapsed_decisions"] == []


def test_lapsed_decision_on_a_mended_passage_stays_in_view_until_undone(
    run: Run, report: Path
) -> None:
    decide(run, report, "privacy.phone:属实")
    report.write_text(report.read_text("utf-8").replace("手机：13900000527", ""), "utf-8")
    found = checked(run, report)
    assert [entry["rule"] for entry in found["lapsed_decisions"]] == ["privacy.phone"]  # type: ignore[attr-defined]
    assert "已失效的认定" in run("check", report)[1]
    assert run("review", report, "--undo", 1)[0] == 0
    assert "已失效的认定" not in run("check", report)[1]


def test_decisions_survive_a_word_file_saved_from_the_text(run: Run, report: Path) -> None:
    from docx import Document

    decide(run, report, "causes:对", "privacy.phone:不成立", "year.stale:属实")
    word = Document()
    for line in report.read_text("utf-8").split("\n"):
        word.add_paragraph(line)
    saved = report.with_name("重存.docx")
    word.save(str(saved))
    found = checked(run, saved)
    assert element(found, "causes")["decision"]["state"] == "stands"  # type: ignore[index]
    decided = [f["rule"] for f in found["findings"] if "decision" in f]  # type: ignore[attr-defined]
    assert {"year.stale", "privacy.phone"} <= set(decided)


def test_named_file_is_used_for_all_reports(run: Run, report: Path, tmp_path: Path) -> None:
    shared = tmp_path / "共享" / "认定.jsonl"
    shared.parent.mkdir()
    decide(run, report, "causes:对", more=("--decisions", str(shared)))
    assert not (report.parent / DEFAULT_NAME).exists()
    assert "decision" not in element(checked(run, report), "causes")
    assert "decision" in element(checked(run, report, "--decisions", shared), "causes")


def test_check_names_a_file_of_decisions_that_is_not_there(run: Run, report: Path) -> None:
    status, _, err = run("check", report, "--decisions", "没有.jsonl")
    assert status == 2
    assert "没有这个审查记录" in err


def test_bad_line_is_told_and_the_rest_is_used(run: Run, report: Path) -> None:
    decide(run, report, "causes:对")
    with (report.parent / DEFAULT_NAME).open("ab") as file:
        file.write(b'{"by": "\x1b[31m')
    _, out, err = run("check", report)
    assert "第 2 行" in err
    assert "第 2 行" in run("review", report, "--decide", "openness:对")[2]
    assert "已认定为充实" in out


def test_file_beside_the_reports_that_is_no_record_stops_no_check(run: Run, report: Path) -> None:
    Path(shutil.copy(COMPLETE, report.parent / "别的.txt"))
    beside = report.parent / DEFAULT_NAME
    beside.write_bytes("{}".encode("utf-16"))
    status, out, err = run("check", report.parent)
    assert status == 1
    assert "共 2 份报告" in out
    assert err.count("另存为 UTF-8") == 1
    assert "没有采用" in err
    assert run("check", report, "--decisions", beside)[0] == 2


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("causes", "看不懂"),
        ("causes:很好", "充实、空泛、缺失"),
        ("causes#2:对", "看不懂"),
        ("cuases:对", "causes"),
        ("privacy.phone:缺失", "属实 或 不成立"),
        ("privacy.phone#2:不成立", "只有 1 处"),
        ("privacy.id-number:不成立", "没有 privacy.id-number"),
        ("element.missing:不成立", "要素编号"),
        ("leadership_duty:充实", "--quote"),
        ("term.obsolete:不成立:x", "看不懂"),
    ],
)
def test_decision_that_cannot_be_understood_is_explained_and_nothing_recorded(
    run: Run, report: Path, wanted: str, said: str
) -> None:
    status, out, err = run("review", report, "--decide", "causes:对", "--decide", wanted)
    assert (status, out) == (2, "")
    assert said in err
    assert not (report.parent / DEFAULT_NAME).exists()


def test_one_of_several_findings_is_named_by_number(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    report.write_text(FAULTY.read_text("utf-8").replace("举办", "举办××场"), "utf-8")
    status, _, err = run("review", report, "--decide", "leftover.placeholder:不成立")
    assert status == 2
    assert "leftover.placeholder#2" in err
    decide(run, report, "leftover.placeholder#2：不成立")
    found = [f for f in checked(run, report)["findings"] if f["rule"] == "leftover.placeholder"]  # type: ignore[attr-defined]
    assert ["decision" in finding for finding in found][:2] == [False, True]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--list", "--undo", "1"), ("--decide", "causes:对", "--list"), ("--because", "x"),
        ("--quote", "x"), ("--undo", "1"), ("--undo", "0"), (),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_chinese(
    run: Run, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    status, _, err = run("review", *arguments)
    assert status == 2
    assert err.strip().endswith("。")
    assert list(tmp_path.iterdir()) == []


def test_unreadable_report_is_told_and_the_others_are_listed(run: Run, report: Path) -> None:
    decide(run, report, "causes:对")
    status, out, err = run("review", report, "缺.txt", "--list")
    assert status == 0
    assert "缺.txt" in err
    assert "不足的原因" in out


# -- List, undo, export ----------------------------------------------------------------------------


def test_list_shows_number_who_why_and_state(
    run: Run, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(run, report, "causes:对", more=("--because", "三处都有"))
    decide(run, report, "causes:空泛", by="李四")
    monkeypatch.chdir(report.parent)
    _, plain, _ = run("review", "--list")
    assert "1    砚湖区人民政府 2025年 不足的原因（causes）" in plain
    for shown in ("张三", "李四", "三处都有", "究其原因"):
        assert shown in flat(plain)
    _, judged, _ = run("review", ".", "--list")
    assert "已被后来的认定代替" in flat(judged)
    assert "有效" in judged
    _, other, _ = run("review", COMPLETE, "--list", "--decisions", DEFAULT_NAME)
    assert "不是这里的报告" in flat(other)


def test_undo_takes_back_by_a_further_line(run: Run, report: Path) -> None:
    decide(run, report, "causes:空泛", "next_plan:对")
    path = report.parent / DEFAULT_NAME
    before = path.read_bytes()
    assert run("review", report, "--undo", 1, "--reviewer", "李四")[0] == 0
    assert path.read_bytes().startswith(before)
    found = checked(run, report)
    assert "decision" not in element(found, "causes")
    assert "decision" in element(found, "next_plan")
    assert "已撤销" in flat(run("review", report, "--list")[1])
    for number, said in ((1, "已经撤销"), (9, "没有这一条")):
        status, _, err = run("review", report, "--undo", number)
        assert status == 2
        assert said in err


def test_hostile_text_never_drives_the_terminal(run: Run, report: Path) -> None:
    hostile = "\x1b[31m红\u202e[bold]"
    decide(run, report, "causes:空泛", by=hostile, more=("--because", hostile))
    decide(run, report, "privacy.phone:不成立", by=hostile, more=("--because", hostile))
    for arguments in (("check", report), ("review", report, "--list"), ("check", report, "-q")):
        out = run(*arguments)[1]
        assert "\x1b" not in out
        assert "\u202e" not in out
    assert "[bold]" in run("check", report)[1]


# -- Questions ---------------------------------------------------------------------------------------


@pytest.fixture
def answer(analyzer: Analyzer, report: Path) -> Callable[..., str]:
    """Holds the interview on the report with scripted answers; an exception is raised in its place."""

    def hold(
        *answers: str | type[BaseException],
        selection: Selection | None = None,
        everything: bool = False,
    ) -> str:
        out = StringIO()
        left: Iterator[str | type[BaseException]] = iter(answers)

        def ask(prompt: str) -> str:
            out.write(prompt)
            typed = next(left)
            if not isinstance(typed, str):
                raise typed
            return typed

        console = Console(file=out, width=80, highlight=False, markup=False, emoji=False)
        interview = Interview(console, ask, selection or Selection(), "张三", everything=everything)
        source = str(report)
        results = [analyzer.analyze(read_document(source), source=source)]
        count = interview.hold(results, Journals())
        assert list(left) == []
        made = read_journal(report.parent / DEFAULT_NAME).decisions
        assert f"记下 {count} 条认定" in out.getvalue()
        assert count <= len(made)
        return out.getvalue()

    return hold


def recorded(report: Path) -> list[tuple[str | None, object, str]]:
    made = read_journal(report.parent / DEFAULT_NAME).decisions
    return [(d.rule or d.element, str(d.status) if d.status else d.holds, d.because) for d in made]


def test_interview_goes_through_gaps_then_findings(
    answer: Callable[..., str], report: Path
) -> None:
    out = answer("s", "Ｙ", "", "错", "2", "全是套话", "s", "n", "留白", "q")
    assert recorded(report) == [
        ("first_agenda", "mentioned", ""),
        ("next_plan", "missing", "全是套话"),
        ("leftover.placeholder", False, "留白"),
    ]
    assert "记下 3 条认定" in out
    assert "139******27" in out
    assert "13900000527" not in out


@pytest.mark.parametrize("end", ["q", KeyboardInterrupt, EOFError])
def test_nothing_that_was_answered_is_lost_however_it_ends(
    answer: Callable[..., str], report: Path, end: str | type[BaseException]
) -> None:
    assert "记下 1 条" in answer("s", "y", "有理由", end)
    assert recorded(report) == [("first_agenda", "mentioned", "有理由")]


def test_interruption_while_the_reason_is_asked_records_nothing(
    answer: Callable[..., str], report: Path
) -> None:
    answer("s", "y", KeyboardInterrupt)
    assert recorded(report) == []


def test_proof_is_asked_for_until_it_stands_in_the_report(
    answer: Callable[..., str], report: Path
) -> None:
    out = answer("x", "n", "9", "1", "报告里没有的话", PROOF, "第10段", "q")
    assert recorded(report) == [("leadership_duty", "substantive", "第10段")]
    assert "请输入 y、n、s 或 q" in out
    assert "请输入 1 或 2" in out
    assert "报告里没有“报告里没有的话”" in out


def test_correction_can_be_left_at_every_question(answer: Callable[..., str], report: Path) -> None:
    answer("n", "", "s", "s", "s", "q")
    answer("n", "1", "", "q")
    assert recorded(report) == []


def test_decided_things_are_asked_about_only_on_demand(
    answer: Callable[..., str], report: Path, pack: Pack
) -> None:
    causes = select(["causes", "next_plan"], pack)
    answer("y", "", "q", selection=causes)
    assert "下一年度主要安排" not in answer("q", selection=causes)
    again = answer("s", "q", selection=causes, everything=True)
    assert "已认定为空泛——张三" in again


def test_lapsed_decision_is_asked_about_again(
    answer: Callable[..., str], report: Path, pack: Pack
) -> None:
    openness = select(["openness"], pack)
    answer("y", "", selection=openness, everything=True)
    assert "没有要认定的" in answer(selection=openness)
    text = report.read_text("utf-8").replace("征集金点子", "共征集金点子")
    report.write_text(text, "utf-8")
    assert "已失效，需重看" in answer("y", "", selection=openness)
    assert "没有要认定的" in answer(selection=openness)


def test_report_text_never_drives_the_terminal_of_the_interview(
    answer: Callable[..., str], report: Path
) -> None:
    text = report.read_text("utf-8").replace("轮训××期", "轮训\x1b[31m[red]\u202e××期")
    report.write_text(text.replace("“第一议题”", "“第一议题”\x1b]0;x\x07"), "utf-8")
    out = answer("s", "n", "1", "\x1b[31m没有这句话", "", "s", "s", "y", "\x1b[0m", "q")
    assert "[red]" in out
    assert not set(out) & set("\x1b\x07\u202e")


def test_second_version_of_a_report_is_not_asked_about_again(
    analyzer: Analyzer, report: Path, pack: Pack
) -> None:
    answers = iter(["y", ""])
    out = StringIO()
    console = Console(file=out, width=80)
    interview = Interview(console, lambda _: next(answers), select(["first_agenda"], pack), "张三")
    sources = [str(report), str(report.with_name("定稿.txt"))]
    text = read_document(report)
    assert interview.hold([analyzer.analyze(text, source=s) for s in sources], Journals()) == 1
    assert "没有要认定的" in out.getvalue()


def test_interview_without_a_terminal_is_refused_with_the_remedy(report: Path) -> None:
    done = subprocess.run(
        [sys.executable, "cli.py", "review", str(report)],
        cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 2
    assert "--decide" in done.stderr.decode("utf-8")
    assert not (report.parent / DEFAULT_NAME).exists()


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX terminal")
def test_interview_in_a_terminal_ends_well_with_interrupt(report: Path) -> None:
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        # A shell's background jobs ignore interrupts, and so would what they start.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        arguments = ["cli.py", "review", str(report), "--reviewer", "张三"]
        os.execv(sys.executable, [sys.executable, *arguments])
    for typed in (b"s\n", b"y\n", "有\n".encode()):
        assert read_until(terminal, "＞")
        os.write(terminal, typed)
    assert read_until(terminal, "＞")
    # Between prompt and reading an interrupt is lost; a person would press again, too.
    for _ in range(60):
        os.write(terminal, b"\x03")
        if read_until(terminal, "记下 1 条认定", patience=1):
            break
    else:
        os.kill(child, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert recorded(report) == [("first_agenda", "mentioned", "有")]


def read_until(terminal: int, end: str, *, patience: float = 60) -> bool:
    shown = b""
    while end not in shown.decode("utf-8", "ignore"):
        if not select_file([terminal], [], [], patience)[0]:
            return False
        shown += os.read(terminal, 4096)
    return True
