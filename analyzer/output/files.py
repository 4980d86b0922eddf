"""Files that are written for people: names that every system takes, nothing overwritten, only whole ones."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analyzer.errors import UsageError

# Naming Files, Paths, and Namespaces (Microsoft): characters and names that Windows does not take.
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\s]+')
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|COM[0-9¹²³]|LPT[0-9¹²³])(?:\.|$)", re.I)
# With a folder in front it stays under the 260 characters of a Windows path; with what is put behind
# it under the 255 bytes of a Linux name.
_MOST_CHARACTERS, _MOST_BYTES = 60, 200


def safe_name(text: str, *, otherwise: str) -> str:
    """Returns a file's name without suffix that Windows, Linux and macOS take.

    Args:
        text: What the file is about; it may come from a report.
        otherwise: The name where nothing of it can be used.
    """
    name = "".join(ch if ch.isprintable() else " " for ch in text)
    name = _NOT_IN_NAMES.sub(" ", name)[:_MOST_CHARACTERS]
    name = name.encode()[:_MOST_BYTES].decode(errors="ignore").strip(" .")
    if not name:
        return otherwise
    return f"_{name}" if _DEVICES.match(name) else name


class Names:
    """Paths in one folder, none of them given twice.

    Args:
        folder: Where the files will be.
        suffix: With its point.
    """

    def __init__(self, folder: str, suffix: str) -> None:
        self._folder = folder
        self._suffix = suffix
        self._given: set[str] = set()

    def path(self, name: str) -> str:
        """Returns the path for a safe name; a second one of that name is numbered: （2）."""
        number, path = 1, name
        while path.casefold() in self._given:
            number += 1
            path = f"{name}（{number}）"
        self._given.add(path.casefold())
        return os.path.join(self._folder, path + self._suffix)


def free_path(written: str, *, force: bool) -> str:
    """Returns the path of a file to write.

    Raises:
        UsageError: It is there already and must not be overwritten, or cannot be there.
    """
    if os.path.isdir(written):
        raise UsageError("这是文件夹，不能当文件写", remedy="请写上文件名", source=written)
    if os.path.lexists(written) and not force:
        raise UsageError(
            "文件已经有了，没有覆盖", remedy="请换一个文件名，或加上 --force", source=written
        )
    if not os.path.isdir(os.path.dirname(written) or "."):
        raise UsageError("文件夹不存在", remedy="请先建好文件夹", source=written)
    return written


def made_folder(written: str) -> str:
    """Returns a folder to write into, made if it is not there.

    Raises:
        UsageError: There is a file of that name, or the folder cannot be made.
    """
    try:
        os.makedirs(written, exist_ok=True)
    except OSError as error:
        taken = os.path.lexists(written)
        raise UsageError(
            "已有同名的文件，不能当文件夹" if taken else f"建不了文件夹（{error.strerror}）",
            remedy="请换一个位置",
            source=written,
        ) from error
    return written


@contextmanager
def whole_file(path: str) -> Iterator[Path]:
    """Gives a file to write beside the target, which takes its place once it is whole.

    Args:
        path: The target; an existing file is replaced.

    Yields:
        Where to write; it has the target's suffix.

    Raises:
        UsageError: The file cannot be written there.
    """
    target = Path(path)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".fazhi-") as folder:
            made = Path(folder, f"made{target.suffix}")
            yield made
            os.replace(made, target)
    except OSError as error:
        raise UsageError(
            f"写不了这个文件（{error.strerror or error}）",
            remedy="请关闭正在打开它的程序，检查磁盘空间和文件夹权限",
            source=path,
        ) from error
