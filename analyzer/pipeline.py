"""documents → structure → matching → judgement → score, as one spaCy pipeline.

The pipeline is ``zh`` with jieba's words as tokens and three components, registered as factories
so that other pipelines can use them: ``fazhi_outline``, ``fazhi_terms``, ``fazhi_judge``. The
result is in ``doc.user_data["fazhi"]`` and every element's evidence in ``doc.spans[element id]``.
"""

from __future__ import annotations

import gc
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from analyzer import scoring
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
from analyzer.model.document import Document, Level, Role, Sentence
from analyzer.model.report import ElementResult, Evidence, Rejected, ReportResult, Status
from analyzer.model.text import ExtractedText, Provenance
from analyzer.structure.identity import identify, level_of
from analyzer.structure.labels import read_labels
from analyzer.structure.outline import build_sections, find_headings, split_paragraphs
from analyzer.structure.sentences import split_sentences
from analyzer.structure.tables import read_tables

_MAX_EVIDENCE = 12
_MAX_CHARACTERS = 20_000_000
# Every new word stays in spaCy's vocabulary; past this many a fresh pipeline is built.
_MAX_WORDS = 150_000


@dataclass(slots=True)
class Request:
    """What a caller says about a text, and what the components add: ``doc.user_data["fazhi"]``."""

    source: str | None = None
    year: int | None = None
    issuer: str | None = None
    provenance: Provenance | None = None
    document: Document | None = None
    matches: Matches | None = None
    result: ReportResult | None = None


class _Orths(dict[str, int]):
    """The number that spaCy gives each word. Numbers make a ``Doc`` three times faster than words."""

    def __init__(self, strings: StringStore) -> None:
        self._add = strings.add

    def __missing__(self, word: str) -> int:
        number: int = self._add(word)
        self[word] = number
        return number


class JiebaTokenizer:
    """Makes a ``Doc`` whose tokens are the segmenter's words; ``doc.text`` is the text unchanged."""

    def __init__(self, vocab: Vocab, segmenter: Segmenter) -> None:
        self._vocab = vocab
        self._segmenter = segmenter
        self._orths = _Orths(vocab.strings)

    def __call__(self, text: str) -> Doc:
        """Returns the text as a ``Doc``."""
        words = self._segmenter.cut(text)
        orths: list[Any] = list(map(self._orths.__getitem__, words))
        doc = Doc(self._vocab, words=orths, spaces=[False] * len(words))
        # spaCy joins its tokens anew at every ``doc.text``; the components need it several times.
        doc.user_data["fazhi_text"] = text
        doc.user_data["fazhi_words"] = words
        return doc


