"""A room is written down as JSON and built again: nobody in it notices."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.chatroom import Room
from bot.chatroom.keeping import OtherVersion, rebuild, written
from bot.clock import MovableClock
from tests.town import MONDAY_MORNING, Town


@pytest.fixture
async def lively(town: Town) -> Town:
    """A group in which a little of everything has happened."""
    await town.zhang.says("12楼电梯按了没反应")
    await town.zhou.presses("受理")
    await town.zhou.replies("配件明天到", to=town.last_card)
    await town.liu.sends_album("9楼漏水", "", to=town.g01)
    said = await town.zhang.says("打错了")
    await town.zhang.edits(said, "改好了")
    await town.sun.starts()
    return town


async def test_what_is_built_again_is_what_was_written_down(lively: Town) -> None:
    kept = json.loads(json.dumps(written(lively.room.state)))
    again = Room(clock=lively.clock, token=lively.room.token)
    rebuild(again.state, kept)
    assert json.loads(json.dumps(written(again.state))) == kept
    chat = again.state.chats[lively.g01.id]
    assert [one.text for one in again.visible(chat)] == [one.text for one in lively.room.visible(lively.g01)]
    assert chat.messages[lively.last_card.id].buttons == lively.last_card.buttons


@pytest.fixture
async def second() -> AsyncIterator[Room]:
    """A fresh room; it is there until the town's bot has stopped."""
    room = Room(clock=MovableClock(MONDAY_MORNING))
    yield room
    await room.stop()


async def test_the_bot_goes_on_in_a_room_that_was_built_again(second: Room, lively: Town) -> None:
    """What it was still owed comes, and a card of before can be pressed."""
    await lively.stops()
    lively.room.say(lively.g01, lively.zhang.known, "3楼灯不亮了")
    card = lively.last_card.id
    rebuild(second.state, json.loads(json.dumps(written(lively.room.state))))
    await second.start()
    lively.room, lively.g01 = second, second.state.chats[lively.g01.id]
    lively.settings = lively.settings.model_copy(update={"telegram_api_url": second.url})
    await lively.starts_again()
    assert [ticket.text for ticket in await lively.tickets()][-1] == "3楼灯不亮了"
    press = second.press(lively.g01.messages[card], lively.zhou.known, "✋ 受理")
    assert (await press.answered()).text
    await lively.settles()
    assert (await lively.ticket(2)).status == "accepted"


def test_what_another_version_has_written_down_is_not_guessed_at() -> None:
    with pytest.raises(OtherVersion):
        rebuild(Room().state, {"version": 0})
