"""Each reader against the plain call of its library on the same file."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from _measure import ROOT, Report, against, arguments, pairs, read_reports, spread

LIMIT = 1.5


def plain_pdf(data: bytes) -> list[str]:
    """The text of every page as pypdfium2 gives it, which is in no sure order and with no joins."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    texts = []
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        texts.append(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return texts


def read_pdf(path: Path, data: bytes) -> str:
    from analyzer.documents.pdf.read import read_pdf
    from analyzer.documents.source import Source

    return read_pdf(Source(data=data, name=str(path)))


def converted(reports: Sequence[Report], folder: Path) -> list[Path]:
    """Returns the reports in official layout, made PDF files by LibreOffice."""
    sys.path.insert(0, str(ROOT))
    from tests.documents.conversion import convert, to_docx

    files = []
    for report in reports:
        files.append(folder / f"{Path(report.name).stem}.docx")
        files[-1].write_bytes(to_docx(report.text))
    return convert(files, "pdf", folder)


def compare(
    kind: str,
    files: Sequence[Path],
    ours: Callable[[Path, bytes], object],
    theirs: Callable[[bytes], object],
    repeats: int,
) -> None:
    """Prints how much longer a reader takes than the plain call."""
    ratios: list[float] = []
    times: list[float] = []
    for path in files:
        data = path.read_bytes()
        taken = pairs(partial(ours, path, data), partial(theirs, data), repeats)
        ratios.append(statistics.median(mine / plain for mine, plain in taken))
        times.append(1e3 * statistics.median(mine for mine, _ in taken))
    found = spread(ratios)
    print(f"{kind}，{len(files)} 份，每份交替测 {repeats} 对")
    print(f"比值：{found}；{against(found.median, LIMIT)}")
    print(f"供参考：一份中位 {statistics.median(times):.2f} 毫秒")


def main() -> None:
    parser = arguments(
        "各种格式：读成正文的耗时 ÷ 直接调用该格式的库",
        counted="--repeats",
        default=21,
        said="每份报告交替测多少对",
    )
    options = parser.parse_args()
    if shutil.which("soffice") is None:
        print("没有 LibreOffice（soffice），生成不了要测的文件。", file=sys.stderr)
        raise SystemExit(2)
    reports = read_reports(options.paths)
    with tempfile.TemporaryDirectory() as folder:
        files = converted(reports, Path(folder))
        compare(
            "PDF：read_pdf ÷ pypdfium2 逐页 get_text_range", files, read_pdf, plain_pdf,
            options.repeats,
        )  # fmt: skip


if __name__ == "__main__":
    main()
