"""What people say in a tower's group, and whether it is a matter."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.directory.entries import Directory
from desk.triage import Triage
from desk.triage.bands import SURE, SURE_IN_GROUP, Band
from storage.kinds import Priority

MATTERS = """
装修太吵了
有股烟味
保安态度太差了
报了三天没人来
12楼电梯按了没反应
空调不制冷
空调太冷了能不能调高一点
厕所堵了
女厕所没纸了
停电了
怎么又没电了，18楼全黑
大堂灯不亮
电梯坏了，爬楼爬死我
2号电梯一直响
电梯门关不上
地下车库积水了，车都没法停
三楼茶水间饮水机不出水
断网了，谁知道怎么回事
wifi连不上
1203室空调漏水
走廊的灯一闪一闪的
门禁刷不开
道闸不抬杆，后面堵了一排车
楼上装修太吵了，午休都没法睡
消防通道被车堵住了
楼道里有人抽烟，烟味很大
垃圾桶满了没人收
卫生间好臭
麻烦物业来看一下，天花板掉下来一块
９楼洗手间水龙头漏水
12樓電梯壞了
请问发票在哪里开
社保怎么转到平湖来
营业执照变更怎么办理
公积金可以提取吗
停车月卡怎么办理
投诉楼下餐厅油烟直排
15楼会议室投影打不开
玻璃门碎了，小心扎到
5楼会议室空调不制冷，下午要开会
网断了，下午要交标书
我的车被堵住了，出不去，谁的车挪一下车位
电梯昨天修好的，今天又坏了
饮水机坏了三天了还没人修
总商会大厦没热水
快递柜打不开
灯管一直闪
停车收费系统付不了款
""".strip().splitlines()

TALK = """
电梯里碰到你真巧
我在电梯口等你
中午一起吃饭吗
帮我带份饭
帮我拿下快递，在前台
我手机坏了
我电脑死机了，谁会修
我车坏了，今天打车来的
空调修好了，谢谢师傅
电梯已经恢复正常了
12楼的灯已经修好了
谢谢物业，厕所通了
通知：明天上午9点至11点停电检修，请各位业主知悉
各位业主，因管道检修，今晚停水，不便之处敬请谅解
您好，您反映的电梯问题已安排师傅处理
明天下午3点12楼会议室开会
发票我放你桌上了
这个方案漏了一页
昨天路上堵车堵死了
如果停电的话我们就早点下班
听说隔壁大厦电梯坏了
这空调吹着真舒服
你们公司在几楼
我在12楼
生日快乐
今天好热
哈哈哈笑死我了
明天消防演练，大家注意
好的收到
下班了走啦
专业维修空调，上门服务，优惠价
周末去看电影吗
楼下新开的奶茶店不错
谁有充电宝借我一下
心态崩了，又要加班
我先下楼了
明天停水吗
赞一个，物业处理得很快
关于周五聚餐的事
希望明天不下雨
投诉你，居然不叫我
""".strip().splitlines()

EMERGENCIES = """
电梯困人了
整条走廊满是烟，看不见门
我们几个被关在货梯里，打什么电话管用，人还在里面
负一楼的水已经到膝盖了
机房那边水管爆了
有人被困在电梯里了
12楼着火了
配电间冒烟了快来人
有人晕倒了，在大堂
有人触电了
电梯卡在5楼，里面有人出不来
茶水间有很重的煤气味
插座漏电，刚才手麻了一下
3号电梯关了两个人，困住了
插座冒烟了，担心着火
电梯困人了，快来人，不然要出事
昨天电梯困人，今天又困人了
""".strip().splitlines()

NO_EMERGENCIES = """
明天下午消防演练，模拟12楼着火
上次着火还是去年
12楼灭火器过期了
电梯里的灯坏了
这个项目着火了似的，天天催
听说对面楼有人晕倒了
注意防火，小心着火
笑得我快晕倒了哈哈
火已经扑灭了，没有人受伤
如果着火了往哪跑
2号客梯停在9楼了，里面没人
帮我打下卡，货梯等不来
""".strip().splitlines()


SCRAPS = [
    "电梯",
    "困人",
    "12楼",
    "坏了",
    "b1",
    "1203",
    "的",
    "。",
    "号楼",
    "负",
    "地下",
    "-",
    "请问",
    "发票",
    "顶楼",
    "两",
    "百",
]


@pytest.mark.parametrize("said", MATTERS)
def test_a_plain_report_becomes_a_matter(triage: Triage, said: str) -> None:
    assert triage.read(said, "G01").is_issue, triage.explain(said, "G01")


@pytest.mark.parametrize("said", TALK)
def test_talk_is_left_alone(triage: Triage, said: str) -> None:
    reading = triage.read(said, "G01")
    assert not reading.is_issue, triage.explain(said, "G01")
    assert (reading.service, reading.services, reading.category, reading.priority) == (None, (), None, Priority.NORMAL)


@pytest.mark.parametrize("said", EMERGENCIES)
def test_danger_here_and_now_is_an_emergency(triage: Triage, said: str) -> None:
    reading = triage.read(said)
    assert (reading.is_issue, reading.priority) == (True, Priority.EMERGENCY), triage.explain(said)


@pytest.mark.parametrize("said", NO_EMERGENCIES)
def test_danger_that_is_talked_about_is_no_emergency(triage: Triage, said: str) -> None:
    assert triage.read(said).priority is not Priority.EMERGENCY, triage.explain(said)


@pytest.mark.parametrize(
    ("said", "service", "category", "priority"),
    [
        ("12楼电梯按了没反应", "P01", "物业", "high"),
        ("请问发票怎么开", "S01", "政务", "normal"),
        ("公积金可以提取吗", "S02", "政务", "normal"),
        ("空调漏水了", "P02", "物业", "normal"),  # both fit: the list's order decides
        ("消防通道被车堵住了，停车太乱", "P07", "安全", "high"),  # the longer word is the more specific
        ("大堂的门打不开", None, "物业", "normal"),
        ("电梯里碰到你真巧", None, None, "normal"),
        ("建议停车场入口装个灯，现在太暗", "P04", "物业", "low"),  # it is a lamp that is wanted
    ],
)
def test_a_matter_goes_to_the_service_whose_words_it_uses(
    triage: Triage, said: str, service: str | None, category: str | None, priority: str
) -> None:
    reading = triage.read(said)
    assert (reading.service, reading.category, reading.priority) == (service, category, priority)


def test_up_to_three_services_are_named_best_first(triage: Triage) -> None:
    reading = triage.read("水龙头一直漏水，水管也在滴，灯也不亮，空调也坏了")
    assert (reading.service, len(reading.services)) == ("P03", 3)
    assert "P02" in reading.services


def test_a_fault_is_caught_where_the_directory_offers_nothing() -> None:
    reading = Triage(Directory("空")).read("12楼电梯按了没反应")
    assert (reading.is_issue, reading.service, reading.category, reading.floor) == (True, None, None, 12)


def test_in_a_grids_group_the_building_is_the_grids(triage: Triage) -> None:
    assert triage.read("顶楼漏水", "G01").building == "ZSH"
    assert triage.read("顶楼漏水", "G01").floor == 26
    assert triage.read("建工大厦顶楼漏水", "G01").building == "JG"
    assert triage.read("建工大厦顶楼漏水", "G01").floor == 18
    assert triage.read("顶楼漏水").floor is None
    assert triage.read("顶楼漏水", "G05").floor is None
    assert triage.read("顶楼漏水", "nowhere").building is None


def test_more_evidence_does_not_lower_the_score(triage: Triage) -> None:
    """Letters weigh in, so that near certainty the score may stand still; it does not fall."""
    scores = [triage.read(said).score for said in ("空调", "空调坏了", "12楼空调坏了", "12楼空调坏了，到现在没人修")]
    assert all(later > earlier - 0.02 for earlier, later in pairwise(scores))
    assert scores[0] < SURE <= scores[1]


@pytest.mark.parametrize(
    "said", ["又要爬楼了", "今天又得爬楼梯。", "唉，又摸黑走楼梯", "又得爬楼了，膝盖要散架", "停电了，气死了"]
)
def test_what_a_fault_makes_of_ones_day_is_a_matter_in_the_group(triage: Triage, said: str) -> None:
    assert triage.read(said, "G01").is_issue, triage.explain(said, "G01")


@pytest.mark.parametrize("said", ["又要爬楼梯减肥了", "爬楼梯真累", "又走楼梯锻炼了半小时", "又要爬楼了，就当健身"])
def test_climbing_stairs_for_its_own_sake_is_none(triage: Triage, said: str) -> None:
    assert not triage.read(said, "G01").is_issue, triage.explain(said, "G01")


def test_the_published_fields_stand_in_their_order(triage: Triage) -> None:
    assert list(triage.read("总商会大厦１２楼电梯困人了").as_json().items()) == [
        ("text", "总商会大厦１２楼电梯困人了"),
        ("is_issue", True),
        ("score", triage.read("总商会大厦１２楼电梯困人了").score),
        ("service", "P01"),
        ("services", ["P01"]),
        ("category", "物业"),
        ("priority", "emergency"),
        ("building", "ZSH"),
        ("floor", 12),
        ("place", "总商会大厦１２楼电梯"),
    ]


def test_an_explanation_names_what_was_seen(triage: Triage) -> None:
    facts = triage.explain("厕所漏水修好了，麻烦把地面清理一下")
    assert "it is over: 修好了" in facts
    assert triage.explain("电梯困人了")[0] == "danger: 困人"


@given(st.text())
def test_any_text_can_be_read(triage: Triage, said: str) -> None:
    reading = triage.read(said, "G01")
    assert 0 <= reading.score <= 1
    assert reading.text == said
    assert triage.read(reading.text, "G01") == reading
    assert reading.is_issue == (reading.band is Band.SURE)
    assert reading.is_issue or reading.score < SURE_IN_GROUP
    assert reading.place is None or reading.place in said
    assert triage.explain(said)


@given(st.lists(st.sampled_from(SCRAPS)))
def test_any_heap_of_our_own_words_can_be_read(triage: Triage, words: list[str]) -> None:
    reading = triage.read("".join(words))
    assert 0 <= reading.score <= 1
    assert reading.is_issue or (reading.service is None and reading.priority is Priority.NORMAL)


@pytest.mark.parametrize("said", MATTERS + EMERGENCIES)
def test_the_first_sieve_keeps_nothing_back(triage: Triage, said: str) -> None:
    """A word list added to the signs but not to the sieve would silently never count."""
    assert len(triage.explain(said)) > 3


def test_what_somebody_calls_a_matter_gets_its_service_however_it_is_worded(triage: Triage) -> None:
    assert triage.read("发票真麻烦").service is None
    reading = triage.matter("发票真麻烦")
    assert (reading.is_issue, reading.service) == (True, "S01")
    assert triage.matter("12楼电梯按了没反应") == triage.read("12楼电梯按了没反应")
