"""``fazhi similar``: passages that reports share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.commands.check import FailOn, fails
from analyzer.commands.console import plain_console, write_utf8
from analyzer.commands.gathering import gather
from analyzer.commands.options import (
    DatabaseOption,
    FormatOption,
    JobsOption,
    LexiconOption,
    NoDatabaseOption,
    OutputFormat,
    PathsArgument,
    QuietOption,
    TimeoutOption,
)

if TYPE_CHECKING:
    from analyzer.comparison.copying.shared import SharedPassage
    from analyzer.model.record import Record
    from analyzer.output.similar import Comparison


def similar(
    paths: PathsArgument,
    output: FormatOption = OutputFormat.TEXT,
    issuer: Annotated[
        str | None,
        typer.Option("--issuer", metavar="单位", help="只看与这个单位有关的，写一部分也行"),
    ] = None,
    across: Annotated[bool, typer.Option("--across", help="只看不同单位之间的")] = False,
    own: Annotated[bool, typer.Option("--own", help="只看同一单位不同年度之间的")] = False,
    minimum: Annotated[
        int | None,
        typer.Option(
            "--min",
            metavar="字数",
            min=4,
            help="相同的实义字至少多少个；不写时，同一单位的约 12 个起，不同单位的约 18 个起，没有数字的 28 个起",
        ),
    ] = None,
    fail_on: Annotated[
        FailOn,
        typer.Option(
            "--fail-on",
            metavar="error|warning|info|never",
            help="有这一级或更重的问题时退出码为 1，默认 never；info 是有相同的段落就算",
        ),
    ] = FailOn.NEVER,
    lexicon: LexiconOption = None,
    jobs: JobsOption = None,
    db: DatabaseOption = None,
    no_db: NoDatabaseOption = False,
    timeout: TimeoutOption = 60.0,
    quiet: QuietOption = False,
) -> int:
    """找出几份报告里相同的段落：照抄的，和只换了数字、名称、几个字的

    大家都写的套话、标题、书名和引用的条文不算。留着别的单位名称的、照抄往年数字的列为问题。
    例：fazhi similar 报送材料/
        fazhi similar 报送材料/ --own --issuer 水利局
    """
    from analyzer.comparison.copying.find import find_copies, slimmed
    from analyzer.comparison.copying.findings import find_reuse
    from analyzer.comparison.submissions import Submissions
    from analyzer.errors import UsageError
    from analyzer.lexicon.load import load_pack
    from analyzer.model.report import Severity
    from analyzer.output.similar import Comparison

    if across and own:
        raise UsageError("--across 和 --own 只能写一个", remedy="两种都要看就都不写")
    pack = load_pack(*(lexicon or ()))
    read, errors = gather(
        paths,
        pack,
        overlays=lexicon,
        timeout=timeout,
        jobs=jobs,
        db=db,
        no_db=no_db,
        quiet=quiet,
        kept=slimmed,
    )
    records = [record for record in read if record.report["is_report"]]
    submitted = Submissions(read, pack)
    copying = find_copies(records, submitted, minimum=minimum)
    wanted = [
        passage for passage in copying.passages if _asked(passage, records, issuer, across, own)
    ]
    asked = [
        number
        for number, record in enumerate(records)
        if issuer is None or issuer in (record.issuer or "")
    ]
    of_asked = frozenset(asked)
    findings = [
        told for told in find_reuse(records, copying, submitted, pack) if told[0] in of_asked
    ]
    kinds = {genre.kind: genre.name for genre in pack.identity.genres}
    comparison = Comparison(
        records=records,
        copying=copying,
        passages=wanted,
        reports=asked,
        findings=findings,
        skipped=[
            (record.source, kinds.get(record.report["kind"], "其他材料"))
            for record in read
            if not record.report["is_report"]
        ],
        errors=errors,
    )
    _show(comparison, output)
    if not read:
        return 2
    severities = [finding.severity for _, finding in findings]
    return 1 if fails([*severities, *[Severity.INFO] * len(wanted)], fail_on) else 0


def _asked(
    passage: SharedPassage, records: Sequence[Record], issuer: str | None, across: bool, own: bool
) -> bool:
    """Tells whether the user asked for a passage."""
    both = records[passage.a.report], records[passage.b.report]
    if issuer is not None and not any(issuer in (record.issuer or "") for record in both):
        return False
    return not (across and passage.own) and not (own and not passage.own)


def _show(comparison: Comparison, output: OutputFormat) -> None:
    if output is OutputFormat.JSON:
        from analyzer.output.json_report import dumps
        from analyzer.output.similar import similar_object

        write_utf8(dumps(similar_object(comparison)) + "\n")
        return
    from analyzer.output.similar import SimilarScreen

    SimilarScreen(plain_console()).show(comparison)
    aside = plain_console(stderr=True)
    SimilarScreen(aside).aside(comparison)
