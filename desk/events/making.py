"""Read a line into what it says of an event: brand, title, time, place, places, who is invited, who hosts it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desk.agenda import Found, Series, find
from desk.desk import Desk
from desk.directory.book import Book
from desk.errors import BadArgument, Unknown
from desk.events import limits
from desk.events.cards import LONGEST_DETAILS, LONGEST_PLACE, LONGEST_TITLE
from desk.events.line import Line, any_of
from desk.tickets.cards import shorten
from storage.tickets import Ticket

TICKET = re.compile(r"[#＃](\d{1,15})(?!\d)")
PINNED = re.compile("(?<![^\\s，,；;\\0])(?:并?置顶|pinned|pin)(?![^\\s，,；;。\\0])", re.IGNORECASE)
WHOLE_DISTRICT = re.compile("(?:面向|发到)?(?:全区|全商务区|所有网格|全部网格|各网格)(?![^\\s，,；;。\\0])")
GRID_LIKE = re.compile(r"(?<![A-Za-z0-9])G\d{1,4}(?![A-Za-z0-9])", re.IGNORECASE)
INVITES = re.compile(r"(?:面向|发到|邀请)(?P<names>[^\s，,；;。\0]+)")
FLOOR = re.compile(
    r"(?:[bB]\d|地下|负)?[\d一二三四五六七八九十]{1,3}(?:号?楼|层|[fF])|顶[楼层]|地下室|一楼|大堂|\d{3,4}室?$"
)
ROOM = re.compile("(?:室|厅|馆|广场|驿站|加油站|大堂|花园|中庭|食堂|操场|礼堂|中心|平台|书吧|咖啡吧|露台|门口|空间)$")
OFF_MARK = re.compile(r"^(?:请|在|于|地点|办|举办)+$")


@dataclass(frozen=True)
class Read:
    """What a line says. `fields`: values of the event's columns, only of those that were said.

    `series`: None if it takes place once. `notes`: what should be said about the reading, as phrases with facts.
    """

    fields: dict[str, Any]
    series: Series | None = None
    notes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    titled: bool = False
    """The title stood behind its label."""
    day_said: bool = True
    """The time is of a day that was said, not only an hour."""


async def read(desk: Desk, text: str) -> Read:
    """What a line says of an event. Raises BadArgument, Unknown and Unreadable for what cannot be."""
    fields: dict[str, Any] = {}
    line = Line(text)
    reader = _Reader(desk, line, line.labelled(), fields)
    await reader.ticket()
    reader.numbers()
    reader.invited()
    reader.host()
    brand_label = reader.brand()
    found = reader.when()
    reader.place()
    notes = reader.title(brand_label)
    said_day = found is None or found.day_said
    return Read(fields, found.series if found is not None else None, notes, "title" in reader.labels, said_day)


def complete(read: Read) -> Read:
    """The reading of a new event, which must have a time and a name. Raises BadArgument."""
    if "starts_at" not in read.fields:
        raise BadArgument("event_when")
    if not read.fields.get("title"):
        raise BadArgument("event_title")
    return read


class _Reader:
    """Takes one thing after the other out of the line, the surest first."""

    def __init__(self, desk: Desk, line: Line, labels: Mapping[str, str], fields: dict[str, Any]) -> None:
        self._desk = desk
        self._book = desk.book
        self._line = line
        self.labels = labels
        self._fields = fields

    async def ticket(self) -> None:
        """#128 #131: what it was proposed from."""
        found = list(dict.fromkeys(int(one[1]) for one in self._line.take_all(TICKET)))
        for one in found:
            if await self._desk.session.get(Ticket, one) is None:
                raise Unknown("unknown_ticket", ticket=one)
        if found:
            self._fields |= {"ticket_id": found[0], "also_tickets": found[1:]}

    def numbers(self) -> None:
        """How many may come, and with whom."""
        if self._line.take(PINNED):
            self._fields["pinned"] = True
        self._fields |= limits.read(self._line, self.labels.get("capacity", ""))

    def invited(self) -> None:
        """The grids and buildings that it is announced in; 全区 names none, which stands for all."""
        if (labelled := self.labels.get("grids")) is not None:
            self._fields["grids"] = grids_named(self._book, labelled)
            return
        if self._line.take(WHOLE_DISTRICT):
            self._fields["grids"] = []
            return
        words = [found["names"] for found in self._line.take_all(INVITES)]
        names = any_of(one.name for one in self._book.directory.grids)
        full = [found[0] for found in self._line.take_all(re.compile(names))]
        codes = [found[0] for found in self._line.take_all(GRID_LIKE)]
        if words or full or codes:
            self._fields["grids"] = grids_named(self._book, " ".join([*words, *full, *codes]))

    def host(self) -> None:
        """The unit that hosts it: after its label, or its whole name as a word."""
        if (labelled := self.labels.get("unit")) is not None:
            self._fields["unit"] = unit_named(self._book, labelled)
            return
        names = {unit.name: unit.code for unit in self._book.directory.units}
        word = self._line.take_word(lambda one: one.removesuffix("主办").removeprefix("由") in names)
        if word is not None:
            self._fields["unit"] = names[word.removesuffix("主办").removeprefix("由")]

    def brand(self) -> str | None:
        """The brand: its name anywhere in the line, or another name of it as a word. Returns what is none of ours."""
        brands = self._book.directory.rest.get("brands", [])
        by_name = {str(one["name"]): str(one["code"]) for one in brands}
        others = {str(alias): str(one["code"]) for one in brands for alias in one.get("aliases", ())}
        codes = {str(one["code"]): str(one["code"]) for one in brands}
        known = codes | others | by_name
        if (labelled := self.labels.get("brand")) is not None:
            if labelled in known:
                self._fields["brand"] = known[labelled]
                return None
            return labelled
        found = self._line.take(re.compile(any_of(by_name)))
        word = found[0] if found is not None else self._line.take_word(lambda one: one in others)
        if word is not None:
            self._fields["brand"] = known[word]
        return None

    def when(self) -> Found | None:
        """When it takes place, and when it is announced. Raises Unreadable."""
        if (labelled := self.labels.get("announce")) is not None:
            self._fields["announce_at"] = announced(self._desk, labelled)
        text = self.labels.get("when", self._line.text)
        found = _found(self._desk, text)
        if found is None:
            if "when" in self.labels:
                raise BadArgument("event_when")
            return None
        if "when" not in self.labels:
            for start, end in found.spans:
                self._line.cut(start, end)
        self._fields |= {"starts_at": found.start, "ends_at": found.end, "all_day": found.whole_day}
        return found

    def place(self) -> None:
        """The building, and where in it."""
        houses = {name: one.code for one in self._book.directory.buildings for name in (one.name, *one.aliases)}
        starts = re.compile(any_of(houses))
        labelled = self.labels.get("place")
        if labelled is not None:
            at = starts.search(labelled)
            self._where(houses[at[0]] if at else None, labelled.replace(at[0], "", 1) if at else labelled)
            return
        word = self._line.take_word(lambda one: _is_place(one, starts))
        at = starts.search(word) if word is not None else None
        inside = self._line.take_word(lambda one: _is_inside(one.removeprefix("在")))
        if word is None and inside is None:
            return
        before = word[at.end() :] if word is not None and at is not None else ""
        self._where(houses[at[0]] if at else None, f"{before} {(inside or '').removeprefix('在')}")

    def _where(self, building: str | None, place: str) -> None:
        station = next((one for one in self._book.directory.stations if one.name in place), None)
        building = building or (station.building if station is not None else None)
        words = shorten(place, LONGEST_PLACE)
        if building is not None:
            self._fields |= {"building": building, "place": words or None}
        elif words:
            self._fields["place"] = words

    def title(self, not_a_brand: str | None) -> list[tuple[str, dict[str, Any]]]:
        """What is left is its name; the first of several words may have been meant as a brand."""
        if (details := self.labels.get("details")) is not None:
            self._fields["details"] = shorten(details, LONGEST_DETAILS)
        stretches = [[word for word in one if not OFF_MARK.match(word)] for one in self._line.words()]
        left = [one for one in stretches if one]
        labelled = self.labels.get("title")
        words = [labelled] if labelled else [word for one in left for word in one]
        if not_a_brand:
            words, left = [not_a_brand, *words], [[not_a_brand], *left]
        if words:
            self._fields["title"] = shorten(" ".join(words), LONGEST_TITLE)
        meant_as_brand = not_a_brand or (len(left) > 1 and "brand" not in self._fields and not labelled)
        return [("event.no_brand", {"name": left[0][0], "names": brand_names(self._book)})] if meant_as_brand else []


