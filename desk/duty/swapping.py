"""Swap shifts: a unit's people offer one for another unit's, whose people accept or decline."""

from collections.abc import Sequence
from datetime import timedelta

from desk.desk import Desk
from desk.duty import reaching
from desk.duty.changing import put
from desk.duty.viewing import view
from desk.errors import BadArgument, NotAllowed, Unknown, WrongState
from desk.tickets.move import LARGEST_ID
from desk.values import Button, Notice, ToChat, ToPerson
from storage import people, rota
from storage.kinds import Cause, Lane, OfferState, Role
from storage.locks import alone
from storage.people import Person
from storage.rota import Offer, Shift

WITHIN = timedelta(weeks=8)
OFFERED = 8  # shifts of others that one may choose from


async def mine(desk: Desk, by: Person, number: int) -> Shift:
    """A shift that the person may give away. Raises Unknown, NotAllowed, WrongState."""
    await alone(desk.session, "rota")
    found = await rota.shift(desk.session, number) if number <= LARGEST_ID else None
    if found is None or found.unit is None:
        raise Unknown("unknown_shift")
    if not await reaching.may_speak_for(desk, by, found.unit):
        raise NotAllowed("swap_by_staff", units=[desk.book.name_of(found.unit)])
    if found.opens_at <= desk.now:
        raise WrongState("rota_shift_over")
    return found


async def candidates(desk: Desk, given: Shift) -> list[Shift]:
    """The next shifts of other units that one could have instead: of the same round, else at the same station.

    Not those that would bring a unit to two stations on one day.
    """
    since = desk.book.worktime.date_of(desk.now)
    stations = {given.station}
    if given.rota_id is not None and (round_ := await rota.rota(desk.session, given.rota_id)) is not None:
        stations = set(round_.stations)
    coming = await rota.shifts(desk.session, since, max(since + WITHIN, given.day))
    busy = {(one.unit, one.day) for one in coming}

    def fits(one: Shift) -> bool:
        free = (given.unit, one.day) not in busy and (one.unit, given.day) not in busy
        return one.day == given.day or free

    others = [
        one
        for one in coming
        if one.station in stations
        and one.unit not in {None, given.unit}
        and one.opens_at > desk.now
        and one.rota_id == given.rota_id
        and fits(one)
    ]
    return others[:OFFERED]


async def offer(desk: Desk, by: Person, given_number: int, taken_number: int) -> list[Notice]:
    """Offer the other unit's people to swap these two. Raises Unknown, NotAllowed, WrongState, BadArgument."""
    given = await mine(desk, by, given_number)
    taken = await rota.shift(desk.session, taken_number) if taken_number <= LARGEST_ID else None
    if taken is None or taken.unit is None or given.unit is None:
        raise Unknown("unknown_shift")
    if taken.opens_at <= desk.now:
        raise WrongState("rota_shift_over")
    if taken.unit == given.unit:
        raise BadArgument("swap_with_itself")
    if await rota.open_offer(desk.session, given_number, taken_number) is not None:
        raise BadArgument("swap_offered_already", unit=desk.book.name_of(taken.unit))
    to = await _reachable(desk, taken.unit)
    if not to:
        raise BadArgument("swap_nobody", unit=desk.book.name_of(taken.unit))
    new = Offer(
        given_id=given_number,
        taken_id=taken_number,
        gives=given.unit,
        takes=taken.unit,
        state=OfferState.OPEN,
        by_id=by.id or 0,
        at=desk.now,
    )
    desk.session.add(new)
    await desk.session.flush()
    facts = {"crew": desk.book.name_of(given.unit), "ours": view(desk, given), "theirs": view(desk, taken)}
    row = tuple(Button(data=f"{what}:{new.id}", label=what) for what in ("swap_accept", "swap_decline"))
    return [Notice(one, "rota.offer", facts, (row,), Lane.CARD) for one in to]


async def _reachable(desk: Desk, unit: str) -> list[ToChat | ToPerson]:
    """Where the unit's people can really be asked."""
    return [to for to in await reaching.unit(desk, unit) if isinstance(to, ToChat) or to.person.reachable is not False]


async def accept(desk: Desk, by: Person, number: int) -> tuple[Shift, Shift, list[Notice]]:
    """Each unit has the other's shift from now on; both are told. Raises Unknown, NotAllowed, WrongState."""
    made, given, taken = await _open(desk, number)
    if not await reaching.may_speak_for(desk, by, made.takes):
        raise NotAllowed("swap_by_staff", units=[desk.book.name_of(made.takes)])
    _close(desk, made, by, OfferState.ACCEPTED)
    await put(desk, given, made.takes, Cause.SWAP)
    await put(desk, taken, made.gives, Cause.SWAP)
    for other in await rota.offers_about(desk.session, [made.given_id, made.taken_id]):
        if other.id != made.id:
            other.state = OfferState.STALE
    await desk.session.flush()
    return given, taken, await _told(desk, made, [given, taken], "rota.swapped")


async def decline(desk: Desk, by: Person, number: int) -> tuple[Shift, Shift, list[Notice]]:
    """The offer is over: the other side does not want it, or this side no longer does. Raises as `accept` does."""
    made, given, taken = await _open(desk, number)
    if not await reaching.may_speak_for(desk, by, made.takes, made.gives):
        units = [desk.book.name_of(code) for code in (made.takes, made.gives)]
        raise NotAllowed("swap_by_staff", units=units)
    _close(desk, made, by, OfferState.DECLINED)
    return given, taken, await _told(desk, made, [given, taken], "rota.declined")


async def _open(desk: Desk, number: int) -> tuple[Offer, Shift, Shift]:
    """The offer and its two shifts, held. One that time or a change has overtaken is over."""
    await alone(desk.session, "rota")
    made = await rota.offer(desk.session, number) if number <= LARGEST_ID else None
    if made is None:
        raise Unknown("unknown_shift")
    given, taken = await rota.shift(desk.session, made.given_id), await rota.shift(desk.session, made.taken_id)
    if made.state is not OfferState.OPEN or given is None or taken is None:
        raise WrongState("swap_over")
    changed = (given.unit, taken.unit) != (made.gives, made.takes)
    if changed or min(given.opens_at, taken.opens_at) <= desk.now:
        raise WrongState("swap_over")
    return made, given, taken


def _close(desk: Desk, made: Offer, by: Person, state: OfferState) -> None:
    made.state, made.answer_id, made.answered_at = state, by.id, desk.now


async def _told(desk: Desk, made: Offer, those: Sequence[Shift], phrase: str) -> list[Notice]:
    """Whoever offered hears of it, and if it was accepted both units."""
    given, taken = (view(desk, one) for one in those)
    facts = {"ours": given, "theirs": taken, "crew": desk.book.name_of(made.takes)}
    to = await reaching.unit(desk, made.gives)
    if phrase == "rota.swapped":
        to += [one for one in await reaching.unit(desk, made.takes) if one not in to]
    asker = await desk.session.get(Person, made.by_id)
    staff = {person.id for person in await people.holders(desk.session, Role.UNIT_STAFF, unit=made.gives)}
    if asker is not None and asker.id not in staff:
        to.append(reaching.privately(asker))  # an admin, or a deputy, who offered it for them
    return [Notice(one, phrase, facts, lane=Lane.CARD) for one in to]
