"""A template file → an open Word document, or an error that the office can act on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analyzer.documents.word.package import inspect
from analyzer.errors import UnreadableDocument, UsageError

_REMEDY = "请用 --write-template 取一份自带的模板来改，用 Word 或 WPS 存成 .docx"
_BLOCKS = ("header+xml", "footer+xml")


def read_template(path: Path, *, source: str | None = None) -> Any:
    """Returns the python-docx document of a template.

    Args:
        path: The file.
        source: The path as the user gave it.

    Raises:
        UsageError: It is not there, or no Word document.
    """
    import docx

    name = source or path.name
    try:
        data = path.read_bytes()
        inspect(data, name)
    except OSError as error:
        raise UsageError(
            f"读不了模板（{error.strerror or error}）", remedy=_REMEDY, source=name
        ) from error
    except UnreadableDocument as error:
        raise UsageError(f"模板读不了：{error.message}", remedy=_REMEDY, source=name) from error
    try:
        return docx.Document(str(path))
    except Exception as error:
        # Another kind of Office file, or a broken package: the library raises whatever it meets.
        raise UsageError(
            "模板不是可以用的 Word 文件（.docx）", remedy=_REMEDY, source=name
        ) from error


def bodies_of(document: Any) -> Iterator[Any]:
    """Yields what has blocks in a document: its body, then its headers and footers."""
    yield document.element.body
    for part in document.part.package.iter_parts():
        if str(part.content_type).endswith(_BLOCKS):
            yield part.element
