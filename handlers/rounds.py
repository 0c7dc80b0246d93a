"""Put a round together step by step: stations, units, rhythm, first day, hours; one message that changes."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from desk.desk import Desk
from desk.duty import making, viewing
from desk.duty.times import until_next_working_day, usual
from desk.duty.turns import monday
from desk.errors import Unknown
from desk.people.acquaintance import meet
from desk.values import Button, Notice, Pressed, Rows, Said, ToChat, pairs
from handlers.arguments import number
from handlers.round_reports import show
from storage.kinds import RotaStatus, Turn
from storage.people import Person
from storage.rota import Rota

EVERY = "*"
PICKED = "✓ "
SHOWN = 40  # stations or units that one keyboard offers; more are written in one line
NOON = (12 * 60, 13 * 60 + 30)
AFTER = 150  # minutes that 延时服务 lasts after a working day
SATURDAY = 5


async def begin(what: Said, desk: Desk, by: Person) -> None:
    """A new draft, and the first question."""
    await _ask(what, desk, await making.draft(desk, by), "stations")


async def pressed(what: Pressed, desk: Desk) -> None:
    """An answer, or the next step: the round's number, the step, what was chosen. Raises Unknown, NotAllowed."""
    by = await meet(desk, what.who)
    making.only_admins(desk, by)
    round_ = await making.get(desk, number(what.args[0]))
    step, chosen = what.args[1:]
    if round_.status is not RotaStatus.DRAFT or step not in STEPS:
        raise Unknown("unknown_button")
    following = STEPS[step](desk, round_, chosen)
    await desk.session.flush()
    if following is not None:
        await _ask(what, desk, round_, following)
        return
    await making.check(desk, round_)
    await show(what, desk, round_)


def _stations(desk: Desk, round_: Rota, chosen: str) -> str:
    return _toggle(round_, "stations", [one.code for one in desk.book.directory.stations], chosen, "units")


def _units(desk: Desk, round_: Rota, chosen: str) -> str:
    return _toggle(round_, "units", list(desk.book.units), chosen, "turn")


def _toggle(round_: Rota, field: str, codes: Sequence[str], chosen: str, following: str) -> str:
    """Pick it, or put it back; nothing: those that are picked are it. In the order in which they were picked."""
    picked: list[str] = list(getattr(round_, field))
    if not chosen:
        return following if picked else field
    if chosen == EVERY:
        picked = [] if len(picked) == len(codes) else list(codes)
    elif chosen not in codes:
        raise Unknown("unknown_button")
    else:
        picked = [one for one in picked if one != chosen] if chosen in picked else [*picked, chosen]
    setattr(round_, field, picked)
    return field


RHYTHMS: Mapping[str, tuple[Turn, list[int], str]] = {
    "day": (Turn.DAY, [], "working"),
    "week": (Turn.WEEK, [], "working"),
    "saturday": (Turn.DAY, [SATURDAY], "all"),
    "every": (Turn.DAY, [], "all"),
}


def _turn(_desk: Desk, round_: Rota, chosen: str) -> str:
    if chosen not in RHYTHMS:
        raise Unknown("unknown_button")
    round_.turn, round_.weekdays, round_.calendar = RHYTHMS[chosen]
    return "from"


def _from(_desk: Desk, round_: Rota, chosen: str) -> str:
    try:
        round_.starts_on = date.fromisoformat(chosen)
    except ValueError:
        raise Unknown("unknown_button") from None
    return "hours"


def _hours(_desk: Desk, round_: Rota, chosen: str) -> None:
    opens, _, closes = chosen.partition("-")
    begins, ends = number(opens), number(closes)
    if not begins < ends <= 24 * 60:
        raise Unknown("unknown_button")
    round_.opens, round_.closes = begins, ends


STEPS: dict[str, Callable[[Desk, Rota, str], str | None]] = {
    "stations": _stations,
    "units": _units,
    "turn": _turn,
    "from": _from,
    "hours": _hours,
}


async def _ask(what: Said | Pressed, desk: Desk, round_: Rota, step: str) -> None:
    phrase, rows = await ASKS[step](desk, round_)
    facts: dict[str, Any] = viewing.terms(desk, round_)
    drop = (Button(data=f"rota_stop:{round_.id}", label="rota_drop"),)
    to = ToChat(what.where.id)
    if isinstance(what, Pressed):
        await desk.tell(Notice(to, phrase, facts, (*rows, drop), edits=what.message_id))
        return
    rounds = (Button(data="rotas", label="rotas"),)
    await desk.tell(Notice(to, phrase, facts, (*rows, rounds, drop), reply_to=what.message_id))


async def _which_stations(desk: Desk, round_: Rota) -> tuple[str, Rows]:
    known = {one.code: one.name for one in desk.book.directory.stations}
    return "rota.which_stations", _picks(round_, "stations", known, round_.stations)


async def _which_units(desk: Desk, round_: Rota) -> tuple[str, Rows]:
    known = {code: one.name for code, one in desk.book.units.items()}
    return "rota.which_units", _picks(round_, "units", known, round_.units)


def _picks(round_: Rota, step: str, known: Mapping[str, str], picked: Sequence[str]) -> Rows:
    """A button for each, marked if it is picked; 全选, and on when something is."""

    def name(code: str) -> str:
        return f"{PICKED if code in picked else ''}{known[code]}"

    shown = [Button(data=f"rota:{round_.id}:{step}:{code}", name=name(code)) for code in list(known)[:SHOWN]]
    last = [Button(data=f"rota:{round_.id}:{step}:{EVERY}", label="rota_all")]
    last += [Button(data=f"rota:{round_.id}:{step}:", label="rota_next")] if picked else []
    return (*pairs(shown), tuple(last))


async def _which_turn(_desk: Desk, round_: Rota) -> tuple[str, Rows]:
    return "rota.which_turn", pairs(
        [Button(data=f"rota:{round_.id}:turn:{one}", label=f"rota_{one}") for one in RHYTHMS]
    )


async def _which_start(desk: Desk, round_: Rota) -> tuple[str, Rows]:
    """Tomorrow, the next Monday, the first of the next month; the next working day if those are none."""
    today = desk.book.worktime.date_of(desk.now)
    month = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    days = [until_next_working_day(desk.book.worktime, today)[-1], monday(today) + timedelta(weeks=1), month]
    dates = sorted(set(days))
    shown = [Button(data=f"rota:{round_.id}:from:{day}", name=f"{day.month}/{day.day}") for day in dates]
    return "rota.which_start", (tuple(shown),)


async def _which_hours(desk: Desk, round_: Rota) -> tuple[str, Rows]:
    opens, closes = usual(desk.book.worktime, round_.starts_on or desk.book.worktime.date_of(desk.now))
    spans = [(opens, closes), (9 * 60, 17 * 60), NOON, (closes, min(closes + AFTER, 24 * 60))]
    shown = [
        Button(data=f"rota:{round_.id}:hours:{begins}-{ends}", name=f"{_clock(begins)}–{_clock(ends)}")
        for begins, ends in dict.fromkeys(spans)
        if begins < ends
    ]
    return "rota.which_hours", pairs(shown)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


ASKS: dict[str, Callable[[Desk, Rota], Awaitable[tuple[str, Rows]]]] = {
    "stations": _which_stations,
    "units": _which_units,
    "turn": _which_turn,
    "from": _which_start,
    "hours": _which_hours,
}
