"""Messages that are not there any more, or cannot be changed: the work goes on, and nothing stays that was to go."""

import pytest

from bot.chatroom import Message
from tests.town import Town

LIFT = "12楼电梯按了没反应"


def cards(town: Town) -> list[Message]:
    return [one for one in town.room.visible(town.g01) if one.from_bot and "承办：" in one.text]


async def test_card_of_a_message_that_was_deleted_meanwhile_is_sent_all_the_same(town: Town) -> None:
    held = town.room.faults.hold("before", method="sendMessage", chat=town.g01)
    said = town.room.say(town.g01, town.zhang.known, LIFT)
    await held.met.wait()
    town.room.delete(said)
    held.release()
    await town.settles()
    assert [card.reply_to for card in cards(town)] == [None]


async def test_card_that_somebody_deleted_comes_back_once_with_its_next_state(town: Town) -> None:
    await town.zhang.says(LIFT)
    town.room.delete(town.last_card)
    await town.zhou.tells_bot("/accept 1")
    assert ["办理中" in card.text for card in cards(town)] == [True]
    await town.zhou.replies("在等配件", to=cards(town)[0])
    assert len(cards(town)) == 1
    assert "📝 在等配件" in cards(town)[0].text


async def test_card_that_the_platform_will_not_edit_is_shown_anew(town: Town) -> None:
    await town.zhang.says(LIFT)
    town.room.faults.refuse(400, "Bad Request: message can't be edited", method="editMessageText", chat=town.g01)
    await town.zhou.tells_bot("/accept 1")
    assert ["办理中" in card.text for card in cards(town)] == [False, True]
    await town.zhou.tells_bot("/resolve 1 换好了")
    assert len(cards(town)) == 2


async def test_deleted_card_of_a_cancelled_ticket_stays_away(town: Town) -> None:
    await town.zhang.says(LIFT)
    town.room.delete(town.last_card)
    await town.zhang.tells_bot("/cancel 1")
    assert cards(town) == []


async def test_press_on_a_message_that_cannot_be_seen_any_more_acts_on_its_data(town: Town) -> None:
    await town.zhang.says(LIFT)
    card = town.last_card
    await town.passes(days=100)
    press = town.room.press_data(card, town.zhou.known, "accept:1", inaccessible=True)
    answer = await press.answered()
    await town.settles()
    assert answer.text.startswith("#1 已受理")
    assert (await town.ticket()).status == "accepted"


async def test_press_on_a_card_that_was_deleted_and_on_one_of_no_ticket_is_answered(town: Town) -> None:
    await town.zhang.says(LIFT)
    card = town.last_card
    town.room.delete(card)
    assert (await town.zhou.presses_data("accept:1", on=card)).startswith("#1 已受理")
    assert "没有 #99" in await town.zhou.presses_data("accept:99", on=card)


async def test_answer_to_a_card_that_is_gone_is_asked_for_its_number(town: Town) -> None:
    await town.zhang.says(LIFT)
    card = town.zhou.last()
    town.room.delete(card)
    await town.zhou.replies("已修好", to=card)
    assert town.zhou.last().text == "请写上工单编号，例如：/resolve 128；或回复那张卡片。"
    await town.zhang.tells_bot("好了")
    assert town.zhang.last().text.startswith("在的。")
    await town.zhou.tells_bot("/resolve 1 已修好")
    assert (await town.ticket()).status == "resolved"


@pytest.mark.parametrize("pictures", [1, 3])
async def test_picture_that_is_too_old_to_be_deleted_is_emptied(town: Town, pictures: int) -> None:
    sent = await town.zhang.sends_album(LIFT, *[""] * (pictures - 1))
    await town.passes(days=3)
    assert await town.zhang.presses("不是问题", on=town.last_card) == "#1 已撤销，内容已清除。"
    shown = [one for one in town.room.visible(town.zhou.private) if one.media == "photo"]
    assert [one.text for one in shown] == ["#1 已撤销，内容已清除。"] * pictures
    assert not {one.photo for one in shown} & {one.photo for one in sent}


@pytest.mark.parametrize("kind", ["voice", "video_note"])
async def test_voice_without_words_is_asked_for_a_sentence(town: Town, kind: str) -> None:
    town.room.send_file(town.liu.private, town.liu.known, kind)
    await town.settles()
    assert town.heard(town.liu.private) == ["语音我还听不懂，请打一句话说明是什么问题，例如：12楼电梯按了没反应。"]
