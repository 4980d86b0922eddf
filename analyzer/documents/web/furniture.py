"""What stands on a page of a government site around the text, told from the words of a line.

Only whole lines are taken, and only those that consist of nothing else: a sentence of a report that
mentions a 来源 or a 主办单位 is a sentence.
"""

from __future__ import annotations

import re

from analyzer.documents.web.lines import Line

_COLON = r"\s*[:：]\s*"
_APART = r"[\s|｜丨/·•、，,；;\-—【】\[\]()〔〕<>《》“”\"]*+"
DAY = (
    r"(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}(?:\s*日)?"
    r"(?:\s*T?\s*\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{1,2}(?:\.\d+)?)?\s*[秒分]?)?"
)
_LABEL = (
    "(?:(?:发布|发文|公开|上网|更新|成文|生成|录入|添加|印发|发稿|创建|编辑|公布)?(?:时间|日期)"
    "|(?:信息|文章|稿件|内容|新闻)?(?:来源|出处)|作者|供稿|撰稿|稿源|文号|发布机构|发布单位|公开机构|发布人|发布者"
    "|责任编辑|责编|编辑|审核人|审核|初审|复审|终审|校对|签发|录入者|录入|编审|监制|所属栏目|分类|类别|类型|关键词|标签"
    "|(?:浏览|点击|阅读|访问|查看)(?:次数|人数|量|数|率)?|次数|访问量|人气"
    "|(?:选择)?(?:字号|字体大小|字体|文字大小)|视力保护色|背景色|行距|分享(?:到|至)?)"
)
_TOOL = (
    r"(?:(?:浏览|点击|阅读|访问)(?:次数|量|数)?\s*\d{0,9}\s*次?|\d{1,9}\s*次(?:浏览|阅读|点击)?|人气\s*\d{0,9}"
    r"|字号|字体|特大|大|中|小|默认|正常|A\+|A-|T\+|T-|缩小|放大"
    "|(?:我要)?打印(?:本页|页面|文章|此页|文档|预览|版)?|关闭(?:窗口|本页|页面|此页|当前页|当前窗口)?"
    "|收藏(?:本页|本站|此页|网页)?|加入收藏|设为首页|(?:一键)?分享(?:本页|文章|到|至)?|微信|新浪微博|腾讯微博|微博|朋友圈"
    "|QQ空间|QQ好友|QQ|空间|复制链接|更多|转发|推荐给朋友|举报|(?:网站|我要)?纠错|(?:我要)?评论|点赞"
    "|保存(?:本页)?|下载文档|文档下载|附件下载|下载|图解|导出|word版|pdf版|word|pdf"
    "|返回(?:顶部|首页|列表|上级|上一页|主页)?|回到顶部|顶部|top|(?:网站)?首页|主页|登录|注册|个人中心|退出"
    "|无障碍(?:浏览|阅读|版|模式|通道|辅助)?|适老(?:化|版|模式)|长者(?:助手|模式|版|专区)|(?:进入)?关怀版|老年版"
    "|语音播报|语音|朗读|听全文|听新闻|播放|暂停|繁體中文|繁体中文|简体中文|繁體|繁体|简体|english|en"
    "|移动版|手机版|电脑版|客户端|邮箱|rss|(?:高级|站内|全站)?搜索|检索|站点地图|网站地图)"
)
# Possessive throughout, so that a hostile line costs no more than its length.
_TOOLS = re.compile(
    rf"{_APART}(?:(?>{_LABEL}{_COLON}(?:{DAY}|(?:(?!{_LABEL}{_COLON}|打印|关闭|分享)[^\s，。；：:|｜【\[]){{0,30}}+)"
    rf"|{DAY}|{_TOOL}){_APART})++",
    re.I,
)
_SIGNED = re.compile(
    r"[（(]?\s*(?:19|20)\d\d\s*年\s*[\dXx×]{1,2}\s*月\s*[\dXx×]{0,2}\s*日\s*[)）]?|二[〇○零Ｏ0]\S{2}年\S{1,3}月\S{1,4}日"
)
_BUTTONS = re.compile(
    rf"{_APART}(?>(?:分享(?:到|至)?|字号|字体){_COLON}|{_TOOL}){_APART}(?>{_TOOL}{_APART})++", re.I
)
# No line of labels is longer.
_LONGEST = 300
_TRAIL = re.compile(
    rf"(?:您|你)?(?:当前|现在|目前)?(?:所在)?的?(?:位置|栏目)(?:是)?{_COLON}.*"
    r"|(?:您|你)(?:现在|当前|目前)(?:所)?在.{0,3}[:：].*"
    r"|(?:[^\s>»›＞。；]{1,20}\s*(?:>>|[>»›＞])\s*){2,}[^。；]{0,60}"
    r"|(?:网站)?首页\s*(?:>>|[>»›＞→/\\\-—|·])+[^。；]{0,80}"
)
_WAYS_ON = re.compile(
    r"(?:上|下|前|后)一?(?:篇文章|条信息|篇|条|页|则)\s*(?:[:：»›«<>].*)?|没有了"
    r"|(?:(?:首页|尾页|末页|(?:上|下|前|后)一?(?:篇|条|页))[\s\d.…|]*+){2,}"
)
_NOTICE = re.compile(
    r"[^，。；]{0,12}(?:扫一扫|扫描(?:上方|下方)?二维码|扫码(?:阅读|查看|浏览|打开|关注|下载|看)|在手机(?:上)?(?:打开|浏览|查看|阅读))[^。；]{0,40}"
    r"|[^，。；]{0,15}(?:二维码|微信公众号|官方微博|政务微博|手机客户端|APP下载)"
    r"|(?:打开|使用)微信[^。；]{0,30}|您的浏览器.{0,80}|请(?:输入|选择)[^。；]{0,20}"
    r"|(?:热门|热搜|推荐)(?:搜索|词|关键词)?[:：][^。；]{0,60}|今天是[^。；]{0,40}|欢迎(?:您|你)?(?:访问|光临|来到)[^。；]{0,40}",
    re.I,
)
_SCAN = re.compile(r"[^，。；]{0,12}扫一扫[^。；]{0,40}")
_RELATED = re.compile(
    r"[【\[]?(?:相关|延伸|推荐|热点|热门|最新|友情|常用|快速|猜你|图片)"
    r"(?:链接|阅读|文章|新闻|信息|推荐|稿件|文档|资讯|解读|内容|附件|文件|专题|导航|通道|喜欢)[】\]]?\s*[:：]?"
    r"|(?:网友|最新|热门|发表|全部|我要)?(?:评论|留言)(?:区|列表)?\s*[:：]?"
)
# Nothing in a report says these, whatever else the line holds.
_SURELY_FOOT = re.compile(
    r"版权所有|Copyright\s*(?:©|\(c\)|[12]\d{3})|©|ICP备\s*\d|公网安备\s*\d|网站标识码|All Rights Reserved",
    re.I,
)
_SCREEN = re.compile(r"分辨率.{0,20}浏览|\A(?:建议|推荐|请).{0,20}(?:分辨率|浏览器)")
_FOOT = re.compile(
    rf"(?:本站|网站)?(?:主办|承办|协办|主管|运行|运维|维护|管理|建设|开发|制作)(?:单位|机构|部门|维护)?{_COLON}.*"
    r"|技术(?:支持|保障|维护)[:：].{0,60}|(?:ICP)?(?:备案|备案号|备案序号)[:：].*|党政机关网站|(?:版权|著作权)(?:声明|信息)"
    r"|(?:网站|本站)?(?:总访问量|访问总量|总浏览量|在线人数).{0,40}|.{2,30}主办(?:\s.{2,30}承办)?(?:\s.{0,30})?"
    r"|(?:建议|推荐|请)(?:您)?(?:使用|用|以)[^。]{0,40}浏览[^。]{0,60}"
    r"|友情链接.{0,40}|网站(?:地图|声明|支持|导航|帮助)|(?:关于|联系)我们|隐私(?:声明|保护|政策)|免责声明|法律声明|使用帮助|常见问题",
    re.I,
)
# A report may give these below its text as well.
_CONTACT = re.compile(
    rf"(?:(?:单位|办公|详细|联系)?地址|(?:联系|服务|监督|咨询|举报|值班|办公|传真|热线)?(?:电话|方式|热线)|传真|(?:电子)?(?:邮箱|邮件)|邮编|邮政编码|E-?mail)"
    rf"{_COLON}[^。；]{{0,150}}",
    re.I,
)
# A row of the index table that a 政府信息公开目录 page has above the text.
# Source: 国务院办公厅《政府信息公开目录系统实施指引》, the core items of an index.
_INDEX = re.compile(
    r"[【\[]?(?:索\s*引\s*号|信息索引号|主题分类|组配分类|体裁分类|服务对象|信息分类|公开分类|栏目分类|分\s*类|主题词|关\s*键\s*词|发文机关|发文机构|发文单位|发布机构|发布单位|发布机关|公开机构|公开主体|公开责任部门|责任部门|成文日期|成文时间|发文日期|发文时间|发布日期|发布时间|公开日期|公开时间|公开时限|公开方式|公开范围|公开形式|公开类别|公开属性|公开目录|公开程序|生成日期|生成时间|信息名称|名\s*称|标\s*题|文\s*号|文件编号|发文字号|有\s*效\s*性|有效期|效力状态|是否有效|时\s*效|失效日期|废止日期|生效日期|生效时间|施行日期|实施日期|内容概述|概\s*述|信息来源|语\s*种|载体类型|记录形式|访问量|存储位置|上传时间|登记号|统一登记号|统一编号)[】\]]?\s*(?:[:：\t].*)?"
)
_ATTACHED = re.compile(
    r"[【\[]?(?:相关)?附件(?:下载|列表)?[】\]]?\s*[0-9一二三四五六七八九十]{0,2}\s*[:：]?"
)
_FILE = re.compile(
    r".{0,80}\.(?:docx?|xlsx?|pdf|ofd|wps|et|zip|rar|pptx?)(?:\s*[\[(（][^\])）]{0,20}[\])）])?",
    re.I,
)
_SENTENCE = re.compile(r"[，。；！？]")
_HEADING = re.compile(
    r"(?:第[一二三四五六七八九十百]{1,3}[部章节条]|[一二三四五六七八九十]{1,3}[、．.是]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、])\s*\S"
)
_LEAST_PROSE = 20
_MOSTLY = 0.6


