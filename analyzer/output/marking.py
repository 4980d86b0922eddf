"""Two texts that were copied from each other: what differs is marked, by signs and not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from analyzer.output.wording import visible

# Full-width, so that they stand in GBK and are no brackets that texts use themselves.
OPEN, CLOSE = "［", "］"
_DIFFERENT = "bold red"
_LEFT_OUT = "…"


def marked(
    text: str, start: int, differs: Sequence[tuple[int, int]], *, around: int | None = None
) -> Text:
    """Returns a text with brackets and colour around what the other one has not.

    Args:
        text: The text; personal data is masked in it.
        start: Where it begins in its report.
        differs: The pieces that differ, in order, as offsets in the report.
        around: So many characters of what is the same are shown before and after each piece that
            differs; all unless given.
    """
    shown = Text()
    position = 0
    for low, high in ((low - start, high - start) for low, high in differs):
        same = text[position:low]
        shown.append(visible(_cut(same, around, after=position > 0, before=True)))
        shown.append(f"{OPEN}{visible(text[low:high])}{CLOSE}", _DIFFERENT)
        position = high
    shown.append(visible(_cut(text[position:], around, after=position > 0, before=False)))
    return shown


def _cut(same: str, around: int | None, *, after: bool, before: bool) -> str:
    """Returns what is the same, of a long stretch only what stands next to a piece that differs.

    Args:
        same: The stretch.
        around: How many characters may stay on a side.
        after: Whether a piece that differs stands before the stretch.
        before: Whether one stands behind it.
    """
    sides = after + before
    if around is None or not sides or len(same) <= sides * around + len(_LEFT_OUT):
        return same
    head = same[:around] if after else ""
    tail = same[-around:] if before else ""
    return f"{head}{_LEFT_OUT}{tail}"
