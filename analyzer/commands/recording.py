"""What ``fazhi review`` does with decisions besides asking: record, list, take back, hand on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from analyzer.lexicon.schema import Pack
    from analyzer.model.report import ReportResult
    from analyzer.review.decision import Decision, Undo
    from analyzer.review.journal import Entry
    from analyzer.review.journals import Journals
    from analyzer.review.matching import State
    from analyzer.store.store import Store


def decide(
    results: Sequence[ReportResult],
    journals: Journals,
    pack: Pack,
    wanted: Sequence[str],
    because: str | None,
    quote: str | None,
    reviewer: str | None,
) -> None:
    """Records the decisions that were typed, all or none."""
    from analyzer.commands.decide import decisions_for
    from analyzer.commands.decision_list import summary_of
    from analyzer.commands.decisions import reviewer_name, tell_notes
    from analyzer.errors import UsageError
    from analyzer.output.wording import visible

    if len(results) != 1:
        raise UsageError("“--decide”一次只认定一份报告", remedy="请只写一份报告")
    source = results[0].document.source or ""
    made = decisions_for(
        results[0],
        journals.of(source),
        pack,
        wanted,
        by=reviewer_name(reviewer),
        because=because or "",
        quote=quote or "",
    )
    for decision in made:
        journals.record(source, decision)
        typer.echo(visible(f"已记下：{summary_of(decision)}"))
    tell_notes(journals)


def undo(journals: Journals, path: Path, name: str, reviewer: str | None) -> int:
    """Takes back the decision that ``--list`` calls by a name."""
    from analyzer.commands.decision_list import summary_of
    from analyzer.commands.decisions import reviewer_name, tell_notes
    from analyzer.errors import UsageError
    from analyzer.output.wording import visible
    from analyzer.review.decision import Undo, storable

    name = name.strip()
    entry = next((e for e in journals.at(path).entries if e.name == name), None)
    if entry is None or entry.undone:
        said = "已经撤销了" if entry is not None else "没有这一条"
        raise UsageError(f"第 {name} 条{said}", remedy="请用 --list 核对序号", source=str(path))
    journals.record_in(path, Undo(undo=entry.decision.id, by=storable(reviewer_name(reviewer))))
    typer.echo(visible(f"已撤销第 {name} 条：{summary_of(entry.decision)}"))
    tell_notes(journals)
    return 0


def list_all(console: Console, journals: Journals, path: Path) -> int:
    """Prints what stands in a decision file and in the database, whatever it is about."""
    from analyzer.commands.decision_list import show_list

    show_list(console, journals.at(path), None)
    return 0


def list_of(console: Console, results: Sequence[ReportResult], journals: Journals) -> None:
    """Prints what was decided on reports, and what else stands in the files beside them."""
    from dataclasses import replace

    from analyzer.commands.decision_list import show_list

    for number, (path, states) in enumerate(_states(results, journals).items()):
        if number:
            console.print()
        journal = journals.at(path)
        shown = [e for e in journal.entries if e.line is not None or e.decision.id in states]
        show_list(console, replace(journal, entries=tuple(shown)), states)


def save(journals: Journals, paths: Iterable[Path], target: str) -> int:
    """Writes everything in decision files and in the database to one decision file."""
    _save([entry for path in paths for entry in journals.at(path).entries], target)
    return 0


def save_of(journals: Journals, results: Sequence[ReportResult], target: str) -> None:
    """Writes what was decided on reports to one decision file."""
    from analyzer.review.subjects import Subjects

    subjects = [Subjects(result) for result in results]
    paths = dict.fromkeys(journals.path_of(each.document.source or "") for each in results)
    _save(
        [
            entry
            for path in paths
            for entry in journals.at(path).entries
            if any(each.concerns(entry.decision) for each in subjects)
        ],
        target,
    )


def load(source: str, store: Store | None) -> int:
    """Takes the decisions in a file into the database."""
    from analyzer.commands.console import plain_console
    from analyzer.errors import UsageError
    from analyzer.output.wording import visible
    from analyzer.review.journal import read_journal

    if store is None:
        raise UsageError("没有数据库可以收进去", remedy="请去掉 --no-db，或用 --db 指定")
    if not Path(source).exists():
        raise UsageError("没有这个审查记录文件", remedy="请核对文件名", source=source)
    journal = read_journal(Path(source))
    there = {each.record for each in store.decisions()}
    new = [record for record in journal.records if record not in there]
    store.keep_decisions(new)
    known = len(journal.records) - len(new)
    typer.echo(visible(f"收进 {len(new)} 条，{known} 条早已在数据库里（{store.shown}）"))
    if journal.note:
        plain_console(stderr=True).print(visible(journal.note), soft_wrap=True)
    return 0


def export(results: Sequence[ReportResult], journals: Journals, folder: str) -> None:
    """Writes what was decided as labels for ``fazhi evaluate``."""
    from analyzer.commands.decisions import tell_notes
    from analyzer.errors import UsageError
    from analyzer.evaluation.decided import export_labels
    from analyzer.review.matching import rule_on
    from analyzer.review.subjects import Subjects

    reviewed = []
    for result in results:
        subjects = Subjects(result)
        journal = journals.of(result.document.source or "")
        reviewed.append((result, rule_on(subjects, journal.on(subjects.content.whole))))
    tell_notes(journals)
    if not any(rulings.states for _, rulings in reviewed):
        raise UsageError("这些报告还没有认定", remedy="请先用 fazhi review 认定")
    done = export_labels(reviewed, Path(folder))
    typer.echo(
        f"导出 {done.reports} 份报告，{done.elements} 个要素和 {done.findings} 条问题的认定；"
        "号码和姓名已打码。"
    )


def _states(results: Sequence[ReportResult], journals: Journals) -> dict[Path, dict[str, State]]:
    """Returns for each decision file what has become of the decisions on the reports beside it."""
    from analyzer.review.matching import State, rule_on
    from analyzer.review.subjects import Subjects

    by_file: dict[Path, dict[str, State]] = {}
    for result in results:
        source = result.document.source or ""
        subjects = Subjects(result)
        states = by_file.setdefault(journals.path_of(source), {})
        made = journals.of(source).on(subjects.content.whole)
        for key, state in rule_on(subjects, made).states.items():
            # Of two versions of a report the one on which a decision stands tells more.
            if states.get(key) is not State.STANDS:
                states[key] = state
    return by_file


def _save(entries: Sequence[Entry], target: str) -> None:
    from analyzer.output.wording import visible
    from analyzer.review.journal import append, read_journal

    path = Path(target)
    there = set(read_journal(path).records)
    wanted: dict[Decision | Undo, None] = {}
    for entry in entries:
        wanted[entry.decision] = None
        wanted.update(dict.fromkeys(entry.undos))
    new = [record for record in wanted if record not in there]
    for record in new:
        append(path, record)
    typer.echo(visible(f"存了 {len(new)} 条，{len(wanted) - len(new)} 条早已在 {target} 里"))
