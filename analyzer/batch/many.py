"""Many files in several processes; a file that hangs or crashes its process costs only itself.

The processes are those of pebble: the pool goes on when one of them dies or is ended for taking too
long, which the pool of the standard library does not.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from analyzer.batch.single import read_and_judge
from analyzer.batch.watching import Watch, deaf_to_interrupts
from analyzer.documents.archive import ArchiveMember
from analyzer.documents.find import Found
from analyzer.documents.isolation.process import Limits
from analyzer.documents.kinds import HEAD, Kind, kind_of
from analyzer.errors import UnreadableDocument
from analyzer.matching.segment import Engine
from analyzer.model.record import Record, record_of
from analyzer.model.report import Failure
from analyzer.model.text import ExtractedText

if TYPE_CHECKING:
    from analyzer.pipeline import Analyzer

# So many tasks for each process wait in the pool; the others are handed over when some are done.
_WAITING = 3
# Files are handed over in parcels, since a task costs as much as judging a report; so many parcels
# for each process keep all of them busy to the end.
_PARCELS = 8
_LARGEST = 16
# Judging takes milliseconds; what takes this long hangs.
_JUDGING = 60.0
# With fewer files, starting processes takes longer than they save.
_FEW = 8
# Seconds between two looks at how long tasks have been at work.
_LOOK = 1.0
# So many pools in turn may break without a single file done.
_MOST_BREAKS = 3
_USUAL = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How files are read and judged; the same for all of a batch.

    Attributes:
        overlays: Folders of lexicons laid over the built-in one.
        engine: Which implementation of jieba's algorithm cuts the words.
        reader: Whether the second reader is asked.
        issuer: The reporting body, where the user knows better than the texts.
        limits: What reading one file may cost.
        texts: Whether texts come along and records are whole; without, records are lean.
    """

    overlays: tuple[str, ...] = ()
    engine: Engine = Engine.RJIEBA
    reader: bool = True
    issuer: str | None = None
    limits: Limits = _USUAL
    texts: bool = True


class Judged(NamedTuple):
    """A file that was read and judged.

    Attributes:
        record: What its text says.
        text: The text, where it was asked for.
    """

    record: Record
    text: ExtractedText | None


# What is judged: a file, or a text that was read before.
Task = Found | ExtractedText
Outcome = Judged | Failure
Told = Callable[[int, Outcome], None]


def judge_all(documents: Sequence[Task], manner: Manner, told: Told, *, processes: int) -> None:
    """Reads and judges files, and tells each outcome as soon as there is one.

    Args:
        documents: What ``find_documents`` gave, or texts of files that were read before.
        manner: How.
        told: Called with the number of the file and its outcome, in the order in which they are
            done, always by this process.
        processes: How many work at once; with few files, or one, this process does it all.

    Raises:
        KeyboardInterrupt: The user stopped it; what was told is done, all processes are ended.
    """
    if processes < 2 or len(documents) < _FEW:
        judge = _Judge(manner)
        for number, document in enumerate(documents):
            told(number, judge(document))
        return
    _in_processes(documents, manner, told, processes)


def _in_processes(documents: Sequence[Task], manner: Manner, told: Told, processes: int) -> None:
    parcels = _parcels(len(documents), processes)
    breaks = 0
    while parcels:
        # A process that is killed at a bad moment may take the pool with it, but no file.
        breaks = 0 if _through_pool(documents, manner, told, processes, parcels) else breaks + 1
        if breaks == _MOST_BREAKS:
            for number in (number for numbers in parcels for number in numbers):
                told(number, _failure(documents[number], BrokenExecutor()))
            return


