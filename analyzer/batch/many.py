"""Many files in several processes; a file that hangs or crashes its process costs only itself.

The processes are those of pebble: the pool goes on when one of them dies or is ended for taking too
long, which the pool of the standard library does not.
"""

from __future__ import annotations

import multiprocessing
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

# So many files for each process wait in the pool; the others are handed over when some are done.
_WAITING = 4
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
    """

    overlays: tuple[str, ...] = ()
    engine: Engine = Engine.RJIEBA
    reader: bool = True
    issuer: str | None = None
    limits: Limits = _USUAL


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
    from pebble import ProcessPool

    seconds = manner.limits.seconds + manner.limits.page_seconds * manner.limits.pages + _JUDGING
    # Copies of this process would share its threads' locks and its reading process.
    context = multiprocessing.get_context("spawn")
    with ProcessPool(
        max_workers=processes, initializer=_prepare, initargs=(manner,), context=context
    ) as pool:
        waiting: dict[Future[Outcome], int] = {}
        numbers = iter(range(len(documents)))
        try:
            while True:
                while len(waiting) < _WAITING * processes:
                    number = next(numbers, None)
                    if number is None:
                        break
                    future = pool.schedule(_judge_here, args=(documents[number],), timeout=seconds)
                    waiting[future] = number
                if not waiting:
                    return
                for done in wait(waiting, return_when=FIRST_COMPLETED).done:
                    number = waiting.pop(done)
                    told(number, _outcome(done, documents[number]))
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def _outcome(future: Future[Outcome], document: Found) -> Outcome:
    from pebble import ProcessExpired

    name = str(document)
    try:
        return future.result()
    except TimeoutError:
        said = f"{name}：处理时间过长，已停止。请核对文件是不是完好；其他文件不受影响。"
        return Failure(name, "unreadable.timeout", said)
    except ProcessExpired:
        said = f"{name}：处理它的进程意外结束。请核对文件是不是完好；其他文件不受影响。"
        return Failure(name, "unreadable.crashed", said)
    except Exception as error:
        said = f"{name}：处理时程序出错（{type(error).__name__}: {error}）。其他文件不受影响。"
        return Failure(name, "internal", said)


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
        return found if isinstance(found, Failure) else record_of(found)


_here: _Judge | None = None


def _prepare(manner: Manner) -> None:
    global _here
    _here = _Judge(manner)


def _judge_here(document: Found) -> Outcome:
    assert _here is not None
    return _here(document)
