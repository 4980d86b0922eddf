"""What a lexicon pack may say: the closed list of keys and values, in the clerk's words.

The Chinese keys are the language; the English attribute names are for the code. Unknown keys are
refused. What the keys mean to a clerk stands in ``lexicons/README.md``. What one value alone can
tell is checked here; what takes several (dates in order, a quotation in its text) in ``checks``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from analyzer.lexicon.basis import Applies, LegalBasis, Record
from analyzer.lexicon.deadlines import Deadline
from analyzer.lexicon.offices import OfficeChange, OfficeNames, PlaceNames
from analyzer.lexicon.values import (
    Chapter,
    Day,
    ElementId,
    GapTerms,
    GenreId,
    Lines,
    Number,
    PackId,
    Place,
    RuleId,
    Terms,
    Version,
    Whole,
    Year,
    YesNo,
    one_of,
)
from analyzer.model.document import Role
from analyzer.model.report import Severity, Status


class Within(StrEnum):
    """How near the terms of an indicator must meet (范围)."""

    CLAUSE = "同一分句"
    SENTENCE = "同一句"
    PARAGRAPH = "同一段"


class FactKind(StrEnum):
    """Kinds of concrete facts (事实种类)."""

    # The one of ``Enum`` is a Python function, and kinds are compared for every fact.
    __hash__ = str.__hash__

    COUNT = "数量"
    DATE = "日期"
    DOCUMENT = "文件"
    MEETING = "会议"
    MECHANISM = "机制"


class Judgement(StrEnum):
    """By which question an element is judged (判法)."""

    DEED = "举措"
    OVERALL = "总体"
    SHORTCOMING = "不足"
    CAUSE = "原因"
    PLAN = "安排"


class ElementKind(StrEnum):
    """Whether the statute demands the element of every body (类别)."""

    REQUIRED = "必备"
    TOPIC = "专题"


class ReviewPolicy(StrEnum):
    """What holds, until a person has looked, where lexicon and second reader differ (复核计分).

    Only ``FOUND`` changes a status: what the lexicon overlooked and the reader is confident of
    counts as the reader says. Nothing is changed unmarked.
    """

    FOUND = "补漏"
    LEXICON = "按词库"
    LOWER = "从低"
    HALFWAY = "折中"


_STATUS = {"充实": Status.SUBSTANTIVE, "空泛": Status.MENTIONED, "缺失": Status.MISSING}
StatusWord = Literal["充实", "空泛", "缺失"]
SeverityWord = Literal["错误", "警告", "提示"]
SEVERITIES = {"错误": Severity.ERROR, "警告": Severity.WARNING, "提示": Severity.INFO}


class Indicator(Record):
    """Terms that show an element (线索).

    Attributes:
        any_of: One of these is enough.
        together: Of each list, one must stand within reach of the others.
        excluded: A word that contains a term cancels that one place; any other cancels the
            sentence that it stands in.
        not_after: Directly after one of these words a term does not count (副|局长).
        within: How near the lists of ``together`` must meet.
        weak: The indicator counts only where a heading or a neighbour already speaks of the
            element (作用: 辅助).
    """

    name: str = Field(alias="名", min_length=1, max_length=30)
    any_of: GapTerms = Field((), alias="任一")
    together: tuple[GapTerms, ...] = Field((), alias="同现")
    excluded: Terms = Field((), alias="排除")
    not_after: Terms = Field((), alias="前不接")
    within: Within = Field(Within.SENTENCE, alias="范围")
    weak: YesNo = Field(False, alias="辅助")
    needs_fact: YesNo = Field(False, alias="须有事实")


class Standard(Record):
    """What makes an element substantive (充实标准)."""

    facts: Whole = Field(1, alias="事实至少", ge=0, le=50)
    fact_kinds: tuple[FactKind, ...] = Field(tuple(FactKind), alias="事实种类", min_length=1)
    sentences: Whole = Field(1, alias="证据句至少", ge=1, le=50)
    specific_words: Whole = Field(4, alias="实词至少", ge=0, le=50)


class Waiver(Record):
    """Bodies that need not write of a topic, by whose decision and since when (免除)."""

    bodies: Terms = Field(alias="单位", min_length=1)
    reason: str = Field(alias="理由", min_length=4, max_length=200)
    decided: Day = Field(alias="日期")

    def __str__(self) -> str:
        return f"{'、'.join(self.bodies)}（{self.reason}，{self.decided}）"


class Example(Record):
    """A passage with its expected verdict (例句).

    Attributes:
        quote: Words of the passage that the evidence must contain.
        place: The part of a report in which the passage stands.
        year: The reporting year of that report.
        issuer: The body that reports.
    """

    expected: StatusWord = Field(alias="应判")
    text: str = Field(alias="原文", min_length=2, max_length=1000)
    quote: str = Field("", alias="证据", max_length=200)
    why: str = Field("", alias="因为", max_length=100)
    place: Place = Field(Role.DEED, alias="位置")
    year: Year = Field(2024, alias="年度")
    issuer: str = Field("平川县样例局", alias="单位", min_length=3, max_length=40)

    @property
    def status(self) -> Status:
        """The expected status."""
        return _STATUS[self.expected]


class Element(Record):
    """One required element or topic (要素)."""

    id: ElementId = Field(alias="编号")
    name: str = Field(alias="名称", min_length=2, max_length=60)
    short: str = Field("", alias="简称", max_length=10)
    kind: ElementKind = Field(alias="类别")
    weight: Number = Field(alias="分值", ge=0, le=100)
    judged_by: Judgement = Field(Judgement.DEED, alias="判法")
    whom: Applies = Field(default_factory=lambda: Applies.model_validate({}), alias="适用")
    waivers: tuple[Waiver, ...] = Field((), alias="免除")
    since: Year = Field(2004, alias="起始年度")
    until: Year = Field(2100, alias="终止年度")
    basis: tuple[LegalBasis, ...] = Field(alias="依据", min_length=1)
    requirement: str = Field(alias="要求", min_length=4, max_length=500)
    advice: str = Field(alias="补正", min_length=4, max_length=500)
    home: Chapter | None = Field(None, alias="专章")
    headings: Terms = Field((), alias="标题词")
    indicators: tuple[Indicator, ...] = Field((), alias="线索")
    answers: GapTerms = Field((), alias="无此事项")
    title_counts: YesNo = Field(False, alias="书名内也算")
    title_beside: Terms = Field((), alias="书名旁词")
    preamble_counts: YesNo = Field(False, alias="引言也算")
    standard: Standard = Field(
        default_factory=lambda: Standard.model_validate({}), alias="充实标准"
    )
    examples: tuple[Example, ...] = Field((), alias="例句")

    @property
    def label(self) -> str:
        """The name to use where space is short."""
        return self.short or self.name

    @property
    def applies(self) -> Applies:
        """For whom the element counts, waivers taken off."""
        if not self.waivers:
            return self.whom
        waived = [body for waiver in self.waivers for body in waiver.bodies]
        return self.whom.model_copy(update={"not_bodies": (*self.whom.not_bodies, *waived)})

    def waiver_for(self, issuer: str | None) -> Waiver | None:
        """Returns the waiver that frees a body from the element, if there is one."""
        return next(
            (w for w in self.waivers if issuer and any(body in issuer for body in w.bodies)), None
        )


class Grade(Record):
    """A grade and the score at which it begins (等次)."""

    name: str = Field(alias="名称", min_length=1, max_length=20)
    floor: Number = Field(alias="起分", ge=0, le=100)


class Credits(Record):
    """Share of an element's weight that each status earns (得分率)."""

    substantive: Number = Field(1.0, alias="充实", ge=0, le=1)
    mentioned: Number = Field(0.4, alias="空泛", ge=0, le=1)
    missing: Number = Field(0.0, alias="缺失", ge=0, le=1)

    def of(self, status: Status) -> float:
        """Returns the credit of a status."""
        return {
            Status.SUBSTANTIVE: self.substantive,
            Status.MENTIONED: self.mentioned,
            Status.MISSING: self.missing,
        }[status]


