"""How like one shortcoming is to another."""

from __future__ import annotations

from analyzer.comparison.following.wording import Said, covered


def likeness(earlier: tuple[Said, Said], later: tuple[Said, Said]) -> float:
    """Returns how like two shortcomings are, 0 to 1.

    What each says first, and all that it says, count alike: some name the matter at once, some only
    in what they go on to tell.

    Args:
        earlier: The first sentence of one, and the whole of it.
        later: The same of the other.
    """
    parts = [
        covered(one, other).all
        for mine, its in zip(earlier, later, strict=True)
        for one, other in ((mine, its), (its, mine))
    ]
    return sum(parts) / len(parts)
