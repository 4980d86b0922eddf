"""``fazhi evaluate``: how well the program agrees with labelled reports."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.commands.console import plain_console, write_utf8
from analyzer.commands.options import LexiconOption, OutputFormat
from analyzer.commands.progress import progress

if TYPE_CHECKING:
    from analyzer.evaluation.comparison import Comparison
    from analyzer.evaluation.evaluate import Evaluation

_MOST_MUTATIONS = 100_000


def evaluate(
    corpus: Annotated[
        Path,
        typer.Argument(
            metavar="语料", help="有 reports/ 和 labels/ 的文件夹，或者放着几个这样文件夹的文件夹"
        ),
    ],
    split: Annotated[
        list[str] | None,
        typer.Option("--split", metavar="部分", help="只评测这一部分，如 dev，可以写多次"),
    ] = None,
    output: Annotated[
        OutputFormat,
        typer.Option("--format", metavar="text|json", help="输出格式，默认 text"),
    ] = OutputFormat.TEXT,
    html: Annotated[
        str | None,
        typer.Option("--html", metavar="文件", help="另存一个网页，分歧处标出原文"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="网页文件已经有了也覆盖")] = False,
    earlier: Annotated[
        Path | None,
        typer.Option("--compare", metavar="文件", help="与上一次的 JSON 相比，哪里变好、哪里变坏"),
    ] = None,
    mutations: Annotated[
        int,
        typer.Option(
            "--mutations",
            metavar=f"个数（0—{_MOST_MUTATIONS}）",
            min=0,
            max=_MOST_MUTATIONS,
            help="另外生成这么多个变体来评测，默认 0",
        ),
    ] = 0,
    seed: Annotated[
        int,
        typer.Option("--seed", metavar="整数（不小于 0）", min=0, help="变体和抽样的种子，默认 0"),
    ] = 0,
    lexicon: LexiconOption = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", metavar="个数（不小于 1）", min=1, help="最多几个进程，默认与处理器核数相同"
        ),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="只显示数字，不列分歧，不显示进度")
    ] = False,
) -> int:
    """用有标注的报告评测：准不准、全不全，与上一次相比变好还是变坏

    例：fazhi evaluate corpus/ --split dev --format json > 旧.json
        fazhi evaluate corpus/ --split dev --lexicon 本县补充/ --compare 旧.json
    """
    from analyzer.evaluation.comparison import compare, read_earlier
    from analyzer.evaluation.corpus import read_parts
    from analyzer.evaluation.evaluate import evaluate as run
    from analyzer.evaluation.evaluate import vary
    from analyzer.lexicon.load import load_pack
    from analyzer.output.files import free_path

    if html is not None:
        free_path(html, force=force)
    before = read_earlier(earlier) if earlier is not None else None
    pack = load_pack(*(lexicon or ()))
    parts = read_parts(corpus, split or ())
    variants = vary(parts, count=mutations, seed=seed)
    total = sum(len(part.reports) for part in parts) + len(variants)
    with progress(total, doing="正在评测", shown=not quiet) as steps:
        evaluation = run(
            parts,
            variants,
            pack,
            mutations=mutations,
            seed=seed,
            jobs=jobs or os.cpu_count() or 1,
            advance=steps.advance,
        )
    comparison = compare(before, evaluation) if before is not None else None
    if html is not None:
        _write_page(html, evaluation, comparison)
    _print(evaluation, comparison, output, quiet=quiet)
    for failure in evaluation.failures:
        from analyzer.output.wording import visible

        typer.echo(visible(failure.message), err=True)
    if not evaluation.reports:
        return 2
    return 1 if evaluation.failures or (comparison is not None and comparison.worse) else 0


def _print(
    evaluation: Evaluation, comparison: Comparison | None, output: OutputFormat, *, quiet: bool
) -> None:
    if output is OutputFormat.JSON:
        from analyzer.evaluation.json_object import evaluation_object
        from analyzer.output.json_report import dumps

        write_utf8(dumps(evaluation_object(evaluation, comparison)) + "\n")
        return
    from analyzer.evaluation.screen import EvaluationScreen

    console = plain_console()
    EvaluationScreen(console, evaluation).show(comparison, listed=not quiet)


def _write_page(path: str, evaluation: Evaluation, comparison: Comparison | None) -> None:
    from analyzer.evaluation.page import page
    from analyzer.output.files import whole_file

    text = page(evaluation, comparison)
    with whole_file(path) as made:
        made.write_text(text, encoding="utf-8", errors="backslashreplace")
    typer.echo(f"网页已写到 {path}", err=True)
