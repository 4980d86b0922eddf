"""One report in every format: the same text, the same verdicts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from analyzer.documents.find import find_documents
from analyzer.documents.read import read_document
from analyzer.documents.readers import read_source
from analyzer.documents.source import Source
from analyzer.errors import UnreadableDocument
from analyzer.model.text import ExtractedText
from tests.documents.conftest import packed
from tests.documents.conversion import RUNNING_HEAD, convert, to_docx
from tests.documents.fidelity import BAR, REPORTS, character_error, report, verdicts, verdicts_of
from tests.documents.ofd_files import ofd

# Endings of what LibreOffice makes.
CONVERTED = ("doc", "pdf", "html")
# Read by the same way as .doc, and slowly: a few reports show that it leads there.
SELDOM = {"rtf": "rtf", "odt": "odt", "xml": "xml:MS Word 2003 XML"}


@cache
def written(path: Path) -> bytes:
    """A report of the corpus as a Word file in official layout."""
    return to_docx("\n".join(report(path)))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Path], bytes]:
    """Gives a report of the corpus in a format; each format is made once, by LibreOffice."""
    folder = tmp_path_factory.mktemp("formats")
    for path in REPORTS:
        (folder / f"{path.stem}.docx").write_bytes(written(path))
    originals = [folder / f"{path.stem}.docx" for path in REPORTS]

    @cache
    def made(kind: str) -> dict[str, bytes]:
        paths = convert(originals, SELDOM.get(kind, kind), folder / kind)
        return {path.stem: path.read_bytes() for path in paths}

    return lambda kind, path: made(kind)[path.stem]


def read(data: bytes, name: str) -> ExtractedText:
    return read_source(Source(data=data, name=name))


def assert_same(path: Path, text: ExtractedText, *, bar: float = BAR) -> None:
    assert character_error(report(path), text.text) <= bar
    assert verdicts(text) == verdicts_of(path)


def by_name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        *((path, kind) for path in REPORTS for kind in CONVERTED),
        *((path, kind) for path in REPORTS[::6] for kind in SELDOM),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else value,
)
def test_what_libreoffice_makes_of_a_report_is_read_as_the_report(
    path: Path, kind: str, files: Callable[[str, Path], bytes]
) -> None:
    text = read(files(kind, path), f"报告.{kind}")
    assert text.provenance.format == kind
    assert RUNNING_HEAD not in text
    assert_same(path, text)


@pytest.mark.parametrize("path", REPORTS, ids=by_name)
def test_a_word_file_is_read_as_the_report(path: Path) -> None:
    assert_same(path, read(written(path), "报告.docx"), bar=0.0)


@pytest.mark.parametrize("codec", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("path", REPORTS, ids=by_name)
def test_a_text_file_is_read_as_the_report(path: Path, codec: str) -> None:
    data = "\r\n".join(report(path)).encode(codec)
    assert_same(path, read(data, "报告.txt"), bar=0.0)


@pytest.mark.parametrize("path", REPORTS, ids=by_name)
def test_an_ofd_file_is_read_as_the_report(path: Path) -> None:
    text = read(ofd(report(path)), "报告.ofd")
    assert text.provenance.format == "ofd"
    assert_same(path, text)


@pytest.mark.parametrize("path", REPORTS, ids=by_name)
def test_formats_in_an_archive_are_read_by_the_reading_process(
    path: Path, files: Callable[[str, Path], bytes], tmp_path: Path
) -> None:
    archive = tmp_path / "报送.zip"
    archive.write_bytes(
        packed(
            {
                "一/报告.pdf": files("pdf", path),
                "一/报告.docx": written(path),
                "二/报告.ofd": ofd(report(path)),
                "二/报告.html": files("html", path),
            }
        )
    )
    found = find_documents([str(archive)])
    texts = [read_document(item) for item in found if not isinstance(item, UnreadableDocument)]
    assert sorted(text.provenance.format for text in texts) == ["docx", "html", "ofd", "pdf"]
    for text in texts:
        assert_same(path, text)
