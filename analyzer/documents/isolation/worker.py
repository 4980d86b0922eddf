"""The process that reads: takes requests on standard input, answers on standard output.

It ends when its input ends, so that it never outlives the program that started it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path
from typing import Any, BinaryIO

from analyzer.documents.archive import list_archive, member_of
from analyzer.documents.files import bytes_of
from analyzer.documents.isolation.messages import dumped, loaded, of_error
from analyzer.documents.kinds import Kind, kind_of
from analyzer.documents.readers import read_source
from analyzer.documents.source import Source
from analyzer.errors import UnreadableDocument
from analyzer.model.text_json import of_text


def main(folder: str) -> None:
    """Answers requests until there are no more.

    Args:
        folder: The folder that was made for this process alone; it is removed at the end.
    """
    answers = _own_output()
    while line := sys.stdin.buffer.readline():
        answers.write(dumped(_answer(loaded(line), answers)))
        answers.flush()
    # Whoever started this process removes the folder; if it was killed, nobody else does.
    shutil.rmtree(folder, ignore_errors=True)


def _own_output() -> BinaryIO:
    """Returns standard output for answers alone; what libraries print goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return answers


def _answer(request: dict[str, Any], answers: BinaryIO) -> dict[str, Any]:
    def progress(done: int, total: int) -> None:
        answers.write(dumped({"progress": [done, total]}))
        answers.flush()

    name, path = request["name"], request["path"]
    try:
        data = bytes_of(path, name)
        if request["want"] == "members":
            return {"members": _members(data, name)}
        for index in request["members"]:
            data = member_of(data, index, name)
        if request["want"] == "digest":
            return {"digest": hashlib.sha256(data).hexdigest(), "size": len(data)}
        source = Source(data=data, name=name, progress=progress)
        if request["want"] == "annotated":
            return _annotated(source, request)
        return of_text(read_source(source))
    except UnreadableDocument as error:
        return of_error(error)
    except MemoryError:
        return {"memory": True}
    except Exception as error:
        return {"internal": f"{type(error).__name__}: {error}"}


def _annotated(source: Source, request: dict[str, Any]) -> dict[str, Any]:
    """Writes the copy with comments; says as ``failed`` why the target cannot be written."""
    from analyzer.documents.copies import write_copy
    from analyzer.documents.word.annotate.comment import to_comments

    comments, target = to_comments(request["comments"]), Path(request["target"])
    try:
        write_copy(source, comments, request["digest"], target)
    except OSError as error:
        return {"failed": [error.errno, error.strerror]}
    return {"failed": None}


def _members(data: bytes, name: str) -> list[object] | None:
    """Returns the reports of an archive; None where the file is no archive."""
    if kind_of(data) is not Kind.ARCHIVE:
        return None
    return [
        of_error(item) if isinstance(item, UnreadableDocument) else item
        for item in list_archive(data, name)
    ]
