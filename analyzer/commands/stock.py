"""``fazhi corpus stock``: what everybody writes is learnt anew from the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analyzer.commands.train import write_whole


def stock(
    corpus: Annotated[
        Path | None,
        typer.Argument(
            metavar="语料", help="标注过的报告（train/、dev/）；不写就用自带的", show_default=False
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="文件",
            help="写到哪里；不写就替换程序自带的套话表",
            show_default=False,
        ),
    ] = None,
) -> int:
    """重新生成套话表：不同的人写的报告里都有的说法，fazhi similar 不把它们算作抄的

    同样的语料得到同样的文件；里面只有散列值，没有报告的文字。
    例：fazhi corpus stock
        fazhi corpus stock 本县语料/ --output 套话.npz
    """
    from analyzer.comparison.copying.stock import BUILT_IN, write_background
    from analyzer.evaluation.homes import built_in_corpus
    from analyzer.evaluation.stock import learn_stock

    learnt = learn_stock(corpus or built_in_corpus())
    path = output or BUILT_IN
    contents = write_background(learnt.hashes)
    write_whole(path, contents)
    typer.echo(f"看了 {learnt.texts} 篇，记下 {len(learnt.hashes)} 处套话。")
    typer.echo(f"套话表：{path}，{len(contents) / 1000:.0f} kB。")
    return 0
