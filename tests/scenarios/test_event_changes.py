"""What has been announced is changed or called off, and those who signed up are told; series go on by themselves."""

import pytest
from sqlmodel import col, select

from storage import people
from storage.events import Happening, SignUp
from storage.kinds import EventStatus, SignUpState
from storage.people import Person
from tests.happenings import standing
from tests.town import Town

LINE = "/event 午间一小时 下周三12:00-13:00 总商会大厦3楼 太极课 限30人"


async def events_of(town: Town) -> list[Happening]:
    """All events, soonest first."""
    async with town.store.read() as session:
        return list((await session.exec(select(Happening).order_by(col(Happening.starts_at)))).all())


async def announced(town: Town, line: str = LINE) -> None:
    """An event, out in both groups."""
    await town.admin.tells_bot(line)
    await town.admin.presses("发布")


async def test_change_is_read_back_and_told_to_those_who_signed_up(town: Town) -> None:
    await announced(town)
    await town.zhang.tells_bot("你好")
    await town.zhang.presses("报名", on=town.zhang.last(town.g01))
    await town.admin.presses("修改")
    assert town.admin.last().text.startswith("✏️ 「太极课」要改什么？")
    await town.admin.tells_bot("改到下周四12:30-13:30，建工大厦5楼，因为场地装修")
    assert town.admin.last().text == (
        "✏️ 「太极课」要改：\n"
        "· 时间：12月2日（周三） 12:00–13:00 → 12月3日（周四） 12:30–13:30\n"
        "· 地点：总商会大厦 · 3楼 → 建工大厦 · 5楼\n"
        "💬 场地装修\n会告诉已报名和候补的 1 人。"
    )
    assert (await events_of(town))[0].sequence == 0
    await town.admin.presses("确认修改")
    assert town.admin.last().text == "✏️ 「太极课」已改，已私下告诉 1 人。"
    event = (await events_of(town))[0]
    assert (event.sequence, event.building, event.place) == (1, "JGD", "5楼")
    for group in (town.g01, town.g02):
        card = next(one for one in town.liu.sees(group) if one.text.startswith("📣"))
        assert "🕛 12月3日（周四） 12:30–13:30\n📍 建工大厦 · 5楼" in card.text
        assert card.text.endswith("✏️ 场地装修")
    told = town.zhang.last()
    assert told.text.startswith("✏️ 您报名的「太极课」有变动：\n· 时间：")
    assert [button.text for button in told.buttons] == ["取消", "📅 加入日历"]


async def test_only_the_beginning_moves_the_end_along(town: Town) -> None:
    await announced(town)
    await town.admin.tells_bot("/event change 1 下周三14:00")
    await town.admin.presses("确认修改")
    event = (await events_of(town))[0]
    assert event.ends_at == event.starts_at + town.hours(1)


async def test_event_called_off_is_called_off_in_every_group_and_privately(town: Town) -> None:
    await announced(town)
    await town.zhang.tells_bot("你好")
    await town.zhang.presses("报名", on=town.zhang.last(town.g01))
    await town.liu.presses("报名", on=town.liu.last(town.g02))
    await town.admin.presses("取消活动")
    await town.admin.tells_bot("台风停课")
    assert town.admin.last().text.endswith("💬 台风停课\n会告诉已报名和候补的 2 人。")
    await town.admin.presses("确认取消")
    for group in (town.g01, town.g02):
        card = next(one for one in town.liu.sees(group) if "太极课" in one.text)
        assert card.text.startswith("🚫 已取消 · 午间一小时 · 太极课")
        assert card.text.endswith("❗ 台风停课")
        assert [button.text for button in card.buttons] == ["详情", "📅 加入日历"]
    assert town.zhang.last().text == "🚫 您报名的「太极课」12月2日（周三） 12:00–13:00 取消了：台风停课"
    assert [event.status for event in await events_of(town)] == ["cancelled"]
    await town.admin.tells_bot("/event cancel 1 又下雨")
    assert town.admin.last().text == "「太极课」已经结束或取消了。"


async def test_nobody_waits_for_what_is_called_off_and_the_host_sees_who_was_going(town: Town) -> None:
    await announced(town, LINE.replace("限30人", "限2人"))
    for person in (town.wang, town.zhang, town.liu, town.zhou):
        await person.tells_bot("你好")
        await person.presses("报名", on=town.zhang.last(town.g01))
    await town.zhang.presses("取消", on=town.zhang.last(town.g01))
    assert await standing(town) == ["王芳 going", "张伟 cancelled", "刘洋 offered", "老周 waiting"]
    offer = town.liu.last()
    await town.admin.tells_bot("/event cancel 1 台风")
    await town.admin.presses("确认取消")
    assert await standing(town) == ["王芳 going", "张伟 cancelled", "刘洋 cancelled", "老周 cancelled"]
    for person in (town.wang, town.liu, town.zhou):
        assert person.last().text.startswith("🚫 您报名的「太极课」")
    assert await town.liu.presses("接受", on=offer) == "这场活动已取消，不用再点。其他活动：/events"
    await town.admin.tells_bot("/event list 1")
    assert town.admin.last().text.split("\n")[1:] == ["共 1 人", "1. 王芳"]
    await town.passes(hours=5)
    assert "没等到您确认" not in town.liu.last().text


