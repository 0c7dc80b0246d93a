"""Events in every state, and where somebody stands with one, for trying out sentences."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from desk.agenda.reading import Found
from desk.agenda.telling import facts as told
from desk.events.cards import LONGEST_DETAILS, LONGEST_PLACE, LONGEST_REASON, LONGEST_TITLE, EventView
from desk.events.festivals import Occasion
from desk.events.listing import Line
from desk.events.personal import Place
from storage.kinds import EventStatus, SignUpState
from storage.people import Person
from tests.town import MONDAY_MORNING

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
HOST = Person(id=1, telegram_id=1001, name="王芳")

BARE = EventView(
    number=12,
    status=EventStatus.ANNOUNCED,
    title="太极课",
    brand=None,
    when=told(Found((), NOON, None, False)),
    starts_at=NOON,
    building=None,
    place=None,
    details="",
    capacity=None,
    per_grid=None,
    companions=0,
    going=0,
    waiting=0,
    left=None,
    grids=(),
    unit=None,
    host=HOST,
    recurs=False,
    reason="",
    tickets=(),
)
FULL = replace(
    BARE,
    title="太" * LONGEST_TITLE,
    brand="午间一小时",
    when=told(Found((), NOON, NOON + timedelta(days=1), False)),
    building="总商会大厦",
    place="楼" * LONGEST_PLACE,
    details="带" * LONGEST_DETAILS,
    capacity=30,
    per_grid=3,
    companions=2,
    going=30,
    waiting=12,
    left=0,
    grids=("总商会大厦一微网格",) * 3,
    unit="市税务局",
    recurs=True,
    reason="改" * LONGEST_REASON,
    tickets=(128, 129, 131),
)


def events() -> list[EventView]:
    """Bare and full ones in every state."""
    return [replace(one, status=status) for one, status in product((BARE, FULL), EventStatus)]


def places() -> Iterator[Place]:
    """Everywhere that somebody may stand."""
    for state, more in product(SignUpState, (0, 2)):
        if state is not SignUpState.CANCELLED:
            yield Place(state, 3, more, MONDAY_MORNING if state is SignUpState.OFFERED else None)


def brought_together(some: bool) -> dict[str, Any]:
    """What is said about events."""
    event = FULL if some else BARE
    place = Place(SignUpState.WAITING if some else SignUpState.GOING, 3, 0, None)
    line = Line(event, place if some else None)
    return {
        "event": event,
        "place": place,
        "line": line,
        "listed": [line] * 3 if some else [],
        "entries": [{"person": HOST, "state": one.state, "companions": one.companions} for one in places()]
        if some
        else [],
        "view": "week" if some else "mine",
        **dict.fromkeys(("reachable", "soon", "early"), some),
        **dict.fromkeys(("came", "absent", "signed", "ratings", "places", "total"), 12 if some else 0),
        **dict.fromkeys(("doors_open", "over_at"), MONDAY_MORNING),
        "rating": 4.5 if some else None,
        "comments": ["老师教得好"] * 3 if some else [],
        "stars": 4,
        "minutes": 10,
        "topic": "税费政策咨询",
        "guest": "市税务局",
        "coming": event if some else None,
        "where": "总商会大厦一微网格",
        "house": "总商会大厦" if some else "",
        "per_grid": 3 if some else None,
        "month": 12,
        "ahead": 31,
        "occasion": Occasion("mid_autumn", date(2027, 9, 15), (date(2028, 10, 3),) if some else ()),
    }
