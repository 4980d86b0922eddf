"""documents → structure → matching → judgement → score: one text to one result.

The same steps as components of a spaCy pipeline are in ``analyzer.spacy_pipeline``.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from analyzer import scoring
from analyzer.errors import FazhiError
from analyzer.judgement.elements import judge_elements
from analyzer.judgement.items import take_apart
from analyzer.judgement.passages import Reading, Speech
from analyzer.judgement.roles import assign_roles
from analyzer.judgement.rules import find_all
from analyzer.judgement.rules.context import RuleContext
from analyzer.judgement.sections import SectionRoles
from analyzer.judgement.tally import Tallies
from analyzer.judgement.verdict import Mention, Verdict
from analyzer.lexicon.load import load_pack
from analyzer.lexicon.schema import Pack
from analyzer.matching.facts import Fact, find_facts
from analyzer.matching.segment import Engine, Segmenter
from analyzer.matching.terms import HeadingIndex, Matches, TermIndex
from analyzer.model.document import Document, Sentence
from analyzer.model.report import (
    ElementResult,
    Evidence,
    Passage,
    ReaderState,
    Rejected,
    ReportResult,
    Status,
    Told,
)
from analyzer.model.text import ExtractedText, Provenance
from analyzer.restoration import restored
from analyzer.structure.identity import identify, level_of
from analyzer.structure.labels import read_labels
from analyzer.structure.mending import mend
from analyzer.structure.outline import build_sections, find_headings, split_paragraphs
from analyzer.structure.sentences import split_sentences
from analyzer.structure.tables import read_tables

if TYPE_CHECKING:
    from analyzer.judgement.agreement import SecondOpinion

# A result names so many pieces of evidence, and of what does not count, and no more.
MAX_EVIDENCE = 12


class Outline:
    """Text → structure and identity.

    Args:
        pack: Its kinds of text, names of bodies and words in headings are used.
    """

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._announced_role = HeadingIndex(pack).announced_role

    def read(
        self,
        text: str,
        *,
        source: str | None = None,
        year: int | None = None,
        issuer: str | None = None,
        provenance: Provenance | None = None,
    ) -> Document:
        """Returns a text as structure; what the caller says of it goes before what it says itself."""
        styled = provenance.headings if provenance else ()
        paragraphs = split_paragraphs(text)
        title = next((heading.span for heading in styled if heading.level == 0), None)
        identity = identify(text, paragraphs, self._pack.identity, styled_title=title)
        if year is not None:
            identity = replace(identity, reporting_year=year)
        issuer = (issuer or "").strip()
        if issuer:
            identity = replace(
                identity,
                issuer=issuer,
                level=level_of(issuer, text, self._pack.identity.bodies),
            )
        lines = find_headings(
            text,
            paragraphs,
            tuple(heading for heading in styled if heading.level),
            body_start=identity.body_start,
            body_end=identity.body_end,
        )
        sections = build_sections(lines, text, identity.body_end)
        return Document(
            text=text,
            source=source,
            identity=identity,
            paragraphs=paragraphs,
            sections=sections,
            sentences=split_sentences(
                text,
                paragraphs,
                sections,
                tables=read_tables(text, paragraphs, self._announced_role),
                labels=read_labels(text, self._announced_role),
            ),
            page_starts=provenance.page_starts if provenance else (),
            confidence=provenance.confidence if provenance else (),
            published=provenance.published if provenance else None,
        )


class Judge:
    """Structure and terms → verdicts, items, findings and score.

    Args:
        pack: The pack to judge by.
        index: The same pack, compiled.
        second: Who is asked for a second opinion, if anyone.
    """

    def __init__(self, pack: Pack, index: TermIndex, second: SecondOpinion | None = None) -> None:
        self._pack = pack
        self._index = index
        self._second = second

    def judge(self, document: Document, matches: Matches) -> ReportResult:
        """Returns the result for a report whose terms have been found."""
        reading = self._read(document, matches)
        year = document.identity.reporting_year
        items, shortcomings, plans = take_apart(reading)
        verdicts = judge_elements(
            self._pack, reading, year, items=items, shortcomings=shortcomings, plans=plans
        )
        elements = self._score(verdicts, reading)
        if self._second is not None and document.identity.is_report:
            contradictions = self._second.contradictions(elements, document)
            elements = scoring.with_contradictions(
                elements, contradictions, self._pack, lambda passage: _quoted(passage, reading)
            )
        context = RuleContext(self._pack, reading, elements, items, year)
        findings = find_all(context)
        score = scoring.total_score(elements)
        is_report = document.identity.is_report
        return ReportResult(
            document=document,
            pack_id=self._pack.head.id,
            pack_version=self._pack.version,
            elements=elements,
            items=items,
            findings=findings,
            score=score,
            grade=scoring.grade_of(score, self._pack) if is_report else scoring.NOT_A_REPORT,
            masked=tuple(sorted(context.masked)),
            section_roles=tuple(reading.section_roles),
            told=tuple(
                [Told(p.start, p.end, p.role, p.sentence.heading) for p in reading.passages]
            ),
        )

    def _read(self, document: Document, matches: Matches) -> Reading:
        year = document.identity.reporting_year
        speech = Speech(document, self._index, year)
        facts = _by_sentence(find_facts(document.text), document.sentences)
        tallies = Tallies(document, matches, self._index, speech, facts)
        sections = SectionRoles(document, self._index, tallies)
        passages = assign_roles(document, matches, self._index, sections, speech, facts)
        return Reading(
            document,
            self._index,
            matches,
            passages,
            sections.effective,
            sections.own,
            sections.topics,
            speech,
        )

    def _score(self, verdicts: Sequence[Verdict], reading: Reading) -> tuple[ElementResult, ...]:
        identity = reading.document.identity
        counted = [scoring.applies(element, identity) for element in self._pack.elements]
        weights = scoring.scaled_weights(self._pack, counted)
        credits = {status: self._pack.head.credits.of(status) for status in Status}
        return tuple(
            ElementResult(
                id=verdict.element.id,
                name=verdict.element.name,
                label=verdict.element.label,
                required=verdict.element.kind == "必备",
                status=verdict.status,
                weight=weights[verdict.element.id],
                credit=credits[verdict.status],
                reason=verdict.reason,
                applies=applies,
                evidence=tuple(
                    [_evidence(mention, reading) for mention in verdict.evidence[:MAX_EVIDENCE]]
                ),
                rejected=tuple(
                    [
                        Rejected(m.start, m.end, reading.document.text[m.start : m.end], m.why_not)
                        for m in verdict.rejected[:MAX_EVIDENCE]
                    ]
                ),
            )
            for verdict, applies in zip(verdicts, counted, strict=True)
        )


def _evidence(mention: Mention, reading: Reading) -> Evidence:
    text = reading.document.text
    sentence = mention.passage.sentence
    pages = reading.document.page_starts
    return Evidence(
        start=mention.start,
        end=mention.end,
        text=text[mention.start : mention.end],
        section=reading.path(sentence.section),
        paragraph=sentence.paragraph,
        page=bisect_right(pages, mention.start) or None,
        facts=tuple([text[fact.start : fact.end] for fact in mention.facts]),
    )


def _quoted(passage: Passage, reading: Reading) -> Evidence:
    """Returns a sentence that no indicator found, as evidence."""
    document = reading.document
    at = bisect_right(document.sentences, passage.start, key=itemgetter(0)) - 1
    sentence = document.sentences[at]
    return Evidence(
        start=passage.start,
        end=passage.end,
        text=passage.text,
        section=reading.path(sentence.section),
        paragraph=sentence.paragraph,
        page=bisect_right(document.page_starts, passage.start) or None,
    )


def _by_sentence(facts: Sequence[Fact], sentences: Sequence[Sentence]) -> list[list[Fact]]:
    sorted_in: list[list[Fact]] = [[] for _ in sentences]
    index = 0
    for fact in facts:
        while index < len(sentences) and sentences[index].end <= fact.start:
            index += 1
        if index == len(sentences):
            break
        if sentences[index].start <= fact.start:
            sorted_in[index].append(fact)
    return sorted_in


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keeps the garbage collector out while a text is judged.

    Judging makes many objects and no cycles; looking through them again and again took a third of
    the time of a long text.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def second_opinion(pack: Pack) -> tuple[SecondOpinion | None, ReaderState]:
    """Returns the second reader for a pack, or why there is none: its file may be damaged."""
    # The reader needs numpy, which takes its time to load and which nothing else here needs.
    from analyzer.judgement.agreement import SecondOpinion
    from analyzer.reader.model import built_in

    try:
        model = built_in()
    except FazhiError as fault:
        return None, ReaderState(fault=str(fault))
    return SecondOpinion(pack.elements, model), ReaderState(corpus=model.head.corpus)


class Analyzer:
    """Judges reports with one pack and one segmenter, both loaded once.

    Args:
        pack: The pack; the built-in one by default.
        engine: Which implementation of jieba's algorithm cuts the words.
        reader: Whether the second reader (第二判读) is asked, too.

    Attributes:
        reader: Whether it is, and if not, why not.
    """

    def __init__(
        self, pack: Pack | None = None, engine: Engine = Engine.RJIEBA, *, reader: bool = True
    ) -> None:
        self.pack = pack or load_pack()
        self._segmenter = Segmenter(self.pack.head.words, engine)
        self._index = TermIndex(self.pack)
        self._outline = Outline(self.pack)
        second, self.reader = second_opinion(self.pack) if reader else (None, ReaderState())
        self._judge = Judge(self.pack, self._index, second)

    def analyze(
        self,
        text: str,
        *,
        source: str | None = None,
        year: int | None = None,
        issuer: str | None = None,
    ) -> ReportResult:
        """Returns the result for one text; see ``analyze``."""
        provenance = text.provenance if isinstance(text, ExtractedText) else None
        plain = text.text if isinstance(text, ExtractedText) else text
        with _no_collection():
            # A file that knows its own headings has lines as its author set them.
            mended = mend(plain, lines=not (provenance and provenance.headings))
            read = plain if mended is None else mended.text
            words = self._segmenter.cut(read)
            document = self._outline.read(
                read,
                source=source or (provenance.name if provenance else None),
                year=year,
                issuer=issuer,
                provenance=provenance,
            )
            matches = self._index.find(read, words, document.sentences)
            result = self._judge.judge(document, matches)
            return result if mended is None else restored(result, mended, plain)


@lru_cache(maxsize=8)
def _analyzer(engine: Engine, reader: bool) -> Analyzer:
    return Analyzer(None, engine, reader=reader)


_own: dict[tuple[int, Engine, bool], Analyzer] = {}


def analyze(
    text: str,
    *,
    source: str | None = None,
    pack: Pack | None = None,
    year: int | None = None,
    issuer: str | None = None,
    engine: Engine = Engine.RJIEBA,
    reader: bool = True,
) -> ReportResult:
    """Judges the text of one report.

    Args:
        text: The text; ``read_document(path)`` gives it for a file.
        source: The name to show for it.
        pack: The pack from ``load_pack``; the built-in one by default. It is compiled once.
        year: The reporting year, where the caller knows better than the text.
        issuer: The reporting body, likewise.
        engine: Which implementation of jieba's algorithm cuts the words.
        reader: Whether the second reader (第二判读) is asked, too.

    Returns:
        The result; ``result.to_dict()`` is REPORT of the contract.
    """
    if pack is None:
        judge = _analyzer(engine, reader)
    else:
        key = id(pack), engine, reader
        judge = _own.get(key) or Analyzer(pack, engine, reader=reader)
        if len(_own) > 8:
            _own.clear()
        _own[key] = judge
    return judge.analyze(text, source=source, year=year, issuer=issuer)
