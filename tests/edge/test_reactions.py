"""Reactions at the edge: what is remembered for them, where it is not, and updates that come twice, late or broken."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlmodel import col, select
from telegram import Bot, Update, User

from bot.telegram.plain import REGISTERS, plain
from bot.telegram.recent import KEPT, MOST, Recent
from desk.values import Reacted
from storage.inbox import Inbox
from storage.kinds import InboxState
from tests.databases import file_of
from tests.edge.test_webhook import nobody_works
from tests.hooks import Hook
from tests.town import Town

TALK = "咱们这儿一早就是那样"
US = User(42, "小邻", is_bot=True, username="youlin_bot")
MORNING = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.fixture(params=["polling", "webhook"])
async def heard_by(town: Town, hook: Hook, request: pytest.FixtureRequest) -> str:
    """How the bot, an administrator here, receives what is said."""
    if request.param == "webhook":
        await hook.is_used()
    town.room.promote_bot(town.g01)
    await town.settles()
    return str(request.param)


async def reaction_rows(town: Town) -> list[Inbox]:
    async with town.store.read() as session:
        found = select(Inbox).where(Inbox.reason == "reaction").order_by(col(Inbox.id))
        return list((await session.exec(found)).all())


def on_disk(town: Town, words: str) -> bool:
    """Whether anything in the folder of the database holds these words, as they are or as JSON writes them."""
    forms = [words.encode(), json.dumps(words)[1:-1].encode()]
    file = file_of(town.settings.database_url)
    return any(form in path.read_bytes() for path in file.parent.glob(f"{file.name}*") for form in forms)


@pytest.mark.usefixtures("heard_by")
async def test_words_are_nowhere_on_disk_and_in_no_log_until_a_leader_reacts(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="bot")
    said = await town.liu.says(TALK)
    await town.liu.reacts(said, REGISTERS)
    await town.wang.reacts(said, "👀")
    assert not on_disk(town, TALK)
    await town.wang.reacts(said, REGISTERS)
    assert (await town.ticket()).text == TALK
    [row] = await reaction_rows(town)
    assert (row.state, row.body, row.message_id) == (InboxState.DONE, None, said.id)
    assert TALK not in caplog.text


@pytest.mark.usefixtures("heard_by")
async def test_reaction_that_is_told_twice_makes_one_ticket(town: Town) -> None:
    said = await town.liu.says(TALK)
    await town.wang.reacts(said, REGISTERS)
    town.room.state.updates.repeat(town.room.updates[-1])
    await town.liu.says("另外一句")
    assert len(await town.tickets()) == len(await reaction_rows(town)) == 1
    assert len(town.heard(town.g01)) == 1


@pytest.mark.usefixtures("heard_by")
async def test_reaction_taken_in_before_a_restart_is_seen_through_after_it(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = await town.liu.says(TALK)
    with nobody_works(monkeypatch):
        town.room.react(said, town.wang.known, REGISTERS)
        await town.room.until(lambda: town.room.pending_updates() == 0)
        [row] = await reaction_rows(town)
        assert row.state is InboxState.NEW
        await town.stops()
    await town.starts_again()
    assert (await town.ticket()).text == TALK


@pytest.mark.usefixtures("heard_by")
async def test_reaction_that_waited_while_its_message_was_edited_makes_a_ticket_of_the_new_words(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = await town.liu.says(TALK)
    with nobody_works(monkeypatch):
        town.room.react(said, town.wang.known, REGISTERS)
        town.room.edit(said, f"{TALK}，在3楼")
        await town.room.until(lambda: town.room.pending_updates() == 0)
        await town.stops()
    await town.starts_again()
    assert [one.floor for one in await town.tickets()] == [3]


@pytest.mark.usefixtures("heard_by")
async def test_message_and_reaction_that_wait_together_make_one_ticket(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A problem that is a ticket anyway, and a leader who was quicker than its card."""
    with nobody_works(monkeypatch):
        said = town.room.say(town.g01, town.zhang.known, "12楼电梯按了没反应")
        await town.room.until(lambda: town.room.pending_updates() == 0)
        town.room.react(said, town.wang.known, REGISTERS)
        await town.room.until(lambda: town.room.pending_updates() == 0)
        await town.stops()
    await town.starts_again()
    assert len(await town.tickets()) == 1
    assert len(town.heard(town.g01)) == 1


@pytest.mark.parametrize("broken", [5, {}, {"chat": {"id": -1001}, "message_id": [1]}, {"chat": 5, "message_id": 1}])
async def test_reaction_that_cannot_be_read_is_parked_and_blocks_nothing(town: Town, broken: Any) -> None:
    town.trouble_expected = True
    town.room.faults.inject({"message_reaction": broken})
    await town.zhang.says("12楼电梯按了没反应")
    assert len(await town.tickets()) == 1
    async with town.store.read() as session:
        parked = (await session.exec(select(Inbox).where(Inbox.state == InboxState.PARKED))).all()
    assert [row.body for row in parked] == [None]


def reaction(**more: Any) -> Any:
    """What a reaction says, in plain values."""
    emoji = {"type": "emoji", "emoji": REGISTERS}
    body: dict[str, Any] = {
        "chat": {"id": -1001, "type": "supergroup", "title": "一微网格"},
        "message_id": 5,
        "date": 1795395600,
        "user": {"id": 1001, "is_bot": False, "first_name": "王芳"},
        "old_reaction": [],
        "new_reaction": [emoji],
    }
    changed = {name: value for name, value in (body | more).items() if value is not None}
    return plain(Update.de_json({"update_id": 1, "message_reaction": changed}, Bot("42:A")), US, hears_all=True)


def test_reaction_that_asks_names_who_where_and_which_message() -> None:
    what = reaction()
    assert isinstance(what, Reacted)
    assert (what.where.id, what.who.name, what.message_id, what.report) == (-1001, "王芳", 5, None)


@pytest.mark.parametrize(
    "more",
    [
        {"user": None, "actor_chat": {"id": -1001, "type": "supergroup", "title": "一微网格"}},
        {"user": {"id": 7, "is_bot": True, "first_name": "别的机器人"}},
        {"chat": {"id": 1001, "type": "private", "first_name": "王芳"}},
        {"chat": {"id": -100, "type": "channel", "title": "频道"}},
        {"new_reaction": []},
        {"new_reaction": [{"type": "emoji", "emoji": "👍"}]},
        {"new_reaction": [{"type": "custom_emoji", "custom_emoji_id": "77"}, {"type": "paid"}]},
        {"old_reaction": [{"type": "emoji", "emoji": REGISTERS}]},
    ],
)
def test_every_other_reaction_says_nothing(more: dict[str, Any]) -> None:
    assert reaction(**more) is None


@given(some.lists(some.tuples(some.integers(1, 3), some.integers(1, 400), some.integers(0, 300)), max_size=300))
def test_no_more_is_remembered_than_the_newest_of_the_last_minutes(said: list[tuple[int, int, int]]) -> None:
    """Compared with remembering everything; group, message, and the seconds that have passed before it."""
    recent, now = Recent(), MORNING
    every: dict[int, dict[int, datetime]] = {}
    for group, message, seconds in said:
        now += timedelta(seconds=seconds)
        recent.hold(group, message, {"text": str(message)}, now)
        every.setdefault(group, {}).pop(message, None)
        every[group][message] = now
    for group, messages in every.items():
        fresh = [message for message, at in messages.items() if now < at + KEPT][-MOST:]
        kept = [message for message in messages if recent.of(group, message, now) is not None]
        assert kept == fresh
    for group, messages in every.items():
        assert all(recent.of(group, message, now + KEPT) is None for message in messages)
