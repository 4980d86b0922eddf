"""Runs a pack's own examples (例句): each must be judged as it says.

An example is set into a small report of the year that it names, under a heading of the part that
it stands in, so that it is judged exactly as in real life.
"""

from __future__ import annotations

from dataclasses import dataclass

from analyzer.lexicon.schema import Element, Example, Pack
from analyzer.model.document import Role
from analyzer.model.report import Status
from analyzer.output.wording import STATUS
from analyzer.pipeline import Analyzer

_HEADINGS = {
    Role.DUTY: "一、主要负责人履行法治建设职责情况",
    Role.DEED: "一、工作开展情况",
    Role.SHORTCOMING: "二、存在的问题",
    Role.CAUSE: "三、原因分析",
    Role.PLAN: "四、{next}年工作安排",
}


@dataclass(frozen=True, slots=True)
class ExampleFailure:
    """An example that was judged otherwise than it says."""

    element: str
    example: Example
    status: Status
    reason: str

    def __str__(self) -> str:
        return (
            f"{self.element}：应判“{self.example.expected}”，判成“{STATUS[self.status]}”"
            f"（{self.reason}）：{self.example.text}"
        )


def as_report(example: Example) -> str:
    """Returns the small report that an example is judged in."""
    heading = _HEADINGS.get(example.place, _HEADINGS[Role.DEED]).format(next=example.year + 1)
    return (
        f"平川县样例局{example.year}年法治政府建设年度报告\n"
        f"{example.year}年，我局工作情况如下。\n{heading}\n{example.text}\n"
    )


def run_examples(pack: Pack) -> tuple[int, list[ExampleFailure]]:
    """Returns how many examples there are, and those that fail."""
    analyzer = Analyzer(pack)
    total = 0
    failures: list[ExampleFailure] = []
    for element in pack.elements:
        for example in element.examples:
            total += 1
            failure = _run(analyzer, element, example)
            if failure is not None:
                failures.append(failure)
    return total, failures


def _run(analyzer: Analyzer, element: Element, example: Example) -> ExampleFailure | None:
    text = as_report(example)
    result = analyzer.analyze(text, year=example.year)
    verdict = result.element(element.id)
    if verdict.status is not example.status:
        return ExampleFailure(element.id, example, verdict.status, verdict.reason)
    if example.quote and not any(example.quote in e.text for e in verdict.evidence):
        return ExampleFailure(element.id, example, verdict.status, f"证据里没有“{example.quote}”")
    return None
