"""``fazhi history``: what the store knows, and taking out of it what is no longer wanted."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.commands.console import plain_console, write_utf8
from analyzer.commands.options import DatabaseOption, FormatOption, LexiconOption, OutputFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzer.lexicon.schema import Pack
    from analyzer.model.history import Course, History
    from analyzer.store.store import Store


def history(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="报告…", help="报告文件、压缩包或文件夹；不写就是全部"),
    ] = None,
    output: FormatOption = OutputFormat.TEXT,
    issuer: Annotated[
        str | None,
        typer.Option("--issuer", metavar="单位", help="只看名称里有这几个字的单位"),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year", metavar="年份（1990—2100）", min=1990, max=2100, help="只看这一年度的"
        ),
    ] = None,
    before: Annotated[
        str | None,
        typer.Option(
            "--before", metavar="日期", help="只看最后一次判定早于这一天的，如 2024-01-01"
        ),
    ] = None,
    forget: Annotated[
        bool,
        typer.Option(
            "--forget",
            help="把列出的报告（文字、历次判定）从数据库里删掉，认定留着；要和报告、--issuer、--year 或 --before 一起用",
        ),
    ] = False,
    lexicon: LexiconOption = None,
    db: DatabaseOption = None,
) -> int:
    """数据库里存的：每份报告什么时候判过、得多少分，重判、重交以后变了什么，谁认定过什么

    报告文件不在了也照样看得到。分数后面带 * 的按人工认定算。
    例：fazhi history
        fazhi history --issuer 水利局 --year 2024
        fazhi history --before 2022-01-01 --forget
    """
    from dataclasses import replace

    from analyzer.commands.decisions import tell_notes
    from analyzer.comparison.history import history as known
    from analyzer.errors import UsageError
    from analyzer.lexicon.load import load_pack
    from analyzer.review.journals import Journals
    from analyzer.review.records import Decided

    limit = _day(before) if before is not None else None
    if forget and not (paths or issuer or year or before):
        raise UsageError(
            "没有写删哪些",
            remedy="请写上报告，或加 --issuer、--year、--before；要全部清空就删掉数据库文件",
        )
    pack = load_pack(*(lexicon or ()))
    with _opened(db, writes=forget) as store:
        journals = Journals(shelf=store, lenient=True)
        found = known(
            store, pack, Decided(journals, pack), paths=paths or (), year=year, issuer=issuer
        )
        if limit is not None:
            found = replace(found, courses=tuple(c for c in found.courses if _older(c, limit)))
        if not forget:
            _show(found, pack, output)
        else:
            _forget(store, found.courses)
        tell_notes(journals)
    return 0 if found.courses else 2


def _opened(db: str | None, *, writes: bool) -> Store:
    from analyzer.errors import StoreError
    from analyzer.store.store import Store

    try:
        # Looking must not make a database where there is none.
        store = Store.open(db or None, read_only=True)
    except StoreError as error:
        if error.code != "store.older":
            raise
        return Store.open(db or None)
    if not writes:
        return store
    store.close()
    return Store.open(db or None)


def _show(found: History, pack: Pack, output: OutputFormat) -> None:
    if output is OutputFormat.JSON:
        from analyzer.model.report import SCHEMA_VERSION
        from analyzer.output.json_report import dumps

        write_utf8(dumps({"schema_version": SCHEMA_VERSION, **found.to_dict()}) + "\n")
        return
    from analyzer.output.history import HistoryScreen

    HistoryScreen(plain_console(), {each.id: each.label for each in pack.elements}).show(found)
    if not found.courses:
        plain_console(stderr=True).print("数据库里没有这样的报告。")


def _forget(store: Store, courses: Sequence[Course]) -> None:
    from analyzer.output.wording import visible

    paths = dict.fromkeys(
        place.path for course in courses for each in course.submissions for place in each.places
    )
    deleted = 0
    for path in paths:
        deleted += store.forget(path).documents
        typer.echo(visible(f"已删 {path}"))
    typer.echo(f"从数据库里删掉 {len(paths)} 个文件的 {deleted} 种内容；认定没有删。")


def _older(course: Course, limit: datetime.datetime) -> bool:
    return all(each.last.judged_at < limit for each in course.submissions)


def _day(written: str) -> datetime.datetime:
    """Returns the beginning of a day where the user is.

    Raises:
        UsageError: It is none.
    """
    from analyzer.errors import UsageError

    try:
        day = datetime.datetime.strptime(written.strip(), "%Y-%m-%d")
        return day.astimezone()
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"“{written}”不是日期", remedy="请写成 2024-01-01 这样") from None