def is_tools(line: Line) -> bool:
    """Tells whether a line only has labels and tools: 发布时间, 来源, 字号, 打印, 分享."""
    text = line.text
    return len(text) <= _LONGEST and bool(_TOOLS.fullmatch(text)) and not is_signed(line)


def is_signed(line: Line) -> bool:
    """Tells whether a line is a date as it stands below a title or a signature (2024年2月6日)."""
    return _SIGNED.fullmatch(line.text) is not None


def is_contact(line: Line) -> bool:
    """Tells whether a line only has addresses and telephone numbers."""
    return len(line.text) <= _LONGEST and _CONTACT.fullmatch(line.text) is not None


def is_trail(line: Line) -> bool:
    """Tells whether a line is a breadcrumb (您现在的位置：首页 > …)."""
    return len(line.text) <= _LONGEST and _TRAIL.fullmatch(line.text) is not None


def is_index(line: Line) -> bool:
    """Tells whether a line is a row of the index table of a 政府信息公开目录 page."""
    return len(line.text) <= _LONGEST and _INDEX.fullmatch(line.text) is not None


def ends_text(line: Line) -> bool:
    """Tells whether a line can only come after the text: 上一篇, 相关链接, 版权所有, 主办单位."""
    text = line.text
    if len(text) > _LONGEST or is_numbered(line):
        return False
    return bool(
        _WAYS_ON.fullmatch(text)
        or _RELATED.fullmatch(text)
        or _SCREEN.search(text)
        or ("。" not in text and (_SURELY_FOOT.search(text) or _FOOT.fullmatch(text)))
    )


