"""A page as a browser takes it apart, and what must hold of every page of ours."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import lxml.html

_VOID = {"meta", "br", "input", "rect"}
# What a browser would close by itself: no paragraph holds another block.
_BLOCKS = {"p", "div", "ul", "ol", "dl", "table", "section", "article", "h1", "h2", "h3", "h4"}


class _Nesting(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        assert not ("p" in self.open and tag in _BLOCKS), (tag, self.open)
        self.attributes |= set(names)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag in _VOID or self.open.pop() == tag


def read_page(html: str) -> Any:
    """Returns the page's root; it is whole, leads nowhere else, and its own policy lets it in."""
    assert html.startswith("<!DOCTYPE html>\n")
    nesting = _Nesting()
    nesting.feed(html)
    nesting.close()
    assert nesting.open == []
    assert not nesting.attributes & {"src", "srcset", "style", "action"}
    assert not {name for name in nesting.attributes if name.startswith("on")}
    root = lxml.html.document_fromstring(html)
    assert not root.xpath("//img|//link|//iframe|//object|//embed|//base|//form|//video|//audio")
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = root.xpath("//@href")
    assert all(target.startswith("#") for target in targets)
    assert {target[1:] for target in targets} <= set(ids)
    assert set(root.xpath("//label/@for")) <= set(ids)
    styles, scripts = root.xpath("//style/text()"), root.xpath("//script/text()")
    assert not re.search(r"@import|url\(|https?:", "".join(styles + scripts))
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    allowed = dict(part.split(" ", 1) for part in policy.split("; "))
    assert allowed["default-src"] == "'none'"
    assert allowed["style-src"] == " ".join(map(_digest, styles))
    assert allowed["script-src"] == (" ".join(map(_digest, scripts)) or "'none'")
    return root


def marked_characters(text: Any) -> Iterator[tuple[str, frozenset[str]]]:
    """Yields each character inside of an element with the classes of the marks around it."""

    def walk(node: Any, around: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
        if node.tag == "mark":
            around |= set(node.get("class").split())
        yield from ((ch, around) for ch in node.text or "")
        for child in node:
            yield from walk(child, around)
            yield from ((ch, around) for ch in child.tail or "")

    return walk(text, frozenset())


def words(node: Any) -> str:
    """Returns the text of an element, blanks drawn together."""
    return " ".join(node.text_content().split())


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
