"""A program that writes made-up results one after another and tells each when it is finished."""

from __future__ import annotations

import sys

from analyzer.documents.looking import Seen
from analyzer.model.record import Record
from analyzer.model.text import ExtractedText, Provenance
from analyzer.store.key import Key
from analyzer.store.store import Store

KEY = Key("a" * 64, "b" * 64, "pack", "0")


def numbered(number: int) -> tuple[Seen, Key, ExtractedText, Record]:
    """Returns a report that is like no other: what does not fit together is seen."""
    text = ExtractedText(
        f"第{number}份。" * 300, Provenance(name=f"/报告/{number}.txt", format="txt")
    )
    seen = Seen(text.provenance.name, f"{number:064x}", len(text), number)
    report = {
        "source": seen.source,
        "issuer": f"第{number}局",
        "reporting_year": 2000 + number % 30,
        "level": None,
        "elements": [],
        "score": number,
    }
    return seen, KEY, text, Record(source=seen.source, text=text.text, report=report, told=())


def main(where: str, first: int, step: int, last: int) -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    with Store.open(where) as store:
        for number in range(first, last, step):
            store.put_result(*numbered(number))
            print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
