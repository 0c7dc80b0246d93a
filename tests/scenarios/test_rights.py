"""Who may see and do what follows from where a ticket is public and from the roles that people hold now."""

from dataclasses import replace

import pytest
from sqlmodel import col, select

from storage.kinds import Role
from storage.people import Grant, Person
from tests.town import Town

LIFT = "12楼电梯按了没反应"
NOT_YOURS = "#1 不在您的范围内，可在它所在的群里查看。"
STALE = "这个按钮已经失效。查看工单请发 /mine 或 /todo。"


async def _reports_privately(town: Town) -> None:
    await town.zhang.tells_bot(LIFT)
    await town.zhang.presses("总商会大厦")
    await town.zhang.presses("一微网格")
    assert (await town.ticket()).chat_id == town.zhang.private.id


async def _who_is(town: Town, role: Role) -> list[str]:
    """The names of those who hold a role."""
    async with town.store.read() as session:
        held = select(Person.name).join(Grant, col(Grant.person_id) == col(Person.id)).where(Grant.role == role)
        return list((await session.exec(held.order_by(col(Grant.id)))).all())


async def test_stranger_cannot_support_what_was_said_privately(town: Town) -> None:
    await _reports_privately(town)
    await town.liu.tells_bot("/support 1")
    assert town.liu.last().text == NOT_YOURS
    await town.liu.says("/support 1")
    assert town.heard(town.g01)[-1] == NOT_YOURS
    somewhere = await town.liu.says("大家早", to=town.g02)
    assert await town.liu.presses_data("support:1", on=somewhere) == NOT_YOURS
    await town.zhou.tells_bot("/resolve 1 好了")
    await town.liu.tells_bot("/support 1")
    assert town.liu.last().text == NOT_YOURS  # whoever may not, need not know the state
    assert "support" not in await town.history()


