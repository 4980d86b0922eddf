"""The second reader in the whole program: it marks, the pack scores, and without it all goes on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TypeAlias

import pytest
from rich.console import Console

from analyzer import analyze, pipeline
from analyzer.commands.app import main
from analyzer.commands.interview import Interview
from analyzer.errors import LexiconError
from analyzer.lexicon.load import load_pack
from analyzer.lexicon.schema import ReviewPolicy
from analyzer.model.document import Document
from analyzer.model.report import (
    Contradiction,
    ElementResult,
    Opinion,
    Passage,
    ReaderState,
    ReportResult,
    Status,
)
from analyzer.output.selection import select
from analyzer.pipeline import Analyzer
from analyzer.reader import model
from analyzer.review.journals import Journals
from analyzer.spacy_pipeline import build_pipeline
from tests.conftest import ROOT

Asked: TypeAlias = Callable[..., ReportResult]
TEXT = (
    "平川县样例局2024年法治政府建设年度报告\n2024年，我局工作情况如下。\n一、工作开展情况\n"
    "全年主动公开政府信息88条，答复依申请公开9件。\n"
)
HEAD = '编号: test-county\n名称: 测试县补充\n版本: "1.0.0"\n叠加于: fazhi-annual-report\n'
REPORT = ROOT / "corpus" / "dev" / "reports" / "d08.txt"


class Contrary:
    """A second opinion that contradicts whatever the lexicon says of one element."""

    def __init__(self, element: str, status: Status, confidence: float = 0.876) -> None:
        self._element = element
        self._status = status
        self._confidence = confidence

    def contradictions(
        self, results: Sequence[ElementResult], document: Document
    ) -> dict[str, Contradiction]:
        (own,) = [result.status for result in results if result.id == self._element]
        passage = Passage(0, 4, document.text[:4])
        return {self._element: Contradiction(own, Opinion(self._status, self._confidence), passage)}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[..., ReportResult]:
    """Judges a text with a second opinion, under a policy of the pack (复核计分)."""

    def judge(second: Contrary, text: str = TEXT, policy: str = "按词库") -> ReportResult:
        pack = load_pack()
        head = pack.head.model_copy(update={"under_review": ReviewPolicy(policy)})
        state = ReaderState(corpus="0" * 64)
        monkeypatch.setattr(pipeline, "second_opinion", lambda pack: (second, state))
        return Analyzer(pack.model_copy(update={"head": head})).analyze(text)

    return judge


@pytest.mark.parametrize(
    ("policy", "element", "status", "credit"),
    [
        ("按词库", "openness", Status.MISSING, 1.0),
        ("从低", "openness", Status.MISSING, 0.0),
        ("折中", "openness", Status.MISSING, 0.5),
        ("按词库", "disputes", Status.SUBSTANTIVE, 0.0),
        ("从低", "disputes", Status.SUBSTANTIVE, 0.0),
        ("折中", "disputes", Status.SUBSTANTIVE, 0.5),
        ("折中", "disputes", Status.MENTIONED, 0.2),
        ("补漏", "openness", Status.MISSING, 1.0),
        ("补漏", "disputes", Status.SUBSTANTIVE, 1.0),
        ("补漏", "disputes", Status.MENTIONED, 0.4),
    ],
)
def test_pack_says_what_an_element_under_review_earns(
    asked: Asked, policy: str, element: str, status: Status, credit: float
) -> None:
    alone = Analyzer(reader=False).analyze(TEXT)
    result = asked(Contrary(element, status), policy=policy)
    found, before = result.element(element), alone.element(element)
    assert found.credit == pytest.approx(credit)
    filled = policy == "补漏" and before.status is Status.MISSING
    assert found.status is (status if filled else before.status)
    assert result.score == pytest.approx(
        alone.score + before.weight * (credit - before.credit), abs=0.1
    )
    told = [finding for finding in alone.findings if not (filled and finding.element == element)]
    assert [f for f in result.findings if f.element != element or not filled] == told


def test_reader_that_is_not_sure_only_asks_for_a_look(asked: Asked) -> None:
    found = asked(Contrary("disputes", Status.SUBSTANTIVE, 0.6), policy="补漏").element("disputes")
    assert (found.status, found.credit) == (Status.MISSING, 0.0)
    assert found.contradiction is not None


def test_review_stands_in_the_element_object(asked: Asked) -> None:
    told = asked(Contrary("openness", Status.MISSING)).element("openness").to_dict()
    assert told["review"] is True
    assert told["opinions"] == {
        "lexicon": "substantive", "reader": {"status": "missing", "confidence": 0.88},
    }  # fmt: skip
    assert told["passage"] == {"start": 0, "end": 4, "text": TEXT[:4]}
    plain = Analyzer(reader=False).analyze(TEXT).element("openness").to_dict()
    assert plain["review"] is False
    assert not {"opinions", "passage"} & set(plain)


def test_passage_of_a_review_is_masked_like_all_else(asked: Asked) -> None:
    text = TEXT + "原告卜世良（电话13812345678）诉我局一案已审结。\n"

    class Quoting(Contrary):
        def contradictions(
            self, results: Sequence[ElementResult], document: Document
        ) -> dict[str, Contradiction]:
            passage = Passage(0, len(text), text)
            return {
                "openness": Contradiction(Status.MISSING, Opinion(Status.MENTIONED, 0.9), passage)
            }

    told = str(asked(Quoting("openness", Status.MENTIONED), text).to_dict())
    assert "卜世良" not in told
    assert "13812345678" not in told


def test_text_of_another_kind_is_not_reviewed(asked: Asked) -> None:
    notice = "关于召开会议的通知\n各单位：\n现将有关事项通知如下。\n"
    result = asked(Contrary("openness", Status.SUBSTANTIVE), notice)
    assert not result.document.identity.is_report
    assert not [element for element in result.elements if element.contradiction]


@pytest.fixture
def damaged_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The program without a whole model of the second reader."""
    path = tmp_path / "second-reader.npz"
    path.write_bytes(model.BUILT_IN.read_bytes()[:5000])
    monkeypatch.setattr(model, "BUILT_IN", path)
    model.built_in.cache_clear()
    yield path
    model.built_in.cache_clear()


