"""Which body a report is of, in its fullest form, and its level."""

from __future__ import annotations

import pytest

from analyzer.lexicon.load import load_pack
from analyzer.model.document import Level
from analyzer.structure.bodies import level_of
from tests.structure.reading import identity

PART = "一、主要举措和成效\n全年研究法治工作4次。\n二、存在的不足\n执法力量不足。"

NAMES = [
    ("平川县交通运输局", Level.DEPARTMENT),
    ("平川县公安局交通警察大队", Level.DEPARTMENT),
    ("重庆市公安局河埠区分局", Level.DEPARTMENT),
    ("国家税务总局平川县税务局", Level.DEPARTMENT),
    ("国家税务总局平川县税务局城关税务分局", Level.DEPARTMENT),
    ("潞原市生态环境局平川分局", Level.DEPARTMENT),
    ("平川县发展和改革委员会", Level.DEPARTMENT),
    ("平川县卫健委", Level.DEPARTMENT),
    ("平川县住房和城乡建设局", Level.DEPARTMENT),
    ("潞原市住房公积金管理中心", Level.DEPARTMENT),
    ("平川县人民政府办公室", Level.DEPARTMENT),
    ("岭川省人民政府办公厅", Level.DEPARTMENT),
    ("岭川省交通运输厅", Level.DEPARTMENT),
    ("中共平川县委统战部", Level.DEPARTMENT),
    ("平川县委统战部", Level.DEPARTMENT),
    ("中共平川县委全面依法治县委员会办公室", Level.DEPARTMENT),
    ("平川县委依法治县办", Level.DEPARTMENT),
    ("平川县总工会", Level.DEPARTMENT),
    ("平川县文联", Level.DEPARTMENT),
    ("平川县残疾人联合会", Level.DEPARTMENT),
    ("共青团平川县委员会", Level.DEPARTMENT),
    ("平川县供销合作社", Level.DEPARTMENT),
    ("平川县融媒体中心", Level.DEPARTMENT),
    ("潞原海事处", Level.DEPARTMENT),
    ("平川县消防救援大队", Level.DEPARTMENT),
    ("平川县烟草专卖局", Level.DEPARTMENT),
    ("平川县人民检察院", Level.DEPARTMENT),
    ("潞原市河埠区城市管理和综合执法局", Level.DEPARTMENT),
    ("潞原高新技术产业开发区应急管理局", Level.DEPARTMENT),
    ("青墩镇司法所", Level.DEPARTMENT),
    ("潞原高新技术产业开发区管理委员会", Level.COUNTY),
    ("平川县经济开发区管委会", Level.COUNTY),
    ("北泓湖旅游度假区管委会", Level.COUNTY),
    ("平川县人民政府", Level.COUNTY),
    ("潞原市河埠区人民政府", Level.COUNTY),
    ("达里自治旗人民政府", Level.COUNTY),
    ("巴图旗人民政府", Level.COUNTY),
    ("云岭苗族自治县人民政府", Level.COUNTY),
    ("潞原市青墩市人民政府", Level.COUNTY),
    ("中共平川县委", Level.COUNTY),
    ("潞原市人民政府", Level.CITY),
    ("云岭苗族自治州人民政府", Level.CITY),
    ("达里盟行政公署", Level.CITY),
    ("岭川地区行政公署", Level.CITY),
    ("第十九师戈壁市人民政府", Level.CITY),
    ("岭川省人民政府", Level.PROVINCE),
    ("云岭苗族自治区人民政府", Level.PROVINCE),
    ("重庆市人民政府", Level.PROVINCE),
    ("青墩镇人民政府", Level.TOWNSHIP),
    ("云岭苗族乡人民政府", Level.TOWNSHIP),
    ("平川县青墩镇人民政府", Level.TOWNSHIP),
    ("中共青墩镇委员会", Level.TOWNSHIP),
    ("青墩镇党委", Level.TOWNSHIP),
    ("北泓街道办事处", Level.TOWNSHIP),
    ("河埠区人民政府北泓街道办事处", Level.TOWNSHIP),
    ("中共北泓街道工作委员会", Level.TOWNSHIP),
    ("巴彦苏木人民政府", Level.TOWNSHIP),
]


@pytest.mark.parametrize(("name", "level"), NAMES)
def test_name_is_read_whole_from_title_and_from_signature(name: str, level: Level) -> None:
    for text in (
        f"{name}关于2023年度法治政府建设情况的报告\n{PART}",
        f"{name}2023年法治政府建设年度报告\n{PART}",
        f"关于{name}2023年度法治政府建设情况的报告\n{PART}",
        f"2023年{name}法治政府建设工作总结\n{PART}",
        f"{name}法治政府建设情况报告（2023年度）\n{PART}",
        f"关于2023年度法治政府建设情况的报告\n{PART}\n{name}\n2024年2月6日",
    ):
        found = identity(text)
        assert (found.issuer, found.level) == (name, level), text.split("\n")[0]