class PackHead(Record):
    """The file ``pack.yaml``: what the pack is, its credits, grades and user words.

    Attributes:
        under_review: How an element counts until a person has settled it.
    """

    id: PackId = Field(alias="编号")
    name: str = Field(alias="名称", min_length=1, max_length=60)
    version: Version = Field(alias="版本")
    extends: str = Field("", alias="叠加于")
    credits: Credits = Field(default_factory=lambda: Credits.model_validate({}), alias="得分率")
    grades: tuple[Grade, ...] = Field((), alias="等次")
    under_review: ReviewPolicy = Field(ReviewPolicy.FOUND, alias="复核计分")
    words: Terms = Field((), alias="分词用词")


class HeadingWords(Record):
    """Words of headings that give a section its role (标题作用), or a column, or what a label opens."""

    role: Annotated[
        Role,
        one_of(Role.DUTY, Role.DEED, Role.SHORTCOMING, Role.CAUSE, Role.PLAN, Role.OTHER),
    ] = Field(alias="作用")
    strong: Terms = Field((), alias="明确")
    weak: Terms = Field((), alias="一级标题")
    labels: Terms = Field((), alias="表头")
    excluded: Terms = Field((), alias="排除")


class CueName(StrEnum):
    """The closed list of language cues."""

    # The one of ``Enum`` is a Python function, and cues are looked up for every sentence.
    __hash__ = str.__hash__

    INTENTION = "打算"
    PAST = "已做"
    NEGATION = "否定"
    NOTHING = "未发生"
    SHORTCOMING = "不足"
    SHORTCOMING_WEAK = "不足弱"
    SOLVED = "解决"
    CAUSE = "原因"
    CAUSE_WEAK = "原因弱"
    LEAD_IN = "引出"
    TURN = "转折"
    CLOSING = "结束"
    LAW = "法治词"
    DEFECT_NOUN = "问题名"
    EXISTENCE = "有无"
    OTHERS = "他人"
    DEPUTY = "副职"
    INTENTION_WEAK = "打算弱"
    MODIFIER = "修饰语"
    HOLLOW_VERB = "空话动词"
    GENERIC = "泛词"
    MEANS = "条件"
    LACK = "欠缺"


