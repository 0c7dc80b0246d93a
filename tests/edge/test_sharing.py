"""Two bots behind one webhook share a PostgreSQL: updates that reach both, presses that one takes and one handles."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import col, select

import handlers
from bot.app import App
from bot.chatroom import Answer, wire
from bot.telegram.plain import REGISTERS
from desk.chats import rights
from desk.desk import Desk
from storage import inbox
from storage.chats import Chat
from storage.engine import Store
from storage.inbox import Inbox
from tests.hooks import Hook, free_port
from tests.town import Town

Lost = Callable[[Desk, Chat], Awaitable[None]]
LIFT = "12楼电梯按了没反应"


@pytest.fixture
def backend() -> str:
    """SQLite is for one process."""
    return "postgresql"


@dataclass
class Other:
    """The second bot, and how it is reached."""

    app: App
    hook: Hook


@pytest.fixture
async def other(town: Town, hook: Hook) -> AsyncIterator[Other]:
    """Beside the town's own bot, to which the platform delivers."""
    await hook.is_used()
    with free_port() as port:
        settings = town.settings.model_copy(update={"listen": f"127.0.0.1:{port}"})
        store = Store(settings.database_url)
        app = App(settings, store, town.clock)
        await app.start(ticking=False)
        yield Other(app, Hook(town, port))
        await app.stop()
        await store.close()


def rests(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """This bot takes updates in, but handles none."""

    async def nothing() -> bool:
        await asyncio.sleep(0)
        return False

    monkeypatch.setattr(app.worker, "one", nothing)


async def test_an_update_that_reaches_two_at_once_has_its_effect_once(
    town: Town, hook: Hook, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both look before either has written."""
    real, both, met = inbox.known, asyncio.Barrier(2), [0]

    async def known(*asked: Any) -> Any:
        found = await real(*asked)
        met[0] += 1
        if met[0] <= 2:
            await asyncio.wait_for(both.wait(), 10)
        return found

    await town.stops()  # the platform is not to deliver it, too
    said = town.room.say(town.g01, town.zhang.known, LIFT)
    await town.starts_again()
    assert len(await town.tickets()) == 1
    update = town.room.updates[-1].body
    update["update_id"] += 1000
    update["message"] |= {"message_id": said.id + 1000, "text": "9楼灯不亮了"}
    monkeypatch.setattr(inbox, "known", known)
    answers = await asyncio.gather(hook.is_given(update), other.hook.is_given(update))
    await town.settles()
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [ticket.text for ticket in await town.tickets()] == [LIFT, "9楼灯不亮了"]


async def test_a_press_that_one_took_and_another_handled_has_its_words_once(
    town: Town, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.verdicts.PATIENCE", 60.0)
    await town.zhang.says(LIFT)
    rests(town.app, monkeypatch)
    press = town.room.press(town.last_card, town.wang.known, "✋ 受理")
    await press.answered(20)
    await town.settles()
    assert [bool(answer.text) for answer in press.answers] == [True]
    async with town.store.write() as session:
        [row] = (await session.exec(select(Inbox).where(col(Inbox.press)))).all()
        assert not await inbox.give_up(session, row.id or 0), "the one that took it has nothing left to answer"


async def test_of_two_who_accept_at_once_through_two_processes_one_is_the_handler(
    town: Town, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have begun before either has written; the second then finds what the first has done."""
    await town.zhang.says(LIFT)
    works = [town.app.worker.one, other.app.worker.one]
    for app in (town.app, other.app):
        rests(app, monkeypatch)
    real, both = handlers.pressed, asyncio.Barrier(2)

    async def pressed(what: Any, desk: Any) -> None:
        await asyncio.wait_for(both.wait(), 10)
        await real(what, desk)

    monkeypatch.setattr(handlers, "pressed", pressed)
    presses = [
        town.room.press(town.last_card, town.wang.known, "✋ 受理"),
        town.room.press(town.zhou.last(), town.zhou.known, "✋ 受理"),
    ]
    await town.room.until(lambda: town.room.pending_updates() == 0)
    await asyncio.gather(*(work() for work in works))
    answers = [await press.answered(20) for press in presses]
    await town.settles()
    assert await town.history() == ["open", "accept"]
    winner, told = (0, answers[1].text) if "👷 承办：王芳" in town.last_card.text else (1, answers[0].text)
    assert told == "#1 办理中，不用再受理。"
    assert answers[winner].text != told


@pytest.mark.parametrize("lost", [rights.closed, rights.muted])
async def test_that_a_group_is_lost_is_told_once_though_two_find_out_at_once(town: Town, lost: Lost) -> None:
    """The refusal of a send, and the update that tells of it."""
    both = asyncio.Barrier(2)

    async def finds_out() -> None:
        async with town.store.write() as session:
            desk = (await town.app.workshop.bench(session)).desk
            group = await session.get_one(Chat, town.g01.id)
            await asyncio.wait_for(both.wait(), 10)
            await lost(desk, group)

    await asyncio.gather(finds_out(), finds_out())
    await town.settles()
    assert len(town.heard(town.wang.private)) == len(town.heard(town.admin.private)) == 1


async def test_a_press_that_is_just_being_handled_is_left_to_that_one(
    town: Town, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However late it is: two answers would be one too many."""
    monkeypatch.setattr("bot.telegram.verdicts.PATIENCE", 2.0)
    await town.zhang.says(LIFT)
    rests(town.app, monkeypatch)
    real, gate = handlers.pressed, asyncio.Event()

    async def slowly(what: Any, desk: Any) -> None:
        await asyncio.wait_for(gate.wait(), 20)
        await real(what, desk)

    monkeypatch.setattr(handlers, "pressed", slowly)
    press = town.room.press(town.last_card, town.wang.known, "✋ 受理")
    await town.room.until(lambda: town.room.pending_updates() == 0)
    handling = asyncio.create_task(other.app.worker.one())
    await somebody_waits(town)
    assert press.answers == []
    gate.set()
    await handling
    await press.answered()
    await town.settles()
    await other.app.verdicts.settled()
    assert press.answers == [Answer()]


async def somebody_waits(town: Town) -> None:
    """Until a transaction waits for another's row."""
    async with asyncio.timeout(20):
        waiting = 0
        while not waiting:
            async with town.store.read() as session:
                locks = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
                waiting = (await session.exec(locks)).scalar_one()  # type: ignore[call-overload]  # plain SQL
            await asyncio.sleep(0.01)


async def test_reaction_that_reaches_another_process_than_its_message_asks_for_the_command(
    town: Town, hook: Hook, other: Other
) -> None:
    """Each remembers only what it has heard itself; what is asked for then works with either."""
    town.room.promote_bot(town.g01)
    await town.settles()
    said = await town.liu.says("咱们这儿一早就是那样")  # to the town's own bot
    body = wire.reaction(said, {"user": wire.user(town.wang.known)}, town.clock.now(), (), (REGISTERS,))
    answer = await other.hook.is_given({"update_id": 77, "message_reaction": body})
    await town.settles()
    assert answer.status_code == 200
    assert await town.tickets() == []
    assert "要登记请回复那条发 /report" in town.heard(town.wang.private)[-1]
    await town.wang.replies("/report", to=said)
    assert len(await town.tickets()) == 1
    assert (await hook.is_given({"update_id": 78, "message_reaction": body})).status_code == 200
    await town.settles()
    assert len(await town.tickets()) == 1
