"""The characters of a page, as lines and tables of PDF files are made of them.

What is said there about lines, columns and frames holds for any page of placed characters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analyzer.documents.ofd.objects import Placed
from analyzer.documents.pdf import characters as pdf
from analyzer.documents.pdf.repair import repaired
from analyzer.documents.pdf.turn import Turn

POINTS = 72 / 25.4
# Of the size: characters so near are one run, though a program writes them one by one.
_TOUCHING = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Characters:
    """The characters of a page whose places are all known.

    Attributes:
        runs: They, in runs, in points.
        turn: How the page is turned; they are turned already.
        left: Where each of them begins.
        right: Where each ends.
    """

    runs: tuple[pdf.Run, ...]
    turn: Turn
    left: list[float]
    right: list[float]

    def of(self, run: pdf.Run) -> list[pdf.Placed]:
        """Returns the characters of a run."""
        return [
            pdf.Placed(char, at, self.left[at], self.right[at])
            for at, char in enumerate(run.text, run.start)
        ]


def characters_of(runs: Iterable[Placed], box: tuple[float, float, float, float]) -> Characters:
    """Returns runs of characters in points from the upper left corner of the page.

    Args:
        runs: Those on the page, in millimetres.
        box: Left, top, width and height of the page, likewise.
    """
    left, top, width, height = box
    starts: list[float] = []
    ends: list[float] = []
    listed: list[pdf.Run] = []
    for placed in runs:
        if not placed.text:
            continue
        places = [(x - left) * POINTS for x in placed.x]
        baseline, size = (placed.baseline - top) * POINTS, placed.size * POINTS
        count = len(starts)
        end = count + len(placed.text)
        run = pdf.Run(placed.text, places[0], places[-1], baseline, size, count, end)
        starts += places[:-1]
        ends += places[1:]
        if listed and _touch(listed[-1], run):
            last = listed[-1]
            listed[-1] = last._replace(text=last.text + run.text, right=run.right, end=end)
        else:
            listed.append(run)
    return Characters(
        runs=tuple(run._replace(text=repaired(run.text)) for run in listed),
        turn=Turn((0.0, 0.0, width * POINTS, height * POINTS), 0),
        left=starts,
        right=ends,
    )


def _touch(before: pdf.Run, run: pdf.Run) -> bool:
    """Tells whether a run goes on with the one before it as if it were one."""
    near = _TOUCHING * run.size
    return (
        abs(run.left - before.right) < near
        and abs(run.baseline - before.baseline) < near
        and abs(run.size - before.size) < near
    )
