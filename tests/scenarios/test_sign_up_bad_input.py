"""What comes at the wrong moment gets one clear line, and nothing is lost."""

from datetime import timedelta

import pytest

from storage.events import SignUp
from storage.kinds import EventStatus, SignUpState
from storage.people import Person
from tests.happenings import WEDNESDAY_NOON, changes, standing, start, takes_place
from tests.town import MONDAY_MORNING, Town


async def test_place_that_changes_during_check_in_loses_nobody(town: Town) -> None:
    await start(town.zhang, town.wang)
    number = await takes_place(town, town.g01)
    for person in (town.zhang, town.liu):
        await person.presses("报名", on=town.liu.last(town.g01))
    await town.passes(days=2, hours=2, minutes=40)
    await town.zhang.presses("签到", on=town.zhang.last())
    await changes(town, number, place="5楼", sequence=1)
    assert "5楼" in town.liu.last(town.g01).text or "5楼" in town.zhang.sees(town.g01)[-2].text
    await town.liu.presses_data(f"checkin:{number}", on=town.liu.last(town.g01))
    assert await standing(town) == ["张伟 attended", "刘洋 attended"]


@pytest.mark.parametrize("action", ["join", "leave", "take", "plus", "minus", "checkin"])
async def test_taps_on_an_event_that_was_called_off_are_all_answered(town: Town, action: str) -> None:
    number = await takes_place(town, town.g01, capacity=1, companions=1)
    announcement = town.zhang.last(town.g01)
    await town.zhang.presses("报名", on=announcement)
    await changes(town, number, status=EventStatus.CANCELLED)
    assert await town.zhang.presses_data(f"{action}:{number}", on=announcement) == (
        "这场活动已取消，不用再点。其他活动：/events"
    )
    assert await standing(town) == ["张伟 going"]


async def test_offer_of_an_event_that_was_called_off_says_nothing_any_more(town: Town) -> None:
    await start(town.zhang, town.liu)
    number = await takes_place(town, town.g01, capacity=1)
    announcement = town.zhang.last(town.g01)
    for person in (town.zhang, town.liu):
        await person.presses("报名", on=announcement)
    await town.zhang.presses("取消", on=announcement)
    await changes(town, number, status=EventStatus.CANCELLED)
    heard = len(town.liu.sees())
    await town.passes(hours=5)
    assert len(town.liu.sees()) == heard


@pytest.mark.parametrize(
    "data", ["join:99", "join:0", "join:99999999999999999999", "signups:99:0", "details:99", "calendar:99"]
)
async def test_event_that_there_is_not_is_named(town: Town, data: str) -> None:
    await takes_place(town, town.g01)
    said = await town.zhang.presses_data(data, on=town.zhang.last(town.g01))
    assert said.startswith("没有编号 ")
    assert said.endswith("的活动。近期活动：/events")


async def test_draft_is_nobody_s_business(town: Town) -> None:
    number = await takes_place(town, town.g01, status=EventStatus.DRAFT)
    said = await town.zhang.presses_data(f"join:{number}", on=town.zhang.last(town.g01))
    assert said == f"没有编号 {number} 的活动。近期活动：/events"


async def test_group_that_sent_the_bot_away_is_left_alone_and_the_others_are_kept_true(town: Town) -> None:
    await start(town.liu)
    await takes_place(town, town.g01, town.g02, capacity=5)
    there = town.liu.last(town.g02)
    town.room.remove_bot(town.g01, by=town.wang.known)
    await town.settles()
    await town.liu.presses("报名", on=there)
    assert "已报名 1" in town.liu.last(town.g02).text
    await town.passes(days=2, hours=2, minutes=30)
    assert "马上开始" in town.liu.last().text


async def test_thousand_who_wait_keep_their_order(town: Town) -> None:
    await start(town.wang)
    number = await takes_place(town, town.g01, capacity=1)
    async with town.store.write() as session:
        crowd = [Person(telegram_id=80_000 + one, name=f"候补{one}", reachable=False) for one in range(1001)]
        session.add_all(crowd)
        await session.flush()
        for at, person in enumerate(crowd):
            state = SignUpState.WAITING if at else SignUpState.GOING
            moment = MONDAY_MORNING + timedelta(milliseconds=at)
            session.add(SignUp(event_id=number, person_id=person.id or 0, state=state, at=moment, chat_id=town.g01.id))
    assert await town.zhang.presses("报名") == "满了，候补第 1001 位。有空位我来问您，请先点开与我的私聊。"
    await changes(town, number, capacity=3)
    lines = await standing(town)
    assert [line for line in lines if line.endswith("offered")] == ["候补1 offered", "候补2 offered"]
    assert len(lines) == 1002
    await town.wang.tells_bot(f"/event list {number}")
    assert "共 1002 人" in town.wang.last().text
    assert "10. 候补9（候补）" in town.wang.last().text
    await town.wang.presses("下一页")
    assert "11. 候补10（候补）" in town.wang.last().text
    assert town.clock.now() < WEDNESDAY_NOON
