"""The marks that stand in the text of a page where lines, cells, links and numbers begin and end."""

# Noncharacters of Unicode: no page has them, and lxml lets them pass.
OPEN, CLOSE, BREAK, CELL, HEAD, LINK, END_LINK, NUMBER, END_NUMBER = map(chr, range(0xFDD0, 0xFDD9))
MARKS = f"[{OPEN}-{END_NUMBER}]"