async def test_who_cannot_be_written_to_is_called_in_the_group_once(town: Town) -> None:
    await announced(town)
    await town.sun.presses("报名", on=town.sun.last(town.g01))
    await town.admin.tells_bot("/event cancel 1 台风")
    await town.admin.presses("确认取消")
    calls = [line for line in town.heard(town.g01) if "孙丽" in line]
    assert calls == ["孙丽 \n🚫 报名的「太极课」12月2日（周三） 12:00–13:00 取消了。\n💬 台风　［📅 加入日历］"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("12月20日 限5人 每周三", "已发布的单场不能改成周期活动"),
        ("昨天", "「昨天」已经过了"),
        ("改名叫太极", "✏️ 「太极课」要改：\n· 名称：午间一小时 · 太极课 → 午间一小时 · 太极"),
        ("限0人", "名额「0」不行"),
    ],
)
async def test_change_that_cannot_be_is_refused(town: Town, words: str, answer: str) -> None:
    await announced(town)
    await town.admin.tells_bot(f"/event change 1 {words}")
    assert town.admin.last().text.startswith(answer)
    assert (await events_of(town))[0].sequence == 0


async def test_fewer_places_than_are_taken_are_refused(town: Town) -> None:
    await announced(town)
    for person in (town.zhang, town.liu):
        await person.presses("报名", on=person.last(town.g01))
    await town.admin.tells_bot("/event change 1 限1人")
    assert town.admin.last().text == "已有 2 人报上名，名额不能改成 1。"


async def test_place_cannot_change_once_it_has_begun(town: Town) -> None:
    await announced(town)
    await town.passes(days=9, hours=3, minutes=10)
    await town.admin.tells_bot("/event change 1 地点：建工大厦5楼")
    assert town.admin.last().text == "「太极课」已经开始，不能再改时间地点；请到现场说一声。"


async def test_others_cannot_change_it_and_the_number_must_be_right(town: Town) -> None:
    await announced(town)
    await town.he.tells_bot("/event change 1 限5人")
    assert town.he.last().text.startswith("活动由管理员")
    await town.admin.tells_bot("/event cancel")
    assert town.admin.last().text == "请写上活动编号，例如：/event cancel 1 … 您的：1 太极课"
    await town.admin.tells_bot("/event cancel 77 下雨")
    assert town.admin.last().text == "这条已经不在了，重新来请发 /event。"


async def test_series_is_announced_with_its_next_date_and_then_two_working_days_before_each(town: Town) -> None:
    await announced(town, "/event 午间一小时 每周三12:00-13:00到12月16日 太极课 限30人 G02")
    assert len(town.heard(town.g02)) == 1
    dates = [f"{event.starts_at:%m-%d}" for event in await events_of(town)]
    assert dates == ["11-25", "12-02", "12-09", "12-16"]
    assert [event.status for event in await events_of(town)] == ["announced", "draft", "draft", "draft"]
    await town.passes(days=6, hours=23)
    assert len(town.heard(town.g02)) == 1
    await town.passes(hours=1)
    assert [event.status for event in await events_of(town)][1:] == ["announced", "draft", "draft"]
    news = [line for line in town.heard(town.g02) if line.startswith("📣")]
    assert "12月2日" in news[1]
    await town.passes(days=30)
    assert len(await events_of(town)) == 4


async def test_all_following_get_another_hour_and_new_ones_are_like_them(town: Town) -> None:
    await announced(town, "/event 午间一小时 每周三12:00-13:00 太极课 限30人 G02")
    first = (await events_of(town))[0]
    await town.admin.tells_bot(f"/event change {first.id} 11月25日12:30-13:30 限20人")
    await town.admin.presses("这场及以后各场")
    changed = await events_of(town)
    assert {event.capacity for event in changed} == {20}
    assert {f"{event.starts_at:%H:%M}" for event in changed} == {"04:30"}
    await town.passes(days=8)
    later = await events_of(town)
    assert len(later) == len(changed) + 1
    assert (later[-1].capacity, f"{later[-1].starts_at:%H:%M}") == (20, "04:30")


