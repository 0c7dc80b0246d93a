"""Find what is on: this week, what somebody has signed up for, by grid; and the sheet of a month for a group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desk.desk import Desk
from desk.events import cards, festivals, personal
from desk.events.cards import EventView
from desk.events.personal import Place
from desk.tickets.cards import shorten
from desk.values import Day, MonthSheet, Notice, ToChat
from desk.worktime import NoWorkingTime
from storage import signups
from storage.chats import Chat
from storage.events import Happening
from storage.kinds import Lane
from storage.people import Person

AHEAD = timedelta(days=60)  # how far a grid's list looks
TITLE = 12  # letters of a title on the sheet of a month
LISTED = 15  # events that are told in words


@dataclass(frozen=True, slots=True)
class Line:
    """An event on a list, and where its reader stands with it."""

    event: EventView
    place: Place | None = None


def for_grids(found: Iterable[Happening], grids: set[str] | None) -> list[Happening]:
    """Those that people of these grids are invited to; all for None."""
    return [event for event in found if grids is None or not event.grids or grids & set(event.grids)]


async def of_week(desk: Desk, grids: set[str] | None) -> list[Line]:
    """What is still to come this calendar week."""
    today = desk.now.astimezone(desk.book.zone).date()
    end = _midnight(desk, today - timedelta(days=today.weekday()) + timedelta(days=7))
    return await _lines(desk, for_grids(await signups.between(desk.session, desk.now, end), grids))


async def ahead(desk: Desk, grids: set[str] | None) -> list[Line]:
    """What is to come within sixty days."""
    return await _lines(desk, for_grids(await signups.between(desk.session, desk.now, desk.now + AHEAD), grids))


async def of_person(desk: Desk, person: Person) -> list[Line]:
    """What the person has signed up for, from today on."""
    today = _midnight(desk, desk.now.astimezone(desk.book.zone).date())
    found = await signups.of_person(desk.session, person.id or 0, today)
    return [Line(await cards.view(desk, event), await personal.place(desk, one)) for event, one in found]


async def _lines(desk: Desk, found: Sequence[Happening]) -> list[Line]:
    return [Line(await cards.view(desk, event)) for event in found]


async def of_month(desk: Desk, group: Chat, first: date) -> list[Notice]:
    """The sheet of the month for a grid's group, with what its series have later on; nothing if nothing takes place."""
    following = (first.replace(day=28) + timedelta(days=7)).replace(day=1)
    found = await signups.planned(desk.session, _midnight(desk, first), _midnight(desk, following))
    here = for_grids(found, {group.grid} if group.grid else None)
    if not here:
        return []
    facts = {
        "month": first.month,
        "year": first.year,
        "count": len(here),
        "listed": await _lines(desk, here[:LISTED]),
        "more": max(0, len(here) - LISTED),
    }
    sheet = MonthSheet(tuple(_days(desk, first, following, here)), "calendar.sheet_title", "calendar.month_in_words")
    key = f"month:{group.id}:{first:%Y-%m}"
    return [Notice(ToChat(group.id), "calendar.month", facts, lane=Lane.ANNOUNCEMENT, key=key, made=sheet)]


def _days(desk: Desk, first: date, following: date, found: Sequence[Happening]) -> Iterable[Day]:
    zone = desk.book.zone
    entries: dict[date, list[str]] = {}
    for event in found:
        at = event.starts_at.astimezone(zone)
        clock = "" if event.all_day else f"{at:%H:%M} "
        entries.setdefault(at.date(), []).append(clock + shorten(event.title, TITLE))
    notes: dict[date, list[str]] = {}
    for one in festivals.between(first, following):
        notes.setdefault(one.day, []).append(f"festival.{one.code}")
    for number in range((following - first).days):
        day = first + timedelta(days=number)
        off = not desk.book.worktime.works(day)
        yield Day(day, off, tuple(notes.get(day, ())), tuple(entries.get(day, ())))


def _midnight(desk: Desk, day: date) -> datetime:
    return datetime.combine(day, time(), desk.book.zone)


def next_first_morning(desk: Desk, at: datetime) -> datetime:
    """The morning of a month's first working day, the first such moment after `at`. Raises NoWorkingTime."""
    clock = desk.book.worktime
    month = clock.date_of(at).replace(day=1)
    for _ in range(14):
        morning = clock.next_morning(_midnight(desk, month))
        if morning > at:
            return morning
        month = (month.replace(day=28) + timedelta(days=7)).replace(day=1)
    raise NoWorkingTime
