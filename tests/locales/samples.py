"""Facts of every name that a phrase may use, and tickets in every state, for trying out sentences."""

from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

from desk.arithmetic import Step
from desk.checkup import Finding, Named
from desk.directory.entries import Duration, Level, Service
from desk.duty.covering import Why
from desk.duty.knowing import StationDay
from desk.duty.viewing import ShiftView
from desk.people.permissions import Standing
from desk.tickets.cards import NOTED, QUOTED, TicketView
from desk.tickets.escalating import Line
from storage.kinds import OutboxKind, Priority, Role, Status, Verb
from storage.outbox import Outbox
from storage.people import Person
from tests.locales.happenings import FULL as FULL_EVENT
from tests.locales.happenings import brought_together
from tests.town import MONDAY_MORNING

WANG = Person(id=1, telegram_id=1001, name="王芳")
ZHOU = Person(id=2, telegram_id=1002, name="老周")
ZHANG = Person(id=3, telegram_id=2001, name="张伟")

TUESDAY = MONDAY_MORNING.date() + timedelta(days=8)

BARE = TicketView(
    number=128,
    status=Status.NEW,
    light="green",
    service=None,
    priority=Priority.NORMAL,
    text="",
    corrected=False,
    building="总商会大厦",
    place=None,
    grid="总商会大厦一微网格",
    unit=None,
    role=None,
    stand_in=None,
    handler=None,
    handler_unit=None,
    resolver=None,
    owner=None,
    reporter=ZHANG,
    accept_due=MONDAY_MORNING + timedelta(hours=1),
    resolve_due=MONDAY_MORNING + timedelta(days=1),
    supporters=0,
    attachments=0,
    progress="",
    resolution=None,
    rating=None,
    reopened=0,
    escalated=0,
    provisional=False,
    held_until=None,
    held_for="",
    helpers=0,
    deputy=None,
    owner_deputy=None,
    merged_into=None,
    follows=None,
)
FULL = replace(
    BARE,
    service="电梯故障报修",
    priority=Priority.EMERGENCY,
    text="电" * QUOTED,
    corrected=True,
    place="12楼电梯",
    unit="市税务局",
    role=Role.PROPERTY_OFFICER,
    stand_in="grid_leader",
    handler=ZHOU,
    handler_unit="市税务局",
    resolver=ZHOU,
    owner=WANG,
    supporters=12,
    attachments=3,
    progress="修" * NOTED,
    resolution="好" * NOTED,
    rating=3,
    reopened=2,
    escalated=2,
    provisional=True,
    held_until=MONDAY_MORNING + timedelta(days=2),
    held_for="等" * NOTED,
    helpers=3,
    deputy=ZHANG,
    owner_deputy=ZHANG,
    merged_into=99,
    follows=98,
)


def tickets() -> list[TicketView]:
    """Bare and full ones in every state, with every kind of handler."""
    hands = ("handler", "unit", "role", "nobody")
    return [_in_hands(replace(one, status=status), who) for one, status, who in product((BARE, FULL), Status, hands)]


def _in_hands(ticket: TicketView, who: str) -> TicketView:
    if who == "handler":
        return replace(ticket, handler=ZHOU)
    return replace(
        ticket,
        handler=None,
        stand_in="nobody" if who == "nobody" else None,
        unit="市税务局" if who == "unit" else None,
        role=Role.PROPERTY_OFFICER if who == "role" else None,
    )


