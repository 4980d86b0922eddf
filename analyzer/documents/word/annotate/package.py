"""The zip file around the parts: what is changed, added or left out; the rest is copied as it is.

The package is not written by python-docx: it would write every XML part anew, and gives up a file for
one relation to a part that is not there, which Word passes over.
Source: ECMA-376 Part 2, 6 (content types 6.2.3, relationships 6.5).
"""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from analyzer.documents.word.package import KINDS, TYPES, Part, parsed, parsed_part

_COMMENTS_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION = f"{{{_SPACE}}}Relationship"
_NO_RELATIONS = f'<Relationships xmlns="{_SPACE}"/>'.encode()
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
# Nobody is handed on the macros of others, and a signature of what was changed is void.
_LEFT_OUT = (
    "/vbaProject",
    "/vbaProjectSignature",
    "/vbaProjectSignatureAgile",
    "/vbaProjectSignatureV3",
    "/wordVbaData",
    "/ui/extensibility",
    "/digital-signature/origin",
)


class Package:
    """A package that is written again with a few parts changed.

    Args:
        data: The whole file; ``inspect`` has passed it.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self._names = dict.fromkeys(archive.namelist())
        self._changed: dict[str, Part] = {}
        self._dropped: set[str] = set()

    def change(self, part: Part) -> None:
        """Has a part written as it will then be."""
        self._changed[part.name] = part

    def leave_out(self) -> bool:
        """Leaves out macros and signatures; tells whether there were any."""
        for name in [name for name in self._names if name.endswith(".rels")]:
            part = self._part(name)
            void = [node for node in part.root.iter(_RELATION) if _kind(node).endswith(_LEFT_OUT)]
            for node in void:
                self._drop(_target(node, name))
                part.root.remove(node)
            if void:
                self.change(part)
        return bool(self._dropped)

    def comments(self, main: Part, empty: Any) -> Part:
        """Returns the part that holds the comments of a document, which is made to refer to it.

        Args:
            main: The document.
            empty: The root of a new part.
        """
        relations = _relations_of(main.name)
        told = (
            self._part(relations)
            if relations in self._names
            else Part(relations, parsed(_NO_RELATIONS), main.strict)
        )
        found = [node for node in told.root.iter(_RELATION) if _kind(node).endswith("/comments")]
        if found:
            name = _target(found[0], relations)
        else:
            name = self._free(posixpath.dirname(main.name))
            _add_relation(told.root, posixpath.relpath(name, posixpath.dirname(main.name) or "."))
            self.change(told)
        part = self._part(name) if name in self._names else Part(name, empty, main.strict)
        self.change(part)
        self._declare(name)
        return part

    def write(self, target: Path) -> None:
        """Writes the package.

        Raises:
            Exception: Whatever a broken member makes the libraries raise.
        """
        with (
            zipfile.ZipFile(BytesIO(self._data)) as source,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
        ):
            for name in (
                *self._names,
                *(name for name in self._changed if name not in self._names),
            ):
                if name in self._dropped:
                    continue
                info = zipfile.ZipInfo(name)
                info.compress_type = zipfile.ZIP_DEFLATED
                if name in self._names:
                    old = source.getinfo(name)
                    info.date_time = old.date_time
                    if old.compress_type == zipfile.ZIP_STORED:
                        info.compress_type = zipfile.ZIP_STORED
                part = self._changed.get(name)
                made.writestr(info, part.dumped() if part else _member(source, name))

    def _part(self, name: str) -> Part:
        return self._changed.get(name) or parsed_part(self._data, name)

    def _declare(self, comments: str) -> None:
        """Sets the kinds of the parts right: a plain document, its comments, nothing left out."""
        with zipfile.ZipFile(BytesIO(self._data)) as archive:
            kinds = _member(archive, TYPES)
        for other, usual in KINDS:
            kinds = kinds.replace(other, usual)
        root = parsed(kinds)
        for node in list(root.iter(_OVERRIDE)):
            if node.get("PartName", "").lstrip("/") in (*self._dropped, comments):
                root.remove(node)
        values = {"PartName": f"/{comments}", "ContentType": _COMMENTS_KIND}
        root.append(root.makeelement(_OVERRIDE, values, root.nsmap))
        self.change(Part(TYPES, root, False))

    def _drop(self, name: str) -> None:
        """Leaves out a part and those that only it refers to."""
        if name in self._dropped:
            return
        relations = _relations_of(name)
        self._dropped |= {name, relations}
        if relations in self._names:
            for node in self._part(relations).root.iter(_RELATION):
                if node.get("TargetMode") != "External":
                    self._drop(_target(node, relations))

    def _free(self, folder: str) -> str:
        number = 1
        while (name := f"{folder}/comments{number}.xml".lstrip("/")) in self._names:
            number += 1
        plain = f"{folder}/comments.xml".lstrip("/")
        return name if plain in self._names else plain


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        # Without a number it would unpack all there is, whatever size was declared.
        return member.read(archive.getinfo(name).file_size + 1)


def _relations_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _target(relation: Any, relations: str) -> str:
    """Returns the name of the part that a relation points to."""
    folder = posixpath.dirname(posixpath.dirname(relations))
    path = posixpath.join("/", folder, relation.get("Target") or "")
    return posixpath.normpath(path).lstrip("/")


def _kind(relation: Any) -> str:
    return relation.get("Type") or ""


def _add_relation(root: Any, target: str) -> None:
    taken = {node.get("Id") for node in root.iter(_RELATION)}
    number = 1
    while (key := f"rId{number}") in taken:
        number += 1
    values = {"Id": key, "Type": _COMMENTS, "Target": target}
    root.append(root.makeelement(_RELATION, values, root.nsmap))
