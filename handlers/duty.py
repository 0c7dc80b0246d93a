"""Tell who is on duty where, and what they can help with: /duty."""

from datetime import date, timedelta
from typing import Any

from desk.desk import Desk
from desk.duty import reaching
from desk.duty.knowing import StationDay, on_day
from desk.duty.reading import Asked, asked
from desk.duty.viewing import view
from desk.errors import BadArgument
from desk.people.acquaintance import meet
from desk.values import Button, Notice, Rows, Said, ToChat, pairs
from storage import rota
from storage.chats import Chat
from storage.people import Person

COMING = 6  # shifts of one station, or of a unit, that are looked ahead to
WITHIN = timedelta(weeks=8)
MINE = 3  # shifts of one's own unit
ELSEWHERE = 6  # stations of other buildings that a group hears of
OFFERED = 6  # services that have a button


async def command(what: Said, desk: Desk) -> None:
    """`/duty`: today and tomorrow; `/duty 下周三`, `/duty ST01`, `/duty 市税务局`."""
    if not desk.book.directory.stations:
        raise BadArgument("rota_no_stations")
    line = asked(desk, what.text)
    if line.units:
        await _of_unit(what, desk, line.units[0])
    elif line.stations and line.found is None:
        await _of_stations(what, desk, line)
    else:
        await _on_days(what, desk, line)


async def _on_days(what: Said, desk: Desk, line: Asked) -> None:
    today = desk.book.worktime.date_of(desk.now)
    days = [today, today + timedelta(days=1)] if line.found is None else [line.found.start.date()]
    building = await _building(what, desk)
    found = [await on_day(desk, day, building, line.stations or None) for day in days]
    facts: dict[str, Any] = {
        "days": [_day(day, stations, what.where.private, today) for day, stations in zip(days, found, strict=True)],
        "any": any(found),
        "private": what.where.private,
        "whose": None,
        "shifts": [],
    }
    rows: Rows = ()
    if what.where.private and line.found is None:
        own, rows = await _own(desk, await meet(desk, what.who))
        facts |= own
    await desk.tell(Notice(ToChat(what.where.id), "rota.on_duty", facts, rows, reply_to=what.message_id))


def _day(day: date, stations: list[StationDay], private: bool, today: date) -> dict[str, Any]:
    """A group hears in full of its building's stations, and in brief of some others."""
    full = [one for one in stations if private or one.here]
    others = [one for one in stations if one not in full and one.shifts]
    return {
        "day": day,
        "away": (day - today).days,
        "stations": full,
        "others": others[:ELSEWHERE],
        "more": max(len(others) - ELSEWHERE, 0),
    }


async def _building(what: Said, desk: Desk) -> str | None:
    """Of the group; privately of the grid that is the person's."""
    if what.where.private:
        grid = desk.book.grids.get((await meet(desk, what.who)).home_grid or "")
        return grid.building if grid is not None else None
    group = await desk.session.get(Chat, what.where.id)
    return reaching.building_of(desk, group) if group is not None else None


async def _own(desk: Desk, person: Person) -> tuple[dict[str, Any], Rows]:
    """The next shifts of the person's own units, each with a button to swap it."""
    units = await reaching.units_of(desk, person)
    coming = await rota.coming(desk.session, units, desk.now, MINE) if units else []
    buttons = [Button(data=f"swap:{one.id}", name=f"🔁 {one.day.month}/{one.day.day}") for one in coming]
    facts = {"whose": desk.book.name_of(units[0]) if units else None, "shifts": [view(desk, one) for one in coming]}
    return facts, (tuple(buttons),) if buttons else ()


async def _of_stations(what: Said, desk: Desk, line: Asked) -> None:
    """What comes at one or some stations; privately with buttons of what today's unit can help with."""
    today = desk.book.worktime.date_of(desk.now)
    coming = await rota.shifts(desk.session, today, today + WITHIN, line.stations)
    left = [one for one in coming if one.closes_at > desk.now and one.unit in desk.book.units][:COMING]
    now = {one.unit for one in left if one.day == today}
    services = [one for one in desk.book.directory.services if one.unit in now][:OFFERED]
    rows = pairs([Button(data=f"service:{one.code}", name=one.name) for one in services]) if what.where.private else ()
    names = [one.name for one in desk.book.directory.stations if one.code in line.stations]
    facts = {"names": names, "shifts": [view(desk, one) for one in left]}
    await desk.tell(Notice(ToChat(what.where.id), "rota.station", facts, rows, reply_to=what.message_id))


async def _of_unit(what: Said, desk: Desk, unit: str) -> None:
    coming = await rota.coming(desk.session, [unit], desk.now, COMING)
    facts = {"names": [desk.book.name_of(unit)], "shifts": [view(desk, one) for one in coming]}
    await desk.tell(Notice(ToChat(what.where.id), "rota.of_unit", facts, reply_to=what.message_id))
