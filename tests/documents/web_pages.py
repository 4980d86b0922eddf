"""Pages of government sites as their content management systems make them, around any report.

A shell takes the title and the paragraphs of a report and gives the page. All names are made up.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

SITE = "平川县人民政府门户网站"
META = """<meta name="SiteName" content="平川县人民政府门户网站">
<meta name="ColumnName" content="法治政府建设"><meta name="ColumnType" content="政府信息公开">
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2024-02-06 09:30">
<meta name="ContentSource" content="县司法局">"""

Shell = Callable[[str, Sequence[str]], str]


def _shown(text: str) -> str:
    """The HTML of a line: a row of a table where it has cells, and each space a reader sees."""
    if "\t" in text:
        cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in text.split("\t"))
        return f"<table border=1><tr>{cells}</tr></table>"
    return html.escape(text).replace("  ", "&nbsp;&nbsp;")


def _p(paragraphs: Sequence[str], attributes: str = "", indent: str = "") -> str:
    return "\n".join(f"<p{attributes}>{indent}{_shown(text)}</p>" for text in paragraphs)


def table_layout(title: str, paragraphs: Sequence[str]) -> str:
    """2008: tables in tables, unclosed cells, fonts, the title in a cell."""
    body = "<br>\n".join(f"&nbsp;&nbsp;&nbsp; {_shown(text)}" for text in paragraphs)
    return f"""<HTML><HEAD><TITLE>{SITE}</TITLE>
<META http-equiv=Content-Type content="text/html; charset=gb2312"></HEAD>
<BODY leftMargin=0 topMargin=0><TABLE width=980 align=center><TR><TD><IMG src="banner.jpg"></TD></TR>
<TR><TD bgcolor=#cc0000><A href="/">首页</A> | <A href="/zwgk">政务公开</A> | <A href="/bs">网上办事</A> | <A href="/hd">互动交流</A></TD></TR></TABLE>
<TABLE width=980 align=center><TR><TD width=200 valign=top>
<TABLE><TR><TD>信息公开</TD></TR><TR><TD><A href="a">公开指南</A></TD></TR><TR><TD><A href="b">公开目录</A></TD></TR><TR><TD><A href="c">公开年报</A></TD></TR></TABLE>
<TD width=780 valign=top>您现在的位置：<A href="/">首页</A> &gt; <A href="/x">政务公开</A> &gt; 法治政府建设
<TABLE width="100%"><TR><TD align=center><FONT size=5><B>{html.escape(title)}</B></FONT></TD></TR>
<TR><TD align=center>发布时间：2024-02-06　来源：县司法局　浏览次数：<SCRIPT src="count.js"></SCRIPT>128　【字号：大 中 小】</TD></TR>
<TR><TD><FONT size=3>{body}</FONT></TD></TR>
<TR><TD align=right>【<A href="javascript:print()">打印</A>】【<A href="javascript:window.close()">关闭</A>】</TD></TR></TABLE>
</TD></TR></TABLE>
<TABLE width=980 align=center><TR><TD align=center>版权所有：平川县人民政府　主办：平川县人民政府办公室　备案号：湘ICP备05000001号<BR>
建议使用1024*768分辨率、IE6.0以上版本浏览</TD></TR></TABLE></BODY></HTML>"""


def div_soup(title: str, paragraphs: Sequence[str]) -> str:
    """Divs in divs, each paragraph one more, spans around pieces of sentences."""
    body = "".join(
        f'<div class="c1"><div>{_shown(text)}</div></div>'
        if "\t" in text
        else f'<div class="c1"><div><span>{_shown(text[:9])}</span><span style="font-size:16pt">{_shown(text[9:])}</span></div></div>'
        for text in paragraphs
    )
    links = "".join(
        f'<div><a href="#{n}">栏目{n}：关于开展专项检查的通知</a></div>' for n in range(8)
    )
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{html.escape(title)}_法治政府建设_{SITE}</title>
<style>.c1{{margin:0}}</style><script>var a = "<p>不是正文，是脚本里的字。</p>";</script></head><body>
<div class="top"><div><div>无障碍浏览</div><div>进入关怀版</div></div><div><input type="text" placeholder="请输入关键字"><button>搜索</button></div></div>
<div class="nav"><div><a href="/">首页</a></div><div><a href="/a">走进平川</a></div><div><a href="/b">政务公开</a></div></div>
<div class="w"><div class="crumb">当前位置：<a href="/">首页</a>&gt;<a>政务公开</a>&gt;<a>法治政府建设</a></div>
<div class="t"><div class="bt">{html.escape(title)}</div><div class="info"><span>来源：县司法局</span><span>发布时间：2024-02-06 09:30</span><span>浏览量：<em id="n"></em></span><span>字体：<a>大</a><a>中</a><a>小</a></span><span>分享到：<a>微信</a><a>微博</a></span></div></div>
<div><div><div>{body}</div></div></div>
<div class="pn"><div>上一篇：<a href="1">平川县2022年政府信息公开工作年度报告</a></div><div>下一篇：没有了</div></div>
<div class="rel"><h3>相关阅读</h3>{links}</div></div>
<div class="foot"><div>主办：平川县人民政府　承办：平川县人民政府办公室</div><div>网站标识码：4300000001　湘公网安备43000000000001号</div><div>联系电话：0700-1234567</div></div>
</body></html>"""


