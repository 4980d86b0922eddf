"""Pages saved from government sites → the report on them, its date and its publisher."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.documents.kinds import Kind, kind_of
from analyzer.documents.source import Source
from analyzer.documents.web.read import read_html
from analyzer.errors import UnreadableDocument
from analyzer.model.text import ExtractedText
from tests.documents.conftest import EXAMPLES
from tests.documents.conversion import convert, to_docx
from tests.documents.fidelity import (
    BAR,
    REPORTS,
    character_error,
    report,
    verdicts,
    verdicts_of,
)
from tests.documents.web_pages import SHELLS, Shell, div_soup, trs_editor

TITLE = "平川县2023年度法治政府建设年度报告"
BODY = (
    "县委、县人民政府：",
    "2023年，全县深入推进法治政府建设，现将有关情况报告如下。",
    "一、主要举措和成效",
    "全年办理行政复议案件12件，审结11件，县政府常务会议专题研究法治工作4次。",
    "二、存在的不足",
    "平川县人民政府",
    "2024年1月30日",
)
CODES = {f"unreadable.{code}" for code in ("damaged", "encoding", "too-large")}


def read(page: str | bytes) -> ExtractedText:
    data = page if isinstance(page, bytes) else page.encode()
    return read_html(Source(data=data, name="页.html"))


def refused(page: str | bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read(page)
    assert caught.value.source == "页.html"
    assert caught.value.remedy
    return caught.value


def inside(body: str, head: str = "") -> str:
    """The text of a page with this body and nothing around it."""
    return read(f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>")


# --- Reports on pages as content management systems make them ----------------------------------


@pytest.mark.parametrize("shell", SHELLS, ids=lambda shell: shell.__name__)
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_is_found_on_any_page(path: Path, shell: Shell) -> None:
    lines = report(path)
    text = read(shell(lines[0], lines[1:]))
    assert character_error(lines, text) <= BAR
    assert verdicts(text) == verdicts_of(path)


@pytest.mark.parametrize("shell", SHELLS, ids=lambda shell: shell.__name__)
def test_only_the_text_is_kept_and_the_title_once(shell: Shell) -> None:
    assert read(shell(TITLE, BODY)).split("\n") == [TITLE, *BODY]


@pytest.mark.parametrize(
    "shell",
    [shell for shell in SHELLS if shell.__name__ not in ("print_view", "word_saved")],
    ids=lambda shell: shell.__name__,
)
def test_the_date_of_publication_is_kept(shell: Shell) -> None:
    assert read(shell(TITLE, BODY)).provenance.published == (2024, 2, 6)


@pytest.mark.parametrize(
    "shell",
    [
        shell
        for shell in SHELLS
        if shell.__name__ not in ("print_view", "word_saved", "mobile", "index_table")
    ],
    ids=lambda shell: shell.__name__,
)
def test_the_publisher_is_kept(shell: Shell) -> None:
    assert read(shell(TITLE, BODY)).provenance.publisher == "县司法局"


# --- Date, publisher, title ---------------------------------------------------------------------

ARTICLE = "<p>全年办理行政复议案件12件，审结11件。</p>"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("发布时间：2024-02-06 09:30", (2024, 2, 6)),
        ("发布日期: 2024年2月6日", (2024, 2, 6)),
        ("时间：2024/2/6", (2024, 2, 6)),
        ("【日期】2024.02.06", (2024, 2, 6)),
        ("成文日期：2024-01-30　发布日期：2024-02-06", (2024, 2, 6)),
        ("更新时间：2024-03-01 发布时间：2024-02-06", (2024, 2, 6)),
        ("2024-02-06 09:30 　浏览：12次", (2024, 2, 6)),
        ("成文日期：2024-01-30", None),
        ("发布时间：2024-02-31", None),
        ("浏览次数：2024", None),
    ],
)
def test_dates_of_publication(line: str, day: tuple[int, int, int] | None) -> None:
    page = inside(f"<h1>{TITLE}</h1><div>{line}</div>{ARTICLE}")
    assert page.provenance.published == day


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("来源：县司法局", "县司法局"),
        ("信息来源： 平川县司法局 发布时间：2024-02-06", "平川县司法局"),
        ("[来源：县司法局]", "县司法局"),
        ("来源：本站", None),
        ("来源：", None),
        ("来源：本网　发布机构：县司法局", "县司法局"),
        ("来源：县司法局发布时间：2024-02-06", "县司法局"),
    ],
)
def test_publishers(line: str, publisher: str | None) -> None:
    page = inside(f"<h1>{TITLE}</h1><div>{line}</div>{ARTICLE}")
    assert page.provenance.publisher == publisher


def test_the_meta_tags_of_government_sites_go_before_what_the_page_says() -> None:
    head = (
        '<meta name="ContentSource" content="县司法局"><meta name="PubDate" content="2024-02-06">'
        f'<meta name="ArticleTitle" content="{TITLE}">'
    )
    page = inside(f"<div>来源：别处　发布时间：2025-01-01</div>{ARTICLE}", head)
    assert page.provenance.published == (2024, 2, 6)
    assert page.provenance.publisher == "县司法局"
    assert page.split("\n")[0] == TITLE


def test_a_sentence_about_a_date_is_no_date_of_publication() -> None:
    page = inside("<p>县政府文件发布时间：2023-01-05，全年共印发12件，清理9件。</p>")
    assert page.provenance.published is None


@pytest.mark.parametrize(
    "page",
    [
        f"<title>{TITLE}_平川县政府网</title><h1>{TITLE}</h1>{ARTICLE}",
        f"<title>{TITLE} - 法治政府 - 平川县政府网</title><div>{TITLE}</div><div>来源：县司法局</div>{ARTICLE}",
        f"<title>平川县政府网</title><div>首页 > 公开 > 正文</div><div>{TITLE}</div>{ARTICLE}",
        f"<h1>{TITLE}</h1><div>来源：县司法局</div><div><p>{TITLE}</p>{ARTICLE}</div>",
        f"<title>{TITLE}</title>{ARTICLE}",
    ],
)
def test_the_title_comes_first_and_once(page: str) -> None:
    assert read(page).split("\n") == [TITLE, "全年办理行政复议案件12件，审结11件。"]


def test_the_name_of_the_site_is_no_title() -> None:
    page = read(f"<title>平川县人民政府门户网站</title><body>{ARTICLE}")
    assert page == "全年办理行政复议案件12件，审结11件。"


# --- What is text and what is not ---------------------------------------------------------------


@pytest.mark.parametrize(
    "junk",
    [
        "您现在的位置：首页 > 政务公开 > 法治政府建设",
        "<a>首页</a> &gt;&gt; <a>公开</a>",
        "【字号：大 中 小】【打印】【关闭】",
        "分享到：<a>微信</a> <a>微博</a>",
        "浏览次数：1024次",
        "扫一扫在手机打开当前页",
        "上一篇：<a>平川县2022年度报告</a>",
        "下一篇：没有了",
        "版权所有：平川县人民政府",
        "主办单位：平川县人民政府办公室　承办单位：平川县大数据中心",
        "网站标识码：4300000001　湘ICP备05000001号",
        "技术支持：某某科技有限公司",
        "<a href=1.docx>附件：平川县报告.docx</a>",
        "责任编辑：张某",
        "<span>无障碍浏览</span> <span>进入关怀版</span>",
        "建议使用1024*768分辨率浏览",
    ],
)
@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
def test_what_stands_around_a_text_is_left_out(junk: str, above: bool) -> None:
    text = "".join(f"<p>{line}</p>" for line in BODY)
    text = f"<div>{junk}</div>{text}" if above else f"{text}<div>{junk}</div>"
    assert inside(text).split("\n") == list(BODY)


@pytest.mark.parametrize(
    "line",
    [
        "（一）来源于群众的建议全部办结",
        "来源：群众来信占四成，走访占六成，网上留言不到一成。",
        "主办的案件全部办结，承办单位满意率98%。",
        "打印店、餐饮店等42家主体纳入包容审慎监管。",
        "推行“扫码入企”，全年扫码检查1200次。",
        "（三）推行扫码入企",
        "首页公开、窗口公开同步推进，公开率100%。",
        "（联系人：李某，联系电话：0700-1234567）",
        "备案审查：报备规范性文件5件，纠正1件。",
        "第一，抓住关键少数",
        "2024年1月30日",
        "（2024年1月30日）",
        "附件：1.行政执法数据表",
        "办理流程为受理→审查→决定→送达",
    ],
)
def test_a_line_of_the_report_stays_wherever_it_stands(line: str) -> None:
    for lines in ([*BODY[:4], line, *BODY[4:]], [*BODY[:4], line]):
        assert inside("".join(f"<p>{one}</p>" for one in lines)).split("\n") == lines


def test_a_paragraph_that_is_one_link_stays() -> None:
    lines = "<p>一、主要举措</p><p><a href=1>全年办理行政复议案件12件，审结11件，纠错2件。</a></p><p>二、不足</p>"
    assert len(inside(lines).split("\n")) == 3


@pytest.mark.parametrize(
    "line",
    [
        "时间：2023年5月10日",
        "审核：张某",
        "来源：群众来信",
        "2023-05-10",
        "推行二维码",
        "首页 > 公开",
        "附件",
        "<a href=1>平川县司法局</a>",
        "<a href=1>一、主要举措</a>",
        "举报",
    ],
)
def test_between_paragraphs_a_line_stays_that_is_junk_elsewhere(line: str) -> None:
    body = f"<p>{BODY[3]}</p><p>{line}</p><p>{BODY[3]}</p>"
    assert len(inside(body).split("\n")) == 3


@pytest.mark.parametrize(
    "junk",
    [
        "【打印】【关闭】",
        "分享到：微信 微博",
        "扫一扫在手机打开当前页",
        "上一页 <a href=1>下一页</a>",
        "<div><a href=1>关于开展检查的通知</a></div><div><a href=2>关于召开会议的通知</a></div>",
    ],
)
def test_tools_and_lists_of_links_between_paragraphs_go(junk: str) -> None:
    body = f"<p>{BODY[3]}</p><div>{junk}</div><p>{BODY[3]}</p>"
    assert len(inside(body).split("\n")) == 2


@pytest.mark.parametrize("opened", ["<a name=top>", "<a href=#>", "<nav>", "<aside>", "<footer>"])
def test_an_unclosed_link_does_not_make_a_link_of_the_report(opened: str) -> None:
    lines = "".join(f"<p>{n}.全年办理行政复议案件12件，审结11件。</p>" for n in range(1, 40))
    assert len(inside(f"{opened}{lines}").split("\n")) == 39


@pytest.mark.parametrize(
    "mark", ["网友评论", "相关阅读：", "上一篇：<a href=1>平川县2022年度报告</a>"]
)
def test_what_comes_below_a_mark_of_other_texts_is_left_out(mark: str) -> None:
    other = "<p>写得很好，希望继续公开，让群众监督，也让单位知道。</p>"
    text = "".join(f"<p>{line}</p>" for line in (*BODY[:5], BODY[3], BODY[3], *BODY[5:]))
    assert inside(f"<div>{text}<p>{mark}</p>{other}</div>").split("\n")[-1] == BODY[-1]
    kept = inside(f"<div>{text}<p>{mark}</p>{other}<p>三、下一步安排</p></div>").split("\n")
    assert kept[-1] == "三、下一步安排"


def test_the_signature_in_the_foot_of_an_article_stays() -> None:
    text = "".join(f"<p>{line}</p>" for line in BODY[:-2])
    sign = "".join(f"<p>{line}</p>" for line in BODY[-2:])
    page = f"<article>{text}<footer>{sign}</footer></article><footer>版权所有</footer>"
    assert inside(page).split("\n") == list(BODY)


def test_a_title_element_in_the_body_is_not_shown() -> None:
    page = f"<body><title>{TITLE}</title><span>{TITLE}</span><br>{ARTICLE}"
    assert read(page).split("\n") == [TITLE, "全年办理行政复议案件12件，审结11件。"]


def test_a_page_of_links_is_kept_whole() -> None:
    assert inside("<a href=1>首页</a><br><a href=2>公开</a>").split("\n") == ["首页", "公开"]


def test_paragraphs_outside_the_element_with_most_of_the_text_stay() -> None:
    first = "<p>2023年，全县深入推进法治政府建设，现将情况报告如下。</p>"
    most = "".join(
        f"<p>{n}.全年办理行政复议案件12件，审结11件，纠错2件。</p>" for n in range(1, 30)
    )
    page = f"<h1>{TITLE}</h1><div>来源：县司法局</div><div>{first}</div><div>{most}</div><div><p>三是有的单位对行政复议决定履行不及时。</p></div><div>版权所有：平川县</div>"
    assert len(inside(page).split("\n")) == 32


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">藏起来的一段话，没有人看得见它。</p>',
        '<p style="DISPLAY : None">藏起来的一段话，没有人看得见它。</p>',
        '<div style="visibility:hidden">藏起来的一段话，没有人看得见它。</div>',
        "<div hidden>藏起来的一段话，没有人看得见它。</div>",
        "<script>var x = '藏起来的一段话，没有人看得见它。'</script>",
        "<style>/* 藏起来的一段话，没有人看得见它。 */</style>",
        "<noscript>藏起来的一段话，没有人看得见它。</noscript>",
        "<template>藏起来的一段话，没有人看得见它。</template>",
        "<!-- 藏起来的一段话，没有人看得见它。 -->",
        "<textarea>藏起来的一段话，没有人看得见它。</textarea>",
        "<select><option>藏起来的一段话，没有人看得见它。</select>",
        '<input value="藏起来的一段话，没有人看得见它。">',
        "<!--[if gte mso 9]><xml>藏起来的一段话，没有人看得见它。</xml><![endif]-->",
        "<del>藏起来的一段话，没有人看得见它。</del>",
    ],
)
def test_what_nobody_sees_is_no_text(hidden: str) -> None:
    page = f"<p>一、主要举措</p>{hidden}<p>全年办理行政复议案件12件，审结11件。</p>"
    assert inside(page) == "一、主要举措\n全年办理行政复议案件12件，审结11件。"


def test_an_element_without_an_end_tag_does_not_swallow_the_report() -> None:
    rest = "".join(
        f"<p>{n}.全年办理行政复议案件12件，审结11件，纠错2件。</p>" for n in range(1, 30)
    )
    assert len(inside(f"<p>一、主要举措</p><object data=x.swf>{rest}").split("\n")) == 30


# --- How the text is laid out -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>一、甲<br>二、乙<br/><br>三、丙</p>", ["一、甲", "二、乙", "三、丙"]),
        ("<p>　　一、甲&nbsp;</p><p>&emsp;&emsp;二、乙</p>", ["一、甲", "二、乙"]),
        ("<p>一、<b>甲</b><i>乙</i></p>", ["一、甲乙"]),
        ("<p>一、依法\n   行政</p>", ["一、依法行政"]),
        ("<p>第一部分\n 依法行政</p>", ["第一部分 依法行政"]),
        ("<p>一、rule\n  of law</p>", ["一、rule of law"]),
        ("<p>一、甲  &nbsp;乙</p>", ["一、甲  乙"]),
        ("<p>一、甲&#8203;乙&shy;丙</p>", ["一、甲乙丙"]),
        ("<p>一、&lt;甲&gt;&amp;&#x4e59;</p>", ["一、<甲>&乙"]),
        ("<pre>一、甲\n  二、乙\n\n三、丙</pre>", ["一、甲", "二、乙", "三、丙"]),
        ('<div style="white-space: pre-wrap">一、甲\n二、乙</div>', ["一、甲", "二、乙"]),
        ("一、甲<p>二、乙<p>三、丙", ["一、甲", "二、乙", "三、丙"]),
        ("<ol><li>甲</li><li>乙</li></ol>", ["1. 甲", "2. 乙"]),
        ("<ol start=3 type=a><li>甲<li value=7>乙</ol>", ["c. 甲", "g. 乙"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol style='list-style:none'><li>甲<li>乙</ol>", ["甲", "乙"]),
        ("<ol><li>1.甲<li>2.乙</ol>", ["1.甲", "2.乙"]),
        ("<ol><li><p>甲</p><p>乙</p><li>丙</ol>", ["1. 甲", "乙", "2. 丙"]),
        ("<ol><li>甲<ol><li>乙</ol><li>丙</ol>", ["1. 甲", "1. 乙", "2. 丙"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
        (
            "<p style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>一、<span>&nbsp;&nbsp; </span></span><![endif]>甲</p>",
            ["一、甲"],
        ),
        (
            "<p><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span>甲<o:p></o:p></p>",
            ["1. 甲"],
        ),
        ("<p>一、甲<a style='mso-footnote-id:ftn1'>[1]</a></p>", ["一、甲"]),
    ],
)
def test_lines_are_those_that_a_browser_shows(body: str, lines: list[str]) -> None:
    assert inside(body).split("\n") == lines


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("<tr><th>项目<th>数量<tr><td>复议<td>12", ["项目\t数量", "复议\t12"]),
        ("<tr><td><p>复议</p><p>应诉</p></td><td>12<br>9</td>", ["复议 应诉\t12 9"]),
        ("<tr><td>　复 议&nbsp;</td><td> 12 </td>", ["复 议\t12"]),
        ("<tr><td>复议<td><td>12", ["复议\t\t12"]),
        (
            "<tr><td rowspan=2>案件<td>复议<td>12<tr><td>应诉<td>9",
            ["案件\t复议\t12", "\t应诉\t9"],
        ),
        ("<tr><td colspan=2>案件<td>12<tr><td>复议<td>一般<td>9", ["案件\t12", "复议\t一般\t9"]),
        ("<tr><td>一、甲<tr><td>二、乙", ["一、甲", "二、乙"]),
    ],
)
def test_a_row_of_a_table_is_a_line_with_its_cells_apart_by_tabs(
    rows: str, lines: list[str]
) -> None:
    page = inside(f"<p>一、主要数据</p><table>{rows}</table><p>二、不足</p>")
    assert page.split("\n") == ["一、主要数据", *lines, "二、不足"]


def test_generated_numbers_are_told_from_what_was_typed() -> None:
    page = inside("<p>一、甲</p><ol><li>乙<li>丙</ol><ol><li>1.丁</ol>")
    assert [span.of(page) for span in page.provenance.generated_numbers] == ["1. ", "2. "]


# --- Encodings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize(
    "declared", ["utf-8", "gb2312", "GBK", "iso-8859-1", "utf-16", "x-unknown", ""]
)
def test_a_page_is_decoded_by_what_it_holds_whatever_it_declares(codec: str, declared: str) -> None:
    page = div_soup(TITLE, BODY).replace('charset="utf-8"', f'charset="{declared}"')
    assert read(page.encode(codec)).split("\n") == [TITLE, *BODY]


def test_a_character_cut_in_two_does_not_cost_the_page() -> None:
    for codec in ("utf-8", "gb18030"):
        data = (
            trs_editor(TITLE, BODY)
            .encode(codec)
            .replace("扫一扫".encode(codec), "扫一扫".encode(codec)[:-1])
        )
        assert read(data).split("\n") == [TITLE, *BODY]


def test_a_page_that_writes_chinese_as_entities_is_read() -> None:
    page = trs_editor(TITLE, BODY)
    for copy in (page, page.replace("版权", "©版权")):
        data = "".join(f"&#{ord(ch)};" if ch > "\u2e7f" else ch for ch in copy).encode()
        assert read(data).split("\n") == [TITLE, *BODY]


def test_the_encoding_is_remembered() -> None:
    assert read(div_soup(TITLE, BODY).encode("gb18030")).provenance.encoding == "gb18030"
    assert read(div_soup(TITLE, BODY)).provenance.format == "html"


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (b"<!DOCTYPE html><p>", True),
        (b"\xef\xbb\xbf\r\n<HTML>", True),
        ("<html>".encode("utf-16"), True),
        (b"<!-- saved from url=(0014)about:internet -->\r\n<html>", True),
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n", True),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'><html>", True),
        (b"<title>x</title><body>", True),
        (b"<!---->" * 500 + b"<?xml version='1.0'?>", False),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument>", False),
        ("<!-- 一 --> 二".encode(), False),
        ("一、主要举措".encode(), False),
        ("<一、主要举措>".encode(), False),
        (b"%PDF-1.7", False),
        (b"Subject: hello", False),
    ],
)
def test_pages_are_known_by_how_they_begin(data: bytes, answer: bool) -> None:
    assert (kind_of(data) in (Kind.WEB_PAGE, Kind.WEB_ARCHIVE)) is answer


# --- Hostile and broken pages -------------------------------------------------------------------

LINE = "一、全年办理行政复议案件12件，审结11件。"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<html><body>{'<font>' * 1500}<p>{LINE}</p>", id="never closed"),
        pytest.param("<div>" * 400 + LINE + "</div>" * 400, id="nested 400 deep"),
        pytest.param(f"<p>{LINE}</p>" + "<b></b>" * 100_000, id="100,000 tags"),
        pytest.param(f"<p title='{'x' * 9_000_000}'>{LINE}</p>", id="huge attribute"),
        pytest.param(f"<p style='{'display :' * 500_000}'>{LINE}</p>", id="huge style"),
        pytest.param(f"<p>{LINE[:9]}\0{LINE[9:]}</p>\0\0", id="null bytes"),
        pytest.param(
            "<!DOCTYPE html [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>" + f"<p>{LINE}</p>",
            id="entities declared",
        ),
        pytest.param(
            "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + f"<p>{LINE}</p>",
            id="external entity",
        ),
        pytest.param(f"<p>{LINE}</p><p>{'来源:大大大大 ' * 9}！", id="backtracking in labels"),
        pytest.param(f"<p>{LINE}</p>" + "<p>" + "> a" * 90 + "。</p>", id="backtracking in trails"),
        pytest.param(
            f"<table><tr><td rowspan=99999999 colspan=99999999>{LINE}</table>", id="spans"
        ),
        pytest.param(
            f"<ol start=99999999999999999999 type=i><li value=-3>{LINE}</ol>", id="numbers"
        ),
        pytest.param(f"<p>{LINE}</p><iframe src='http://127.0.0.1:1/'></iframe>", id="frame"),
        pytest.param(f"<p>{LINE}&#xD800;&#0;&#x110000;&#xFFFF;</p>", id="impossible characters"),
        pytest.param(f"<p>\ufdd0\ufdd1{LINE}\ufdd2\ufdd3</p>", id="marks of our own"),
        pytest.param(f"<p>{LINE}</p><p", id="cut short"),
        pytest.param(f"<html><html><body><body><p>{LINE}</p></html></html>", id="saved twice"),
        pytest.param(f"</div></div></body></html><p>{LINE}</p>", id="ended before it began"),
    ],
)
def test_a_hostile_page_ends_in_its_text(page: str) -> None:
    tracemalloc.start()
    try:
        text = read(page)
        assert tracemalloc.get_traced_memory()[1] < 200e6
    finally:
        tracemalloc.stop()
    assert LINE in text.replace("\ufffd", "")
    assert "root:" not in text


@pytest.mark.parametrize(
    ("page", "code"),
    [
        pytest.param("<div>" * 3000 + LINE, "damaged", id="nested 3,000 deep"),
        pytest.param("<" * 1_000_001, "too-large", id="a million tags"),
        pytest.param("<p>" + "a" * 17_000_000, "too-large", id="17 MB"),
        pytest.param(b"<p>" + bytes(range(128, 256)) * 40, "encoding", id="no encoding"),
        pytest.param("<html><p>" + "\u00e9\u00fc" * 500, None, id="not Chinese"),
    ],
)
def test_a_page_that_cannot_be_read_says_why(page: str | bytes, code: str | None) -> None:
    if code is None:
        assert read(page)
    else:
        assert refused(page).code == f"unreadable.{code}"


@pytest.mark.parametrize(
    "page", ["<html></html>", "<p>&nbsp;</p>", "<script>1</script>", "<!-- -->"]
)
def test_a_page_without_text_gives_none(page: str) -> None:
    assert read(page) == ""


PAGES = [shell(TITLE, BODY).encode(codec) for shell in SHELLS for codec in ("utf-8", "gb18030")]


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.sampled_from(PAGES),
    st.lists(
        st.tuples(st.integers(0, 6000), st.integers(0, 40), st.binary(max_size=12)), max_size=8
    ),
)
def test_changed_bytes_end_in_text_or_in_an_error(
    page: bytes, edits: list[tuple[int, int, bytes]]
) -> None:
    for at, length, put in edits:
        page = page[:at] + put + page[at + length :]
    try:
        length, codes = len(read(page)), set[str]()
    except UnreadableDocument as error:
        length, codes = 0, {error.code}
    assert codes <= CODES
    assert length <= 2 * len(page)


# --- A program of another maker -----------------------------------------------------------------


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every report of the corpus as LibreOffice saves it as a page, by the report's name."""
    folder = tmp_path_factory.mktemp("pages")
    files = [folder / f"{path.stem}.docx" for path in REPORTS]
    for path, file in zip(REPORTS, files, strict=True):
        file.write_bytes(to_docx("\n".join(report(path))))
    return {page.stem: page.read_bytes() for page in convert(files, "html", folder / "out")}


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_page_saved_by_libreoffice_is_the_report(path: Path, saved: dict[str, bytes]) -> None:
    page = saved[path.stem]
    assert kind_of(page) is Kind.WEB_PAGE
    assert character_error(report(path), read(page)) <= BAR
    assert verdicts(read(page)) == verdicts_of(path)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<pre" * 400_000, id="pre never ended"),
        pytest.param("<pre>" * 150_000, id="pre in pre"),
        pytest.param(f"<nav>{'字' * 501}</nav>" * 5_000, id="navigation"),
        pytest.param("<button>打印</button>" * 100_000, id="buttons"),
        pytest.param("<table><tr><td>" * 600 + "<tr><td>字" * 20_000, id="tables in tables"),
        pytest.param("<ol><li>" * 600 + "字" * 300_000, id="lists in lists"),
        pytest.param(
            "<table>" + "<tr><td colspan=999 rowspan=999>字<td>号" * 20_000, id="merged cells"
        ),
        pytest.param("<p style='" * 300_000, id="styles"),
        pytest.param("&#12;" * 500_000, id="references"),
        pytest.param("<p>评论" * 100_000 + f"<p>{LINE}", id="marks of comments"),
        pytest.param(f"<div>{LINE}</div><a href=1>一</a>" + "<p>二。" * 100_000, id="sentences"),
        pytest.param(f"<p>{'联系电话:' * 50}{'1' * 70}。" * 100, id="contacts"),
        pytest.param("<title>" + "_字" * 5_000 + "</title>" + "<p>字" * 50_000, id="title"),
    ],
)
def test_no_page_takes_long(page: str) -> None:
    began = time.process_time()
    try:
        read(page)
    except UnreadableDocument as error:
        assert error.code in CODES  # noqa: PT017
    assert time.process_time() - began < 10
