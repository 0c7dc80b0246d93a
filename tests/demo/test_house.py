"""What stands behind the page: the history, the leaps in time, and what can be made to go wrong."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.chatroom import Chat, Message, RoomPerson
from bot.demo.clock import Backwards
from bot.demo.doings import Mistaken
from bot.demo.opening import opened, visit
from bot.demo.site import Site
from bot.telegram.plain import REGISTERS
from tests.hooks import free_port

TUESDAY = datetime(2026, 11, 24, 3, tzinfo=UTC)
MEMBER = 2001


def quietly(_what: str, _done: int, _of: int) -> None:
    """Nobody watches the progress."""


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """An empty district, with everybody in it."""
    with free_port() as port:
        async with opened(tmp_path, port, TUESDAY, True, "zh_CN", quietly) as site:
            yield site


def group(site: Site, grid: str = "G01") -> Chat:
    name = site.house.book.grids[grid].name
    return next(chat for chat in site.house.room.state.chats.values() if chat.title == name)


def member(site: Site) -> RoomPerson:
    return site.house.room.state.people[MEMBER]


def ours(site: Site, chat: Chat) -> list[Message]:
    return [one for one in site.house.room.visible(chat) if one.from_bot]


async def says(site: Site, words: str) -> None:
    site.doings.say(member(site), group(site), words, None)
    await site.house.settle()


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (TUESDAY, "2026-11-24 09:30"),
        (datetime(2026, 11, 27, 16, tzinfo=UTC), "2026-11-30 09:30"),  # already Saturday in the district
        (datetime(2026, 11, 29, 3, tzinfo=UTC), "2026-11-30 09:30"),
    ],
)
def test_a_visitor_comes_when_people_are_at_work(now: datetime, then: str) -> None:
    assert f"{visit(now):%Y-%m-%d %H:%M}" == then


@pytest.mark.long
async def test_the_history_is_played_to_its_last_step_and_nothing_in_it_goes_wrong(tmp_path: Path) -> None:
    with free_port() as port:
        async with opened(tmp_path, port, TUESDAY, False, "zh_CN", quietly) as site:
            assert site.missed == []
            assert site.house.room.log.unexpected == []
            assert all(chat.bot_is_in for chat in site.house.room.state.chats.values() if not chat.is_private)
            inside = await site.drawer.show(group(site).id)
            assert {ticket["status"] for ticket in inside["tickets"]} > {"closed"}
            assert inside["inbox"] == inside["outbox"] == []


async def test_a_kept_folder_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with free_port() as port:
        async with opened(tmp_path, port, TUESDAY, True, "zh_CN", quietly) as site:
            await says(site, "6楼灯不亮了")
            await site.clockwork.leap(site.house.clock.now() + timedelta(hours=1))
            before = [one.text for one in site.house.room.visible(group(site))], site.house.clock.now()
        async with opened(tmp_path, port, TUESDAY, True, "zh_CN", quietly) as site:
            assert [one.text for one in site.house.room.visible(group(site))] == before[0]
            assert site.house.clock.now() - before[1] < timedelta(minutes=5)
            await says(site, "7楼灯不亮了")
            assert "#2 " in ours(site, group(site))[-1].text


@pytest.mark.long
async def test_a_leap_does_what_falls_due_on_the_way(site: Site) -> None:
    """An answered ticket whose reporter says nothing: asked once more, later closed without a rating."""
    await says(site, "6楼灯不亮了")
    [card] = [one for one in ours(site, group(site)) if "#1 " in one.text]
    officer = site.house.room.state.people[1002]
    site.doings.say(officer, group(site), "已修好", card)
    await site.house.settle()
    asked = len(ours(site, group(site)))
    await site.clockwork.leap(
        site.house.clock.now() + timedelta(hours=29)
    )  # a working day: half of the district's time to confirm
    assert len(ours(site, group(site))) > asked
    await site.clockwork.leap(site.house.clock.now() + timedelta(days=4))
    [ticket] = (await site.drawer.show(group(site).id))["tickets"]
    assert ticket["status"] == "closed"
    assert "close" in [event["verb"] for event in ticket["history"]]
    with pytest.raises(Backwards):
        site.house.clock.move_to(site.house.clock.now() - timedelta(hours=1))


async def test_whatever_is_made_to_go_wrong_nothing_is_lost(site: Site) -> None:
    await busy(site)
    await lost_connection(site)
    await killed(site)
    await silenced(site)
    with pytest.raises(Mistaken, match="unknown"):
        await site.trouble.make("burn", member(site), group(site))
    with pytest.raises(Mistaken, match="empty"):
        site.doings.say(member(site), group(site), "  ", None)
    with pytest.raises(Mistaken, match="not_here"):
        site.doings.chat(member(site), group(site, "G12").id)


async def busy(site: Site) -> None:
    """The platform refuses everything for a minute: it is waited for."""
    await site.trouble.make("busy", member(site), group(site))
    before = len(ours(site, group(site)))
    site.doings.say(member(site), group(site), "6楼灯不亮了", None)
    await site.house.room.until(lambda: any(call.status == 429 for call in site.house.room.log.calls))
    assert len(ours(site, group(site))) == before
    assert site.trouble.shown()["busy"]
    site.trouble.calm()
    await site.house.settle()
    assert "6楼灯不亮了" in ours(site, group(site))[-1].text


async def lost_connection(site: Site) -> None:
    """The connection breaks after a card was sent: it stands there once, or twice with the same number."""
    await site.trouble.make("lose", member(site), group(site))
    await says(site, "7楼灯不亮了")
    assert 1 <= len([one for one in ours(site, group(site)) if "7楼灯不亮了" in one.text]) <= 2


async def killed(site: Site) -> None:
    """The bot falls over in the middle: woken, it finishes, and hears what was said meanwhile."""
    site.doings.say(member(site), group(site), "8楼灯不亮了", None)
    await site.trouble.make("kill", member(site), group(site))
    site.doings.say(member(site), group(site), "9楼灯不亮了", None)
    assert not site.trouble.shown()["awake"]
    await site.trouble.make("wake", member(site), group(site))
    await site.house.settle()
    inside = await site.drawer.show(group(site).id)
    assert sorted(ticket["text"] for ticket in inside["tickets"]) == [f"{floor}楼灯不亮了" for floor in (6, 7, 8, 9)]


async def silenced(site: Site) -> None:
    """An officer blocks the bot, and comes back."""
    officer = site.house.room.state.people[1002]
    await site.trouble.make("silence", officer, group(site))
    private = site.house.room.private_chat(officer)
    before = len(ours(site, private))
    await says(site, "10楼灯不亮了")
    assert len(ours(site, private)) == before
    assert site.trouble.shown()["silent"] == [officer.id]
    await site.trouble.make("listen", officer, group(site))
    site.doings.say(officer, private, "/start", None)
    await site.house.settle()
    assert "10楼灯不亮了" in "".join(one.text for one in ours(site, private)[before:])


async def test_leader_reacts_on_the_page_and_there_is_a_ticket(site: Site) -> None:
    await says(site, "咱们这儿一早就是那样")
    said = max(group(site).messages.values(), key=lambda one: one.id)
    leader = site.house.room.state.people[1001]
    site.doings.react(leader, said)
    await site.house.settle()
    shown = site.eyes.message(said, leader)
    assert (shown["reactions"], shown["registers"]) == ([REGISTERS], REGISTERS)
    assert "#1 " in ours(site, group(site))[-1].text
    site.doings.react(leader, said)
    assert site.eyes.message(said, leader)["reactions"] == []
