"""Many files in several processes: all of them, each once, and each costing only itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from analyzer.batch import many
from analyzer.batch.many import Manner, Outcome, judge_all
from analyzer.documents.find import Found, find_documents
from analyzer.documents.isolation.process import Limits
from analyzer.model.record import Record, record_of
from analyzer.model.report import Failure
from analyzer.pipeline import Analyzer
from tests.conftest import CORPUS, ROOT
from tests.documents.conftest import packed, para, word

REPORTS = sorted((ROOT / "corpus" / "train" / "reports").glob("*.txt"))


def judged(documents: list[Found], processes: int, manner: Manner | None = None) -> list[Outcome]:
    outcomes: dict[int, Outcome] = {}

    def told(number: int, outcome: Outcome) -> None:
        assert number not in outcomes
        outcomes[number] = outcome

    judge_all(documents, manner or Manner(), told, processes=processes)
    assert sorted(outcomes) == list(range(len(documents)))
    return [outcomes[number] for number in range(len(documents))]


@pytest.mark.parametrize("processes", [1, 2])
def test_every_file_is_judged_as_alone(processes: int, analyzer: Analyzer) -> None:
    found = judged([str(path) for path in REPORTS], processes)
    by_name = {report.name: report for report in CORPUS}
    for path, outcome in zip(REPORTS, found, strict=True):
        assert isinstance(outcome, Record)
        alone = record_of(analyzer.analyze(by_name[path.stem].text, source=str(path)))
        assert (outcome.report, outcome.told, outcome.text) == (
            alone.report,
            alone.told,
            alone.text,
        )


def test_a_file_that_cannot_be_read_is_told_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04" + b"x" * 60)
    (tmp_path / "送.zip").write_bytes(packed({"好.docx": word(para("好")), "坏.pdf": b"%PDF-"}))
    for number in range(8):
        (tmp_path / f"{number}.txt").write_text("报告", encoding="utf-8")
    documents = list(find_documents([str(tmp_path)]))
    found = judged(documents, 2)
    told = {
        Path(str(document)).name: outcome.code if isinstance(outcome, Failure) else "read"
        for document, outcome in zip(documents, found, strict=True)
    }
    assert told["坏.docx"] == told["坏.pdf"] == "unreadable.damaged"
    assert set(told.values()) == {"read", "unreadable.damaged"}


class Bad(str):
    """A path that does what a hostile file makes a process do, when it is looked at there."""

    __slots__ = ("how",)

    def __new__(cls, path: str, how: str) -> Bad:
        self = super().__new__(cls, path)
        self.how = how
        return self

    def __reduce__(self) -> tuple[type[Bad], tuple[str, str]]:
        return Bad, (str.__str__(self), self.how)

    def __str__(self) -> str:
        if os.getpid() != _PARENT and self.how == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        if os.getpid() != _PARENT and self.how == "hangs":
            time.sleep(600)
        return str.__str__(self)


_PARENT = int(os.environ.get("FAZHI_TEST_PARENT", os.getpid()))


@pytest.mark.parametrize(
    ("how", "code"), [("dies", "unreadable.crashed"), ("hangs", "unreadable.timeout")]
)
def test_a_process_that_fails_costs_its_file_alone(
    how: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_TEST_PARENT", str(os.getpid()))
    monkeypatch.setattr(many, "_JUDGING", 3.0)
    manner = Manner(limits=Limits(seconds=1.0, pages=0), reader=False)
    documents: list[Found] = [str(path) for path in REPORTS[:9]]
    documents.insert(4, Bad(str(REPORTS[9]), how))
    found = judged(documents, 2, manner)
    failed = [outcome for outcome in found if isinstance(outcome, Failure)]
    assert [failure.code for failure in failed] == [code]
    assert found.index(failed[0]) == 4
    assert failed[0].message.startswith(str(REPORTS[9]))


def test_ctrl_c_ends_all_processes_and_leaves_nothing_running(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from analyzer.commands.app import main\n"
        "if __name__ == '__main__':\n"
        "    print('started', flush=True)\n"
        "    sys.exit(main(sys.argv[1:]))\n"
    )
    program = tmp_path / "program.py"
    program.write_text(script, encoding="utf-8")
    folder = tmp_path / "报送"
    folder.mkdir()
    text = REPORTS[0].read_text("utf-8")
    for number in range(3000):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, str(program), "compare", str(folder), "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert running.stdout is not None
    running.stdout.readline()
    deadline = time.monotonic() + 30
    own = psutil.Process(running.pid)
    while len(own.children(recursive=True)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    children = own.children(recursive=True)
    assert len(children) >= 2
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=30)
    assert running.returncode == 2
    assert "已中断" in err
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
