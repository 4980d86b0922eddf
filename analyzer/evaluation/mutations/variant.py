"""What a variant of a labelled report is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analyzer.evaluation.labels import Label


class MutationKind(StrEnum):
    """What was done to a report.

    Attributes:
        REMOVED: An element's passages and headings are gone.
        EMPTIED: Its heading stands, with nothing under it.
        PARAPHRASED: Its usual words are replaced by others that mean the same.
        MOVED: Its evidence stands in another section.
        INTENDED: What was done is only going to be done.
        NEGATED: What was done was not done.
        CITED: All that is left is the title of a cited document.
        YEAR_SHIFTED: It tells of another year.
        REORDERED: Sections stand in another order.
        RENUMBERED: Numbers of headings are wrong.
        OCR_NOISE: Characters and line ends as a scanner misreads them.
        BOILERPLATE: Text of a web page or slogans are added.
    """

    REMOVED = "removed"
    EMPTIED = "emptied"
    PARAPHRASED = "paraphrased"
    MOVED = "moved"
    INTENDED = "intended"
    NEGATED = "negated"
    CITED = "cited"
    YEAR_SHIFTED = "year-shifted"
    REORDERED = "reordered"
    RENUMBERED = "renumbered"
    OCR_NOISE = "ocr-noise"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A changed report and what a careful reader says of it.

    Attributes:
        name: Unique among the variants of one call; fit for a file name.
        base: Name of the report that was changed.
        element: The element whose status the change is about; None where it is the whole text.
        label: The statuses, quotes, items and findings of the changed text.
    """

    name: str
    base: str
    kind: MutationKind
    element: str | None
    text: str
    label: Label
