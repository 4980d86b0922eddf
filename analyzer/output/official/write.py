"""Template and values → a .docx file, or a .pdf by way of it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analyzer.output.official.template import Value, Vocabulary, check, fill, read_template
from analyzer.output.official.writing import clean


class Form:
    """A template that was found fit, to be filled as often as needed.

    Args:
        shipped: The template of the package.
        vocabulary: The names that a template may use.
        own: The office's template, as the user gave it; the shipped one by default.
        name: What such a file is, in Chinese, for its properties.

    Raises:
        UsageError: The office's template cannot be used.
    """

    def __init__(
        self, shipped: Path, vocabulary: Vocabulary, *, own: str | None, name: str
    ) -> None:
        self._path = Path(own) if own is not None else shipped
        self._source = own
        self._name = name
        check(self._read(), vocabulary, source=own or shipped.name)

    def filled(self, values: Mapping[str, Value], *, author: str) -> bytes:
        """Returns the .docx file with the values in it.

        Args:
            values: One for each name of the vocabulary.
            author: For the file's properties.
        """
        from datetime import datetime

        document = self._read()
        fill(document, values)
        properties = document.core_properties
        properties.title, properties.author = self._name, clean(author)[:255]
        properties.last_modified_by = ""
        properties.created = properties.modified = datetime.now().replace(microsecond=0)
        made = io.BytesIO()
        document.save(made)
        return made.getvalue()

    def _read(self) -> Any:
        return read_template(self._path, source=self._source)
