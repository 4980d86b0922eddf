"""Folders of YAML → one checked Pack. All faults of all files are reported at once.

A pack is a folder: ``pack.yaml``, ``language.yaml``, ``identity.yaml``, ``elements/*.yaml`` and
``rules/*.yaml``. An overlay (本地补充) is a folder of the same form, of which only ``pack.yaml``
is needed; it is laid over the pack that stands before it and never edits it.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from analyzer.errors import LexiconError, UsageError
from analyzer.lexicon.nodes import Fault, YamlFile, parse_yaml
from analyzer.lexicon.schema import (
    Bodies,
    Cue,
    Element,
    Genre,
    Genres,
    HeadingWords,
    Language,
    Pack,
    PackHead,
    PatternRule,
    RuleText,
    TermRule,
)

_T = TypeVar("_T", bound=BaseModel)

BUILT_IN = "fazhi-annual-report"
_PACKAGE = Path(__file__).resolve().parent.parent
_MESSAGES: dict[str, Callable[[dict[str, Any]], str]] = {
    "missing": lambda _: "缺少必填项",
    "string_type": lambda _: "这里应写文字（数字请加引号）",
    "string_too_short": lambda c: f"文字太短，至少 {c['min_length']} 个字",
    "string_too_long": lambda c: f"文字太长，至多 {c['max_length']} 个字",
    "string_pattern_mismatch": lambda c: f"写法不符合要求（应符合 {c['pattern']}）",
    "tuple_type": lambda _: "这里应写成列表，例如 [词一, 词二]",
    "int_type": lambda _: "这里应写整数",
    "int_parsing": lambda _: "这里应写整数",
    "float_type": lambda _: "这里应写数字",
    "float_parsing": lambda _: "这里应写数字",
    "bool_type": lambda _: "这里只能写 是 或 否",
    "bool_parsing": lambda _: "这里只能写 是 或 否",
    "greater_than_equal": lambda c: f"不能小于 {c['ge']:g}",
    "less_than_equal": lambda c: f"不能大于 {c['le']:g}",
    "too_short": lambda c: f"至少要写 {c['min_length']} 项",
    "model_type": lambda _: "这里应写成“键: 值”的形式",
    "dict_type": lambda _: "这里应写成“键: 值”的形式",
}


@dataclass(slots=True)
class _Draft:
    """The raw values gathered from all layers, and the files that they came from."""

    heads: list[tuple[dict[str, Any], YamlFile]] = field(default_factory=list)
    elements: dict[str, tuple[dict[str, Any], list[YamlFile]]] = field(default_factory=dict)
    records: list[tuple[type[BaseModel], Any, YamlFile, tuple[str | int, ...]]] = field(
        default_factory=list
    )
    faults: list[Fault] = field(default_factory=list)


def lexicons_folder() -> Path:
    """Returns the folder of the built-in packs, in an installed wheel or in a checkout."""
    for folder in (_PACKAGE / "_lexicons", _PACKAGE.parent / "lexicons"):
        if (folder / BUILT_IN / "pack.yaml").is_file():
            return folder
    raise UsageError("找不到内置词库", remedy="安装不完整，请重新安装 fazhi")


def load_pack(*overlays: str) -> Pack:
    """Returns the built-in pack with overlays laid over it, in the order given.

    Each distinct combination is loaded once per process; an edited file needs a new process.

    Args:
        overlays: Folders of overlays. A folder whose pack does not say ``叠加于`` replaces the
            built-in pack instead.

    Raises:
        LexiconError: The files have faults; all of them are in the message.
        UsageError: A folder is no pack.
    """
    return _load(tuple(str(folder) for folder in overlays))


@lru_cache(maxsize=8)
def _load(overlays: tuple[str, ...]) -> Pack:
    layers: list[Path] = [lexicons_folder() / BUILT_IN]
    for name in overlays:
        folder = Path(name)
        if not (folder / "pack.yaml").is_file():
            raise UsageError(
                f"“{name}”不是词库文件夹（里面没有 pack.yaml）",
                remedy="请指定含 pack.yaml 的文件夹，写法见 lexicons/README.md",
            )
        if not _extends(folder):
            layers = []
        layers.append(folder)
    draft = _Draft()
    for folder in layers:
        _gather(folder, draft)
    pack = _assemble(draft, layers)
    if draft.faults or pack is None:
        ordered = sorted(set(draft.faults), key=lambda f: (f.file, f.line, f.column, f.message))
        raise LexiconError(tuple(map(str, ordered)), source=str(layers[-1]))
    return pack


def _extends(folder: Path) -> bool:
    value = parse_yaml((folder / "pack.yaml").read_bytes(), "pack.yaml").value
    # A pack whose head cannot be read is treated as an overlay, so that its faults are shown.
    return not isinstance(value, dict) or bool(value.get("叠加于"))


def _gather(folder: Path, draft: _Draft) -> None:
    """Reads every file of a layer into the draft."""
    for path in sorted(folder.rglob("*.yaml")) + sorted(folder.rglob("*.yml")):
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        parsed = parse_yaml(path.read_bytes(), name)
        draft.faults.extend(parsed.faults)
        if parsed.value is None:
            continue
        if not isinstance(parsed.value, dict):
            draft.faults.append(parsed.fault((), "文件应写成“键: 值”的形式"))
            continue
        kind = path.relative_to(folder).parts[0]
        if kind == "pack.yaml":
            draft.heads.append((parsed.value, parsed))
        elif kind == "elements":
            _gather_element(parsed, draft)
        elif kind in ("language.yaml", "identity.yaml", "rules"):
            _gather_records(kind, parsed, draft)
        else:
            draft.faults.append(
                parsed.fault((), "不认识的文件：要素放 elements/，规则放 rules/，其余见说明")
            )


_RECORD_KEYS: dict[str, dict[str, type[BaseModel]]] = {
    "language.yaml": {"标题作用": HeadingWords, "句子线索": Cue},
    "identity.yaml": {"文种表": Genre, "单位": Bodies},
    "rules": {"规则说明": RuleText, "用语": TermRule, "模式": PatternRule},
}


def _gather_records(kind: str, parsed: YamlFile, draft: _Draft) -> None:
    known = _RECORD_KEYS[kind]
    for key, value in parsed.value.items():
        model = known.get(key)
        if model is None:
            draft.faults.append(parsed.fault((key,), _unknown(key, known)))
        elif model is Bodies:
            draft.records.append((model, value, parsed, (key,)))
        elif not isinstance(value, list):
            draft.faults.append(parsed.fault((key,), "这里应写成列表，每项以“- ”开头"))
        else:
            draft.records.extend(
                (model, item, parsed, (key, index)) for index, item in enumerate(value)
            )


def _gather_element(parsed: YamlFile, draft: _Draft) -> None:
    """Adds an element, or lays it over the one of the same id that stands already."""
    value = parsed.value
    element_id = value.get("编号")
    if not isinstance(element_id, str):
        draft.faults.append(parsed.fault((), "缺少必填项“编号”"))
        return
    standing = draft.elements.get(element_id)
    if standing is None:
        draft.elements[element_id] = (value, [parsed])
    else:
        draft.elements[element_id] = (_laid_over(standing[0], value), [*standing[1], parsed])


def _laid_over(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Returns an element with an overlay's keys: words are added, everything else replaced.

    ``删去词`` takes words out of every list. An indicator of the same name is extended; one of a
    new name is added.
    """
    merged = dict(base)
    removed = set(over.get("删去词") or ())
    for key, value in over.items():
        if key == "删去词":
            continue
        if key == "线索" and isinstance(value, list):
            merged[key] = _indicators_laid_over(base.get(key) or [], value)
        elif isinstance(value, list) and isinstance(base.get(key), list) and key != "依据":
            merged[key] = [*base[key], *(item for item in value if item not in base[key])]
        else:
            merged[key] = value
    return _without(merged, removed) if removed else merged


