"""The shipped template of the circular (通报): its wording, its order and its tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from docx.oxml import OxmlElement
from docx.shared import Mm, RGBColor

from analyzer.output.official.making.letter import head, lines, signature
from analyzer.output.official.making.paper import paper

_BODY, _FIRST, _SECOND = "公文正文", "公文一级标题", "公文二级标题"
_HEAD, _CELL, _NUMBER = "公文表头", "公文表格", "公文表格数字"
_BLUE, _GREEN, _AMBER, _RED = "5B7FA6", "2E7D32", "B26A00", "B71C1C"


class _Column(NamedTuple):
    """A column: its head, its width in mm, its style, and what stands in a cell, with colours."""

    head: str
    width: float
    style: str
    cell: tuple[tuple[str, str], ...]


_RANKING = (
    _Column("名次", 12, _NUMBER, (("{{名次}}", ""),)),
    _Column("单位", 40, _CELL, (("{{单位}}", ""),)),
    _Column("得分", 39, _CELL, (("{{得分}} ", ""), ("{{得分条}}", _BLUE))),
    _Column("等次", 17, _NUMBER, (("{{等次}}", ""),)),
    _Column("审查结果", 24, _NUMBER, (("{{结果}}", ""),)),
    _Column("必须补正", 12, _NUMBER, (("{{必须补正数}}", ""),)),
    _Column("应当完善", 12, _NUMBER, (("{{应当完善数}}", ""),)),
)
_ELEMENTS = (
    _Column("要素", 52, _CELL, (("{{要素名称}}", ""),)),
    _Column("充实", 11, _NUMBER, (("{{充实数}}", ""),)),
    _Column("空泛", 11, _NUMBER, (("{{空泛数}}", ""),)),
    _Column("缺失", 11, _NUMBER, (("{{缺失数}}", ""),)),
    _Column("不适用", 13, _NUMBER, (("{{不适用数}}", ""),)),
    _Column("分布（█充实 ▓空泛 □缺失）", 58, _CELL,
            (("{{充实条}}", _GREEN), ("{{空泛条}}", _AMBER), ("{{缺失条}}", _RED))),
)  # fmt: skip
_BACK = (
    _Column("单位", 48, _CELL, (("{{单位}}", ""),)),
    _Column("审查结果", 24, _NUMBER, (("{{结果}}", ""),)),
    _Column("主要问题", 84, _CELL, (("{{主要问题}}", ""),)),
)
_RESULTS = ("通过", "修改后通过", "退回修改", "复核后确定")

_OPENING = (
    ("关于{{报告年度}}法治政府建设年度报告\n报送和审查情况的通报", "公文标题"),
    ("{{主送单位}}：", "公文主送"),
    ("现将{{报告年度}}法治政府建设年度报告的报送和审查情况通报如下。", _BODY),
    ("{{一、}}报送情况", _FIRST),
    ("{{#有名单}}", ""),
    ("按照名单应报送{{应报数}}家，已报送{{已报数}}家。", _BODY),
    ("未报送{{未报数}}家：", _BODY),
    ("{{/有名单}}", ""),
    ("{{#未报送}}", ""),
    ("{{1.}}{{单位}}", _BODY),
    ("报来的其他材料：{{说明}}", _BODY),
    ("{{/未报送}}", ""),
    ("共收到材料{{收到数}}份，其中{{报告年度}}法治政府建设年度报告{{年度报告数}}份。", _BODY),
    ("{{#逾期}}", ""),
    ("{{说明}}。", _BODY),
    ("{{/逾期}}", ""),
    ("报送了但不在名单上的：{{名单外单位}}。", _BODY),
    ("{{#没有列入}}", ""),
    ("没有列入排名的，{{原因}}{{份数}}份：{{文件}}。", _BODY),
    ("{{/没有列入}}", ""),
    ("{{一、}}审查结果和排名", _FIRST),
    ("得分按要素计算，满分100分。平均{{平均分}}分，中位数{{中位分}}分，最高{{最高分}}分，"
     "最低{{最低分}}分。", _BODY),
    *((f"审查结果为{each}的{{{{{each}数}}}}份。", _BODY) for each in _RESULTS),
)  # fmt: skip
_ELEMENTS_TOLD = (
    ("{{一、}}各要素情况", _FIRST),
    ("各要素充实、空泛和缺失的份数见下表；“不适用”是本单位可以不写的。", _BODY),
)
_SHARED = (
    ("{{#共性问题}}", ""),
    ("{{（一）}}{{问题}}（{{单位数}}家）", _SECOND),
    ("涉及{{单位}}。", _BODY),
    ("意见：{{补正}}", _BODY),
    ("{{/共性问题}}", ""),
)
_GOOD = (
    ("{{#较好做法}}", ""),
    ("{{（一）}}{{要素名称}}", _SECOND),
    ("{{单位}}（{{位置}}）：“{{原文}}”", _BODY),
    ("{{/较好做法}}", ""),
)
_DEMAND = (
    ("{{#有整改要求}}", ""),
    ("{{一、}}整改要求", _FIRST),
    ("{{/有整改要求}}", ""),
    ("{{#未报数}}", ""),
    ("{{1.}}没有报送的单位，请于{{时限}}报送年度报告。", _BODY),
    ("{{/未报数}}", ""),
    ("{{#有重新报送的单位}}", ""),
    ("{{1.}}下表所列单位，请于{{时限}}按照各自的审查意见书修改后重新报送。", _BODY),
    ("需要重新报送的单位", "公文表题"),
    ("{{/有重新报送的单位}}", ""),
)


def circular_template() -> Any:
    """Returns the template as a python-docx document."""
    document = paper()
    document.core_properties.title = "通报模板"
    head(document)
    lines(document, *_OPENING, ("各单位得分和审查结果", "公文表题"))
    _table(document, _RANKING, "排名")
    lines(document, *_ELEMENTS_TOLD, ("各要素分布", "公文表题"))
    _table(document, _ELEMENTS, "要素")
    lines(
        document,
        ("{{#热力图}}", ""),
        ("各单位各要素一览", "公文表题"),
        ("{{热力图}}", "公文图"),
        ("{{/热力图}}", ""),
    )
    for name, heading, told in (
        ("共性问题", "共性问题", _SHARED),
        ("较好做法", "较好做法", _GOOD),
    ):
        lines(document, *_if_any(name, (f"{{{{一、}}}}{heading}", _FIRST)), *told)
    lines(document, *_DEMAND)
    _table(document, _BACK, "重新报送的单位")
    lines(document, ("特此通报。", "公文末段"))
    signature(document)
    return document


def _if_any(name: str, heading: tuple[str, str]) -> Sequence[tuple[str, str]]:
    """Returns a heading that is there if a list has items."""
    return (f"{{{{#有{name}}}}}", ""), heading, (f"{{{{/有{name}}}}}", "")


def _table(document: Any, columns: Sequence[_Column], name: str) -> None:
    """Adds a table with a row for each item of a list; its head is repeated on every page."""
    table = document.add_table(rows=4, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    first, opening, row, closing = table.rows
    for column, cell in zip(columns, first.cells, strict=True):
        _put(cell, ((column.head, ""),), _HEAD)
    _flag(first, "w:tblHeader")
    opening.cells[0].text, closing.cells[0].text = f"{{{{#{name}}}}}", f"{{{{/{name}}}}}"
    for column, cell in zip(columns, row.cells, strict=True):
        _put(cell, column.cell, column.style)
    for each in (first, row):
        _flag(each, "w:cantSplit")
    for line in table.rows:
        for column, cell in zip(columns, line.cells, strict=True):
            cell.width = Mm(column.width)
    for column, grid in zip(columns, table.columns, strict=True):
        grid.width = Mm(column.width)


def _put(cell: Any, pieces: Sequence[tuple[str, str]], style: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    for text, colour in pieces:
        run = paragraph.add_run(text)
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)


def _flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
