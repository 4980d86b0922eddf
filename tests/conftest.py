"""What several test folders share: the built-in pack, an analyzer, the corpus, the seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from analyzer.evaluation.labels import LabelledReport, read_corpus
from analyzer.lexicon.load import load_pack
from analyzer.lexicon.schema import Pack
from analyzer.model.report import ReportResult
from analyzer.pipeline import Analyzer

ROOT = Path(__file__).resolve().parent.parent
CORPUS = tuple(read_corpus(ROOT / "corpus" / "train"))
SEED = next(iter(sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))), None)


def named(report: LabelledReport) -> str:
    """The test id of a corpus report."""
    return report.name


@pytest.fixture(autouse=True, scope="session")
def _own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees or changes what the user's own store holds."""
    folder = str(tmp_path_factory.mktemp("data"))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA"):
            patch.setenv(name, folder)
        yield


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(scope="session")
def analyzer(pack: Pack) -> Analyzer:
    return Analyzer(pack)


@pytest.fixture(scope="session")
def judged(analyzer: Analyzer) -> Callable[[str], ReportResult]:
    """Judges the body of a small 2024 report of a county bureau."""

    def judge(body: str, *, year: int = 2024) -> ReportResult:
        head = f"平川县样例局{year}年法治政府建设年度报告\n{year}年，我局工作情况如下。\n"
        return analyzer.analyze(head + body)

    return judge