def _indicators_laid_over(base: list[Any], over: list[Any]) -> list[Any]:
    result = [dict(item) if isinstance(item, dict) else item for item in base]
    by_name = {item.get("名"): item for item in result if isinstance(item, dict)}
    for item in over:
        standing = by_name.get(item.get("名")) if isinstance(item, dict) else None
        if standing is None:
            result.append(item)
            continue
        for key, value in item.items():
            if isinstance(value, list) and isinstance(standing.get(key), list):
                standing[key] = [*standing[key], *(v for v in value if v not in standing[key])]
            else:
                standing[key] = value
    return result


def _without(value: Any, removed: set[str]) -> Any:
    if isinstance(value, list):
        return [
            _without(item, removed)
            for item in value
            if not (isinstance(item, str) and item in removed)
        ]
    if isinstance(value, dict):
        return {
            key: item if key == "例句" else _without(item, removed) for key, item in value.items()
        }
    return value


def _unknown(key: str, known: Sequence[str] | dict[str, Any]) -> str:
    near = difflib.get_close_matches(key, list(known), n=1, cutoff=0.4)
    hint = f"，是不是“{near[0]}”" if near else ""
    return f"不认识的键“{key}”{hint}；可用的键：{'、'.join(known)}"


def _checked(
    model: type[_T], value: Any, files: list[YamlFile], base: tuple[str | int, ...], draft: _Draft
) -> _T | None:
    """Validates one record; its faults are said in Chinese at their line and column."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        for detail in error.errors():
            path = (*base, *detail["loc"])
            parsed = next((file for file in reversed(files) if path in file.marks), files[-1])
            draft.faults.append(parsed.fault(path, _message(detail, model)))
        return None


def _message(detail: Any, model: type[BaseModel]) -> str:
    kind, where = detail["type"], detail["loc"]
    key = next((part for part in reversed(where) if isinstance(part, str)), "")
    if kind == "extra_forbidden":
        return _unknown(str(where[-1]), _keys_at(model, where[:-1]))
    if kind in ("enum", "literal_error"):
        expected = str(detail.get("ctx", {}).get("expected", "")).replace("'", "")
        allowed = expected.replace(" or ", "、").replace(", ", "、")
        return f"“{key}”的值“{detail['input']}”不在范围内，只能是：{allowed}"
    say = _MESSAGES.get(kind)
    said = say(detail.get("ctx", {})) if say else f"写法有误（{detail['msg']}）"
    return f"“{key}”：{said}" if key else said


def _keys_at(model: type[BaseModel], path: tuple[Any, ...]) -> list[str]:
    """Returns the keys that are allowed at a path inside a model."""
    current: Any = model
    for part in path:
        if not isinstance(part, str):
            continue
        for info in current.model_fields.values():
            if info.alias == part:
                current = _inner_model(info.annotation) or current
    return [info.alias or name for name, info in current.model_fields.items()]


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _inner_model(part)
        if found is not None:
            return found
    return None


def _assemble(draft: _Draft, layers: list[Path]) -> Pack | None:
    """Checks everything gathered and joins it into a pack; None where something is missing."""
    heads = [
        head
        for value, parsed in draft.heads
        if (head := _checked(PackHead, value, [parsed], (), draft)) is not None
    ]
    by_model: dict[type[BaseModel], list[Any]] = {}
    for model, value, parsed, path in draft.records:
        record = _checked(model, value, [parsed], path, draft)
        if record is not None:
            by_model.setdefault(model, []).append(record)
    elements = []
    for value, files in draft.elements.values():
        element = _checked(Element, value, files, (), draft)
        if element is not None and not element.off:
            elements.append(element)
    bodies = by_model.get(Bodies, [])
    if not heads or not bodies or not elements:
        if not draft.faults:
            fault = "词库不完整：至少要有 pack.yaml、identity.yaml 和一个要素"
            draft.faults.append(Fault(layers[-1].name, 1, 1, fault))
        return None
    # The first layer's head says which pack it is; the last that names grades sets them.
    grades = next((head.grades for head in reversed(heads) if head.grades), ())
    credits = next((h.credits for h in reversed(heads) if "credits" in h.model_fields_set),
                   heads[0].credits)  # fmt: skip
    words = tuple(dict.fromkeys(word for head in heads for word in head.words))
    head = heads[0].model_copy(update={"grades": grades, "credits": credits, "words": words})
    return Pack(
        head=head,
        version="+".join(
            layer.version if index == 0 else f"{layer.id}-{layer.version}"
            for index, layer in enumerate(heads)
        ),
        layers=tuple(layer.id for layer in heads),
        elements=tuple(sorted(elements, key=lambda e: e.kind != "必备")),
        language=Language.model_validate(
            {
                "标题作用": tuple(by_model.get(HeadingWords, ())),
                "句子线索": tuple(by_model.get(Cue, ())),
            }
        ),
        identity=Genres.model_validate(
            {"文种表": tuple(by_model.get(Genre, ())), "单位": bodies[-1]}
        ),
        rules={rule.id: rule for rule in by_model.get(RuleText, ())},
        terms=tuple(by_model.get(TermRule, ())),
        patterns=tuple(by_model.get(PatternRule, ())),
    )
