"""``fazhi lexicon``: check, test and read lexicon packs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.commands.chinese import Command, Group
from analyzer.commands.console import plain_console
from analyzer.commands.options import LexiconOption

if TYPE_CHECKING:
    from rich.table import Table

    from analyzer.lexicon.load import Loaded
    from analyzer.lexicon.schema import Pack
    from analyzer.lexicon_examples import ExampleResult

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


@lexicon_app.callback(invoke_without_command=True)
def _lexicon(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit


# -- lint ----------------------------------------------------------------------------------------


@lexicon_app.command("lint", cls=Command)
def lint(folders: FoldersArgument = None, lexicon: LexiconOption = None) -> int:
    """检查词库写得对不对、好不好：错在哪个文件、第几行、怎么改

    例：fazhi lexicon lint 本县补充/
    """
    from analyzer.errors import LexiconError
    from analyzer.lexicon.lint import lint as remarks_on
    from analyzer.lexicon.load import load
    from analyzer.matching.segment import Segmenter

    try:
        loaded = load(*(lexicon or ()), *(folders or ()))
    except LexiconError as error:
        typer.echo(str(error), err=True)
        return 1
    for notice in loaded.notices:
        typer.echo(f"{notice.place} 提示：{notice.message}", err=True)
    cut = Segmenter(loaded.pack.head.words).cut
    remarks = remarks_on(loaded, cut=cut, longer=common_words(cut))
    for remark in remarks:
        typer.echo(str(remark))
    refused = sum(remark.refused for remark in remarks)
    typer.echo(_verdict(loaded, refused, len(remarks) - refused))
    return 1 if refused else 0


def _verdict(loaded: Loaded, refused: int, advised: int) -> str:
    pack = loaded.pack
    counts = f"{len(pack.elements)} 个要素、{len(pack.rules)} 条规则"
    faults = f"有 {refused} 处须改" if refused else "没有错误"
    advice = f"，{advised} 条建议" if advised else ""
    return f"词库 {pack.head.id} {pack.version}：{counts}，{faults}{advice}。"


def common_words(cut: Callable[[str], Sequence[str]]) -> Callable[[str], Sequence[str]]:
    """Returns what finds the common words that contain a term and that are cut as one word.

    They are looked up in the dictionary that comes with jieba, as a file; the frequent ones are
    returned first.

    Args:
        cut: The segmenter that texts are cut with.
    """
    words = _dictionary()
    most = 3

    def longer(term: str) -> list[str]:
        found: list[str] = []
        place = words.find(term)
        while place >= 0 and len(found) < most:
            begin = words.rfind("\n", 0, place) + 1
            end = words.find("\n", place)
            word = words[begin : end if end >= 0 else len(words)]
            if word != term and list(cut(word)) == [word]:
                found.append(word)
            place = words.find(term, begin + len(word))
        return found

    return longer


@lru_cache(maxsize=1)
def _dictionary() -> str:
    """Returns the words of jieba's dictionary that are not rare, one a line, frequent ones first."""
    from importlib.util import find_spec

    rare = 3
    spec = find_spec("jieba")
    folder = next(iter(spec.submodule_search_locations or ()), "") if spec else ""
    path = Path(folder) / "dict.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    entries = [(int(often), word) for word, often, *_ in (line.split(" ") for line in lines)]
    entries.sort(key=lambda entry: (-entry[0], entry[1]))
    return "\n".join(word for often, word in entries if often >= rare)


# -- test ----------------------------------------------------------------------------------------


@lexicon_app.command("test", cls=Command)
def test(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="要素或文件夹…", help="要测的要素，或要叠加的词库文件夹；不写就全测"
        ),
    ] = None,
    lexicon: LexiconOption = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="相符的例句也列出来")] = False,
) -> int:
    """用词库里的例句测试词库：每条例句都应判成它写明的结果

    例：fazhi lexicon test
        fazhi lexicon test 本县补充/ grassroots_mediation
    """
    from analyzer.lexicon.load import load
    from analyzer.lexicon_examples import example_cases, run_example
    from analyzer.pipeline import Analyzer

    folders = [name for name in names or () if _is_folder(name)]
    loaded = load(*(lexicon or ()), *folders)
    elements = [_element_id(name, loaded.pack) for name in names or () if name not in folders]
    analyzer = Analyzer(loaded.pack, reader=False)
    results = [run_example(analyzer, case) for case in example_cases(loaded.pack, elements)]
    failed = [result for result in results if result.problem]
    for result in results if verbose else failed:
        typer.echo(_told(result, loaded))
    if failed:
        typer.echo(f"{len(results)} 条例句，{len(failed)} 条不符。")
        return 1
    typer.echo(f"{len(results)} 条例句全部相符。" if results else "没有例句可以测。")
    return 0


