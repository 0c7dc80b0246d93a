"""The festivals of the year that are worth an event: when each falls, for years ahead, and when to think of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from desk.agenda.festivals import festival
from desk.desk import Desk
from desk.values import Notice, ToPerson
from storage import marks, people
from storage.kinds import Lane, Role

AHEAD = timedelta(days=30)  # at least so long before, the committee hears of it
WEEK = timedelta(days=7)
YEARS = 3  # that a suggestion looks ahead
TOLD = "festivals:told"  # the mark of the first day whose festivals the committee has not heard of

# What a festival is called here and in locales/*/festival.toml, and in desk/agenda/festivals.py.
TEMPLATES: dict[str, str] = {
    "new_year": "元旦",
    "laba": "腊八",
    "spring": "春节",
    "lantern": "元宵",
    "women": "妇女节",
    "trees": "植树节",
    "qingming": "清明",
    "books": "世界读书日",
    "youth": "青年节",
    "dragon_boat": "端午",
    "children": "儿童节",
    "party": "建党节",
    "qixi": "七夕",
    "mid_autumn": "中秋",
    "national": "国庆",
    "double_ninth": "重阳",
    "fire": "消防日",
    "riders": "双十一",
    "winter_solstice": "冬至",
    "christmas": "圣诞",
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """A festival of some year. `later`: when it falls in the years after."""

    code: str
    day: date
    later: tuple[date, ...] = ()


def dates(code: str, since: date) -> Iterator[date]:
    """When it falls, in order, from this day on."""
    return festival(TEMPLATES[code]).dates(since)


def between(since: date, until: date) -> list[Occasion]:
    """The festivals of these days, in order; `until` is no longer one of them."""
    found = []
    for code in TEMPLATES:
        coming = tuple(islice(dates(code, since), YEARS))
        if coming and coming[0] < until:
            found.append(Occasion(code, coming[0], coming[1:]))
    return sorted(found, key=lambda one: one.day)


async def suggest(desk: Desk) -> list[Notice]:
    """A suggestion to the committee, with words to begin with, for each that is a month away and was not told yet."""
    today = desk.book.worktime.date_of(desk.now)
    told = await marks.marked(desk.session, TOLD)
    since = desk.book.worktime.date_of(told) if told is not None else today + AHEAD
    until = today + AHEAD + WEEK
    await marks.mark(desk.session, TOLD, datetime.combine(until, time(), desk.book.zone))
    committee = await people.holders(desk.session, Role.COMMITTEE)
    return [
        Notice(
            ToPerson(person, dispensable=True),
            "calendar.suggestion",
            {"occasion": one, "name": TEMPLATES[one.code], "ahead": (one.day - today).days},
            lane=Lane.REMINDER,
        )
        for one in between(max(since, today + timedelta(days=1)), until)
        for person in committee
    ]
