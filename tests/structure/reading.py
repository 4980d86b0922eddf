"""Short ways to read a text in these tests."""

from __future__ import annotations

from analyzer.lexicon.load import load_pack
from analyzer.model.document import Identity, Section
from analyzer.model.text import Span, StyledHeading
from analyzer.structure.identity import identify
from analyzer.structure.outline import build_sections, find_headings, split_paragraphs

# A heading as these tests write it: level, number, title.
Heading = tuple[int, str, str]


def sections_of(text: str, styled: tuple[StyledHeading, ...] = ()) -> tuple[Section, ...]:
    """The sections of a text that is all body."""
    lines = find_headings(text, split_paragraphs(text), styled)
    return build_sections(lines, text, len(text))


def outline(text: str, styled: tuple[StyledHeading, ...] = ()) -> list[Heading]:
    """The headings of a text that is all body."""
    return [(s.level, s.number, s.title) for s in sections_of(text, styled)]


def styled_as(text: str, levels: dict[str, int]) -> tuple[StyledHeading, ...]:
    """What a Word reader says of lines that have heading styles."""
    found = []
    for line, level in levels.items():
        start = text.index(line)
        found.append(StyledHeading(span=Span(start, start + len(line)), level=level))
    return tuple(sorted(found, key=lambda heading: heading.span.start))


def identity(text: str) -> Identity:
    """Identity by the built-in pack."""
    return identify(text, split_paragraphs(text), load_pack().identity)
