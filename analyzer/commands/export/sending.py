"""Options of letters: who sends them, when, under which number, until when to answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pathlib import Path

    from analyzer.output.official.sending import Sending
    from analyzer.output.official.template import Vocabulary

SenderOption = Annotated[
    str | None, typer.Option("--sender", metavar="单位", help="发文单位，印在版头和落款")
]

DateOption = Annotated[
    str | None, typer.Option("--date", metavar="日期", help="成文日期，如 2025-03-01；默认今天")
]

NumberOption = Annotated[
    str | None,
    typer.Option(
        "--number", metavar="字号", help="发文字号，如 平法审〔2025〕12号；多份时依次加一"
    ),
]

OneNumberOption = Annotated[
    str | None, typer.Option("--number", metavar="字号", help="发文字号，如 平法通〔2025〕3号")
]

DeadlineOption = Annotated[
    str | None, typer.Option("--deadline", metavar="日期", help="重新报送的期限，如 2025-03-20")
]

DaysOption = Annotated[
    int | None,
    typer.Option(
        "--days", metavar="天数", min=1, help="期限：成文日期以后几天；与 --deadline 二选一"
    ),
]

ContactOption = Annotated[
    str | None,
    typer.Option("--contact", metavar="文字", help="联系人和电话，印在成文日期下面"),
]

AttachmentOption = Annotated[
    list[str] | None,
    typer.Option("--attachment", metavar="名称", help="附件的名称，可以写多次"),
]

TemplateOption = Annotated[
    str | None,
    typer.Option("--template", metavar="文件", help="用自己的模板（.docx），默认用自带的"),
]

WriteTemplateOption = Annotated[
    str | None,
    typer.Option(
        "--write-template", metavar="文件", help="不写文书，取一份自带的模板来改，并列出占位符"
    ),
]

PdfOption = Annotated[bool, typer.Option("--pdf", help="写成 PDF，不写 Word（要装 LibreOffice）")]


def sending_of(
    *,
    sender: str | None,
    day: str | None,
    number: str | None,
    contact: str | None,
    deadline: str | None,
    days: int | None,
    attachments: Sequence[str] = (),
) -> Sending:
    """Returns what was said of a letter.

    Raises:
        UsageError: A date is none, or the deadline is over before the letter is written.
    """
    from analyzer.output.official.sending import Sending, deadline_of

    written = _day("--date", day) or date.today()
    return Sending(
        day=written,
        sender=(sender or "").strip(),
        number=(number or "").strip(),
        contact=(contact or "").strip(),
        deadline=deadline_of(written, _day("--deadline", deadline), days),
        attachments=tuple(name.strip() for name in attachments if name.strip()),
    )


def write_template(shipped: Path, vocabulary: Vocabulary, output: str, *, force: bool) -> int:
    """Writes the shipped template and tells which names it may use.

    Raises:
        UsageError: The file cannot be written.
    """
    import sys

    from analyzer.output.files import free_path, whole_file

    with whole_file(free_path(output, force=force)) as made:
        made.write_bytes(shipped.read_bytes())
    print(f"已写 {output}。可以用的占位符：", file=sys.stderr)
    for line in vocabulary.told():
        print(f"  {line}", file=sys.stderr)
    return 0


def told_unsigned(sending: Sending) -> None:
    """Says that a letter has no sender."""
    import sys

    if not sending.sender:
        print("没有写 --sender：没有版头和落款单位，请在发出前补上。", file=sys.stderr)


def _day(option: str, written: str | None) -> date | None:
    from analyzer.comparison.roster.values import read_date
    from analyzer.errors import UsageError

    if written is None:
        return None
    try:
        day = read_date(written)
    except ValueError:
        day = None
    if day is None:
        raise UsageError(
            f"{option} 的“{written}”不是日期", remedy="请写成 2025-03-20 或 2025年3月20日 的样子"
        )
    return day
