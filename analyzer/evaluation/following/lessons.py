"""Labels → pairs of reports, a year apart, of which is known what became of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analyzer.comparison.following.background import Background, learn
from analyzer.evaluation.labels import Label, LabelledReport, read_corpus
from analyzer.lexicon.schema import Pack
from analyzer.model.record import Record, record_of
from analyzer.model.text import Span
from analyzer.model.trend import FollowUp
from analyzer.pipeline import Analyzer


@dataclass(frozen=True, slots=True)
class PlanLesson:
    """What became of a point of a plan.

    Attributes:
        item: Its number among the plan items that the program found; ``None`` where it found none.
        told: Where the later report tells of it; ``None`` where it does not.
    """

    item: int | None
    status: FollowUp
    told: Span | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """Two reports of one body, a year apart, with what a reader says of them.

    Attributes:
        plans: The points of the earlier plan that were labelled.
        repeated: The shortcomings told again, by their numbers among those that the program found
            in the earlier and in the later report; ``None`` where it did not find it.
    """

    body: str
    name: str
    earlier: Record
    later: Record
    plans: tuple[PlanLesson, ...]
    repeated: tuple[tuple[int | None, int | None], ...]


def read_lessons(corpora: Iterable[Path], pack: Pack) -> list[Lesson]:
    """Returns the lessons in corpora, in the order of their names.

    Raises:
        UsageError: A corpus cannot be read.
    """
    analyzer = Analyzer(pack, reader=False)
    return [lesson for corpus in corpora for lesson in _lessons(corpus, analyzer)]


def background(corpora: Iterable[Path], pack: Pack) -> Background:
    """Returns how common pairs of characters are in the sentences of corpora."""
    analyzer = Analyzer(pack, reader=False)
    return learn(
        record.text[told.start : told.end]
        for corpus in corpora
        for report in read_corpus(corpus)
        for record in [record_of(analyzer.analyze(report.text))]
        for told in record.told
    )


def _lessons(corpus: Path, analyzer: Analyzer) -> Iterator[Lesson]:
    reports = {report.name: report for report in read_corpus(corpus)}
    for later in reports.values():
        label = later.label
        names = {each.report for each in label.followed_up}
        names |= {each.report for each in label.repeated}
        for name in sorted(names & reports.keys()):
            if _is_year_before(reports[name].label, label):
                yield _lesson(reports[name], later, analyzer)


def _is_year_before(earlier: Label, later: Label) -> bool:
    if earlier.reporting_year is None or later.reporting_year is None:
        return False
    return earlier.reporting_year + 1 == later.reporting_year


def _lesson(earlier: LabelledReport, later: LabelledReport, analyzer: Analyzer) -> Lesson:
    first, second = (record_of(analyzer.analyze(report.text)) for report in (earlier, later))
    items = earlier.label.items
    return Lesson(
        body=later.label.issuer or later.name,
        name=later.name,
        earlier=first,
        later=second,
        plans=tuple(
            PlanLesson(
                item=_number(first, "plan", items.plan[each.plan].quote),
                status=each.status,
                told=_place(second.text, each.quote) if each.quote else None,
            )
            for each in later.label.followed_up
            if each.report == earlier.name
        ),
        repeated=tuple(
            (
                _number(first, "shortcomings", items.shortcomings[each.earlier].quote),
                _number(
                    second, "shortcomings", later.label.items.shortcomings[each.shortcoming].quote
                ),
            )
            for each in later.label.repeated
            if each.report == earlier.name
        ),
    )


def _place(text: str, quote: str) -> Span:
    start = text.index(quote)
    return Span(start, start + len(quote))


def _number(record: Record, kind: str, quote: str) -> int | None:
    """Returns which of the items that the program found is the one quoted."""
    items: Sequence[Mapping[str, int]] = record.report["items"][kind]
    place = _place(record.text, quote)
    for number, item in enumerate(items):
        if item["start"] < place.end and place.start < item["end"]:
            return number
    return None
