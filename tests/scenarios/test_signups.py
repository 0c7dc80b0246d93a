"""Members sign up by one tap, wait in line, get the place that somebody gives up, and are told where they stand."""

import pytest

from storage.kinds import EventStatus
from tests.happenings import changes, event_of, standing, start, takes_place
from tests.town import Town


@pytest.fixture(autouse=True)
async def _started(town: Town) -> None:
    await start(town.zhang, town.liu, town.zhou, town.wang)


async def test_one_tap_signs_up_and_the_announcement_counts(town: Town) -> None:
    await takes_place(town, town.g01, town.g02, capacity=2)
    assert await town.zhang.presses("报名") == "报上了，第 1 位。"
    assert await town.liu.presses("报名") == "报上了，第 2 位。"
    assert await town.zhou.presses("报名") == "满了，候补第 1 位。有空位我来问您。"
    assert await standing(town) == ["张伟 going", "刘洋 going", "老周 waiting"]
    assert "名额 2，已满 · 已报名 2 · 候补 1" in town.zhang.last(town.g01).text
    assert town.zhang.last().text.endswith("➡️ 您已报名，第 1 位。")
    assert "张伟" not in town.zhang.last(town.g01).text


async def test_second_tap_changes_nothing(town: Town) -> None:
    await takes_place(town, town.g01, capacity=1)
    await town.zhang.presses("报名")
    announcement = town.liu.last(town.g01)
    assert await town.zhang.presses("报名", on=announcement) == "您已经报上了，第 1 位，不用再点。"
    await town.liu.presses("报名", on=announcement)
    assert await town.liu.presses("报名", on=announcement) == "您已经在候补里，第 1 位。"
    assert await standing(town) == ["张伟 going", "刘洋 waiting"]


async def test_place_that_comes_free_is_offered_to_the_next_until_a_told_moment(town: Town) -> None:
    await takes_place(town, town.g01, capacity=1)
    for person in (town.zhang, town.liu, town.zhou):
        await person.presses("报名", on=town.zhang.last(town.g01))
    assert await town.zhang.presses("取消", on=town.zhang.last(town.g01)) == "已取消报名，下次再来。"
    assert "有名额了，轮到您" in town.liu.last().text
    assert "请在 今天 13:00 前确认" in town.liu.last().text
    assert await standing(town) == ["张伟 cancelled", "刘洋 offered", "老周 waiting"]
    assert await town.liu.presses("接受") == "报上了，第 1 位。"
    assert await standing(town) == ["张伟 cancelled", "刘洋 going", "老周 waiting"]
    await town.passes(hours=5)
    assert await standing(town) == ["张伟 cancelled", "刘洋 going", "老周 waiting"]


async def test_offer_that_nobody_takes_goes_to_the_next(town: Town) -> None:
    await takes_place(town, town.g01, capacity=1)
    for person in (town.zhang, town.liu, town.zhou):
        await person.presses("报名", on=town.zhang.last(town.g01))
    await town.zhang.presses("取消", on=town.zhang.last(town.g01))
    await town.passes(hours=3, minutes=59)
    assert "刘洋 offered" in await standing(town)
    await town.passes(minutes=1)
    assert await standing(town) == ["张伟 cancelled", "刘洋 cancelled", "老周 offered"]
    assert "没等到您确认，已给下一位" in town.liu.last().text
    assert await town.zhou.presses("不去了") == "已取消报名，下次再来。"
    assert "已报名 0" in town.zhang.last(town.g01).text


async def test_whoever_signs_up_again_is_last_in_line(town: Town) -> None:
    await takes_place(town, town.g01, capacity=1)
    announcement = town.zhang.last(town.g01)
    for person in (town.zhang, town.liu, town.zhou):
        await person.presses("报名", on=announcement)
    await town.liu.presses("取消", on=announcement)
    assert await town.liu.presses("报名", on=announcement) == "满了，候补第 2 位。有空位我来问您。"
    assert await standing(town) == ["张伟 going", "老周 waiting", "刘洋 waiting"]


async def test_companions_take_places_while_there_are_any(town: Town) -> None:
    await takes_place(town, town.g01, capacity=3, companions=2)
    await town.zhang.presses("报名")
    assert await town.zhang.presses("带一位") == "好的，您带 1 位同行。"
    assert "带 1 位同行" in town.zhang.last().text
    await town.liu.presses("报名", on=town.liu.last(town.g01))
    await town.zhou.presses("报名", on=town.liu.last(town.g01))
    assert await town.zhang.presses("带一位") == "没有空位了，不能再带人。"
    assert await standing(town) == ["张伟 going +1", "刘洋 going", "老周 waiting"]
    assert await town.zhang.presses("少一位") == "好的，您自己来。"
    assert await standing(town) == ["张伟 going", "刘洋 going", "老周 offered"]


