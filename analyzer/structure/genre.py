"""What kind of text this is (文种): by its title, and by how it speaks where the title misleads.

The last word of an official title names its kind, so what is cited in 《》 or added in brackets is
left out. A title is then held against the text: who speaks, to whom, and what is announced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analyzer.lexicon.schema import Genre
from analyzer.model.document import Paragraph
from analyzer.structure.frame import Frame, bare_title
from analyzer.structure.numbers import YEAR, parse_year
from analyzer.structure.voice import CITED, LAW, Announced, Voice

REPORT = "annual-report"
OTHER = "other"
# Kinds with varieties of their own in the table; a variety is reported as its kind.
_FAMILIES = (OTHER, "news", "account-of-law", "notice", "plan", "speech")
_RANGE = re.compile(r"(20\d\d)[ 年]{0,2}[—–\-~～至到－]{1,2}[ ]?(20\d\d)")
_REPORT_WORD = re.compile(r"报告|总结|小结|汇报|情况|年报|白皮书")
_REPORT_ENDS = ("报告", "总结", "小结", "汇报", "情况", "年报", "白皮书", "材料")
_TEMPLATE = re.compile(r"提纲|模板|格式|样式|参考|范文|范本")
_OUTLINE = tuple(
    re.compile(words)
    for words in (
        r"第一责任人|主要负责人|主要负责同志|党政主要|一把手",
        r"举措|成效|做法|工作情况|开展情况|完成情况|建设情况|总体情况|基本情况|工作总结|主要工作|工作回顾",
        r"不足|问题|短板|差距|薄弱|原因",
        r"打算|安排|计划|思路|下一?步|今后|明年|来年|努力方向|下一?年",
    )
)
_FIELDS = tuple(
    re.compile(words)
    for words in (
        r"行政执法|执法监督|文明执法",
        r"重大(?:行政)?决策|依法决策",
        r"规范性文件|合法性审[查核]",
        r"行政复议|应诉|行政诉讼",
        r"普法|法[治制]宣传",
        r"政务公开|信息公开",
        r"第一责任人|述法",
        r"矛盾纠纷|调解|信访",
        r"权责清单|放管服|营商环境",
    )
)
# The same fields in the words of those who avoid the usual ones.
_PLAINLY = tuple(
    re.compile(words)
    for words in (
        r"执法|立案|罚款|处罚|罚单|查处|许可",
        r"决策|听证|论证|征求|表决|票决|集体讨论|集体研究",
        r"合法性|文件[^。；]{0,12}(?:审|备|废|清理)|审[核查过][^。；]{0,8}(?:文件|合同|协议)|律师|法律顾问",
        r"复议|应诉|法庭|法院|被告|官司|败诉|开庭|出庭",
        r"普法|学法|法律课|讲法|法治课|宪法|民法典|法律知识|懂法|法条",
        r"公开|公示|公布|上网|上墙|贴出",
        r"调解|纠纷|信访|来信|投诉",
    )
)
_HEAD = re.compile(r"[局镇乡县市区省厅队校站馆所旗州盟]长|主任|书记|负责人|一把手|带头人|当家人")
_FELL_SHORT = re.compile(
    r"不足|短板|没做好|没有做好|欠账|差距|不够|薄弱|毛病|还差|问题|短处|难处|丢分|不到位"
)
_NEXT_YEAR = re.compile(r"明年|来年|下一?步|下一年|新的?一年|接下来|今后|往后|打算|计划")
# Who names neither owns up to something at least.
_OWNS_UP = re.compile(r"没|缺|漏|拖|慢|晚了|迟|错|输|憾|歉|愧|亏|欠")
_OF_A_YEAR = re.compile(r"一年|全年|今年|本年|年度|20\d\d年|去年")
_LAW_WORD = re.compile(r"法(?![子儿宝])|罚|律师|复议")
_TITLE_OF_LAW = re.compile(r"依法|守法|用法|讲法|法治|照着?法")
_MANY_PLAINLY = 5
_MOST_PLAINLY = 6
# In a thousand characters; more of them under a title that names other work.
_LAW_WORDS = 8
_MOST_LAW_WORDS = 20
_LINE_OF_OUTLINE = 45
_MANY_FIELDS = 5
_MOST_FIELDS = 6
_MAX_TITLE = 80
# An attached report is longer than this, and tells in its first part what was done; an outline for
# one only asks.
_MIN_ATTACHED = 500
_LOOK_AHEAD = 4000
_TOLD = re.compile(r"\d+(?:余|多)?[次件份人场期个项条]|[了过]")
_MIN_TOLD = 4


# Work for which an authority calls somebody to account.
_ANSWERS = re.compile(r"整改|自查|自评|示范创建|示范[县市区]|述法|述职|迎检")
# A title that says the whole year's work of a named body, or the government's own report.
_BUSINESS = re.compile(
    r"[局委厅办院镇乡县市区省处队](?:关于)?(?:20\d\d年?(?:度|全年)?)?(?:全年|年度)?工作|政府工作报告"
)
_JUSTICE = re.compile(r"社区矫正|法律援助|公证|安置帮教|司法鉴定|律师管理")
# Who does what by when is written into a plan, item by item.
_TASKS = re.compile(r"完成时限|牵头(?:股室|科室|处室|单位|部门)|责任(?:股室|科室|处室|单位)[：:]")
_SEVERAL_TASKS = 3
_SEVERAL_TRADES = 2
_ANY_FIELD = re.compile("|".join(pattern.pattern for pattern in (*_FIELDS, LAW)))
# Annual reports touch their fields six times and more in a thousand characters; the report of a
# whole government, once or twice.
_HITS_PER_THOUSAND = 5


class Kind(NamedTuple):
    """A kind of text, and its name in Chinese."""

    kind: str
    name: str


_OTHER = Kind(OTHER, "其他材料")
_SEVERAL_YEARS = Kind(OTHER, "多年工作总结")
_PERIOD = Kind(OTHER, "半年、季度或多年工作总结")
_YEAR = re.compile(r"(20\d{2})年")
_YEAR_WRITTEN = re.compile(rf"{YEAR}(?=年)")
# Whoever still plans the second half of the year does not report on all of it.
# 某局2024年依法管牧工作总结、法治成绩单: a body's own year of law, under a name of its own making.
_OF_ANOTHER_KIND = (
    r"计划|要点|方案|通知|讲话|发言|述法|述职|普法|宣传|督察|整改|自查|自评|信息公开|复议|应诉"
    r"|半年|季度|规划|意见|办法|规定|清单|会议|调研|考核|评估|审议|倡议|公告|请示|批复|创建|解读|提纲|征求"
)
_OWN_REPORT = re.compile(
    r"[局委厅办院镇乡县市区省处府会站所队](?:关于)?20\d\d年(?:度)?法治政府建设(?:工作)?(?:情况)?(?:的)?(?:年度)?报告\Z"
)
_OTHER_TITLE = re.compile(rf"{_OF_ANOTHER_KIND}|安排|打算|思路|报道|侧记|案例|纪要")
_UNTYPED = re.compile(
    r"(?=.*[局委厅办院镇乡县市区省处府会站所队])(?=.*20\d\d)"
    rf"(?!.*(?:{_OF_ANOTHER_KIND}))"
    r".*(?:依法(?!治理能力)[办行履用管治决]|法治(?!宣传|文化|社会|乡村|教育|示范|督察))"
)
_SECOND_HALF = re.compile(
    r"(?:\A|\n)[^\n，。]{0,6}下半年[^\n，。]{0,6}(?:安排|打算|计划|思路|重点)"
)
_SEVERAL = re.compile(
    r"(?<![二〇○零一\d])[三四五六七八]年来|过去[的]?[三四五六七八]年|近[三四五六七八]年"
    r"|(?<![二〇○零一\d])[三四五六七八]年(?:工作|历程)"
)
_COUNTS_YEARS = re.compile(r"(?<![二〇○零一\d])[三四五六七八]年(?:来|累计|共|间|里|的|走|只|增)")
_LOOK_BACK = 300
_OFTEN = 3
_PLAN_TITLE = re.compile(r"安排|要点|计划")
_MANY_TASKS = 4


def kind_of(
    frame: Frame,
    text: str,
    paragraphs: Sequence[Paragraph],
    genres: Sequence[Genre],
    *,
    titled: Kind | None,
    voice: Voice,
) -> Kind:
    """Returns the kind of a text.

    Args:
        frame: What stands around its body.
        text: The whole text.
        paragraphs: Its paragraphs.
        genres: The kinds of the pack.
        titled: What its title says.
        voice: How it speaks.
    """
    report = _named(genres, REPORT)
    if voice.speech and titled is None:
        return _named(genres, "speech")
    own = titled is not None and titled.kind == REPORT and _hands_in_its_own(frame)
    if (
        voice.personal
        and not own
        and (titled is None or titled.kind in (REPORT, "account-of-law", OTHER))
    ):
        return _named(genres, "account-of-law")
    if titled is not None and titled.kind == REPORT:
        return _objection(frame, text, paragraphs, voice, genres) or report
    if titled is not None and titled.kind in ("openness-report", "speech"):
        return titled
    if voice.notice or voice.plan:
        return titled or _named(genres, "notice" if voice.notice else "plan")
    untyped = titled is None and _UNTYPED.search(frame.title) is not None
    if untyped or _told_as_report(frame, text, paragraphs, voice, titled):
        return report
    return titled or _by_voice(frame, text, voice, genres)


def by_title(title: str, genres: Sequence[Genre]) -> Kind | None:
    """Returns the kind that a title names; None if it names none."""
    core = subject_of(title)
    span = _RANGE.search(core)
    for genre in genres:
        if _fits(core, genre) or (genre.kind == REPORT and _is_branch_report(core, genre)):
            if genre.kind == REPORT and span and int(span[2]) - int(span[1]) > 1:
                # Several years in one are no annual report.
                return _SEVERAL_YEARS
            return _kind(genre)
    return None


def _is_branch_report(core: str, genre: Genre) -> bool:
    """Tells whether a title is that of a branch's own kind of report (法治林业建设情况报告)."""
    if any(word in core for word in genre.not_title) or not _REPORT_WORD.search(core):
        return False
    return LAW.search(core) is not None


