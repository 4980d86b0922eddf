"""Options that all exports have in common."""

from __future__ import annotations

from typing import Annotated

import typer

FolderOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="位置",
        help="写到哪里：文件夹，或只有一份报告时的文件名；默认当前文件夹，文件名由单位和年度组成",
    ),
]

FileOption = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="文件", help="写到哪个文件，默认写到屏幕（标准输出）"),
]

ForceOption = Annotated[bool, typer.Option("--force", help="已有同名文件时覆盖它")]
