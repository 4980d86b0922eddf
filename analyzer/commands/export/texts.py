"""``fazhi export json|jsonl|sarif|junit``: everything that was checked, in one file."""

from __future__ import annotations

from collections.abc import Callable

from analyzer.commands.export.options import FileOption, ForceOption
from analyzer.commands.options import (
    DecidedDatabaseOption,
    DecisionsOption,
    IssuerOption,
    LexiconOption,
    NoDecidedDatabaseOption,
    PathsArgument,
    QuietOption,
    TimeoutOption,
    YearOption,
)
from analyzer.output.machine.formats import MachineFormat, machine_text

TEXTS = {
    MachineFormat.JSON: """JSON：与 fazhi check --format json 相同，附审查人的认定

    格式见 fazhi export schema check。
    例：fazhi export json 报送材料/ -o 结果.json""",
    MachineFormat.JSONL: """JSON Lines：一份报告一行，供程序读取

    每行的格式见 fazhi export schema report。
    例：fazhi export jsonl 报送材料/ -o 结果.jsonl""",
    MachineFormat.SARIF: """SARIF 2.1.0：供代码托管平台和编辑器显示问题

    审查人认定不成立的问题不删去，标为 suppressed。行、列按读出的文字数（fazhi read 可以看），
    罕用字和表情算两列，与编辑器一致；同一处问题在各次结果里的指纹不变，别处改了也不变。
    例：fazhi export sarif 报送材料/ -o 结果.sarif""",
    MachineFormat.JUNIT: """JUnit XML：供 Jenkins、GitLab 显示，一份报告一组，一个要素、一条规则一项

    失败（failure）：有错误或警告；出错（error）：文件读不了；跳过（skipped）：本单位可以不写，
    不是年度报告，或审查人认定不成立。只有提示或待复核的算通过，说明写在输出里。
    例：fazhi export junit 报送材料/ -o 结果.xml""",
}


def text_command(form: MachineFormat) -> Callable[..., int]:
    """Returns the command that writes a machine format."""

    def command(
        paths: PathsArgument,
        output: FileOption = None,
        force: ForceOption = False,
        lexicon: LexiconOption = None,
        decisions: DecisionsOption = None,
        db: DecidedDatabaseOption = None,
        no_db: NoDecidedDatabaseOption = False,
        year: YearOption = None,
        issuer: IssuerOption = None,
        timeout: TimeoutOption = 60.0,
        quiet: QuietOption = False,
    ) -> int:
        from analyzer.commands.export.running import Asked, write_checked

        asked = Asked(
            paths=paths,
            lexicon=lexicon,
            decisions=decisions,
            db=db,
            no_db=no_db,
            year=year,
            issuer=issuer,
            timeout=timeout,
            quiet=quiet,
        )
        return write_checked(
            asked, lambda checked: machine_text(checked, form), output, force=force
        )

    command.__doc__ = TEXTS[form]
    return command
