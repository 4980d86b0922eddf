"""Title, kind of text, reporting year, body, level and date of writing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from analyzer.lexicon.schema import Bodies, Genre, Genres
from analyzer.model.document import Identity, Level, Paragraph
from analyzer.model.text import Span

REPORT = "annual-report"
_DIGITS = {ch: str(i) for i, ch in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
}
_YEAR = re.compile(r"((?:19|20)\s?\d{2}|二[〇○零][〇○零一二三四五六七八九]{2})\s?(?:年|—|-)?")
_YEAR_IN_TEXT = re.compile(r"(20\d{2})\s*年")
_DATE = re.compile(
    r"((?:19|20)\d{2}|二[〇○零][〇○零一二三四五六七八九]{2})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*月"
    r"\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
_ADDRESSEE = re.compile(r"^[ \t\u3000]*[^。，；]{2,40}[：:]\s*$")
_SOFT_TITLE_END = (
    "报告",
    "总结",
    "要点",
    "方案",
    "计划",
    "通知",
    "汇报",
    "意见",
    "办法",
    "通报",
    "讲话",
)
_HAN_NUMBERS = "一二三四五六七八九十"


def parse_year(written: str) -> int | None:
    """Returns a year as written in digits or Chinese numerals; None if it is none."""
    digits = "".join(_DIGITS.get(ch, ch) for ch in written if not ch.isspace())
    found = re.search(r"(?:19|20)\d{2}", digits)
    return int(found.group()) if found else None


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
    title_span, next_index = _title(text, paragraphs, styled_title)
    title = re.sub(r"\s+", "", title_span.of(text))
    body_start = title_span.end
    if next_index < len(paragraphs):
        paragraph = paragraphs[next_index]
        if _ADDRESSEE.match(text[paragraph.start : paragraph.end]):
            body_start = paragraph.end
    body_end, written, signature = _signature(text, paragraphs)
    kind = _kind(title, text, body_start, genres.genres)
    year = _reporting_year(title, text, body_start, written, is_report=kind == REPORT)
    issuer = _issuer(title, signature, text, body_start, genres.bodies)
    return Identity(
        title=title,
        title_span=title_span,
        kind=kind,
        kind_name=next((genre.name for genre in genres.genres if genre.kind == kind), "其他材料"),
        is_report=kind == REPORT,
        reporting_year=year,
        issuer=issuer,
        level=level_of(issuer, text, genres.bodies),
        written=written,
        body_start=body_start,
        body_end=max(body_end, body_start),
    )


def _title(text: str, paragraphs: Sequence[Paragraph], styled: Span | None) -> tuple[Span, int]:
    """Returns the title (one to three lines) and the index of the paragraph after it."""
    if styled is not None:
        after = sum(1 for p in paragraphs if p.start <= styled.start)
        return styled, after
    for index, first in enumerate(paragraphs[:8]):
        line = text[first.start : first.end].strip()
        if len(line) > 60 or line.endswith(("。", "；", "，", "：", ":")):
            if len(line) > 60:
                break
            continue
        end, last = first.end, index
        joined = line
        while not joined.endswith((*_SOFT_TITLE_END, "）", ")")) and last + 1 < min(
            len(paragraphs), index + 3
        ):
            following = text[paragraphs[last + 1].start : paragraphs[last + 1].end].strip()
            if (
                len(following) > 40
                or re.search(r"[。：:；，]", following)
                or re.match(rf"[（(]?[{_HAN_NUMBERS}\d]+[、）.．]", following)
            ):
                break
            last += 1
            joined += following
            end = paragraphs[last].end
        if any(word in joined for word in _SOFT_TITLE_END) or "法治" in joined or "述法" in joined:
            if last > index and not any(word in joined for word in _SOFT_TITLE_END):
                return Span(first.start, first.end), index + 1
            return Span(first.start, end), last + 1
    return Span(0, 0), 0


def _signature(
    text: str, paragraphs: Sequence[Paragraph]
) -> tuple[int, tuple[int, int, int] | None, str]:
    """Returns where the signature begins, the date in it, and its lines."""
    for index in range(len(paragraphs) - 1, max(-1, len(paragraphs) - 8), -1):
        line = text[paragraphs[index].start : paragraphs[index].end].strip()
        match = _DATE.search(line)
        if match is None or len(line) > 40:
            continue
        date = (parse_year(match[1]) or 0, _number(match[2]), _number(match[3]))
        start = index
        names = [line[: match.start()]]
        if (
            index
            and len(text[paragraphs[index - 1].start : paragraphs[index - 1].end].strip()) <= 30
        ):
            above = text[paragraphs[index - 1].start : paragraphs[index - 1].end].strip()
            if not above.endswith(("。", "！")) and not re.match(
                r"[（(]?[一二三四五六七八九十]+[、）]", above
            ):
                start = index - 1
                names.insert(0, above)
        if paragraphs[start].start > 0:
            return paragraphs[start].start, date, "".join(names)
    return len(text), None, ""


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    tens, _, units = written.partition("十")
    if "十" not in written:
        return _HAN_NUMBERS.index(written) + 1
    return (_HAN_NUMBERS.index(tens) + 1 if tens else 1) * 10 + (
        _HAN_NUMBERS.index(units) + 1 if units else 0
    )


def _kind(title: str, text: str, body_start: int, genres: Sequence[Genre]) -> str:
    """Returns the kind of text: by its title, else by how its first lines speak."""
    for genre in genres:
        if _fits(title, genre):
            return genre.kind
    head = text[body_start : body_start + 400]
    for genre in genres:
        if genre.kind == REPORT and re.search(
            r"(?:法治(?:政府)?建设|依法行政)[^。]{0,20}(?:报告|汇报|总结)如下", head
        ):
            return REPORT
    return "other"


def _fits(title: str, genre: Genre) -> bool:
    if any(word in title for word in genre.not_title):
        return False
    if genre.title_ends and not title.rstrip("）)").endswith(genre.title_ends):
        return False
    if genre.title_all and not all(any(w in title for w in group) for group in genre.title_all):
        return False
    if genre.title_any and not any(word in title for word in genre.title_any):
        return False
    return bool(genre.title_any or genre.title_all or genre.title_ends)


def _reporting_year(
    title: str,
    text: str,
    body_start: int,
    written: tuple[int, int, int] | None,
    *,
    is_report: bool,
) -> int | None:
    """Returns the year reported on: title, then the opening, then the signature, then frequency."""
    match = _YEAR.search(title)
    if match is not None and (year := parse_year(match[1])) is not None:
        return year
    if not is_report:
        return None
    opening = text[body_start : body_start + 500]
    told = re.search(
        r"(20\d{2})\s*年(?:度)?[^。，；]{0,25}(?:情况|工作|建设)[^。，；]{0,12}(?:报告|汇报|总结)",
        opening,
    )
    if told is not None:
        return int(told[1])
    first = _YEAR_IN_TEXT.search(opening)
    if first is not None and (written is None or int(first[1]) in (written[0], written[0] - 1)):
        return int(first[1])
    if written is not None:
        return written[0] - 1 if written[1] <= 6 else written[0]
    years = Counter(int(year) for year in _YEAR_IN_TEXT.findall(text))
    return years.most_common(1)[0][0] if years else None


def _issuer(title: str, signature: str, text: str, body_start: int, bodies: Bodies) -> str | None:
    """Returns the reporting body by signature, title or opening; None if the text names none."""
    candidates = []
    for part in (signature, title, text[body_start : body_start + 300], text[:body_start]):
        name = _body_in(part, bodies)
        if name is not None:
            candidates.append(name)
    for name in candidates:
        # The fullest name that contains the first one found.
        longer = [other for other in candidates if other.endswith(name)]
        return max(longer, key=len)
    return None


@lru_cache(maxsize=8)
def _ends_of(bodies: Bodies) -> re.Pattern[str]:
    ends = {*bodies.department_ends, *bodies.township_ends, *bodies.government_ends}
    return re.compile("|".join(map(re.escape, sorted(ends, key=len, reverse=True))))


def _body_in(part: str, bodies: Bodies) -> str | None:
    """Returns the first name of a body in a short text: the longest one that begins there."""
    part = re.sub(r"\s+", "", part)
    part = part if part.startswith("关于") else _ENDS_NAME.split(part, maxsplit=1)[0]
    part = re.sub(r"^关于(?:印发|报送)?", "", part)
    ends = _ends_of(bodies)
    for run in _HAN_RUN.finditer(part):
        start, best = run.start(), ""
        for match in ends.finditer(part, run.start(), run.end()):
            name = part[start : match.end()]
            if len(name) <= _LONGEST_NAME and _is_name(name, match.group()):
                best = name
            elif not best:
                start = match.end()
        if best:
            return best
    return None


_ENDS_NAME = re.compile(r"关于|20\d{2}|二[〇○零]")
_HAN_RUN = re.compile(r"[一-鿿]+")
_LONGEST_NAME = 28
_NOT_A_NAME = re.compile(
    r"我[局委办厅县市区镇乡]|全[县市区局]|本[局县]|各|坚持|在|县委|市委|区委|省委|党组|领导|关于|以来|深入|落实|的|按照|根据|以|将|为"
)


def _is_name(name: str, end: str) -> bool:
    return len(name) > len(end) and not _NOT_A_NAME.search(name)


def level_of(issuer: str | None, text: str, bodies: Bodies) -> Level | None:
    """Returns the level that a body's name shows, else the one its self-reference shows."""
    if issuer:
        if issuer.endswith(tuple(bodies.township_ends)) or re.search(
            r"(?:乡|镇|街道)(?:党委|人民政府|政府|办事处)?$", issuer
        ):
            return Level.TOWNSHIP
        if issuer.endswith(tuple(bodies.government_ends)):
            stem = issuer
            for end in sorted(bodies.government_ends, key=len, reverse=True):
                stem = stem.removesuffix(end)
            return _government(stem)
        return Level.DEPARTMENT
    head = text[:1200]
    for word, level in (
        (r"我[局委厅办]", Level.DEPARTMENT),
        (r"我[镇乡]|街道", Level.TOWNSHIP),
        (r"我[县区]", Level.COUNTY),
        (r"我市", Level.CITY),
        (r"我省", Level.PROVINCE),
    ):
        if re.search(word, head):
            return level
    return None


def _government(stem: str) -> Level:
    if stem.endswith(("省", "自治区")) or stem in ("北京市", "上海市", "天津市", "重庆市"):
        return Level.PROVINCE
    if stem.endswith(("县", "区", "旗")):
        return Level.COUNTY
    if stem.endswith(("镇", "乡", "街道", "苏木")):
        return Level.TOWNSHIP
    # A city that names its superior city in its own name is of county rank.
    return Level.COUNTY if re.search(r"市.+市$", stem) else Level.CITY