def test_damaged_model_leaves_the_lexicon_at_work(damaged_model: Path) -> None:
    analyzer = Analyzer()
    assert analyzer.reader.fault is not None
    assert "损坏" in analyzer.reader.fault
    alone = Analyzer(reader=False)
    assert alone.reader.fault is None
    assert analyzer.analyze(TEXT).to_dict() == alone.analyze(TEXT).to_dict()


def test_check_says_that_the_second_reader_is_missing(
    damaged_model: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, "utf-8")
    main(["check", str(path), "--fail-on", "never"])
    out, err = capfd.readouterr()
    assert "平川县样例局" in out
    assert "第二判读没有参加，只按词库判断" in err
    assert "fazhi corpus train" in err
    main(["check", str(path), "--no-reader"])
    assert capfd.readouterr().err == ""
    main(["check", str(path), "--format", "json"])
    told = json.loads(capfd.readouterr().out)["reader"]
    assert told["used"] is False
    assert "损坏" in told["fault"]


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader that comes with the program, ready to contradict wherever it can."""
    known = model.built_in()
    thresholds = replace(known.head.thresholds, confident=0.0, doubtful=1.0)
    changed = replace(known, head=replace(known.head, thresholds=thresholds))
    monkeypatch.setattr(model, "built_in", lambda: changed)


@pytest.mark.usefixtures("eager")
def test_report_is_marked_where_the_two_differ(capfd: pytest.CaptureFixture[str]) -> None:
    main(["check", str(REPORT), "--format", "json", "--include-text"])
    told = json.loads(capfd.readouterr().out)
    assert told["reader"] == {"used": True, "corpus": model.built_in().head.corpus, "fault": None}
    (report,) = told["reports"]
    marked = [element for element in report["elements"] if element["review"]]
    assert marked
    for element in marked:
        passage = element["passage"]
        assert report["text"][passage["start"] : passage["end"]] == passage["text"]
        lexicon, reader = (element["opinions"][who] for who in ("lexicon", "reader"))
        # What the lexicon overlooked counts as the sure reader says; all else as the lexicon says.
        sure = reader["confidence"] >= 0.85
        found = sure and lexicon == "missing" and element["id"] != "measures"
        assert element["status"] == (reader["status"] if found else lexicon)
        assert reader["status"] != lexicon
        assert 0 <= reader["confidence"] <= 1


@pytest.mark.usefixtures("eager")
def test_passage_is_quoted_from_the_text_as_handed_in() -> None:
    """A scanned text is read with whole lines and without page marks; quotations keep both."""
    pieces = []
    for line in REPORT.read_text("utf-8").split("\n"):
        pieces += [line[at : at + 28] for at in range(0, len(line), 28)]
    text = "\n".join(
        f"{piece}\n— {n // 20} —" if n % 20 == 19 else piece for n, piece in enumerate(pieces)
    )
    result = Analyzer().analyze(text)
    passages = [
        element.contradiction.passage for element in result.elements if element.contradiction
    ]
    assert any("\n" in passage.text for passage in passages)
    for start, end, quoted in passages:
        assert text[start:end] == quoted


@pytest.mark.usefixtures("eager")
def test_what_a_person_decided_is_no_longer_in_doubt(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Under 从低 a doubt costs points; the decision that the lexicon is right gives them back."""
    (tmp_path / "补充").mkdir()
    (tmp_path / "补充" / "pack.yaml").write_text(HEAD + "复核计分: 从低\n", "utf-8")
    path = shutil.copy(REPORT, tmp_path / "报告.txt")
    lower = ["--lexicon", str(tmp_path / "补充")]
    doubted = next(
        element
        for element in Analyzer().analyze(REPORT.read_text("utf-8")).elements
        if element.contradiction and element.weight and element.status is Status.SUBSTANTIVE
    )

    def checked(*more: str) -> str:
        main(["check", str(path), *lower, *more])
        return capfd.readouterr().out

    shown = ("--only", doubted.id, "--fail-on", "never")
    assert "待复核（共 1 项）" in checked(*shown)
    main(["review", str(path), *lower, "--decide", f"{doubted.id}:对", "--because", "看过原文"])
    capfd.readouterr()
    assert "待复核" not in checked(*shown)
    (report,) = json.loads(checked("--format", "json"))["reports"]
    assert report["decided_score"] > report["score"]