def trs_editor(title: str, paragraphs: Sequence[str]) -> str:
    """A TRS page: TRS_Editor with its own style, meta tags of the guide, attachments as links."""
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{html.escape(title)}</title>{META.format(title=html.escape(title))}</head><body>
<div class="header"><ul><li><a href="/">首页</a></li><li><a href="/z">走进平川</a></li><li><a href="/x">信息公开</a></li></ul></div>
<div class="mbx">首页 &gt; 政府信息公开 &gt; 法定主动公开内容 &gt; 法治政府建设</div>
<div class="xl"><h1>{html.escape(title)}</h1>
<p class="time">时间：2024-02-06 09:30&nbsp;&nbsp;来源：县司法局&nbsp;&nbsp;<a>【打印】</a><a>【关闭】</a></p>
<div class="Custom_UnionStyle"><div class="TRS_Editor"><style type="text/css">.TRS_Editor P{{line-height:2}}</style>
{_p(paragraphs, ' style="text-indent:2em" align="justify"', "　　")}</div></div>
<div class="fj"><p>附件：</p><p><a href="P0202402060001.docx">{html.escape(title)}.docx</a></p></div>
<div class="ewm"><img src="qr.png"><p>扫一扫在手机打开当前页</p></div></div>
<div class="yqlj"><select><option>国务院部门网站</option><option>省直部门网站</option></select></div>
<div class="footer"><p><a href="/gy">关于我们</a>｜<a href="/dt">网站地图</a>｜<a href="/sm">网站声明</a></p>
<p>版权所有：平川县人民政府　备案序号：湘ICP备05000001号-1</p><p>技术支持：平川县大数据中心</p></div></body></html>"""


def ucap_content(title: str, paragraphs: Sequence[str]) -> str:
    """A UCAP page: UCAPTITLE, UCAPCONTENT, dates in pages-date, the title once more in the text."""
    return f"""<html><head><meta charset="UTF-8"/><title>{html.escape(title)}__中国政府网</title></head><body>
<div class="hidden-xs"><a href="/">首页</a><span>|</span><a href="/jt">繁</a><span>|</span><a href="/en">English</a><span>|</span><a href="/login">登录</a></div>
<div class="article oneColumn pub_border"><h1 id="UCAPTITLE">{html.escape(title)}</h1>
<div class="pages-date">2024-02-06 09:30&nbsp;<span class="font">来源： 县司法局</span><div class="pages_print mhide">【字体：<span>大</span>&nbsp;<span>中</span>&nbsp;<span>小</span>】<span>打印</span><div class="share">分享</div></div></div>
<div class="pages_content" id="UCAPCONTENT">
<p style="text-align:center"><strong>{html.escape(title)}</strong></p>
{_p(paragraphs, ' style="text-indent: 2em;"')}<div class="zrbj">责任编辑：张某</div></div>
<div class="related"><div class="tit">相关稿件</div><ul><li><a href="1">一图读懂法治政府建设</a></li><li><a href="2">全县法治工作会议召开</a></li></ul></div></div>
<div class="foot">主办单位：平川县人民政府办公室<br/>运行维护单位：平川县电子政务中心<br/>版权所有 平川县人民政府<br/>网站标识码bm01000001 京ICP备05070218号</div></body></html>"""


def zoom(title: str, paragraphs: Sequence[str]) -> str:
    """A page with <div id="zoom">, its title in two lines, the text in <br>."""
    half = len(title) // 2
    body = "<br/><br/>\n&nbsp;&nbsp;&nbsp;&nbsp;".join(_shown(text) for text in paragraphs)
    return f"""<html><head><meta http-equiv="content-type" content="text/html;charset=GBK"><title>{html.escape(title)} - {SITE}</title></head><body>