class Outline:
    """Component ``fazhi_outline``: structure and identity of a report."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._announced_role = HeadingIndex(pack).announced_role

    def __call__(self, doc: Doc) -> Doc:
        """Sets ``Request.document``."""
        request = _request(doc)
        text = _text(doc)
        provenance = request.provenance
        styled = provenance.headings if provenance else ()
        paragraphs = split_paragraphs(text)
        title = next((heading.span for heading in styled if heading.level == 0), None)
        identity = identify(text, paragraphs, self._pack.identity, styled_title=title)
        if request.year is not None:
            identity = replace(identity, reporting_year=request.year)
        issuer = (request.issuer or "").strip()
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
        request.document = Document(
            text=text,
            source=request.source,
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
        )
        return doc


class Terms:
    """Component ``fazhi_terms``: all terms of the pack, by sentence. Needs ``fazhi_outline``."""

    def __init__(self, index: TermIndex, segmenter: Segmenter | None = None) -> None:
        self._index = index
        self._segmenter = segmenter

    def __call__(self, doc: Doc) -> Doc:
        """Sets ``Request.matches``."""
        request = _request(doc)
        assert request.document is not None
        words = doc.user_data.get("fazhi_words")
        if words is None:
            # Another pipeline's tokens may be characters; word boundaries are needed here.
            self._segmenter = self._segmenter or Segmenter(self._index.user_words)
            words = self._segmenter.cut(_text(doc))
        request.matches = self._index.find(_text(doc), words, request.document.sentences)
        return doc


class Judge:
    """Component ``fazhi_judge``: verdicts, items, findings and score. Needs ``fazhi_terms``."""

    def __init__(self, pack: Pack, index: TermIndex) -> None:
        self._pack = pack
        self._index = index

    def __call__(self, doc: Doc) -> Doc:
        """Sets ``Request.result`` and ``doc.spans``."""
        request = _request(doc)
        assert request.document is not None
        assert request.matches is not None
        reading = self._read(request.document, request.matches)
        year = request.document.identity.reporting_year
        items, shortcomings, plans = take_apart(reading)
        verdicts = judge_elements(
            self._pack, reading, year, items=items, shortcomings=shortcomings, plans=plans
        )
        elements = self._score(verdicts, reading)
        context = RuleContext(self._pack, reading, elements, items, year)
        findings = find_all(context)
        score = scoring.total_score(elements)
        is_report = request.document.identity.is_report
        request.result = ReportResult(
            document=request.document,
            pack_id=self._pack.head.id,
            pack_version=self._pack.version,
            elements=elements,
            items=items,
            findings=findings,
            score=score,
            grade=scoring.grade_of(score, self._pack) if is_report else scoring.NOT_A_REPORT,
            masked=tuple(sorted(context.masked)),
        )
        for element in elements:
            starts = request.matches.starts
            label = doc.vocab.strings.add(element.id)
            doc.spans[element.id] = [
                Span(doc, bisect_right(starts, e.start) - 1, bisect_left(starts, e.end), label)
                for e in element.evidence
            ]
        return doc

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
                    [_evidence(mention, reading) for mention in verdict.evidence[:_MAX_EVIDENCE]]
                ),
                rejected=tuple(
                    [
                        Rejected(m.start, m.end, reading.document.text[m.start : m.end], m.why_not)
                        for m in verdict.rejected[:_MAX_EVIDENCE]
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


def _text(doc: Doc) -> str:
    text: str = doc.user_data.get("fazhi_text") or doc.text
    return text


def _request(doc: Doc) -> Request:
    request: Request = doc.user_data.setdefault("fazhi", Request())
    return request


@lru_cache(maxsize=4)
def _index_of(lexicons: tuple[str, ...]) -> TermIndex:
    return TermIndex(load_pack(*lexicons))


_CONFIG: dict[str, Any] = {"lexicons": []}


@Language.factory("fazhi_outline", default_config=_CONFIG)
def _make_outline(nlp: Language, name: str, lexicons: list[str]) -> Outline:
    return Outline(load_pack(*lexicons))


@Language.factory("fazhi_terms", default_config=_CONFIG, requires=[])
def _make_terms(nlp: Language, name: str, lexicons: list[str]) -> Terms:
    return Terms(_index_of(tuple(lexicons)))


@Language.factory("fazhi_judge", default_config=_CONFIG)
def _make_judge(nlp: Language, name: str, lexicons: list[str]) -> Judge:
    return Judge(load_pack(*lexicons), _index_of(tuple(lexicons)))


def build_pipeline(pack: Pack | None = None, engine: Engine = Engine.RJIEBA) -> Language:
    """Returns a spaCy pipeline that judges reports.

    Args:
        pack: The pack; the built-in one by default.
        engine: Which implementation of jieba's algorithm cuts the words.
    """
    pack = pack or load_pack()
    nlp = Chinese()
    nlp.max_length = _MAX_CHARACTERS
    nlp.tokenizer = JiebaTokenizer(nlp.vocab, Segmenter(pack.head.words, engine))
    index = TermIndex(pack)
    for name, component in (
        ("fazhi_outline", Outline(pack)),
        ("fazhi_terms", Terms(index)),
        ("fazhi_judge", Judge(pack, index)),
    ):
        nlp._components.append((name, component))
    return nlp


class Analyzer:
    """Judges reports with one pack and one segmenter, both loaded once.

    Args:
        pack: The pack; the built-in one by default.
        engine: Which implementation of jieba's algorithm cuts the words.
    """

    def __init__(self, pack: Pack | None = None, engine: Engine = Engine.RJIEBA) -> None:
        self.pack = pack or load_pack()
        self._engine = engine
        self._nlp = build_pipeline(self.pack, engine)

    def analyze(
        self,
        text: str,
        *,
        source: str | None = None,
        year: int | None = None,
        issuer: str | None = None,
    ) -> ReportResult:
        """Returns the result for one text; see ``analyze``."""
        with _no_collection():
            # The ``Doc`` is let go before the collector comes back and would look through it.
            result = _request(self.process(text, source=source, year=year, issuer=issuer)).result
        assert result is not None
        return result

    def process(
        self,
        text: str,
        *,
        source: str | None = None,
        year: int | None = None,
        issuer: str | None = None,
    ) -> Doc:
        """Returns the spaCy ``Doc`` with evidence in ``doc.spans``."""
        provenance = text.provenance if isinstance(text, ExtractedText) else None
        plain = text.text if isinstance(text, ExtractedText) else text
        if len(self._nlp.vocab) > _MAX_WORDS:
            self._nlp = build_pipeline(self.pack, self._engine)
        doc = self._nlp.make_doc(plain)
        doc.user_data["fazhi"] = Request(
            source=source or (provenance.name if provenance else None),
            year=year,
            issuer=issuer,
            provenance=provenance,
        )
        for _, component in self._nlp.pipeline:
            doc = component(doc)
        return doc


@lru_cache(maxsize=8)
def _analyzer(engine: Engine) -> Analyzer:
    return Analyzer(None, engine)


_own: dict[tuple[int, Engine], Analyzer] = {}


def analyze(
    text: str,
    *,
    source: str | None = None,
    pack: Pack | None = None,
    year: int | None = None,
    issuer: str | None = None,
    engine: Engine = Engine.RJIEBA,
) -> ReportResult:
    """Judges the text of one report.

    Args:
        text: The text; ``read_document(path)`` gives it for a file.
        source: The name to show for it.
        pack: The pack from ``load_pack``; the built-in one by default. It is compiled once.
        year: The reporting year, where the caller knows better than the text.
        issuer: The reporting body, likewise.
        engine: Which implementation of jieba's algorithm cuts the words.

    Returns:
        The result; ``result.to_dict()`` is REPORT of the contract.
    """
    if pack is None:
        judge = _analyzer(engine)
    else:
        key = id(pack), engine
        judge = _own.get(key) or Analyzer(pack, engine)
        if len(_own) > 8:
            _own.clear()
        _own[key] = judge
    return judge.analyze(text, source=source, year=year, issuer=issuer)


__all__ = ["Analyzer", "Level", "Role", "analyze", "build_pipeline"]