def test_interview_asks_about_doubts(tmp_path: Path) -> None:
    """What is substantive is not asked about as a rule; what is in doubt is, with both opinions."""
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, "utf-8")
    result = Analyzer(reader=False).analyze(TEXT, source=str(path))
    against = Contradiction(
        Status.SUBSTANTIVE, Opinion(Status.MISSING, 0.9), Passage(0, 4, TEXT[:4])
    )
    elements = tuple(
        replace(e, contradiction=against if e.id == "openness" else None) for e in result.elements
    )
    out = StringIO()
    console = Console(file=out, width=100, highlight=False, markup=False, emoji=False)

    def skip(prompt: str) -> str:
        return "s"

    for asked in (result, replace(result, elements=elements)):
        out.truncate(0)
        interview = Interview(console, skip, select(["openness"], load_pack()), "张三")
        interview.hold([asked], Journals())
        in_doubt = "词库判充实，第二判读判缺失，把握 90%" in out.getvalue()
        assert in_doubt is (asked is not result)
        assert ("政务公开（openness）" in out.getvalue()) is in_doubt


@pytest.mark.usefixtures("eager")
def test_without_the_reader_nothing_is_marked(capfd: pytest.CaptureFixture[str]) -> None:
    main(["check", str(REPORT), "--format", "json", "--no-reader"])
    told = json.loads(capfd.readouterr().out)
    assert told["reader"] == {"used": False, "corpus": None, "fault": None}
    assert not any(element["review"] for element in told["reports"][0]["elements"])
    text = REPORT.read_text("utf-8")
    assert not any(element.contradiction for element in analyze(text, reader=False).elements)
    assert any(element.contradiction for element in Analyzer().analyze(text).elements)


@pytest.mark.usefixtures("eager")
def test_spacy_pipeline_asks_the_second_reader_too() -> None:
    text = REPORT.read_text("utf-8")
    result = build_pipeline()(text).user_data["fazhi"].result
    assert any(element.contradiction for element in result.elements)
    assert result.elements == Analyzer().analyze(text).elements


def test_overlay_sets_the_policy(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(HEAD + "复核计分: 从低\n", "utf-8")
    assert load_pack().head.under_review is ReviewPolicy.FOUND
    assert load_pack(tmp_path).head.under_review is ReviewPolicy.LOWER


def test_unknown_policy_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(HEAD + "复核计分: 折半\n", "utf-8")
    with pytest.raises(LexiconError) as caught:
        load_pack(tmp_path)
    assert "pack.yaml:5" in str(caught.value)
    assert "按词库" in str(caught.value)
    assert "折中" in str(caught.value)
