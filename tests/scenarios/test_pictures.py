"""Pictures reach those who were not there, and go again with 「不是问题」."""

from bot.chatroom import Chat, Message
from tests.town import Town


def pictures(town: Town, chat: Chat) -> list[Message]:
    """What 小邻 has sent to the chat that is no text."""
    return [message for message in town.room.visible(chat) if message.from_bot and message.media == "photo"]


async def test_a_units_staff_see_the_picture_of_a_report_in_a_group_they_are_not_in(town: Town) -> None:
    await town.zhang.sends_photo("/report 发票打印不出来，页面是这样的")
    for staff in (town.li, town.xiaowu):
        assert [one.text for one in pictures(town, staff.private)] == ["📎 #1"]
        assert pictures(town, staff.private)[0].photo is not None
    assert pictures(town, town.g01) == [], "the group has seen it"


async def test_whoever_gets_it_handed_over_gets_the_picture_too(town: Town) -> None:
    await town.zhang.sends_photo("12楼电梯按了没反应")
    await town.zhou.says("/transfer 1 tax")
    assert len(pictures(town, town.li.private)) == 1


async def test_a_picture_of_the_work_sent_privately_is_shown_where_the_problem_was_said(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    await town.zhou.sends_photo("已修好", reply_to=town.zhou.last())
    assert [one.text for one in pictures(town, town.g01)] == ["📎 #1"]


async def test_a_picture_sent_in_the_group_is_not_repeated_there(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    await town.zhou.sends_photo("已修好", reply_to=town.last_card)
    assert pictures(town, town.g01) == []


async def test_pictures_go_with_the_words_that_were_no_issue(town: Town) -> None:
    await town.zhang.sends_photo("12楼电梯按了没反应")
    assert len(pictures(town, town.zhou.private)) == 1
    await town.zhang.presses("不是问题")
    assert pictures(town, town.zhou.private) == []
