"""Who speaks as the group or as a channel is asked who they are; posts, other bots and service messages are let be."""

import pytest

from bot.chatroom import Chat
from bot.telegram.slim import slim
from storage.inbox import Inbox
from tests.town import Town

LIFT = "6楼电梯门一直关不上"
WHO = "匿名或以频道身份说的，我不知道是谁。请本人点一下，就按您的名义办。　［🙋 我来确认］"
AGAIN = "原来那条看不到了，请别匿名，再说一遍。"


@pytest.fixture
def channel(town: Town) -> Chat:
    return town.room.add_channel(-2001, "总商会大厦公告")


async def test_problem_said_anonymously_is_reported_by_whoever_presses(town: Town) -> None:
    said = await town.wang.says_under(town.g01, LIFT)
    assert town.heard(town.g01) == [WHO]
    assert town.wang.last(town.g01).reply_to is said
    assert await town.tickets() == []
    assert not await town.database_holds("关不上"), "the words come back with the press"
    assert await town.wang.presses("我来确认") == "好，已按您的名义办。"
    assert town.last_card.reply_to is said
    assert "🙍 诉求人：王芳" in town.zhou.last().text
    ticket = await town.ticket()
    assert (ticket.text, ticket.message_id, ticket.chat_id) == (LIFT, said.id, town.g01.id)
    line = next(one for one in town.room.visible(town.g01) if one.text == "由王芳确认。")
    assert line.buttons == []
    await town.wang.presses_data("own:0", on=line)
    assert len(await town.tickets()) == 1


async def test_problem_said_as_a_channel_is_asked_about_too(town: Town, channel: Chat) -> None:
    await town.liu.says_under(channel, "报修 3楼空调漏水")
    assert town.heard(town.g01) == [WHO]
    await town.liu.presses("我来确认")
    assert [ticket.text for ticket in await town.tickets()] == ["3楼空调漏水"]


async def test_command_given_anonymously_is_done_with_the_pressers_own_rights(town: Town) -> None:
    group = town.group(-1003, "建工大厦群", town.zhang, town.admin)
    town.room.add_bot(group, by=town.zhang.known)
    await town.admin.says_under(group, LIFT, to=group)
    await town.admin.says_under(group, "/mine", to=group)
    await town.admin.says_under(group, "/bind G03", to=group)
    assert town.heard(group)[1:] == [WHO], "in an unbound group only its binding is worth a word"
    assert await town.zhang.presses("我来确认") == "这件事只有管理员能做。"
    assert "我来确认" in town.room.visible(group)[-1].buttons[0].text
    await town.admin.presses("我来确认")
    assert town.heard(group)[-1].startswith("本群已绑定：建工大厦微网格")
    await town.zhang.says("3楼空调漏水", to=group)
    assert (await town.ticket()).grid == "G03"


async def test_problem_right_behind_the_press_that_binds_is_heard(town: Town) -> None:
    group = town.group(-1003, "建工大厦群", town.zhang, town.admin)
    town.room.add_bot(group, by=town.zhang.known)
    await town.admin.says_under(group, "/bind G03", to=group)
    line = town.admin.last(group)
    await town.stops()
    town.room.press(line, town.admin.known, "我来确认")
    town.room.say(group, town.zhang.known, "3楼空调漏水")
    await town.starts_again()
    assert [ticket.grid for ticket in await town.tickets()] == ["G03"]


async def test_leader_who_resolves_anonymously_is_asked_and_a_bystander_may_not(town: Town) -> None:
    said = await town.zhang.says(LIFT)
    for answered in (town.last_card, said):
        await town.wang.says_under(town.g01, "已修好", reply_to=answered)
        assert town.heard(town.g01)[-1] == WHO
    assert await town.liu.presses("我来确认") == "#1 要由承办人、责任人或上级办结。"
    assert (await town.ticket()).status == "new"
    await town.wang.presses("我来确认")
    ticket = await town.ticket()
    assert (ticket.status, ticket.resolution) == ("resolved", "已修好")


