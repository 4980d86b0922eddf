"""The reading process: what it may cost, how it ends, what it leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from analyzer.documents.isolation.process import Limits, ReadingProcess
from analyzer.documents.read import read_document
from analyzer.errors import UnreadableDocument
from analyzer.model.text import ExtractedText, Provenance, Span, StyledHeading
from analyzer.model.text_json import of_text, to_text
from tests.conftest import ROOT
from tests.documents.conftest import para, word

TEXT = "平川县2024年法治政府建设年度报告\n一、主要举措"
# A reader that takes its request and then does what a hostile file makes it do.
_TAKES = "import sys, time, os, subprocess; sys.stdin.readline()\n"
HANGS = _TAKES + "while True: pass"
GROWS = _TAKES + "held = []\nwhile True: held.append(b'x' * 8_000_000)"
DIES = _TAKES + "os.abort()"
STAMMERS = _TAKES + "print('{\"text\": ', flush=True); time.sleep(60)"
STARTS_ANOTHER = _TAKES + (
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
    "open(sys.argv[1] + '/child', 'w').write(str(child.pid))\n"
    "time.sleep(600)"
)
COUNTS_PAGES = _TAKES + (
    "import json\n"
    "for page in range(4):\n"
    "    print(json.dumps({'progress': [page, 3]}), flush=True); time.sleep(0.4)\n"
    "print(json.dumps({'error': {'message': '读完', 'remedy': '请看', 'source': 'x', 'code': 'c'}}),"
    " flush=True)"
)


@pytest.fixture
def request_for(tmp_path: Path) -> dict[str, object]:
    path = tmp_path / "报告.docx"
    path.write_bytes(word(para("一、主要举措")))
    return {"path": str(path), "name": "报告.docx", "members": (), "want": "text"}


@pytest.fixture
def made() -> Iterator[list[ReadingProcess]]:
    processes: list[ReadingProcess] = []
    yield processes
    for process in processes:
        process.stop()


def refused(
    process: ReadingProcess, request: dict[str, object], limits: Limits
) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        process.ask(request, limits)
    assert caught.value.source == request["name"]
    return caught.value


@pytest.mark.parametrize(
    ("code", "limits", "expected", "said"),
    [
        pytest.param(HANGS, Limits(seconds=0.5), "timeout", "还没有读完", id="hangs"),
        pytest.param(GROWS, Limits(memory=300 * 1024**2), "memory", "内存太多", id="grows"),
        pytest.param(DIES, Limits(), "crashed", "程序出错", id="dies"),
        pytest.param(STAMMERS, Limits(), "crashed", "程序出错", id="half an answer"),
    ],
)
def test_a_reader_that_fails_costs_its_file_and_says_why(
    made: list[ReadingProcess],
    request_for: dict[str, object],
    code: str,
    limits: Limits,
    expected: str,
    said: str,
) -> None:
    process = ReadingProcess(code)
    made.append(process)
    error = refused(process, request_for, limits)
    assert error.code == f"unreadable.{expected}"
    assert said in error.message
    # The next file gets a process of its own, which fails anew instead of answering the last one.
    assert refused(process, request_for, limits).code == f"unreadable.{expected}"


def test_what_the_reader_started_is_ended_with_it_and_its_folder_is_gone(
    made: list[ReadingProcess], request_for: dict[str, object], tmp_path: Path
) -> None:
    process = ReadingProcess(STARTS_ANOTHER)
    made.append(process)
    process.start()
    folder = Path(process._folder)
    assert folder.is_dir()
    error = refused(process, request_for, Limits(seconds=2.0))
    assert error.code == "unreadable.timeout"
    assert not folder.exists()
    alive = [
        each
        for each in psutil.process_iter(["cmdline"])
        if "import time; time.sleep(600)" in (each.info["cmdline"] or [])
        and each.status() != psutil.STATUS_ZOMBIE
    ]
    assert alive == []


def test_each_page_of_a_scan_is_given_time_and_told(
    made: list[ReadingProcess], request_for: dict[str, object]
) -> None:
    told: list[tuple[int, int]] = []
    process = ReadingProcess(COUNTS_PAGES)
    made.append(process)
    with pytest.raises(UnreadableDocument) as caught:
        process.ask(
            request_for,
            Limits(seconds=0.3, page_seconds=1.0),
            lambda done, total: told.append((done, total)),
        )
    assert caught.value.message == "读完"
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_more_pages_than_any_report_has_get_no_more_time(
    made: list[ReadingProcess], request_for: dict[str, object]
) -> None:
    process = ReadingProcess(COUNTS_PAGES)
    made.append(process)
    error = refused(process, request_for, Limits(seconds=0.3, page_seconds=0.1, pages=2))
    assert error.code == "unreadable.timeout"


def test_one_process_reads_many_files(
    made: list[ReadingProcess], request_for: dict[str, object]
) -> None:
    process = ReadingProcess()
    made.append(process)
    answers = [process.ask(request_for, Limits()) for _ in range(3)]
    assert [to_text(answer).text for answer in answers] == ["一、主要举措"] * 3
    own = process._process
    assert own is not None
    assert own.poll() is None


def test_a_process_that_was_killed_meanwhile_is_replaced(
    made: list[ReadingProcess], request_for: dict[str, object]
) -> None:
    process = ReadingProcess()
    made.append(process)
    process.ask(request_for, Limits())
    assert process._process is not None
    process._process.kill()
    process._process.wait()
    assert to_text(process.ask(request_for, Limits())).text == "一、主要举措"


def test_threads_take_turns(made: list[ReadingProcess], request_for: dict[str, object]) -> None:
    process = ReadingProcess()
    made.append(process)
    texts: list[str] = []

    def ask() -> None:
        texts.append(to_text(process.ask(request_for, Limits())).text)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == ["一、主要举措"] * 6


@pytest.mark.skipif(not hasattr(os, "fork"), reason="copies of a program are POSIX")
def test_a_copy_of_the_program_gets_a_process_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(word(para("一、主要举措")))
    script = (
        "import multiprocessing, sys\n"
        "from analyzer import read_document\n"
        "read_document(sys.argv[1])\n"
        "with multiprocessing.get_context('fork').Pool(3) as pool:\n"
        "    texts = pool.map(read_document, [sys.argv[1]] * 12)\n"
        "print(set(map(str, texts)), str(read_document(sys.argv[1])))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    assert ended.stdout.strip() == "{'一、主要举措'} 一、主要举措"


def test_no_file_of_the_reports_folder_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: list[ReadingProcess]
) -> None:
    """Modules beside the reports, named as those that the reader imports, are never imported."""
    for name in ("json", "docx", "lxml", "zipfile", "sitecustomize", "analyzer"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w').write('')", encoding="utf-8")
    (tmp_path / "报告.docx").write_bytes(word(para("一、主要举措")))
    monkeypatch.chdir(tmp_path)
    process = ReadingProcess()
    made.append(process)
    request = {"path": "报告.docx", "name": "报告.docx", "members": (), "want": "text"}
    assert to_text(process.ask(request, Limits())).text == "一、主要举措"
    assert not (tmp_path / "ran").exists()


def test_the_process_ends_and_cleans_up_when_the_program_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(word(para("一、主要举措")))
    script = (
        "import sys, time\n"
        "from analyzer import read_document\n"
        "from analyzer.documents.isolation.process import process\n"
        "read_document(sys.argv[1])\n"
        "print(process._process.pid, process._folder, flush=True)\n"
        "time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    ) as program:
        assert program.stdout is not None
        number, folder = program.stdout.readline().split(maxsplit=1)
        assert psutil.pid_exists(int(number))
        program.kill()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and (Path(folder.strip()).exists() or _runs(int(number))):
        time.sleep(0.05)
    assert not Path(folder.strip()).exists()
    assert not _runs(int(number))


def _runs(number: int) -> bool:
    try:
        return psutil.Process(number).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_text_comes_through_whole() -> None:
    text = ExtractedText(
        "\ud800一、举措\u2028𠮷",
        Provenance(
            name="报\udcff告.pdf",
            format="pdf",
            digest="0f" * 32,
            headings=(StyledHeading(span=Span(1, 3), level=2),),
            generated_numbers=(Span(0, 1), Span(4, 5)),
            page_starts=(0, 4),
            confidence=(None, 0.75),
            published=(2024, 3, 1),
            publisher="平川县司法局",
        ),
    )
    again = to_text(of_text(text))
    assert (again.text, again.provenance) == (text.text, text.provenance)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX")
def test_a_word_file_from_a_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    data = word(para("一、主要举措"))
    writer = threading.Thread(target=lambda: pipe.write_bytes(data))
    writer.start()
    text = read_document(pipe)
    writer.join()
    assert text.text == "一、主要举措"
    assert text.provenance.name == str(pipe)
