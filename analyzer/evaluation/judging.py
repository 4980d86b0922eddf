"""Many texts → results, in several processes. Neither order nor results depend on their number."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import NamedTuple, TypeAlias, TypeVar

from analyzer.errors import FazhiError
from analyzer.lexicon.schema import Pack
from analyzer.model.report import Failure, ReportResult, Status
from analyzer.pipeline import Analyzer


class Named(NamedTuple):
    """A text and the name to call it by when it cannot be judged."""

    name: str
    text: str


Statuses: TypeAlias = dict[str, Status]
Told = TypeVar("Told")

# A process takes about as long to start as it takes to judge this many reports.
_WORTH_A_PROCESS = 150
_CHUNK = 16


class Judges:
    """Judges texts with one pack, in this process or in several.

    Args:
        pack: The pack.
        jobs: How many processes at most.
        texts: How many texts there will be; few are not worth a process of their own.
    """

    def __init__(self, pack: Pack, *, jobs: int, texts: int) -> None:
        self._analyzer: Analyzer | None = None
        self._pool: ProcessPoolExecutor | None = None
        jobs = min(jobs, texts // _WORTH_A_PROCESS)
        if jobs > 1:
            # A forked process can lock up where a thread draws a progress bar.
            self._pool = ProcessPoolExecutor(
                jobs,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(pack,),
            )
        else:
            self._analyzer = Analyzer(pack)

    def __enter__(self) -> Judges:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def results(self, texts: Sequence[Named]) -> Iterator[ReportResult | Failure]:
        """Yields the result of each text, in the order given.

        Raises:
            FazhiError: A process came to a sudden end.
        """
        return self._each(_judge, texts)

    def statuses(self, texts: Sequence[Named]) -> Iterator[Statuses | Failure]:
        """Yields the status of each element of each text: less to hand from process to process.

        Raises:
            FazhiError: A process came to a sudden end.
        """
        return self._each(_judge_statuses, texts)

    def _each(
        self, judge: Callable[[Analyzer, Named], Told], texts: Sequence[Named]
    ) -> Iterator[Told]:
        if self._pool is None:
            assert self._analyzer is not None
            yield from map(partial(judge, self._analyzer), texts)
            return
        try:
            yield from self._pool.map(partial(_work, judge), texts, chunksize=_CHUNK)
        except BrokenProcessPool as error:
            raise FazhiError(
                "检查报告的进程意外结束，可能是内存不够",
                remedy="请关闭其他程序，或加 --jobs 1 再试",
                code="internal",
            ) from error


def _judge(analyzer: Analyzer, named: Named) -> ReportResult | Failure:
    """Judges one text; whatever goes wrong with it stops no other."""
    try:
        return analyzer.analyze(named.text, source=named.name)
    except Exception as error:
        said = f"{named.name}：检查时程序出错（{type(error).__name__}: {error}）"
        return Failure(named.name, "internal", f"{said}。请把出错提示告诉开发者。")


def _judge_statuses(analyzer: Analyzer, named: Named) -> Statuses | Failure:
    found = _judge(analyzer, named)
    return found if isinstance(found, Failure) else {e.id: e.status for e in found.elements}


# -- In a process of its own ---------------------------------------------------------------------

_own: Analyzer


def _begin(pack: Pack) -> None:
    """Makes ready a process that will judge."""
    global _own
    # The main process hears of Ctrl-C too, and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _own = Analyzer(pack)


def _work(judge: Callable[[Analyzer, Named], Told], named: Named) -> Told:
    return judge(_own, named)
