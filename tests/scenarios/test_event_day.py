"""Those who are going are reminded and check in; afterwards they say how it was, and host and committee hear of it."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from desk.events.checking_in import payload
from storage.kinds import EventStatus
from tests.happenings import WEDNESDAY_NOON, changes, event_of, opinions, standing, start, takes_place
from tests.town import MONDAY_MORNING, Town


@pytest.fixture(autouse=True)
async def _started(town: Town) -> None:
    await start(town.zhang, town.liu, town.zhou, town.wang, town.party)


async def until(town: Town, **before: float) -> None:
    """So long before the event begins."""
    await town.passes(seconds=(WEDNESDAY_NOON - timedelta(**before) - town.clock.now()).total_seconds())


async def going(town: Town, *people: str, **columns: object) -> int:
    """An event for which these have signed up."""
    number = await takes_place(town, town.g01, **columns)
    for name in people:
        await getattr(town, name).presses("报名", on=town.zhang.last(town.g01))
    return number


async def test_those_going_are_reminded_a_day_and_half_an_hour_before(town: Town) -> None:
    await going(town, "zhang", "liu")
    await until(town, days=1)
    assert town.zhang.last().text == (
        "⏰ 太极课 快到了：明天 12:00\n📍 总商会大厦 · 3楼活动室\n来不了请点取消，名额让给别人。"
    )
    assert [button.text for button in town.zhang.last().buttons] == ["📅 加入日历", "取消"]
    await until(town, minutes=30)
    assert town.liu.last().text.startswith("⏰ 太极课 马上开始：今天 12:00")
    assert town.wang.last().text == (
        "📋 太极课 今天 12:00：报名 2 人。\n张伟、刘洋\n现场请出示签到码，或在名单里点名。"
    )
    assert await town.liu.presses("取消", on=town.liu.last()) == "已取消报名，下次再来。"


async def test_those_who_cannot_be_written_to_are_called_once_together(town: Town) -> None:
    await going(town, "zhang", "sun", "zhao")
    before = len(town.heard(town.g01))
    await until(town, minutes=30)
    [call] = [line for line in town.heard(town.g01)[before:] if "马上开始" in line]
    assert "孙丽 赵主任" in call
    assert "张伟" not in call
    assert "［🙋 签到］［取消］" in call
    assert await town.sun.presses("签到") == "签到成功，欢迎参加「太极课」！"


async def test_reminders_follow_an_event_that_is_put_off(town: Town) -> None:
    number = await going(town, "zhang")
    later = WEDNESDAY_NOON + timedelta(days=1)
    await changes(town, number, starts_at=later, ends_at=later + timedelta(hours=1), sequence=1)
    await until(town, minutes=30)
    assert "马上开始" not in town.zhang.last().text
    await until(town, days=-1, minutes=30)
    assert "马上开始" in town.zhang.last().text


async def test_nobody_is_reminded_of_what_is_cancelled(town: Town) -> None:
    number = await going(town, "zhang")
    await changes(town, number, status=EventStatus.CANCELLED)
    heard = len(town.zhang.sees())
    await until(town, minutes=30)
    assert len(town.zhang.sees()) == heard
    announcement = town.zhang.last(town.g01)
    assert (
        await town.liu.presses_data(f"join:{number}", on=announcement) == "这场活动已取消，不用再点。其他活动：/events"
    )


async def test_check_in_opens_half_an_hour_before_and_ends_with_the_event(town: Town) -> None:
    number = await going(town, "zhang", "liu")
    announcement = town.zhang.last(town.g01)
    early = await town.zhang.presses_data(f"checkin:{number}", on=announcement)
    assert early == "还没到签到时间，11月25日 11:30 起可签到。"
    await until(town, minutes=30)
    assert await town.zhang.presses("签到", on=town.zhang.last()) == "签到成功，欢迎参加「太极课」！"
    assert await town.zhang.presses_data(f"checkin:{number}", on=announcement) == "您已经签到了。"
    assert await town.zhou.presses_data(f"checkin:{number}", on=announcement) == (
        "您不在报名名单里，请找主办人，或扫现场的签到码。"
    )
    assert await town.zhang.presses_data(f"leave:{number}", on=announcement) == "您已经签到了。"
    await until(town, hours=-1)
    assert await town.liu.presses_data(f"checkin:{number}", on=announcement) == "这场活动已结束。其他活动：/events"
    assert await standing(town) == ["张伟 attended", "刘洋 no_show"]
    assert (await event_of(town)).status is EventStatus.DONE


async def test_code_at_the_door_checks_in_also_whoever_had_not_signed_up(town: Town) -> None:
    number = await going(town, "zhang", capacity=2)
    await until(town, minutes=30)
    assert await town.wang.presses("签到码") == "签到码已私聊发您。"
    picture = town.wang.last()
    assert picture.photo is not None
    assert Image.open(BytesIO(picture.photo)).width >= 300
    assert "今天 11:30 起可签到" in picture.text
    code = payload(await event_of(town), town.clock.now())
    await town.zhang.starts(code)
    assert town.zhang.last().text == "签到成功，欢迎参加「太极课」！"
    await town.sun.starts(code)
    assert town.sun.last().text == "签到成功，欢迎参加「太极课」！"
    await town.liu.starts(code)
    assert town.liu.last().text == "名额已满，请找主办人看看。"
    await town.liu.starts(f"c{number}-0000000000")
    assert town.liu.last().text == "这个签到码不对或过期了，请扫现场刚换的码。"
    assert await standing(town) == ["张伟 attended", "孙丽 attended"]


async def test_code_that_was_photographed_is_soon_worth_nothing_and_the_host_shows_a_new_one(town: Town) -> None:
    await going(town, "zhang", "liu", capacity=4)
    await until(town, minutes=30)
    await town.wang.presses("签到码")
    photographed = payload(await event_of(town), town.clock.now())
    await town.passes(minutes=10)
    await town.zhang.starts(photographed)
    assert town.zhang.last().text == "签到成功，欢迎参加「太极课」！"
    await town.passes(minutes=10)
    await town.liu.starts(photographed)
    assert town.liu.last().text == "这个签到码不对或过期了，请扫现场刚换的码。"
    before = town.wang.last().photo
    await town.wang.presses("换新码")
    assert town.wang.last().photo != before
    await town.liu.starts(payload(await event_of(town), town.clock.now()))
    assert town.liu.last().text == "签到成功，欢迎参加「太极课」！"


async def test_host_checks_in_by_the_list_and_corrects_it_afterwards(town: Town) -> None:
    await going(town, "zhang", "liu")
    await until(town, minutes=30)
    await town.wang.presses("名单")
    assert await town.wang.presses("张伟") == "张伟 已签到。"
    assert "1. 张伟 ✅" in town.wang.last().text
    await until(town, hours=-1)
    assert town.wang.last().text.startswith("🏁 太极课 结束：签到 1 人，未到 1 人。")
    await town.wang.presses("名单")
    assert await town.wang.presses("刘洋") == "刘洋 已签到。"
    assert await standing(town) == ["张伟 attended", "刘洋 attended"]
    assert "「太极课」怎么样？" in town.liu.last().text


async def test_stars_and_words_come_to_host_and_committee(town: Town) -> None:
    await going(town, "zhang", "liu", "zhou")
    await until(town, minutes=10)
    for person in (town.zhang, town.liu):
        await person.presses("签到", on=person.last())
    await until(town, hours=-1)
    assert await town.zhang.presses("4⭐") == "收到，4 分。"
    assert await town.zhang.presses("5⭐") == "收到，5 分。"
    await town.zhang.tells_bot("老师教得好，下次还来")
    assert town.zhang.last().text == "记下了，谢谢！"
    asked = town.liu.last()
    await town.liu.presses("2⭐")
    await town.liu.replies("地方太小", to=asked)
    assert await opinions(town) == [(5, "老师教得好，下次还来"), (2, "地方太小")]
    await town.passes(days=1)
    summary = (
        "📊 太极课 · 11月25日（周三） 12:00–13:00\n报名 3 人，到场 2 人，未到 1 人。\n"
        "评分 3.5（2 人）\n· 老师教得好，下次还来\n· 地方太小"
    )
    assert town.wang.last().text == summary
    assert town.party.last().text == summary


async def test_problem_said_after_the_stars_is_a_problem(town: Town) -> None:
    await going(town, "zhang")
    await until(town, minutes=10)
    await town.zhang.presses("签到", on=town.zhang.last())
    await until(town, hours=-1)
    await town.zhang.presses("5⭐")
    await town.zhang.tells_bot("总商会大厦12楼电梯按了没反应")
    assert "哪个" in town.zhang.last().text
    assert await opinions(town) == [(5, "")]


async def test_whoever_did_not_come_cannot_rate(town: Town) -> None:
    number = await going(town, "zhang")
    await until(town, hours=-1)
    refused = await town.zhang.presses_data(f"stars:{number}:5", on=town.zhang.last())
    assert refused == "没有您的签到记录，请主办人补签后再打分。"


async def test_place_offered_shortly_before_is_answered_before_it_begins(town: Town) -> None:
    await going(town, "zhang", "liu", capacity=1)
    await until(town, minutes=40)
    await town.zhang.presses("取消", on=town.zhang.last(town.g01))
    assert "请在 今天 11:40 前确认" in town.liu.last().text
    await until(town, minutes=20)
    assert await standing(town) == ["张伟 cancelled", "刘洋 cancelled"]


async def test_sign_up_ends_when_it_begins(town: Town) -> None:
    number = await going(town, "zhang")
    await until(town, minutes=0)
    announcement = town.zhang.last(town.g01)
    assert await town.liu.presses("报名", on=announcement) == "活动已经开始，报名不能再改了。"
    assert await town.zhang.presses_data(f"leave:{number}", on=announcement) == "活动已经开始，报名不能再改了。"


async def test_what_is_due_is_done_once_though_the_bot_was_down(town: Town) -> None:
    await going(town, "zhang")
    assert town.clock.now() < MONDAY_MORNING + timedelta(hours=1)
    await town.stops()
    town.clock.move_to(WEDNESDAY_NOON + timedelta(hours=2))
    await town.starts_again()
    await town.passes(seconds=1)
    assert await standing(town) == ["张伟 no_show"]
    assert not any("马上开始" in message.text for message in town.zhang.sees())
