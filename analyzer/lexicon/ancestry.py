"""What an office is called today: other names and changes of a pack, compiled; and their faults."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from analyzer.lexicon.basis import Record
from analyzer.lexicon.nodes import Path
from analyzer.lexicon.offices import ChangeKind, OfficeChange, OfficeNames, folded


class Trace(NamedTuple):
    """What became of an office.

    Attributes:
        name: Its name today, or the last one that it had for itself.
        heir: The office that it went into, as that is called today; ``None`` where it goes on, or
            where it was split.
        changes: The changes on the way, in order.
        sure: Whether it could be told; not so where the name had several fates and no year is known.
    """

    name: str
    heir: str | None = None
    changes: tuple[OfficeChange, ...] = ()
    sure: bool = True


class Ancestry:
    """The names of offices and what became of them.

    Args:
        offices: Other names (机构叫法).
        changes: Renamings, mergers and splits (机构沿革).
    """

    def __init__(self, offices: Iterable[OfficeNames], changes: Iterable[OfficeChange]) -> None:
        self._canonical: dict[str, str] = {}
        for office in offices:
            for name in (office.office, *office.other):
                self._canonical.setdefault(folded(name), office.office)
        self._changes: dict[tuple[str, str], list[OfficeChange]] = defaultdict(list)
        for change in changes:
            for name in (*change.before, *change.after):
                self._canonical.setdefault(folded(name), name)
            new = self.canonical(change.after[0])
            for name in dict.fromkeys(map(self.canonical, change.before)):
                # What others were merged into goes on under its own name.
                if name != new or change.kind is not ChangeKind.MERGED:
                    self._changes[change.place, name].append(change)
        for found in self._changes.values():
            found.sort(key=lambda change: (change.until, change.since, change.name))

    def knows(self, office: str) -> bool:
        """Tells whether the pack names an office."""
        return folded(office) in self._canonical

    @property
    def known(self) -> Iterable[str]:
        """All names of offices that the pack knows, without their joints."""
        return self._canonical

    def canonical(self, office: str) -> str:
        """Returns the one name of an office that the pack uses; an unknown one without joints."""
        short = folded(office)
        return self._canonical.get(short, short or office)

    def changes_of(self, office: str, place: str = "") -> Sequence[OfficeChange]:
        """Returns the changes that an office was subject to, the first to be over first.

        What is told of the place goes before what is told of everywhere.
        """
        name = self.canonical(office)
        return self._changes.get((place, name), self._changes.get(("", name), []))

    def traced(self, office: str, year: int | None, place: str = "") -> Trace:
        """Returns what became of an office that is called so in a report on a year.

        In years after a merger the old name is a loose word for the merged office.
        """
        name, passed = self.canonical(office), list[OfficeChange]()
        while True:
            found = self.changes_of(name, place)
            if year is None and len(found) > 1:
                return Trace(name, None, tuple(passed), sure=False)
            change = in_force(found, year)
            if change is None or change.kind is ChangeKind.SPLIT or change in passed:
                return Trace(name, None, tuple(passed))
            passed.append(change)
            after = self.canonical(change.after[0])
            later = change.since if year is None else max(year, change.since)
            if change.kind is ChangeKind.MERGED and (year is None or year <= change.since):
                onward = self.traced(after, later, place)
                return Trace(name, onward.heir or onward.name, (*passed, *onward.changes))
            name, year = after, later


def in_force(changes: Sequence[OfficeChange], year: int | None) -> OfficeChange | None:
    """Returns the change that an old name is subject to: the first that was not over by then."""
    return next((c for c in changes if year is None or year <= c.until), None)


# -- Faults --------------------------------------------------------------------------------------

# The kind of record, its key, the path in it, what is said.
Said = tuple[type[Record], str, Path, str]


def faults_of(offices: Sequence[OfficeNames], changes: Sequence[OfficeChange]) -> Iterator[Said]:
    """Yields what is wrong between the names and changes of a pack."""
    yield from _claimed_twice(offices)
    ancestry = Ancestry(offices, changes)
    for change in changes:
        for path, said in _one(change, ancestry):
            yield OfficeChange, change.name, path, said
    yield from _overlaps(changes, ancestry)
    yield from _circles(changes, ancestry)


def _claimed_twice(offices: Sequence[OfficeNames]) -> Iterator[Said]:
    owners = {folded(office.office): office for office in offices}
    for office in offices:
        for number, name in enumerate(office.other):
            owner = owners.setdefault(folded(name), office)
            if owner is not office:
                said = f"“{name}”已经是“{owner.office}”的叫法，不能又算“{office.office}”"
                yield OfficeNames, office.office, ("又称", number), f"{said}；请只留一处"


def _one(change: OfficeChange, ancestry: Ancestry) -> Iterator[tuple[Path, str]]:
    if change.since > change.until:
        years = f"“自”（{change.since}）晚于“至”（{change.until}）"
        yield ("自",), f"{years}，永远用不上，请核对年份"
    if change.kind is ChangeKind.SPLIT:
        if len(change.before) > 1 or len(change.after) < 2:
            yield ("现名",), "拆分应写一个“原名”、两个以上“现名”；请改写，或改用 更名、合并"
    elif len(change.after) > 1:
        said = f"{change.kind}以后只有一个机构，“现名”只能写一个；分成几个的请改用 拆分"
        yield ("现名",), said
    if change.kind is ChangeKind.RENAMED:
        new = ancestry.canonical(change.after[0])
        for number, name in enumerate(change.before):
            if ancestry.canonical(name) == new:
                said = f"“{name}”和“{change.after[0]}”本来就当作一个机构，不必再写更名"
                yield ("原名", number), f"{said}；请删去，或从“又称”里删去"


def _overlaps(changes: Sequence[OfficeChange], ancestry: Ancestry) -> Iterator[Said]:
    standing: dict[tuple[str, str], list[OfficeChange]] = defaultdict(list)
    for change in changes:
        for number, name in enumerate(change.before):
            others = standing[change.place, ancestry.canonical(name)]
            for other in others:
                if other is change or max(change.since, other.since) <= min(
                    change.until, other.until
                ):
                    said = (
                        f"“{name}”在“{other.name}”（{_years(other)}）里也是原名，年份重叠，"
                        "不知道该算哪一个；请给先发生的写上“至”，或只留一处"
                    )
                    yield OfficeChange, change.name, ("原名", number), said
            others.append(change)


def _years(change: OfficeChange) -> str:
    return f"{change.since} 年起" if change.until >= 2100 else f"{change.since}—{change.until}"


def _circles(changes: Sequence[OfficeChange], ancestry: Ancestry) -> Iterator[Said]:
    for change in changes:
        seen: list[OfficeChange] = []
        following: OfficeChange | None = change
        while following and following.kind is not ChangeKind.SPLIT and following not in seen:
            seen.append(following)
            later = ancestry.changes_of(following.after[0], change.place)
            following = in_force(later, max(passed.since for passed in seen))
        if seen and following is change:
            names = "”→“".join([change.before[0], *(passed.after[0] for passed in seen)])
            said = f"改来改去又回到了原处（“{names}”）；请核对年份，先发生的写上“至”"
            yield OfficeChange, change.name, ("现名",), said