def _is_place(word: str, houses: re.Pattern[str]) -> bool:
    """A building's name alone, or with a floor or a room behind it."""
    found = houses.match(word.removeprefix("在"))
    rest = word.removeprefix("在")[found.end() :] if found is not None else ""
    return found is not None and (not rest or _is_inside(rest))


def _is_inside(word: str) -> bool:
    """A floor or a room."""
    return FLOOR.match(word) is not None or ROOM.search(word) is not None


def _found(desk: Desk, text: str) -> Found | None:
    """The date that a text names; names of ours are passed over."""
    book = desk.book
    brands = [str(one["name"]) for one in book.directory.rest.get("brands", [])]
    places = [name for one in book.directory.buildings for name in (one.name, *one.aliases)]
    others = [*(one.name for one in book.directory.stations), *(one.name for one in book.directory.units)]
    names = [*brands, *places, *others]
    return find(text, desk.now, book.zone, names=names, works=book.worktime.works)


def announced(desk: Desk, text: str) -> datetime:
    """When it is to be announced. Raises BadArgument and Unreadable."""
    found = find(text, desk.now, desk.book.zone, works=desk.book.worktime.works)
    if found is None or found.series is not None:
        raise BadArgument("announce_when")
    return found.start


def brand_names(book: Book) -> list[str]:
    """The names of all brands."""
    return [str(one["name"]) for one in book.directory.rest.get("brands", [])]


