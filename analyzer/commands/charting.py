"""Pictures that commands write: asked for before anything is read, drawn at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# More characters than these are counted, not listed.
_NAMED = 8


def free_chart(written: str, *, force: bool) -> str:
    """Returns the path of a picture to write.

    Raises:
        UsageError: It has another suffix, is there already and must not be overwritten, or cannot
            be there.
        ChartError: Nothing can be drawn on this machine.
    """
    from analyzer.errors import UsageError
    from analyzer.output.charts import SUFFIXES, check_drawing
    from analyzer.output.files import free_path

    if Path(written).suffix.lower() not in SUFFIXES:
        raise UsageError(
            "图的文件名看不出格式", remedy=f"请以 {'、'.join(SUFFIXES)} 结尾", source=written
        )
    path = free_path(written, force=force)
    check_drawing()
    return path


def draw_chart(draw: Callable[[bool], Iterable[Figure]], path: str, *, empty: bool) -> None:
    """Writes a picture, and says on standard error what is amiss with it.

    Args:
        draw: As ``write_chart`` takes it.
        path: From ``free_chart``.
        empty: Whether there is nothing to draw; no file is written then.
    """
    if empty:
        print("没有可以画的年度报告，没有画图。", file=sys.stderr)
        return

    from analyzer.output.charts import NAMED_BY, write_chart

    missing = sorted(write_chart(draw, path))
    if missing:
        listed = "、".join(f"U+{ord(ch):04X}" for ch in missing[:_NAMED])
        listed += " 等" if len(missing) > _NAMED else ""
        print(
            f"有 {len(missing)} 个字电脑上的字体都没有，图里用〓代替：{listed}。"
            f"请安装字数更多的字体，或把环境变量 {NAMED_BY} 设为它的文件。",
            file=sys.stderr,
        )
