"""What a line says of an event, however its words are ordered; what cannot be is refused, and nothing else is read."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.desk import Desk
from desk.errors import Refused
from desk.events.making import read

LATER = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


async def said(desk: Desk, line: str) -> dict[str, Any]:
    """The fields, with times as people see them."""
    fields = dict((await read(desk, line)).fields)
    for name in ("starts_at", "ends_at", "announce_at"):
        if fields.get(name) is not None:
            fields[name] = f"{fields[name].astimezone(desk.book.zone):%m-%d %H:%M}"
    return fields


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("午间一小时 下周三12:00-13:00 总商会大厦3楼 太极课 限30人",
         {"brand": "noon", "starts_at": "12-02 12:00", "ends_at": "12-02 13:00", "building": "ZSH", "place": "3楼",
          "title": "太极课", "capacity": 30}),
        ("楼宇讲坛 12月5日14:00-16:00 个税汇算 市税务局主办 建工大厦 2楼会议室 面向总商会大厦、G03 20个名额",
         {"brand": "forum", "unit": "tax", "building": "JGD", "place": "2楼会议室", "title": "个税汇算",
          "grids": ["G01", "G02", "G03"], "capacity": 20}),
        ("太极课 周五15:00 限三十人 可带一名家属 置顶 g02",
         {"capacity": 30, "companions": 1, "pinned": True, "grids": ["G02"], "title": "太极课"}),
        ("太极课 周五15:00 全区 不限人数", {"grids": [], "capacity": None, "title": "太极课"}),
        ("太极课 下周三12:00-13:00，总商会大厦3楼，限30人", {"place": "3楼", "capacity": 30, "title": "太极课"}),
        ("标题：亲子阅读\n时间：周六10:00-11:30\n地点：建工一楼小花园\n名额：15\n说明：请带水杯，\n穿运动鞋",
         {"title": "亲子阅读", "starts_at": "11-28 10:00", "ends_at": "11-28 11:30", "building": "JGD",
          "place": "一楼小花园", "capacity": 15, "details": "请带水杯， 穿运动鞋"}),
        ("公告：明早9点 太极课 下周三12:00",
         {"announce_at": "11-24 09:00", "starts_at": "12-02 12:00", "title": "太极课"}),
        ("瑜伽课（第3期） 下周三12:00 1201室", {"title": "瑜伽课（第3期）", "place": "1201室"}),
        ("8.15 19:30 电影 3号楼", {"starts_at": "08-15 19:30", "place": "3号楼", "title": "电影"}),
        ("午间 下周二 读书会", {"brand": "noon", "starts_at": "12-01 00:00", "all_day": True, "title": "读书会"}),
        ("消防演练 总商会大厦 12月3日 15:00 发到总商会一微网格",
         {"building": "ZSH", "grids": ["G01"], "title": "消防演练"}),
        ("总商会大厦消防演练 12月3日15:00", {"title": "总商会大厦消防演练"}),
        ("lunch yoga next Wednesday 12:00-13:00 max 30 people bring 1 guest",
         {"title": "lunch yoga", "starts_at": "12-02 12:00", "capacity": 30, "companions": 1}),
        ("主办: hr 社保咨询 周五14:00", {"unit": "hr", "title": "社保咨询"}),
        ("健步走 周五18:00 每人可带2人 最多 50 人", {"companions": 2, "capacity": 50, "title": "健步走"}),
        ("健步走 周五18:00 限30人 每格限3人", {"capacity": 30, "grid_places": 3, "title": "健步走"}),
        ("健步走 周五18:00 每网格限三人 每人限2人 限30人",
         {"capacity": 30, "grid_places": 3, "companions": 1, "title": "健步走"}),
        ("健步走 周五18:00 每个微网格最多5个名额，每人限2人（含随行）",
         {"grid_places": 5, "companions": 1, "title": "健步走"}),
        ("健步走 周五18:00 每人限报1人 每格10人", {"companions": 0, "grid_places": 10, "title": "健步走"}),
        ("健步走 周五18:00 名额：30，每格3，每人2",
         {"capacity": 30, "grid_places": 3, "companions": 1, "title": "健步走"}),
        ("标题：健步走\n时间：周五18:00\n名额：每格限3人", {"grid_places": 3, "capacity": None, "title": "健步走"}),
        ("健步走 周五18:00 每格不限 限30人", {"grid_places": None, "capacity": 30, "title": "健步走"}),
        ("每格一味 周五18:00", {"title": "每格一味", "grid_places": None}),
        ("每人一本书 周五18:00", {"title": "每人一本书", "companions": None}),
        ("lunch walk Friday 18:00 max 30 people max 3 per grid max 2 per person including guests",
         {"capacity": 30, "grid_places": 3, "companions": 1, "title": "lunch walk"}),
    ],
)  # fmt: skip
async def test_line_says_this(desk: Desk, line: str, expected: Mapping[str, Any]) -> None:
    fields = await said(desk, line)
    assert {name: fields.get(name) for name in expected} == dict(expected)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("太极课 每周三12:00", "FREQ=WEEKLY;BYDAY=WE"),
        ("楼宇讲坛 每月第一个周五 14:00 到12月底", "FREQ=MONTHLY;BYDAY=1FR;UNTIL=20261231T155959Z"),
        ("健步走 工作日每天12点", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ],
)
async def test_line_says_how_it_comes_again(desk: Desk, line: str, rule: str) -> None:
    found = await read(desk, line)
    assert found.series is not None
    assert found.series.rule(desk.book.zone) == rule


@pytest.mark.parametrize(
    ("line", "phrase"),
    [
        ("太极课 昨天", "no.when_past"),
        ("太极课 2月30日", "no.when_impossible"),
        ("太极课 下周三13:00-12:00", "no.when_backwards"),
        ("太极课 周三或周四", "no.when_choice"),
        ("太极课 月底前", "no.when_deadline"),
        ("太极课 下周三 限0人", "no.event_places"),
        ("太极课 下周三 限-5人", "no.event_places"),
        ("太极课 下周三 名额：很多", "no.event_places"),
        ("太极课 下周三 限999999人", "no.event_places"),
        ("太极课 下周三 可带50人", "no.event_companions"),
        ("太极课 下周三 G99", "no.unknown_to_bind"),
        ("太极课 下周三 面向火星", "no.unknown_to_bind"),
        ("太极课 下周三 主办：某某局", "no.unknown_to_bind"),
        ("太极课 下周三 公告：随便", "no.announce_when"),
    ],
)
async def test_line_is_refused_for_this(desk: Desk, line: str, phrase: str) -> None:
    with pytest.raises(Refused) as refused:
        await read(desk, line)
    assert refused.value.phrase == phrase


@pytest.mark.parametrize(
    ("line", "name"), [("午后茶叙 周五15:00 插花", "午后茶叙"), ("品牌：茶叙 周五15:00 插花", "茶叙")]
)
async def test_brand_that_nobody_knows_is_named(desk: Desk, line: str, name: str) -> None:
    found = await read(desk, line)
    assert [facts["name"] for phrase, facts in found.notes if phrase == "event.no_brand"] == [name]
    assert found.fields["title"] == f"{name} 插花"


async def test_title_of_several_words_is_no_brand(desk: Desk) -> None:
    assert (await read(desk, "周五15:00 中国 结 编织")).notes == []


PIECES: dict[str, dict[str, Any]] = {
    "午间一小时": {"brand": "noon"},
    "下周三12:00-13:00": {"starts_at": "12-02 12:00", "ends_at": "12-02 13:00", "all_day": False},
    "总商会大厦3楼": {"building": "ZSH", "place": "3楼"},
    "限30人": {"capacity": 30},
    "可带1人": {"companions": 1},
    "G02": {"grids": ["G02"]},
    "主办：市税务局": {"unit": "tax"},
    "置顶": {"pinned": True},
}


@LATER
@given(
    some=st.lists(st.sampled_from(sorted(PIECES)), unique=True).flatmap(st.permutations),
    at=st.integers(0, 8),
    gap=st.sampled_from([" ", "，", "  ", "；", "\n"]),
)
async def test_order_and_punctuation_do_not_matter(desk: Desk, some: list[str], at: int, gap: str) -> None:
    words = [*some]
    words.insert(min(at, len(words)), "太极课")
    expected = {name: value for word in some for name, value in PIECES[word].items()}
    assert await said(desk, gap.join(words)) == {"title": "太极课", **expected}


@LATER
@given(
    text=st.lists(
        st.one_of(
            st.sampled_from([*PIECES, "太极课", "名额", "：", "限", "人", "地点：", "#", "每", "0"]),
            st.text(max_size=6),
        ),
        max_size=9,
    ).map(" ".join)
)
async def test_whatever_is_written_is_read_or_refused_within_bounds(desk: Desk, text: str) -> None:
    try:
        fields = (await read(desk, text.replace("#", "").replace("＃", ""))).fields
    except Refused:
        return
    assert len(fields.get("title") or "") <= 60
    assert len(fields.get("place") or "") <= 60
    assert (fields.get("capacity") or 1) >= 1
    assert set(fields.get("grids") or ()) <= set(desk.book.grids)
