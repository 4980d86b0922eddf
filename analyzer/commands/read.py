"""``fazhi read``: what was read from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.batch.single import read_and_judge
from analyzer.commands.console import plain_console, write_utf8
from analyzer.commands.options import (
    FormatOption,
    LexiconOption,
    OutputFormat,
    PathsArgument,
    TimeoutOption,
)
from analyzer.commands.progress import progress

if TYPE_CHECKING:
    from analyzer.model.report import Failure, ReportResult
    from analyzer.model.text import Provenance


def read(
    paths: PathsArgument,
    output: FormatOption = OutputFormat.TEXT,
    outline: Annotated[
        bool, typer.Option("--outline", help="只看基本情况和章节，不看全文")
    ] = False,
    lexicon: LexiconOption = None,
    timeout: TimeoutOption = 60.0,
) -> int:
    """看看从文件里读出了什么：文字、章节、页码、单位和年度

    判断结果看着不对时，先用它核对读出来的文字和章节。段号、页码与问题清单里的一致。
    例：fazhi read 报告.pdf
        fazhi read 报告.docx --outline
    """
    from analyzer.documents.find import find_documents, start_reading
    from analyzer.documents.isolation.process import Limits
    from analyzer.lexicon.load import load_pack
    from analyzer.model.report import Failure
    from analyzer.pipeline import Analyzer

    limits = Limits(seconds=timeout)
    documents = find_documents(paths)
    start_reading(documents)
    analyzer = Analyzer(load_pack(*(lexicon or ())), reader=False)
    found: list[tuple[Provenance, ReportResult]] = []
    errors: list[Failure] = []
    with progress(len(documents), doing="正在读取", shown=True) as steps:
        for document in documents:
            judged = read_and_judge(document, analyzer, limits=limits, page=steps.page)
            if isinstance(judged, Failure):
                errors.append(judged)
            else:
                text, result = judged
                found.append((text.provenance, result))
            steps.advance(failed=isinstance(judged, Failure))
    if output is OutputFormat.JSON:
        from analyzer.output.json_report import dumps
        from analyzer.output.reading import read_object

        write_utf8(dumps(read_object(found, errors)) + "\n")
    else:
        from analyzer.output.reading import ReadingScreen
        from analyzer.output.terminal import Screen

        screen = ReadingScreen(plain_console(), outline=outline)
        for provenance, result in found:
            screen.document(provenance, result)
        Screen(plain_console(stderr=True)).errors(errors)
    return 0 if found else 2
