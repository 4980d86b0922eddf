"""The steps of ``analyzer.pipeline`` as a spaCy pipeline, and as components for other pipelines.

The pipeline is ``zh`` with jieba's words as tokens and three components, registered as factories:
``fazhi_outline``, ``fazhi_terms``, ``fazhi_judge``. The result is in ``doc.user_data["fazhi"]`` and
every element's evidence in ``doc.spans[element id]``. Checking reports needs none of this, so that
it does not wait for spaCy to load.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from analyzer.lexicon.load import load_pack
from analyzer.lexicon.schema import Pack
from analyzer.matching.segment import Engine, Segmenter
from analyzer.matching.terms import Matches, TermIndex
from analyzer.model.document import Document
from analyzer.model.report import ReportResult
from analyzer.model.text import ExtractedText, Provenance
from analyzer.pipeline import Judge, Outline, second_opinion
from analyzer.restoration import restored
from analyzer.structure.mending import Mended, mend

_MAX_CHARACTERS = 20_000_000


@dataclass(slots=True)
class Request:
    """What a caller says about a text, and what the components add: ``doc.user_data["fazhi"]``."""

    source: str | None = None
    year: int | None = None
    issuer: str | None = None
    provenance: Provenance | None = None
    mended: Mended | None = None
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
        """Returns the text as a ``Doc``; a text that remembers its file passes that on."""
        provenance = text.provenance if isinstance(text, ExtractedText) else None
        plain = text.text if isinstance(text, ExtractedText) else text
        words = self._segmenter.cut(plain)
        orths: list[Any] = list(map(self._orths.__getitem__, words))
        doc = Doc(self._vocab, words=orths, spaces=[False] * len(words))
        # spaCy joins its tokens anew at every ``doc.text``; the components need it several times.
        doc.user_data["fazhi_text"] = plain
        doc.user_data["fazhi_words"] = words
        if provenance is not None:
            doc.user_data["fazhi"] = Request(source=provenance.name, provenance=provenance)
        return doc


class OutlineComponent:
    """Component ``fazhi_outline``: structure and identity of a report."""

    def __init__(self, pack: Pack) -> None:
        self._outline = Outline(pack)

    def __call__(self, doc: Doc) -> Doc:
        """Sets ``Request.document``."""
        request = _request(doc)
        text = _text(doc)
        request.mended = mend(text, lines=not (request.provenance and request.provenance.headings))
        request.document = self._outline.read(
            text if request.mended is None else request.mended.text,
            source=request.source,
            year=request.year,
            issuer=request.issuer,
            provenance=request.provenance,
        )
        return doc


class TermsComponent:
    """Component ``fazhi_terms``: all terms of the pack, by sentence. Needs ``fazhi_outline``."""

    def __init__(self, index: TermIndex) -> None:
        self._index = index
        self._segmenter: Segmenter | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Sets ``Request.matches``."""
        request = _request(doc)
        assert request.document is not None
        text = request.document.text
        words = doc.user_data.get("fazhi_words") if request.mended is None else None
        if words is None:
            # Another pipeline's tokens may be characters; word boundaries are needed here.
            self._segmenter = self._segmenter or Segmenter(self._index.user_words)
            words = self._segmenter.cut(text)
        request.matches = self._index.find(text, words, request.document.sentences)
        return doc


class JudgeComponent:
    """Component ``fazhi_judge``: verdicts, items, findings and score. Needs ``fazhi_terms``."""

    def __init__(self, pack: Pack, index: TermIndex) -> None:
        self._judge = Judge(pack, index, second_opinion(pack)[0])

    def __call__(self, doc: Doc) -> Doc:
        """Sets ``Request.result`` and ``doc.spans``."""
        request = _request(doc)
        assert request.document is not None
        assert request.matches is not None
        result = self._judge.judge(request.document, request.matches)
        if request.mended is not None:
            result = restored(result, request.mended, _text(doc))
        request.result = result
        starts = [token.idx for token in doc]
        for element in result.elements:
            label = doc.vocab.strings.add(element.id)
            doc.spans[element.id] = [
                Span(doc, bisect_right(starts, e.start) - 1, bisect_left(starts, e.end), label)
                for e in element.evidence
            ]
        return doc


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
def make_outline(nlp: Language, name: str, lexicons: list[str]) -> OutlineComponent:
    """Returns the component ``fazhi_outline`` for a pipeline."""
    return OutlineComponent(load_pack(*lexicons))


@Language.factory("fazhi_terms", default_config=_CONFIG)
def make_terms(nlp: Language, name: str, lexicons: list[str]) -> TermsComponent:
    """Returns the component ``fazhi_terms`` for a pipeline."""
    return TermsComponent(_index_of(tuple(lexicons)))


@Language.factory("fazhi_judge", default_config=_CONFIG)
def make_judge(nlp: Language, name: str, lexicons: list[str]) -> JudgeComponent:
    """Returns the component ``fazhi_judge`` for a pipeline."""
    return JudgeComponent(load_pack(*lexicons), _index_of(tuple(lexicons)))


def build_pipeline(pack: Pack | None = None, engine: Engine = Engine.RJIEBA) -> Language:
    """Returns a spaCy pipeline that judges reports: ``build_pipeline()(text)`` is a judged ``Doc``.

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
        ("fazhi_outline", OutlineComponent(pack)),
        ("fazhi_terms", TermsComponent(index)),
        ("fazhi_judge", JudgeComponent(pack, index)),
    ):
        nlp._components.append((name, component))
    return nlp
