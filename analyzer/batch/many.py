"""Many files in several processes; a file that hangs or crashes its process costs only itself.

The processes are those of pebble: the pool goes on when one of them dies or is ended for taking too
long, which the pool of the standard library does not.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.batch.single import judge_file
from analyzer.documents.find import Found
from analyzer.documents.isolation.process import Limits
from analyzer.matching.segment import Engine
from analyzer.model.record import Record, record_of
from analyzer.model.report import Failure

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
        texts: Whether records keep the text and what its sentences do; without, they are lean.
    """

    overlays: tuple[str, ...] = ()
    engine: Engine = Engine.RJIEBA
    reader: bool = True
    issuer: str | None = None
    limits: Limits = _USUAL
    texts: bool = True


Outcome = Record | Failure
Told = Callable[[int, Outcome], None]


def judge_all(documents: Sequence[Found], manner: Manner, told: Told, *, processes: int) -> None:
    """Reads and judges files, and tells each outcome as soon as there is one.

    Args:
        documents: What ``find_documents`` gave.
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


def _in_processes(documents: Sequence[Found], manner: Manner, told: Told, processes: int) -> None:
    from pebble import ProcessExpired, ProcessPool

    seconds = manner.limits.seconds + manner.limits.page_seconds * manner.limits.pages + _JUDGING
    parcels = _parcels(len(documents), processes)
    # Copies of this process would share its threads' locks and its reading process.
    context = multiprocessing.get_context("spawn")
    with ProcessPool(
        max_workers=processes, initializer=_prepare, initargs=(manner,), context=context
    ) as pool:
        waiting: dict[Future[list[Outcome]], Sequence[int]] = {}
        try:
            while parcels or waiting:
                while parcels and len(waiting) < _WAITING * processes:
                    numbers = parcels.popleft()
                    handed = [documents[number] for number in numbers]
                    future = pool.schedule(
                        _judge_here, args=(handed,), timeout=seconds * len(numbers)
                    )
                    waiting[future] = numbers
                for done in wait(waiting, return_when=FIRST_COMPLETED).done:
                    numbers = waiting.pop(done)
                    try:
                        outcomes = done.result()
                    except (TimeoutError, ProcessExpired) as error:
                        if len(numbers) > 1:
                            # One of them is to blame; each gets a task of its own.
                            parcels.extendleft([number] for number in reversed(numbers))
                            continue
                        outcomes = [_failure(documents[numbers[0]], error)]
                    for number, outcome in zip(numbers, outcomes, strict=True):
                        told(number, outcome)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def _parcels(count: int, processes: int) -> deque[Sequence[int]]:
    size = max(1, min(_LARGEST, count // (_PARCELS * processes)))
    return deque(range(start, min(start + size, count)) for start in range(0, count, size))


def _failure(document: Found, error: Exception) -> Failure:
    name = str(document)
    if isinstance(error, TimeoutError):
        said = f"{name}：处理时间过长，已停止。请核对文件是不是完好；其他文件不受影响。"
        return Failure(name, "unreadable.timeout", said)
    said = f"{name}：处理它的进程意外结束。请核对文件是不是完好；其他文件不受影响。"
    return Failure(name, "unreadable.crashed", said)


class _Judge:
    """Judges files with one analyzer, loaded when the first file comes."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._analyzer: Analyzer | None = None

    def __call__(self, document: Found) -> Outcome:
        if self._analyzer is None:
            from analyzer.lexicon.load import load_pack
            from analyzer.pipeline import Analyzer

            pack = load_pack(*self._manner.overlays)
            self._analyzer = Analyzer(pack, self._manner.engine, reader=self._manner.reader)
        found = judge_file(
            document, self._analyzer, None, self._manner.issuer, limits=self._manner.limits
        )
        if isinstance(found, Failure):
            return found
        record = record_of(found)
        return record if self._manner.texts else record.lean()


_here: _Judge | None = None


def _prepare(manner: Manner) -> None:
    global _here
    _here = _Judge(manner)


def _judge_here(documents: Sequence[Found]) -> list[Outcome]:
    assert _here is not None
    return [_here(document) for document in documents]
