"""What happens while a message is on its way: newer words win, erased words go, an edit never overtakes its send."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import col, select, update

from bot.telegram.sender import Sender
from storage import inbox
from storage.kinds import InboxState, OutboxKind, OutboxState
from storage.outbox import Outbox
from tests.town import Town


async def rows(town: Town) -> list[Outbox]:
    async with town.store.read() as session:
        return list((await session.exec(select(Outbox).order_by(col(Outbox.id)))).all())


class Stillness:
    """The sender stands still: what is owed stays owed, and the test decides what is under way."""

    def __init__(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        self.town = town
        self._patch = monkeypatch

        async def nothing(_sender: Sender) -> float:
            return 1.0

        monkeypatch.setattr(Sender, "round", nothing)

    async def is_sent(self, state: OutboxState) -> None:
        """The newest send to the group is in this state."""
        newest = max(row.id or 0 for row in await rows(self.town) if self._to_group(row))
        async with self.town.store.write() as session:
            await session.exec(update(Outbox).where(col(Outbox.id) == newest).values(state=state))

    async def ends(self) -> None:
        self._patch.undo()
        await self.town.settles()

    def _to_group(self, row: Outbox) -> bool:
        return row.chat_id == self.town.g01.id and row.kind is OutboxKind.SEND


async def handled(town: Town, updates: int) -> None:
    """Until so many updates have been handled."""
    async with asyncio.timeout(10):
        while await done(town) < updates:  # noqa: ASYNC110  rows ring no bell
            await asyncio.sleep(0.01)


async def done(town: Town) -> int:
    async with town.store.read() as session:
        return await inbox.count(session, InboxState.DONE)


async def test_newer_words_win_over_an_edit_that_waited_for_a_send_that_must_be_repeated(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await done(town)
    still = Stillness(town, monkeypatch)
    town.room.say(town.g01, town.zhang.known, "12楼电梯按了没反应")
    await handled(town, before + 1)
    await still.is_sent(OutboxState.SENDING)
    town.room.say(town.g01, town.wang.known, "/accept 1")
    await handled(town, before + 2)
    async with town.store.write() as session:
        await session.exec(
            update(Outbox).where(col(Outbox.state) == OutboxState.SENDING).values(state=OutboxState.QUEUED)
        )
    town.room.say(town.g01, town.wang.known, "/resolve 1 换了门机")
    await handled(town, before + 3)
    await still.ends()
    assert "已办结" in town.last_card.text


async def test_an_edit_waits_for_its_send_though_its_lane_is_more_urgent(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The nudge goes out as a reminder; the answer that settles it is more urgent, but has nothing to edit yet."""
    await town.zhang.says("12楼电梯按了没反应")
    await town.zhou.replies("已修好", to=town.last_card)
    before = await done(town)
    still = Stillness(town, monkeypatch)
    town.clock.move_to(town.clock.now() + timedelta(days=1, hours=2))
    await town.app.tick()
    await still.is_sent(OutboxState.SENDING)
    town.room.say(town.g01, town.zhang.known, "/confirm 1 5")
    await handled(town, before + 1)
    async with town.store.write() as session:
        await session.exec(
            update(Outbox).where(col(Outbox.state) == OutboxState.SENDING).values(state=OutboxState.QUEUED)
        )
    await still.ends()
    assert (await town.ticket()).status == "closed"
    asking = [one.text for one in town.room.visible(town.g01) if any("满意" in key.text for key in one.buttons)]
    assert asking == []


async def test_words_are_erased_though_their_message_is_under_way(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    card = town.last_card
    before = await done(town)
    held = town.room.faults.hold("after", 1, method="sendMessage", chat=town.g01)
    town.room.say(town.g01, town.zhou.known, "已修好，机房进水密语", reply_to=card)
    await handled(town, before + 1)
    await held.met.wait()
    town.room.say(town.g01, town.zhang.known, "/reopen 1 没好")
    await handled(town, before + 2)
    press = town.room.press_data(card, town.wang.known, "not_an_issue:1")
    await press.answered()
    kept = [row.payload for row in await rows(town) if row.state is OutboxState.SENDING]
    held.release()
    await town.settles()
    assert kept == [None]
    assert "机房进水密语" not in str([message.text for message in town.room.visible(town.g01) if message.from_bot])


async def test_a_forged_press_takes_no_message_away(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    await town.zhang.says("/mine")
    answer = town.zhang.last(town.g01)
    await town.zhang.presses_data("support:1", on=answer)
    assert answer in town.zhang.sees(town.g01)
