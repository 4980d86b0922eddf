"""The store as the commands open it: what to do where there is none, or where it cannot be used."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyzer.store.store import Store


def open_store(db: str | None, *, without: str) -> Store | None:
    """Returns the store that a command is to use; the user's own by default, made where it is new.

    Where the user's own cannot be used, the command goes on without it and says so.

    Args:
        db: What the user wrote behind ``--db``.
        without: What is different without it, in Chinese, for the message.

    Raises:
        StoreError: The place that was asked for cannot be used.
    """
    from analyzer.errors import StoreError
    from analyzer.output.wording import visible
    from analyzer.store.store import Store

    try:
        return Store.open(db or None)
    except StoreError as error:
        if db:
            raise
        print(visible(f"{error}{without}"), file=sys.stderr)
        return None


def store_of_decisions(
    decisions: str | None, db: str | None, *, no_db: bool, makes: bool
) -> Store | None:
    """Returns the store whose decisions count besides those in files; see ``review.journals``.

    Args:
        decisions: The decision file that the user named: it then counts alone, unless a store was
            named as well.
        db: What the user wrote behind ``--db``.
        no_db: Whether the user wants none.
        makes: Whether the user's own store is made where there is none yet.

    Raises:
        StoreError: The place that was asked for cannot be used.
    """
    if no_db or (decisions is not None and not db):
        return None
    if not db and not makes and not _is_there():
        return None
    return open_store(db, without="这一次只用审查记录文件，不用数据库里的认定。")


def _is_there() -> bool:
    from analyzer.errors import StoreError
    from analyzer.store.location import default_file

    try:
        return default_file().exists()
    except (OSError, StoreError):
        return False
