"""``fazhi corpus``: check the labels of a corpus, make variants of its reports, learn from it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.commands.chinese import Command, Group
from analyzer.commands.console import plain_console
from analyzer.commands.stock import stock
from analyzer.commands.train import train

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.table import Table

    from analyzer.evaluation.corpus_lint import PartCounts
    from analyzer.evaluation.labels import LabelledReport
    from analyzer.evaluation.mutations import MutationKind, Variant

_CORPUS = "有 reports/ 和 labels/ 的文件夹，或者放着几个这样文件夹的文件夹"
_MOST = 100_000

corpus_app = typer.Typer(
    cls=Group,
    help="检查语料的标注，由语料生成变体，训练第二判读，生成套话表",
    no_args_is_help=False,
    rich_markup_mode=None,
)


@corpus_app.callback(invoke_without_command=True)
def _corpus(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit


# -- lint ----------------------------------------------------------------------------------------


@corpus_app.command("lint", cls=Command)
def lint(
    corpus: Annotated[
        Path | None, typer.Argument(metavar="语料", help=f"{_CORPUS}；不写就是自带的语料")
    ] = None,
) -> int:
    """检查标注：引文在不在原文里、编号对不对、引用的报告有没有，各部分有没有共用

    例：fazhi corpus lint
        fazhi corpus lint corpus/dev
    """
    from analyzer.evaluation.corpus_lint import lint_corpus
    from analyzer.evaluation.homes import built_in_corpus
    from analyzer.lexicon.load import load_pack

    pack = load_pack()
    linted = lint_corpus(
        corpus or built_in_corpus(),
        element_ids=tuple(element.id for element in pack.elements),
        rule_ids=pack.rules,
    )
    for fault in linted.faults:
        typer.echo(str(fault))
    console = plain_console()
    console.print(_counts(linted.parts))
    total = sum(counts.files for counts in linted.parts.values())
    faults = f"有 {len(linted.faults)} 处须改" if linted.faults else "没有错误"
    typer.echo(f"{total} 份标注，{faults}。")
    return 1 if linted.faults else 0


def _counts(parts: Mapping[str, PartCounts]) -> Table:
    from rich.table import Table

    from analyzer.model.report import Status
    from analyzer.output.wording import STATUS

    table = Table(box=None, header_style="dim", pad_edge=False)
    heads = ("部分", "份数", "年度报告", "其他文种", *(STATUS[status] for status in Status), "问题")
    for head in heads:
        table.add_column(head, justify="left" if head == heads[0] else "right")
    for name, counts in parts.items():
        numbers = (counts.files, counts.reports, counts.others)
        given = (counts.statuses.get(status, 0) for status in Status)
        table.add_row(name, *map(str, (*numbers, *given, counts.findings)))
    return table


# -- mutate --------------------------------------------------------------------------------------


@corpus_app.command("mutate", cls=Command)
def mutate(
    corpus: Annotated[Path, typer.Argument(metavar="语料", help=_CORPUS)],
    output: Annotated[
        Path,
        typer.Option("--output", metavar="文件夹", help="变体和标注写到这里，应是空的或还没有"),
    ],
    count: Annotated[
        int,
        typer.Option(
            "--count",
            metavar=f"个数（1—{_MOST}）",
            min=1,
            max=_MOST,
            help="要多少个，默认 100；做不出这么多就少一些",
        ),
    ] = 100,
    seed: Annotated[
        int,
        typer.Option("--seed", metavar="整数（不小于 0）", min=0, help="随机数种子，默认 0"),
    ] = 0,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="种类", help="只做这些种类，逗号分隔，可以写多次"),
    ] = None,
) -> int:
    """由标注好的报告生成变体，连同改过以后应有的标注；种子相同，结果相同

    例：fazhi corpus mutate corpus/train --output 变体/ --count 200 --seed 7
        fazhi corpus mutate corpus/train --output 变体/ --kind removed,cited
    """
    from analyzer.evaluation.mutations import make_variants, write_variants

    kinds = _kinds(kind or ())
    _refuse_full(output)
    variants = make_variants(_reports(corpus), count=count, seed=seed, kinds=kinds)
    write_variants(variants, output)
    _tell(variants, kinds, count, output)
    return 0 if variants else 1


def _kinds(names: Sequence[str]) -> tuple[MutationKind, ...]:
    from analyzer.errors import UsageError
    from analyzer.evaluation.mutations import MutationKind

    wanted = [name.strip() for several in names for name in several.split(",") if name.strip()]
    known = list(map(str, MutationKind))
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise UsageError(
            f"没有“{'、'.join(unknown)}”这种变体", remedy=f"种类有：{'、'.join(known)}"
        )
    return tuple(kind for kind in MutationKind if kind in wanted or not wanted)


def _refuse_full(folder: Path) -> None:
    from analyzer.errors import UsageError

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            "这里已经有内容，不会覆盖", remedy="请换一个文件夹，或先清空", source=str(folder)
        )


def _reports(corpus: Path) -> list[LabelledReport]:
    from analyzer.errors import UsageError
    from analyzer.evaluation.homes import corpus_homes
    from analyzer.evaluation.labels import label_faults, read_corpus

    homes = corpus_homes(corpus).values()
    reports = [report for home in homes for report in read_corpus(home)]
    if not reports:
        raise UsageError(
            "语料里没有报告", remedy="请放入报告（.txt、.docx）和同名的标注", source=str(corpus)
        )
    # From a label that contradicts its text no truth can follow.
    wrong = [
        report.name for report in reports if label_faults(report, tuple(report.label.elements))
    ]
    if wrong:
        raise UsageError(
            f"标注有错误：{'、'.join(wrong)}",
            remedy=f"请运行 fazhi corpus lint {corpus} 看是哪里，改好后重试",
        )
    return reports


def _tell(
    variants: Sequence[Variant], kinds: Sequence[MutationKind], count: int, output: Path
) -> None:
    made = Counter(variant.kind for variant in variants)
    for kind in kinds:
        typer.echo(f"{kind:<13}{made[kind]:>6}")
    bases = len({variant.base for variant in variants})
    fewer = f"（要 {count} 个，只做得出这些）" if len(variants) < count else ""
    typer.echo(f"由 {bases} 份报告生成 {len(variants)} 个变体{fewer}，写在 {output}。")


# -- train, stock --------------------------------------------------------------------------------

corpus_app.command("train", cls=Command)(train)
corpus_app.command("stock", cls=Command)(stock)
