"""Whether letters become .docx or .pdf files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

_WORD, _PDF = ".docx", ".pdf"


class Printing(NamedTuple):
    """The suffix of the files, and what makes their bytes of a .docx file's and a name for errors."""

    suffix: str
    finished: Callable[[bytes, str], bytes]


@contextmanager
def printing(output: str | None, *, pdf: bool) -> Iterator[Printing]:
    """Gives what was asked for: PDF by the option or by the suffix of the file.

    Args:
        output: Where to, as the user gave it.
        pdf: Whether the option is there.

    Raises:
        UsageError: Option and suffix contradict each other, or there is no LibreOffice for a PDF.
    """
    from analyzer.errors import UsageError

    written = (output or "").lower()
    if pdf and written.endswith(_WORD):
        raise UsageError(
            "写了 --pdf，文件名却是 .docx",
            remedy="请把文件名改成 .pdf，或去掉 --pdf",
            source=output,
        )
    if not (pdf or written.endswith(_PDF)):
        yield Printing(_WORD, lambda data, _: data)
        return
    from analyzer.output.pdf import PdfPrinter

    with PdfPrinter() as printer:
        yield Printing(_PDF, lambda data, source: printer.printed(data, source=source))
