"""``fazhi export jsonl``: REPORT of the contract, one a line."""

from __future__ import annotations

from analyzer.commands.export.options import FileOption, ForceOption
from analyzer.commands.options import (
    DecisionsOption,
    IssuerOption,
    LexiconOption,
    PathsArgument,
    QuietOption,
    TimeoutOption,
    YearOption,
)


def jsonl(
    paths: PathsArgument,
    output: FileOption = None,
    force: ForceOption = False,
    lexicon: LexiconOption = None,
    decisions: DecisionsOption = None,
    year: YearOption = None,
    issuer: IssuerOption = None,
    timeout: TimeoutOption = 60.0,
    quiet: QuietOption = False,
) -> int:
    """JSON Lines：一份报告一行，供程序读取

    例：fazhi export jsonl 报送材料/ -o 结果.jsonl
    """
    from analyzer.commands.export.running import Asked, judged, write_all
    from analyzer.output.json_report import report_line

    batch = judged(
        Asked(
            paths=paths,
            lexicon=lexicon,
            decisions=decisions,
            year=year,
            issuer=issuer,
            timeout=timeout,
            quiet=quiet,
        )
    )
    text = "".join(report_line(item.reviewed) + "\n" for item in batch.items)
    return write_all(batch, output, text, force=force)
