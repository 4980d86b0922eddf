"""What the second reader has learnt, and the file that holds it: arrays only, nothing executable."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analyzer.errors import FazhiError
from analyzer.model.document import Role
from analyzer.reader.context import VIEWS
from analyzer.reader.grams import ROWS

Weights: TypeAlias = NDArray[np.float32]

FORMAT = 1
BUILT_IN = Path(__file__).with_name("second-reader.npz")
ROLES = (Role.DUTY, Role.DEED, Role.SHORTCOMING, Role.CAUSE, Role.PLAN)
# Scored for every sentence besides elements and roles: whether it is concrete, and whether it
# tells something that counts at all (no intention, nothing undone, no mere title).
_OTHER_SCORES = 2
_STEPS = 127


class DamagedModel(FazhiError):
    """The file of the second reader is missing or damaged; the administrator must replace it."""

    default_code = "reader"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from 0 to 1 at which the reader takes a stand.

    Attributes:
        present: From here on an element is there.
        substantive: From here on it is substantive.
        confident: From here on the reader contradicts a lexicon that finds nothing.
        doubtful: Up to here it contradicts a lexicon that finds the element substantive.
    """

    present: float
    substantive: float
    confident: float
    doubtful: float


@dataclass(frozen=True, slots=True)
class Head:
    """What the model is.

    Attributes:
        elements: Ids of the elements that it knows, in the order of its scores.
        corpus: SHA-256 of the files that it was trained on.
        seed: The seed of its training.
    """

    elements: tuple[str, ...]
    corpus: str
    seed: int
    thresholds: Thresholds

    @property
    def scores(self) -> int:
        """How many scores a sentence has of itself."""
        return len(self.elements) + len(ROLES) + _OTHER_SCORES

    @property
    def answers(self) -> int:
        """How many answers the scores in context give: elements, roles, concrete or not."""
        return len(self.elements) + len(ROLES) + 1


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The weights of the second reader.

    Attributes:
        grams: Weight of every gram for every score: (``ROWS`` + 1) × scores, the last row zero.
        bias: One number a score.
        mix: Weights of scores in context: (``VIEWS`` × scores) × answers.
        mix_bias: One number an answer.
    """

    head: Head
    grams: Weights
    bias: Weights
    mix: Weights
    mix_bias: Weights


def rounded(grams: Weights) -> tuple[NDArray[np.int8], Weights]:
    """Returns weights as whole numbers of 8 bits, and the size of one step in each column."""
    scale = np.abs(grams).max(axis=0) / _STEPS
    scale[scale == 0] = 1
    return np.round(grams / scale).astype(np.int8), scale.astype(np.float32)


def write_model(model: Model) -> bytes:
    """Returns the file of a model: the same model gives the same bytes."""
    whole, scale = rounded(model.grams[:-1])
    head = {"format": FORMAT, **asdict(model.head)}
    file = io.BytesIO()
    np.savez_compressed(
        file,
        allow_pickle=False,
        head=np.frombuffer(json.dumps(head, sort_keys=True).encode(), np.uint8),
        grams=whole,
        scale=scale,
        bias=model.bias,
        mix=model.mix,
        mix_bias=model.mix_bias,
    )
    return file.getvalue()


def read_model(path: Path) -> Model:
    """Returns the model in a file.

    Raises:
        DamagedModel: There is no such file, or it is not whole, or it is of another version.
    """
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        head = _head(json.loads(arrays["head"].tobytes()))
        if not np.isfinite(arrays["scale"]).all():
            raise ValueError("no sizes of steps")
        grams = np.zeros((ROWS + 1, head.scores), np.float32)
        grams[:-1] = arrays["grams"] * arrays["scale"]
        model = Model(head, grams, arrays["bias"], arrays["mix"], arrays["mix_bias"])
    except FileNotFoundError:
        raise _damaged(path, "找不到") from None
    except Exception as error:
        # Changed bytes make zip, numpy and json raise whatever they happen to mean.
        raise _damaged(path, "已经损坏，或者不是本版本的") from error
    if not _fits(model):
        raise _damaged(path, "内容不完整，或者不是本版本的")
    return model


@lru_cache(maxsize=1)
def built_in() -> Model:
    """Returns the model that comes with the program; it is read once.

    Raises:
        DamagedModel: Its file is missing or damaged.
    """
    return read_model(BUILT_IN)


def _head(told: dict[str, object]) -> Head:
    if told.pop("format") != FORMAT:
        raise ValueError("another format")
    elements, thresholds = told.pop("elements"), told.pop("thresholds")
    if not isinstance(elements, list) or not isinstance(thresholds, dict):
        raise TypeError("no elements or thresholds")
    head = Head(elements=tuple(elements), thresholds=Thresholds(**thresholds), **told)  # type: ignore[arg-type]
    if not all(0 <= limit <= 1 for limit in asdict(head.thresholds).values()):
        raise ValueError("no probability")
    return head


def _fits(model: Model) -> bool:
    scores, answers = model.head.scores, model.head.answers
    shapes = ((scores,), (VIEWS * scores, answers), (answers,))
    arrays = (model.bias, model.mix, model.mix_bias)
    return all(
        array.shape == shape and array.dtype == np.float32
        for array, shape in zip(arrays, shapes, strict=True)
    ) and all(np.isfinite(array).all() for array in (model.grams, *arrays))


def _damaged(path: Path, what: str) -> DamagedModel:
    return DamagedModel(
        f"第二判读的模型文件{what}",
        remedy="请重新安装，或运行 fazhi corpus train 重新训练",
        source=str(path),
    )
