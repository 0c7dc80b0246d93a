"""A group with topics: what is said in one is answered there, and a topic that is shut loses nothing."""

from collections.abc import AsyncIterator

import pytest

from bot.chatroom import Message, Topic
from tests.town import Town

LIFT = "12楼电梯按了没反应"
RELAYED = "📝 #1 老周：配件在路上"


@pytest.fixture
async def topic(town: Town) -> AsyncIterator[Topic]:
    """The grid's group is a forum; 张伟 has opened a topic for repairs."""
    town.g01.is_forum = True
    yield town.room.open_topic(town.g01, town.zhang.known, "报修")
    sent = [one for one in town.room.log.calls if one.params.get("message_thread_id") == "1"]
    assert sent == [], "the platform refuses General's own number"


def ours(town: Town, thread: int | None) -> list[Message]:
    """What 小邻 has said in a topic (None: in General), but for its coming and the binding."""
    said = [one for one in town.room.visible(town.g01) if one.from_bot and one.thread == thread]
    return [one for one in said if not one.service and "绑定" not in one.text]


async def test_problem_said_in_a_topic_is_answered_and_asked_about_there(town: Town, topic: Topic) -> None:
    said = await town.zhang.says(LIFT, to=topic)
    [card] = ours(town, topic.id)
    assert card.text.startswith("🟢 #1 电梯故障报修")
    assert card.reply_to is said
    await town.zhou.replies("配件在路上", to=town.zhou.last())
    await town.zhou.replies("已修好", to=town.zhou.last())
    assert [one.text.splitlines()[0] for one in ours(town, topic.id)[1:]] == [RELAYED, "张伟 #1 已办结（老周）：已修好"]
    await town.passes(days=1)
    assert "还在等您一句话" in ours(town, topic.id)[-1].text
    await town.zhang.presses("没解决")
    assert "回复本条说说还差什么" in ours(town, topic.id)[-1].text
    assert ours(town, None) == []


async def test_what_answers_nothing_in_a_topic_is_no_reply(town: Town, topic: Topic) -> None:
    """The platform hangs it on the message that opened the topic: whoever opened it is not the one who is meant."""
    await town.admin.says("/appoint 楼长", to=topic)
    await town.liu.says("/report", to=topic)
    assert [one.text for one in ours(town, topic.id)] == [
        "请写 @某人，或回复对方的一条消息，例如：/appoint 微网格长 @某人。",
        "请说一下是什么问题，例如：/report 12楼电梯坏了。",
    ]


async def test_question_in_a_topic_that_we_opened_is_not_about_a_card(town: Town, topic: Topic) -> None:
    town.room.promote_bot(town.g01, rights=frozenset({"can_manage_topics"}))
    await town.app.bot.create_forum_topic(town.g01.id, "大家说")
    own = list(town.g01.topics.values())[-1]
    await town.zhang.says(f"@{town.room.bot.username} 三楼的绿植能换一批吗", to=own)
    assert [(ticket.thread_id, ticket.message_id) for ticket in await town.tickets()] == [(own.id, own.id + 1)]


async def test_command_is_answered_in_its_topic_wherever_the_ticket_stands(town: Town, topic: Topic) -> None:
    other = town.room.open_topic(town.g01, town.zhang.known, "闲聊")
    await town.zhang.says(LIFT, to=topic)
    await town.zhang.says("/mine", to=other)
    await town.zhang.says("/ticket 1", to=other)
    await town.zhang.says("/accept 1", to=other)
    assert [one.text.splitlines()[0] for one in ours(town, other.id)] == [
        "您最近的工单：",
        "🟢 #1 电梯故障报修 · 待受理",
        "#1 要由承办人、责任人或上级受理。",
    ]
    assert len(ours(town, topic.id)) == 1
    await town.zhou.says("/resolve 1 已修好", to=other)
    assert [one.text.splitlines()[0] for one in ours(town, topic.id)[1:]] == ["张伟 #1 已办结（老周）：已修好"]


async def test_general_has_no_number(town: Town, topic: Topic) -> None:
    await town.zhang.says(LIFT)
    await town.zhang.says("/mine")
    assert len(ours(town, None)) == 2
    assert (await town.ticket()).thread_id is None
    assert ours(town, topic.id) == []


async def test_handler_who_cannot_be_written_to_is_called_in_the_topic(town: Town, topic: Topic) -> None:
    town.room.private_chat(town.zhou.known).bot = "left"
    await town.zhang.says(LIFT, to=topic)
    assert "我还不能私聊您" in ours(town, topic.id)[-1].text


@pytest.mark.parametrize("gone", ["closed", "deleted"])
async def test_what_was_meant_for_a_topic_that_is_shut_is_said_in_general_once(
    town: Town, topic: Topic, gone: str
) -> None:
    await town.zhang.says(LIFT, to=topic)
    if gone == "closed":
        town.room.close_topic(topic, town.wang.known)
    else:
        town.room.delete_topic(topic)
    await town.zhou.replies("配件在路上", to=town.zhou.last())
    *card, relayed = [one.text for one in ours(town, None)]
    assert relayed == RELAYED
    assert len(card) == (1 if gone == "deleted" else 0)  # a deleted topic has taken the card along; it is shown anew
    await town.zhou.replies("已修好", to=town.zhou.last())
    await town.zhang.presses("满意")
    assert (await town.ticket()).status == "closed"
    assert len(ours(town, None)) == len(card) + 2


async def test_thread_of_answers_in_an_ordinary_group_is_no_topic(town: Town) -> None:
    """There message_thread_id names the start of a chain of answers."""
    first = await town.liu.says("谁知道哪里有雨伞借")
    await town.zhang.replies("报修 " + LIFT, to=first)
    update = town.room.updates[-1].body["message"]
    assert update["message_thread_id"] == first.id
    assert (await town.ticket()).thread_id is None
    assert len(ours(town, None)) == 1
