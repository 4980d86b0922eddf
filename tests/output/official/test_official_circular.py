"""The circular: its figures are those of the comparison, and nobody is named for what is private."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image

from analyzer.commands.app import main
from analyzer.commands.export.running import Asked, judged
from analyzer.commands.export.summary import _year
from analyzer.model.comparison import Comparison
from analyzer.output.official import pictures
from analyzer.output.official.circular import CIRCULAR, TEMPLATE, circular_values
from analyzer.output.official.pictures import Drawn
from analyzer.output.official.template import Picture
from analyzer.output.official.write import Form
from tests.conftest import ROOT

GOOD = (ROOT / "corpus" / "train" / "reports" / "jiaotong-2023.txt").read_text("utf-8")
BAD = """平川县样例局2023年法治政府建设年度报告
一、主要举措
2023年组织执法培训3期，办理行政处罚案件XX件。联系人手机13912345678。
二、存在的不足
持证执法人员只有3名，不能满足执法需要。
平川县样例局
2024年3月20日
"""
ROSTER = "单位,层级,报送日期\n砚溪县交通运输局,部门,2024-02-20\n平川县甲局,部门,2024-03-09\n平川县丁局,部门,\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    (folder / "好.txt").write_text(GOOD)
    for name in ("甲", "乙"):
        (folder / f"{name}.txt").write_text(BAD.replace("样例", name))
    (folder / "旧.txt").write_text(BAD.replace("样例", "乙").replace("2023", "2022"))
    speech = ROOT / "corpus" / "train" / "reports" / "speech-changtang-2022.txt"
    (folder / "讲话.txt").write_text(speech.read_text("utf-8"))
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "名单.csv").write_text(ROSTER)
    return folder


@pytest.fixture
def circular(
    reports: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Any]:
    def write(*options: str) -> Any:
        path = tmp_path / "通报.docx"
        arguments = ["export", "summary", str(reports), "-o", str(path), "--force", *options]
        assert main([*arguments, "--date", "2024-03-25", "--sender", "平川县司法局"]) == 1
        assert "坏.docx" in capfd.readouterr().err
        return docx.Document(str(path))

    return write


def told(document: Any) -> str:
    return "\n".join(p.text for p in document.paragraphs)


def rows(document: Any, head: str) -> list[list[str]]:
    for table in document.tables:
        cells = [[cell.text for cell in row.cells] for row in table.rows]
        if head in cells[0]:
            return cells[1:]
    return []


def test_who_reported_and_who_did_not(circular: Callable[..., Any], tmp_path: Path) -> None:
    said = told(circular("--roster", str(tmp_path / "名单.csv"), "--days", "10"))
    assert "按照名单应报送3家，已报送2家。\n未报送1家：\n1.平川县丁局" in said
    assert "平川县甲局 2023 年度报告报送日期 2024-03-09" in said
    assert "报送了但不在名单上的：平川县乙局。" in said
    assert "共收到材料6份，其中2023年法治政府建设年度报告3份。" in said
    assert "不是法治政府建设年度报告1份：讲话.txt" in said
    assert "不是这一年度的1份：旧.txt" in said
    assert "读不了的1份：坏.docx" in said
    assert "1.没有报送的单位，请于2024年4月4日前报送年度报告。\n2.下表所列单位" in said


def test_without_a_roster_nothing_is_said_of_it(circular: Callable[..., Any]) -> None:
    said = told(circular())
    assert "名单" not in said
    assert "没有报送" not in said
    assert "请于近期按照各自的审查意见书" in said


def test_ranking_and_elements_are_those_of_the_comparison(
    circular: Callable[..., Any], reports: Path
) -> None:
    document = circular()
    batch = judged(Asked(paths=[str(reports)], quiet=True))
    comparison = _year(batch, None, None).comparison
    ranking = rows(document, "名次")
    assert [(r[0], r[1], r[2].split()[0], r[3]) for r in ranking] == [
        (str(row.rank), row.name, f"{row.score:.1f}", row.grade) for row in comparison.rows
    ]
    assert [r[4] for r in ranking] == ["通过", "退回修改", "退回修改"]
    for line, id_ in zip(rows(document, "要素"), comparison.elements, strict=True):
        counts = comparison.coverage[id_]
        assert line[:4] == [
            comparison.elements[id_],
            *(str(counts[status]) for status in ("substantive", "mentioned", "missing")),
        ]
        assert [sign in line[5] for sign in "█▓□"] == [
            counts[status] > 0 for status in ("substantive", "mentioned", "missing")
        ]


def test_who_must_hand_in_again_and_why(circular: Callable[..., Any]) -> None:
    back = {row[0]: row[1:] for row in rows(circular(), "主要问题")}
    assert set(back) == {"平川县甲局", "平川县乙局", "讲话.txt"}
    assert back["讲话.txt"] == ["重新报送", "不是年度报告"]
    assert back["平川县甲局"][0] == "退回修改"
    assert "缺少：不足的原因" in back["平川县甲局"][1]


def test_shared_problems_and_good_examples(circular: Callable[..., Any]) -> None:
    said = told(circular())
    assert "（一）没有填写的空位（2家）" in said or "（二）没有填写的空位（2家）" in said
    assert "涉及平川县甲局、平川县乙局。" in said or "涉及平川县乙局、平川县甲局。" in said
    assert "较好做法" in said
    assert "砚溪县交通运输局（第" in said
    assert "持证执法人员只有3名" not in said
    whole = said + "".join(cell for row in rows(circular(), "主要问题") for cell in row)
    assert "1391" not in whole
    assert "139***" not in whole


def test_order(circular: Callable[..., Any]) -> None:
    document = circular()
    headings = [p.text for p in document.paragraphs if p.style.name == "公文一级标题"]
    assert headings == [
        "一、报送情况",
        "二、审查结果和排名",
        "三、各要素情况",
        "四、共性问题",
        "五、较好做法",
        "六、整改要求",
    ]


def test_decisions_count(circular: Callable[..., Any], reports: Path) -> None:
    before = rows(circular(), "名次")
    arguments = ["review", str(reports / "甲.txt"), "--reviewer", "周敏"]
    assert main([*arguments, "--decide", "next_plan:充实", "--quote", "执法人员只有3名"]) == 0
    after = rows(circular(), "名次")
    scores = [{row[1]: float(row[2].split()[0]) for row in each} for each in (before, after)]
    assert scores[1]["平川县甲局"] > scores[0]["平川县甲局"]
    assert scores[1]["平川县乙局"] == scores[0]["平川县乙局"]


def test_a_picture_where_charts_can_be_drawn(reports: Path) -> None:
    data = io.BytesIO()
    Image.new("RGB", (40, 20)).save(data, "PNG")
    batch = judged(Asked(paths=[str(reports)], quiet=True))
    form = Form(TEMPLATE, CIRCULAR, own=None, name="通报")
    from datetime import date

    from analyzer.output.official.sending import Sending

    for picture, number in ((Picture(data.getvalue(), 156.0), 1), (None, 0)):
        values = circular_values(
            _year(batch, None, None),
            batch.pack,
            Sending(day=date(2024, 3, 1)),
            to="",
            picture=picture,
        )
        document = docx.Document(io.BytesIO(form.filled(values, author="")))
        assert len(document.inline_shapes) == number
        assert ("各单位各要素一览" in told(document)) == bool(number)


@pytest.mark.parametrize(("height", "width"), [(20, 156), (80, 102.5), (200, None)])
def test_a_picture_is_no_larger_than_a_page(
    monkeypatch: pytest.MonkeyPatch, height: int, width: float | None
) -> None:
    def draw(_: object, path: str) -> None:
        Image.new("RGB", (40, height)).save(path)

    monkeypatch.setattr(pictures.charts, "write_chart", draw)
    comparison = Comparison(year=2024, elements={}, rows=(), coverage={}, aside=(), failures=())
    drawn = pictures.heat_map(comparison, {})
    if width is None:
        assert drawn.picture is None
        assert "单位太多" in drawn.why_not
    else:
        assert drawn.picture is not None
        assert drawn.picture.width == pytest.approx(width)


def test_why_there_is_no_picture_is_told(
    reports: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures, "heat_map", lambda *_: Drawn(None, "没有安装画图的组件"))
    path = tmp_path / "通报.docx"
    assert main(["export", "summary", str(reports / "好.txt"), "-o", str(path)]) == 0
    err = capfd.readouterr().err
    assert "通报里没有一览图：没有安装画图的组件" in err
    assert "没有写 --sender" in err


def test_nothing_to_tell(reports: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "通报.docx"
    assert main(["export", "summary", str(reports / "讲话.txt"), "-o", str(path)]) == 2
    assert "没有可以通报的年度报告" in capfd.readouterr().err
    assert not path.exists()
