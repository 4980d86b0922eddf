"""LibreOffice as a converter: what a document would run is not run, and what if it is missing."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from analyzer.documents.office import convert, read
from analyzer.documents.readers import read_source
from analyzer.documents.source import Source
from analyzer.errors import UnreadableDocument
from tests.documents.conftest import packed
from tests.documents.conversion import soffice
from tests.documents.test_hostile import old_word

TITLE = "平川县水务局2024年法治政府建设年度报告"
_MACRO = "vnd.sun.star.script:Standard.Run.Main?language=Basic&location=document"
_LIBRARY = 'xmlns:library="http://openoffice.org/2000/library"'
_SETTINGS = (
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item></oor:items>'
)


def with_macro(target: Path) -> bytes:
    """A document of a macro that writes a file, and that is run when the document is opened."""
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": (
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            + "".join(
                f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
                for path, kind in (
                    ("/", "application/vnd.oasis.opendocument.text"),
                    ("content.xml", "text/xml"),
                    ("Basic/script-lc.xml", "text/xml"),
                    ("Basic/Standard/script-lb.xml", "text/xml"),
                    ("Basic/Standard/Run.xml", "text/xml"),
                )
            )
            + "</manifest:manifest>"
        ),
        "content.xml": (
            "<office:document-content"
            ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
            ' xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
            ' xmlns:dom="http://www.w3.org/2001/xml-events"'
            ' xmlns:xlink="http://www.w3.org/1999/xlink"><office:scripts><office:event-listeners>'
            '<script:event-listener script:language="ooo:script" script:event-name="dom:load"'
            f' xlink:href="{_MACRO.replace("&", "&amp;")}" xlink:type="simple"/>'
            "</office:event-listeners></office:scripts><office:body><office:text>"
            f"<text:p>{TITLE}</text:p></office:text></office:body></office:document-content>"
        ),
        "Basic/script-lc.xml": (
            f"<library:libraries {_LIBRARY}>"
            '<library:library library:name="Standard" library:link="false"/></library:libraries>'
        ),
        "Basic/Standard/script-lb.xml": (
            f'<library:library {_LIBRARY} library:name="Standard" library:readonly="false"'
            ' library:passwordprotected="false"><library:element library:name="Run"/>'
            "</library:library>"
        ),
        "Basic/Standard/Run.xml": (
            '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Run"'
            ' script:language="StarBasic">Sub Main\nDim n\nn = FreeFile\n'
            f"Open &quot;{target}&quot; For Output As #n\nPrint #n, &quot;x&quot;\nClose #n\n"
            "End Sub</script:module>"
        ),
    }
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return packed(
        {
            name: (text if name == "mimetype" else head + text).encode()
            for name, text in parts.items()
        }
    )


def seconds_until_written(
    program: str, profile: Path, document: Path, target: Path, limit: float
) -> float | None:
    """Asks LibreOffice to run the macro of a document; returns ``None`` where it does not."""
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    begun = time.monotonic()
    with subprocess.Popen(
        [*command, _MACRO, str(document)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            while not target.exists() and time.monotonic() - begun < limit:
                time.sleep(0.1)
            return time.monotonic() - begun if target.exists() else None
        finally:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.skipif(os.name != "posix", reason="ends LibreOffice by its process group")
def test_no_macro_of_a_document_is_run(tmp_path: Path) -> None:
    program, target = soffice(), tmp_path / "写出的文件"
    data = with_macro(target)
    document = tmp_path / "报告.odt"
    document.write_bytes(data)
    careless, ours = tmp_path / "careless", tmp_path / "ours"
    (careless / "user").mkdir(parents=True)
    (careless / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    taken = seconds_until_written(program, careless, document, target, 60)
    assert taken is not None, "the macro does nothing, so that this test shows nothing"
    target.unlink()

    text = read_source(Source(data=data, name="报告.doc"))
    assert text.text == TITLE
    assert not target.exists()
    # Not even where it is asked for by its name.
    convert._write_profile(ours)
    assert seconds_until_written(program, ours, document, target, 2 * taken + 3) is None


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (old_word("WordDocument"), "旧版 Word（.doc）或 WPS 文件"),
        (b"{\\rtf1 x}", "RTF 文件"),
    ],
)
def test_a_computer_without_libreoffice_says_what_to_do(
    data: bytes, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert, "_USUAL", ())
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableDocument) as caught:
        read.read_office(Source(data=data, name="报告.wps"))
    assert caught.value.code == "unreadable.no-office"
    assert str(caught.value).startswith(f"报告.wps：这是{kind}，读它要用 LibreOffice")
    assert "另存为 .docx" in str(caught.value)