def unit_named(book: Book, written: str) -> str:
    """The unit of this code or name. Raises Unknown."""
    units = book.directory.units
    exact = [one for one in units if written.lower() in (one.code.lower(), one.name.lower())]
    close = [one for one in units if written and (written in one.name or one.name in written)]
    if len(exact or close) != 1:
        raise Unknown("unknown_to_bind", kind="unit", code=written, some=[one.code for one in units][:5])
    return (exact or close)[0].code


def grids_named(book: Book, words: str) -> list[str]:
    """The codes of the grids that are named by code or name, or whose building is. Raises Unknown."""
    found: dict[str, None] = {}
    if WHOLE_DISTRICT.fullmatch(words.strip()):
        return []
    houses = {name: one.code for one in book.directory.buildings for name in (one.name, one.code, *one.aliases)}
    names = _grid_names(book)
    for word in filter(None, re.split("[\\s、，,和及与]+", words)):
        grid = book.grid(names.get(word, word))
        if grid is not None:
            found[grid.code] = None
        elif word in houses:
            found |= dict.fromkeys(one.code for one in book.grids_of(houses[word]))
        else:
            raise Unknown("unknown_to_bind", kind="grid", code=word, some=list(book.grids)[:5])
    return list(found)


def _grid_names(book: Book) -> dict[str, str]:
    """The grids by name, their building called by any of its names."""
    found: dict[str, str] = {}
    for grid in book.directory.grids:
        house = book.buildings[grid.building]
        found |= {grid.name.replace(house.name, name): grid.code for name in (house.name, *house.aliases)}
    return found
