"""Tell of duty: those who have it and their building's groups in the morning, and the committee of tomorrow's gaps."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from desk.desk import Desk
from desk.duty import reaching
from desk.duty.covering import Gap, empty
from desk.duty.judging import gap_facts, lacking
from desk.duty.knowing import expected
from desk.duty.times import until_next_working_day
from desk.duty.viewing import view
from desk.values import Notice, ToChat, ToPerson
from storage import rota
from storage.chats import Chat
from storage.kinds import Lane
from storage.rota import Shift

NAMED = 8  # gaps that one warning names


async def morning(desk: Desk, day: date) -> list[Notice]:
    """Those on duty are reminded, and the groups of the stations' buildings hear of it, once a day; what is over is
    nobody's news."""
    shifts = await rota.shifts(desk.session, day, day)
    left = [one for one in shifts if one.unit in desk.book.units and one.closes_at > desk.now]
    groups = await reaching.groups(desk, {_building(desk, one) for one in left} - {None})
    return [*await _reminders(desk, day, left, groups), *_notes(desk, day, left, groups)]


async def _reminders(desk: Desk, day: date, left: Sequence[Shift], groups: Sequence[Chat]) -> list[Notice]:
    told = []
    for code in dict.fromkeys(one.unit for one in left if one.unit is not None):
        own = [one for one in left if one.unit == code]
        facts = {"crew": desk.book.name_of(code), "shifts": [view(desk, one) for one in own]}
        near = next((one.id for one in groups if reaching.building_of(desk, one) == _building(desk, own[0])), None)
        for to in await reaching.unit(desk, code, near, f"duty:{day}:{code}", **facts):
            key = f"duty:{day}:{code}:{_address(to)}"
            told.append(Notice(to, "rota.morning", facts, lane=Lane.REMINDER, key=key))
    return told


def _notes(desk: Desk, day: date, left: Sequence[Shift], groups: Sequence[Chat]) -> list[Notice]:
    told = []
    for group in groups:
        building = reaching.building_of(desk, group)
        there = [view(desk, one) for one in left if _building(desk, one) == building]
        key = f"note:{day}:{group.id}"
        told.append(Notice(ToChat(group.id), "rota.note", {"there": there}, lane=Lane.ANNOUNCEMENT, key=key))
    return told


def _address(to: ToChat | ToPerson) -> int:
    return to.id if isinstance(to, ToChat) else to.person.telegram_id


def _building(desk: Desk, shift: Shift) -> str | None:
    return next((one.building for one in desk.book.directory.stations if one.code == shift.station), None)


async def vacancies(desk: Desk) -> list[Notice]:
    """The committee, else the admins, hear where nobody will be on duty, up to the next working day."""
    clock = desk.book.worktime
    today = clock.date_of(desk.now)
    gaps = await gaps_on(desk, until_next_working_day(clock, today))
    if not gaps:
        return []
    facts: dict[str, Any] = {
        "gaps": [gap_facts(desk, gap) for gap in gaps[:NAMED]],
        "more": max(len(gaps) - NAMED, 0),
        "code": gaps[0].station,
        "on": gaps[0].day,
    }
    return [
        Notice(
            reaching.privately(person), "rota.vacant", facts, lane=Lane.REMINDER, key=_key(today, person.telegram_id)
        )
        for person in await reaching.committee(desk)
    ]


def _key(today: date, telegram_id: int) -> str:
    return f"vacant:{today}:{telegram_id}"


async def gaps_on(desk: Desk, days: Sequence[date]) -> list[Gap]:
    """Where somebody should be on duty on these days and nobody is. A round that ran out is missed for a day."""
    rounds = await rota.running(desk.session)
    today = days[0] - timedelta(days=1)
    going_on = [one for one in rounds if one.until is None or one.until >= today]
    stand = await rota.shifts(desk.session, days[0], days[-1])
    lacks = await lacking(desk)
    gaps = []
    for day in days:
        for station in expected(desk, going_on, day):
            there = [one for one in stand if one.day == day and one.station == station]
            if (why := empty(there, lacks)) is not None:
                gaps.append(Gap(day, station, why))
    return gaps
