"""A press is answered once: with words by whoever handles it in time, without by whoever sees it wait too long."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlmodel import col, update

from bot.chatroom import Answer, Press
from storage.inbox import Inbox
from tests.town import Town


@contextmanager
def nobody_works(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Updates come in, and nobody handles them."""

    async def never(_worker: object) -> bool:
        await asyncio.sleep(0)
        return False

    with monkeypatch.context() as patch:
        patch.setattr("bot.telegram.worker.Worker.one", never)
        yield


async def pressed(town: Town) -> Press:
    """Somebody takes a ticket on; the press is in the inbox."""
    press = town.room.press(town.last_card, town.wang.known, "✋ 受理")
    await town.room.until(lambda: town.room.pending_updates() == 0)
    return press


async def test_a_press_that_waits_too_long_is_answered_without_a_word_and_never_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    monkeypatch.setattr("bot.telegram.verdicts.PATIENCE", 0.05)
    with nobody_works(monkeypatch):
        press = await pressed(town)
        await press.answered()
    monkeypatch.setattr("bot.telegram.verdicts.PATIENCE", 60.0)
    await town.settles()
    assert press.answers == [Answer()]
    assert (await town.ticket()).status == "accepted"


async def test_a_press_from_before_a_restart_gets_its_words_if_it_is_not_too_late(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.verdicts.PATIENCE", 60.0)
    await town.zhang.says("12楼电梯按了没反应")
    with nobody_works(monkeypatch):
        press = await pressed(town)
        await town.stops()
    await town.starts_again()
    assert [bool(answer.text) for answer in press.answers] == [True]


async def test_a_press_from_long_before_a_restart_is_answered_without_a_word(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    with nobody_works(monkeypatch):
        press = await pressed(town)
        async with town.store.write() as session:
            await session.exec(update(Inbox).where(col(Inbox.press)).values(arrived=Inbox.arrived - 4))
        await town.stops()
    await town.starts_again()
    assert press.answers == [Answer()]


async def test_a_press_that_comes_again_while_it_waits_is_left_to_whoever_handles_it(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    with nobody_works(monkeypatch):
        press = await pressed(town)
        polls = len(town.room.log.to("getUpdates"))
        town.room.faults.deliver_twice(press.update)
        await town.room.until(lambda: len(town.room.log.to("getUpdates")) > polls)
    await town.settles()
    assert [bool(answer.text) for answer in press.answers] == [True]
