"""Writes the shipped templates into ``templates/``."""

from __future__ import annotations

from analyzer.output.official.circular import TEMPLATE as CIRCULAR
from analyzer.output.official.letter import TEMPLATE as LETTER
from analyzer.output.official.making.circular import circular_template
from analyzer.output.official.making.letter import letter_template

if __name__ == "__main__":
    letter_template().save(str(LETTER))
    circular_template().save(str(CIRCULAR))
