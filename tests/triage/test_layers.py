"""Sentences as they are really typed: matters without keywords, talk with them, danger said indirectly, bands."""

import pytest

from desk.directory.entries import Directory, Service, Unit
from desk.triage import Triage, model
from desk.triage.bands import SURE, SURE_IN_GROUP, UNSURE, Band, band
from desk.triage.evidence import Scales
from desk.triage.judging import Judge, Judgement
from desk.triage.kinship import kin
from desk.triage.learning.corpus import part
from desk.triage.marks import Marks
from desk.triage.perils import perils
from storage.kinds import Priority, Role
from tests.trained import changed


@pytest.mark.parametrize(
    "said",
    [
        "又要爬楼了，十六层啊各位",
        "洗个手半天没动静，拧到底也不出",
        "下班摸黑走，楼道一路黑到底",
        "打电话断断续续，地下一层一格都没有",
        "我们层那个坑又堵了，味儿冲",
        "装修的能不能中午消停会儿",
    ],
)
def test_a_matter_needs_no_keyword(triage: Triage, said: str) -> None:
    assert triage.read(said, "G01").band is not Band.NO, triage.explain(said, "G01")


@pytest.mark.parametrize(
    "said",
    [
        "电梯里听到两个人在聊八卦",
        "我家厨房也漏过水，后来自己换的垫片",
        "税后到手这点钱，周末还是在家待着吧",
        "师傅说停车场旁边那家面不错",
        "谁有多的工位插座转换头借一下",
        "刚才的演练走楼梯走得腿抖哈哈",
    ],
)
def test_talk_with_the_words_of_matters_is_left_alone(triage: Triage, said: str) -> None:
    assert not triage.read(said, "G01").is_issue, triage.explain(said, "G01")


@pytest.mark.parametrize(
    "said",
    [
        "我们仨卡在里头二十分钟了，按铃没人理",
        "走廊一股烧塑料的味，越来越重",
        "碰了下插座手麻了，好像漏电",
        "前台小陈突然倒下去，叫不醒",
        "幕墙那块玻璃快掉了，底下全是人",
    ],
)
def test_danger_is_heard_in_indirect_words(triage: Triage, said: str) -> None:
    assert triage.read(said).priority is Priority.EMERGENCY, triage.explain(said)


@pytest.mark.parametrize(
    "said", ["被需求困住了，今晚走不了", "笑到晕倒", "昨天的消防演练烟雾弹好呛", "这需求改得我想跳楼"]
)
def test_danger_as_a_figure_of_speech_calls_nobody(triage: Triage, said: str) -> None:
    assert triage.read(said).priority is not Priority.EMERGENCY, triage.explain(said)


def test_bands_meet_at_their_thresholds() -> None:
    assert (band(SURE), band(SURE - 0.001), band(UNSURE), band(UNSURE - 0.001)) == (
        Band.SURE,
        Band.UNSURE,
        Band.UNSURE,
        Band.NO,
    )


def test_what_a_group_says_among_itself_has_to_be_clearer(triage: Triage) -> None:
    scores = {line.text: triage.read(line.text).score for line in part("tune").lines if not line.is_emergency}
    between = next(text for text, score in scores.items() if SURE <= score < SURE_IN_GROUP)
    assert triage.read(between).is_issue
    assert not triage.read(between, "G01").is_issue
    assert triage.read(between, "G01").band is Band.UNSURE
    assert triage.read(between, in_group=True).band is Band.UNSURE
    assert any("unsure" in fact for fact in triage.explain(between, "G01"))


def test_danger_need_not_be_clearer_for_being_told_in_a_group() -> None:
    assert Judgement(SURE, peril=True).band(in_group=True) is Band.SURE
    assert Judgement(SURE).band(in_group=True) is Band.UNSURE


def test_an_offer_is_not_an_issue(triage: Triage) -> None:
    """The published `is_issue` is true exactly when a card would be made."""
    for said in ("空调坏了", "中午吃什么", "电梯里没信号", "灯好像有点闪？"):
        reading = triage.read(said)
        assert reading.is_issue == (reading.band is Band.SURE)


def test_a_service_that_was_never_taught_works_by_its_words() -> None:
    services = (
        Service("P01", "电梯故障报修", role=Role.PROPERTY_OFFICER, category="物业", keywords=("电梯",)),
        Service("X9", "宠物寄养", unit="pets", category="社务", keywords=("宠物", "寄养")),
    )
    triage = Triage(Directory("试", units=(Unit("pets", "宠物中心"),), services=services))
    assert triage.matter("请问宠物寄养怎么收费").service == "X9"
    assert triage.matter("电梯按了没反应").service == "P01"


def test_a_service_is_known_by_code_and_name_not_by_code_alone() -> None:
    known = {"P01": ["电梯故障报修", "电梯", "困人"], "P05": ["公共照明报修", "灯", "照明"]}
    same = Service("P01", "电梯报修", keywords=("电梯",))
    other = Service("P05", "宠物寄养", keywords=("宠物",))
    assert kin([same, other], known) == {"P01": {"P01": 1.0}, "P05": {}}


def test_a_known_services_share_goes_to_whoever_has_its_words() -> None:
    known = {"P05": ["公共照明报修", "灯", "照明"]}
    assert kin([Service("A1", "综合维修", keywords=("灯", "门"))], known)["P05"].keys() == {"A1"}


def test_talk_about_danger_is_marked_beside_the_danger() -> None:
    assert "peril, plainly" in perils("3号梯困了两个人")
    assert "peril, plainly" not in perils("演练模拟电梯困人")
    assert perils("中午吃面") == []


@pytest.mark.parametrize(
    ("said", "names_one"),
    [
        ("建设一路的灯全灭", True),
        ("中山大街堵死", True),
        ("锦绣一期没水", True),
        ("河东村3组断路", True),
        ("满大街都是人", False),
        ("一路上聊得开心", False),
        ("不负这份期待", False),
        ("恢复出厂设置试试", False),
        ("她们组的人都走了", False),
    ],
)
def test_names_of_places_are_told_from_words_that_end_alike(said: str, names_one: bool) -> None:
    marks = Marks(()).of(said, Scales((), ()).weigh(said))
    assert ("place 1" in marks) is names_one, marks


@pytest.mark.parametrize(("said", "is_read"), [("湖滨路烧烤摊夜夜扰民，特此投诉", True), ("今天吃什么好", False)])
def test_no_sieve_is_so_fine_that_a_petition_falls_through_it(said: str, is_read: bool) -> None:
    """Their letters may be those of an office or a newspaper: half of those that were missed had never been weighed."""
    finest = model.read(changed(sieve={"matter": 99.0, "danger": 99.0}))
    assert (Judge((), (), finest).judge(said).score > 0) is is_read
