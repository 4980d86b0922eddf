"""Word files → PDF, by LibreOffice where it is installed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import TracebackType

from analyzer.documents.office.convert import NotConverted, find_libreoffice, to_pdf
from analyzer.errors import UsageError

# A letter of 300 gaps takes 3 s, measured; a slow disk at the first start up to half a minute.
_SECONDS = 120.0


class PdfPrinter:
    """Prints one document after the other; its profile is made once and removed at the end.

    Raises:
        UsageError: LibreOffice is not installed (``no-office``).
    """

    def __init__(self) -> None:
        program = find_libreoffice()
        if program is None:
            raise UsageError(
                "写 PDF 要用 LibreOffice，这台电脑没有装",
                remedy="请去掉 --pdf，用 Word 或 WPS 打开后另存为 PDF；"
                "也可以安装 LibreOffice（免费，可离线安装）",
                code="no-office",
            )
        self._program = program
        self._folder = tempfile.TemporaryDirectory(prefix="fazhi-")

    def __enter__(self) -> PdfPrinter:
        """Returns itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Removes the profile."""
        self._folder.cleanup()

    def printed(self, data: bytes, *, source: str) -> bytes:
        """Returns a .docx file as PDF.

        Args:
            data: The file.
            source: What it is, for the error.

        Raises:
            UsageError: LibreOffice gave no PDF, or took too long.
        """
        profile = Path(self._folder.name, "libreoffice")
        try:
            return to_pdf(data, ".docx", self._program, profile, seconds=_SECONDS)
        except NotConverted:
            raise UsageError(
                "LibreOffice 没有写出 PDF",
                remedy="请关闭正在运行的 LibreOffice 后重试，或去掉 --pdf，用 Word 或 WPS 另存为 PDF",
                source=source,
            ) from None