async def moved_series(town: Town) -> list[Happening]:
    """Every Wednesday, the first two out, 张伟 going to both."""
    await announced(town, "/event 午间一小时 每周三12:00-13:00 太极课 限30人 G01")
    await town.zhang.tells_bot("你好")
    first = await events_of(town)
    await town.passes(days=1, hours=23)
    async with town.store.write() as session:
        (await session.get_one(Happening, first[1].id)).status = EventStatus.ANNOUNCED
        person = await people.by_telegram_id(session, town.zhang.known.id)
        for number in (first[0].id or 0, first[1].id or 0):
            assert person is not None
            now = town.clock.now()
            session.add(SignUp(event_id=number, person_id=person.id or 0, state=SignUpState.GOING, at=now))
    return first


async def test_whole_series_is_moved_to_another_rule_and_people_keep_their_places(town: Town) -> None:
    first = await moved_series(town)
    await town.admin.tells_bot(f"/event change {first[1].id} 每周四12:30-13:30，因为场地")
    assert "· 时间：12月2日（周三） 12:00–13:00 → 12月3日（周四） 12:30–13:30" in town.admin.last().text
    assert "🔁 以后各场：每周四 12:30–13:30" in town.admin.last().text
    await town.admin.presses("这场及以后各场")
    days = [f"{event.starts_at:%m-%d %H:%M}" for event in await events_of(town)]
    assert days[:4] == ["11-25 04:00", "12-03 04:30", "12-10 04:30", "12-17 04:30"]
    told = town.zhang.last()
    assert told.text.startswith("✏️ 您报名的「太极课」有变动：\n· 时间：12月2日（周三）")
    assert [button.text for button in told.buttons] == ["取消", "📅 加入日历"]
    assert await standing(town, first[1].id or 0) == ["张伟 going"]
    assert await town.zhang.presses("取消", on=told) == "已取消报名，下次再来。"
    await town.passes(days=20)
    later = [event.starts_at for event in await events_of(town)]
    assert {f"{at:%a}" for at in later[1:]} == {"Thu"}
    assert len(later) == len(set(later))


async def test_all_following_go_to_the_weekday_of_the_one_that_was_named(town: Town) -> None:
    first = await moved_series(town)
    await town.admin.tells_bot(f"/event change {first[1].id} 12月4日12:00-13:00")
    await town.admin.presses("这场及以后各场")
    days = [f"{event.starts_at:%m-%d %H:%M}" for event in await events_of(town)]
    assert days[:4] == ["11-25 04:00", "12-04 04:00", "12-11 04:00", "12-18 04:00"]


async def test_rule_that_is_no_weekday_must_be_said_in_full(town: Town) -> None:
    await announced(town, "/event 楼宇讲坛 每月第一个周五14:00-16:00 个税 G01")
    first = (await events_of(town))[0]
    await town.admin.tells_bot(f"/event change {first.id} 12月7日14:00-16:00")
    assert (await town.admin.presses("这场及以后各场")).startswith("各场一起换日子，请写新的规律")
    await town.admin.tells_bot(f"/event change {first.id} 每月第二个周五14:00-16:00")
    await town.admin.presses("这场及以后各场")
    assert [f"{event.starts_at:%m-%d}" for event in await events_of(town)] == ["12-11"]
    await town.passes(days=15)
    assert [f"{event.starts_at:%m-%d}" for event in await events_of(town)] == ["12-11", "01-08"]


async def test_series_is_called_off_from_a_date_on(town: Town) -> None:
    await announced(town, "/event 午间一小时 每周三12:00-13:00 太极课 限30人 G02")
    first = (await events_of(town))[0]
    await town.admin.tells_bot(f"/event cancel {first.id} 换季停课")
    await town.admin.presses("这场及以后各场")
    assert {event.status for event in await events_of(town)} == {"cancelled"}
    await town.passes(days=40)
    assert len([line for line in town.heard(town.g02) if "太极课" in line]) == 1


async def test_make_up_days_are_respected(town: Town) -> None:
    await announced(town, "/event 延时服务 每个工作日17:30-19:00 2027年1月1日起 咨询 G02")
    days = [f"{event.starts_at:%m-%d}" for event in await events_of(town)]
    assert "01-01" not in days
    assert all(day not in days for day in ("01-02", "01-03"))


async def test_hundred_people_are_told_one_lot_after_the_other_each_once(town: Town) -> None:
    await announced(town)
    crowd = [town.person(4000 + number, f"甲{number}") for number in range(90)]
    async with town.store.write() as session:
        for one in crowd:
            person = Person(telegram_id=one.known.id, name=one.known.name, reachable=True)
            session.add(person)
            await session.flush()
            session.add(SignUp(event_id=1, person_id=person.id or 0, state=SignUpState.GOING, at=town.clock.now()))
        (await session.get_one(Happening, 1)).capacity = None
    await town.admin.tells_bot("/event change 1 下周四12:00")
    await town.admin.presses("确认修改")
    assert town.admin.last().text == "✏️ 「太极课」已改，正私下告诉 90 人。"
    await town.passes(seconds=30)
    for one in crowd:
        assert [message.text[:14] for message in one.sees()] == ["✏️ 您报名的「太极课」有变"]
