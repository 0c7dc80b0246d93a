"""A service-linked unit works its tickets in a group of its own."""

import pytest

from bot.chatroom import Chat, Message
from tests.town import Town

TAX = "发票系统登不上，税务怎么处理"
LIFT = "12楼电梯按了没反应"


@pytest.fixture
async def office(town: Town) -> Chat:
    """The tax office's group: two of its staff, and 刘洋, who holds no role."""
    return await town.bound_group(-1020, "市税务局工作群", "unit tax", town.li, town.xiaowu, town.liu)


def card_in(town: Town, chat: Chat) -> Message:
    return next(one for one in town.room.visible(chat) if one.from_bot and "承办：" in one.text)


async def test_ticket_stands_in_the_units_group_and_nobody_of_it_is_written_to(town: Town, office: Chat) -> None:
    await town.zhang.sends_photo(TAX)
    card = card_in(town, office)
    assert "🙍 诉求人：张伟" in card.text
    assert [button.text for button in card.buttons] == ["✋ 受理", "✅ 办结", "↪️ 转办", "💡 请单位来"]
    assert town.room.visible(office)[-1].photo is not None
    assert town.heard(town.li.private) == town.heard(town.xiaowu.private) == []
    assert len(town.heard(town.g01)) == 1


async def test_first_to_accept_handles_it_and_the_answer_reaches_group_and_reporter(town: Town, office: Chat) -> None:
    await town.zhang.says(TAX)
    assert (await town.ticket()).handler_id is None
    await town.xiaowu.presses("受理", on=card_in(town, office))
    assert "👷 承办：小吴（市税务局）" in card_in(town, office).text
    assert "👷 承办：小吴（市税务局）" in town.last_card.text
    await town.li.replies("正在查", to=card_in(town, office))
    assert town.heard(town.g01)[-1] == "📝 #1 小李（市税务局）：正在查"
    await town.li.replies("已办结，重新授权即可", to=card_in(town, office))
    assert town.heard(town.g01)[-1].startswith("张伟 #1 已办结（小李）：已办结，重新授权即可")
    await town.zhang.presses("没解决")
    assert town.heard(office)[-1].startswith("❗ #1 张伟说没解决")
    await town.zhang.replies("还是登不上", to=town.zhang.last(town.g01))
    assert town.heard(office)[-1] == "💬 #1 张伟说：还是登不上"
    await town.li.says("/resolve 1 换了接口", to=office)
    await town.zhang.presses("满意")
    assert card_in(town, office).text.startswith("⚪ #1 税费政策咨询 · 已结案")
    assert card_in(town, office).buttons == []
    assert town.heard(town.li.private) == town.heard(town.xiaowu.private) == []


async def test_member_who_is_not_of_the_staff_is_told_how_to_become_one(town: Town, office: Chat) -> None:
    await town.zhang.says(TAX)
    told = "这件事由市税务局的联络人办。您也是的话，请管理员回复您的一条消息发 /appoint 联络人。"
    assert await town.liu.presses("受理", on=card_in(town, office)) == told
    await town.liu.replies("已办结", to=card_in(town, office))
    await town.liu.says("/accept 1", to=office)
    assert town.heard(office)[1:] == [told, told]
    await town.liu.replies("我看看", to=card_in(town, office))  # just talk
    assert len(town.heard(office)) == 3
    hello = await town.liu.says("我是新来的", to=office)
    await town.admin.replies("/appoint 联络人", to=hello)
    await town.liu.replies("已办结", to=card_in(town, office))
    assert (await town.ticket()).status == "resolved"


async def test_talk_in_a_units_group_opens_nothing_and_what_is_said_to_us_is_answered(town: Town, office: Chat) -> None:
    rows = len(await town.inbox_reasons())
    await town.li.says(LIFT, to=office)
    assert len(await town.inbox_reasons()) == rows
    await town.li.says(f"@{town.room.bot.username} {LIFT}", to=office)
    assert town.heard(office)[-1] == "请点开私聊再说一遍，我问清是哪幢楼就登记。　［👉 点开私聊］"
    await town.li.says(f"@{town.room.bot.username} 你好", to=office)
    assert town.heard(office)[-1].startswith("在的。")
    assert await town.tickets() == []