def subject_of(title: str) -> str:
    """Returns a title without cited documents and remarks; all of it where it is one citation."""
    # 二〇二三年工作 is one year's work, not three years'.
    title = _YEAR_WRITTEN.sub(lambda found: str(parse_year(found.group())), title)
    core = bare_title(CITED.sub("", title))
    return core if len(core) >= 4 else bare_title(title.strip("《》"))


def is_report_title(line: str, genres: Sequence[Genre]) -> bool:
    """Tells whether a line can be the title of an attached report."""
    if not 8 <= len(line) <= 60 or line[-1] in "。：:；，" or "附件" in line:
        return False
    if _TEMPLATE.search(line) or not bare_title(line).endswith(("报告", "总结", "汇报")):
        return False
    found = by_title("".join(line.split()), genres)
    return found is not None and found.kind == REPORT


def attached_report(
    frame: Frame, text: str, paragraphs: Sequence[Paragraph], genres: Sequence[Genre]
) -> int | None:
    """Returns the index of the paragraph at which a report attached to a letter begins.

    The letter is only its cover where the report makes up most of the text and is written out.
    """
    for index, (start, end, _) in enumerate(paragraphs):
        if start < frame.body_start or end - start > _MAX_TITLE:
            continue
        if len(text) - end < max(_MIN_ATTACHED, len(text) // 2):
            return None
        if is_report_title(text[start:end].strip(), genres):
            told = _TOLD.findall(text, end, end + _LOOK_AHEAD)
            return index if len(told) >= _MIN_TOLD else None
    return None


def _fits(title: str, genre: Genre) -> bool:
    if any(word in title for word in genre.not_title):
        return False
    if genre.title_ends and not title.endswith(genre.title_ends):
        return False
    if genre.title_all and not all(any(w in title for w in group) for group in genre.title_all):
        return False
    if genre.title_any and not any(word in title for word in genre.title_any):
        return False
    return bool(genre.title_any or genre.title_all or genre.title_ends)


def _named(genres: Sequence[Genre], kind: str) -> Kind:
    return next((_kind(genre) for genre in genres if genre.kind == kind), _OTHER)


def _kind(genre: Genre) -> Kind:
    family = next((name for name in _FAMILIES if genre.kind.startswith(f"{name}-")), genre.kind)
    return Kind(family, genre.name)


def _plans_for(frame: Frame, text: str) -> int | None:
    """Returns the year after the title's that a line of the text heads its plan with."""
    titled = _YEAR.search(frame.title)
    if titled is None:
        return None
    after = int(titled[1]) + 1
    found = re.search(rf"\n[^\n。；，]{{0,8}}{after}年[^\n。；，]{{0,12}}\n", text)
    return after if found is not None else None


def _is_of_several_years(frame: Frame, text: str) -> bool:
    """Tells whether the opening looks back on several years, and the text goes on counting them."""
    opening = text[frame.body_start : frame.body_start + _LOOK_BACK]
    return (
        _SEVERAL.search(opening) is not None
        and len(_COUNTS_YEARS.findall(text, frame.body_start, frame.body_end)) > _OFTEN
    )


def _objection(
    frame: Frame,
    text: str,
    paragraphs: Sequence[Paragraph],
    voice: Voice,
    genres: Sequence[Genre],
) -> Kind | None:
    """Returns what a text is that is only called a report; None where it may be one."""
    if voice.notice:
        return _named(genres, "notice")
    if voice.plan:
        return _named(genres, "plan")
    if voice.announces is Announced.OTHER_PURPOSE:
        return _OTHER
    if voice.briefing and _plans_for(frame, text) is None:
        return _OTHER
    lines = _short_lines(frame, text, paragraphs)
    if _SECOND_HALF.search(lines) or _is_of_several_years(frame, text):
        return _PERIOD
    if _PLAN_TITLE.search(frame.title) and len(_TASKS.findall(text)) > _MANY_TASKS:
        return _named(genres, "plan")
    if voice.announces is Announced.OTHER_WORK and _fields(frame, text) < _MANY_FIELDS:
        return _OTHER
    if voice.announces is Announced.LAW:
        return None
    if voice.openness:
        return _named(genres, "openness-report")
    news = voice.news and not _hands_in_its_own(frame)
    if news and voice.announces is Announced.NOTHING:
        return _named(genres, "news")
    return None


def _hands_in_its_own(frame: Frame) -> bool:
    """Tells whether a body hands in, signed to its superior, what the title calls its report.

    However it is told: as a letter of the new head, or scene by scene.
    """
    return bool(
        frame.addressee
        and frame.signature
        and _OWN_REPORT.search(bare_title(CITED.sub("", frame.title)))
    )


def _told_as_report(
    frame: Frame,
    text: str,
    paragraphs: Sequence[Paragraph],
    voice: Voice,
    titled: Kind | None,
) -> bool:
    """Tells whether a text that no title calls so is an annual report all the same."""
    if voice.briefing or voice.announces in (Announced.OTHER_WORK, Announced.OTHER_PURPOSE):
        return False
    parts, fields = _parts(frame, text, paragraphs), _fields(frame, text)
    if voice.announces is Announced.LAW and (titled is None or parts >= 3):
        return True
    if titled is not None:
        # Against its title, a text must have all four parts and answer for nothing else.
        opening = text[frame.body_start : frame.body_end].strip().partition("\n")[0]
        whole = parts == len(_OUTLINE) and fields >= _MANY_FIELDS
        return whole and not _ANSWERS.search(opening)
    if voice.news or voice.openness or voice.speech:
        return False
    wide = fields >= _MOST_FIELDS or (fields >= _MANY_FIELDS and parts >= 3)
    return (wide and _speaks_of_law(frame, text)) or _tells_its_year(frame, text, voice)


def _tells_its_year(frame: Frame, text: str, voice: Voice) -> bool:
    """Tells whether a text in its own words says what an annual report must say.

    That is: what the head and the body did in most fields of a year, and what fell short or comes
    next. Neither title nor headings need say so.
    """
    title, start, end = bare_title(CITED.sub("", frame.title)), frame.body_start, frame.body_end
    if voice.meeting or _OTHER_TITLE.search(title) or _BUSINESS.search(title):
        return False
    plainly = sum(pattern.search(text, start, end) is not None for pattern in _PLAINLY)
    named = title.endswith(_REPORT_ENDS) and not LAW.search(title)
    ends = _FELL_SHORT.search(text, start, end) or _NEXT_YEAR.search(text, start, end)
    handed_in = bool(frame.addressee and frame.signature)
    if ends is None and (plainly >= _MOST_PLAINLY or handed_in):
        ends = _OWNS_UP.search(text, start, end)
    least = _MOST_LAW_WORDS if named else _LAW_WORDS
    return (
        # A title about law, of no other kind, says half of it.
        plainly >= _MANY_PLAINLY - (_TITLE_OF_LAW.search(title) is not None)
        and _HEAD.search(text, start, end) is not None
        and ends is not None
        and _OF_A_YEAR.search(text, start, end) is not None
        and 1000 * len(_LAW_WORD.findall(text, start, end)) >= least * (end - start)
        and len(_TASKS.findall(text, start, end)) < _SEVERAL_TASKS
        and len(set(_JUSTICE.findall(text, start, end))) < _SEVERAL_TRADES
    )


def _speaks_of_law(frame: Frame, text: str) -> bool:
    """Tells whether law-based government is what a text is about, not one field of its work.

    The general report of a government or of a justice bureau touches all the same fields.
    """
    title = bare_title(frame.title)
    if title.endswith(_REPORT_ENDS) and _BUSINESS.search(title):
        return False
    start, end = frame.body_start, frame.body_end
    if 1000 * len(_ANY_FIELD.findall(text, start, end)) < _HITS_PER_THOUSAND * (end - start):
        return False
    tasks = len(_TASKS.findall(text, start, end))
    trades = len(set(_JUSTICE.findall(text, start, end)))
    return tasks < _SEVERAL_TASKS and trades < _SEVERAL_TRADES


def _short_lines(frame: Frame, text: str, paragraphs: Sequence[Paragraph]) -> str:
    """Returns the lines of the body that are short enough to be headings."""
    return "\n".join(
        text[start:end]
        for start, end, _ in paragraphs
        if frame.body_start <= start < frame.body_end and end - start <= _LINE_OF_OUTLINE
    )


def _parts(frame: Frame, text: str, paragraphs: Sequence[Paragraph]) -> int:
    """Returns how many of the four parts that the statute asks for have a line of their own."""
    lines = _short_lines(frame, text, paragraphs)
    return sum(pattern.search(lines) is not None for pattern in _OUTLINE)


def _fields(frame: Frame, text: str) -> int:
    """Returns in how many fields of law-based government a text tells something."""
    start, end = frame.body_start, frame.body_end
    return sum(pattern.search(text, start, end) is not None for pattern in _FIELDS)


def _by_voice(frame: Frame, text: str, voice: Voice, genres: Sequence[Genre]) -> Kind:
    for heard, kind in (
        (len(_TASKS.findall(text, frame.body_start, frame.body_end)) >= _SEVERAL_TASKS, "plan"),
        (voice.openness, "openness-report"),
        (voice.news or voice.meeting, "news"),
    ):
        if heard:
            return _named(genres, kind)
    return _OTHER
