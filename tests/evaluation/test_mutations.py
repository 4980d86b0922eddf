"""Variants: what was changed decides what is right, and nothing else is said than that."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.evaluation.labels import ElementLabel, ItemLabels, Label, LabelledReport, label_faults
from analyzer.evaluation.mutations import MutationKind, Variant, make_variants
from analyzer.evaluation.mutations.numbers import counts_well, series_of
from analyzer.evaluation.mutations.sentences import (
    CITING,
    NEGATIONS,
    NEXT_YEAR,
    SOME_DAY,
    STUDYING,
    TITLES,
)
from analyzer.model.report import Status
from analyzer.model.text import ExtractedText, Provenance
from tests.conftest import CORPUS

ALL = 100_000
TOPICS = (
    "decision_making", "law_enforcement", "legal_education", "disputes", "openness",
    "normative_documents",
)  # fmt: skip
KEEPING = (
    MutationKind.PARAPHRASED, MutationKind.MOVED, MutationKind.REORDERED, MutationKind.RENUMBERED,
    MutationKind.OCR_NOISE, MutationKind.BOILERPLATE,
)  # fmt: skip
BASES = {report.name: report for report in CORPUS}
VARIANTS = make_variants(CORPUS, count=ALL, seed=3)


def of_kind(kind: MutationKind) -> list[Variant]:
    found = [variant for variant in VARIANTS if variant.kind is kind]
    assert found
    return found


def base(variant: Variant) -> LabelledReport:
    return BASES[variant.base]


def statuses(label: Label) -> dict[str, Status]:
    return {key: element.status for key, element in label.elements.items()}


def expected(variant: Variant, status: Status) -> dict[str, Status]:
    assert variant.element is not None
    return statuses(base(variant).label) | {variant.element: status}


def as_labelled(variant: Variant) -> LabelledReport:
    text = ExtractedText(variant.text, Provenance(name=variant.name, format="txt"))
    return LabelledReport(variant.name, text, variant.label)


# -- Choice --------------------------------------------------------------------------------------


def test_variants_are_spread_over_kinds_and_reports() -> None:
    made = make_variants(CORPUS, count=120, seed=1)
    assert Counter(variant.kind for variant in made) == dict.fromkeys(MutationKind, 10)
    for kind in (MutationKind.OCR_NOISE, MutationKind.BOILERPLATE, MutationKind.REMOVED):
        assert len({variant.base for variant in made if variant.kind is kind}) == 10


def test_same_seed_gives_the_same_and_another_seed_others() -> None:
    assert make_variants(CORPUS, count=60, seed=5) == make_variants(CORPUS, count=60, seed=5)
    assert make_variants(CORPUS, count=60, seed=5) != make_variants(CORPUS, count=60, seed=6)


def test_more_variants_begin_with_the_fewer() -> None:
    assert make_variants(CORPUS, count=30, seed=5) == make_variants(CORPUS, count=70, seed=5)[:30]


def test_no_more_are_made_than_are_certain() -> None:
    assert 300 < len(VARIANTS) < ALL
    assert {variant.kind for variant in VARIANTS} == set(MutationKind)
    assert make_variants(CORPUS, count=0, seed=1) == []
    assert make_variants([], count=5, seed=1) == []


def test_only_the_kinds_asked_for_are_made() -> None:
    kinds = [MutationKind.CITED, MutationKind.MOVED]
    made = make_variants(CORPUS, count=20, seed=1, kinds=kinds)
    assert Counter(variant.kind for variant in made) == dict.fromkeys(kinds, 10)


def test_names_tell_variants_apart_and_are_fit_for_files() -> None:
    names = [variant.name for variant in VARIANTS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[\w-]+", name, re.ASCII) for name in names)


def test_no_text_is_made_twice_of_a_report_nor_left_as_it_was() -> None:
    texts = [(variant.base, variant.kind, variant.text) for variant in VARIANTS]
    assert len(set(texts)) == len(texts)
    assert all(variant.text != base(variant).text.text for variant in VARIANTS)


# -- Truth ---------------------------------------------------------------------------------------


def test_every_label_agrees_with_its_text() -> None:
    faults = {v.name: label_faults(as_labelled(v), tuple(base(v).label.elements)) for v in VARIANTS}
    assert {name: found for name, found in faults.items() if found} == {}


def test_who_reports_on_which_year_stays() -> None:
    for variant in VARIANTS:
        for key in ("pen", "is_report", "kind", "reporting_year", "issuer", "level"):
            assert getattr(variant.label, key) == getattr(base(variant).label, key)


@pytest.mark.parametrize("kind", KEEPING)
def test_what_changes_nothing_keeps_every_status(kind: MutationKind) -> None:
    for variant in of_kind(kind):
        assert statuses(variant.label) == statuses(base(variant).label), variant.name


def test_removed_element_is_missing_with_nothing_left_of_it() -> None:
    for variant in of_kind(MutationKind.REMOVED):
        gone = dict.fromkeys(TOPICS, Status.MISSING) if variant.element == "measures" else {}
        assert statuses(variant.label) == expected(variant, Status.MISSING) | gone
        label = base(variant).label.elements[variant.element or ""]
        assert not any(p in variant.text for p in (*label.passages, *label.headings))


def test_emptied_element_is_only_its_heading() -> None:
    for variant in of_kind(MutationKind.EMPTIED):
        assert statuses(variant.label) == expected(variant, Status.MENTIONED)
        (heading,) = variant.label.elements[variant.element or ""].quotes
        assert heading in variant.text.split("\n")
        assert not any(
            passage in variant.text
            for passage in base(variant).label.elements[variant.element or ""].passages
        )


def test_items_go_with_their_element() -> None:
    for variant in [*of_kind(MutationKind.REMOVED), *of_kind(MutationKind.EMPTIED)]:
        items, before = variant.label.items, base(variant).label.items
        wanted_shortcomings, wanted_plan = len(before.shortcomings), len(before.plan)
        match variant.element:
            case "shortcomings":
                wanted_shortcomings = 0
            case "next_plan":
                wanted_plan = 0
                assert not any(item.answered_by for item in items.shortcomings)
            case "causes":
                assert not any(item.cause for item in items.shortcomings)
            case _:
                assert items == before
        assert (len(items.shortcomings), len(items.plan)) == (wanted_shortcomings, wanted_plan)


@pytest.mark.parametrize(
    ("kind", "sentences"),
    [
        (MutationKind.INTENDED, {k: (said, SOME_DAY[k]) for k, said in NEXT_YEAR.items()}),
        (MutationKind.NEGATED, NEGATIONS),
        (
            MutationKind.CITED,
            {k: [f.format(t) for f in (*CITING, STUDYING)] for k, t in TITLES.items()},
        ),
    ],
)
def test_deed_that_was_not_done_is_missing(
    kind: MutationKind, sentences: dict[str, tuple[str, ...]]
) -> None:
    for variant in of_kind(kind):
        assert statuses(variant.label) == expected(variant, Status.MISSING)
        before = base(variant).label.elements[variant.element or ""]
        assert sum(said in variant.text for said in sentences[variant.element or ""]) == 1
        assert not any(quote in variant.text for quote in before.quotes)


def test_sentences_hold_no_fact_and_speak_of_one_element() -> None:
    negations = [sentence for said in NEGATIONS.values() for sentence in said]
    for sentence in (*NEXT_YEAR.values(), *SOME_DAY.values(), *negations):
        assert not re.search(r"\d|第[一二三](?!议题|责任)", sentence)
    assert NEXT_YEAR.keys() == SOME_DAY.keys() == NEGATIONS.keys() == TITLES.keys()
    assert len(set(TITLES.values())) == len(TITLES)


def test_moved_evidence_stands_after_other_words() -> None:
    for variant in of_kind(MutationKind.MOVED):
        label = base(variant).label.elements[variant.element or ""]
        first = label.passages[0].rstrip("；")
        text = base(variant).text.text
        before = text[: text.index(first)][-30:]
        assert first in variant.text
        assert before + first not in variant.text or label.headings
        assert not any(heading in variant.text for heading in label.headings)


def test_shifted_plan_names_a_wrong_year_and_no_right_one() -> None:
    plans = [v for v in of_kind(MutationKind.YEAR_SHIFTED) if v.element == "next_plan"]
    assert len({variant.base for variant in plans}) >= 8
    for variant in plans:
        assert statuses(variant.label) == expected(variant, Status.MENTIONED)
        finding = variant.label.findings[-1]
        year = variant.label.reporting_year
        assert year is not None
        assert finding.rule == "year.plan-mismatch"
        assert finding.quote.startswith((f"{year}年", f"{year + 2}年"))
        assert len(variant.label.items.plan) == len(base(variant).label.items.plan)


def test_shifted_deed_is_hollow_and_its_year_reported() -> None:
    deeds = [v for v in of_kind(MutationKind.YEAR_SHIFTED) if v.element != "next_plan"]
    assert len(deeds) > 20
    for variant in deeds:
        assert statuses(variant.label) == expected(variant, Status.MENTIONED)
        finding = variant.label.findings[-1]
        assert finding.rule == "year.stale"
        assert str((variant.label.reporting_year or 0) - 1) in finding.quote
        start = variant.text.index(finding.quote)
        paragraph = variant.text[start : variant.text.index("\n", start)]
        if not finding.quote.endswith("："):
            # Every sentence says of which year it is.
            year = str((variant.label.reporting_year or 0) - 1)
            sentences = re.split("。(?=[^”）])", paragraph)
            assert all(said.startswith((f"{year}年", "当年")) for said in sentences)


def test_reordered_sections_are_the_same_and_well_numbered() -> None:
    for variant in of_kind(MutationKind.REORDERED):
        text = base(variant).text.text
        assert sorted(map(_bare, variant.text.split("\n"))) == sorted(map(_bare, text.split("\n")))
        assert _well_numbered(variant.text) == _well_numbered(text)


def _bare(line: str) -> str:
    return re.sub(
        r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]|^第[一二三四五六七八九十]+部分", "", line
    )


def _well_numbered(text: str) -> list[bool]:
    return sorted(counts_well(series) for series in series_of(text))


def test_misnumbered_headings_break_the_count_once() -> None:
    for variant in of_kind(MutationKind.RENUMBERED):
        finding = variant.label.findings[-1]
        assert finding.rule == "numbering.sequence"
        assert variant.label.findings[:-1] == base(variant).label.findings
        broken = [series for series in series_of(variant.text) if not counts_well(series)]
        steps = [b.ordinal - a.ordinal for s in broken for a, b in pairwise(s)]
        assert sorted(step for step in steps if step != 1) in ([0], [2])
        assert [_bare(line) for line in variant.text.split("\n")] == [
            _bare(line) for line in base(variant).text.text.split("\n")
        ]


def test_misreadings_are_few_and_leave_the_words() -> None:
    def words(text: str) -> str:
        return re.sub(r"\s", "", text).translate(str.maketrans("，Ol", "、01"))

    for variant in of_kind(MutationKind.OCR_NOISE):
        text = base(variant).text.text
        assert words(variant.text) == words(text)
        assert variant.text.split("\n")[0] == text.split("\n")[0]
        changed = sum(a != b for a, b in zip(variant.text.split(), text.split(), strict=False))
        assert changed > 0
        assert len(variant.text) - len(text) <= len(text) // 150


def test_boilerplate_only_adds() -> None:
    for variant in of_kind(MutationKind.BOILERPLATE):
        rest = iter(variant.text)
        assert all(ch in rest for ch in base(variant).text.text)
        assert variant.label.items == base(variant).label.items
        assert variant.label.findings == base(variant).label.findings


def test_numbers_close_up_over_a_removed_section() -> None:
    for variant in of_kind(MutationKind.REMOVED):
        if all(_well_numbered(base(variant).text.text)):
            assert all(_well_numbered(variant.text)), variant.name


# -- Doubt ---------------------------------------------------------------------------------------


def labelled(text: str, **elements: ElementLabel) -> LabelledReport:
    label = Label(
        pen="试", is_report=True, kind="annual-report", reporting_year=2024, issuer=None,
        level=None, elements=elements, items=ItemLabels(),
    )  # fmt: skip
    return LabelledReport("试", ExtractedText(text, Provenance(name="试", format="txt")), label)


def told(*quotes: str, **more: tuple[str, ...]) -> ElementLabel:
    return ElementLabel(status=Status.SUBSTANTIVE, quotes=quotes, **more)  # type: ignore[arg-type]


def test_element_without_passages_is_not_taken_out() -> None:
    report = labelled("甲县报告\n公开信息10条。\n", openness=told("公开信息10条"))
    kinds = [MutationKind.REMOVED, MutationKind.INTENDED, MutationKind.CITED, MutationKind.MOVED]
    assert make_variants([report], count=ALL, seed=1, kinds=kinds) == []


def test_verdict_that_would_lose_its_only_proof_is_doubtful() -> None:
    report = labelled(
        "甲县报告\n公开信息10条。\n其他。\n",
        openness=told("公开信息10条", passages=("公开信息10条。",)),
        measures=told("公开信息10条"),
    )
    assert make_variants([report], count=ALL, seed=1, kinds=[MutationKind.REMOVED]) == []


def test_report_that_counts_badly_is_not_counted_anew() -> None:
    text = "甲县报告\n（一）公开\n公开信息10条。\n（三）执法\n办案5件。\n（四）其他\n办事3件。\n"
    report = labelled(
        text,
        openness=told("公开信息10条", passages=("公开信息10条。",), headings=("（一）公开",)),
        law_enforcement=told("办案5件"),
    )
    assert make_variants([report], count=ALL, seed=1, kinds=[MutationKind.REMOVED]) == []


def test_report_that_gives_way_for_a_gap_counts_on_behind_it() -> None:
    text = "甲县报告\n（一）公开\n公开信息10条。\n（二）执法\n办案5件。\n（三）其他\n办事3件。\n"
    report = labelled(
        text,
        openness=told("公开信息10条", passages=("公开信息10条。",), headings=("（一）公开",)),
        law_enforcement=told("办案5件"),
    )
    (variant,) = make_variants([report], count=ALL, seed=1, kinds=[MutationKind.REMOVED])
    assert variant.text == "甲县报告\n（一）执法\n办案5件。\n（二）其他\n办事3件。\n"


def test_label_that_contradicts_its_text_gives_no_variant_of_its_quotes() -> None:
    report = labelled("甲县报告\n办案5件。\n", openness=told("没有这句", passages=("没有这句",)))
    assert make_variants([report], count=ALL, seed=1) == []


PIECES = [
    "一、", "（一）", "（二）", "2024年", "2025年安排", "公开信息10条。", "办案5件，", "明年", "\n",
    "\n一、甲\n", "\n二、乙\n", "\n三、丙\n", "\n四、丁\n", "办结案件、纠纷10件，" * 16 + "\n",
]  # fmt: skip
TEXTS = st.lists(
    st.sampled_from(PIECES) | st.text("甲乙。，；、\n 0189", max_size=6), max_size=40
).map("".join)


@st.composite
def reports(draw: st.DrawFn) -> LabelledReport:
    """Any text, with any pieces of it labelled as anything."""
    text = draw(TEXTS)

    def piece() -> str:
        start = draw(st.integers(0, len(text)))
        return text[start : start + draw(st.integers(1, 12))]

    def pieces() -> tuple[str, ...]:
        return tuple(p for _ in range(draw(st.integers(0, 3))) if (p := piece()))

    elements = {}
    for key in ("leadership_duty", "measures", "shortcomings", "causes", "next_plan", *TOPICS):
        quotes = pieces()
        passages = pieces()
        elements[key] = ElementLabel(
            status=Status.SUBSTANTIVE if quotes else Status.MISSING,
            quotes=quotes,
            passages=passages,
            headings=pieces(),
            paraphrase=tuple((p[:3], "别的说法") for p in passages),
        )
    items = {
        "shortcomings": [{"quote": p, "cause": True} for p in pieces()],
        "plan": [{"quote": p} for p in pieces()],
    }
    label = Label(
        pen="试", is_report=draw(st.booleans()), kind="annual-report", reporting_year=2024,
        issuer=None, level=None, elements=elements, items=ItemLabels.model_validate(items),
    )  # fmt: skip
    return LabelledReport("试", ExtractedText(text, Provenance(name="试", format="txt")), label)


@settings(deadline=None, max_examples=150)
@given(reports(), st.integers(0, 3))
def test_any_labelled_text_gives_variants_that_agree_with_themselves(
    report: LabelledReport, seed: int
) -> None:
    made = make_variants([report], count=ALL, seed=seed)
    assert made == make_variants([report], count=ALL, seed=seed)
    for variant in made:
        assert label_faults(as_labelled(variant), tuple(report.label.elements)) == [], variant