<div id="header"><marquee>欢迎访问平川县人民政府门户网站</marquee>今天是2024年2月7日 星期三</div>
<div id="nav"><ul><li><a href="/">网站首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div id="location">您的位置: <a href="/">首页</a> → <a href="/zw">政务公开</a> → 正文</div>
<div id="article"><div class="title">{html.escape(title[:half])}<br>{html.escape(title[half:])}</div>
<div class="sub">日期：2024年02月06日　　信息来源：县司法局　　点击：<span id="hits">[56]</span>次　　<a>[打印]</a> <a>[收藏]</a></div>
<div id="zoom">&nbsp;&nbsp;&nbsp;&nbsp;{body}</div></div>
<div id="friend"><b>友情链接</b><br><a href="http://www">中国政府网</a> <a href="http://w2">省人民政府</a> <a href="http://w3">市人民政府</a></div>
<div id="foot">平川县人民政府主办　平川县人民政府办公室承办　联系我们<br>地址：平川县人民路1号　邮编：410000</div></body></html>"""


def print_view(title: str, paragraphs: Sequence[str]) -> str:
    """A print view: hardly anything but the text."""
    return f"""<html><head><title>打印页面</title><meta charset="utf-8"></head><body onload="window.print()">
<center><h2>{html.escape(title)}</h2></center><hr>
<div>{_p(paragraphs)}</div><hr><p>【打印本页】 【关闭窗口】</p></body></html>"""


def preformatted(title: str, paragraphs: Sequence[str]) -> str:
    """The whole text in one <pre>."""
    body = "\n\n".join(f"　　{_shown(text)}" for text in paragraphs)
    return f"""<html><head><title>{html.escape(title)}-{SITE}</title></head><body>
<a href="/">返回首页</a>
<h3 align=center>{html.escape(title)}</h3><p align=center>作者：　来源：县司法局　更新时间：2024-2-6</p>
<pre>{body}
</pre><p>Copyright © 2024 平川县人民政府 All Rights Reserved</p></body></html>"""


def breaks_only(title: str, paragraphs: Sequence[str]) -> str:
    """No paragraph element at all, nothing closed, entities for spaces."""
    body = "<br><br>&nbsp;&nbsp;".join(_shown(text) for text in paragraphs)
    return f"""<title>{html.escape(title)}</title><body bgcolor=white><a href=index.asp>首页</a> &gt;&gt; <a href=list.asp>工作动态</a> &gt;&gt; 正文
<h1>{html.escape(title)}</h1>[2024-02-06]　[来源：县司法局]　[阅读：33次]<br>
<font color=black>&nbsp;&nbsp;{body}<br><br>
<a href=prev.asp>上一条</a> <a href=next.asp>下一条</a><br>平川县人民政府 版权所有"""


def nested_tables(title: str, paragraphs: Sequence[str]) -> str:
    """Each paragraph in a table of its own, in cells of cells."""
    rows = "".join(
        f"<table border=0 width='100%'><tr><td width=10>&nbsp;</td><td><table><tr><td>{_shown(text)}</td></tr></table></td></tr></table>"
        for text in paragraphs
    )
    return f"""<html><body><table><tr><td><table><tr><td><a href=/>首页</a></td><td><a href=/a>机构</a></td><td><a href=/b>公开</a></td></tr></table></td></tr>
<tr><td><table><tr><td><h2>{html.escape(title)}</h2></td></tr><tr><td>来源：县司法局 | 发布日期：2024/02/06 | 阅读次数：88</td></tr>
<tr><td>{rows}</td></tr></table></td></tr><tr><td>主办单位：平川县人民政府<br>承办单位：县政府办公室</td></tr></table></body></html>"""


def index_table(title: str, paragraphs: Sequence[str]) -> str:
    """A page of the 公开目录: an index table above, the title in a row of it and above the text."""
    return f"""<html><head><meta charset="utf-8"><title>信息公开</title></head><body>
<div class="guide"><a href="1">政府信息公开指南</a><a href="2">政府信息公开制度</a><a href="3">法定主动公开内容</a></div>
<div class="main"><table class="index"><tr><td>索 引 号：</td><td>006001/2024-00012</td><td>主题分类：</td><td>司法、法治政府建设</td></tr>
<tr><td>发文机构：</td><td>平川县司法局</td><td>成文日期：</td><td>2024年01月30日</td></tr>
<tr><td>标　　题：</td><td colspan=3>{html.escape(title)}</td></tr>
<tr><td>文　　号：</td><td>平司〔2024〕3号</td><td>发布日期：</td><td>2024年02月06日</td></tr></table>
<div class="content"><p class="title">{html.escape(title)}</p><div class="view">{_p(paragraphs, "", "&emsp;&emsp;")}</div></div>
<div class="tools"><a>打印</a><a>关闭</a></div></div>
<div class="footer">网站主办：平川县人民政府<span>ICP备案：湘ICP备05000001号</span></div></body></html>"""


def mobile(title: str, paragraphs: Sequence[str]) -> str:
    """A mobile page: sections, articles, a bar below."""
    return f"""<!doctype html><html><head><meta charset=utf-8><meta name=viewport content="width=device-width"><title>{html.escape(title)}</title></head><body>
