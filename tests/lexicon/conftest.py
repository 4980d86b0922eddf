"""What the tests of the lexicon share: overlays written to a folder, and their faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analyzer.errors import LexiconError
from analyzer.lexicon.lint import Remark, lint
from analyzer.lexicon.load import load
from analyzer.lexicon.schema import Pack

HEAD = """\
编号: test-county
名称: 测试县补充
版本: 1.2.0
叠加于: fazhi-annual-report
"""
# A whole element with nothing to object to; each line is a place where a clerk can slip.
ELEMENT = """\
编号: field_visits
名称: 基层走访
类别: 专题
分值: 5
适用: {层级: [部门, 乡镇街道]}
依据:
  - {文件: 测试县报告编写要点, 条款: 第三项}
要求: 写明走访了几次、看了什么。
补正: 请补写走访的次数和日期。
标题词: [基层走访]
线索:
  - 名: 走访
    任一: [走访村居, 进村走访]
    排除: [走访村居企业名录]
  - 名: 看了什么
    同现:
      - [查看, 查阅]
      - [村规民约, 调解台账]
    范围: 同一句
充实标准: {事实至少: 1}
例句:
  - 应判: 充实
    原文: 全年走访村居36次。
    证据: 走访村居36次
  - {应判: 充实, 原文: 5月，进村走访12户。, 证据: 进村走访12户}
  - {应判: 充实, 原文: 查看调解台账42本。, 证据: 查看调解台账42本}
  - {应判: 缺失, 原文: 学习《走访村居工作办法》。}
  - {应判: 缺失, 原文: 下一步将走访村居40次。, 位置: 安排}
  - {应判: 缺失, 原文: 目前尚未走访村居。}
"""

Write = Callable[..., Path]
Faults = Callable[[Path], list[str]]


@pytest.fixture
def overlay(tmp_path: Path) -> Write:
    """Writes an overlay, its head included unless given, and returns its folder."""

    def write(
        files: dict[str, str | bytes] | None = None, *, name: str = "county", head: str = HEAD
    ) -> Path:
        folder = tmp_path / name
        for path, content in {"pack.yaml": head, **(files or {})}.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            raw = content if isinstance(content, bytes) else content.encode()
            target.write_bytes(raw)
        return folder

    return write


@pytest.fixture
def faults_of() -> Faults:
    """Loads an overlay that has faults and returns them, the folder's own name left out."""

    def faults(folder: Path) -> list[str]:
        with pytest.raises(LexiconError) as caught:
            load(folder)
        return [fault.replace(f"{folder}/", "") for fault in caught.value.faults]

    return faults


@pytest.fixture
def loaded(overlay: Write) -> Callable[[dict[str, str | bytes]], Pack]:
    """Returns the built-in pack with an overlay of these files laid over it."""
    return lambda files: load(overlay(files)).pack


@pytest.fixture
def remarks_on(overlay: Write) -> Callable[[dict[str, str | bytes]], list[Remark]]:
    """Returns what lint says of an overlay of these files, segmentation left out."""
    return lambda files: lint(load(overlay(files)))


def changed(old: str, new: str, text: str = ELEMENT) -> str:
    """Returns the element with one piece of it written otherwise."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)
