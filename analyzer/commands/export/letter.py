"""``fazhi export letter``: a review letter for each report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.commands.export.options import FolderOption, ForceOption
from analyzer.commands.export.printing import printing
from analyzer.commands.export.sending import (
    AttachmentOption,
    ContactOption,
    DateOption,
    DaysOption,
    DeadlineOption,
    NumberOption,
    PdfOption,
    SenderOption,
    TemplateOption,
    WriteTemplateOption,
    sending_of,
    told_unsigned,
    write_template,
)
from analyzer.commands.options import (
    DecidedDatabaseOption,
    DecisionsOption,
    IssuerOption,
    LexiconOption,
    NoDecidedDatabaseOption,
    QuietOption,
    TimeoutOption,
    YearOption,
)

if TYPE_CHECKING:
    from analyzer.commands.export.running import Batch, Item

_KIND = "审查意见书"


def letter(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="报告…", help="报告文件、压缩包（.zip）或文件夹"),
    ] = None,
    output: FolderOption = None,
    sender: SenderOption = None,
    date: DateOption = None,
    number: NumberOption = None,
    deadline: DeadlineOption = None,
    days: DaysOption = None,
    contact: ContactOption = None,
    attachment: AttachmentOption = None,
    template: TemplateOption = None,
    written_template: WriteTemplateOption = None,
    pdf: PdfOption = False,
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
    """审查意见书：一份报告一封公文，写明退回修改、修改后通过或通过

    例：fazhi export letter 报送材料/ -o 意见书/ --sender 平川县司法局 --days 10
        fazhi export letter --write-template 我的模板.docx
    """
    from analyzer.commands.export.running import Asked, judged, write_each
    from analyzer.errors import UsageError
    from analyzer.output.official.letter import LETTER, TEMPLATE, letter_values
    from analyzer.output.official.write import Form

    if written_template is not None:
        return write_template(TEMPLATE, LETTER, written_template, force=force)
    if not paths:
        raise UsageError("没有写报告", remedy="请写上报告文件或文件夹")
    sending = sending_of(
        sender=sender,
        day=date,
        number=number,
        contact=contact,
        deadline=deadline,
        days=days,
        attachments=attachment or (),
    )
    form = Form(TEMPLATE, LETTER, own=template, name=_KIND)
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
    with printing(output, pdf=pdf) as printed:
        batch = judged(asked)
        # A number that cannot be counted on is told before the first letter is written.
        sending.numbered(max(0, len(batch.items) - 1))
        order = {id(item): index for index, item in enumerate(batch.items)}

        def write(item: Item, path: Path) -> None:
            values = letter_values(item.reviewed, batch.pack, sending.numbered(order[id(item)]))
            path.write_bytes(printed.finished(form.filled(values, author=sending.sender), _KIND))

        status = write_each(
            batch, output, write, suffix=printed.suffix, kind=_KIND, force=force, quiet=quiet
        )
    if not quiet:
        told_unsigned(sending)
        _told_doubts(batch)
    return status


def _told_doubts(batch: Batch) -> None:
    """Says how many letters hold something that a person should have settled first."""
    from analyzer.review.conclusion import gaps_of

    doubted = sum(bool(gaps_of(item.reviewed, batch.pack).doubts) for item in batch.items)
    if doubted:
        print(
            f"{doubted} 份意见书里有待复核的事项；用 fazhi review 复核以后再写，这些事项就有定论。",
            file=sys.stderr,
        )
