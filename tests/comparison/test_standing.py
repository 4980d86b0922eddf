"""Counts that may stay the same for years, and counts that must be made anew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.comparison.copying.standing import StandingCounts
from analyzer.errors import LexiconError
from analyzer.lexicon.load import load
from analyzer.lexicon.schema import FactKind, Pack
from analyzer.matching.facts import find_facts
from tests.lexicon.conftest import HEAD


def counted_anew(pack: Pack, text: str) -> list[str]:
    """Returns the figures of a text that say something of its year."""
    standing = StandingCounts(pack)
    return [
        re.sub(r"\s", "", text[fact.start : fact.end])
        for fact in find_facts(text)
        if fact.kind in (FactKind.COUNT, FactKind.DATE)
        and not standing.stays(text, fact.start, fact.end)
    ]


@pytest.mark.parametrize(
    "said",
    [
        "公共法律服务覆盖全县16个乡镇、168个行政村。",
        "我局下设7个内设机构、3个直属事业单位。",
        "全镇辖23个村、4个社区。",
        "镇里辖23个村（社区），村村有调解委员会。",
        "现有公职律师3名，法律顾问 20 家。",
        "公职律师（含兼职）共3名，法律顾问两家。",
        "配备执法记录仪42台、执法车辆6辆。",
        "执法人员45名，持证率100%。",
        "人民调解委员会共有23个，调解员120人。",
        "行政权力事项共126项，全部上网。",
        "四个乡镇的司法所都在赶集日开门。",
        "16个乡镇执法队同一天挂牌。",
        "每季度听取一次汇报，全年不少于4次。",
        "法律明白人拿了证不干事，42个里头真去劝过架的不到一半。",
        "对全县16个乡镇逐个开展督察。",
        "3名公职律师轮流坐班。",
    ],
)
def test_how_many_there_are_says_nothing_of_the_year(said: str, pack: Pack) -> None:
    assert counted_anew(pack, said) == []


@pytest.mark.parametrize(
    ("said", "anew"),
    [
        ("在16个乡镇开展宣讲48场。", ["48场"]),
        ("组织培训3场，覆盖16个乡镇。", ["3场"]),
        ("培训覆盖全县16个乡镇，参训1200人次。", ["1200人次"]),
        ("公职律师3名，全年审查合同45份。", ["45份"]),
        ("公职律师全年审查合同45份。", ["45份"]),
        ("法律顾问出具意见书20份。", ["20份"]),
        ("全年走访16个村，收到意见32条。", ["16个", "32条"]),
        ("走访16个乡镇、42个村。", ["16个", "42个"]),
        ("培训执法人员45名。", ["45名"]),
        ("新增公职律师3名。", ["3名"]),
        ("新聘3名法律顾问。", ["3名"]),
        ("组织42名执法人员参加考试。", ["42名"]),
        ("执法人员42名参加了考试。", ["42名"]),
        ("3名执法人员被问责。", ["3名"]),
        ("化解5个社区矛盾纠纷。", ["5个"]),
        ("排查12个村的问题。", ["12个"]),
        ("抽查5个乡镇的案卷120本。", ["5个", "120本"]),
        ("检查企业57家。", ["57家"]),
        ("清出不合格村民代表5名。", ["5名"]),
        ("接待村民来访23个批次。", ["23个"]),
        ("建成法治公园3个。", ["3个"]),
        ("下放乡镇执法事项66项。", ["66项"]),
        ("乡镇综合执法队办案12件。", ["12件"]),
        ("镇村干部考试一次，96人及格。", ["96人"]),
        ("42个里头只修好一半。", ["42个"]),
        ("3月召开会议4次。", ["3月", "4次"]),
        ("全区12个街道有5个没有专职审核员。", ["5个"]),
        ("仍有9个部门的系统没有接入。", ["9个"]),
        ("还有7家单位没有签合同。", ["7家"]),
    ],
)
def test_what_was_done_must_be_counted_anew(said: str, anew: list[str], pack: Pack) -> None:
    assert counted_anew(pack, said) == anew


def test_the_clerks_own_things_and_acts_count(tmp_path: Path, pack: Pack) -> None:
    (tmp_path / "pack.yaml").write_text(HEAD, "utf-8")
    (tmp_path / "language.yaml").write_text(
        "常设数:\n  - {类: 事物, 词: [普法石碑]}\n  - {类: 动作, 词: [挂点]}\n", "utf-8"
    )
    mine = load(str(tmp_path)).pack
    assert mine is not None
    for said, builtin, overlaid in (
        ("普法石碑12座。", ["12座"], []),
        ("干部挂点3个村。", [], ["3个"]),
        ("全县16个乡镇。", [], []),
    ):
        assert counted_anew(pack, said) == builtin
        assert counted_anew(mine, said) == overlaid


def test_an_unknown_kind_of_words_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(HEAD, "utf-8")
    (tmp_path / "language.yaml").write_text("常设数:\n  - {类: 东西, 词: [普法石碑]}\n", "utf-8")
    with pytest.raises(LexiconError, match=r"“东西”.*事物"):
        load(str(tmp_path))


@given(
    text=st.text(
        alphabet="0123456789一二十个名村镇乡律师培训走访在，。、（）中里 \n的", max_size=60
    )
)
def test_whatever_stands_around_a_count_something_is_said_of_it(pack: Pack, text: str) -> None:
    standing = StandingCounts(pack)
    for fact in find_facts(text):
        assert standing.stays(text, fact.start, fact.end) in (True, False)