def _is_folder(name: str) -> bool:
    return any(sign in name for sign in "/\\") or Path(name).is_dir()


def _element_id(name: str, pack: Pack) -> str:
    from analyzer.commands.explain import find_named
    from analyzer.errors import UsageError

    found = find_named(name, pack)
    if found.id in pack.rules:
        raise UsageError(
            f"“{name}”是规则，规则没有例句可以测", remedy="请写要素的编号，或什么都不写"
        )
    return found.id


def _told(result: ExampleResult, loaded: Loaded) -> str:
    from analyzer.lexicon.schema import Element

    if not result.problem:
        return f"{result.case.id}　相符"
    tree = loaded.trees[Element, result.case.element]
    place = tree.fault("", ("例句", result.case.index)).place
    return f"{result}\n  写在：{place}"


# -- list and show -------------------------------------------------------------------------------


@lexicon_app.command("list", cls=Command)
def list_(lexicon: LexiconOption = None) -> int:
    """列出词库里的要素和规则

    例：fazhi lexicon list
    """
    from analyzer.lexicon.load import load

    loaded = load(*(lexicon or ()))
    pack = loaded.pack
    console = plain_console()
    console.print(f"{pack.head.name}（{pack.head.id} {pack.version}）", style="bold")
    console.print(_elements(loaded))
    console.print()
    console.print(_rules(pack))
    if loaded.switched_off:
        names = "、".join(name for _, name in loaded.switched_off)
        console.print(f"\n已停用：{names}")
    return 0


def _elements(loaded: Loaded) -> Table:
    from analyzer.commands.explain import applies_to
    from analyzer.lexicon.schema import Element

    several = len(loaded.layers) > 1
    table = _table("编号", "类别", "分值", *(("来自",) if several else ()), "要素和适用范围")
    origin = {layer.number: layer.id if layer.number else "自带" for layer in loaded.layers}
    for element in loaded.pack.elements:
        whom = applies_to(element)
        told = element.name + ("" if whom in ("所有单位", "所有层级") else f"（{whom}）")
        told += "".join(f"；免除：{waiver}" for waiver in element.waivers)
        layer = loaded.defined_in[Element, element.id]
        cells = [element.id, str(element.kind), f"{element.weight:g}"]
        table.add_row(*cells, *([origin.get(layer, "")] if several else []), told)
    return table


def _rules(pack: Pack) -> Table:
    table = _table("编号", "级别", "规则")
    for rule in pack.rules.values():
        table.add_row(rule.id, rule.severity or "不一", rule.name)
    return table


def _table(*heads: str) -> Table:
    from rich.table import Table

    table = Table(box=None, header_style="dim", pad_edge=False)
    for head in heads:
        table.add_column(head, no_wrap=head != heads[-1], overflow="fold")
    return table


@lexicon_app.command("show", cls=Command)
def show(
    name: Annotated[
        str | None,
        typer.Argument(metavar="编号", help="要看的要素或规则；不写就看全部要素"),
    ] = None,
    lexicon: LexiconOption = None,
) -> int:
    """按词库的写法显示要素或规则（叠加后的结果），可以照着改

    例：fazhi lexicon show causes
        fazhi lexicon show privacy.phone
    """
    from analyzer.commands.explain import find_named
    from analyzer.lexicon.load import load_pack
    from analyzer.lexicon.write import as_yaml, table_as_yaml

    pack = load_pack(*(lexicon or ()))
    if name is None:
        typer.echo("---\n".join(as_yaml(element) for element in pack.elements), nl=False)
        return 0
    found = find_named(name, pack)
    if found.id not in pack.rules:
        typer.echo(as_yaml(found), nl=False)
        return 0
    terms = [term for term in pack.terms if term.rule == found.id]
    patterns = [pattern for pattern in pack.patterns if pattern.rule == found.id]
    typer.echo(table_as_yaml("规则说明", [found]), nl=False)
    typer.echo(table_as_yaml("用语", terms) + table_as_yaml("模式", patterns), nl=False)
    return 0
