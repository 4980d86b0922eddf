"""Which labelled reports are evaluated: one corpus, or several that stand side by side as parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analyzer.errors import UsageError
from analyzer.evaluation.homes import corpus_homes
from analyzer.evaluation.labels import LabelledReport, label_faults, read_corpus


@dataclass(frozen=True, slots=True)
class Part:
    """A corpus by name: ``train``, ``dev``, ``test``."""

    name: str
    reports: tuple[LabelledReport, ...]


def read_parts(folder: Path, wanted: Sequence[str] = ()) -> tuple[Part, ...]:
    """Returns the parts of a corpus in name order, each with its reports.

    Args:
        folder: A corpus (``reports/`` and ``labels/``), or a folder of such.
        wanted: Names of the parts to read; all of them by default.

    Raises:
        UsageError: There is no such folder or part, a part has no reports, or a label has faults.
    """
    homes = corpus_homes(folder)
    unknown = [name for name in wanted if name not in homes]
    if unknown:
        raise UsageError(
            f"语料里没有“{'、'.join(unknown)}”这一部分",
            remedy=f"有的是：{'、'.join(homes)}",
            source=str(folder),
        )
    parts = []
    for name, home in homes.items():
        if not wanted or name in wanted:
            reports = _read(home)
            if not reports:
                raise UsageError(
                    "reports/ 里没有报告",
                    remedy="请放入报告（.txt、.docx）和同名的标注",
                    source=str(home),
                )
            parts.append(Part(name, reports))
    _refuse_faults(parts, folder)
    return tuple(parts)


def _read(home: Path) -> tuple[LabelledReport, ...]:
    try:
        return tuple(read_corpus(home))
    except OSError as error:
        raise UsageError(
            f"读不了（{error.strerror}）",
            remedy="请检查里面有没有 reports/ 和 labels/，以及权限",
            source=str(error.filename or home),
        ) from error


def _refuse_faults(parts: Sequence[Part], folder: Path) -> None:
    """Raises where a label contradicts its text: figures from it would say nothing."""
    faults = [
        f"{part.name}/{report.name}：{fault}"
        for part in parts
        for report in part.reports
        # Which elements there must be is the pack's affair, and overlays add some.
        for fault in label_faults(report, tuple(report.label.elements))
    ]
    if faults:
        raise UsageError(
            f"标注有 {len(faults)} 处错误：\n" + "\n".join(faults),
            remedy="请修改标注后重试",
            source=str(folder),
        )
