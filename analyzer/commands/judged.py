"""Files that the user named → their records: what commands over many reports begin with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analyzer.commands.console import progress

if TYPE_CHECKING:
    from analyzer.batch.many import Manner
    from analyzer.documents.find import Found
    from analyzer.model.record import Record
    from analyzer.model.report import Failure


def judged(
    documents: Sequence[Found], manner: Manner, processes: int, *, quiet: bool
) -> tuple[list[Record], list[Failure]]:
    """Returns what the files say, and those that failed, in the order of the files.

    Args:
        documents: What ``find_documents`` gave.
        manner: How they are read and judged.
        processes: How many work at once.
        quiet: Whether no progress is shown.
    """
    from analyzer.batch.many import Outcome, judge_all
    from analyzer.model.report import Failure

    outcomes: dict[int, Outcome] = {}
    with progress(len(documents), doing="正在比较", shown=not quiet) as steps:

        def told(number: int, outcome: Outcome) -> None:
            outcomes[number] = outcome
            steps.advance()

        judge_all(documents, manner, told, processes=processes)
    found = [outcomes[number] for number in sorted(outcomes)]
    return (
        [each for each in found if not isinstance(each, Failure)],
        [each for each in found if isinstance(each, Failure)],
    )