async def test_ticket_handed_to_a_unit_comes_to_its_group_and_stays_readable_when_handed_on(
    town: Town, office: Chat
) -> None:
    await town.zhang.sends_photo(LIFT)
    await town.zhou.replies("/transfer tax", to=town.last_card)
    assert "✋ 受理" in [button.text for button in card_in(town, office).buttons]
    assert town.room.visible(office)[-1].photo is not None
    await town.li.presses("转办", on=card_in(town, office))
    await town.li.presses("物业服务员", on=town.li.last(office))
    assert card_in(town, office).buttons == []
    assert "👷 承办：老周" in card_in(town, office).text
    await town.zhou.replies("/transfer tax", to=town.last_card)
    assert town.li.last(office).text.startswith("🟢 #1")
    assert "✋ 受理" in [button.text for button in town.li.last(office).buttons]
    assert town.heard(town.li.private) == []


async def test_private_reporter_is_not_named_in_the_units_group(town: Town, office: Chat) -> None:
    await town.sun.starts()
    await town.sun.tells_bot("总商会大厦" + TAX)
    await town.sun.presses("总商会大厦一微网格")
    assert town.heard(town.g01) == []
    await town.li.presses("受理", on=card_in(town, office))
    await town.li.replies("已办结", to=card_in(town, office))
    await town.sun.presses("没解决")
    await town.sun.replies("还是登不上", to=town.sun.last())
    await town.li.says("/ticket 1", to=office)
    await town.li.says("/todo", to=office)
    assert town.heard(office)[-1].startswith("等您办的工单")
    assert "#1" in town.heard(office)[-1]
    assert "💬 #1 诉求人说：还是登不上" in town.heard(office)
    assert "孙丽" not in town.transcript_of(office)


async def test_not_an_issue_is_erased_in_the_units_group_too(town: Town, office: Chat) -> None:
    await town.zhang.sends_photo(TAX)
    await town.zhang.presses("不是问题", on=town.last_card)
    assert "发票" not in card_in(town, office).text
    assert [one for one in town.room.visible(office) if one.photo is not None] == []
    assert not await town.database_holds("登不上")


async def test_cancelled_ticket_loses_its_buttons_in_the_units_group(town: Town, office: Chat) -> None:
    await town.zhang.says(TAX)
    await town.zhang.says("/cancel 1")
    assert card_in(town, office).text.startswith("⚪ #1 税费政策咨询 · 已撤销")
    assert card_in(town, office).buttons == []


async def test_units_people_are_written_to_while_their_group_has_sent_us_away(town: Town, office: Chat) -> None:
    town.room.remove_bot(office)
    await town.settles()
    await town.zhang.says(TAX)
    assert "#1" in town.li.last().text
    assert "#1" in town.xiaowu.last().text


async def test_unit_has_one_group(town: Town, office: Chat) -> None:
    other = await town.bound_group(-1021, "二群", "unit tax", town.li)
    assert "市税务局 已绑定「市税务局工作群」，请先在那边 /unbind。" in town.admin.last(other).text
    town.room.remove_bot(office)
    await town.settles()
    await town.admin.says("/bind unit tax", to=other)
    assert town.heard(other)[-1].startswith("本群已绑定：市税务局")


async def test_units_group_that_takes_us_back_sees_what_is_still_its_work(town: Town, office: Chat) -> None:
    await town.zhang.says(TAX)
    card = card_in(town, office)
    town.room.remove_bot(office)
    await town.settles()
    await town.liu.says(f"报修 {TAX}，12楼")
    await town.wang.says("/transfer 1 微网格长")
    town.room.add_bot(office, by=town.li.known)
    await town.settles()
    assert card.buttons == []  # handed on meanwhile
    assert "👷 承办：王芳" in card.text
    missed = town.li.last(office)
    assert missed.text.startswith("🟢 #2")
    assert "✋ 受理" in [button.text for button in missed.buttons]
