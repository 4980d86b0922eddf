"""LibreOffice as a converter: without a window, with a profile of its own, and with nothing to run.

The profile lies in a temporary folder: that of the reading process, or one of its own. It forbids
macros, updates of links and the network, so that opening a document does nothing but show it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
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
    return _converted(data, suffix, "docx:MS Word 2007 XML", program, profile)


def to_pdf(data: bytes, suffix: str, program: str, profile: Path, *, seconds: float) -> bytes:
    """Returns a document as a .pdf file.

    Args:
        data: The document.
        suffix: Its usual ending, with the dot.
        program: LibreOffice.
        profile: Where its profile is or is to be; no other run may use it meanwhile.
        seconds: It is stopped after so long; outside of the reading process nothing else stops it.

    Raises:
        NotConverted: LibreOffice cannot open it, or took too long.
    """
    return _converted(data, suffix, "pdf:writer_pdf_Export", program, profile, seconds)


def _converted(
    data: bytes,
    suffix: str,
    target: str,
    program: str,
    profile: Path,
    seconds: float | None = None,
) -> bytes:
    _write_profile(profile)
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, f"given{suffix}"), Path(folder, "made")
        given.write_bytes(data)
        made.mkdir()
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--convert-to",
            target,
            "--outdir",
            str(made),
            str(given),
        ]
        result = made / f"given.{target.split(':')[0]}"
        if _run(command, folder, seconds) or not result.exists():
            raise NotConverted
        return result.read_bytes()


def _run(command: list[str], folder: str, seconds: float | None) -> int:
    """Returns the exit status; the program and what it started are ended when time is over."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        # The reading process is ended as a group; a run with a limit of its own is one by itself.
        start_new_session=seconds is not None,
    ) as running:
        try:
            return running.wait(seconds)
        except BaseException as error:
            _end(running, group=seconds is not None)
            if isinstance(error, subprocess.TimeoutExpired):
                raise NotConverted from None
            raise


def _end(running: subprocess.Popen[bytes], *, group: bool) -> None:
    if group and hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    running.kill()


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
