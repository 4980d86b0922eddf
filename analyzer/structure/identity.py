"""Title, kind of text, reporting year, body, level and date of writing, put together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.lexicon.schema import Genres
from analyzer.model.document import Identity, Paragraph
from analyzer.model.text import Span
from analyzer.structure.bodies import BodyNames, fullest, is_full, is_region, level_of, names_of
from analyzer.structure.frame import Frame
from analyzer.structure.genre import REPORT, attached_report, by_title, kind_of
from analyzer.structure.head import read_head
from analyzer.structure.numbers import parse_year
from analyzer.structure.tail import read_tail
from analyzer.structure.voice import listen
from analyzer.structure.years import reporting_year

__all__ = ["REPORT", "identify", "level_of", "parse_year"]

_LABELLED = re.compile(r".{0,6}(?:报[送告]|填报|编制)(?:单位|机关|部门)[：:]")
_PUBLISHER = re.compile(
    r"\s*(?:发[文布]机[关构]|制发机构|来\s*源|信息来源)\s*[：:|]+\s*[|]?\s*(?P<name>\S+)"
)
_OPENING = 600
_OFFICE_SPEAKS = re.compile(r"我[局委厅办院队所站社会中处]|[我本]单位")


def identify(
    text: str,
    paragraphs: Sequence[Paragraph],
    genres: Genres,
    *,
    styled_title: Span | None = None,
) -> Identity:
    """Says what kind of text this is, of whom, of which year.

    Args:
        text: The whole text.
        paragraphs: Its paragraphs.
        genres: Kinds of text and names of bodies, from the pack.
        styled_title: The paragraph that the file marks as title.
    """
    names = names_of(genres.bodies)
    frame = _read_frame(text, paragraphs, names, styled_title)
    titled, voice = by_title(frame.title, genres.genres), listen(frame, text)
    if voice.notice or (titled is not None and titled.kind == "notice"):
        behind = _behind_cover(frame, text, paragraphs, genres, names)
        if behind is not None:
            frame = behind
            titled, voice = by_title(frame.title, genres.genres), listen(frame, text)
    genre = kind_of(frame, text, paragraphs, genres.genres, titled=titled, voice=voice)
    is_report = genre.kind == REPORT
    issuer = _issuer(frame, text, names)
    return Identity(
        title=frame.title,
        title_span=frame.title_span,
        kind=genre.kind,
        kind_name=genre.name,
        is_report=is_report,
        reporting_year=reporting_year(frame, text, is_report=is_report),
        issuer=issuer,
        level=level_of(issuer, text[frame.title_span.end :], genres.bodies),
        written=frame.written,
        body_start=frame.body_start,
        body_end=max(frame.body_end, frame.body_start),
    )


def _read_frame(
    text: str, paragraphs: Sequence[Paragraph], names: BodyNames, styled: Span | None
) -> Frame:
    frame, first = read_head(text, paragraphs, names, styled=styled)
    return read_tail(frame, text, paragraphs, names, first=first)


def _behind_cover(
    frame: Frame,
    text: str,
    paragraphs: Sequence[Paragraph],
    genres: Genres,
    names: BodyNames,
) -> Frame | None:
    """Returns the frame of the report that a notice or letter only forwards."""
    index = attached_report(frame, text, paragraphs, genres.genres)
    if index is None:
        return None
    above = text[paragraphs[index - 1].start : paragraphs[index - 1].end]
    return _read_frame(text, paragraphs[index - bool(names.is_name(above.strip())) :], names, None)


def _issuer(frame: Frame, text: str, names: BodyNames) -> str | None:
    """Returns the reporting body in its fullest form; None if the text names none."""
    labelled = (*frame.letterhead, text[frame.body_end : frame.body_end + 200])
    found = [names.of_line(line) for line in labelled if _LABELLED.match(line)]
    found.append(names.of_title(frame.title))
    # The government before the Party committee that signs with it.
    signed = sorted(frame.signature, key=lambda line: not line.rstrip().endswith("人民政府"))
    found.extend(names.of_line(line) for line in (*signed, *frame.letterhead))
    known = fullest([name for name in found if name])
    if known is not None and is_full(known):
        return known
    opening = text[frame.body_start : min(frame.body_start + _OPENING, frame.body_end)]
    # A bureau that calls itself 我局 speaks of its county too, but not as the author.
    office = _OFFICE_SPEAKS.search(opening) is not None
    found.extend(n for n in names.of_opening(opening) if not (office and is_region(n)))
    for line in frame.letterhead:
        published = _PUBLISHER.match(line)
        if published is not None:
            found.append(names.of_line(published["name"]))
    return fullest([name for name in found if name])
