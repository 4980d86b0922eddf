"""Text → tokens, by jieba's algorithm.

``rjieba`` (jieba-rs) is the default engine; ``jieba`` is the reference that it is held to. Each
segmenter owns its dictionary, so that one pack's words never reach another's.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

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
    engine = _rjieba_class()()
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


def _rjieba_class() -> Any:
    """Returns the class ``rjieba.Jieba``.

    Importing the package would load a dictionary that nobody here uses (40 ms, 30 MB), so its
    extension module is loaded alone where nobody has imported the package yet.
    """
    name = "rjieba.rjieba"
    if "rjieba" not in sys.modules and name not in sys.modules:
        package = find_spec("rjieba")
        for folder in (package and package.submodule_search_locations) or ():
            for suffix in EXTENSION_SUFFIXES:
                path = Path(folder, f"rjieba{suffix}")
                spec = spec_from_file_location(name, path) if path.is_file() else None
                if spec is not None and spec.loader is not None:
                    module = module_from_spec(spec)
                    spec.loader.exec_module(module)
                    sys.modules[name] = module
                    return module.Jieba
    import rjieba

    return rjieba.Jieba