async def test_press_is_told_to_say_it_again_where_the_words_are_gone(town: Town) -> None:
    said = await town.wang.says_under(town.g01, LIFT)
    line = town.wang.last(town.g01)
    town.room.delete(said)
    assert await town.wang.presses("我来确认") == AGAIN
    press = town.room.press_data(line, town.wang.known, "own:0", inaccessible=True)
    assert (await press.answered()).text == AGAIN
    await town.settles()
    assert await town.tickets() == []


async def test_forged_press_brings_no_members_words_in(town: Town) -> None:
    said = await town.liu.says("中午吃什么好呢秘密菜单")
    line = town.room.state.post(town.g01, town.room.bot, text="?", reply_to=said)
    assert await town.zhang.presses_data("own:0", on=line) == AGAIN
    assert not await town.database_holds("秘密菜单")
    assert "秘密菜单" not in str(slim(town.room.updates[-1].body, town.room.bot.id, quote=False))


async def test_each_message_is_asked_about_once(town: Town) -> None:
    await town.wang.says_under(town.g01, LIFT)
    async with town.store.write() as session:
        row = (await session.get_one(Inbox, len(await town.inbox_reasons()))).model_dump(exclude={"id"})
        session.add(Inbox(**{**row, "update_id": 1, "state": "new", "body": town.room.updates[-1].body}))
    await town.settles()
    assert town.heard(town.g01) == [WHO]


async def test_chatter_under_a_mask_leaves_no_trace(town: Town, channel: Chat) -> None:
    rows = len(await town.inbox_reasons())
    await town.wang.says_under(town.g01, "今天中午食堂有红烧肉")
    await town.liu.says_under(channel, "今天中午食堂有红烧肉")
    await town.wang.says_under(town.g01, "已修好")
    town.room.state.post(
        town.g01, town.room.state.anonymous, under=town.g01, service={"pinned_message": await town.liu.says("早")}
    )
    await town.settles()
    assert len(await town.inbox_reasons()) == rows
    assert not await town.database_holds("红烧肉")
    assert town.heard(town.g01) == []


async def test_posts_of_a_linked_channel_are_nobodys_words(town: Town, channel: Chat) -> None:
    rows = len(await town.inbox_reasons())
    post = town.room.forward_post(channel, town.g01, "报修 3楼空调漏水，抢修中")
    town.room.faults.inject({"channel_post": {"message_id": 9, "date": 1, "chat": {"id": -2001, "type": "channel"},
                                              "text": "通知：3楼空调漏水"}})  # fmt: skip
    await town.settles()
    assert len(await town.inbox_reasons()) == rows
    assert not await town.database_holds("抢修")
    await town.liu.replies("收到，谢谢", to=post)
    assert len(await town.inbox_reasons()) == rows
    await town.liu.replies("5楼空调也漏水了", to=post)
    assert [ticket.text for ticket in await town.tickets()] == ["5楼空调也漏水了"]
    await town.admin.replies("/appoint 楼长", to=post)
    assert town.heard(town.g01)[-1].startswith("请写 @某人")


async def test_other_bots_and_service_messages_leave_no_trace(town: Town) -> None:
    rows = len(await town.inbox_reasons())
    robot = {"id": 77, "is_bot": True, "first_name": "天气"}
    head = {"date": 1, "chat": {"id": town.g01.id, "type": "supergroup", "title": "x"}}
    town.room.faults.inject({"message": {**head, "message_id": 900, "from": robot, "text": f"报修 {LIFT}"}})
    said = await town.liu.says("大家早")
    town.room.promote_bot(town.g01)
    await town.app.bot.pin_chat_message(town.g01.id, said.id)
    await town.settles()
    assert (await town.inbox_reasons())[rows:] == ["membership"], "only our own promotion"
    assert await town.tickets() == []
