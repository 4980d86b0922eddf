"""Another body's name where a report should have its own (抄来的段落忘了改单位名称).

Two kinds of proof, each enough: a passage shared with another body still bears that body's name; or
another place's body signs, is addressed, or acts as subject where only the own one can. A name with
any other reason to be there (a superior, a partner, a court, a township below) is none: the place
must be of the same rank as the own, and the sentence must not speak of a relation to it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from analyzer.comparison.copying.find import body_of
from analyzer.comparison.copying.names import Naming, naming
from analyzer.comparison.copying.shared import Copying, Remark, Side
from analyzer.model.record import Record
from analyzer.structure.bodies import BodyNames

_STOPS = "。；！？\n"
_RELATION = re.compile(
    r"经验|学习(?=[^。；]{0,6}(?:做法|经验))|考察|观摩|交流|兄弟|邻|接壤|协作|联合|会同|共同|签订|签署|对口|帮扶|跨|借鉴|推广"
    r"|互|异地|法院|检察|移送|协查|来函|诉|案|当事人|申请人|参照|对标|通报|[与和同][^。；，]{0,20}(?:一道|一起|之间)|[、]"
)
_GOVERNS = r"(?:人民政府|政府|[县市区旗]委|党委|党工委|办事处)"
_OPENS = re.compile(
    r"(?:20\d{2}年(?:度|以来)?[，,]?|今年以来[，,]?|一年来[，,]?|[（(][^）)\n]{1,3}[）)])?"
)
# What an author does next; a passive or a possessive makes it something else.
_ACTS = re.compile(
    r"(?:党组|党委|领导班子|主要负责人|局长|主任)?(?:坚持|始终|认真|深入|严格|切实|高度重视|全面|持续|扎实|大力|积极|依法|把|将|成立|召开|组织|制定|出台"
    r"|印发|建立|推行|推进|办理|开展|落实|加强|履行|全年|共|20\d{2}年)"
)
_LINE = re.compile(r"(?<![^\n])[^\n]{2,40}(?![^\n])")
_ADDRESSEE = "主送机关"
# 年底县政府 is no place's government.
_NO_PLACE = re.compile(r"[年月日终底初季度在由这那每]")


def other_bodies(records: Sequence[Record], copying: Copying, names: BodyNames) -> Iterator[Remark]:
    """Yields the places where a report bears another body's name instead of its own, in order.

    Args:
        records: The reports.
        copying: What they have in common.
        names: Tells names of bodies from other words.
    """
    found = {
        remark[:3]: remark
        for number, record in enumerate(records)
        for remark in _in_own_places(number, record, names)
    }
    for (own, other), sides in _by_pair(copying).items():
        for remark in _in_copied(records, own, other, sides):
            found.setdefault(remark[:3], remark)
    yield from sorted(found.values())


def is_elsewhere(own: Naming, other: Naming) -> bool:
    """Tells whether a body belongs to another place of the same rank, of which the own knows nothing."""
    return (
        own.rank > 0
        and own.rank == other.rank
        and own.place != other.place
        and other.place not in own.full
        and own.place not in other.full
    )


def _by_pair(copying: Copying) -> dict[tuple[int, int], list[tuple[Side, Side]]]:
    """Returns the passages of every two reports, seen from either of them."""
    pairs: dict[tuple[int, int], list[tuple[Side, Side]]] = defaultdict(list)
    for passage in copying.passages:
        for own, other in ((passage.a, passage.b), (passage.b, passage.a)):
            pairs[own.report, other.report].append((own, other))
    return pairs


def _in_copied(
    records: Sequence[Record], own: int, other: int, sides: Sequence[tuple[Side, Side]]
) -> Iterator[Remark]:
    record, source = records[own], records[other]
    mine, its = naming(record.issuer), naming(source.issuer)
    names = _foreign_names(mine, its)
    if body_of(record) == body_of(source) or not names:
        return
    shared = sorted(_sentences(record.text, side) for side, _ in sides)
    if any(not _inside(place, shared) for place in _occurrences(record.text, names)):
        # A body that the report speaks of elsewhere, too, is there for a reason.
        return
    for side, source_side in sides:
        theirs = source.text[slice(*_sentences(source.text, source_side))]
        for begin, stop in _occurrences(record.text, names, *_sentences(record.text, side)):
            said = record.text[begin:stop]
            first, last = _sentences(record.text, side, begin)
            sentence = record.text[first:begin] + record.text[stop:last]
            if said in theirs and not any(name in sentence for name in mine.own):
                message = (
                    f"与{source.issuer}的报告相同的一段里写着“{said}”，本报告是{record.issuer}的"
                )
                yield Remark(own, begin, stop, message)


def _foreign_names(mine: Naming, its: Naming) -> tuple[str, ...]:
    """Returns what a body is called by that another one's report has no reason to name."""
    if is_elsewhere(mine, its):
        return its.full, its.place
    if mine.place == its.place and mine.place and {mine.office, its.office}.isdisjoint({""}):
        return () if mine.is_government or its.is_government else (its.full,)
    return ()


