"""Templates → one self-contained page. Text comes out as text, whatever it looks like.

Every string is escaped and its control characters made visible, without a template having to ask.
The page's own style and script are named to the browser by their digests (Content Security Policy,
level 2): nothing else is loaded, applied or run, also should an escape fail one day.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from analyzer.output.wording import visible_lines

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = "analyzer.output.hypertext"


def rendered(
    template: str,
    *,
    package: str = _HERE,
    sheets: Sequence[str] = (),
    script: str | None = None,
    style: str = "",
    **values: Any,
) -> str:
    """Returns a page that extends ``base.html``.

    Args:
        template: Its name in the ``templates`` of the package.
        package: The package that it belongs to.
        sheets: Style sheets among the templates, in front of them the one that all pages share.
        script: The page's script among the templates, for comfort only.
        style: Rules that only this page needs, behind those of the sheets; nothing of a report.
        values: What the template shows.
    """
    from markupsafe import Markup

    environment = _environment(package)

    def source(name: str) -> str:
        return environment.get_template(name).render()

    styles = "".join(map(source, ("base.css", *sheets))) + style
    scripts = source(script) if script is not None else ""
    policy = {
        "default-src": "'none'",
        "style-src": _digest(styles),
        "script-src": _digest(scripts) if scripts else "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return environment.get_template(template).render(
        policy=Markup("; ".join(f"{name} {allowed}" for name, allowed in policy.items())),
        styles=Markup(styles),
        scripts=Markup(scripts),
        **values,
    )


@lru_cache(maxsize=4)
def _environment(package: str) -> Environment:
    """Returns what templates are read with; each is compiled once, for a batch of reports."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    packages = dict.fromkeys((package, _HERE))
    return Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in packages]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _shown(value: Any) -> Any:
    """Makes control characters visible; what is markup already was made by a template of ours."""
    return (
        visible_lines(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
    )
