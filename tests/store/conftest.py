"""Both databases for the same tests, and judged reports to keep in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from analyzer.documents.looking import Seen, look_at
from analyzer.documents.read import read_document
from analyzer.model.record import Record, record_of
from analyzer.model.report import ReaderState
from analyzer.model.text import ExtractedText
from analyzer.pipeline import Analyzer
from analyzer.store.key import Key
from analyzer.store.store import Store
from tests.store import postgres

BODY = "一、主要举措\n2024年，我局召开法治工作会议3次，清理规范性文件2件。\n二、存在的不足\n执法力量不足。\n"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    bin = postgres.programs()
    if bin is None:
        if os.environ.get("CI"):
            pytest.fail("CI 里必须有 PostgreSQL：apt-get install postgresql")
        pytest.skip("没有安装 PostgreSQL（apt-get install postgresql）")
    with postgres.server(bin) as address:
        yield address


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """The address of an empty database on the server."""
    name = f"t{uuid4().hex}"
    _administer(server, f"CREATE DATABASE {name}")
    yield f"{server}/{name}"
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A path or an address at which there is no store yet."""
    if request.param == "sqlite":
        return str(tmp_path / "库" / "法治 100%.db")
    address: str = request.getfixturevalue("database")
    return address


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """An empty store."""
    if "://" not in where:
        Path(where).parent.mkdir()
    with Store.open(where) as opened:
        yield opened


@pytest.fixture
def key() -> Key:
    return Key("a" * 64, "b" * 64, "fazhi-annual-report 1.0.0", "0.1.0")


class Judged:
    """A judged file.

    Attributes:
        seen: The file.
        text: What was read from it.
        record: The verdict.
    """

    def __init__(self, seen: Seen, text: ExtractedText, record: Record) -> None:
        self.seen, self.text, self.record = seen, text, record

    def __iter__(self) -> Iterator[object]:
        return iter((self.seen, self.text, self.record))


Judging = Callable[..., Judged]


@pytest.fixture
def judge(analyzer: Analyzer, tmp_path: Path) -> Judging:
    """Writes a small report, reads it and judges it."""

    def judge(name: str = "交通局.txt", body: str = BODY, *, year: int = 2024) -> Judged:
        path = tmp_path / name
        path.write_text(f"平川县交通局{year}年法治政府建设年度报告\n{body}", encoding="utf-8")
        text = read_document(path)
        return Judged(look_at(str(path)), text, record_of(analyzer.analyze(text)))

    return judge


@pytest.fixture(scope="session")
def no_reader() -> ReaderState:
    return ReaderState()


def execute(address: str, statement: str) -> list[tuple[object, ...]]:
    """Runs one statement past the store."""
    engine = create_engine(_url(address))
    try:
        with engine.begin() as connection:
            done = connection.execute(text(statement))
            return [tuple(row) for row in done] if done.returns_rows else []
    finally:
        engine.dispose()


def _url(address: str) -> str:
    return address if "://" in address else f"sqlite:///{address}"


def _administer(server: str, statement: str) -> None:
    engine = create_engine(make_url(f"{server}/postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
