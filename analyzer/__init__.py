"""Checks annual reports on law-based government (法治政府建设年度报告) for completeness.

Three lines do the main job::

    from analyzer import analyze, read_document

    result = analyze(read_document("报告.docx"))
    print(result.score, [e.name for e in result.elements if e.status == "missing"])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analyzer.documents.read import read_document
    from analyzer.errors import FazhiError, LexiconError, UnreadableDocument
    from analyzer.lexicon.load import load_pack
    from analyzer.model.report import ReportResult, Status
    from analyzer.pipeline import Analyzer, analyze

__version__ = "0.1.0"
__all__ = [
    "Analyzer",
    "FazhiError",
    "LexiconError",
    "ReportResult",
    "Status",
    "UnreadableDocument",
    "analyze",
    "load_pack",
    "read_document",
]
# Imported at first use: nothing is loaded at import.
_HOMES = {
    "Analyzer": "analyzer.pipeline",
    "analyze": "analyzer.pipeline",
    "load_pack": "analyzer.lexicon.load",
    "read_document": "analyzer.documents.read",
    "ReportResult": "analyzer.model.report",
    "Status": "analyzer.model.report",
    "FazhiError": "analyzer.errors",
    "LexiconError": "analyzer.errors",
    "UnreadableDocument": "analyzer.errors",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(home), name)
