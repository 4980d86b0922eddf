"""What everybody writes (套话): shingles that many bodies' reports have in common.

Two measures, neither of them a list that somebody wrote. In a collection of many bodies its own
document frequency says what is stock there. In a small one it says little, so a background learnt
from the corpus of the program counts besides: ``stock.npz``, made anew by ``fazhi corpus stock``.
"""

from __future__ import annotations

import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from analyzer.comparison.copying.folding import Flags, Folded
from analyzer.comparison.copying.shingles import Hashes, covered, shingle_hashes
from analyzer.errors import FazhiError

BUILT_IN = Path(__file__).with_name("stock.npz")
FORMAT = 1
# In a collection, so many bodies and so large a share of them make a shingle stock.
_BODIES, _SHARE = 6, 0.15
# In the background, so many writers do who know nothing of each other; two may agree by chance.
_WRITERS = 3
# Counters of a collection's shingles. Two that share one only count too high, by a handful where
# the limit is in the hundreds.
_COUNTERS = 1 << 24


class DamagedStock(FazhiError):
    """The file of stock formulations is missing or damaged; the administrator must replace it."""

    default_code = "stock"


class Stock:
    """Tells which characters of a text are stock.

    Args:
        background: Hashes of stock shingles, sorted.
        collection: Reports by body, whose own frequencies count, too.
    """

    def __init__(self, background: Hashes, collection: Iterable[Sequence[Folded]] = ()) -> None:
        self._background = background
        bodies = tuple(collection)
        self._least = max(_BODIES, round(_SHARE * len(bodies)))
        self._counts = np.zeros(1, np.uint16)
        if len(bodies) >= self._least:
            self._counts = np.zeros(_COUNTERS, np.uint16)
            for texts in bodies:
                hashes = np.concatenate([shingle_hashes(folded.text) for folded in texts])
                self._counts[np.unique(hashes % np.uint32(_COUNTERS))] += 1

    def shingles(self, hashes: Hashes) -> Flags:
        """Returns for each shingle whether it is stock."""
        frequent = self._counts[hashes % np.uint32(len(self._counts))] >= self._least
        flags: Flags = frequent | np.isin(hashes, self._background)
        return flags

    def characters(self, folded: Folded) -> Flags:
        """Returns for each folded character whether it is stock."""
        return covered(self.shingles(shingle_hashes(folded.text)), len(folded.text))


def learn_background(texts: Iterable[tuple[str, Folded]]) -> Hashes:
    """Returns the shingles that several writers have in common, sorted; the same for the same texts.

    Args:
        texts: Who wrote it (any name that tells writers apart), and the text.
    """
    by_writer: dict[str, list[Hashes]] = defaultdict(list)
    for writer, folded in texts:
        by_writer[writer].append(shingle_hashes(folded.text))
    once = [np.unique(np.concatenate(hashes)) for hashes in by_writer.values()]
    if not once:
        return np.empty(0, np.uint32)
    hashes, counts = np.unique(np.concatenate(once), return_counts=True)
    stock: Hashes = hashes[counts >= _WRITERS]
    return stock


def write_background(hashes: Hashes) -> bytes:
    """Returns the file of a background: format, hashes and their digest, no executable content."""
    file = io.BytesIO()
    digest = np.frombuffer(hashlib.sha256(hashes.tobytes()).digest(), np.uint8)
    np.savez_compressed(
        file, allow_pickle=False, format=np.array([FORMAT]), hashes=hashes, digest=digest
    )
    return file.getvalue()


def read_background(path: Path) -> Hashes:
    """Returns the background in a file.

    Raises:
        DamagedStock: There is no such file, or it is not whole, or it is of another version.
    """
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            hashes: Hashes = file["hashes"]
            held = hashlib.sha256(hashes.tobytes()).digest() == file["digest"].tobytes()
            if file["format"][0] != FORMAT or hashes.dtype != np.uint32 or not held:
                raise ValueError("another version")
    except FileNotFoundError:
        raise _damaged(path, "找不到") from None
    except Exception as error:
        # Changed bytes make zip and numpy raise whatever they happen to mean.
        raise _damaged(path, "已经损坏，或者不是本版本的") from error
    return hashes


@lru_cache(maxsize=1)
def built_in_background() -> Hashes:
    """Returns the background that comes with the program; it is read once.

    Raises:
        DamagedStock: Its file is missing or damaged.
    """
    return read_background(BUILT_IN)


def _damaged(path: Path, what: str) -> DamagedStock:
    return DamagedStock(
        f"套话表{what}",
        remedy="请重新安装，或运行 fazhi corpus stock 重新生成",
        source=str(path),
    )
