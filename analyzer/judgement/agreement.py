"""Where lexicon and second reader contradict each other: those elements are for a person to look at.

Neither overrules the other here; what a review means for the score is the pack's to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from analyzer.lexicon.schema import Element
from analyzer.model.document import Document, Role, Sentence
from analyzer.model.report import Contradiction, ElementResult, Opinion, Passage, Status
from analyzer.reader.model import Model
from analyzer.reader.read import Opinions, SecondReader

# A lack that is told as made good is no shortcoming.
_MADE_GOOD = re.compile(
    r"(?:得到|得以|已经?|全部|基本|有效|彻底)(?:有效|基本|彻底|全部)?(?:破解|解决|化解|缓解|补齐|消除|整改)"
)
_DEPUTY = re.compile(r"[^，。；]{0,14}(?:副[局县市区镇乡省厅主书]|分管|班子成员)")
# Where an element stands that has no chapter of its own (专章).
_DEEDS = (Role.DEED, Role.DUTY)


class SecondOpinion:
    """Asks the second reader after the lexicon has judged.

    Args:
        elements: The elements of the pack.
        model: What the reader has learnt.
    """

    def __init__(self, elements: Sequence[Element], model: Model) -> None:
        self._elements = elements
        self._reader = SecondReader(model)

    def contradictions(
        self, results: Sequence[ElementResult], document: Document
    ) -> dict[str, Contradiction]:
        """Returns by id the elements of a report that a person must look at."""
        return find_contradictions(self._elements, results, document, self._reader.read(document))


def find_contradictions(
    elements: Sequence[Element],
    results: Sequence[ElementResult],
    document: Document,
    opinions: Opinions,
) -> dict[str, Contradiction]:
    """Returns by id the elements on which the two contradict each other.

    That is where the lexicon finds nothing and the reader is confident of a sentence, or where the
    lexicon finds something substantive and the reader sees no sentence of the kind. A passage that
    the lexicon saw and rejected with a reason is not one that it overlooked.

    Args:
        elements: The elements of the pack.
        results: The lexicon's verdicts on them, in the same order.
        document: The report.
        opinions: What the second reader thinks of it.
    """
    found: dict[str, Contradiction] = {}
    for element, result in zip(elements, results, strict=True):
        if element.id not in opinions.elements or not opinions.present.size:
            continue
        if result.status is Status.MISSING:
            contradiction = _overlooked(element, result, document, opinions)
        elif result.status is Status.SUBSTANTIVE:
            contradiction = _unseen(element, result, opinions)
        else:
            contradiction = None
        if contradiction is not None:
            found[element.id] = contradiction
    return found


def _overlooked(
    element: Element, result: ElementResult, document: Document, opinions: Opinions
) -> Contradiction | None:
    """Returns the review of an element that only the reader finds."""
    present = opinions.present[:, opinions.elements[element.id]]
    roles = (element.home,) if element.home is not None else _DEEDS
    for at in np.argsort(-present, kind="stable"):
        probability = float(present[at])
        if probability < opinions.thresholds.confident:
            return None
        sentence = document.sentences[at]
        deputy = element.home is Role.DUTY and _DEPUTY.match(
            document.text, sentence.start, sentence.end
        )
        good = element.home is Role.SHORTCOMING and _MADE_GOOD.search(
            document.text, sentence.start, sentence.end
        )
        told = opinions.role(at) in roles and not (deputy or good)
        if told and not _rejected(sentence, result):
            concrete = opinions.status(element.id) is Status.SUBSTANTIVE
            status = Status.SUBSTANTIVE if concrete else Status.MENTIONED
            passage = Passage(
                sentence.start, sentence.end, document.text[sentence.start : sentence.end]
            )
            return Contradiction(result.status, Opinion(status, probability), passage)
    return None


def _unseen(element: Element, result: ElementResult, opinions: Opinions) -> Contradiction | None:
    """Returns the review of an element that only the lexicon finds."""
    highest = float(opinions.present[:, opinions.elements[element.id]].max())
    if highest > opinions.thresholds.doubtful or not result.evidence:
        return None
    first = result.evidence[0]
    passage = Passage(first.start, first.end, first.text)
    return Contradiction(result.status, Opinion(Status.MISSING, 1 - highest), passage)


def _rejected(sentence: Sentence, result: ElementResult) -> bool:
    return any(
        mention.start < sentence.end and sentence.start < mention.end for mention in result.rejected
    )
