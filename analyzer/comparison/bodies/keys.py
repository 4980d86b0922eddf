"""The reporting body of a name, so that the reports of one body meet and no two bodies' do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath

from analyzer.comparison.bodies.parse import BodyName, NameParser, is_unnamed, kind_of
from analyzer.comparison.bodies.places import Places, autonomous
from analyzer.comparison.bodies.settling import Certainty, Context, Settling
from analyzer.comparison.bodies.writing import UNNAMED, plain
from analyzer.lexicon.ancestry import Ancestry, Trace
from analyzer.lexicon.offices import ChangeKind
from analyzer.lexicon.schema import Pack
from analyzer.model.document import Level


@dataclass(frozen=True, slots=True)
class BodyKey:
    """Which body a name is of.

    Attributes:
        name: The one name by which reports are grouped: equal for equal bodies, and a name itself.
        certainty: How sure that is: written out, by the pack's names and changes, by what the other
            names tell, or open.
        why: What was done to the name, in Chinese; empty where nothing was.
        heir: The name of the body that it went into (合并); ``None`` where it goes on.
    """

    name: str
    certainty: Certainty
    why: str = ""
    heir: str | None = None

    @property
    def line(self) -> str:
        """The name under which a body is followed across years: that of its heir, if it has one."""
        return self.heir or self.name


class Bodies:
    """Tells which body a name is of, by the pack and by the other names of a batch.

    Args:
        names: The names of a batch, as written in the reports; ``None`` is passed over.
        pack: Its names and changes of offices and places are used.
        roster: The names of the roster; what they tell of places goes before the batch.
    """

    def __init__(self, names: Iterable[str | None], pack: Pack, roster: Iterable[str] = ()) -> None:
        self._ancestry = Ancestry(pack.offices, pack.changes)
        self._parser = NameParser(self._ancestry)
        self._today = {old: now.place for now in pack.places for old in now.before}
        told = sorted({name for name in names if name and plain(name)})
        rostered = sorted(set(roster))
        parsed = [self._parser.parse(name) for name in (*told, *rostered)]
        self._today |= autonomous(place for name in parsed for place in name.places)
        batch, listed = list(map(self._parsed, told)), list(map(self._parsed, rostered))
        self._contexts = (("名单", Places.of(listed)), ("本批材料", Places.of(batch)))
        self._settling = Settling(self._ancestry, [*listed, *batch])
        self._keys: dict[tuple[str, int | None, Level | None, str], BodyKey] = {}

    def key(
        self,
        issuer: str | None,
        *,
        year: int | None = None,
        level: Level | None = None,
        source: str = "",
    ) -> BodyKey | None:
        """Returns the key of a name; ``None`` for none.

        Args:
            issuer: The name as written.
            year: The reporting year, where it is known: it tells which change an old name is
                subject to.
            level: The level, where it is known: 城关 of 乡镇街道 is a town.
            source: The file; a folder in its path that is named after a place counts before
                everything else.
        """
        if not issuer or not plain(issuer):
            return None
        folder = str(PurePath(source.replace("\\", "/")).parent) if source else ""
        at = issuer, year, level, folder
        if at not in self._keys:
            self._keys[at] = self._key(*at)
        return self._keys[at]

    def differ_surely(self, one: str, other: str) -> bool:
        """Tells whether two names are of two offices that the pack knows: no slip made one of them."""
        offices = [self._parsed(name).office for name in (one, other)]
        return offices[0] != offices[1] and all(map(self._ancestry.knows, offices))

    def _parsed(self, name: str) -> BodyName:
        """Returns a name taken apart, its places called as they are today."""
        parsed = self._parser.parse(name)
        today = tuple([self._today.get(place, place) for place in parsed.places])
        return replace(parsed, places=today, aliased=parsed.aliased or today != parsed.places)

    def _key(self, issuer: str, year: int | None, level: Level | None, folder: str) -> BodyKey:
        name = self._parsed(issuer)
        found = self._settling.settled(name, level, (*self._folder(folder), *self._contexts))
        place = found.places[-1] if found.places else ""
        trace = self._ancestry.traced(found.office, year, place)
        certainty = found.certainty
        if certainty is Certainty.WRITTEN and (name.aliased or trace.name != found.office):
            certainty = Certainty.KNOWN
        return BodyKey(
            name=written(found.places, trace.name),
            certainty=certainty if trace.sure else Certainty.OPEN,
            why="；".join(filter(None, (found.why, _why(found.office, year, trace)))),
            heir=written(found.places, trace.heir) if trace.heir else None,
        )

    def _folder(self, folder: str) -> tuple[Context, ...]:
        names = [self._parsed(part) for part in PurePath(folder).parts]
        places = Places.of([name for name in names if name.places and not name.bare])
        return (("文件夹", places),) if places.owners else ()


def written(places: tuple[str, ...], office: str) -> str:
    """Returns the name of a body as it is written in full."""
    if not places:
        return office
    *above, last = (f"{UNNAMED}{place}" if is_unnamed(place) else place for place in places)
    if above and not kind_of(last) and office.endswith("局"):
        return f"{''.join(above)}{office}{last}分局"
    return f"{''.join(above)}{last}{office}"


def _why(office: str, year: int | None, trace: Trace) -> str:
    if not trace.sure:
        return f"“{office}”在不同年代去向不同，看不出是哪一年的"
    said = []
    for change in trace.changes:
        verb = "并入" if change.kind is ChangeKind.MERGED else "更名为"
        said.append(f"{change.since} 年{verb}{change.after[0]}")
    return f"“{office}”{'，'.join(said)}" if said else ""