def _inside(place: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in spans)


def _in_own_places(number: int, record: Record, names: BodyNames) -> Iterator[Remark]:
    mine = naming(record.issuer)
    if not mine.rank or not record.told:
        return
    body = record.told[0].start, max(told.end for told in record.told)
    title_end = _title_end(record)
    for low, high, what in ((title_end, body[0], _ADDRESSEE), (body[1], len(record.text), "落款")):
        for line in _LINE.finditer(record.text, low, high):
            addressed = line.group().rstrip().endswith(("：", ":"))
            name = names.of_line(line.group().rstrip(" 　：:"))
            if name is None or addressed != (what == _ADDRESSEE):
                continue
            if is_elsewhere(mine, naming(name)):
                message = f"{what}写的是“{name}”，本报告是{record.issuer}的"
                yield Remark(number, *line.span(), message)
    for told in record.told:
        remark = _subject(number, record, mine, names, told.start, told.end)
        if remark is not None and not told.heading:
            yield remark


def _subject(
    number: int, record: Record, mine: Naming, names: BodyNames, start: int, end: int
) -> Remark | None:
    """Returns a remark where another place's body is the subject of a sentence."""
    opens = _OPENS.match(record.text, start, end)
    begin = opens.end() if opens is not None else start
    office = re.escape(mine.office) if mine.office else _GOVERNS
    pattern = re.compile(
        rf"(?P<place>[^\W\d_省市县区州旗镇乡盟]{{1,6}}[省州盟市县区旗镇乡])(?:{office}|{_GOVERNS})"
    )
    found = pattern.match(record.text, begin, end)
    if found is None or _NO_PLACE.search(found["place"]) or not names.is_name(found.group()):
        return None
    if not is_elsewhere(mine, naming(found.group())):
        return None
    if not _ACTS.match(record.text, found.end(), end) or _related(record.text, begin):
        return None
    message = f"这句话的主语是“{found.group()}”，本报告是{record.issuer}的"
    return Remark(number, found.start(), found.end(), message)


def _title_end(record: Record) -> int:
    title = record.report.get("title") or ""
    at = record.text.find(title) if title else -1
    return at + len(title) if at >= 0 else 0


def _related(text: str, at: int) -> bool:
    """Tells whether the sentence around a place speaks of a relation to others."""
    start = max(text.rfind(stop, 0, at) for stop in _STOPS) + 1
    ends = [end for stop in _STOPS if (end := text.find(stop, at)) >= 0]
    return _RELATION.search(text, start, min(ends, default=len(text))) is not None


def _sentences(text: str, side: Side, at: int | None = None) -> tuple[int, int]:
    """Returns the bounds of the sentences that a passage, or one place in it, lies in."""
    first, last = (side.start, max(side.end - 1, side.start)) if at is None else (at, at)
    start = max(text.rfind(stop, 0, first) for stop in _STOPS) + 1
    ends = [end for stop in _STOPS if (end := text.find(stop, last)) >= 0]
    return start, min(ends, default=len(text))


def _occurrences(
    text: str, names: Sequence[str], start: int = 0, end: int | None = None
) -> list[tuple[int, int]]:
    """Returns where names stand, the longest at each place."""
    listed = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(map(re.escape, listed)))
    return [
        match.span() for match in pattern.finditer(text, start, len(text) if end is None else end)
    ]
