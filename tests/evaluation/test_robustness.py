"""Figures over variants: what was changed is judged anew, what was not stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.evaluation.judging import Statuses
from analyzer.evaluation.labels import Label, read_label
from analyzer.evaluation.mutations import MutationKind, Variant
from analyzer.evaluation.robustness import measure_robustness
from analyzer.model.report import Status
from tests.small_corpus import write_part

SUBSTANTIVE, MENTIONED, MISSING = Status


@pytest.fixture
def label(tmp_path: Path) -> Label:
    return read_label(write_part(tmp_path) / "labels" / "ju.yaml")


def told(label: Label, **statuses: Status) -> Label:
    """The label with other statuses for some elements."""
    return label.model_copy(
        update={
            "elements": {
                id_: element.model_copy(update={"status": statuses.get(id_, element.status)})
                for id_, element in label.elements.items()
            }
        }
    )


def statuses(label: Label, **others: Status) -> Statuses:
    return {id_: element.status for id_, element in label.elements.items()} | others


def variant(label: Label, kind: MutationKind, element: str | None, *, name: str = "v") -> Variant:
    return Variant(name=name, base="ju", kind=kind, element=element, text="", label=label)


def test_recall_asks_for_the_changed_element_alone(label: Label) -> None:
    removed = variant(told(label, measures=MISSING), MutationKind.REMOVED, "measures")
    right = statuses(removed.label, openness=SUBSTANTIVE)
    wrong = statuses(removed.label, measures=MENTIONED)
    found = measure_robustness(
        [(removed, right), (removed, wrong)], {"ju": (label, statuses(label))}, seed=0
    )
    kind = found.kinds[MutationKind.REMOVED]
    assert (kind.variants, kind.recall.value) == (2, 0.5)
    (failed,) = found.failed
    assert (failed.element, failed.expected, failed.got) == ("measures", "missing", "mentioned")


def test_side_effects_are_held_to_the_verdict_on_the_base_not_to_the_label(label: Label) -> None:
    removed = variant(told(label, measures=MISSING), MutationKind.REMOVED, "measures")
    # Wrong on the base already, and wrong in the same way still: no effect of the change.
    before = statuses(label, openness=SUBSTANTIVE)
    same = statuses(removed.label, openness=SUBSTANTIVE)
    other = statuses(removed.label)
    for after, changed in ((same, 0), (other, 1)):
        found = measure_robustness([(removed, after)], {"ju": (label, before)}, seed=0)
        effects = found.all.side_effects
        assert effects.n == 11
        assert effects.value == pytest.approx(changed / 11, abs=1e-4)


def test_element_that_changes_with_another_is_no_side_effect(label: Label) -> None:
    both = told(label, shortcomings=MISSING, law_enforcement=MISSING)
    removed = variant(both, MutationKind.REMOVED, "shortcomings")
    found = measure_robustness(
        [(removed, statuses(both))], {"ju": (label, statuses(label))}, seed=0
    )
    assert (found.all.side_effects.value, found.all.side_effects.n) == (0.0, 10)


@pytest.mark.parametrize(
    ("wrong", "recall", "effects"), [({}, 1.0, 0.0), ({"openness": SUBSTANTIVE}, 0.9167, 0.0833)]
)
def test_change_of_the_whole_text_asks_for_every_element(
    label: Label, wrong: dict[str, Status], recall: float, effects: float
) -> None:
    noisy = variant(label, MutationKind.OCR_NOISE, None)
    found = measure_robustness(
        [(noisy, statuses(label, **wrong))], {"ju": (label, statuses(label))}, seed=0
    )
    assert found.all.recall.value == recall
    assert found.all.side_effects.value == effects
    assert [failed.element for failed in found.failed] == list(wrong)


def test_kinds_stand_in_their_own_order_and_add_up(label: Label) -> None:
    made = [
        variant(label, kind, None, name=str(n))
        for n, kind in enumerate((MutationKind.OCR_NOISE, MutationKind.CITED, MutationKind.CITED))
    ]
    found = measure_robustness(
        [(v, statuses(label)) for v in made], {"ju": (label, statuses(label))}, seed=0
    )
    assert list(found.kinds) == [MutationKind.CITED, MutationKind.OCR_NOISE]
    assert found.all.variants == sum(kind.variants for kind in found.kinds.values()) == 3


def test_variant_about_an_element_that_the_pack_does_not_have_is_left_out(label: Label) -> None:
    removed = variant(told(label, measures=MISSING), MutationKind.REMOVED, "measures")
    after = {id_: status for id_, status in statuses(label).items() if id_ != "measures"}
    found = measure_robustness([(removed, after)], {"ju": (label, after)}, seed=0)
    assert (found.all.variants, found.kinds, found.failed) == (0, {}, ())
