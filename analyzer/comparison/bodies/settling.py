"""Which place a name is of, where it does not say so itself: only where there is one choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from analyzer.comparison.bodies.parse import (
    GOVERNMENT,
    STREET_OFFICE,
    BodyName,
    Rank,
    is_unnamed,
    kind_of,
    rank_of,
)
from analyzer.comparison.bodies.places import Places, above_of
from analyzer.lexicon.ancestry import Ancestry
from analyzer.model.document import Level

# What a set of places is called, and the places.
Context = tuple[str, Places]


class Certainty(StrEnum):
    """How sure it is which body a name is of; the order is from sure to open."""

    WRITTEN = "写明"
    KNOWN = "沿革"
    CONTEXT = "推定"
    OPEN = "未定"


class Settled(NamedTuple):
    """The places of a name and its office, how sure they are, and why."""

    places: tuple[str, ...]
    office: str
    certainty: Certainty = Certainty.WRITTEN
    why: str = ""


class _Choice(NamedTuple):
    """The one place that there is to choose, or ``None``, and why, in Chinese."""

    place: str | None
    why: str


class Settling:
    """Fills in the places of names.

    Args:
        ancestry: The offices that the pack knows.
        names: All names that there are.
    """

    def __init__(self, ancestry: Ancestry, names: Iterable[BodyName]) -> None:
        names = list(names)
        self._ancestry = ancestry
        self._all = Places.of(names)
        self._placed_offices = {name.office for name in names if name.places}

    def settled(self, name: BodyName, level: Level | None, contexts: Sequence[Context]) -> Settled:
        """Returns a name with its places.

        Args:
            name: The name, taken apart.
            level: The level of the body, where it is known.
            contexts: Where to look, in this order: the first that knows any place decides.
        """
        if not name.places:
            return self._placed(name, level, contexts)
        last = name.places[-1]
        if is_unnamed(last):
            return self._of_kind(name, contexts)
        if not kind_of(last):
            return self._of_stem(name, contexts)
        if rank_of(last) is Rank.TOWN:
            return self._of_town(name, contexts)
        if len(self._all.full(last, above_of(name.places))) > 1:
            why = f"有几个{last}，没有写明是哪一个"
            return Settled((last,), name.office, Certainty.OPEN, why)
        return Settled(self._in_full(name.places), name.office)

    def _placed(self, name: BodyName, level: Level | None, contexts: Sequence[Context]) -> Settled:
        office = name.office
        if self._ancestry.knows(office) or office in self._placed_offices:
            return _filled((), office, "没有写地名", _choice(contexts, lambda p: p.homes))
        if level in (Level.TOWNSHIP, Level.COUNTY):
            towns = level is Level.TOWNSHIP
            chosen = _choice(contexts, lambda p: p.of_stem(office, (), towns=towns))
            if chosen.place:
                street = kind_of(chosen.place) == "街道"
                whole = BodyName((chosen.place,), STREET_OFFICE if street else GOVERNMENT)
                found = self.settled(whole, level, contexts)
                return found._replace(
                    certainty=max(found.certainty, Certainty.CONTEXT, key=list(Certainty).index),
                    why="；".join(filter(None, (f"“{office}”{chosen.why}", found.why))),
                )
        # A name of its own kind (沧屿海关) says all there is to say.
        return Settled((), office)

    def _of_kind(self, name: BodyName, contexts: Sequence[Context]) -> Settled:
        kind = name.places[-1]
        chosen = _choice(contexts, lambda p: p.of_kind(kind))
        found = _filled((kind,), name.office, f"“{kind}”没有写明", chosen)
        if chosen.place and rank_of(chosen.place) is Rank.TOWN:
            town = self._of_town(BodyName(found.places, name.office), contexts)
            return found._replace(places=town.places)
        return found

    def _of_stem(self, name: BodyName, contexts: Sequence[Context]) -> Settled:
        stem, above = name.places[-1], above_of((*name.places[:-1], "县"))
        chosen = _choice(contexts, lambda p: p.of_stem(stem, above, towns=False))
        if chosen.place:
            found = _filled((), name.office, f"“{stem}”", chosen)
            return found._replace(places=self._in_full((*name.places[:-1], chosen.place)))
        # Without a second one of the kind the name says all there is to say.
        named = tuple(place for place in name.places if not is_unnamed(place))
        certainty = Certainty.OPEN if chosen.why else Certainty.WRITTEN
        return Settled(named, name.office, certainty, f"“{stem}”{chosen.why}" if chosen.why else "")

    def _of_town(self, name: BodyName, contexts: Sequence[Context]) -> Settled:
        town, above = name.places[-1], above_of(name.places)
        if any(rank is Rank.COUNTY for rank, _ in above):
            named = tuple(place for place in name.places if not is_unnamed(place))
            return Settled((*self._in_full(named[:-1]), town), name.office)
        kind = next((place for place in name.places[:-1] if is_unnamed(place)), "")
        chosen = _choice(contexts, lambda p: [h for h in p.homes if kind_of(h).endswith(kind)])
        standing = (kind,) if kind else ()
        found = _filled(standing, name.office, f"没有写明{town}在哪个县", chosen)
        return found._replace(places=(*found.places, town))

    def _in_full(self, places: tuple[str, ...]) -> tuple[str, ...]:
        """Returns a place alone, or with all above it where there are several of its name."""
        last = places[-1]
        if len(self._all.above.get(last, ())) < 2:
            return (last,)
        full = self._all.full(last, above_of(places))
        named = tuple([place for place in places if not is_unnamed(place)])
        return (*(place for _, place in full[0]), last) if len(full) == 1 else named


def _choice(contexts: Sequence[Context], of: Callable[[Places], Sequence[str]]) -> _Choice:
    """Returns the one place that the first context which knows any has to offer."""
    for called, places in contexts:
        found = of(places)
        if len(found) == 1:
            return _Choice(found[0], f"按{called}认作{found[0]}")
        if found:
            return _Choice(
                None,
                f"{called}里有 {'、'.join(found[:3])}{'等' if len(found) > 3 else ''}，不知道是哪一个",
            )
    return _Choice(None, "")


def _filled(places: tuple[str, ...], office: str, what: str, chosen: _Choice) -> Settled:
    if chosen.place:
        return Settled((chosen.place,), office, Certainty.CONTEXT, f"{what}，{chosen.why}")
    why = f"{what}，{chosen.why or '没有别的材料可以对照'}"
    return Settled(places, office, Certainty.OPEN, why)
