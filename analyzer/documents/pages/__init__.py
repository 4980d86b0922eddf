"""Lines that stand somewhere on pages → running text. Shared by PDF, scans and OFD."""
