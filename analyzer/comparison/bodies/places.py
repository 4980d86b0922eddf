"""Which places there are in a batch, and which one a short name can only mean."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analyzer.comparison.bodies.parse import BodyName, Rank, is_unnamed, kind_of, rank_of, stem_of

# In a batch of more names than this, a county with such a share of them is whose batch it is.
_FEW, _MOST = 10, 0.9

# The places above one, by their rank.
Above = tuple[tuple[Rank, str], ...]


def above_of(places: Sequence[str]) -> Above:
    """Returns the named places above the last one, the highest first.

    A 市 above a county is of prefecture rank; above a town, of county rank.
    """
    found: dict[Rank, str] = {}
    for place, below in pairwise(places):
        rank = rank_of(place)
        if rank is None or is_unnamed(place):
            continue
        low = rank_of(below) or Rank.COUNTY
        if kind_of(place) == "市" and low == Rank.COUNTY:
            rank = Rank.CITY
        found[rank] = place
    return tuple(sorted(found.items(), reverse=True))


def compatible(one: Above, other: Above) -> bool:
    """Tells whether two places of one name can be the same: nothing above them differs."""
    known = dict(one)
    return all(known.get(rank, place) == place for rank, place in other)


@dataclass(frozen=True, slots=True)
class Places:
    """The places that a set of names tells of.

    Attributes:
        above: For each place, what is known to stand above it: several where there are several
            places of one name.
        owners: The places of county rank and higher that have bodies of their own, or towns.
        homes: The places whose bodies report, which a name without a place can be of.
        stems: The places by what they are called without their kind.
    """

    above: Mapping[str, tuple[Above, ...]]
    owners: tuple[str, ...]
    homes: tuple[str, ...]
    stems: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, names: Iterable[BodyName]) -> Places:
        """Returns the places of names."""
        told: dict[str, set[Above]] = defaultdict(set)
        owners: Counter[str] = Counter()
        bare = []
        for name in names:
            named = [place for place in name.places if kind_of(place) and not is_unnamed(place)]
            for end in range(1, len(named) + 1):
                told[named[end - 1]].add(above_of(named[:end]))
            high = [place for place in named if rank_of(place) != Rank.TOWN]
            if name.bare:
                bare.append(name.places)
            elif high:
                owners[high[-1]] += 1
        stems = _by_stem(told)
        for *above, stem in bare:
            # 安岭市生态环境局平川分局 tells where 平川县 is.
            for place in stems.get(stem, ()) if above else ():
                if rank_of(place) is Rank.COUNTY:
                    told[place].add(above_of((*above, place)))
        above_each = {place: _joined(found) for place, found in told.items()}
        return cls(above_each, tuple(sorted(owners)), _homes(owners), stems)

    def of_kind(self, kind: str) -> list[str]:
        """Returns the places of a kind (县), those with bodies of their own before others."""
        owners = [owner for owner in self.owners if kind_of(owner).endswith(kind)]
        return owners or sorted(place for place in self.above if kind_of(place).endswith(kind))

    def of_stem(self, stem: str, above: Above, *, towns: bool) -> list[str]:
        """Returns the places that a name without its kind (河西) can mean."""
        return [
            place
            for place in self.stems.get(stem, ())
            if (rank_of(place) == Rank.TOWN) is towns
            and any(compatible(above, one) for one in self.above[place])
        ]

    def full(self, place: str, above: Above) -> list[Above]:
        """Returns what may stand above a place, as fully as the names tell."""
        return [one for one in self.above.get(place, ()) if compatible(above, one)]


def _homes(owners: Counter[str]) -> tuple[str, ...]:
    """Returns the owners that report; a province only where there is nothing else.

    One office of the city (安岭市公积金中心) among the bodies of one county is a guest there.
    """
    lower = sorted(owner for owner in owners if rank_of(owner) != Rank.PROVINCE)
    counties = [owner for owner in lower if kind_of(owner) != "市"]
    if len(counties) == 1 and owners[counties[0]] >= _MOST * sum(owners.values()) > _FEW:
        return tuple(counties)
    return tuple(lower or sorted(owners))


def _by_stem(places: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for place in sorted(places):
        stem = stem_of(place)
        # An autonomous county is called by the beginning of its name: 双江 of 双江拉祜族…自治县.
        shortest = 2 if kind_of(place).startswith("自治") else len(stem)
        for end in range(min(shortest, len(stem)), len(stem) + 1):
            found[stem[:end]].append(place)
    return {stem: tuple(places) for stem, places in found.items()}


def _joined(found: Iterable[Above]) -> tuple[Above, ...]:
    """Returns what is told of a place, put together where nothing contradicts it."""
    told = sorted(found)
    if all(compatible(one, other) for one in told for other in told):
        everything = {rank: place for one in told for rank, place in one}
        return (tuple(sorted(everything.items(), reverse=True)),)
    # Several places of one name; what is told more fully elsewhere says nothing of its own.
    return tuple(one for one in told if not any(set(one) < set(other) for other in told))


def autonomous(places: Iterable[str]) -> dict[str, str]:
    """Returns the full names of autonomous places by those shortened (恩施州), where one can be meant."""
    told = set(places)
    full = [place for place in told if kind_of(place) in ("自治州", "自治县", "自治旗")]
    found = {}
    for short in told:
        kind = kind_of(short)
        if kind.removeprefix("自治") not in ("州", "县", "旗") or is_unnamed(short):
            continue
        meant = [
            place
            for place in full
            if place != short and place.endswith(kind[-1]) and place.startswith(stem_of(short))
        ]
        if len(meant) == 1:
            found[short] = meant[0]
    return found