def facts(ticket: TicketView, some: bool) -> dict[str, Any]:
    """A value for every fact; `some`: whether what may be missing is there."""
    row = Outbox(
        id=7,
        chat_id=-1001,
        lane=0,
        kind=OutboxKind.SEND,
        ticket_id=128,
        error="Forbidden: bot was blocked by the user",
        created_at=MONDAY_MORNING,
    )
    return {
        "ticket": ticket,
        "number": ticket.number,
        "tickets": [ticket] if some else [],
        "by": ZHANG,
        "person": ZHANG,
        "people": [ZHANG, ZHOU] * 3 if some else [ZHANG],
        "roles": [{"role": "grid_leader", "scope": "总商会大厦一微网格"}] if some else [],
        "text": "已修好",
        "before": "换好了",
        "reason": "又卡住了" if some else "",
        "unit": "市税务局" if some else None,
        "grid": "总商会大厦一微网格",
        "scope": "总商会大厦",
        "role": "grid_leader",
        "kind": "unit" if some else "grid",
        "name": "市税务局",
        "title": "税务工作群",
        "count": 3 if some else 0,
        **dict.fromkeys(
            ("admin", "private", "ready", "hears_all", "works", "named", "names_grid", "bound", "own", "helps", "late"),
            some,
        ),
        "offices": [{"role": "grid_leader", "scopes": ["总商会大厦一微网格"] * 5}] if some else [],
        "duties": ["leader", "handler", "above", "admin"] if some else [],
        **dict.fromkeys(("todo", "mine", "staff"), 2 if some else 0),
        **dict.fromkeys(("count", "most"), 9),
        "words": "税" if some else "",
        "names": ["税费政策咨询"] if some else [],
        "category": "政务" if some else None,
        "building": "总商会大厦" if some else None,
        "level": Level(Duration(4, "h"), Duration(3, "d"), "working" if some else "always"),
        "service": Service("S01", "税费政策咨询", "tax", None, "政务", ("税", "发票")),
        "waiting": 3,
        "minutes": 7,
        **dict.fromkeys(("since", "until", "said_at"), MONDAY_MORNING),
        "held": 2 if some else 0,
        "unhandled": 2,
        "parked": [row] if some else [],
        "updates": [row] if some else [],
        "row": 7,
        **checked(some),
        "chat": -1001,
        "error": "Forbidden",
        **chased(ticket, some),
        **on_duty(some),
        **brought_together(some),
    }


def chased(ticket: TicketView, some: bool) -> dict[str, Any]:
    """What is said when time runs."""
    line = Line(MONDAY_MORNING, Verb.RETURN, "老周", "不归我们管" if some else "")
    told = Step("why.due", {"verb": "accept", "due": "2026-11-23 10:00"})
    return {
        "into": ticket,
        "more": 3 if some else 0,
        "lines": [line, Line(MONDAY_MORNING, Verb.ESCALATE, "", "building_chief")],
        "left_out": 4 if some else 0,
        "phone": "0573-85000000" if some else None,
        "advice": "请按轿厢里的呼叫键。" if some else None,
        "year": 2027,
        "calendars": ["night"] if some else [],
        "moved": 2,
        **dict.fromkeys(("red", "yellow", "confirmed", "unrated", "asked", "open"), 1 if some else 0),
        "suggested": "税务局" if some else None,
        "last": some,
        "others": some,
        "numbers": [128, 129],
        "steps": [told, told],
        "promise": Level(Duration(4, "h"), Duration(3, "d"), "working"),
        "priority": "normal",
        "windows": ["08:30-12:00", "13:30-17:30"],
        "day": 450,
        "calendar": "night" if some else "",
        "always": some,
        "verb": "accept",
        "start": "2026-11-23 09:00",
        "duration": Duration(4, "h"),
        "half": some,
        "given": "2026-11-24 17:30",
        **dict.fromkeys(("begins", "ends", "opens", "closes", "due", "at"), "2026-11-23 10:00"),
        "so_far": 60,
        "day_kind": "make_up" if some else "",
        "first": "2026-11-28",
    }


def shift(some: bool) -> ShiftView:
    """A shift: of a unit, or of nobody."""
    return ShiftView(
        number=5,
        station="总商会红领驿站",
        unit="市税务局" if some else None,
        day=TUESDAY,
        opens="09:00",
        closes="17:00",
        extended=some,
        cause="swap" if some else None,
        help=("税费政策咨询",) * 8 if some else (),
    )


