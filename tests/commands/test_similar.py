"""``fazhi similar``: what an inspector sees of copied text, on the screen and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from analyzer.commands.app import main
from tests.golden_screens import assert_golden

SHARED = (
    "全年对辖区内砂石料场组织夜间突击检查{0}次，查扣无证运砂船3艘，立案7件，罚没款46.8万元；"
    "举报电话由张三接听，号码13912345678；对屡教不改的两家料场吊销许可，赶集日现场宣读处罚决定。"
)
OWN = {
    "平川县水利局": "石桥水库提前蓄水，下游七个村的稻田赶上了插秧。",
    "青阳县水利局": "东山灌区换了新的闸门，守渠的老人不用半夜摇辘轳。",
    "县交通局": "渡口添了一盏灯，夜里摆渡的人看得见水尺。",
    "平川县交通运输局": "老桥的栏杆全部换新，桥头的石狮子留了下来。",
    "临河县教育局": "城西小学操场边的围墙拆了，孩子们上下学多了一条近路。",
}


def put(folder: Path, name: str, issuer: str, said: str, year: int = 2024) -> Path:
    path = folder / f"{name}.txt"
    path.write_text(
        f"{issuer}{year}年法治政府建设年度报告\n一、主要举措和成效\n{OWN[issuer]}\n{said}\n"
        f"二、存在的不足\n懂法的人不够用。\n{issuer}\n{year + 1}年1月20日\n",
        "utf-8",
    )
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "a", "平川县水利局", SHARED.format(12))
    put(tmp_path, "b", "青阳县水利局", SHARED.format(15))
    put(tmp_path, "c", "临河县教育局", "操场上的旗杆也重新漆过。")
    put(tmp_path, "d", "平川县水利局", SHARED.format(12), 2023)
    return tmp_path


def as_json(capfd: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    main(["similar", *map(str, arguments), "--format", "json"])
    value: dict[str, Any] = json.loads(capfd.readouterr().out)
    return value


def screen(
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *arguments: object,
    columns: int,
) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["similar", *map(str, arguments)]) == 0
    return capfd.readouterr().out


def names(value: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted((Path(p["a"]).stem, Path(p["b"]).stem) for p in value["pairs"])


def test_json_is_that_of_the_contract(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    value = as_json(capfd, folder)
    assert value["errors"] == []
    assert {"schema_version", "pairs", "errors"} <= set(value)
    for pair in value["pairs"]:
        for side in ("a", "b"):
            text = Path(pair[side]).read_text("utf-8")
            start, end = pair[f"{side}_start"], pair[f"{side}_end"]
            assert text[start:end].replace("13912345678", "139******78") == pair[f"{side}_text"]
            assert text[: start + 1].count("\n") + 1 == pair[f"{side}_paragraph"]
            for low, high in pair[f"{side}_differs"]:
                assert text[low:high] in {"12", "15"}
        assert 0 < pair["similarity"] <= 1


def test_pairs_are_ranked_and_the_later_report_comes_first(
    capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    value = as_json(capfd, folder)
    assert names(value) == [("a", "d"), ("b", "a"), ("b", "d")]
    weights = [pair["characters"] * pair["similarity"] for pair in value["pairs"]]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--across"], [("b", "a"), ("b", "d")]),
        (["--own"], [("a", "d")]),
        (["--issuer", "青阳"], [("b", "a"), ("b", "d")]),
        (["--issuer", "教育局"], []),
        (["--own", "--issuer", "青阳"], []),
        (["--min", "1000"], []),
    ],
)
def test_filters(
    options: list[str],
    expected: list[tuple[str, str]],
    capfd: pytest.CaptureFixture[str],
    folder: Path,
) -> None:
    assert names(as_json(capfd, folder, *options)) == expected


def test_a_body_under_a_short_name_is_the_same_body(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put(tmp_path, "a", "县交通局", SHARED.format(12), 2023)
    put(tmp_path, "b", "平川县交通运输局", SHARED.format(12), 2024)
    value = as_json(capfd, tmp_path, "--own")
    assert [(pair["same_body"], pair["a_issuer"]) for pair in value["pairs"]] == [
        (True, "平川县交通运输局")
    ]
    assert [told["rule"] for told in value["findings"]] == ["reuse.previous-year"]
    assert "同一单位的两年" in screen(capfd, monkeypatch, tmp_path, columns=80)
    assert names(as_json(capfd, tmp_path, "--across")) == []


def test_own_share_is_told_of_every_report(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    shares = {Path(r["source"]).stem: r for r in as_json(capfd, folder)["reports"]}
    assert sorted(shares) == ["a", "b", "c", "d"]
    assert shares["c"]["shared"] == 0
    assert shares["c"]["own_share"] > 0.5 > shares["b"]["own_share"] > 0
    for told in shares.values():
        assert told["shared"] + told["stock"] <= told["characters"]


def test_of_one_body_only_its_own_share_and_findings_are_told(
    capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    value = as_json(capfd, folder, "--issuer", "青阳")
    assert [Path(told["source"]).stem for told in value["reports"]] == ["b"]
    assert value["findings"] == []


def test_findings_name_their_report(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    (finding,) = as_json(capfd, folder)["findings"]
    assert finding["rule"] == "reuse.previous-year"
    assert Path(finding["source"]).stem == "a"
    assert "13912345678" not in json.dumps(finding)


@pytest.mark.parametrize("columns", [40, 80, 99, 100, 160])
def test_the_screen_keeps_within_its_width_and_hides_personal_data(
    columns: int,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
) -> None:
    out = screen(capfd, monkeypatch, folder, columns=columns)
    assert max(cell_len(line) for line in out.split("\n")) <= columns
    assert "13912345678" not in out
    assert "139******78" in out.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize("columns", [80, 120])
def test_the_screen_is_as_it_was_approved(
    columns: int,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
) -> None:
    said = SHARED.format(9).replace("全年", "青阳县全年")
    put(folder, "b", "青阳县水利局", said)
    put(folder, "c", "临河县教育局", said)
    monkeypatch.chdir(folder)
    assert_golden("similar", "a.txt", "b.txt", "c.txt", "d.txt",
                  columns=columns, capfd=capfd, monkeypatch=monkeypatch)  # fmt: skip


def test_differences_are_bracketed_without_colour_and_sides_stand_side_by_side(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    wide = screen(capfd, monkeypatch, folder, "--across", columns=120)
    assert any("［15］" in line and "［12］" in line for line in wide.split("\n"))
    narrow = screen(capfd, monkeypatch, folder, "--across", columns=80)
    assert not any("［15］" in line and "［12］" in line for line in narrow.split("\n"))
    assert "［15］" in narrow
    assert "［12］" in narrow
    assert "第4段" in narrow


def test_control_characters_of_a_report_do_not_reach_the_terminal(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, issuer in (("a", "平川县水利局"), ("b", "青阳县水利局")):
        put(tmp_path, name, issuer, SHARED.format(12).replace("立案", "\x1b[31m立案\u202e"))
    out = screen(capfd, monkeypatch, tmp_path, columns=100)
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_name_of_which_one_character_differs_stays_hidden(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = SHARED.format(12) + "当事人王建{}不服处罚决定，向县政府申请行政复议，经调解撤回申请。"
    put(tmp_path, "a", "平川县水利局", said.format("国"))
    put(tmp_path, "b", "青阳县水利局", said.format("华"))
    value = as_json(capfd, tmp_path)
    assert "王建" not in json.dumps(value, ensure_ascii=False)
    out = screen(capfd, monkeypatch, tmp_path, columns=80)
    assert "王" in out
    assert not {"建", "国", "华"} & set(out.split("王", 1)[1][:12])


@pytest.mark.parametrize(
    ("limit", "status"), [("never", 0), ("error", 0), ("warning", 1), ("info", 1)]
)
def test_exit_status(limit: str, status: int, folder: Path) -> None:
    assert main(["similar", str(folder), "--fail-on", limit]) == status


def test_without_a_limit_nothing_fails_and_another_bodys_name_is_an_error(tmp_path: Path) -> None:
    said = SHARED.format(12).replace("全年", "青阳县全年")
    put(tmp_path, "a", "平川县水利局", said)
    put(tmp_path, "b", "青阳县水利局", said)
    assert main(["similar", str(tmp_path)]) == 0
    assert main(["similar", str(tmp_path), "--fail-on", "error"]) == 1


def test_nothing_in_common(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    out = screen(capfd, monkeypatch, folder / "a.txt", folder / "c.txt", columns=80)
    assert "没有发现相同的段落" in out


def test_wrong_usage_and_nothing_read_are_2(
    capfd: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    assert main(["similar", str(folder), "--across", "--own"]) == 2
    assert "只能写一个" in capfd.readouterr().err
    assert main(["similar", str(tmp_path / "nowhere")]) == 2
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 no more")
    assert main(["similar", str(broken)]) == 2


def test_files_that_are_left_out_are_named(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "e.txt").write_text(
        "关于召开全县法治工作会议的通知\n各单位：\n请准时参加。\n", "utf-8"
    )
    (folder / "f.docx").write_bytes(b"PK\x03\x04 no more")
    value = as_json(capfd, folder)
    assert [Path(told["source"]).name for told in value["skipped"]] == ["e.txt"]
    assert value["skipped"][0]["kind"] == "通知或通报"
    assert [Path(told["source"]).name for told in value["errors"]] == ["f.docx"]
    main(["similar", str(folder)])
    err = capfd.readouterr().err
    assert "e.txt" in err
    assert "f.docx" in err


def test_the_same_files_give_the_same_output(
    capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    assert as_json(capfd, folder) == as_json(capfd, folder)
