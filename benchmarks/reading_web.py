"""Reading saved pages and OFD files against the plain call of the library on the same file."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from _measure import ROOT, Report, arguments, read_reports
from reading import compare


def plain_html(data: bytes) -> object:
    """All text of the page, scripts and navigation included."""
    import lxml.html

    return lxml.html.document_fromstring(data).text_content()


def plain_ofd(data: bytes) -> object:
    """The printed lines as ofdkit orders them, page numbers and heads included."""
    import ofdkit

    return ofdkit.extract_text(data)


def read_html(path: Path, data: bytes) -> object:
    from analyzer.documents.source import Source
    from analyzer.documents.web.read import read_html

    return read_html(Source(data=data, name=str(path)))


def read_ofd(path: Path, data: bytes) -> object:
    from analyzer.documents.ofd.read import read_ofd
    from analyzer.documents.source import Source

    return read_ofd(Source(data=data, name=str(path)))


def saved(reports: list[Report], folder: Path) -> tuple[list[Path], list[Path]]:
    """Returns each report as a page and as an OFD file, made in turns as the tests make them."""
    sys.path.insert(0, str(ROOT))
    from tests.documents.fidelity import lines_of
    from tests.documents.ofd_files import MANNERS, ofd
    from tests.documents.web_pages import SHELLS

    pages: list[Path] = []
    files: list[Path] = []
    for number, report in enumerate(reports):
        title, *paragraphs = lines_of(report.text)
        pages.append(folder / f"{number}.html")
        pages[-1].write_bytes(SHELLS[number % len(SHELLS)](title, paragraphs).encode())
        files.append(folder / f"{number}.ofd")
        files[-1].write_bytes(ofd([title, *paragraphs], MANNERS[number % len(MANNERS)]))
    return pages, files


def main() -> None:
    parser = arguments(
        "网页和 OFD：读成正文的耗时 ÷ 直接调用该格式的库",
        counted="--repeats",
        default=21,
        said="每份报告交替测多少对",
    )
    options = parser.parse_args()
    reports = read_reports(options.paths)
    with tempfile.TemporaryDirectory() as folder:
        pages, files = saved(reports, Path(folder))
        compare(
            "网页：read_html ÷ lxml.html 的 text_content", pages, read_html, plain_html,
            options.repeats,
        )  # fmt: skip
        compare("OFD：read_ofd ÷ ofdkit.extract_text", files, read_ofd, plain_ofd, options.repeats)


if __name__ == "__main__":
    main()
