"""Make a round: put it together, start it, lay out its shifts ahead of time, and end it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from desk.agenda import Calendar
from desk.desk import Desk
from desk.duty import reaching
from desk.duty.times import instant, morning
from desk.duty.turns import Plan, Slot, lay_out, unit_at
from desk.duty.viewing import station_name, terms, view
from desk.errors import BadArgument, NotAllowed, Unknown, WrongState
from desk.people.permissions import is_admin
from desk.tickets.move import LARGEST_ID
from desk.tickets.routing import admins
from desk.values import Notice
from storage import due, rota
from storage.kinds import DueKind, Lane, RotaStatus, Turn
from storage.locks import alone
from storage.people import Person
from storage.rota import Rota, Shift

AHEAD = timedelta(days=60)  # so far ahead shifts exist
FARTHEST = timedelta(days=400)  # so far ahead an exception may lie
NIGHT = time(4)  # when a round is looked after
DRAFT_KEPT = timedelta(days=2)
TOLD = 4  # of its first days that a unit is told of


def only_admins(desk: Desk, by: Person) -> None:
    """Raises NotAllowed for anyone but an admin."""
    if not is_admin(desk, by):
        raise NotAllowed("admins_only")


async def get(desk: Desk, number: int) -> Rota:
    """The round of this number, held until the transaction ends. Raises Unknown."""
    await alone(desk.session, "rota")
    found = await rota.rota(desk.session, number) if number <= LARGEST_ID else None
    if found is None:
        raise Unknown("unknown_rota", number=number)
    return found


def plan_of(round_: Rota) -> Plan:
    """The round as it is laid out."""
    return Plan(
        tuple(round_.stations), tuple(round_.units), round_.turn, tuple(round_.weekdays), Calendar(round_.calendar)
    )


async def draft(desk: Desk, by: Person, **fields: Any) -> Rota:
    """A new round that nobody keeps yet; forgotten after two days. Raises NotAllowed."""
    only_admins(desk, by)
    empty: dict[str, Any] = {"stations": [], "units": [], "turn": Turn.DAY, "weekdays": []}
    new = Rota(
        status=RotaStatus.DRAFT,
        by_id=by.id or 0,
        created_at=desk.now,
        **({"calendar": Calendar.WORKING.value} | empty | fields),
    )
    desk.session.add(new)
    await desk.session.flush()
    await due.owe(desk.session, DueKind.ROTA, f"rota:{new.id}", desk.now + DRAFT_KEPT)
    return new


async def check(desk: Desk, round_: Rota) -> None:
    """Whether the round can be started as it is. Raises BadArgument: something is missing, past, or in its way."""
    if not round_.stations:
        raise BadArgument("rota_stations")
    if not round_.units:
        raise BadArgument("rota_units")
    if round_.starts_on is None or round_.opens is None or round_.closes is None:
        raise BadArgument("rota_when")
    if round_.starts_on < desk.book.worktime.date_of(desk.now):
        raise BadArgument("rota_past", number=round_.id)
    for other in await rota.running(desk.session):
        common = [code for code in round_.stations if code in other.stations]
        if common and _meet(desk, round_, other):
            raise BadArgument("rota_clash", number=other.id, station=station_name(desk, common[0]))


def _meet(desk: Desk, one: Rota, other: Rota) -> bool:
    """Whether two rounds of one station have duty at the same time in an ordinary week.

    A round for Saturdays and one for working days meet on make-up days only; then both are there.
    """
    if one.starts_on is None or other.starts_on is None:
        return False
    if (one.opens or 0) >= (other.closes or 0) or (other.opens or 0) >= (one.closes or 0):
        return False
    if max(one.starts_on, other.starts_on) > min(one.until or date.max, other.until or date.max):
        return False
    return bool(_weekdays(desk, one) & _weekdays(desk, other))


def _weekdays(desk: Desk, round_: Rota) -> set[int]:
    """On which days of an ordinary week the round has duty (Monday is 0)."""
    if round_.calendar == Calendar.WORKING:
        return {day for day, windows in desk.book.worktime.calendar.week.items() if windows}
    return set(round_.weekdays or range(7))


async def start(desk: Desk, by: Person, number: int) -> list[Notice]:
    """The round begins; its units are told of their first days. Raises NotAllowed, Unknown, WrongState, BadArgument."""
    only_admins(desk, by)
    round_ = await get(desk, number)
    if round_.status is not RotaStatus.DRAFT:
        raise WrongState("rota_started", number=number)
    await check(desk, round_)
    round_.status = RotaStatus.RUNNING
    today = desk.book.worktime.date_of(desk.now)
    made = await lay(desk, round_, max(today, round_.starts_on or today) + AHEAD)
    row = await due.owed(desk.session, DueKind.ROTA, f"rota:{number}")
    if row is not None:
        row.due_at = _next_night(desk)
    return await _tell_units(desk, round_, made)


async def _tell_units(desk: Desk, round_: Rota, made: Sequence[Shift]) -> list[Notice]:
    told = []
    for code in round_.units:
        own = [view(desk, one) for one in made if one.unit == code]
        facts = terms(desk, round_) | {"crew": desk.book.name_of(code), "shifts": own[:TOLD]}
        for to in await reaching.unit(desk, code) if own else ():
            told.append(Notice(to, "rota.your_turns", facts, lane=Lane.REMINDER))
    return told


async def lay(desk: Desk, round_: Rota, until: date) -> list[Shift]:
    """Lay out the round's shifts up to a day, beyond those that exist; people are to be told of each day."""
    since = round_.made_until + timedelta(days=1) if round_.made_until else round_.starts_on
    until = min(until, round_.until or until)
    if since is None or until < since:
        return []
    last = await rota.last_turn(desk.session, round_.id or 0, since)
    works = desk.book.worktime.works
    made = [_shift(desk, round_, slot) for slot in lay_out(plan_of(round_), since, until, works, last)]
    desk.session.add_all(made)
    round_.made_until = until
    await desk.session.flush()
    await owe_days(desk, made)
    return made


