"""Text → tokens, by jieba's algorithm.

``rjieba`` (jieba-rs) is the default engine; ``jieba`` is the reference that it is held to. Each
segmenter owns its dictionary, so that one pack's words never reach another's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

_FREQUENCY = 3000
_TAG = "n"


class Engine(StrEnum):
    """The implementations of jieba's algorithm that can be chosen (``--segmenter``)."""

    RJIEBA = "rjieba"
    JIEBA = "jieba"


class Segmenter:
    """Cuts text into words; the words joined are the text again.

    Args:
        words: Words that the pack wants kept whole. Both engines get them with the same
            frequency, so that both weigh them alike.
        engine: Which implementation to use.
    """

    def __init__(self, words: Iterable[str] = (), engine: Engine = Engine.RJIEBA) -> None:
        self.engine = engine
        self._cut = (_rjieba if engine is Engine.RJIEBA else _jieba)(tuple(words))

    def cut(self, text: str) -> list[str]:
        """Returns the words of a text in order."""
        return self._cut(text)


def _rjieba(words: tuple[str, ...]) -> Callable[[str], list[str]]:
    import rjieba

    engine = rjieba.Jieba()
    for word in words:
        engine.add_word(word, _FREQUENCY, _TAG)
    cut: Callable[[str], list[str]] = engine.cut
    return cut


def _jieba(words: tuple[str, ...]) -> Callable[[str], list[str]]:
    import logging

    import jieba

    # jieba reports its dictionary loading on standard error; people have no use for it.
    jieba.setLogLevel(logging.WARNING)
    engine = jieba.Tokenizer()
    for word in words:
        engine.add_word(word, _FREQUENCY, _TAG)
    cut: Callable[[str], list[str]] = engine.lcut
    return cut
