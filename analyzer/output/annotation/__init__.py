"""The annotated Word copy (批注) of a report: what its comments say, and a Word file to put them in."""