def begins_other(line: Line) -> bool:
    """Tells whether other texts begin with a line: 相关阅读, 网友评论, 上一篇."""
    text = line.text
    if len(text) > _LONGEST or is_numbered(line):
        return False
    return bool(_RELATED.fullmatch(text) or _WAYS_ON.fullmatch(text))


def is_inserted(line: Line) -> bool:
    """Tells whether a line is no text even between two paragraphs, where hardly any junk is."""
    text = line.text
    if len(text) > _LONGEST or is_numbered(line):
        return False
    return bool(_BUTTONS.fullmatch(text) or _SCAN.fullmatch(text) or _WAYS_ON.fullmatch(text))


def is_furniture(line: Line) -> bool:
    """Tells whether a line at the beginning or the end is no part of the text."""
    text = line.text
    if len(text) > _LONGEST:
        return False
    if is_tools(line) or _TRAIL.fullmatch(text) or _WAYS_ON.fullmatch(text):
        return True
    return not is_numbered(line) and _NOTICE.fullmatch(text) is not None


def is_linked(line: Line) -> bool:
    """Tells whether a line is a link or a list of links rather than a sentence with one."""
    return line.linked >= _MOSTLY * len("".join(line.text.split()))


def is_prose(line: Line) -> bool:
    """Tells whether a line reads like a paragraph of a text."""
    return len(line.text) >= _LEAST_PROSE and _SENTENCE.search(line.text) is not None


def is_numbered(line: Line) -> bool:
    """Tells whether a line begins with a number as headings have it."""
    return _HEADING.match(line.text) is not None


def names_attachments(line: Line) -> bool:
    """Tells whether a line only says that attachments follow."""
    return _ATTACHED.fullmatch(line.text) is not None


def is_file(line: Line) -> bool:
    """Tells whether a line only names a file."""
    return _FILE.fullmatch(line.text) is not None