def _shift(desk: Desk, round_: Rota, slot: Slot) -> Shift:
    clock = desk.book.worktime
    return Shift(
        rota_id=round_.id,
        station=slot.station,
        day=slot.day,
        opens_at=instant(clock, slot.day, round_.opens or 0),
        closes_at=instant(clock, slot.day, round_.closes or 0),
        unit=slot.unit,
        turn=slot.turn,
    )


async def owe_days(desk: Desk, made: Iterable[Shift]) -> None:
    """People are to be told of the duty of these days, each in time."""
    first: dict[date, datetime] = {}
    for one in made:
        first[one.day] = min(one.opens_at, first.get(one.day, one.opens_at))
    for day, opens_at in first.items():
        at = morning(desk.book.worktime, day, opens_at)
        await due.owe(desk.session, DueKind.DUTY, f"day:{day}", at)
        row = await due.owed(desk.session, DueKind.DUTY, f"day:{day}")
        if row is not None:
            row.due_at = min(row.due_at, at)
    await desk.session.flush()


def as_planned(round_: Rota, shift: Shift) -> str | None:
    """The unit that the round has for a shift."""
    if shift.turn is None or shift.station not in round_.stations:
        return None
    return unit_at(plan_of(round_), shift.turn, round_.stations.index(shift.station))


async def look_after(desk: Desk, number: int) -> list[Notice]:
    """Every night: forget a draft that nobody started; lay out a round further, by the calendar as it is now."""
    round_ = await get(desk, number)
    if round_.status is RotaStatus.DRAFT:
        await desk.session.delete(round_)
        return []
    if round_.status is RotaStatus.ENDED:
        return []
    today = desk.book.worktime.date_of(desk.now)
    if round_.until is not None and round_.until < today:
        round_.status, round_.ended_at = RotaStatus.ENDED, desk.now
        return []
    await due.owe(desk.session, DueKind.ROTA, f"rota:{number}", _next_night(desk))
    since = await _relaid(desk, round_, today)
    await lay(desk, round_, today + AHEAD)
    facts = {"number": number, "seen_from": since}
    return [
        Notice(reaching.privately(admin), "rota.relaid", facts, lane=Lane.REMINDER)
        for admin in (await admins(desk) if since is not None else ())
    ]


async def _relaid(desk: Desk, round_: Rota, today: date) -> date | None:
    """Lay the round out anew from the first coming day on that the calendar has changed; exceptions and swaps stay
    where there still is duty. Returns that day."""
    if round_.made_until is None or round_.starts_on is None:
        return None
    since = max(today + timedelta(days=1), round_.starts_on)
    stand = await rota.of_rota(desk.session, round_.id or 0, since)
    days, plan, works = {one.day for one in stand}, plan_of(round_), desk.book.worktime.works
    span = (since + timedelta(days=number) for number in range((round_.made_until - since).days + 1))
    changed = next((day for day in span if plan.falls_on(day, works) != (day in days)), None)
    if changed is None:
        return None
    after = [one for one in stand if one.day >= changed]
    kept = {(one.day, one.station): one for one in after if one.cause is not None and plan.falls_on(one.day, works)}
    await rota.drop(desk.session, [one for one in after if one not in kept.values()])
    last = await rota.last_turn(desk.session, round_.id or 0, changed)
    made = []
    for slot in lay_out(plan, changed, round_.made_until, works, last):
        if (known := kept.get((slot.day, slot.station))) is not None:
            known.turn = slot.turn
        else:
            made.append(_shift(desk, round_, slot))
    desk.session.add_all(made)
    await desk.session.flush()
    await owe_days(desk, made)
    return changed


def _next_night(desk: Desk) -> datetime:
    clock = desk.book.worktime
    return datetime.combine(clock.date_of(desk.now) + timedelta(days=1), NIGHT, clock.zone)


async def stop(desk: Desk, by: Person, number: int) -> list[Notice]:
    """The round ends now, and what of it has not begun is not going to be; its units are told.

    Raises NotAllowed, Unknown, WrongState.
    """
    only_admins(desk, by)
    round_ = await get(desk, number)
    if round_.status is RotaStatus.ENDED:
        raise WrongState("rota_ended", number=number)
    round_.ended_at = desk.now
    if round_.status is RotaStatus.DRAFT:
        round_.status = RotaStatus.ENDED
        return []
    round_.status = RotaStatus.ENDED
    coming = await rota.of_rota(desk.session, number, desk.book.worktime.date_of(desk.now))
    left = [one for one in coming if one.opens_at > desk.now]
    units = {one.unit for one in left if one.unit is not None}
    await rota.drop(desk.session, left)
    told = []
    for code in sorted(units):
        facts = terms(desk, round_) | {"crew": desk.book.name_of(code)}
        told += [Notice(to, "rota.over", facts, lane=Lane.REMINDER) for to in await reaching.unit(desk, code)]
    return told