class Cue(Record):
    """The words of one cue, and longer words in which they mean something else."""

    name: CueName = Field(alias="线索")
    words: GapTerms = Field(alias="词")
    excluded: Terms = Field((), alias="排除")


class Subject(Record):
    """Words that speak of one matter (同题词): a shortcoming and the plan that answers it share it."""

    name: str = Field(alias="题", min_length=2, max_length=20)
    words: Terms = Field(alias="词", min_length=2)


class Paraphrase(Record):
    """Ways to tell of one matter (换说法): what was planned is told as done in other words."""

    name: str = Field(alias="事", min_length=2, max_length=20)
    words: Terms = Field(alias="词", min_length=2)


class StandingKind(StrEnum):
    """What the words are to a count that may be the same for years (常设数)."""

    MEASURE = "量词"
    THING = "事物"
    EXTENT = "范围"
    ACT = "动作"
    TAKING_PART = "参与"
    EVENT = "事情"


class Standing(Record):
    """Words that tell a count of what stays (16个乡镇) from one of what was done (培训3场).

    Measure words and nouns of what stays; words that speak of all of it; acts whose objects are
    counted anew each year; what is said of people who took part in one; nouns of what happens, which
    a place before them only describes (5个社区矛盾纠纷).
    """

    kind: StandingKind = Field(alias="类")
    words: Terms = Field(alias="词")


class Language(Record):
    """The file ``language.yaml``: how the genre speaks (行文)."""

    headings: tuple[HeadingWords, ...] = Field((), alias="标题作用")
    cues: tuple[Cue, ...] = Field((), alias="句子线索")
    subjects: tuple[Subject, ...] = Field((), alias="同题词")
    paraphrases: tuple[Paraphrase, ...] = Field((), alias="换说法")
    standing: tuple[Standing, ...] = Field((), alias="常设数")


class Genre(Record):
    """A kind of text and the words in its title that show it (文种)."""

    kind: GenreId = Field(alias="文种")
    name: str = Field(alias="名称", min_length=1, max_length=40)
    title_any: Terms = Field((), alias="标题含")
    title_all: tuple[Terms, ...] = Field((), alias="标题同含")
    title_ends: Terms = Field((), alias="标题止于")
    not_title: Terms = Field((), alias="标题不含")


class Bodies(Record):
    """How reporting bodies are named (单位)."""

    department_ends: Terms = Field(alias="部门尾")
    township_ends: Terms = Field(alias="乡镇尾")
    government_ends: Terms = Field(alias="政府尾")


