"""Loading matplotlib so that it leaves nothing behind and looks nowhere but at the fonts."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from analyzer.errors import ChartError

_FOLDER = "MPLCONFIGDIR"


def ready() -> None:
    """Loads the library.

    It keeps a list of fonts in the user's home, and where that is read-only in a folder that stays
    behind. Here the list is made anew each time (0.15 s for 60 fonts, measured) in a folder that is
    removed at once, unless the user has named one in ``MPLCONFIGDIR``.

    Raises:
        ChartError: It is not installed (``chart.library``).
    """
    if "matplotlib.font_manager" in sys.modules:
        return
    if find_spec("matplotlib") is None:
        raise ChartError(
            "没有安装画图的组件",
            remedy='请运行 pip install "fazhi[charts]"；不能上网的电脑，先在能上网的电脑上运行'
            ' pip download "fazhi[charts]"，把下载的文件拷过来安装',
            code="chart.library",
        )
    # What it has to say of fonts and folders is not for clerks.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    if os.environ.get(_FOLDER):
        import matplotlib.font_manager
    else:
        with tempfile.TemporaryDirectory(prefix="fazhi-") as folder, _named(folder):
            import matplotlib.font_manager  # noqa: F401


@contextmanager
def settings() -> Iterator[None]:
    """Holds to the library's own settings: a ``matplotlibrc`` that lies about changes nothing."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        # The same picture gives the same file.
        matplotlib.rcParams["svg.hashsalt"] = "fazhi"
        yield


@contextmanager
def _named(folder: str) -> Iterator[None]:
    os.environ[_FOLDER] = folder
    try:
        yield
    finally:
        del os.environ[_FOLDER]
