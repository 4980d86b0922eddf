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

from analyzer.comparison.copying.names import Naming, naming, own_names
from analyzer.comparison.copying.shared import Copying, Remark, Side
from analyzer.comparison.submissions import Submissions
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
# No name of a body is longer.
_LONGEST = 32
# 年底县政府 is no place's government.
_NO_PLACE = re.compile(r"[年月日终底初季度在由这那每]")


def other_bodies(
    records: Sequence[Record], copying: Copying, submitted: Submissions, names: BodyNames
) -> Iterator[Remark]:
    """Yields the places where a report bears another body's name instead of its own, in order.

    Args:
        records: The reports.
        copying: What they have in common.
        submitted: Whose they are, and what a name in them means.
        names: Tells names of bodies from other words.
    """
    search = _Search(records, submitted, names)
    found = {
        remark[:3]: remark
        for number, record in enumerate(records)
        for remark in search.in_own_places(number, record)
    }
    for (own, other), sides in _by_pair(copying).items():
        for remark in search.in_copied(own, other, sides):
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
    """Returns the passages that two bodies share by report and report, seen from either of them."""
    pairs: dict[tuple[int, int], list[tuple[Side, Side]]] = defaultdict(list)
    for passage in copying.passages:
        if not passage.own:
            for own, other in ((passage.a, passage.b), (passage.b, passage.a)):
                pairs[own.report, other.report].append((own, other))
    return pairs


class _Search:
    def __init__(self, records: Sequence[Record], submitted: Submissions, names: BodyNames) -> None:
        self._records = records
        self._submitted = submitted
        self._names = names

    # -- In copied text --------------------------------------------------------------------------

    def in_copied(
        self, own: int, other: int, sides: Sequence[tuple[Side, Side]]
    ) -> Iterator[Remark]:
        """Yields names of the other body in the passages that a report shares with it."""
        record, source = self._records[own], self._records[other]
        names = self._foreign_names(record, source)
        shared = sorted(_sentences(record.text, side) for side, _ in sides)
        found = self._named(record, names)
        if any(not _inside(place, shared) for place in found):
            # A body that the report speaks of elsewhere, too, is there for a reason.
            return
        mine = own_names(record.issuer, self._submitted.called(record))
        for side, source_side in sides:
            theirs = source.text[slice(*_sentences(source.text, source_side))]
            low, high = _sentences(record.text, side)
            for begin, stop in found:
                if not low <= begin < high:
                    continue
                said = record.text[begin:stop]
                first, last = _sentences(record.text, side, begin)
                sentence = record.text[first:begin] + record.text[stop:last]
                if said in theirs and not any(name in sentence for name in mine):
                    message = f"与{source.issuer}的报告相同的一段里写着“{said}”，本报告是{record.issuer}的"
                    yield Remark(own, begin, stop, message)

    def _foreign_names(self, record: Record, source: Record) -> tuple[str, ...]:
        """Returns what another body is called by that a report has no reason to name."""
        mine = naming(self._submitted.called(record))
        its = naming(self._submitted.called(source))
        written = naming(source.issuer)
        if self._is_elsewhere(record, written.full, source):
            return tuple({its.full, its.place, written.full, written.place} - {""})
        beside = mine.place == its.place and all((mine.place, mine.office, its.office))
        if beside and not (mine.is_government or its.is_government):
            return its.full, written.full
        return ()

    def _named(self, record: Record, names: Sequence[str]) -> list[tuple[int, int]]:
        """Returns where names stand, the longest at each place, and are not part of an own name."""
        if not names:
            return []
        listed = sorted(names, key=lambda name: (-len(name), name))
        pattern = re.compile("|".join(map(re.escape, listed)))
        return [
            match.span()
            for match in pattern.finditer(record.text)
            if not self._begins_own_name(record, *match.span())
        ]

    def _begins_own_name(self, record: Record, begin: int, stop: int) -> bool:
        """Tells whether what stands at a place is, or goes on to, a name of the report's own body."""
        return any(
            self._submitted.is_own(name, record)
            for end in range(stop, min(begin + _LONGEST, len(record.text)) + 1)
            if self._names.is_name(name := record.text[begin:end])
        )

    def _is_elsewhere(self, record: Record, name: str, context: Record) -> bool:
        """Tells whether a name is another place's body's, however both are written.

        Args:
            record: Whose place is the own.
            name: The other name.
            context: The report in which it stands.
        """
        mine = naming(record.issuer), naming(self._submitted.called(record))
        its = naming(name), naming(self._submitted.meant(name, context))
        return not self._submitted.is_own(name, record) and all(
            is_elsewhere(own, other) for own in mine for other in its
        )

    # -- In places of the own name ---------------------------------------------------------------

    def in_own_places(self, number: int, record: Record) -> Iterator[Remark]:
        """Yields another place's bodies that sign a report, are addressed in it, or act in it."""
        if not naming(record.issuer).rank or not record.told:
            return
        body = record.told[0].start, max(told.end for told in record.told)
        end = len(record.text)
        for low, high, what in ((_title_end(record), body[0], _ADDRESSEE), (body[1], end, "落款")):
            for line in _LINE.finditer(record.text, low, high):
                addressed = line.group().rstrip().endswith(("：", ":"))
                name = self._names.of_line(line.group().rstrip(" 　：:"))
                if name is None or addressed != (what == _ADDRESSEE):
                    continue
                if self._is_elsewhere(record, name, record):
                    message = f"{what}写的是“{name}”，本报告是{record.issuer}的"
                    yield Remark(number, *line.span(), message)
        subject = self._subject_of(record)
        for told in record.told:
            found = None if told.heading else self._subject(record, subject, told.start, told.end)
            if found is not None:
                name = found.group()
                message = f"这句话的主语是“{name}”，本报告是{record.issuer}的"
                yield Remark(number, *found.span(), message)

    def _subject_of(self, record: Record) -> re.Pattern[str]:
        """Returns what the subject of a sentence looks like: an office like the own, or a government."""
        office = naming(record.issuer).office
        own = re.escape(office) if office else _GOVERNS
        return re.compile(
            rf"(?P<place>[^\W\d_省市县区州旗镇乡盟]{{1,6}}[省州盟市县区旗镇乡])(?:{own}|{_GOVERNS})"
        )

    def _subject(
        self, record: Record, subject: re.Pattern[str], start: int, end: int
    ) -> re.Match[str] | None:
        """Returns the name of another place's body that is the subject of a sentence."""
        text = record.text
        opens = _OPENS.match(text, start, end)
        begin = opens.end() if opens is not None else start
        found = subject.match(text, begin, end)
        if found is None or _NO_PLACE.search(found["place"]):
            return None
        if not _ACTS.match(text, found.end(), end) or _related(text, begin):
            return None
        name = found.group()
        if not self._names.is_name(name) or not self._is_elsewhere(record, name, record):
            return None
        return found


def _inside(place: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in spans)


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