class Genres(Record):
    """The file ``identity.yaml``: kinds of text and names of bodies."""

    genres: tuple[Genre, ...] = Field(alias="文种表")
    bodies: Bodies = Field(alias="单位")


class RuleText(Record):
    """A rule of findings: what it reports, why, and how to mend it.

    Without a severity (级别) the finding's own cause sets it: the element, or the formulation.
    """

    id: RuleId = Field(alias="规则")
    name: str = Field(alias="名称", min_length=1, max_length=40)
    severity: SeverityWord | None = Field(None, alias="级别")
    requirement: str = Field(alias="要求", min_length=4, max_length=500)
    advice: str = Field(alias="补正", min_length=4, max_length=500)
    basis: tuple[LegalBasis, ...] = Field((), alias="依据")
    good: Lines = Field((), alias="正例")
    bad: Lines = Field((), alias="反例")


class TermRule(Record):
    """An obsolete or wrong formulation with its dates (用语).

    Attributes:
        since: From this date of writing on the words are obsolete (ISO date).
        until: Up to this date of writing the words are too early, for formulations that did not
            exist before.
        unless: Words that lift the objection when they stand anywhere in the report.
    """

    rule: Literal["term.obsolete", "term.formula"] = Field("term.obsolete", alias="规则")
    words: GapTerms = Field(alias="用词", min_length=1)
    instead: str = Field(alias="应作", min_length=1, max_length=100)
    since: Day = Field("0000-00-00", alias="自")
    until: Day = Field("9999-99-99", alias="至")
    excluded: Terms = Field((), alias="排除")
    unless: Terms = Field((), alias="已有则不提")
    severity: SeverityWord = Field("警告", alias="级别")
    why: str = Field("", alias="说明", max_length=200)


class PatternRule(Record):
    """A pattern of characters that must not stand in a published report.

    Attributes:
        quick: A cheap pattern that every match contains; without it the search is skipped.
    """

    rule: str = Field(alias="规则")
    pattern: str = Field(alias="正则", min_length=1, max_length=2000)
    quick: str = Field("", alias="先查", max_length=500)
    context: Terms = Field((), alias="邻近")
    not_context: Terms = Field((), alias="邻近不含")
    check: Literal["", "手机号"] = Field("", alias="校验")
    mask: YesNo = Field(False, alias="遮盖")
    what: str = Field(alias="说明", min_length=2, max_length=60)


# What an overlay may say besides: neither is part of a finished pack.
SWITCH_OFF = "停用"
TAKE_OUT = "删去词"


def keys_of(model: type[BaseModel]) -> list[str]:
    """Returns the keys that a record may have, in order."""
    return [info.alias or name for name, info in model.model_fields.items()]


class Pack(BaseModel):
    """A whole pack, overlays applied."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    head: PackHead
    version: str
    layers: tuple[str, ...]
    elements: tuple[Element, ...]
    language: Language
    identity: Genres
    rules: dict[str, RuleText]
    terms: tuple[TermRule, ...]
    patterns: tuple[PatternRule, ...]
    offices: tuple[OfficeNames, ...] = ()
    changes: tuple[OfficeChange, ...] = ()
    places: tuple[PlaceNames, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    def element(self, element_id: str) -> Element:
        """Returns an element.

        Raises:
            KeyError: There is none of that id.
        """
        for element in self.elements:
            if element.id == element_id:
                return element
        raise KeyError(element_id)


_RECORDS: tuple[type[Record], ...] = (
    *(LegalBasis, Applies, Indicator, Standard, Waiver, Example, Element),
    *(
        Grade,
        Credits,
        PackHead,
        HeadingWords,
        Cue,
        Subject,
        Paraphrase,
        Standing,
        Language,
        Genre,
        Bodies,
    ),
    *(Genres, RuleText, TermRule, PatternRule, OfficeNames, OfficeChange, PlaceNames, Deadline),
)
# Every key of the language; typing mistakes are recognised by them.
KEYS = frozenset(
    (
        *(
            SWITCH_OFF,
            TAKE_OUT,
            "规则说明",
            "用语",
            "模式",
            "机构叫法",
            "机构沿革",
            "地名沿革",
            "期限表",
        ),
        *(k for m in _RECORDS for k in keys_of(m)),
    )
)
