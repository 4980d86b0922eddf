"""Files that are either there as a whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analyzer.errors import UsageError


@contextmanager
def whole_file(path: str) -> Iterator[Path]:
    """Gives a place beside a file to write to, and puts what is there in its place at the end.

    Args:
        path: Where to; an existing file is replaced, and only by a whole one.

    Yields:
        The path to write to, with the same suffix.

    Raises:
        UsageError: The file cannot be written there.
    """
    target = Path(path)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".fazhi-") as folder:
            made = Path(folder, "made").with_suffix(target.suffix)
            yield made
            os.replace(made, target)
    except OSError as error:
        raise UsageError(
            f"写不了这个文件（{error.strerror or error}）",
            remedy="请关闭正在打开它的程序，检查磁盘空间和文件夹权限",
            source=path,
        ) from error