async def test_public_ticket_is_supported_where_it_is_public_and_nowhere_else(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.liu.says("/support 1", to=town.g02)
    await town.liu.tells_bot("/support 1")
    assert [town.heard(town.g02)[-1], town.liu.last().text] == [NOT_YOURS] * 2
    await town.liu.presses("我也遇到")
    await town.he.tells_bot("/support 1")
    assert town.he.last().text == NOT_YOURS
    await town.zhao.tells_bot("/support 1")
    assert (await town.history()).count("support") == 2


async def test_ticket_said_elsewhere_is_supported_in_the_group_of_its_grid(town: Town) -> None:
    await town.zhang.says("20楼空调漏水")
    assert (await town.ticket()).grid == "G02"
    await town.he.says("/support 1", to=town.g02)
    assert "support" in await town.history()


async def test_private_ticket_is_not_shown_in_a_group_to_those_concerned(town: Town) -> None:
    await _reports_privately(town)
    for person, group in ((town.admin, town.g02), (town.wang, town.g01), (town.zhang, town.g01)):
        await person.says("/ticket 1", to=group)
        assert town.heard(group)[-1] == "#1 不在本群公开，请私聊我发 /ticket 1。"
    await town.liu.says("/ticket 1")
    assert town.heard(town.g01)[-1] == NOT_YOURS
    assert LIFT not in town.transcript_of(town.g01) + town.transcript_of(town.g02)
    await town.wang.tells_bot("/ticket 1")
    assert LIFT in town.wang.last().text


async def test_public_ticket_is_not_shown_in_the_group_of_another_grid(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.admin.says("/ticket 1", to=town.g02)
    assert town.heard(town.g02) == ["#1 不在本群公开，请私聊我发 /ticket 1。"]


@pytest.mark.parametrize("now", [None, "jiuren2"])
async def test_role_goes_to_whoever_has_the_name_now(town: Town, now: str | None) -> None:
    before, after = town.person(3001, "旧人", "dashan"), town.person(3002, "新人")
    await before.starts()
    await after.starts()
    town.room.state.people[3001] = before.known = replace(before.known, username=now)
    await before.tells_bot("/mine")
    await town.admin.says("/appoint 党群指导员 ZSH @dashan")
    assert town.heard(town.g01)[-1].startswith("我还不认识 @dashan。")
    town.room.state.people[3002] = after.known = replace(after.known, username="DaShan")
    await after.tells_bot("/mine")
    await town.admin.says("/appoint 党群指导员 ZSH @dashan")
    assert await _who_is(town, Role.PARTY_GUIDE) == ["新人"]


async def test_name_that_somebody_took_over_is_no_longer_the_silent_ones(town: Town) -> None:
    silent, after = town.person(3001, "旧人", "dashan"), town.person(3002, "新人")
    await silent.starts()
    await after.starts()
    town.room.state.people[3002] = after.known = replace(after.known, username="DASHAN")
    await after.tells_bot("/mine")
    await town.admin.says("/appoint 党群指导员 ZSH @dashan")
    assert await _who_is(town, Role.PARTY_GUIDE) == ["新人"]


async def test_dismissed_leader_is_a_bystander_and_the_new_one_answers(town: Town) -> None:
    for person in (town.wang, town.he):
        await person.starts()
    await town.zhang.says(LIFT)
    await town.admin.says("/dismiss @wangfang")
    assert (await town.wang.presses("受理", on=town.last_card)).startswith("#1 要由")
    assert await town.wang.presses("不是问题", on=town.last_card) == "「不是问题」只有诉求人或微网格长能点。"
    await town.wang.tells_bot("/todo")
    assert town.wang.last().text == "没有等您办的工单。"
    await town.wang.tells_bot("/ticket 1")
    assert town.wang.last().text == NOT_YOURS
    await town.admin.says("/appoint 微网格长 G01 @hejing")
    await town.he.tells_bot("/todo")
    assert "#1 电梯故障报修" in town.he.last().text
    await town.he.tells_bot("/accept 1")
    assert (await town.history())[-1] == "accept"


async def test_dismissed_leader_with_another_role_owns_nothing_any_more(town: Town) -> None:
    await town.wang.starts()
    await town.zhang.says(LIFT)
    await town.admin.says("/dismiss @wangfang")
    await town.admin.says("/appoint 联络人 hr @wangfang")
    await town.wang.tells_bot("/cancel 1")
    assert town.wang.last().text.startswith("#1 要由")
    await town.wang.tells_bot("/todo")
    assert town.wang.last().text == "没有等您办的工单。"


async def test_dismissed_handler_is_a_bystander(town: Town) -> None:
    await town.zhou.starts()
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/accept 1")
    await town.admin.says("/dismiss @laozhou")
    await town.zhou.tells_bot("/resolve 1 换好了")
    assert town.zhou.last().text.startswith("#1 要由")
    await town.zhou.tells_bot("/todo")
    assert town.zhou.last().text == "没有等您办的工单。"
    assert (await town.ticket()).status == "accepted"


async def test_chief_who_stands_in_for_a_leader_answers_for_the_ticket(town: Town) -> None:
    await town.wang.starts()
    await town.admin.says("/dismiss @wangfang")
    await town.zhang.says(LIFT)
    await town.zhao.tells_bot("/todo")
    assert "#1 电梯故障报修" in town.zhao.last().text
    await town.zhao.tells_bot("/cancel 1")
    assert (await town.ticket()).status == "cancelled"


async def test_everyone_who_holds_the_role_finds_the_work_until_one_takes_it(town: Town) -> None:
    await town.liu.starts()
    await town.zhou.starts()
    said = await town.liu.says("大家早")
    await town.admin.replies("/appoint 物业服务员 ZSH", to=said)
    await town.zhang.says(LIFT)
    for person in (town.liu, town.zhou):
        await person.tells_bot("/todo")
        assert "#1 电梯故障报修" in person.last().text
    await town.he.tells_bot("/todo")
    assert town.he.last().text == "没有等您办的工单。"
    await town.liu.tells_bot("/accept 1")
    await town.zhou.tells_bot("/todo")
    assert town.zhou.last().text == "没有等您办的工单。"


async def test_button_with_a_person_or_role_that_cannot_be_is_answered(town: Town) -> None:
    await town.zhang.says(LIFT)
    for data in ("appoint:grid_leader:99999999999999999999", "appoint:grid_leader:9223372036854775808", "appoint:x:1"):
        assert await town.admin.presses_data(data, on=town.last_card) == STALE


async def test_number_in_a_reply_to_a_card_is_not_another_ticket(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhang.says("3楼空调漏水")
    await town.zhou.replies("/resolve 1 个零件换好了", to=town.last_card)
    assert town.heard(town.g01)[-1] == "您回复的是 #2，又写了 1。请写明：/resolve #2 或 /resolve #1。"
    await town.zhou.replies("/resolve #2 1 个零件换好了", to=town.last_card)
    first, second = await town.tickets()
    assert (first.status, second.status, second.resolution) == ("new", "resolved", "1 个零件换好了")
    await town.zhou.replies("/resolve #1 门机换好了", to=town.zhou.last(town.g01))
    first, _ = await town.tickets()
    assert (first.status, first.resolution) == ("resolved", "门机换好了")


async def test_number_of_the_card_itself_may_stand_there_too(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    await town.zhou.replies("/resolve 1 换了门机", to=town.last_card)
    assert (await town.ticket()).resolution == "换了门机"
    await town.zhang.replies("/confirm 1 5", to=town.last_card)
    assert (await town.ticket()).rating == 5


async def test_bare_number_in_reply_to_a_card_is_a_rating(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    await town.zhou.replies("已修好", to=town.last_card)
    await town.zhang.replies("/confirm 3", to=town.last_card)
    assert (await town.ticket()).rating == 3


async def test_talk_under_an_unknown_number_comes_in_only_from_those_with_tickets(town: Town) -> None:
    unknown = town.room.state.post(town.g01, town.room.bot, text="🟢 #999 电梯故障报修")
    before = await town.inbox_reasons()
    await town.liu.replies("哈哈你也有今天", to=unknown)
    assert not await town.database_holds("哈哈你也有今天")
    assert await town.inbox_reasons() == before
    await town.zhang.says(LIFT)
    for person in (town.wang, town.zhang, town.admin):
        heard = len(town.heard(town.g01))
        await person.replies("修好了吗", to=unknown)
        assert town.heard(town.g01)[heard:] == ["没有 #999 这张工单。您的工单：/mine"]


async def test_quoted_words_stay_outside_when_the_report_has_its_own(town: Town) -> None:
    said = await town.liu.says("中午吃什么好呢秘密菜单")
    await town.zhang.replies("/report 12楼灯坏了", to=said)
    await town.zhang.sends_photo("/report", reply_to=said)
    assert not await town.database_holds("秘密菜单")
    assert len(await town.tickets()) == 2


async def test_quoted_words_stay_outside_in_a_group_without_a_grid(town: Town) -> None:
    other = town.group(-1010, "别的群", town.liu, town.admin)
    town.room.add_bot(other, by=town.liu.known)
    await town.settles()
    said = await town.liu.says("秘密菜单之二", to=other)
    await town.admin.replies("/report", to=said)
    assert not await town.database_holds("秘密菜单之二")
    assert "\n" not in town.heard(other)[-1]
