"""Each reader against the plain call of its library on the same file."""

from __future__ import annotations

import io
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from _measure import ROOT, Report, against, arguments, pairs, read_reports, spread

sys.path.insert(0, str(ROOT))

LIMIT = 1.5
Plain = Callable[[bytes], object]


# -- The plain calls ------------------------------------------------------------------------------


def plain_docx(data: bytes) -> object:
    """The paragraphs of the body as python-docx gives them: no generated numbers, no tables."""
    import docx

    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def plain_doc(data: bytes) -> object:
    """LibreOffice's own export of text."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, "given.doc")
        given.write_bytes(data)
        profile = Path(tempfile.gettempdir(), "fazhi-benchmark-profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless"]
        command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, str(given)]
        subprocess.run(command, check=True, capture_output=True)
        return Path(folder, "given.txt").read_text("utf-8")


def plain_pdf(data: bytes) -> object:
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


def plain_ofd(data: bytes) -> object:
    """The printed lines as ofdkit orders them, page numbers and heads included."""
    import ofdkit

    return ofdkit.extract_text(data)


def plain_html(data: bytes) -> object:
    """All text of the page, scripts and navigation included."""
    import lxml.html

    return lxml.html.document_fromstring(data).text_content()


def plain_zip(data: bytes) -> object:
    """All members unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(member) for member in archive.infolist()]


# -- Ours -----------------------------------------------------------------------------------------


def read(path: Path, data: bytes) -> object:
    from analyzer.documents.readers import read_source
    from analyzer.documents.source import Source

    return read_source(Source(data=data, name=str(path)))


def unpack(path: Path, data: bytes) -> object:
    from analyzer.documents.archive import ArchiveMember, list_archive, member_of

    return [
        member_of(data, item.members[0], item.name)
        for item in list_archive(data, str(path))
        if isinstance(item, ArchiveMember)
    ]


# -- Files ----------------------------------------------------------------------------------------


def as_docx(reports: Sequence[Report], folder: Path) -> list[Path]:
    """Returns the reports as Word files in official layout."""
    from tests.documents.conversion import to_docx

    files = []
    for report in reports:
        files.append(folder / f"{Path(report.name).stem}.docx")
        files[-1].write_bytes(to_docx(report.text))
    return files


def converted(to: str) -> Callable[[Sequence[Report], Path], list[Path]]:
    """Returns what makes files of another format by LibreOffice."""

    def made(reports: Sequence[Report], folder: Path) -> list[Path]:
        from tests.documents.conversion import convert

        return convert(as_docx(reports, folder), to, folder / to)

    return made


def as_pages(reports: Sequence[Report], folder: Path) -> list[Path]:
    """Returns the reports as pages of government sites, each as another kind of site makes them."""
    from tests.documents.fidelity import lines_of
    from tests.documents.web_pages import SHELLS

    files = []
    for number, report in enumerate(reports):
        title, *paragraphs = lines_of(report.text)
        files.append(folder / f"{number}.html")
        files[-1].write_bytes(SHELLS[number % len(SHELLS)](title, paragraphs).encode())
    return files


def as_ofd(reports: Sequence[Report], folder: Path) -> list[Path]:
    """Returns the reports as OFD files, each as another program writes them."""
    from tests.documents.fidelity import lines_of
    from tests.documents.ofd_files import MANNERS, ofd

    files = []
    for number, report in enumerate(reports):
        files.append(folder / f"{number}.ofd")
        files[-1].write_bytes(ofd(lines_of(report.text), MANNERS[number % len(MANNERS)]))
    return files


def as_zip(reports: Sequence[Report], folder: Path) -> list[Path]:
    """Returns one archive of all reports as Word files."""
    path = folder / "reports.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in as_docx(reports, folder):
            archive.write(file, file.name)
    return [path]


# What is compared: title, files, ours, theirs, and how much less often than the others.
FORMATS = {
    "docx": ("Word：read_word ÷ python-docx 逐段取文字", as_docx, read, plain_docx, 1),
    "doc": (
        "旧版 Word：read_office ÷ LibreOffice 直接转成文本",
        converted("doc"),
        read,
        plain_doc,
        7,
    ),
    "pdf": ("PDF：read_pdf ÷ pypdfium2 逐页 get_text_range", converted("pdf"), read, plain_pdf, 1),
    "ofd": ("OFD：read_ofd ÷ ofdkit 的 extract_text", as_ofd, read, plain_ofd, 1),
    "html": ("网页：read_html ÷ lxml.html 的 text_content", as_pages, read, plain_html, 1),
    "zip": ("压缩包：逐个取出 ÷ zipfile 逐个取出", as_zip, unpack, plain_zip, 1),
}


def compare(
    kind: str,
    files: Sequence[Path],
    ours: Callable[[Path, bytes], object],
    theirs: Plain,
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
    parser.add_argument("--only", choices=FORMATS, action="append", help="只测这种格式，可以写多次")
    options = parser.parse_args()
    wanted = options.only or list(FORMATS)
    if shutil.which("soffice") is None and {"doc", "pdf"} & set(wanted):
        print("没有 LibreOffice（soffice），生成不了要测的文件。", file=sys.stderr)
        raise SystemExit(2)
    reports = read_reports(options.paths)
    for kind in wanted:
        title, made, ours, theirs, seldom = FORMATS[kind]
        with tempfile.TemporaryDirectory() as folder:
            files = made(reports[::seldom], Path(folder))
            compare(title, files, ours, theirs, max(3, options.repeats // seldom))


if __name__ == "__main__":
    main()
