"""The platform's own limits, when they are switched on."""

import pytest
from telegram.error import RetryAfter

from bot.chatroom.limits import Limits
from bot.chatroom.refusals import Refused
from tests.chatroom.conftest import Scene


class Ticker:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def allowed(limits: Limits, chat_ids: list[int], method: str = "sendmessage") -> list[int]:
    """How long each call was told to wait; 0 for those let through."""
    waits = []
    for chat_id in chat_ids:
        try:
            limits.pass_or_refuse(method, chat_id)
        except Refused as refused:
            waits.append((refused.parameters or {})["retry_after"])
        else:
            waits.append(0)
    return waits


def test_nothing_is_limited_until_it_is_switched_on() -> None:
    assert set(allowed(Limits(Ticker()), [-1] * 100)) == {0}


def test_thirty_a_second_overall_and_one_a_second_in_a_chat() -> None:
    ticker = Ticker()
    limits = Limits(ticker)
    limits.on = True
    assert allowed(limits, list(range(1, 33))) == [0] * 30 + [1, 1]
    ticker.seconds += 1
    assert allowed(limits, [1, 1, 2]) == [0, 1, 0]


def test_twenty_a_minute_in_a_group() -> None:
    ticker = Ticker()
    limits = Limits(ticker)
    limits.on = True
    for _ in range(20):
        assert allowed(limits, [-1]) == [0]
        ticker.seconds += 1
    assert allowed(limits, [-1, -2, 3]) == [40, 0, 0]
    assert allowed(limits, [-1], "getchatmember") == [0]
    assert allowed(limits, [-1], "editmessagetext") == [40]
    limits.edits = False
    assert allowed(limits, [-1], "editmessagetext") == [0]
    ticker.seconds += 40
    assert allowed(limits, [-1]) == [0]


async def test_the_refusal_reaches_the_bot_as_flood_control(scene: Scene) -> None:
    scene.room.state.limits = Limits(Ticker())
    scene.room.limits.on = True
    await scene.bot.send_message(-1001, "一")
    with pytest.raises(RetryAfter):
        await scene.bot.send_message(-1001, "二")
    assert (scene.room.log.calls[-1].status, scene.room.visible(scene.group)[-1].text) == (429, "一")
