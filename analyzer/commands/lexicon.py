"""``fazhi lexicon``: check, test and read lexicon packs."""

from __future__ import annotations

from typing import Annotated

import typer

from analyzer.commands.check import LexiconOption
from analyzer.commands.chinese import Command, Group

FoldersArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="词库文件夹…", help="要叠加在内置词库上的文件夹；不写就是内置词库"),
]

lexicon_app = typer.Typer(
    cls=Group,
    help="检查、测试和查看词库",
    no_args_is_help=False,
    rich_markup_mode=None,
)


@lexicon_app.command("lint", cls=Command)
def lint(folders: FoldersArgument = None) -> int:
    """检查词库写得对不对：错在哪个文件、第几行

    例：fazhi lexicon lint 本县补充/
    """
    from analyzer.errors import LexiconError
    from analyzer.lexicon.lint import advise
    from analyzer.lexicon.load import load_pack

    try:
        pack = load_pack(*(folders or ()))
    except LexiconError as error:
        typer.echo(str(error), err=True)
        return 1
    advice = advise(pack)
    for line in advice:
        typer.echo(line)
    typer.echo(
        f"词库 {pack.head.id} {pack.version}：{len(pack.elements)} 个要素、{len(pack.rules)} 条规则，"
        f"没有错误" + (f"，{len(advice)} 条建议" if advice else "") + "。"
    )
    return 0


@lexicon_app.command("test", cls=Command)
def test(folders: FoldersArgument = None) -> int:
    """用词库里的例句测试词库：每条例句都应判成它写明的结果

    例：fazhi lexicon test
    """
    from analyzer.lexicon.load import load_pack
    from analyzer.lexicon_examples import run_examples

    pack = load_pack(*(folders or ()))
    total, failures = run_examples(pack)
    for failure in failures:
        typer.echo(str(failure))
    if failures:
        typer.echo(f"{total} 条例句，{len(failures)} 条不符。")
        return 1
    typer.echo(f"{total} 条例句全部相符。")
    return 0


@lexicon_app.command("list", cls=Command)
def list_(lexicon: LexiconOption = None) -> int:
    """列出词库里的要素和规则

    例：fazhi lexicon list
    """
    from rich.console import Console
    from rich.table import Table

    from analyzer.lexicon.load import load_pack

    pack = load_pack(*(lexicon or ()))
    console = Console(highlight=False, markup=False, emoji=False)
    console.print(f"{pack.head.name}（{pack.head.id} {pack.version}）", style="bold")
    table = Table(box=None, header_style="dim", pad_edge=False)
    for name in ("编号", "类别", "分值", "名称"):
        table.add_column(name, no_wrap=name != "名称", overflow="fold")
    for element in pack.elements:
        table.add_row(element.id, str(element.kind), f"{element.weight:g}", element.name)
    console.print(table)
    rules = Table(box=None, header_style="dim", pad_edge=False)
    for name in ("规则", "级别", "名称"):
        rules.add_column(name, no_wrap=True)
    for rule in pack.rules.values():
        rules.add_row(rule.id, rule.severity, rule.name)
    console.print()
    console.print(rules)
    return 0


@lexicon_app.command("show", cls=Command)
def show(
    element: Annotated[
        str | None, typer.Argument(metavar="要素编号", help="要看的要素；不写就看全部")
    ] = None,
    lexicon: LexiconOption = None,
) -> int:
    """按词库的写法显示要素（叠加后的结果），可以照着改

    例：fazhi lexicon show causes
    """
    import difflib

    from analyzer.errors import UsageError
    from analyzer.lexicon.load import load_pack
    from analyzer.lexicon.write import as_yaml

    pack = load_pack(*(lexicon or ()))
    chosen = [e for e in pack.elements if element is None or element in (e.id, e.name, e.short)]
    if not chosen:
        near = difflib.get_close_matches(element or "", [e.id for e in pack.elements], n=2)
        raise UsageError(
            f"没有要素“{element}”",
            remedy=f"是不是 {'、'.join(near)}" if near else "运行 fazhi lexicon list 可以看全部",
        )
    typer.echo("---\n".join(as_yaml(one) for one in chosen), nl=False)
    return 0
