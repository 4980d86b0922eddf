"""A corpus → the background of stock formulations that finding copies goes by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analyzer.comparison.copying.folding import fold_text
from analyzer.comparison.copying.names import own_names
from analyzer.comparison.copying.shingles import Hashes
from analyzer.comparison.copying.stock import learn_background
from analyzer.errors import UsageError
from analyzer.evaluation.homes import corpus_homes
from analyzer.evaluation.labels import read_corpus
from analyzer.evaluation.reading.lessons import pen_of

# For final figures; nothing is learnt from it.
_FINAL = "test"


@dataclass(frozen=True, slots=True)
class LearntStock:
    """Stock shingles, and of how many texts they were learnt."""

    hashes: Hashes
    texts: int


def learn_stock(corpus: Path) -> LearntStock:
    """Returns what the texts of a corpus have in common though different people wrote them.

    Texts of all kinds count: officialese is the same in speeches and notices. Texts of one pen count
    as one, for one writer may copy from himself; the labels tell whose a text is. The same corpus
    gives the same shingles.

    Args:
        corpus: A folder with ``train/`` and ``dev/`` (``test/`` is left out), or one corpus by itself.

    Raises:
        UsageError: There are no labelled reports, or labels have faults.
    """
    homes = [home for name, home in corpus_homes(corpus).items() if name != _FINAL]
    reports = [report for home in homes for report in read_corpus(home)]
    if not reports:
        raise UsageError(
            "没有可以学的报告",
            remedy="里面应有 train/、dev/ 这样的文件夹，各有 reports/ 和 labels/",
            source=str(corpus),
        )
    folded = (
        (pen_of(report), fold_text(report.text.text, own_names(report.label.issuer)))
        for report in reports
    )
    return LearntStock(learn_background(folded), len(reports))
