"""One file → its result, so that whatever goes wrong with it stops no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyzer.documents.find import Found
    from analyzer.documents.isolation.process import Limits
    from analyzer.model.report import Failure, ReportResult
    from analyzer.model.text import ExtractedText
    from analyzer.pipeline import Analyzer


def judge_file(
    document: Found,
    analyzer: Analyzer,
    year: int | None,
    issuer: str | None,
    *,
    limits: Limits | None = None,
    page: Callable[[int, int], None] | None = None,
) -> ReportResult | Failure:
    """Returns the result for one file; see ``read_and_judge``."""
    found = read_and_judge(document, analyzer, year=year, issuer=issuer, limits=limits, page=page)
    return found[1] if isinstance(found, tuple) else found


def read_and_judge(
    document: Found,
    analyzer: Analyzer,
    *,
    year: int | None = None,
    issuer: str | None = None,
    limits: Limits | None = None,
    page: Callable[[int, int], None] | None = None,
) -> tuple[ExtractedText, ReportResult] | Failure:
    """Reads and judges one file; whatever goes wrong with it stops no other.

    Args:
        document: What ``find_documents`` gave.
        analyzer: Who judges.
        year: The reporting year, where the user knows better than the text.
        issuer: The reporting body, likewise.
        limits: What reading the file may cost.
        page: Called with pages done and in all while the pages of a scan are recognised.
    """
    from analyzer.documents.isolation.process import Limits
    from analyzer.documents.read import read_document
    from analyzer.errors import FazhiError, UnreadableDocument
    from analyzer.model.report import Failure

    if isinstance(document, UnreadableDocument):
        return Failure(document.source or "", document.code, str(document))
    name = str(document)
    try:
        text = read_document(document, limits=limits or Limits(), progress=page)
        return text, analyzer.analyze(text, year=year, issuer=issuer)
    except FazhiError as error:
        return Failure(name, error.code, str(error))
    except Exception as error:
        return Failure(
            name,
            "internal",
            f"{name}：检查时程序出错（{type(error).__name__}: {error}）。"
            "其他文件不受影响；请把出错提示告诉开发者。",
        )
