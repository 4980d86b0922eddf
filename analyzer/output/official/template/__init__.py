"""Word templates: placeholders are put in by name, nothing in a template or a value is executed."""

from analyzer.output.official.template.check import check
from analyzer.output.official.template.fill import fill
from analyzer.output.official.template.package import read_template
from analyzer.output.official.template.values import Picture, Value, Vocabulary

__all__ = ["Picture", "Value", "Vocabulary", "check", "fill", "read_template"]
