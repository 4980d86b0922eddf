"""One decision of a reviewer (认定) as a record, and as a line of the decision file.

Not to be mixed up with 待复核 (``review: true``), by which the program says that it is not sure:
a decision is what a person said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid4

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from analyzer.model.report import Status

_FIRST = ("by", "at", "id")


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


def storable(text: str) -> str:
    """Returns text that any file takes: half a surrogate pair becomes its escape."""
    return text.encode("utf-8", "backslashreplace").decode()


class _Record(BaseModel):
    # Keys of a later version are passed over, so that an older program still reads the file.
    model_config = ConfigDict(frozen=True, extra="ignore")


class Passage(_Record):
    """A decided piece of a report.

    Attributes:
        text: As it stood, with personal data masked; for people, never matched.
        digest: Fingerprint of its content, unmasked.
        length: Characters of content.
        before: Fingerprint of the piece before it; empty at the start of the report.
        after: Fingerprint of the piece behind it.
        copies: How often the same content stood in the report.
        copy_number: Which of them this is, from 0.
    """

    text: str
    digest: str
    length: int = Field(ge=1)
    before: str = ""
    after: str = ""
    copies: int = Field(default=1, ge=1)
    copy_number: int = Field(default=0, ge=0)


class Decision(_Record):
    """What a reviewer said of one verdict on one element, or of one finding.

    Attributes:
        id: Names the decision in the file, for ``Undo`` and ``replaces``.
        by: Who decided.
        at: When.
        issuer: The reporting body; None where the report names none.
        year: The reporting year, likewise.
        file: The report's file name without folder; it stands for a body that is not named.
        element: The element that was judged, or that the finding belongs to.
        rule: The finding's rule; None for a decision on an element.
        what: The element's name or the finding's message; for people, never matched.
        said: The program's verdict on the element at that time.
        status: The reviewer's verdict on the element.
        holds: Whether the finding holds, as the reviewer says.
        because: The reviewer's reason; may be empty.
        quote: What the finding quotes, masked.
        quote_number: Which finding of the rule with this quote in the passage, from 0.
        passages: What the decision is about; empty where it is about the whole report.
        whole: Fingerprint of the whole report.
        seen: Fingerprints of everything that the program had found on an element that the reviewer
            does not call substantive.
        replaces: The decision on the same element or finding that this one was made instead of; it
            comes after that one whatever clocks said.
    """

    id: str = Field(default_factory=lambda: uuid4().hex[:12], min_length=1)
    at: AwareDatetime = Field(default_factory=_now)
    by: str = Field(min_length=1)
    issuer: str | None
    year: int | None
    file: str
    element: str | None = None
    rule: str | None = None
    what: str = ""
    said: Status | None = None
    status: Status | None = None
    holds: bool | None = None
    because: str = ""
    quote: str = ""
    quote_number: int = Field(default=0, ge=0)
    passages: tuple[Passage, ...] = ()
    whole: str
    seen: tuple[str, ...] = ()
    replaces: str | None = None

    @model_validator(mode="after")
    def _of_one_kind(self) -> Decision:
        on_element = self.rule is None
        if on_element and (self.element is None or self.status is None or self.said is None):
            raise ValueError("element, said and status belong together")
        if not on_element and self.holds is None:
            raise ValueError("a finding holds or does not")
        return self


class Undo(_Record):
    """Takes a decision back; the line of the decision stays where it is."""

    undo: str = Field(min_length=1)
    at: AwareDatetime = Field(default_factory=_now)
    by: str = Field(min_length=1)


class Kept(NamedTuple):
    """A record in a database, and the number that it has there."""

    number: int
    record: Decision | Undo


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Returns decisions in the order in which they were made, wherever they were found.

    It is that of their times; those of one second stay as they are. A clock that was set back must
    not bring back what was decided before: a decision comes after the one that it replaces.
    """
    ordered = sorted(decisions, key=lambda decision: decision.at)
    by_id = {decision.id: number for number, decision in enumerate(ordered)}
    placed: dict[int, Decision] = {}
    for number in range(len(ordered)):
        chain = [number]
        while (before := by_id.get(ordered[chain[-1]].replaces or "")) is not None:
            if before in placed or before in chain:
                break
            chain.append(before)
        for each in reversed(chain):
            placed.setdefault(each, ordered[each])
    return list(placed.values())


def as_line(record: Decision | Undo) -> bytes:
    """Returns a record as one line of the file, without its line break.

    Who and when stand first, for people who open the file.
    """
    fields: dict[str, Any] = record.model_dump(exclude_defaults=True)
    if isinstance(record, Decision):
        fields["id"] = record.id
    fields["at"] = record.at.isoformat(timespec="seconds")
    ordered = {key: fields[key] for key in dict.fromkeys([*_FIRST, *fields]) if key in fields}
    return json.dumps(ordered, ensure_ascii=False).encode()


def from_line(line: str) -> Decision | Undo:
    """Returns the record in a line.

    Raises:
        ValueError: It is none; pydantic's and JSON's errors are of this class.
    """
    value = json.loads(line)
    if not isinstance(value, dict):
        raise ValueError("a record is an object")
    return Undo.model_validate(value) if "undo" in value else Decision.model_validate(value)
