"""The second reader learns the same from the same corpus, from what labels say and no more."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analyzer.commands.app import main
from analyzer.errors import UsageError
from analyzer.evaluation.homes import built_in_corpus
from analyzer.evaluation.reading.crossing import Held, choose_thresholds, held_out
from analyzer.evaluation.reading.fit import FOLDS, Training
from analyzer.evaluation.reading.lessons import (
    NO,
    UNKNOWN,
    YES,
    Kind,
    Lesson,
    elements_of,
    read_lessons,
)
from analyzer.evaluation.reading.train import train_reader
from analyzer.lexicon.schema import Pack
from analyzer.model.document import Role
from analyzer.model.report import Status
from analyzer.reader.model import ROLES, Thresholds, built_in, read_model, write_model
from analyzer.reader.read import Opinions, SecondReader

LABEL = """
pen: {pen}
is_report: true
kind: annual-report
reporting_year: 2024
issuer: 平川县样例局
level: 部门
elements:
{elements}
items: {{shortcomings: [], plan: [{{quote: 明年办好复议答辩}}]}}
"""
REPORT = (
    "平川县样例局2024年法治政府建设年度报告\n2024年，我局工作情况如下。\n一、工作开展情况\n"
    "全年公开信息{number}条。制发规范性文件{number}件。完成其他工作。\n二、下一步打算\n明年办好复议答辩。\n"
)
FOUND = {
    "openness": "公开信息{number}条",
    "normative_documents": "制发规范性文件{number}件",
    "next_plan": "明年办好复议答辩",
}


def put(folder: Path, name: str, number: int, pack: Pack) -> None:
    """Puts a report with its label into a part of a corpus."""
    elements = []
    for element in pack.elements:
        quote = FOUND.get(element.id, "").format(number=number)
        status = "substantive" if quote else "missing" if element.id != "measures" else "mentioned"
        quote = "完成其他工作" if element.id == "measures" else quote
        elements.append(f"  {element.id}: {{status: {status}, quotes: [{quote}]}}")
    for part in ("reports", "labels"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "reports" / f"{name}.txt").write_text(REPORT.format(number=number), "utf-8")
    label = LABEL.format(pen=f"笔法{number}", elements="\n".join(elements))
    (folder / "labels" / f"{name}.yaml").write_text(label, "utf-8")


@pytest.fixture
def corpus(tmp_path: Path, pack: Pack) -> Path:
    for number in range(1, 10):
        put(tmp_path / "train", f"r{number}", number, pack)
    put(tmp_path / "dev", "a01-one", 11, pack)
    put(tmp_path / "dev", "a02-two", 12, pack)
    put(tmp_path / "test", "t1-final", 77, pack)
    (tmp_path / "sentences").mkdir()
    (tmp_path / "sentences" / "some.tsv").write_text(
        "openness\tsubstantive\t举措\t全年公开信息88条。\n"
        "openness\tmissing\t举措\t转发《政务公开工作要点》。\n",
        "utf-8",
    )
    return tmp_path


def targets(lesson: Lesson, beginning: str, elements: tuple[str, ...]) -> dict[str, int]:
    """What a lesson says of a sentence, by element and role."""
    text = lesson.document.text
    at = next(
        n for n, s in enumerate(lesson.document.sentences) if text.startswith(beginning, s.start)
    )
    names = [*elements, *map(str, ROLES), "concrete", "counts"]
    return dict(zip(names, map(int, lesson.targets[at]), strict=True))


def test_sentence_is_what_it_is_quoted_for_and_surely_no_other(corpus: Path) -> None:
    lessons, _ = read_lessons(corpus)
    elements = elements_of(lessons)
    said = targets(lessons[0], "全年公开信息", elements)
    assert said["openness"] == said["举措"] == said["concrete"] == said["counts"] == YES
    assert said["normative_documents"] == said["next_plan"] == said["安排"] == NO
    assert said["disputes"] == NO
    # The year's work as a whole: a deed under a topic may well be part of it.
    assert said["measures"] == UNKNOWN
    assert targets(lessons[0], "明年办好", elements)["安排"] == YES


def test_of_a_sentence_without_quotation_only_missing_elements_are_known(corpus: Path) -> None:
    lessons, _ = read_lessons(corpus)
    said = targets(lessons[0], "2024年，我局", elements_of(lessons))
    assert said["openness"] == said["举措"] == said["counts"] == UNKNOWN
    assert said["disputes"] == said["causes"] == NO


def test_single_sentence_tells_of_its_element_alone(corpus: Path) -> None:
    lessons, _ = read_lessons(corpus)
    there, absent = (lesson for lesson in lessons if lesson.kind is Kind.SENTENCE)
    elements = elements_of(lessons)
    assert there.statuses == {"openness": Status.SUBSTANTIVE}
    said = targets(there, "全年公开信息88", elements)
    assert said.pop("openness") == said.pop("concrete") == said.pop("counts") == YES
    assert set(said.values()) == {UNKNOWN}
    assert targets(absent, "转发", elements)["counts"] == NO


def test_final_part_is_never_learnt_from(corpus: Path) -> None:
    lessons, digest = read_lessons(corpus)
    assert not [lesson for lesson in lessons if "77" in lesson.document.text]
    shutil.rmtree(corpus / "test")
    assert read_lessons(corpus)[1] == digest


def test_reports_of_one_writer_are_held_out_together(corpus: Path) -> None:
    lessons, _ = read_lessons(corpus)
    training = Training(lessons, seed=1)
    fold = {lesson.name: fold for lesson, fold in zip(lessons, training.folds, strict=True)}
    assert fold["a01-one"] == fold["a02-two"]
    assert len(set(training.folds)) == FOLDS


def test_reader_has_not_seen_the_pen_that_it_is_asked_about(corpus: Path, pack: Pack) -> None:
    """What stands in one pen alone has no weight for the reader that is asked about that pen."""
    put(corpus / "train", "r99", 99, pack)
    for part in ("reports", "labels"):
        path = next((corpus / "train" / part).glob("r99.*"))
        path.write_text(path.read_text("utf-8").replace("公开信息99条", "红榜张贴廿回"), "utf-8")
    training = Training(read_lessons(corpus)[0], seed=1)
    alone = next(h for h in held_out(training) if h.lesson.name == "r99")
    column = alone.opinions.elements["openness"]
    seen = training.model()
    assert abs(seen.grams).sum() > 0
    text = alone.lesson.document.text
    at = next(
        n
        for n, s in enumerate(alone.lesson.document.sentences)
        if text.startswith("全年红榜", s.start)
    )
    known = SecondReader(seen).read(alone.lesson.document)
    assert known.present[at, column] > alone.opinions.present[at, column]


def test_same_corpus_and_seed_give_the_same_file(corpus: Path) -> None:
    first, second = (write_model(train_reader(corpus, seed=5).model) for _ in range(2))
    assert first == second


def test_hash_tells_another_corpus_but_not_other_line_ends(corpus: Path) -> None:
    digest = read_lessons(corpus)[1]
    label = corpus / "dev" / "labels" / "a01-one.yaml"
    contents = label.read_bytes()
    label.write_bytes(contents.replace(b"\n", b"\r\n"))
    assert read_lessons(corpus)[1] == digest
    label.write_bytes(contents + b"notes: x\n")
    assert read_lessons(corpus)[1] != digest


def test_program_comes_with_the_reader_of_its_corpus() -> None:
    """Fails where the corpus was changed and ``fazhi corpus train`` was not run again."""
    assert built_in().head.corpus == read_lessons(built_in_corpus())[1]


def told(lesson: Lesson, element: str, status: Status, probability: float, role: Role) -> Held:
    """A report of which one thing is known, and a reader that is so sure of one sentence."""
    count = len(lesson.document.sentences)
    present = np.zeros((count, 1), np.float32)
    present[-1] = probability
    roles = np.zeros((count, len(ROLES)), np.float32)
    roles[:, ROLES.index(role)] = 1
    opinions = Opinions(
        {element: 0}, present, roles, np.ones(count, np.float32), Thresholds(0.5, 0.5, 1, 0)
    )
    return Held(replace(lesson, statuses={element: status}), 0, opinions)


@pytest.mark.parametrize(
    ("right", "wrong", "confident"),
    [
        ([0.72], [0.6] * 9, 0.7),
        ([0.72, 0.42], [0.6] * 3, 0.4),
        ([], [0.6], 1.0),
        ([0.6], [0.9] * 5, 1.0),
    ],
)
def test_reader_may_contradict_where_it_is_worth_it(
    corpus: Path, pack: Pack, right: list[float], wrong: list[float], confident: float
) -> None:
    """The lexicon finds no causes in this report; a careful reader does, or does not."""
    lesson = read_lessons(corpus)[0][0]
    assert lesson.result.element("causes").status is Status.MISSING
    held = [told(lesson, "causes", Status.SUBSTANTIVE, p, Role.CAUSE) for p in right]
    held += [told(lesson, "causes", Status.MISSING, p, Role.CAUSE) for p in wrong]
    assert choose_thresholds(held, pack).confident == confident


@pytest.mark.parametrize(
    ("right", "wrong", "doubtful"),
    [([0.1], [0.3] * 9, 0.1), ([0.1, 0.3], [0.2] * 3, 0.3), ([], [0.1], 0.0)],
)
def test_reader_may_doubt_where_it_is_worth_it(
    corpus: Path, pack: Pack, right: list[float], wrong: list[float], doubtful: float
) -> None:
    lesson = read_lessons(corpus)[0][0]
    assert lesson.result.element("openness").status is Status.SUBSTANTIVE
    held = [told(lesson, "openness", Status.MISSING, p, Role.DEED) for p in right]
    held += [told(lesson, "openness", Status.SUBSTANTIVE, p, Role.DEED) for p in wrong]
    assert choose_thresholds(held, pack).doubtful == pytest.approx(doubtful, abs=0.051)


def test_command_writes_the_model_and_says_what_it_is_worth(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "模型.npz"
    assert main(["corpus", "train", str(corpus), "--output", str(path)]) == 0
    printed = capsys.readouterr().out
    assert "学了 11 份报告、2 个单句" in printed
    assert "132 项里提请复核" in printed
    assert read_model(path).head.corpus == read_lessons(corpus)[1]
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("openness\tsubstantive\t举措", 3),
        ("oppenness\tsubstantive\t举措\t全年公开信息88条。", 3),
        ("openness\tgood\t举措\t全年公开信息88条。", 3),
        ("openness\tmissing\t某处\t全年公开信息88条。", 3),
    ],
)
def test_faulty_line_is_named(corpus: Path, line: str, number: int) -> None:
    path = corpus / "sentences" / "some.tsv"
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(UsageError, match=f"第 {number} 行写法有误") as caught:
        read_lessons(corpus)
    assert "some.tsv" in str(caught.value)


def test_sentences_in_another_encoding_are_refused(corpus: Path) -> None:
    path = corpus / "sentences" / "some.tsv"
    path.write_bytes("openness\tmissing\t举措\t转发要点。\n".encode("gb18030"))
    with pytest.raises(UsageError, match="不是 UTF-8"):
        read_lessons(corpus)


def test_corpus_without_reports_is_refused(tmp_path: Path) -> None:
    for part in ("reports", "labels"):
        (tmp_path / "train" / part).mkdir(parents=True)
    with pytest.raises(UsageError, match="没有可以学的报告"):
        read_lessons(tmp_path)
    with pytest.raises(UsageError, match="找不到"):
        read_lessons(tmp_path / "无")


def test_place_that_cannot_be_written_is_told(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "无此文件夹" / "模型.npz"
    assert main(["corpus", "train", str(corpus), "--output", str(path)]) == 2
    assert "写不进去" in capsys.readouterr().err


def test_reader_is_better_than_chance_on_pens_that_it_has_not_seen() -> None:
    lessons = [
        lesson for lesson in read_lessons(built_in_corpus())[0] if lesson.kind is Kind.REPORT
    ]
    held = held_out(Training(lessons, seed=1))
    right, wrong = [], []
    for text in held:
        for id_, column in text.opinions.elements.items():
            highest = float(text.opinions.present[:, column].max())
            (wrong if text.status(id_) is Status.MISSING else right).append(highest)
    # The share of pairs in which what is there has the higher probability than what is missing.
    ranked = np.mean(np.array(right)[:, None] > np.array(wrong)[None, :])
    assert ranked > 0.93
