"""Play a few believable days through the bot, so that no screen is empty when a visitor comes."""

import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.chatroom import Chat, Message, RoomPerson
from bot.demo.district import District
from bot.demo.house import ZONE, House
from storage.kinds import Role

SCRIPT = Path(__file__).with_name("history.toml")
NUMBER = re.compile(r"#(\d+)")
ROLES = {"leader": Role.GRID_LEADER, "property": Role.PROPERTY_OFFICER}


@dataclass(frozen=True)
class Step:
    """One thing that somebody did, and when."""

    at: datetime
    wish: dict[str, Any]


def steps(start: datetime) -> list[Step]:
    """The script, on the working days before `start`."""
    found = []
    for day in tomllib.loads(SCRIPT.read_text("utf-8"))["day"]:
        when = _days_back(start.astimezone(ZONE).date(), day["back"])
        found += [Step(datetime.combine(when, time.fromisoformat(wish["at"]), ZONE), wish) for wish in day["steps"]]
    return sorted(found, key=lambda step: step.at)


def beginning(start: datetime) -> datetime:
    """When the first of those days begins."""
    return steps(start)[0].at - timedelta(hours=1)


def _days_back(day: date, count: int) -> date:
    """So many weekdays before."""
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < 5
    return day


class Play:
    """Plays the script step by step. `missed` collects what could not be played; a test holds it empty."""

    def __init__(self, house: House, district: District) -> None:
        self._house = house
        self._district = district
        self._said: dict[str, Message] = {}
        self.missed: list[str] = []

    async def until(self, start: datetime, tell: Callable[[int, int], None]) -> None:
        """All of it; `tell` hears how many steps of how many are done. The clock stands at `start` afterwards."""
        script = steps(start)
        for done, step in enumerate(script):
            self._house.clock.move_to(max(step.at, self._house.clock.now()))
            await self._house.tick()
            if not await self._act(step.wish):
                self.missed.append(f"{step.at:%d %H:%M} {step.wish}")
            with suppress(TimeoutError):
                await self._house.settle()
            tell(done + 1, len(script))
        self._house.clock.move_to(max(start, self._house.clock.now()))
        await self._house.tick()
        await self._house.settle()

    async def _act(self, wish: dict[str, Any]) -> bool:
        person = self._person(wish["who"], wish["grid"])
        if person is None:
            return False
        chat = self._place(wish)
        if "says" in wish:
            said = self._house.room.say(chat, person, wish["says"])
            if "name" in wish:
                self._said[wish["name"]] = said
            return True
        return self._on_card(wish, person, chat)

    def _place(self, wish: dict[str, Any]) -> Chat:
        if "unit" in wish:
            return self._district.units[wish["unit"]]
        return self._district.groups[wish["grid"]]

    def _on_card(self, wish: dict[str, Any], person: RoomPerson, chat: Chat) -> bool:
        for card in self._cards(wish["on"], chat):
            if "replies" in wish:
                self._house.room.say(chat, person, wish["replies"], reply_to=card)
                return True
            key = next((button for button in card.buttons if wish["presses"] in button.text and button.data), None)
            if key is not None and key.data is not None:
                self._house.room.press_data(card, person, key.data)
                return True
        return False

    def _cards(self, name: str, chat: Chat) -> Iterator[Message]:
        """What the chat shows of the ticket, the newest first. Its number is that of the card under the report."""
        said = self._said[name]
        room = self._house.room
        card = next((one for one in room.visible(said.chat) if one.from_bot and one.reply_to is said), None)
        numbers = NUMBER.findall(card.text) if card is not None else []
        for one in reversed(room.visible(chat)):
            if one.from_bot and numbers and numbers[0] in NUMBER.findall(one.text):
                yield one

    def _person(self, who: str, grid: str) -> RoomPerson | None:
        if who.isdecimal():
            return self._district.members[grid][int(who)]
        building = self._house.book.grids[grid].building
        for one in self._house.book.directory.people:
            for grant in one.roles:
                if grant.unit == who or (
                    grant.role is ROLES.get(who) and (grant.grid == grid or grant.building == building)
                ):
                    return self._district.holders[one.telegram_id]
        return None
