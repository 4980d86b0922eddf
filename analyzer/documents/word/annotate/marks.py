"""Comments → marks in the document part: where each begins and ends, and the reference to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from analyzer.documents.word.annotate.comment import Comment
from analyzer.documents.word.annotate.edges import Edges, path_to
from analyzer.documents.word.annotate.names import PARAGRAPH, RUN, W
from analyzer.documents.word.origins import Origin

# What stands in these is shown elsewhere on the page than where it is told.
_ELSEWHERE = (f"{W}txbxContent", f"{W}footnoteReference", f"{W}endnoteReference")


class _Mark(NamedTuple):
    """One end of a comment: at which offset, in which piece of the text."""

    at: int
    end: bool
    length: int
    number: int
    origin: Origin

    @property
    def order(self) -> tuple[int, bool, int, int]:
        # From the end of the text to its beginning; of several at one place the longer outside, and
        # the references in the order of the comments.
        return -self.at, self.end, -self.length, -self.number if self.end else self.number


def put_marks(text: str, origins: Sequence[Origin], comments: dict[int, Comment]) -> None:
    """Puts the marks of comments into the tree that the origins are in.

    Args:
        text: The extracted text.
        origins: Where its pieces stand; not empty.
        comments: The comments by their numbers in the file.
    """
    starts = [origin.start for origin in origins]
    marks: list[_Mark] = []
    for number, comment in comments.items():
        first, last, end = _pieces(text, origins, starts, comment)
        start = min(max(comment.start, first.start), first.end - 1)
        marks.append(_Mark(start, False, end - start, number, first))
        marks.append(_Mark(end, True, end - start, number, last))
    edges = Edges()
    begun: dict[int, Any] = {}
    for mark in sorted(marks, key=lambda mark: mark.order):
        shown = mark.origin.skipped + mark.at - mark.origin.start
        if mark.end:
            _put_end(edges.after(mark.origin.element, shown), mark.number)
            continue
        if mark.at not in begun:
            # Once the run is parted there, its first half no longer reaches to the place.
            begun = {mark.at: edges.before(mark.origin.element, shown)}
        begun[mark.at].addprevious(_made(begun[mark.at], "commentRangeStart", mark.number))


def _pieces(
    text: str, origins: Sequence[Origin], starts: Sequence[int], comment: Comment
) -> tuple[Origin, Origin, int]:
    """Returns the first and the last piece of what a comment is about, and where it ends.

    It stays in one cell or outside of tables, and does not end in a text box or a note unless it
    begins in one. Of a number that Word generates, which no mark can stand beside, it takes the
    whole paragraph.
    """
    end = max(comment.end, comment.start + 1)
    low = max(0, bisect_right(starts, comment.start) - 1)
    if origins[low].end <= comment.start and low + 1 < len(origins):
        low += 1
    high = max(low, bisect_left(starts, end) - 1)
    first = origins[low]
    if origins[high].element.tag == PARAGRAPH:
        stop = text.find("\n", end)
        end = stop if stop >= 0 else len(text)
        high = max(high, bisect_left(starts, end) - 1)
    while high > low and not _joined(first, origins[high]):
        high -= 1
    last = origins[high]
    return first, last, max(last.start + 1, min(end, last.end))


def _joined(first: Origin, last: Origin) -> bool:
    """Tells whether one range of a comment may reach from one piece to another."""
    if last.element.tag in _ELSEWHERE:
        return False
    return path_to(first.element)[0].getparent() is path_to(last.element)[0].getparent()


def _put_end(node: Any, number: int) -> None:
    run = node.makeelement(RUN, nsmap=node.nsmap)
    run.append(_made(node, "commentReference", number))
    node.addnext(run)
    node.addnext(_made(node, "commentRangeEnd", number))


def _made(node: Any, tag: str, number: int) -> Any:
    return node.makeelement(f"{W}{tag}", {f"{W}id": str(number)}, node.nsmap)
