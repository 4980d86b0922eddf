"""``fazhi corpus train``: the second reader learns anew from labelled reports."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from analyzer.evaluation.reading.train import Trained


def train(
    corpus: Annotated[
        Path | None,
        typer.Argument(
            metavar="语料",
            help="标注过的报告（train/、dev/、sentences/）；不写就用自带的",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="文件",
            help="写到哪里；不写就替换程序自带的模型文件",
            show_default=False,
        ),
    ] = None,
) -> int:
    """重新训练第二判读，并说明它在没有学过的笔法上值不值得看

    例：fazhi corpus train
        fazhi corpus train 本县语料/ --output 模型.npz
    """
    from analyzer.evaluation.homes import built_in_corpus
    from analyzer.evaluation.reading.train import train_reader
    from analyzer.reader.model import BUILT_IN, write_model

    typer.echo("正在训练，大约需要二十秒……", err=True)
    trained = train_reader(corpus or built_in_corpus())
    path = output or BUILT_IN
    contents = write_model(trained.model)
    write_whole(path, contents)
    typer.echo(summary(trained))
    typer.echo(f"模型文件：{path}，{len(contents) / 1000:.0f} kB。")
    return 0


def summary(trained: Trained) -> str:
    """Says in Chinese what was learnt and what it is worth."""
    worth = trained.worth
    return (
        f"学了 {trained.reports} 份报告、{trained.sentences} 个单句、{trained.variants} 份改动过的报告。\n"
        f"把每种笔法轮流留出来考：{worth.verdicts} 项里提请复核 {worth.flagged} 项"
        f"（{_share(worth.flagged, worth.verdicts)}），"
        f"其中词库判错的 {worth.right} 项（{_share(worth.right, worth.flagged)}）；"
        f"词库判错的共 {worth.errors} 项，提请复核的占 {_share(worth.right, worth.errors)}。"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "无"


def write_whole(path: Path, contents: bytes) -> None:
    """Writes a file whole or not at all.

    Raises:
        UsageError: The place cannot be written to.
    """
    from analyzer.errors import UsageError

    aside = path.with_name(f"{path.name}.part")
    try:
        aside.write_bytes(contents)
        os.replace(aside, path)
    except OSError as error:
        raise UsageError(
            f"文件写不进去（{error.strerror}）",
            remedy="请换一个位置，用 --output 指定",
            source=str(path),
        ) from error
