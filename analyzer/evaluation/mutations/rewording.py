"""Variants with an element told in other words, as an intention, as a negation, or as a title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from analyzer.evaluation.labels import LabelledReport
from analyzer.evaluation.mutations.draft import Edit, rewritten
from analyzer.evaluation.mutations.made import (
    DEEDS,
    GONE,
    LEGAL_EDUCATION,
    Made,
    cut,
    element_of,
    headings_of,
    passages_of,
    told,
    told_after_deeds,
)
from analyzer.evaluation.mutations.relabel import Change
from analyzer.evaluation.mutations.sentences import (
    CITING,
    NEGATIONS,
    NEXT_YEAR,
    SOME_DAY,
    STUDIED,
    STUDYING,
    TITLES,
)
from analyzer.model.report import Status

_FEWEST_TOGETHER = 3


def paraphrased(report: LabelledReport, random: Random) -> Iterator[Made]:
    """Yields the report with the labelled paraphrases of one element, and of several."""
    text = report.text.text
    keys = [key for key in report.label.elements if element_of(report, key).paraphrase]
    for key in keys:
        draft = rewritten(text, _paraphrases(report, [key]))
        yield Made(key, draft, Change(), "换成意思相同的说法")
    if len(keys) > _FEWEST_TOGETHER:
        some = sorted(random.sample(keys, random.randint(_FEWEST_TOGETHER, len(keys))))
        draft = rewritten(text, _paraphrases(report, some))
        yield Made(None, draft, Change(), f"换成意思相同的说法：{'、'.join(some)}")


def _paraphrases(report: LabelledReport, keys: Sequence[str]) -> list[Edit]:
    """Returns the replacements inside the passages of elements, those that overlap only once."""
    text = report.text.text
    edits: list[Edit] = []
    for key in keys:
        for passage in passages_of(report, key):
            for old, new in element_of(report, key).paraphrase:
                start = text.find(old, passage.start, passage.end)
                edit = Edit(start, start + len(old), new)
                if start >= 0 and not any(e.start < edit.end and start < e.end for e in edits):
                    edits.append(edit)
    return edits


def intended(report: LabelledReport, random: Random) -> Iterator[Made]:
    """Yields the report with a deed that is only going to be done."""
    # Where no headings tell deeds and plan apart, an intention for next year would be a plan.
    headed = any(element.headings for element in report.label.elements.values())
    forms = (NEXT_YEAR, SOME_DAY) if headed else (SOME_DAY,)
    return _instead(report, {key: random.choice(forms)[key] for key in SOME_DAY}, "改成打算")


def negated(report: LabelledReport, random: Random) -> Iterator[Made]:
    """Yields the report with a deed that was not done."""
    return _instead(report, {k: random.choice(said) for k, said in NEGATIONS.items()}, "改成没有做")


def cited(report: LabelledReport, random: Random) -> Iterator[Made]:
    """Yields the report with an element named only in the title of a document."""
    said = {}
    # Where nothing else is told of how cadres study the law, this would be it.
    studied = STUDIED if element_of(report, LEGAL_EDUCATION).status is Status.SUBSTANTIVE else ()
    for key, title in TITLES.items():
        forms = (*CITING, STUDYING) if key in studied else CITING
        said[key] = random.choice(forms).format(title)
    return _instead(report, said, "只在所引文件的名称里出现")


def _instead(report: LabelledReport, said: Mapping[str, str], notes: str) -> Iterator[Made]:
    """Yields the report with a sentence in place of an element's passages and headings."""
    text = report.text.text
    # Among the shortcomings a negation would be one, in the plan an intention a point of it.
    later = [span.start for span in told_after_deeds(report)]
    for key in told(report, DEEDS):
        passages = passages_of(report, key)
        if later and passages[-1].start > min(later):
            continue
        first = passages[0]
        edits = cut(text, passages + headings_of(report, key))
        if edits is None:
            continue
        places = (n for n, e in enumerate(edits) if e.start <= first.start < e.end)
        place = next(places, None)
        if place is None:
            continue
        line_end = "\n" if text[edits[place].end - 1] == "\n" else ""
        edits[place] = edits[place]._replace(new=said[key] + line_end)
        yield Made(key, rewritten(text, edits), Change(elements={key: GONE}), notes)
