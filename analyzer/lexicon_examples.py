"""Runs a pack's own examples (例句): each must be judged as it says, by the passage that it names.

An example is set into a small report of the year that it names, under a heading of the part that
it stands in, so that it is judged by the whole pipeline, exactly as in real life.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from analyzer.lexicon.schema import Example, Pack
from analyzer.model.document import Role
from analyzer.model.report import ElementResult, Evidence, Rejected, Status
from analyzer.output.wording import STATUS
from analyzer.pipeline import Analyzer

_HEADINGS = {
    Role.DUTY: "一、主要负责人履行法治建设职责情况",
    Role.DEED: "一、工作开展情况",
    Role.SHORTCOMING: "二、存在的问题",
    Role.CAUSE: "三、原因分析",
    Role.PLAN: "四、{next}年工作安排",
    Role.OTHER: "五、其他需要报告的情况",
}


@dataclass(frozen=True, slots=True)
class ExampleCase:
    """One example of a pack.

    Attributes:
        id: Element, expected verdict and number among those: ``first_agenda::缺失::2``.
        element: The element's id.
        index: Its place in the element's list, from 0.
    """

    id: str
    element: str
    index: int
    example: Example


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """How an example was judged. ``problem`` says what differs; empty where nothing does."""

    case: ExampleCase
    status: Status
    reason: str
    evidence: tuple[Evidence, ...]
    rejected: tuple[Rejected, ...]
    problem: str

    def __str__(self) -> str:
        example = self.case.example
        lines = [
            f"{self.case.id}　{self.problem or '相符'}",
            f"  原文：{example.text}",
            f"  应判：{example.expected}　判成：{STATUS[self.status]}（{self.reason}）",
        ]
        lines += [f"  依据的原文：“{evidence.text}”" for evidence in self.evidence]
        lines += [f"  不算的提法：“{mention.text}”——{mention.why}" for mention in self.rejected]
        return "\n".join(lines)


def example_cases(pack: Pack, elements: Collection[str] = ()) -> tuple[ExampleCase, ...]:
    """Returns the examples of a pack in its order.

    Args:
        pack: The pack.
        elements: Ids of the elements to take; all where empty.
    """
    cases = []
    for element in pack.elements:
        if elements and element.id not in elements:
            continue
        counted: Counter[str] = Counter()
        for index, example in enumerate(element.examples):
            counted[example.expected] += 1
            name = f"{element.id}::{example.expected}::{counted[example.expected]}"
            cases.append(ExampleCase(name, element.id, index, example))
    return tuple(cases)


def as_report(example: Example) -> str:
    """Returns the small report that an example is judged in."""
    head = f"{example.issuer}{example.year}年法治政府建设年度报告\n{example.year}年，"
    if example.place is Role.PREAMBLE:
        return f"{head}{example.text}\n{_HEADINGS[Role.DEED]}\n现将有关情况报告如下。\n"
    heading = _HEADINGS[example.place].format(next=example.year + 1)
    return f"{head}我局工作情况如下。\n{heading}\n{example.text}\n"


def run_example(analyzer: Analyzer, case: ExampleCase) -> ExampleResult:
    """Returns how an example is judged, and whether that is what it says."""
    example = case.example
    text = as_report(example)
    verdict = analyzer.analyze(text, year=example.year).element(case.element)
    return ExampleResult(
        case,
        verdict.status,
        verdict.reason,
        verdict.evidence,
        verdict.rejected,
        _problem(example, verdict, text.rindex(example.text)),
    )


def _problem(example: Example, verdict: ElementResult, begins: int) -> str:
    """Says how a verdict differs from what an example asks for.

    Args:
        example: The example.
        verdict: The verdict on its element.
        begins: Where the example stands in the report; a quotation is compared by its place, so
            that the same words elsewhere do not count.
    """
    if verdict.status is not example.status:
        return f"应判“{example.expected}”，判成“{STATUS[verdict.status]}”"
    if not example.quote:
        return ""
    found = example.text.find(example.quote)
    if found < 0:
        return f"“证据”不在原文里：“{example.quote}”"
    start, end = begins + found, begins + found + len(example.quote)
    if any(e.start <= start and end <= e.end for e in verdict.evidence):
        return ""
    return f"判对了，但依据的不是“{example.quote}”"


def run_examples(
    pack: Pack, elements: Collection[str] = ()
) -> tuple[int, tuple[ExampleResult, ...]]:
    """Returns how many examples there are, and those that are judged otherwise than they say."""
    analyzer = Analyzer(pack, reader=False)
    results = [run_example(analyzer, case) for case in example_cases(pack, elements)]
    return len(results), tuple(result for result in results if result.problem)
