"""What stands around a sentence: its headings, its paragraph, its neighbours.

A sentence alone often does not tell whether it speaks of a deed or of a plan; its chapter does.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analyzer.model.document import Section, Sentence

Scores: TypeAlias = NDArray[np.float32]
Indexes: TypeAlias = NDArray[np.intp]

# The sentence, its nearest heading, its chapter's, its paragraph, the one before, the one after.
VIEWS = 6


class Places(NamedTuple):
    """Where the sentences of a text stand, by number of sentence; -1 is none.

    Attributes:
        heading: The heading nearest above each sentence.
        chapter: The outermost heading above it.
        opening: The first sentence of each paragraph.
        lengths: How many sentences each paragraph has.
    """

    heading: Indexes
    chapter: Indexes
    opening: Indexes
    lengths: Indexes


def places(sentences: Sequence[Sentence], sections: Sequence[Section]) -> Places:
    """Returns where the sentences of a text stand; there must be one at least."""
    # Columns instead of attributes, sentence by sentence: this is done for every report.
    _, _, numbers, inside, are_headings, *_ = zip(*sentences, strict=True)
    headings = [-1] * len(sections)
    for number in compress(range(len(sentences)), are_headings):
        if (own := inside[number]) >= 0 and headings[own] < 0:
            headings[own] = number
    chapters: list[int] = []
    for own, section in zip(headings, sections, strict=True):
        # A section stands behind the one that it is part of.
        above = chapters[section.parent] if section.parent >= 0 else -1
        chapters.append(above if above >= 0 else own)
    # Sentences outside of all sections have the number -1: the last of each list.
    at = np.array(inside, np.intp)
    paragraphs = np.array(numbers, np.intp)
    changes = np.flatnonzero(paragraphs[1:] != paragraphs[:-1]) + 1
    limits = np.concatenate(([0], changes, [len(paragraphs)]))
    return Places(
        heading=np.array([*headings, -1], np.intp)[at],
        chapter=np.array([*chapters, -1], np.intp)[at],
        opening=limits[:-1],
        lengths=limits[1:] - limits[:-1],
    )


def in_context(own: Scores, where: Places) -> Scores:
    """Returns for every sentence its own scores and those around it, side by side.

    Args:
        own: Sentences × scores.
        where: Where they stand.

    Returns:
        Sentences × ``VIEWS`` times as many scores; zero where there is nothing.
    """
    count, width = own.shape
    seen = np.zeros((count, VIEWS, width), np.float32)
    seen[:, 0] = own
    padded = np.zeros((count + 1, width), np.float32)
    padded[:-1] = own
    seen[:, 1] = padded[where.heading]
    seen[:, 2] = padded[where.chapter]
    whole = np.add.reduceat(own, where.opening, axis=0) / where.lengths[:, None]
    seen[:, 3] = np.repeat(whole, where.lengths, axis=0)
    seen[1:, 4] = own[:-1]
    seen[:-1, 5] = own[1:]
    return seen.reshape(count, VIEWS * width)
