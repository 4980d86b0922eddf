"""Many files, of which those that are kept in a store already are neither read nor judged again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analyzer.batch.many import Judged, Manner, Outcome, Task, Told, judge_all
from analyzer.documents.find import Found
from analyzer.documents.looking import Seen, look_at
from analyzer.errors import StoreError, UnreadableDocument
from analyzer.model.report import Failure
from analyzer.store.key import Key
from analyzer.store.store import Store


def _nobody(count: int) -> None:
    """Is told how many are left, and does nothing with it."""


def judge_kept(
    documents: Sequence[Found],
    manner: Manner,
    told: Told,
    *,
    processes: int,
    store: Store,
    key: Key,
    begin: Callable[[int], None] = _nobody,
    unkept: Callable[[StoreError], None] | None = None,
) -> None:
    """Tells the outcome of each file: as kept, where nothing has changed; else judged, and kept.

    Each outcome is kept as soon as there is one, so that a run that is stopped goes on where it
    stopped. A text that was read before is judged anew without its file where only the lexicon has
    changed.

    Args:
        documents: What ``find_documents`` gave.
        manner: How they are read and judged; whole records come back whatever it says.
        told: As for ``judge_all``.
        processes: Likewise.
        store: Where outcomes are kept.
        key: What the verdicts depend on.
        begin: Called with the number of files that are left to judge, when the outcomes that were
            kept have been told.
        unkept: Called once where an outcome can no longer be kept; the rest is then judged and not
            kept. Without it the batch ends there.

    Raises:
        StoreError: The store can no longer be used, and ``unkept`` was not given.
    """
    seen: dict[int, Seen] = {}
    for number, document in enumerate(documents):
        try:
            if isinstance(document, UnreadableDocument):
                raise document
            seen[number] = look_at(document, limits=manner.limits)
        except UnreadableDocument as error:
            told(number, Failure(error.source or str(document), error.code, str(error)))
    if not store.read_only:
        store.note(list(seen.values()))
    known = store.find_all(list(seen.values()), key)
    new: list[int] = []
    for number, (_, found) in zip(list(seen), known, strict=True):
        if found is None:
            new.append(number)
        else:
            told(number, found if isinstance(found, Failure) else Judged(found, None))
    tasks: list[Task] = [
        store.text_of(seen[number].digest, key, source=seen[number].source) or documents[number]
        for number in new
    ]

    begin(len(tasks))
    keeps = not store.read_only

    def keep(at: int, outcome: Outcome) -> None:
        nonlocal keeps
        number = new[at]
        if keeps:
            try:
                _keep(store, key, seen[number], documents[number], outcome)
            except StoreError as error:
                if unkept is None:
                    raise
                keeps = False
                unkept(error)
        told(number, outcome)

    judge_all(tasks, manner, keep, processes=processes)


def _keep(store: Store, key: Key, seen: Seen, document: Found, outcome: Outcome) -> None:
    if isinstance(outcome, Judged):
        assert outcome.text is not None
        store.put_result(seen, key, outcome.text, outcome.record)
        return
    try:
        # What failed must be what is kept.
        again = look_at(document) if not isinstance(document, UnreadableDocument) else seen
    except UnreadableDocument:
        return
    if again.digest == seen.digest:
        store.put_failure(seen, key, outcome)
