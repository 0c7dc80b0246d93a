"""Sign up for an event and cancel again: places, companions, and the line of those who wait.

Whoever finds no place waits in the order of arrival. A place that comes free is offered to the first in line, who has
until a told moment to take it; then it goes to the next. Where each grid has so many places, whoever is of a grid that
has them all waits, too, and is passed over until one of that grid's comes free. Companions are brought only while there
is a place that nobody waits for, so that a place that comes free is always one person's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from desk.chats.cover import UNBOUND, cover
from desk.desk import Desk
from desk.errors import NotAllowed, WrongState
from desk.events import hosting, linking, offering, reminding, rooms
from desk.events.drawing import redraw
from desk.people.permissions import serves
from desk.values import Notice
from storage import signups
from storage.events import Happening, SignUp
from storage.kinds import EventStatus, SignUpState
from storage.people import Person
from storage.signups import LIVE, TAKING, Counts

NEXT = timedelta(microseconds=1)  # so that the order of arrival is strict, whatever the clocks of several processes say


@dataclass(frozen=True, slots=True)
class Told:
    """What came of it: the words of the pop-up, and what is to be said elsewhere."""

    phrase: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


async def join(desk: Desk, number: int, person: Person, group: int | None) -> Told:
    """Sign up, or wait. Whoever has done so before is told where they stand. Raises Unknown, WrongState, NotAllowed.

    `group`: where they tapped; None privately.
    """
    event = await hosting.locked(desk, number)
    must_take_place(event)
    one = await signups.own(desk.session, number, person.id or 0)
    if one is not None and one.state is SignUpState.OFFERED:
        return await _taken(desk, event, one)
    if one is not None and one.state is not SignUpState.CANCELLED:
        return await _stands(desk, one)
    _must_be_open(desk, event)
    await _must_be_invited(desk, event, person, group)
    grid = await _grid_of(desk, event, person, group)
    counts = await signups.counts(desk.session, number)
    left = await rooms.room(desk, event, counts)
    goes = left.fits(grid) and not await rooms.somebody_may_go(desk, event, left, counts)
    state = SignUpState.GOING if goes else SignUpState.WAITING
    await enter(desk, one or new(event, person), state, counts, group, grid)
    if counts.last is None:
        await reminding.plan(desk, event)
    people = sum(counts.people.get(one, 0) for one in TAKING) if goes else counts.waiting
    facts: dict[str, Any] = {"number": people + 1, "reachable": person.reachable is True}
    if not goes:
        facts["per_grid"] = event.grid_places if left.only_of_grid(grid) else None
    return Told("signup.going" if goes else "signup.waiting", facts, tuple(await redraw(desk, event)))


async def _grid_of(desk: Desk, event: Happening, person: Person, group: int | None) -> str | None:
    """The grid that the person takes a place of. Raises WrongState where that counts and nothing tells it."""
    grid = await rooms.grid_of(desk, person, group)
    if grid is None and event.grid_places is not None:
        raise WrongState("sign_up_in_your_grid", per_grid=event.grid_places)
    return grid


def new(event: Happening, person: Person) -> SignUp:
    """A sign-up that has no place in order yet."""
    return SignUp(event_id=event.id or 0, person_id=person.id or 0, state=SignUpState.WAITING, at=event.created_at)


async def enter(
    desk: Desk, one: SignUp, state: SignUpState, counts: Counts, group: int | None, grid: str | None
) -> SignUp:
    """The sign-up, last in order."""
    at = desk.now if counts.last is None else max(desk.now, counts.last + NEXT)
    one.state, one.at, one.companions, one.offered_until = state, at, 0, None
    one.chat_id, one.grid = group or one.chat_id, grid
    desk.session.add(one)
    await desk.session.flush()
    return one


async def _stands(desk: Desk, one: SignUp) -> Told:
    """A second tap changes nothing."""
    if one.state is SignUpState.WAITING:
        number = await signups.place_in(desk.session, one, SignUpState.WAITING)
        return Told("signup.waits_already", {"number": number})
    if one.state is SignUpState.GOING:
        return Told("signup.goes_already", {"number": await signups.place_in(desk.session, one, *TAKING)})
    raise WrongState("came_already" if one.state is SignUpState.ATTENDED else "event_over")


def _must_be_open(desk: Desk, event: Happening) -> None:
    _must_be_early(desk, event)
    if event.status is EventStatus.CLOSED:
        raise WrongState("sign_up_closed")


def _must_be_early(desk: Desk, event: Happening) -> None:
    """Raises WrongState for what is cancelled or has begun."""
    must_take_place(event)
    if desk.now >= hosting.last_call(desk, event):
        raise WrongState("event_began" if desk.now < hosting.ends(desk, event) else "event_over")


def must_take_place(event: Happening) -> None:
    """Raises WrongState for what was called off or is over."""
    if event.status not in LIVE:
        raise WrongState("event_cancelled" if event.status is EventStatus.CANCELLED else "event_over")


async def _must_be_invited(desk: Desk, event: Happening, person: Person, group: int | None) -> None:
    """Some events are for some grids: for whoever is in their groups, at home or has a role in one, or asked for it."""
    if not event.grids or person.home_grid in event.grids:
        return
    here = await cover(desk, group) if group is not None else UNBOUND
    if here.hears_talk and {grid.code for grid in here.grids} & set(event.grids):
        return
    for code in event.grids:
        if await serves(desk, person, code):
            return
    if person.id in await linking.askers(desk, await linking.of_event(desk, event)):
        return
    raise NotAllowed("not_invited", names=[desk.book.name_of(code) for code in event.grids[:3]])


async def leave(desk: Desk, number: int, person: Person) -> Told:
    """Cancel; a place that comes free is offered to the next. Raises Unknown, WrongState."""
    event, one = await _held(desk, number, person)
    if one.state in {SignUpState.ATTENDED, SignUpState.NO_SHOW}:
        raise WrongState("came_already" if one.state is SignUpState.ATTENDED else "event_over")
    waited = one.state is SignUpState.WAITING
    await offering.give_up(desk, one)
    notices = [*await offering.fill(desk, event), *await redraw(desk, event)]
    return Told("signup.waits_no_more" if waited else "signup.left", {}, tuple(notices))


async def take(desk: Desk, number: int, person: Person) -> Told:
    """Take the place that was offered. Raises Unknown, WrongState."""
    event, one = await _held(desk, number, person)
    if one.state is SignUpState.OFFERED:
        return await _taken(desk, event, one)
    if one.state is SignUpState.WAITING:
        raise WrongState("not_your_turn")
    return await _stands(desk, one)


async def _taken(desk: Desk, event: Happening, one: SignUp) -> Told:
    _must_be_early(desk, event)
    await offering.accept(desk, one)
    facts = {"number": await signups.place_in(desk.session, one, *TAKING), "reachable": True}
    return Told("signup.going", facts, tuple(await redraw(desk, event)))


async def bring(desk: Desk, number: int, person: Person, more: int) -> Told:
    """Bring one companion more (1) or less (-1). Raises Unknown, WrongState."""
    event, one = await _held(desk, number, person)
    if one.state is not SignUpState.GOING:
        raise WrongState("companions_with_a_place")
    if more > 0:
        await _must_have_room(desk, event, one)
    one.companions = max(0, one.companions + more)
    desk.session.add(one)
    notices = [*await offering.fill(desk, event), *await redraw(desk, event)]
    return Told("signup.companions", {"count": one.companions}, tuple(notices))


async def _must_have_room(desk: Desk, event: Happening, one: SignUp) -> None:
    if one.companions >= event.companions:
        raise WrongState("companions_no_more", most=event.companions)
    counts = await signups.counts(desk.session, event.id or 0)
    left = await rooms.room(desk, event, counts)
    if left.only_of_grid(one.grid):
        raise WrongState("companions_no_room_of_grid", per_grid=event.grid_places)
    if not left.fits(one.grid) or await rooms.somebody_may_go(desk, event, left, counts):
        raise WrongState("companions_no_room")


async def _held(desk: Desk, number: int, person: Person) -> tuple[Happening, SignUp]:
    """The event while it can still be changed, and the person's sign-up. Raises Unknown, WrongState."""
    event = await hosting.locked(desk, number)
    _must_be_early(desk, event)
    one = await signups.own(desk.session, number, person.id or 0)
    if one is None or one.state is SignUpState.CANCELLED:
        raise WrongState("not_signed_up")
    return event, one


async def shut(desk: Desk, number: int, person: Person, closed: bool) -> Told:
    """Close the sign-up, or open it again; those who wait keep their places in line. The host's; raises NotAllowed."""
    event = await hosting.locked(desk, number)
    await hosting.must_run(desk, event, person)
    _must_be_early(desk, event)
    event.status = EventStatus.CLOSED if closed else EventStatus.ANNOUNCED
    desk.session.add(event)
    notices = [*await offering.fill(desk, event), *await redraw(desk, event)]
    return Told("signup.shut" if closed else "signup.opened", {}, tuple(notices))


async def changed(desk: Desk, event: Happening) -> list[Notice]:
    """After an event was announced, changed or cancelled: what is owed moves along, places that are new are offered."""
    await desk.session.flush()
    await reminding.plan(desk, event)
    return await offering.fill(desk, event)
