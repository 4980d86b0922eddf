"""Where a corpus stands: one folder of reports and labels, or several of them side by side."""

from __future__ import annotations

from pathlib import Path

from analyzer.errors import UsageError

_PACKAGE = Path(__file__).resolve().parent.parent


def corpus_homes(folder: Path) -> dict[str, Path]:
    """Returns the folders of a corpus's parts by name (``train``, ``dev``, ``test``).

    Args:
        folder: A corpus (``reports/`` and ``labels/``), or a folder of such.

    Raises:
        UsageError: There is no such folder, or no corpus in it.
    """
    if not folder.is_dir():
        raise UsageError("找不到这个文件夹", remedy="请检查路径", source=str(folder))
    if _is_corpus(folder):
        return {folder.resolve().name: folder}
    homes = {home.name: home for home in sorted(folder.iterdir()) if _is_corpus(home)}
    if not homes:
        raise UsageError(
            "不是语料文件夹",
            remedy="里面应有 reports/ 和 labels/，或者有几个这样的文件夹",
            source=str(folder),
        )
    return homes


def built_in_corpus() -> Path:
    """Returns the corpus that comes with the program, in an installed wheel or in a checkout.

    Raises:
        UsageError: It is not there.
    """
    for folder in (_PACKAGE / "_corpus", _PACKAGE.parent / "corpus"):
        if folder.is_dir():
            return folder
    raise UsageError("找不到自带的语料", remedy="请写明语料文件夹")


def _is_corpus(folder: Path) -> bool:
    return (folder / "reports").is_dir() or (folder / "labels").is_dir()
