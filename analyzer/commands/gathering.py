"""Files → records for the commands over many reports: from the store where they are kept there."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from analyzer.commands.decisions import tell_notes
from analyzer.commands.keeping import open_store
from analyzer.commands.progress import progress
from analyzer.review import file_beside

if TYPE_CHECKING:
    from analyzer.batch.many import Manner, Outcome, Told
    from analyzer.documents.find import Found
    from analyzer.errors import StoreError
    from analyzer.lexicon.schema import Pack
    from analyzer.model.record import Record
    from analyzer.model.report import Failure
    from analyzer.store.store import Store


def gather(
    paths: Sequence[str],
    pack: Pack,
    *,
    overlays: Sequence[str] | None,
    timeout: float,
    jobs: int | None,
    db: str | None,
    no_db: bool,
    quiet: bool,
    doing: str = "正在读取",
    issuer: str | None = None,
    lean: bool = False,
    kept: Callable[[Record], Record] | None = None,
) -> tuple[list[Record], list[Failure]]:
    """Returns what the files say, and those that failed, in the order of the files.

    Records are as reviewers decided them (``review.records``), by the decision files beside the
    reports and by the store.

    Args:
        paths: As the user gave them.
        pack: The lexicon with its overlays.
        overlays: Folders of the overlays, as processes of a batch load them.
        timeout: So many seconds may reading one file take.
        jobs: How many processes work at once; as many as there are processors unless given.
        db: Where outcomes are kept; the default place unless given. The default place may fail: the
            run then goes on without, and says so.
        no_db: Whether they are kept nowhere.
        quiet: Whether to show no progress bar.
        doing: What is being done, in Chinese, for the progress bar.
        issuer: The reporting body, where the user knows better than the texts.
        lean: Whether records without texts are enough.
        kept: What of each record is held on to, so that thousands take little memory; all of it
            unless given.

    Raises:
        StoreError: The place that was asked for cannot be used.
    """
    from analyzer.batch.many import Manner, judge_all
    from analyzer.documents.find import find_documents
    from analyzer.documents.isolation.process import Limits
    from analyzer.model.report import Failure
    from analyzer.review.journals import Journals
    from analyzer.review.records import Decided

    documents = find_documents(paths)
    manner = Manner(overlays=tuple(overlays or ()), issuer=issuer, limits=Limits(seconds=timeout))
    processes = jobs or os.cpu_count() or 1
    outcomes: dict[int, Record | Failure] = {}
    store = None if no_db else open_store(db, without="这一次不用存过的结果和认定，也不存。")
    journals = Journals(shelf=store, lenient=True)
    decided = Decided(journals, pack)
    with progress(len(documents), doing=doing, shown=not quiet) as steps:

        def told(number: int, outcome: Outcome) -> None:
            if isinstance(outcome, Failure):
                outcomes[number] = outcome
            else:
                record = decided(outcome.record)
                record = record.lean() if lean else record
                outcomes[number] = kept(record) if kept is not None else record
            steps.advance(failed=isinstance(outcome, Failure))

        with store or nullcontext():
            if store is None:
                # A text is needed to see whether a decision on it still stands.
                texts = not lean or any(map(_has_decisions, documents))
                judge_all(documents, replace(manner, texts=texts), told, processes=processes)
            else:
                unkept = None if db else _tell_unkept
                _through(store, documents, manner, pack, told, processes, steps.begin, unkept)
    tell_notes(journals)
    found = [outcomes[number] for number in sorted(outcomes)]
    return (
        [each for each in found if not isinstance(each, Failure)],
        [each for each in found if isinstance(each, Failure)],
    )


def _through(
    store: Store,
    documents: Sequence[Found],
    manner: Manner,
    pack: Pack,
    told: Told,
    processes: int,
    begin: Callable[[int], None],
    unkept: Callable[[StoreError], None] | None,
) -> None:
    from analyzer.batch.kept import judge_kept
    from analyzer.pipeline import second_opinion
    from analyzer.store.key import key_of

    state = second_opinion(pack)[1]
    key = key_of(pack, reader=state, engine=manner.engine, issuer=manner.issuer)

    def told_before(count: int) -> None:
        begin(count)
        if count and store.read_only:
            _tell(f"{store.shown}：数据库是只读的，这一次新判的不存。")

    judge_kept(
        documents,
        manner,
        told,
        processes=processes,
        store=store,
        key=key,
        begin=told_before,
        unkept=unkept,
    )


def _tell_unkept(error: StoreError) -> None:
    _tell(f"{error}从这里起只比较，不再存。")


def _tell(line: str) -> None:
    from analyzer.output.wording import visible

    print(visible(line), file=sys.stderr)


def _has_decisions(document: Found) -> bool:
    return os.path.isfile(file_beside(str(document)))