def on_duty(some: bool) -> dict[str, Any]:
    """Rounds, shifts, and who is on duty where; of the district's size if there is anything at all."""
    station = StationDay("ST01", "总商会红领驿站", (shift(True),) * 2 if some else (), some)
    empty = StationDay("ST02", "建工红领驿站", (), some)
    day = {"day": TUESDAY, "away": 1, "stations": [station] * 15 + [empty], "others": [station] * 6, "more": 9}
    bare = {"day": TUESDAY, "away": 0, "stations": [], "others": [], "more": 0}
    gap = {"day": TUESDAY, "station": "总商会红领驿站", "why": Why.NOBODY.value}
    rhythm = {
        "stations": ["总商会红领驿站"] * 15 if some else ["总商会红领驿站"],
        "units": ["市税务局"] * 22 if some else ["市税务局"],
        "turn": "week" if some else "day",
        "weekdays": [5] if some else [],
        "calendar": "no_holidays" if some else "working",
        "starts_on": TUESDAY,
        "ends_on": TUESDAY if some else None,
        "opens": "09:00",
        "closes": "17:00",
        "extended": some,
    }
    return {
        "shift": shift(some),
        **rhythm,
        "rounds": [rhythm | {"number": 3}] * 3 if some else [],
        "status": "draft" if some else "ended",
        "seen_from": TUESDAY,
        "seen_until": TUESDAY,
        "turns": [{"day": TUESDAY, "station": "总商会红领驿站", "unit": "市税务局" if some else None}] * 5,
        "unstaffed": ["市税务局"] * 22 if some else [],
        **dict.fromkeys(("needed", "covered", "percent", "fewest"), 90),
        "most": 91 if some else 90,
        "gaps": [gap] * 8 if some else [],
        "balance": [{"unit": "市税务局", "count": 12}] * 8,
        **dict.fromkeys(("more_gaps", "more_units", "twice"), 3 if some else 0),
        "changes": [{"shift": shift(some), "before": "市人力社保局" if some else None}] * 31,
        "shifts": [shift(True)] * 4 if some else [],
        "days": [day, day, bare] if some else [bare],
        "any": some,
        "whose": "市税务局" if some else None,
        **dict.fromkeys(("ours", "theirs"), shift(True)),
        "on": TUESDAY,
        "crew": "市税务局",
        "there": [shift(True)] * 2,
        "code": "ST01",
    }


def checked(some: bool) -> dict[str, Any]:
    """What a check-up may have found."""
    one = Named("G03 建工大厦微网格", "grid_leader", ("G03",) * 7 if some else ())
    trouble = Finding("checkup.leaderless", fine=False, count=4, named=[one] * 3)
    return {"troubles": [trouble] * 2 if some else [], "fine": 5, "named": [one] * 3 if some else [], "more": some}


def refused(verb: Verb, status: Status, some: bool) -> dict[str, Any]:
    """Values for what refusals say; there a ticket is its number only."""
    return {
        "ticket": 128,
        "verb": verb.value,
        "status": status.value,
        "who": [one.value for one in Standing if one is not Standing.SCHEDULE],
        "within": Duration(7, "d"),
        "username": "zhangwei",
        "command": "ticket",
        "card": 128,
        "number": "6",
        "per_grid": 3,
        "given": "6",
        "words": "外星人",
        "word": "厂长",
        "code": "G99" if some else "",
        "some": ["G01", "G02"],
        "role": "unit_staff" if some else "building_chief",
        "unit": "tax",
        "person": ZHANG,
        "kind": "unit" if some else "grid",
        "name": "总商会大厦一微网格",
        "title": "一微网格群",
        "names": ["市税务局"] if some else [],
        "roles": ["party_guide"],
        "written": "周三或周四",
        "event": "太极课",
        "more": 3 if some else 0,
        "count": 3,
        "named": [FULL_EVENT] * 3 if some else [],
        "station": "总商会红领驿站",
        "shifts": [shift(True)] * 3,
        "units": ["市人力社保局", "市税务局"],
        "opens": MONDAY_MORNING,
        "most": 2 if some else 0,
    }
