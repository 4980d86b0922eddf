"""What writing an export costs: the whole program with each export against only checking the reports."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from _measure import arguments, pairs, program, read_reports, spread
from cold_start import run

COUNT = 100
# One file each, and one file for all.
EACH = ("annotate", "letter", "html")
ALL = {
    "summary": "通报.docx",
    "xlsx": "结果.xlsx",
    "csv": "问题.csv",
    "sarif": "结果.sarif",
    "junit": "结果.xml",
    "jsonl": "结果.jsonl",
}


def main() -> None:
    parser = arguments(
        "写成文件 ÷ 只检查，同样的报告",
        counted="--repeats",
        default=5,
        said="每种交替测多少对进程",
    )
    parser.add_argument("--count", type=int, default=COUNT, help="多少份报告，不够的重复")
    options = parser.parse_args()
    texts = [report.text for report in read_reports(options.paths)]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made, "报送")
        folder.mkdir()
        for number in range(options.count):
            text = texts[number % len(texts)]
            (folder / f"{number:05}.txt").write_text(text, "utf-8")
        checked = [*program(), "check", str(folder), "--quiet", "--no-db"]
        print(
            f"{options.count} 份报告，整个程序：写成文件 ÷ 只检查（fazhi check --quiet），交替测 {options.repeats} 对进程"
        )
        for name in (*EACH, *ALL):
            target = Path(made, name) if name in EACH else Path(made, ALL[name])
            command = [*program(), "export", name, str(folder), "-o", str(target)]
            command += ["--force", "--quiet", "--no-db"]
            taken = pairs(lambda: run(command), lambda: run(checked), options.repeats)  # noqa: B023
            ratio = spread([mine / theirs for mine, theirs in taken])
            more = statistics.median(mine - theirs for mine, theirs in taken)
            each = 1e3 * more / options.count
            print(f"  {name:<9}比值：{ratio}；每份多 {each:.1f} 毫秒")


if __name__ == "__main__":
    main()
