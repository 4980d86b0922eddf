"""What judgement passes on: one passage that speaks of an element, and the verdict built from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from analyzer.judgement.passages import Passage
from analyzer.lexicon.schema import Element, FactKind
from analyzer.matching.facts import Fact
from analyzer.model.document import Role
from analyzer.model.report import Status

WRONG_YEAR = "写的不是报告年度的事"
INTENTION = "写的是打算，不是做过的事"
NOT_DONE = "写的是没有做"
OF_OTHERS = "写的是其他单位做的"
NOT_THE_HEAD = "写的是其他人，不是主要负责人"
ONLY_A_TITLE = "只出现在文件或机构的名称里"
# Past this many facts one quotation proves as much as another.
_TELLING_FACTS = 3
ROLE_WHY = {
    Role.PLAN: INTENTION,
    Role.SHORTCOMING: "写的是不足",
    Role.CAUSE: "写的是原因",
}


@dataclass(slots=True)
class Mention:
    """One passage that speaks of an element.

    Attributes:
        start: Offset of the quotation.
        end: Offset after it.
        facts: Facts in it that belong to the element.
        why_not: Why it does not count, in Chinese; empty where it counts.
        explicit: Whether the element's own terms stand in it.
        answer: Whether it says that nothing of the kind occurred.
        heading: Whether it is a heading; alone it makes an element hollow, never substantive.
    """

    passage: Passage
    start: int
    end: int
    facts: tuple[Fact, ...] = ()
    why_not: str = ""
    explicit: bool = True
    answer: bool = False
    heading: bool = False


@dataclass(slots=True)
class Verdict:
    """The judgement of one element before it is scored."""

    element: Element
    status: Status
    reason: str
    evidence: list[Mention] = field(default_factory=list)
    rejected: list[Mention] = field(default_factory=list)


def strongest_first(mentions: list[Mention]) -> list[Mention]:
    """Returns mentions so that the one a reader would quote stands first.

    Text before headings, the body before the opening, the element's own words before what only
    stands under its heading, more facts before fewer; else in the order of the text.
    """
    return sorted(
        mentions,
        key=lambda m: (
            m.heading,
            m.passage.role is Role.PREAMBLE,
            not m.explicit,
            -min(len(m.facts), _TELLING_FACTS),
        ),
    )


def said(mentions: list[Mention]) -> str:
    """Says in one Chinese sentence what proves an element.

    Args:
        mentions: The mentions that count.
    """
    facts = [fact for mention in mentions for fact in mention.facts]
    told = f"有{len(mentions)}处写明做法"
    if not facts:
        return told
    found = {fact.kind for fact in facts}
    kinds = "、".join([kind for kind in FactKind if kind in found])
    return f"{told}，可以核对的事实{len(facts)}个（{kinds}）"
