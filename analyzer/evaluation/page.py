"""An evaluation → one HTML page that needs nothing else: figures, and every disagreement in its text.

What the label quotes and what the program quotes are marked in two ways that need no colour. All
text is escaped; personal data is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from analyzer.evaluation.comparison import Comparison
from analyzer.evaluation.evaluate import Evaluation, Judged
from analyzer.evaluation.observation import Disagreement, Quotation
from analyzer.evaluation.robustness import FailedVariant
from analyzer.evaluation.tables import changes, introduction, tables
from analyzer.evaluation.wording import KIND, element_name, said, topic
from analyzer.lexicon.schema import Pack
from analyzer.model.text import masked
from analyzer.output.hypertext.marking import Run, runs
from analyzer.output.hypertext.rendering import rendered

_Quotations = Sequence[Quotation]


class Quoted(NamedTuple):
    """A quotation in the text, and who quotes it: ``label`` or ``program``."""

    start: int
    end: int
    by: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A section without its subsections, its heading first; ``marked`` where any of it is quoted."""

    title: str
    runs: tuple[Run[Quoted], ...]
    marked: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A disagreement as the page shows it; without passages where its report is not at hand."""

    id: str
    head: str
    expected: str
    got: str
    disagreement: Disagreement
    passages: tuple[Passage, ...]


def page(evaluation: Evaluation, comparison: Comparison | None) -> str:
    """Returns the page as HTML."""
    title, note = introduction(evaluation)
    robustness = evaluation.robustness
    return rendered(
        "evaluation.html",
        package="analyzer.evaluation",
        sheets=("evaluation.css",),
        title=title,
        note=note,
        tables=list(tables(evaluation, roomy=True)),
        reports=_by_report(_shown(evaluation)),
        number=len(evaluation.disagreements),
        comparison=_comparison(comparison, evaluation) if comparison else None,
        failed=_variants(robustness.failed if robustness else (), evaluation.pack),
    )


def _comparison(comparison: Comparison, evaluation: Evaluation) -> dict[str, Any]:
    """Returns what a change did; what is wrong now is shown in its text further down."""
    places = {d.key: _id(number) for number, d in enumerate(evaluation.disagreements)}

    def shown(disagreements: Iterable[Disagreement]) -> list[tuple[str, list[Shown]]]:
        found = [_one(places.get(d.key, ""), d, evaluation, ()) for d in disagreements]
        return _by_report(found)

    return {
        "told": comparison,
        "changes": changes(comparison),
        "variants": _variants(comparison.variants_lost, evaluation.pack),
        "groups": [
            ("变坏", len(comparison.lost), shown(comparison.lost)),
            ("变好", len(comparison.gained), shown(comparison.gained)),
            ("错得不同", len(comparison.changed), shown(comparison.changed)),
        ],
    }


def _variants(failed: Iterable[FailedVariant], pack: Pack) -> list[dict[str, str]]:
    return [
        {
            "name": variant.name,
            "kind": KIND[variant.kind],
            "element": element_name(variant.element, pack),
            "expected": said(variant.expected),
            "got": said(variant.got),
        }
        for variant in failed
    ]


def _shown(evaluation: Evaluation) -> Iterator[Shown]:
    number = 0
    for judged in evaluation.reports:
        for disagreement in judged.observation.disagreements:
            passages = tuple(_passages(judged, disagreement.quotes, disagreement.evidence))
            yield _one(_id(number), disagreement, evaluation, passages)
            number += 1


def _one(
    id_: str, disagreement: Disagreement, evaluation: Evaluation, passages: tuple[Passage, ...]
) -> Shown:
    return Shown(
        id=id_,
        head=topic(disagreement, evaluation.pack),
        expected=said(disagreement.expected),
        got=said(disagreement.got),
        disagreement=disagreement,
        passages=passages,
    )


def _by_report(shown: Iterable[Shown]) -> list[tuple[str, list[Shown]]]:
    grouped = groupby(shown, key=lambda s: f"{s.disagreement.part}/{s.disagreement.report}")
    return [(name, list(group)) for name, group in grouped]


def _id(number: int) -> str:
    return f"d{number + 1}"


def _passages(judged: Judged, label: _Quotations, program: _Quotations) -> Iterator[Passage]:
    """Yields the whole report section by section, as its heading lines divide it."""
    document = judged.result.document
    # As long as the original: offsets stay right.
    text = masked(document.text, 0, judged.observation.private)
    titles = {s.start: f"{s.number}{s.title}" for s in document.sections if not s.run_in}
    starts = sorted({0, *titles})
    marks = [
        Quoted(quote.start, quote.end, by)
        for by, quotations in (("label", label), ("program", program))
        for quote in quotations
    ]
    for start, end in pairwise([*starts, len(text)]):
        pieces = tuple(runs(text, start, end, marks))
        if pieces:
            yield Passage(
                title=judged.result.shown(titles.get(start, "")),
                runs=pieces,
                marked=any(piece.marks for piece in pieces),
            )
