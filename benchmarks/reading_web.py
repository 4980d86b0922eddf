"""Reading saved pages and OFD files against the plain call of the library on the same file."""

from __future__ import annotations

import statistics
import sys

from _measure import ROOT, against, arguments, pairs, read_reports, spread

LIMIT = 1.5


def main() -> None:
    parser = arguments(
        "读网页和 OFD 与所用程序库直接取文字的耗时之比",
        counted="--repeats",
        default=15,
        said="每份报告交替测多少对",
    )
    options = parser.parse_args()
    reports = read_reports(options.paths)

    # The pages and files around the reports are those of the tests.
    sys.path.insert(0, str(ROOT))
    from analyzer.documents.ofd.read import read_ofd
    from analyzer.documents.source import Source
    from analyzer.documents.web.read import read_html
    from tests.documents.fidelity import lines_of
    from tests.documents.ofd_files import MANNERS, ofd
    from tests.documents.web_pages import SHELLS

    for title, makers, read, plain in (
        ("网页 ÷ lxml.html 的 text_content", SHELLS, read_html, _plain_html),
        ("OFD ÷ ofdkit 的 text", MANNERS, read_ofd, _plain_ofd),
    ):
        ratios: list[float] = []
        mine: list[float] = []
        for number, report in enumerate(reports):
            lines = lines_of(report.text)
            maker = makers[number % len(makers)]
            data = maker(lines[0], lines[1:]).encode() if read is read_html else ofd(lines, maker)
            source = Source(data=data, name=report.name)
            taken = pairs(lambda: read(source), lambda: plain(data), options.repeats)  # noqa: B023
            ratios.append(statistics.median(a / b for a, b in taken))
            mine.append(1000 * statistics.median(a for a, _ in taken))
        found = spread(ratios)
        print(f"{title}，{len(reports)} 份报告，每份交替测 {options.repeats} 对")
        print(f"比值：{found}；{against(found.median, LIMIT)}")
        print(f"供参考：读一份中位 {statistics.median(mine):.2f} 毫秒")


def _plain_html(data: bytes) -> object:
    import lxml.html

    return lxml.html.document_fromstring(data).text_content()


def _plain_ofd(data: bytes) -> object:
    import ofdkit

    return ofdkit.extract_text(data)


if __name__ == "__main__":
    main()
