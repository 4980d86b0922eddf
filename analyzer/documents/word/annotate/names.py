"""Names of elements in a Word file. Source: ECMA-376 Part 1, 17."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH = f"{W}p"
RUN = f"{W}r"
TEXT = f"{W}t"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