async def test_both_places_of_somebody_with_a_companion_are_offered(town: Town) -> None:
    await takes_place(town, town.g01, capacity=2, companions=1)
    announcement = town.zhang.last(town.g01)
    await town.zhang.presses("报名", on=announcement)
    await town.zhang.presses("带一位")
    for person in (town.liu, town.zhou):
        await person.presses("报名", on=announcement)
    await town.zhang.presses("取消", on=announcement)
    assert await standing(town) == ["张伟 cancelled", "刘洋 offered", "老周 offered"]


async def test_host_closes_the_sign_up_and_opens_it_again(town: Town) -> None:
    number = await takes_place(town, town.g01, capacity=5)
    announcement = town.zhang.last(town.g01)
    await town.zhang.presses("报名", on=announcement)
    await town.wang.tells_bot("/events")
    await town.wang.presses("太极课")
    await town.wang.presses("名单")
    assert "1. 张伟" in town.wang.last().text
    assert await town.wang.presses("截止报名") == "已截止报名，候补的顺序不变。"
    assert town.zhang.last(town.g01).text.startswith("🔒 报名截止")
    assert await town.liu.presses_data(f"join:{number}", on=announcement) == "报名已截止。其他活动：/events"
    assert await town.wang.presses("重开报名") == "已重开报名。"
    assert await town.liu.presses("报名", on=announcement) == "报上了，第 2 位。"
    assert (await event_of(town)).status is EventStatus.ANNOUNCED


async def test_names_are_for_whoever_runs_the_event(town: Town) -> None:
    number = await takes_place(town, town.g01)
    announcement = town.zhang.last(town.g01)
    await town.zhang.presses("报名", on=announcement)
    assert await town.liu.presses_data(f"signups:{number}:0", on=announcement) == "名单和签到由活动的主办人来看。"
    assert await town.liu.presses_data(f"shut:{number}", on=announcement) == "名单和签到由活动的主办人来看。"
    assert await town.admin.presses_data(f"signups:{number}:0", on=announcement) == "请先点开与我的私聊，再点一次。"
    await town.admin.starts()
    assert await town.admin.presses_data(f"signups:{number}:0", on=announcement) == "名单已私聊发您。"
    assert "1. 张伟" in town.admin.last().text


async def test_event_for_some_grids_is_for_their_people(town: Town) -> None:
    number = await takes_place(town, town.g01, grids=["G01"])
    announcement = town.zhang.last(town.g01)
    assert (await town.sun.presses("报名", on=announcement)).startswith("报上了")
    elsewhere = town.he.last(town.g02)
    refused = await town.liu.presses_data(f"join:{number}", on=elsewhere)
    assert refused == "这场只请总商会大厦一微网格的人，请在那边的群里报名。"
    assert (await town.liu.presses("报名", on=announcement)).startswith("报上了")


async def test_more_places_are_offered_to_those_who_wait(town: Town) -> None:
    number = await takes_place(town, town.g01, capacity=1)
    announcement = town.zhang.last(town.g01)
    for person in (town.zhang, town.liu, town.zhou):
        await person.presses("报名", on=announcement)
    await changes(town, number, capacity=2)
    assert await standing(town) == ["张伟 going", "刘洋 offered", "老周 waiting"]
    await changes(town, number, capacity=None)
    assert await standing(town) == ["张伟 going", "刘洋 offered", "老周 going"]
    assert "有名额了，您已报上" in town.zhou.last().text


async def test_waiting_member_without_private_chat_is_called_in_the_group_where_they_signed_up(town: Town) -> None:
    await takes_place(town, town.g02, town.g01, capacity=1)
    announcement = town.zhang.last(town.g01)
    await town.zhang.presses("报名", on=announcement)
    assert "请先点开与我的私聊" in await town.sun.presses("报名", on=announcement)
    await town.zhang.presses("取消", on=announcement)
    call = town.heard(town.g01)[-1]
    assert call.startswith("孙丽「太极课」有事找您，但我还不能私聊您")
    await town.sun.starts("e1")
    assert "有名额给您" in town.sun.last().text
    assert await town.sun.presses("接受") == "报上了，第 1 位。"