def _through_pool(
    documents: Sequence[Task],
    manner: Manner,
    told: Told,
    processes: int,
    parcels: deque[Sequence[int]],
) -> bool:
    """Judges parcels until none is left or the pool breaks; what is not done is left in them.

    Returns:
        Whether any file was done.
    """
    from pebble import ProcessPool

    # Copies of this process would share its threads' locks and its reading process.
    context = multiprocessing.get_context("spawn")
    some = False
    with ProcessPool(
        max_workers=processes, initializer=_prepare, initargs=(manner,), context=context
    ) as pool:
        waiting: dict[Future[list[Outcome]], Sequence[int]] = {}
        watch: Watch[list[Outcome]] = Watch()
        try:
            with deaf_to_interrupts():
                whole = pool.active
            while whole and (parcels or waiting):
                while parcels and len(waiting) < _WAITING * processes:
                    handed = [documents[number] for number in parcels[0]]
                    # What does not get done in a parcel gets its time alone.
                    seconds = max(_seconds_for(document, manner.limits) for document in handed)
                    try:
                        future = pool.schedule(_judge_here, args=(handed,))
                    except RuntimeError:
                        # The pool is no longer whole, which is looked at below.
                        break
                    waiting[future] = parcels.popleft()
                    watch.add(future, seconds)
                for done in wait(waiting, _LOOK, return_when=FIRST_COMPLETED).done:
                    numbers = waiting.pop(done)
                    outcomes = _outcomes_of(done, [documents[n] for n in numbers], watch)
                    if outcomes is None:
                        # One of them is to blame, or none: each gets a task of its own.
                        parcels.extendleft([number] for number in reversed(numbers))
                        continue
                    for number, outcome in zip(numbers, outcomes, strict=True):
                        some = True
                        told(number, outcome)
                watch.end_late()
                whole = pool.active
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise
        if not whole:
            pool.stop()  # type: ignore[no-untyped-call]
            parcels.extendleft(waiting.values())
    return some


def _outcomes_of(
    done: Future[list[Outcome]], documents: Sequence[Task], watch: Watch[list[Outcome]]
) -> list[Outcome] | None:
    """Returns the outcomes of a parcel; ``None`` where its files must be tried one by one."""
    late = watch.remove(done)
    try:
        return done.result()
    except (Exception, CancelledError) as error:
        broken = isinstance(error, BrokenExecutor) or (
            isinstance(error, CancelledError) and not late
        )
        if broken or len(documents) > 1:
            return None
        return [_failure(documents[0], error)]


def _parcels(count: int, processes: int) -> deque[Sequence[int]]:
    size = max(1, min(_LARGEST, count // (_PARCELS * processes)))
    return deque(range(start, min(start + size, count)) for start in range(0, count, size))


def _seconds_for(document: Task, limits: Limits) -> float:
    """Returns how long a file may take before its process is ended.

    Reading has its own limits, in a process of its own; only what may be a scan needs the time for
    its pages. Were all given that, a text that hangs would hold up a batch for an hour.
    """
    if isinstance(document, ExtractedText | UnreadableDocument):
        return _JUDGING
    seconds = limits.seconds + _JUDGING
    return seconds if _is_text(document) else seconds + limits.page_seconds * limits.pages


def _is_text(document: str | ArchiveMember) -> bool:
    if isinstance(document, ArchiveMember):
        return False
    try:
        with open(document, "rb") as file:
            return kind_of(file.read(HEAD)) is Kind.TEXT
    except OSError:
        return True


def _failure(document: Task, error: BaseException) -> Failure:
    from pebble import ProcessExpired

    name = document.provenance.name if isinstance(document, ExtractedText) else str(document)
    if isinstance(error, CancelledError):
        said = f"{name}：处理时间过长，已停止。请核对文件是不是完好；其他文件不受影响。"
        return Failure(name, "unreadable.timeout", said)
    if isinstance(error, ProcessExpired | BrokenExecutor):
        said = f"{name}：处理它的进程意外结束。请核对文件是不是完好；其他文件不受影响。"
        return Failure(name, "unreadable.crashed", said)
    said = f"{name}：处理时程序出错（{type(error).__name__}: {error}）。其他文件不受影响。"
    return Failure(name, "internal", said)


class _Judge:
    """Judges files with one analyzer, loaded when the first file comes."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._analyzer: Analyzer | None = None

    def __call__(self, document: Task) -> Outcome:
        if self._analyzer is None:
            from analyzer.lexicon.load import load_pack
            from analyzer.pipeline import Analyzer

            pack = load_pack(*self._manner.overlays)
            self._analyzer = Analyzer(pack, self._manner.engine, reader=self._manner.reader)
        found = read_and_judge(
            document, self._analyzer, issuer=self._manner.issuer, limits=self._manner.limits
        )
        if isinstance(found, Failure):
            return found
        text, result = found
        record = record_of(result)
        return Judged(record, text) if self._manner.texts else Judged(record.lean(), None)


_here: _Judge | None = None


def _prepare(manner: Manner) -> None:
    global _here
    _here = _Judge(manner)


def _judge_here(documents: Sequence[Task]) -> list[Outcome]:
    assert _here is not None
    return [_here(document) for document in documents]
