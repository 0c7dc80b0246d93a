"""小邻 was away: what the platform has kept is done late and explained, what it has forgotten is told to admins."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.telegram.reception import Reception
from storage.marks import Mark
from tests.conftest import opened
from tests.hooks import Hook
from tests.town import MONDAY_MORNING, Town

LIFT = "12楼电梯按了没反应"
SORRY = "抱歉，刚才有一阵没连上：这条是今天 09:00说的，现在补登记，时限从那时算起。"


@pytest.fixture
async def town(database: str) -> AsyncIterator[Town]:
    """A town whose bot has heard the platform since it started: it notes when."""
    async with opened(database) as town:
        yield town


async def is_away(town: Town, **time: float) -> None:
    """The bot is down and time passes."""
    await town.stops()
    town.clock.move_to(town.clock.now() + timedelta(**time))


async def test_press_lost_in_an_outage_is_made_up_for_by_words(town: Town) -> None:
    """The platform keeps a press for 150 seconds."""
    await town.zhang.says(LIFT)
    await town.liu.says("3楼空调漏水")
    first, second = town.zhou.sees()[-2:]
    await town.stops()
    town.room.press(first, town.zhou.known, "受理")
    town.clock.move_to(town.clock.now() + timedelta(seconds=151))
    await town.starts_again()
    assert (await town.ticket(1)).status == "new"
    await town.zhou.tells_bot("/accept 1")
    await town.zhou.replies("已修好", to=second)
    await town.liu.replies("好了", to=town.last_card)
    assert [(await town.ticket(number)).status for number in (1, 2)] == ["accepted", "closed"]


async def test_problem_said_in_an_outage_keeps_its_own_time_and_the_delay_is_explained_once(town: Town) -> None:
    await town.stops()
    town.room.say(town.g01, town.zhang.known, LIFT)
    town.clock.move_to(town.clock.now() + timedelta(hours=3))
    town.room.say(town.g01, town.liu.known, "3楼空调漏水")
    town.clock.move_to(town.clock.now() + timedelta(minutes=40))
    await town.starts_again()
    late, later = await town.tickets()
    assert late.created_at == MONDAY_MORNING
    assert late.accept_due == MONDAY_MORNING + timedelta(hours=1)
    assert later.created_at == MONDAY_MORNING + timedelta(hours=3)
    assert [line for line in town.heard(town.g01) if "抱歉" in line] == [SORRY]
    assert town.heard(town.admin.private) == [], "an outage of hours is nobody's business"


async def test_short_delay_and_late_chatter_need_no_explaining(town: Town) -> None:
    await town.stops()
    town.room.say(town.g01, town.liu.known, "中午吃什么")
    town.clock.move_to(town.clock.now() + timedelta(hours=3))
    town.room.say(town.g01, town.zhang.known, LIFT)
    town.clock.move_to(town.clock.now() + timedelta(minutes=20))
    await town.starts_again()
    assert len(await town.tickets()) == 1
    assert [line for line in town.heard(town.g01) if "抱歉" in line] == []


async def test_problem_taken_over_later_was_not_late(town: Town) -> None:
    await town.wang.says_under(town.g01, LIFT)
    await town.passes(hours=1)
    await town.wang.presses("我来确认")
    assert len(await town.tickets()) == 1
    assert [line for line in town.heard(town.g01) if "抱歉" in line] == []


async def test_admins_are_told_once_what_the_platform_has_forgotten(town: Town) -> None:
    await town.stops()
    town.room.say(town.g01, town.zhang.known, LIFT)
    town.clock.move_to(town.clock.now() + timedelta(hours=30))
    town.room.say(town.g01, town.liu.known, "3楼空调漏水")
    await town.starts_again()
    assert [ticket.text for ticket in await town.tickets()] == ["3楼空调漏水"]
    assert town.heard(town.admin.private) == [
        "昨天 09:00到昨天 15:00之间我没连上平台，那段时间的消息平台已不再保存。请在各群问一声，有没有漏掉的问题。"
    ]
    await town.restarts()
    assert len(town.heard(town.admin.private)) == 1


async def test_admins_are_told_too_when_we_were_up_but_could_not_get_through(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.poller.Poller._pause", lambda *_: 0.01)
    town.room.faults.refuse(502, "Bad Gateway", 10_000, method="getUpdates")
    polls = len(town.room.log.to("getUpdates"))
    town.room.say(town.g01, town.zhang.known, "早")  # ends the poll that waits; the next ones fail
    await town.room.until(lambda: len(town.room.log.to("getUpdates")) > polls)
    town.clock.move_to(town.clock.now() + timedelta(hours=26))
    town.room.faults.clear()
    await town.zhang.says("早")
    assert town.heard(town.admin.private)[0].startswith("昨天 09:00到昨天 11:00之间我没连上平台")


async def test_a_quiet_weekend_is_no_outage(town: Town) -> None:
    await town.passes(hours=60)
    await town.zhang.says(LIFT)
    await town.restarts()
    assert town.heard(town.admin.private) == []


async def test_a_quiet_weekend_is_no_outage_by_webhook_either(town: Town, hook: Hook) -> None:
    await hook.is_used()
    await town.zhang.says("早")
    await town.passes(hours=60)
    await town.restarts()
    await town.zhang.says(LIFT)
    assert town.heard(town.admin.private) == []
    await is_away(town, hours=25)
    await town.starts_again()
    assert "没连上平台" in town.admin.last().text


async def test_that_the_platform_was_heard_is_noted_at_most_once_a_minute(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def noted() -> list[object]:
        async with town.store.read() as session:
            return list((await session.exec(select(Mark.at).where(Mark.name == "heard"))).all())

    assert await noted() == [MONDAY_MORNING]
    town.clock.move_to(MONDAY_MORNING + timedelta(seconds=59))
    await town.zhang.says("早")
    assert await noted() == [MONDAY_MORNING]
    town.clock.move_to(MONDAY_MORNING + timedelta(seconds=60))
    await town.zhang.says("早")
    assert await noted() == [MONDAY_MORNING + timedelta(seconds=60)]
    calls: list[bool] = []

    async def heard(_reception: Reception, after_a_break: bool = False) -> None:
        calls.append(after_a_break)

    monkeypatch.setattr(Reception, "heard", heard)
    await town.zhang.says("早")
    assert calls == [False], "no break"


async def test_update_ids_that_start_anew_after_a_quiet_week_are_heard_and_confirmed(town: Town) -> None:
    await town.zhang.says(LIFT)
    town.room.faults.jump_update_ids(7)
    await town.liu.says("3楼空调漏水")
    await town.liu.says("5楼灯不亮了")
    assert [ticket.text for ticket in await town.tickets()] == [LIFT, "3楼空调漏水", "5楼灯不亮了"]
    offsets = [int(call.params.get("offset", 0)) for call in town.room.log.to("getUpdates")]
    assert offsets[-1] == town.room.updates[-1].id + 1


async def test_slow_clock_is_told_to_admins_once_a_day(town: Town) -> None:
    async def from_the_future(minutes: float) -> None:
        number = town.room.state.updates.next_id
        sender = {"id": 2001, "is_bot": False, "first_name": "张伟"}
        when = int((town.clock.now() + timedelta(minutes=minutes)).timestamp())
        chat = {"id": town.g01.id, "type": "supergroup", "title": town.g01.title}
        message = {"message_id": number % 10_000, "date": when, "chat": chat, "from": sender, "text": f"报修 {LIFT}"}
        town.room.faults.inject(json.dumps({"update_id": number, "message": message}))
        await town.settles()

    await from_the_future(1.9)
    assert town.heard(town.admin.private) == []
    await from_the_future(7)
    await from_the_future(8)
    slow = "本机时钟比平台慢了约 {} 分钟，请校准；工单照常办理。"
    assert town.heard(town.admin.private) == [slow.format(7)]
    assert [ticket.created_at for ticket in await town.tickets()] == [town.clock.now()] * 3
    await town.passes(days=1)
    await from_the_future(9)
    assert [line for line in town.heard(town.admin.private) if "时钟" in line] == [slow.format(7), slow.format(9)]
