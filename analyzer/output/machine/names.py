"""Names of files without the folders of the machine, and as URIs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from urllib.parse import quote


def relative_names(sources: Iterable[str]) -> dict[str, str]:
    """Returns for each source its path below the current folder, with ``/`` between folders.

    Where one of them lies elsewhere, the paths are those below the folder that they have in common.
    """
    paths = {source: os.path.abspath(source) for source in sources}
    base = os.getcwd()
    try:
        if any(os.path.commonpath([base, path]) != base for path in paths.values()):
            base = os.path.commonpath([os.path.dirname(path) for path in paths.values()])
        return {
            source: os.path.relpath(path, base).replace(os.sep, "/")
            for source, path in paths.items()
        }
    except ValueError:
        # On several drives of Windows there is no such folder.
        return {source: os.path.basename(path) for source, path in paths.items()}


def uri_of(name: str) -> str:
    """Returns a relative name as a relative URI; every byte that needs it is percent-encoded."""
    return quote(os.fsencode(name), safe="/")


def renamed(message: str, names: Mapping[str, str]) -> str:
    """Returns a message on a file with the file's name instead of its path."""
    for source in sorted(names, key=len, reverse=True):
        message = message.replace(source, names[source])
    return message