<header><a href=/ class=logo>平川县人民政府</a><nav><a>首页</a><a>公开</a><a>服务</a><a>互动</a></nav></header>
<main><article><h1>{html.escape(title)}</h1><section class=meta><time>2024-02-06 09:30</time> <span>县司法局</span></section>
<section class=body>{_p(paragraphs)}</section></article></main>
<aside><h2>热门推荐</h2><ul><li><a href=1>平川县召开优化营商环境会议，部署下一步工作。</a></li></ul></aside>
<footer><p>平川县人民政府办公室主办</p><p>湘ICP备05000001号</p></footer><nav class=bar><a>首页</a><a>返回顶部</a></nav></body></html>"""


def vue_like(title: str, paragraphs: Sequence[str]) -> str:
    """Rendered by a script and saved: comments as anchors, data attributes, hidden layers."""
    body = "".join(f'<p data-v-7ba5bd90="">{_shown(text)}</p><!---->' for text in paragraphs)
    return f"""<!DOCTYPE html>
<!-- saved from url=(0053)https://www.pingchuan.example/#/detail?id=1024 -->
<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>{SITE}</title></head><body>
<noscript><strong>请启用JavaScript后继续，否则本网站不能正常工作。</strong></noscript>
<div id="app" data-v-app=""><div class="el-menu"><ul role="menubar"><li role="menuitem">首页</li><li role="menuitem">政务公开</li><li role="menuitem">政务服务</li></ul></div>
<div class="el-dialog__wrapper" style="display: none;"><p>登录已经超时，请重新登录，如有疑问请联系管理员。</p></div>
<div class="el-breadcrumb"><span>首页</span><span>/</span><span>政务公开</span><span>/</span><span>详情</span></div>
<div class="detail"><div class="detail-title">{html.escape(title)}</div><div class="detail-info"><span>发布日期：2024-02-06</span><span>来源：县司法局</span><span>浏览次数：12</span></div>
<div class="ql-editor">{body}</div></div>
<div class="el-backtop">返回顶部</div><div class="ft"><span>技术支持：平川县大数据中心</span></div></div>
<template><p>模板里的字，不是正文，不应当读出来。</p></template><script>window.__INITIAL_STATE__={{"content":"<p>{html.escape(title)}</p>"}}</script></body></html>"""


def word_saved(title: str, paragraphs: Sequence[str]) -> str:
    """Saved by Word as a web page: conditional comments, o:p, source lines wrapped inside Chinese."""

    def wrapped(text: str) -> str:
        return _shown(re.sub(r"(.{30,38})(?<![\x00-\x7f])(?=[^\x00-\x7f])", r"\1\n", text))

    body = "\n".join(
        f"<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><span\nstyle='font-size:16.0pt;font-family:仿宋_GB2312'>{wrapped(text)}<span lang=EN-US><o:p></o:p></span></span></p>"
        for text in paragraphs
    )
    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=ProgId content=Word.Document><title>{html.escape(title)}</title>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>张某</o:Author></o:DocumentProperties></xml><![endif]-->
<style><!-- p.MsoNormal {{mso-style-parent:"";}} --></style></head><body lang=ZH-CN style='tab-interval:21.0pt'><div class=Section1>
<p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:22.0pt'>{wrapped(title)}</span></b></p>
{body}</div><!--[if supportFields]><span>域代码</span><![endif]--></body></html>"""


def split_content(title: str, paragraphs: Sequence[str]) -> str:
    """A closing tag too many in the text: its last part falls out of the element that holds it."""
    cut = len(paragraphs) * 4 // 5
    return f"""<html><head><meta charset="utf-8"><title>{html.escape(title)}-{SITE}</title></head><body>
<div class="wrap"><div class="left"><ul><li><a href=1>领导之窗</a></li><li><a href=2>机构职能</a></li></ul></div>
<div class="right"><div class="dqwz">当前位置 : 首页 > 法治政府</div><h2>{html.escape(title)}</h2><div class="ly">文章来源：县司法局　发布时间：2024-02-06　【<a>大</a> <a>中</a> <a>小</a>】</div>
<div class="con">{_p(paragraphs[:cut])}</div></div></div>{_p(paragraphs[cut:])}</div>
<div class="xgxw"><p>相关信息</p><ul><li><a href=9>关于印发全县法治政府建设工作要点的通知</a></li></ul></div>
<div class="bottom"><p>联系电话：0700-1234567　电子邮箱：pc@example.cn</p><p>版权所有：平川县人民政府</p></div></body></html>"""


SHELLS: tuple[Shell, ...] = (
    table_layout,
    div_soup,
    trs_editor,
    ucap_content,
    zoom,
    print_view,
    preformatted,
    breaks_only,
    nested_tables,
    index_table,
    mobile,
    vue_like,
    word_saved,
    split_content,
)
