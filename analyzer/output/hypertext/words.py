"""Words and signs that the pages show for values of the contract."""

from __future__ import annotations

from typing import Any

from analyzer.output.wording import (
    DECIDED_SIGN,
    NOT_APPLICABLE,
    NOT_APPLICABLE_SIGN,
    SETTLE,
    SEVERITY_SIGN,
    STATUS,
    STATUS_SIGN,
    UNANSWERED,
    UNSETTLED,
    UNSETTLED_SIGN,
    opinions_of,
    points_of,
)

WORDS: dict[str, Any] = {
    "DECIDED_SIGN": DECIDED_SIGN,
    "NOT_APPLICABLE": NOT_APPLICABLE,
    "NOT_APPLICABLE_SIGN": NOT_APPLICABLE_SIGN,
    "STATUS": STATUS,
    "STATUS_SIGN": STATUS_SIGN,
    "SEVERITY_SIGN": SEVERITY_SIGN,
    "UNSETTLED": UNSETTLED,
    "UNSETTLED_SIGN": UNSETTLED_SIGN,
    "UNANSWERED": UNANSWERED,
    "SETTLE": SETTLE,
    "opinions_of": opinions_of,
    "points_of": points_of,
}
