"""The errors that a person can act on: what happened, where, and the remedy, in Chinese.

One small tree, grouped by who must act. Anything else that is raised is a fault of the program.
"""

from __future__ import annotations


class FazhiError(Exception):
    """Base of all errors with a message for people.

    Args:
        message: What happened, in Chinese, one line.
        remedy: What to do about it, in Chinese, one line.
        source: The file or folder as the user gave it, if there is one.
        code: A stable name for programs, such as ``unreadable.empty``.
    """

    default_code = "error"

    def __init__(
        self, message: str, *, remedy: str, source: str | None = None, code: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.source = source
        self.code = code or self.default_code

    def __str__(self) -> str:
        where = f"{self.source}：" if self.source else ""
        return f"{where}{self.message}。{self.remedy}。"


class UnreadableDocument(FazhiError):
    """A submitted file cannot be read; the sender or the clerk must supply another."""

    default_code = "unreadable"


class LexiconError(FazhiError):
    """A lexicon pack has faults; the clerk who edits it must mend them.

    All faults of all files stand in ``faults``, each as a printable block
    ``文件:行:列 …``.
    """

    default_code = "lexicon"

    def __init__(self, faults: tuple[str, ...], *, source: str) -> None:
        super().__init__(
            f"词库有 {len(faults)} 处错误：\n" + "\n".join(faults),
            remedy="请按上面的提示逐处修改后重试",
            source=source,
        )
        self.faults = faults


class RosterError(FazhiError):
    """A roster (名单) cannot be used as it is; the clerk who keeps it must mend it.

    Where single rows are wrong, all of them stand in the message, one a line.
    """

    default_code = "roster"


class UsageError(FazhiError):
    """The command was called in a way that cannot be carried out."""

    default_code = "usage"


class StoreError(FazhiError):
    """The database of judged reports cannot be used; whoever keeps it must act.

    ``code`` is ``store.`` and one of location, missing, access, read-only, full, locked, foreign,
    damaged, newer, older, driver, unreachable, password, failed.
    """

    default_code = "store"


class ChartError(FazhiError):
    """A chart cannot be drawn here; whoever looks after this computer must act.

    ``code`` is ``chart.library`` (the extra is not installed), ``chart.font`` (no font has the
    characters) or ``chart.size`` (too much for one picture).
    """

    default_code = "chart"
