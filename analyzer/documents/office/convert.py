"""LibreOffice as a converter: without a window, with a profile of its own, and with nothing to run.

The profile lies in the temporary folder of the reading process. It forbids macros, updates of links
and the network, so that opening a document does nothing but show it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

# Where the installer puts it on Windows, which does not add it to the search path.
_USUAL = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_COMMON = "/org.openoffice.Office.Common"
_WRITER = "/org.openoffice.Office.Writer"
# Path, property and value; 2 is “never” for links, 3 the highest level for macros.
_SETTINGS = (
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_COMMON}/Security/Scripting", "DisableActiveContent", "true"),
    (f"{_COMMON}/Misc", "UseLocking", "false"),
    (f"{_COMMON}/Load", "UpdateDocMode", "0"),
    (f"{_WRITER}/Content/Update", "Link", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


class NotConverted(Exception):
    """LibreOffice gave no document."""


def find_libreoffice() -> str | None:
    """Returns the path of the program, or None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((path for path in _USUAL if os.path.exists(path)), None)


def to_docx(data: bytes, suffix: str, program: str) -> bytes:
    """Returns a document as a .docx file.

    Args:
        data: The document.
        suffix: Its usual ending, with the dot.
        program: LibreOffice.

    Raises:
        NotConverted: LibreOffice cannot open it.
    """
    profile = Path(tempfile.gettempdir(), "libreoffice")
    _write_profile(profile)
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, f"given{suffix}"), Path(folder, "made")
        given.write_bytes(data)
        made.mkdir()
        ended = subprocess.run(
            [
                program,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--norestore",
                "--nolockcheck",
                "--nodefault",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                str(made),
                str(given),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            check=False,
        )
        result = made / "given.docx"
        if ended.returncode or not result.exists():
            raise NotConverted
        return result.read_bytes()


def _write_profile(profile: Path) -> None:
    file = profile / "user" / "registrymodifications.xcu"
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    file.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )
