"""A path → the bytes of one file, or a clear error."""

from __future__ import annotations

import os

from analyzer.documents.faults import fault

MAX_FILE = 256 * 1024 * 1024


def bytes_of(path: str, name: str) -> bytes:
    """Returns the bytes of a file.

    Args:
        path: Where it is.
        name: What to call it in errors.

    Raises:
        UnreadableDocument: ``code`` is missing, no-access, format (a folder) or too-large.
    """
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            # A pipe or a device has no size; it is read up to the limit.
            data = file.read((size or MAX_FILE) + 1) if size <= MAX_FILE else b""
    except (FileNotFoundError, NotADirectoryError):
        raise fault(name, "missing", "找不到文件", "请核对文件名和所在文件夹") from None
    except (OSError, ValueError) as error:
        if os.path.isdir(path):
            # What opening a folder raises depends on the system.
            raise fault(name, "format", "这是文件夹，不是文件", "请指定里面的文件") from None
        if isinstance(error, PermissionError):
            raise fault(
                name, "no-access", "没有权限打开文件", "请关闭正在使用它的程序，或检查文件权限"
            ) from None
        number = getattr(error, "errno", None)
        said = f"打不开文件（系统错误 {number}）" if number else "文件路径不合规范，打不开"
        raise fault(name, "no-access", said, "请核对路径后重试") from None
    if size > MAX_FILE or len(data) > MAX_FILE:
        raise fault(
            name,
            "too-large",
            f"文件超过 {MAX_FILE // 1024 // 1024} MB，太大",
            "请核对是不是报告；报告里的图片可以压缩后重存",
        )
    return data