@pytest.mark.parametrize(
    ("head", "tail", "issuer"),
    [
        pytest.param("县司法局关于2023年度法治政府建设情况的报告", "平川县司法局", "平川县司法局", id="signed in full"),
        pytest.param("平川县发改委2023年法治政府建设报告", "平川县发展和改革委员会", "平川县发展和改革委员会", id="title shortened"),
        pytest.param("平川县2023年法治政府建设情况报告", "平川县人民政府", "平川县人民政府", id="place and its government"),
        pytest.param("平川县2023年法治政府建设情况报告", "平川县司法局", "平川县", id="place and its drafting office"),
        pytest.param("青墩镇2023年法治政府建设情况报告", "青墩镇人民政府", "青墩镇人民政府", id="town"),
        pytest.param("北泓街道2023年法治政府建设情况报告", "", "北泓街道", id="nothing fuller"),
        pytest.param("关于2023年度法治政府建设情况的报告", "中共平川县委\n平川县人民政府", "平川县人民政府", id="two signatures"),
        pytest.param("中共平川县委 平川县人民政府关于2023年度法治政府建设情况的报告", "", "平川县人民政府", id="two authors"),
        pytest.param("报送单位：平川县水利局\n关于2023年度法治政府建设情况的报告", "", "平川县水利局", id="label above"),
        pytest.param("关于2023年度法治政府建设情况的报告", "报告单位：平川县水利局（公章）", "平川县水利局", id="label below"),
        pytest.param("平川县水利局文件\n平水〔2024〕3号\n关于2023年度法治政府建设情况的报告", "", "平川县水利局", id="red head"),
        pytest.param("平川县水利局\n关于2023年度法治政府建设情况的报告", "", "平川县水利局", id="line above"),
        pytest.param("关于2023年度法治政府建设情况的报告\n县委、县政府：", "", None, id="only an addressee"),
        pytest.param("关于2023年度法治政府建设情况的报告\n平川县人民政府：", "平川县水利局", "平川县水利局", id="addressee and signature"),
        pytest.param("关于2023年度法治政府建设情况的报告", "平 川 县 水 利 局", "平川县水利局", id="spaced"),
        pytest.param("关于2023年度法治政府建设情况的报告\n来源：平川县水利局 发布时间：2024-02-01", "", "平川县水利局", id="web page"),
        pytest.param("关于我局2023年度法治政府建设情况的报告", "", None, id="我局"),
        pytest.param("全县交通运输系统2023年法治政府建设情况报告", "", None, id="a whole system"),
    ],
)  # fmt: skip
def test_body_is_named_in_its_fullest_form(head: str, tail: str, issuer: str | None) -> None:
    text = f"{head}\n2023年，扎实推进依法行政。现将有关情况报告如下：\n{PART}\n{tail}"
    assert identity(text).issuer == issuer


@pytest.mark.parametrize(
    ("opening", "issuer"),
    [
        ("2023年，平川县交通运输局在县委、县政府的坚强领导下推进依法行政。", "平川县交通运输局"),
        ("一年来，北泓街道办事处坚持以习近平法治思想为指导。", "北泓街道办事处"),
        ("2023年以来，县交通运输局认真落实上级部署。", "县交通运输局"),
        ("现将平川县水利局2023年度法治政府建设情况报告如下：", "平川县水利局"),
        ("2023年，我局在县司法局的指导下，落实县委依法治县办要求。", None),
        ("2023年，我局按照平川县委依法治县办部署推进工作。", None),
        ("2023年，在党中央、国务院坚强领导下，我委坚持依法行政。", None),
        ("2023年，在县委、县政府的坚强领导下，本单位坚持以人民为中心。", None),
        ("2023年，平川县坚持以习近平法治思想为指导，全县上下共同努力。", "平川县"),
        ("2023年，我局为平川县坚持高质量发展提供法治保障，平川县坚持改革。", None),
    ],
)
def test_opening_names_the_body_as_its_subject(opening: str, issuer: str | None) -> None:
    text = f"关于2023年度法治政府建设情况的报告\n{opening}现将情况报告如下：\n{PART}"
    assert identity(text).issuer == issuer


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("2023年，我局服务全县发展，我县经济向好。", Level.DEPARTMENT),
        ("2023年，我委坚持依法行政。", Level.DEPARTMENT),
        ("2023年，本单位坚持依法行政。", Level.DEPARTMENT),
        ("2023年，我镇坚持依法行政，在县委领导下服务我县。", Level.TOWNSHIP),
        ("2023年，街道办事处坚持依法行政。", Level.TOWNSHIP),
        ("2023年，我县坚持依法行政。", Level.COUNTY),
        ("2023年，我区坚持依法行政。", Level.COUNTY),
        ("2023年，我市坚持依法行政。", Level.CITY),
        ("2023年，我省坚持依法行政。", Level.PROVINCE),
        ("2023年，全县坚持依法行政，落实自治区部署。", Level.COUNTY),
        ("2023年，全市坚持依法行政。", Level.CITY),
        ("2023年，全自治区坚持依法行政。", Level.PROVINCE),
        ("2023年，坚持依法行政。", None),
    ],
)
def test_level_without_a_name_is_how_the_text_calls_itself(text: str, level: Level | None) -> None:
    assert level_of(None, text, load_pack().identity.bodies) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("潞原市人民政府2023年法治政府建设报告\n全市各乡镇、各街道落实责任。", Level.COUNTY),
        ("各县（市、区）和乡镇落实责任。", Level.CITY),
        ("市县乡镇三级联动，区县配合。", Level.CITY),
        ("岭北市人民政府：\n全市坚持依法行政。", Level.COUNTY),
        ("全市坚持依法行政。", Level.CITY),
    ],
)
def test_city_of_county_rank_is_told_by_what_is_above_and_below_it(text: str, level: Level) -> None:
    assert level_of("潞原市人民政府", text, load_pack().identity.bodies) == level


def test_name_given_by_the_caller_decides_the_level() -> None:
    bodies = load_pack().identity.bodies
    assert level_of("平川县城关镇", "我局坚持依法行政。", bodies) == Level.TOWNSHIP
    assert level_of("县交通局", "我镇坚持依法行政。", bodies) == Level.DEPARTMENT


@pytest.mark.parametrize("title", ["潞原市2025年依法治市政府篇", "平川县2025年依法治县办工作报告"])
def test_what_a_title_governs_by_law_is_no_body(title: str) -> None:
    issuer = identity(f"{title}\n{PART}\n平川县人民政府\n2026年1月5日").issuer
    assert issuer is not None
    assert not issuer.startswith("治")
