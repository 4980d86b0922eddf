"""Bytes → an open OFD package: its documents, their pages, and its parts as XML.

ofdkit opens the container (names in GBK, locations that programs write wrongly, limits); the parts
are parsed here, since ofdkit gives neither the places of single characters nor what is invisible.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from analyzer.documents.faults import declares_entities, fault
from analyzer.errors import UnreadableDocument

# A page of a report takes a tenth of one MB, each character in an object of its own included.
_MAX_PART = 32 * 1024 * 1024
_MAX_ALL = 256 * 1024 * 1024
_MAX_PARTS = 20_000
_MAX_PAGES = 500
_FARTHEST = 1e6
_RESAVE = "请用 OFD 阅读器打开并另存一份，打不开的请报送单位重发"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageParts:
    """Where the content of one page is.

    Attributes:
        location: The part with its objects.
        document: The part of its document, which names the next two.
        templates: Locations of template pages as written there, by their IDs.
        resources: Locations of resources as written there.
        box: The size of paper of its document (x, y, width, height), in millimetres; None where
            it says none.
    """

    location: str
    document: str
    templates: dict[str, str | None]
    resources: tuple[str | None, ...]
    box: tuple[float, ...] | None


class OfdPackage:
    """An open package, to be closed again."""

    def __init__(self, data: bytes, name: str) -> None:
        """Opens a package.

        Args:
            data: The whole file.
            name: The path as the user gave it.

        Raises:
            UnreadableDocument: ``code`` says why: damaged, encrypted, bomb or format.
        """
        from ofdkit.package import Package

        self._name = name
        _inspect(data, name)
        try:
            self._package = Package(data)
        except Exception:
            # A broken directory makes zipfile raise whatever its bytes happen to mean.
            raise damaged(name) from None
        self._left = _MAX_ALL
        if self._package.find("Encryptions.xml") is not None:
            # Source: GM/T 0099-2020, annex C: the entry of decryption has this name and place.
            self.close()
            raise _encrypted(name)
        if self._package.find("OFD.xml") is None:
            self.close()
            raise fault(name, "format", "这是压缩包，不是 OFD 文件", "请先解压，再指定里面的文件")

    def close(self) -> None:
        """Gives the memory of the container back."""
        self._package.close()

    def pages(self) -> Iterator[PageParts]:
        """Yields the pages of all documents in order.

        Raises:
            UnreadableDocument: A part that holds text is missing or broken.
        """
        start = self.find(None, "OFD.xml")
        bodies = children(self.xml(start), "DocBody")
        seen = 0
        for body in bodies:
            location = self.find(start, text_of(body, "DocRoot"))
            document = self.xml(location)
            common = child(document, "CommonData")
            templates = {
                page.get("ID", "").strip(): page.get("BaseLoc")
                for page in children(common, "TemplatePage")
            }
            resources = tuple(
                part.text
                for kind in ("PublicRes", "DocumentRes")
                for part in children(common, kind)
            )
            for page in children(child(document, "Pages"), "Page"):
                seen += 1
                if seen > _MAX_PAGES:
                    raise fault(
                        self._name,
                        "too-large",
                        f"OFD 文件超过 {_MAX_PAGES} 页",
                        "请核对是不是报告；如果是汇编，请只截取报告所在的页",
                    )
                yield PageParts(
                    location=self.find(location, page.get("BaseLoc")),
                    document=location,
                    templates=templates,
                    resources=resources,
                    box=numbers(text_of(child(common, "PageArea"), "PhysicalBox"), 4),
                )
        if not seen:
            raise damaged(self._name)

    def find(self, base: str | None, location: str | None) -> str:
        """Returns the part at a location that is written in another part.

        Raises:
            UnreadableDocument: There is none; its text would be missing.
        """
        found: str | None = self._package.resolve(base, location)
        if found is None:
            raise damaged(self._name)
        return found

    def xml(self, location: str) -> Any:
        """Returns the root of a part.

        Raises:
            UnreadableDocument: It is broken, declares entities, or all parts together unpack to
                more than is sane.
        """
        from lxml import etree
        from ofdkit import OFDLimitError

        try:
            part = self._package.read(location)
        except OFDLimitError:
            raise _bomb(self._name) from None
        except Exception:
            # Encrypted members were refused before; the rest is a broken stream.
            raise damaged(self._name) from None
        self._left -= len(part)
        if self._left < 0:
            raise _bomb(self._name)
        safe = {
            "resolve_entities": False,
            "no_network": True,
            "remove_comments": True,
            "remove_pis": True,
        }
        try:
            root = etree.fromstring(part, etree.XMLParser(**safe))
        except etree.XMLSyntaxError:
            root = _tolerated(part, safe)
        except ValueError:
            root = None
        if root is None:
            raise damaged(self._name)
        if root.getroottree().docinfo.internalDTD is not None:
            # No OFD file has a document type. Its entities are not expanded: text would be missing.
            raise declares_entities(self._name)
        return root


def _tolerated(part: bytes, safe: dict[str, bool]) -> Any:
    """Returns the root of XML that is whole but for undeclared prefixes; None where it is not."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, **safe)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        return None
    if any(entry.domain != etree.ErrorDomains.NAMESPACE for entry in parser.error_log):
        return None
    for element in root.iter():
        element.tag = local(element).rpartition(":")[2]
    return root


def _inspect(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except Exception:
        raise damaged(name) from None
    if any(member.flag_bits & 1 for member in members):
        raise _encrypted(name)
    largest = max((m.file_size for m in members if m.filename.lower().endswith(".xml")), default=0)
    if len(members) > _MAX_PARTS or largest > _MAX_PART:
        raise _bomb(name)


def damaged(name: str) -> UnreadableDocument:
    """Returns the error for an OFD file of which something cannot be read."""
    return fault(name, "damaged", "OFD 文件已损坏或没有传完", _RESAVE)


def _bomb(name: str) -> UnreadableDocument:
    return fault(name, "bomb", "OFD 文件解开后过大，疑似异常文件", "请核对来源，请报送单位重新导出")


def too_large(name: str) -> UnreadableDocument:
    """Returns the error for an OFD file that holds more than any report has."""
    return fault(name, "too-large", "OFD 文件里的内容多得不像报告", "请核对是不是报告")


def _encrypted(name: str) -> UnreadableDocument:
    return fault(name, "encrypted", "OFD 文件已加密", "请报送单位取消加密后重新导出")


def local(element: Any) -> str:
    """Returns the name of an element without its namespace, of which programs use several."""
    name: str = element.tag
    return name[name.rfind("}") + 1 :]


def children(parent: Any, name: str) -> list[Any]:
    """Returns the children of a name; none of no element."""
    return [] if parent is None else list(parent.iterchildren("{*}" + name))


def child(parent: Any, name: str) -> Any:
    """Returns the first child of a name, or None."""
    return None if parent is None else next(parent.iterchildren("{*}" + name), None)


def text_of(parent: Any, name: str) -> str | None:
    """Returns the text of the first child of a name, or None."""
    found = child(parent, name)
    return None if found is None else found.text


def numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    """Returns so many numbers that stand in a text apart by spaces; None where they do not.

    No paper reaches so far as the numbers that they are cut to.
    """
    if not text:
        return None
    try:
        values = tuple(map(float, text.split(None, count)[:count]))
    except ValueError:
        return None
    if len(values) != count:
        return None
    if sum(map(abs, values)) < _FARTHEST:
        return values
    if any(map(math.isnan, values)):
        return None
    return tuple(max(-_FARTHEST, min(value, _FARTHEST)) for value in values)
