"""``fazhi check`` as scripts and people call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analyzer.commands.app import main
from analyzer.documents.read import read_document
from analyzer.pipeline import analyze
from tests.conftest import ROOT

REPORTS = ROOT / "corpus" / "train" / "reports"
COMPLETE = str(REPORTS / "jiaotong-2023.txt")
FAULTY = str(REPORTS / "yanhu-district-2025.txt")
LOOK_ALIKE = str(REPORTS / "news-siling-2023.txt")
HOLLOW = (
    "平川县样例局2024年法治政府建设年度报告\n2024年，我局工作情况如下。\n一、工作开展情况\n"
    "扎实开展普法宣传。\n"
)


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["check", *arguments])
    out, err = capfd.readouterr()
    return status, out, err


def test_complete_report_passes(capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capfd, COMPLETE)
    assert status == 0
    assert "砚溪县交通运输局" in out
    assert "充实" in out
    assert err == ""


def test_missing_required_element_fails(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, FAULTY)[0] == 1


@pytest.mark.parametrize(
    ("limit", "status"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)]
)
def test_fail_on_sets_the_gravity(
    capfd: pytest.CaptureFixture[str], limit: str, status: int
) -> None:
    # A look at one rule that only warns.
    assert run(capfd, FAULTY, "--only", "year.stale", "--fail-on", limit)[0] == status


def test_json_is_one_object_and_nothing_else(capfd: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capfd, FAULTY, LOOK_ALIKE, "缺.txt", "--format", "json")
    value = json.loads(out)
    assert status == 1
    assert list(value) == ["schema_version", "pack", "reader", "reports", "errors"]
    assert value["schema_version"] == "1.2"
    assert [report["source"] for report in value["reports"]] == [FAULTY, LOOK_ALIKE]
    assert [error["source"] for error in value["errors"]] == ["缺.txt"]
    assert value["errors"][0]["code"] == "unreadable.missing"
    assert not value["reports"][1]["is_report"]


def test_json_report_has_the_keys_of_the_contract(capfd: pytest.CaptureFixture[str]) -> None:
    value = json.loads(run(capfd, FAULTY, "--format", "json", "--include-text")[1])
    (report,) = value["reports"]
    assert {
        "source", "is_report", "kind", "title", "reporting_year", "issuer", "level", "characters",
        "score", "grade", "elements", "items", "findings", "sections", "text",
    } <= set(report)  # fmt: skip
    for element in report["elements"]:
        assert {"id", "name", "status", "weight", "credit", "reason", "evidence"} <= set(element)
        for evidence in element["evidence"]:
            assert set(evidence) >= {"start", "end", "text", "section", "paragraph", "page"}
            assert report["text"][evidence["start"] : evidence["end"]] == evidence["text"]
    for item in report["items"]["shortcomings"]:
        assert set(item) == {"start", "end", "text", "cause", "answered_by"}
    for finding in report["findings"]:
        assert {
            "rule", "severity", "element", "message", "advice", "legal_basis", "start", "end", "text",
        } <= set(finding)  # fmt: skip
    assert report["characters"] == len(report["text"])


def test_score_is_the_sum_of_the_points(capfd: pytest.CaptureFixture[str]) -> None:
    value = json.loads(run(capfd, FAULTY, "--format", "json")[1])
    (report,) = value["reports"]
    points = sum(e["weight"] * e["credit"] for e in report["elements"])
    assert report["score"] == pytest.approx(points, abs=0.051)
    assert sum(e["weight"] for e in report["elements"]) == pytest.approx(100, abs=0.01)


def test_library_gives_the_same_report(capfd: pytest.CaptureFixture[str]) -> None:
    value = json.loads(run(capfd, FAULTY, "--format", "json")[1])
    assert value["reports"] == [analyze(read_document(FAULTY)).to_dict()]


def test_folder_is_walked_in_name_order_with_a_summary(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("乙.txt", "甲.txt", "b.txt"):
        (tmp_path / name).write_text(HOLLOW, encoding="utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    status, out, err = run(capfd, str(tmp_path), "--format", "json")
    value = json.loads(out)
    assert [Path(r["source"]).name for r in value["reports"]] == ["b.txt", "乙.txt", "甲.txt"]
    assert [e["code"] for e in value["errors"]] == ["unreadable.damaged"]
    status, out, err = run(capfd, str(tmp_path))
    assert out.startswith("【共 3 份报告】")
    assert "坏.docx" in err
    assert status == 1


def test_year_and_issuer_given_by_the_caller_win(capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capfd, FAULTY, "--year", "2024", "--issuer", "某市财政局", "--format", "json")
    (report,) = json.loads(out)["reports"]
    assert (report["reporting_year"], report["issuer"], report["level"]) == (
        2024,
        "某市财政局",
        "部门",
    )


def test_only_limits_what_is_shown_and_what_fails(capfd: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capfd, FAULTY, "--only", "openness,numbering", "--format", "json")
    (report,) = json.loads(out)["reports"]
    assert [e["id"] for e in report["elements"]] == ["openness"]
    assert report["findings"] == []
    assert status == 0


def test_unknown_name_in_only_suggests_a_known_one(capfd: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capfd, FAULTY, "--only", "opennes")
    assert status == 2
    assert "openness" in err


def test_quiet_prints_one_line_a_report(capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capfd, COMPLETE, FAULTY, "--quiet")
    assert len(out.strip().split("\n")) == 2


def test_verbose_shows_links_between_shortcomings_and_plan(
    capfd: pytest.CaptureFixture[str],
) -> None:
    out = run(capfd, COMPLETE, "--verbose")[1]
    assert "不足与安排的对应" in out
    assert "安排1" in out


def test_both_segmenters_give_the_same_json(capfd: pytest.CaptureFixture[str]) -> None:
    first = run(capfd, FAULTY, "--format", "json")[1]
    assert run(capfd, FAULTY, "--format", "json", "--segmenter", "jieba")[1] == first


def test_nothing_readable_is_a_usage_error(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, out, err = run(capfd, str(tmp_path))
    assert status == 2
    assert out == ""
    assert str(tmp_path) in err
    assert "没有可以检查的报告" in err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("坏.txt", b"", "文件是空的"),
        ("坏.txt", b"\x00\x01\x02\x03" * 100, "不是文本"),
        ("坏.docx", b"PK\x03\x04not a zip", "已损坏"),
        ("坏.txt", "二十大".encode()[:-1] * 40, "编码"),
    ],
)
def test_bad_file_gets_one_chinese_line_and_the_others_are_checked(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    status, out, err = run(capfd, str(bad), COMPLETE)
    assert status == 0
    assert "砚溪县交通运输局" in out
    (line,) = err.strip().split("\n")
    assert name in line
    assert said in line
    assert line.endswith("。")


def test_overlay_is_laid_over_the_built_in_pack(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "elements").mkdir()
    (tmp_path / "pack.yaml").write_text(
        "编号: pingchuan-local\n名称: 平川县补充\n版本: 1.0.0\n叠加于: fazhi-annual-report\n",
        encoding="utf-8",
    )
    (tmp_path / "elements" / "openness.yaml").write_text(
        "编号: openness\n线索:\n  - 名: 公开\n    任一: [阳光小屋]\n", encoding="utf-8"
    )
    report = tmp_path / "报告.txt"
    report.write_text(HOLLOW + "阳光小屋接待群众412人次。\n", encoding="utf-8")
    plain = json.loads(run(capfd, str(report), "--format", "json")[1])
    over = json.loads(run(capfd, str(report), "--lexicon", str(tmp_path), "--format", "json")[1])
    status = [
        {e["id"]: e["status"] for e in value["reports"][0]["elements"]} for value in (plain, over)
    ]
    assert status[0]["openness"] == "missing"
    assert status[1]["openness"] == "substantive"
    assert over["pack"]["version"] != plain["pack"]["version"]


def test_program_of_the_checkout_is_the_same_program() -> None:
    done = subprocess.run(
        [sys.executable, "cli.py", "check", COMPLETE, "--quiet"],
        cwd=ROOT, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert "jiaotong-2023.txt" in done.stdout.decode("utf-8")


def test_console_that_lacks_a_character_gets_a_substitute() -> None:
    done = subprocess.run(
        [sys.executable, "cli.py", "check", FAULTY],
        cwd=ROOT, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "gbk"}, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "砚湖区人民政府" in done.stdout.decode("gbk")


def test_json_is_utf8_on_any_console() -> None:
    done = subprocess.run(
        [sys.executable, "cli.py", "check", FAULTY, "--format", "json"],
        cwd=ROOT, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "gbk"}, check=False,
    )  # fmt: skip
    assert json.loads(done.stdout.decode("utf-8"))["reports"][0]["issuer"] == "砚湖区人民政府"


def test_reader_that_stops_early_causes_no_complaint() -> None:
    done = subprocess.run(
        f"{sys.executable} cli.py check corpus/train/reports -v | head -1",
        shell=True, cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    assert done.stderr == b""


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["check", "a.txt", "--format", "xml"], ["check", "a.txt", "--year", "x"],
     ["chek", "a.txt"], ["check", "a.txt", "--onyl", "x"], ["check", "a.txt", "--year"]],
)  # fmt: skip
def test_wrong_usage_is_said_in_chinese(
    capfd: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    err = capfd.readouterr().err
    assert "--help" in err
    assert err.strip().endswith("。")
    assert not any(word in err for word in ("Usage", "Error", "Invalid", "Missing"))


@pytest.mark.parametrize(
    "command", [[], ["check"], ["explain"], ["lexicon"], ["lexicon", "lint"], ["review"]]
)
def test_help_is_chinese(capfd: pytest.CaptureFixture[str], command: list[str]) -> None:
    assert main([*command, "--help"]) == 0
    out = capfd.readouterr().out
    assert out.startswith("用法：fazhi")
    assert not any(word in out for word in ("Usage", "Options", "Commands", "Show this"))


def piped(command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, check=False
    )


POSIX = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")


@POSIX
def test_closed_pipe_is_no_finding() -> None:
    for reader in ("true", "head -1"):
        done = piped(f"{sys.executable} cli.py check {COMPLETE} | {reader}")
        assert (done.returncode, done.stderr) == (0, b"")


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [f"check {COMPLETE}", f"check {COMPLETE} --format json"])
def test_output_that_cannot_be_written_is_said_in_chinese(arguments: str) -> None:
    done = piped(f"{sys.executable} cli.py {arguments} > /dev/full")
    assert done.returncode == 2
    assert "结果写不出去" in done.stderr.decode("utf-8")
    assert "Traceback" not in done.stderr.decode("utf-8")


@POSIX
def test_closed_output_does_not_change_the_status() -> None:
    assert piped(f"{sys.executable} cli.py check {COMPLETE} >&-").returncode == 0


@POSIX
def test_json_stays_utf8_with_a_file_name_in_another_encoding(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xb1\xa8.txt"
    try:
        Path(os.fsdecode(name)).write_bytes(Path(COMPLETE).read_bytes())
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    done = piped(f"{sys.executable} cli.py check {tmp_path} --format json")
    assert json.loads(done.stdout.decode("utf-8"))["reports"][0]["is_report"] is True


@pytest.mark.parametrize("nothing", ["", ",", " ， "])
def test_empty_only_is_a_usage_error(capfd: pytest.CaptureFixture[str], nothing: str) -> None:
    status, _, err = run(capfd, COMPLETE, "--only", nothing)
    assert status == 2
    assert "--only" in err


def test_only_never_hides_that_a_text_is_no_report(capfd: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capfd, LOOK_ALIKE, "--only", "causes")
    assert status == 1
    assert "report.not-a-report" in out


def test_blank_issuer_is_none(capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capfd, FAULTY, "--issuer", "  ", "--format", "json")
    assert json.loads(out)["reports"][0]["issuer"] == "砚湖区人民政府"


@pytest.mark.parametrize("verbose", [(), ("-v",)])
def test_personal_data_in_headings_is_masked_everywhere(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, verbose: tuple[str, ...]
) -> None:
    report = tmp_path / "报告.txt"
    report.write_text(
        "平川县样例局2024年法治政府建设年度报告\n一、工作情况\n"
        "（一）村民卜世良诉我局一案办理情况\n出庭应诉1次，联系人手机13812345678。\n"
        "（二）咨询热线13912345678开展情况\n全年普法宣传12场。\n",
        encoding="utf-8",
    )
    _, screen, _ = run(capfd, str(report), *verbose)
    _, out, _ = run(capfd, str(report), "--format", "json")
    for shown in (screen, out):
        assert "卜*" in shown
        assert not any(datum in shown for datum in ("卜世良", "13812345678", "13912345678"))


def test_files_of_one_body_and_year_are_told_apart_by_name(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("初稿.txt", "定稿.txt"):
        (tmp_path / name).write_bytes(Path(COMPLETE).read_bytes())
    _, out, _ = run(capfd, str(tmp_path))
    summary = out[: out.index("====")].replace("\n", "").replace(" ", "")
    assert "初稿.txt" in summary
    assert "定稿.txt" in summary


def test_error_shows_escapes_as_text(capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, COMPLETE, "--lexicon", "x\x1b[31m")
    assert main(["explain", "\x1b[31mx"]) == 2
    assert "\x1b" not in capfd.readouterr().err


def test_year_out_of_range_names_the_range(capfd: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capfd, COMPLETE, "--year", "1800")
    assert status == 2
    assert "1990—2100" in err


def test_lexicon_alone_prints_its_help(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["lexicon"]) == 0
    assert capfd.readouterr().out.startswith("用法：fazhi lexicon")
