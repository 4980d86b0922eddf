"""What pydantic objects to → Chinese sentences that say what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from analyzer.lexicon.overlay import nearest
from analyzer.lexicon.schema import SWITCH_OFF, TAKE_OUT, keys_of

_LIST = "应写成列表，例如 [词一, 词二]"
_MAPPING = "应写成“键: 值”的形式"
_SAID: dict[str, Callable[[dict[str, Any]], str]] = {
    "string_type": lambda _: "应写一句话或一个词，不能写列表或下一级的键",
    "string_too_short": lambda c: f"文字太短，至少 {c['min_length']} 个字",
    "string_too_long": lambda c: f"文字太长，至多 {c['max_length']} 个字",
    "tuple_type": lambda _: _LIST,
    "int_type": lambda _: "应写半角整数，例如 2",
    "int_parsing": lambda _: "应写半角整数，例如 2",
    "bool_type": lambda _: "只能写 true 或 false",
    "bool_parsing": lambda _: "只能写 true 或 false",
    "dict_type": lambda _: _MAPPING,
    "int_from_float": lambda _: "应写整数，不能带小数",
    "float_type": lambda _: "应写半角数字，例如 5",
    "greater_than_equal": lambda c: f"不能小于 {c['ge']:g}",
    "less_than_equal": lambda c: f"不能大于 {c['le']:g}",
    "too_short": lambda c: f"至少要写 {c['min_length']} 项",
    "model_type": lambda _: _MAPPING,
    "said": lambda c: str(c["said"]),
}


def unknown_key(key: str, known: Sequence[str]) -> str:
    """Says that a key is unknown, what is wrong with its writing, and which ones there are."""
    if "：" in key:
        return f"“{key}”里是全角冒号“：”，请改成半角冒号加一个空格“{key.split('：')[0]}: ”"
    if key.startswith("\u3000"):
        return f"“{key}”前面是全角空格，请改成半角空格"
    if key.startswith("-"):
        return f"“{key}”的“-”后面缺一个空格，请写成“- {key[1:]}”"
    return f"不认识的键“{key}”{nearest(key, known)}；可用的键：{'、'.join(known)}"


def explain(
    details: Iterable[Any], model: type[BaseModel]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yields path and message of each objection of pydantic; missing keys of a record together.

    Args:
        details: ``ValidationError.errors()``.
        model: The record that was validated.
    """
    missing: dict[tuple[str | int, ...], list[str]] = {}
    others = []
    for detail in details:
        path = tuple(detail["loc"])
        if detail["type"] == "missing":
            missing.setdefault(path[:-1], []).append(str(path[-1]))
        else:
            others.append((path, detail))
    for path, detail in others:
        if detail["type"] == "too_short" and any(
            len(other) > len(path) and other[: len(path)] == path for other, _ in others
        ):
            continue  # too few only because what there is has faults of its own
        lacking = missing.get(path[:-1], [])
        if detail["type"] == "extra_forbidden" and lacking:
            # A mistyped key is one fault, not two.
            meant = meant_by(str(path[-1]), lacking)
            missing[path[:-1]] = [key for key in lacking if key != meant]
        yield path, _message(detail, path, model)
    for path, keys in missing.items():
        if keys:
            yield path, f"缺少必填项{'、'.join(f'“{key}”' for key in keys)}，请补上"


def meant_by(key: str, known: Iterable[str]) -> str:
    """Returns the known key that a mistyped one stands for; empty where none is near."""
    bare = key.split("：")[0].strip("\u3000 -")
    return next(iter(difflib.get_close_matches(bare, list(known), n=1, cutoff=0.5)), "")


def _message(detail: Any, path: tuple[str | int, ...], model: type[BaseModel]) -> str:
    kind, given = detail["type"], detail["input"]
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    if kind == "extra_forbidden":
        return _extra(str(path[-1]), _model_at(model, path[:-1]))
    named = f"“{key}”：" if key else ""
    if kind in ("enum", "literal_error"):
        expected = str(detail.get("ctx", {}).get("expected", "")).replace("'", "")
        allowed = expected.replace(" or ", "、").replace(", ", "、")
        shown = given if isinstance(given, str) else "列表"
        return f"{named}不能写“{shown}”，只能是：{allowed}"
    if kind in ("tuple_type", "model_type") and isinstance(given, str):
        return named + _instead_of_text(given, _SAID[kind]({}))
    say = _SAID.get(kind)
    return named + (say(detail.get("ctx", {})) if say else f"写法有误（{kind}），请对照说明修改")


def _extra(key: str, model: type[BaseModel]) -> str:
    known = keys_of(model)
    if key == TAKE_OUT:
        return f"“{TAKE_OUT}”只用在修改已有条目的补充里；新写的条目直接不写那个词就行"
    if "编号" in known or "名" in known:
        known = [*known, SWITCH_OFF, TAKE_OUT]
    return unknown_key(key, known)


def _instead_of_text(given: str, said: str) -> str:
    """Says why a text stands where a list or keys are asked for."""
    if not given:
        return "后面没有写内容；" + said
    if given[0] in "［【｛" or given[-1] in "］】｝":
        return "括号要用半角 [ ] 或 { }；" + said
    if "：" in given and said == _MAPPING:
        return said + "；冒号要用半角“:”并在后面空一格，现在是全角“：”"
    if ":" in given and said == _MAPPING:
        return said + "；半角冒号“:”后面要空一格"
    return said + f"，现在是“{given[:20]}”"


def instead_of_keys(given: str) -> str:
    """Says that keys with values are asked for, and what the text that stands there lacks."""
    return _instead_of_text(given, _MAPPING)


def _model_at(model: type[BaseModel], path: Iterable[Any]) -> type[BaseModel]:
    """Returns the record at a path inside a record."""
    for part in path:
        for name, info in model.model_fields.items():
            if (info.alias or name) == part:
                model = _inner(info.annotation) or model
    return model


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _inner(part)
        if found is not None:
            return found
    return None
