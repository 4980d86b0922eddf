"""A Word file with comments (批注) at places of its text; nothing else of it changes."""
