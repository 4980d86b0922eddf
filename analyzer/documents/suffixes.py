"""Which files of a folder or an archive are taken for reports: by name, since there are others.

A file that the user names himself is read whatever its name.
"""

from __future__ import annotations

from pathlib import PurePosixPath

# Pictures are left out: in a folder of reports they are photographs.
SUFFIXES = (
    ".txt",
    ".docx",
    ".docm",
    ".doc",
    ".wps",
    ".rtf",
    ".odt",
    ".pdf",
    ".ofd",
    ".html",
    ".htm",
    ".mht",
    ".mhtml",
)  # fmt: skip
ARCHIVES = (".zip",)
# What a browser keeps beside a page that it saves.
_COMPANIONS = ("_files", ".files")


def is_report(name: str) -> bool:
    """Tells whether a file may be a report, from its name."""
    return PurePosixPath(name).suffix.lower() in SUFFIXES


def is_hidden(name: str) -> bool:
    """Tells whether a file or folder is for programs only: hidden, a lock of Word, of a Mac."""
    return name.startswith((".", "~$")) or name == "__MACOSX" or name.endswith(_COMPANIONS)
