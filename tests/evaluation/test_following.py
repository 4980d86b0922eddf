"""Learning and measuring following on a small corpus of three bodies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from analyzer.comparison.following.features import NAMES
from analyzer.comparison.following.follow import Follower
from analyzer.comparison.following.weights import dumps
from analyzer.errors import UsageError
from analyzer.evaluation.following.fit import fit, work
from analyzer.evaluation.following.lessons import Lesson, background, read_lessons
from analyzer.evaluation.following.measure import Share, counted, crossed, measure, together
from analyzer.lexicon.schema import Pack
from analyzer.model.text import Span
from analyzer.model.trend import FollowUp
from tests.comparison.following.reports import report

BODIES = ("青禾县水务局", "青禾县财政局", "青禾县教育局")
PLANS = ("制定取水许可管理办法。", "聘请法律顾问1名。", "为12个水管站配备记录仪。")
DEEDS = (
    "取水许可管理办法6月印发施行。",
    "水管站记录仪配备7个，另外5个站还没有。",
    "到集市宣讲民法典5场。",
)
AGAIN = "执法文书说理不够充分，32份中有7份没有写明裁量理由。"


def label(issuer: str, year: int, shortcomings: tuple[str, ...], **more: Any) -> str:
    value = {
        "pen": "试",
        "is_report": True,
        "kind": "annual-report",
        "reporting_year": year,
        "issuer": issuer,
        "level": "部门",
        "elements": {},
        "items": {
            "shortcomings": [{"quote": text, "cause": False} for text in shortcomings],
            "plan": [{"quote": text} for text in PLANS],
        },
        **more,
    }
    return yaml.safe_dump(value, allow_unicode=True)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("corpus")
    for folder in ("reports", "labels"):
        (home / folder).mkdir()
    for number, issuer in enumerate(BODIES):
        first, second = f"b{number}-2022", f"b{number}-2023"
        earlier = report(2022, plans=PLANS, shortcomings=(AGAIN,), issuer=issuer)
        later = report(2023, deeds=DEEDS, shortcomings=(AGAIN, "普法方式单一。"), issuer=issuer)
        (home / "reports" / f"{first}.txt").write_text(earlier, "utf-8")
        (home / "reports" / f"{second}.txt").write_text(later, "utf-8")
        (home / "labels" / f"{first}.yaml").write_text(label(issuer, 2022, (AGAIN,)), "utf-8")
        followed = [
            {"report": first, "plan": 0, "status": "done", "quote": DEEDS[0]},
            {"report": first, "plan": 1, "status": "not-found", "quote": ""},
            {"report": first, "plan": 2, "status": "partial", "quote": "水管站记录仪配备7个"},
        ]
        repeated = [{"report": first, "earlier": 0, "shortcoming": 0}]
        told = label(issuer, 2023, (AGAIN,), followed_up=followed, repeated=repeated).replace(
            PLANS[0], "开展执法案卷评查2次。"
        )
        (home / "labels" / f"{second}.yaml").write_text(told, "utf-8")
    return home


@pytest.fixture(scope="module")
def lessons(corpus: Path, pack: Pack) -> list[Lesson]:
    return read_lessons([corpus], pack)


def test_lessons_say_what_the_labels_say(lessons: list[Lesson]) -> None:
    assert [lesson.body for lesson in lessons] == list(BODIES)
    lesson = lessons[0]
    assert [(plan.item, plan.status) for plan in lesson.plans] == [
        (0, FollowUp.DONE),
        (1, FollowUp.NOT_FOUND),
        (2, FollowUp.PARTIAL),
    ]
    told = lesson.plans[2].told
    assert isinstance(told, Span)
    assert told.of(lesson.later.text) == "水管站记录仪配备7个"
    assert lesson.repeated == ((0, 0),)


def test_held_out_bodies_are_judged_right_on_plain_cases(lessons: list[Lesson], pack: Pack) -> None:
    found = crossed(work(lessons, pack), pack)
    assert sorted(found) == sorted(BODIES)
    total = together(found.values())
    assert (total.plans.f1, total.repeated.f1) == (1.0, 1.0)
    assert total.statuses == total.labelled == 9
    assert all(right for _, right in total.sure)


def test_the_same_lessons_give_the_same_weights(lessons: list[Lesson], pack: Pack) -> None:
    worked = work(lessons, pack)
    learnt = fit(worked)
    assert len(learnt.weights) == len(NAMES)
    assert dumps(learnt) == dumps(fit(work(lessons, pack)))
    assert measure(lessons, Follower(pack, learnt)).plans.right == 6


def test_nothing_is_learnt_where_all_plans_were_carried_out(
    lessons: list[Lesson], pack: Pack
) -> None:
    done = [
        replace(
            lesson,
            plans=tuple(p for p in lesson.plans if p.status is not FollowUp.NOT_FOUND),
        )
        for lesson in lessons
    ]
    with pytest.raises(UsageError, match="没有下落"):
        fit(work(done, pack))


def test_what_is_found_wrongly_or_not_at_all_counts_against(
    lessons: list[Lesson], pack: Pack
) -> None:
    lesson = lessons[0]
    followed = Follower(pack).plans(lesson.earlier, lesson.later)
    swapped = [followed[1], followed[0], followed[2]]
    figures = counted(lesson, swapped, {(0, 0)})
    assert figures.plans == Share(1, 2, 2)
    assert figures.repeated == Share(0, 1, 1)
    assert figures.statuses == 1
    assert Share(0, 0, 0).f1 == Share(0, 0, 0).precision == Share(0, 0, 0).recall == 0.0


def test_background_counts_the_sentences_of_a_corpus(corpus: Path, pack: Pack) -> None:
    table = background([corpus], pack)
    assert table.sentences > 60
    assert table.pairs["取水"] >= 6
    assert table.rarity("取水") < table.rarity("鲸鱼")
