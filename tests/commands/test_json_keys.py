"""The JSON of read, compare, trend and similar: every key there is documented, and no other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analyzer.commands.app import main
from tests.comparison.following.reports import report
from tests.conftest import ROOT

FINDING = (
    "rule",
    "severity",
    "element",
    "message",
    "advice",
    "legal_basis",
    "start",
    "end",
    "text",
)
ERROR = ("source", "code", "message")
ASIDE = ("source", "issuer", "year", "reason")
SIDE = ("issuer", "year", "start", "end", "text", "paragraph", "page", "differs[]")
# Objects that have the ids of elements as keys.
_BY_ELEMENT = {"status", "coverage", "changes"}
_ID = "{id}"


def within(place: str, *keys: str) -> set[str]:
    """Returns the paths of the keys of an object, and of the object itself."""
    return {place, *(f"{place}.{key}" for key in keys)}


KEYS: dict[str, set[str]] = {
    "read": {
        "schema_version",
        *within("errors[]", *ERROR),
        *within(
            "documents[]",
            *("source", "format", "encoding", "pages", "page_starts[]", "confidence[]"),
            *("published", "publisher", "title", "kind", "is_report", "reporting_year", "issuer"),
            *("level", "written", "characters", "text"),
        ),
        *within("documents[].sections[]", "level", "number", "title", "start", "end", "roles[]"),
    },
    "compare": {
        "schema_version",
        "year",
        *within("errors[]", *ERROR),
        *within("findings[]", *FINDING),
        *within("aside[]", *ASIDE),
        *within(
            "rows[]",
            *("issuer", "name", "level", "year", "source", "rank", "score", "grade"),
            *("peer_median", "outlier", "duplicate", f"status.{_ID}", "not_applicable[]"),
        ),
        *(
            f"coverage.{_ID}.{status}"
            for status in ("substantive", "mentioned", "missing", "not_applicable")
        ),
    },
    "trend": {
        "schema_version",
        *within("errors[]", *ERROR),
        *within("aside[]", *ASIDE),
        *within("bodies[]", "issuer", "missing_years[]", "copied[]"),
        *within(
            "bodies[].points[]",
            *("year", "source", "score", "grade", "delta", "duplicate", "stands"),
            *(f"status.{_ID}", f"changes.{_ID}.before", f"changes.{_ID}.after"),
        ),
        *within(
            "bodies[].follow_up[]",
            *("from_year", "to_year", "plan", "plan_start", "plan_end", "status"),
            *("passage", "passage_start", "passage_end", "section", "confidence"),
        ),
        *within(
            "bodies[].repeated_shortcomings[]",
            *("from_year", "to_year", "earlier", "earlier_start", "earlier_end"),
            *("later", "later_start", "later_end"),
        ),
        *within("bodies[].findings[]", *FINDING, "source", "year"),
    },
    "similar": {
        "schema_version",
        *within("errors[]", *ERROR),
        *within("findings[]", *FINDING, "source", "issuer", "year"),
        *within("skipped[]", "source", "kind"),
        *within(
            "reports[]",
            *("source", "issuer", "year", "characters", "shared", "stock", "own_share"),
        ),
        *within("pairs[]", "a", "b", "characters", "similarity"),
        *(f"pairs[].{side}_{key}" for side in "ab" for key in SIDE),
    },
}


def paths(value: Any, place: str = "") -> Iterator[str]:
    """Yields where something stands in a JSON value; ids of elements become ``{id}``.

    Lists of passages that a report copied are not looked into: they are objects of ``similar``.
    """
    if isinstance(value, dict):
        by_element = place.rpartition(".")[2] in _BY_ELEMENT
        for key, inner in value.items():
            yield from paths(inner, f"{place}.{_ID if by_element else key}".removeprefix("."))
    elif isinstance(value, list) and place.endswith("copied"):
        yield f"{place}[]"
    elif isinstance(value, list):
        if not value or not isinstance(value[0], dict):
            yield f"{place}[]"
        for inner in value:
            if isinstance(inner, dict):
                yield from (f"{place}[]", *paths(inner, f"{place}[]"))
    else:
        yield place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports, no reports and broken files: something of everything that is told."""
    again = "执法文书说理不够充分，32份中有7份没有写明裁量理由。"
    copied = (
        "全年对辖区内砂石料场组织夜间突击检查12次，查扣无证运砂船3艘，立案7件，罚没款46.8万元；"
        "对屡教不改的两家料场吊销许可，并在沿河四个乡镇的赶集日现场宣读处罚决定。"
    )
    for issuer, year, plans in (
        ("青禾县水务局", 2022, ("聘请法律顾问。", "对57家洗车企业开展取水计量检查。")),
        ("青禾县水务局", 2023, ()),
        ("白河县水务局", 2023, ("开展执法案卷评查2次。",)),
    ):
        deeds = (copied, "对57家洗车企业开展取水计量检查，查处3家。")
        text = report(year, issuer=issuer, deeds=deeds, plans=plans, shortcomings=(again,))
        (tmp_path / f"{issuer}{year}.txt").write_text(text, "utf-8")
    (tmp_path / "通知.txt").write_text("关于召开会议的通知\n各单位：\n定于3月2日开会。", "utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(60))
    return tmp_path


def output(command: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> Any:
    roster = folder.parent / f"{folder.name}.csv"
    roster.write_text("单位\n青禾县财政局\n", "utf-8")
    more = {"compare": ["--roster", str(roster)]}.get(command, [])
    main([command, str(folder), "--format", "json", *more])
    return json.loads(capfd.readouterr().out)


@pytest.mark.parametrize("command", KEYS)
def test_output_has_the_documented_keys_and_no_other(
    command: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    found = set(paths(output(command, folder, capfd)))
    assert found == KEYS[command]


def test_the_readme_tells_of_every_key_and_of_no_other() -> None:
    told = re.search(
        r"<!-- json -->\n(.*?)<!-- /json -->", (ROOT / "README.md").read_text("utf-8"), re.S
    )
    if told is None:
        pytest.skip("the README has no part on JSON yet")
    for part in told[1].split("### ")[1:]:
        command = re.match(r"`fazhi (\w+)`", part)
        assert command is not None
        first = [row.split("|")[1] for row in part.splitlines() if row.startswith("| `")]
        names = {name for cell in first for name in re.findall(r"`([^`]+)`", cell)}
        assert names == {path.replace("[]", "") for path in KEYS[command[1]]}
