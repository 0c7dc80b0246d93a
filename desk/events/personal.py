"""The event as one person sees it privately: where they stand, and what they can do next."""

from dataclasses import dataclass
from typing import Any

from desk.desk import Desk
from desk.events import cards, hosting
from desk.events.window import is_open
from desk.values import Button, Notice, Rows, ToChat, ToPerson, pairs
from storage import signups
from storage.events import Happening, SignUp
from storage.kinds import EventStatus, Lane, SignUpState
from storage.people import Person
from storage.signups import LIVE, TAKING


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands, as a template may show it. `number`: which one among those in, or those who wait."""

    state: SignUpState
    number: int
    companions: int
    until: Any


async def place(desk: Desk, one: SignUp | None) -> Place | None:
    """Where they stand; None if they have not signed up, or not any more."""
    if one is None or one.state is SignUpState.CANCELLED:
        return None
    states = (SignUpState.WAITING,) if one.state is SignUpState.WAITING else TAKING
    return Place(one.state, await signups.place_in(desk.session, one, *states), one.companions, one.offered_until)


async def card(desk: Desk, event: Happening, person: Person, edits: int | None = None, back: str = "") -> Notice:
    """The event with the buttons that are theirs; `edits`: the message that it replaces; `back`: what leads back."""
    await desk.session.flush()
    one = await signups.own(desk.session, event.id or 0, person.id or 0)
    stands = await place(desk, one)
    facts = {"event": await cards.view(desk, event), "place": stands}
    rows = await _buttons(desk, event, person, one)
    rows += ((Button(data=back, label="back"),),) if back else ()
    to = ToChat(person.telegram_id) if edits is not None else ToPerson(person, dispensable=True)
    return Notice(to, "signup.card", facts, rows, Lane.ANSWER, edits=edits)


async def _buttons(desk: Desk, event: Happening, person: Person, one: SignUp | None) -> Rows:
    actions = _actions(desk, event, one)
    if event.status is not EventStatus.CANCELLED and await hosting.runs(desk, event, person):
        actions.append("signups:0")
    return pairs([_button(event, action) for action in actions])


def _button(event: Happening, action: str) -> Button:
    name, _, page = action.partition(":")
    return Button(data=f"{name}:{event.id}" + (f":{page}" if page else ""), label=name)


def _actions(desk: Desk, event: Happening, one: SignUp | None) -> list[str]:
    """What somebody in this state can do now, the likeliest first."""
    if event.status not in LIVE:
        return []
    state = one.state if one is not None else None
    early = desk.now < hosting.last_call(desk, event)
    going, waiting, offered = (state is SignUpState(name) for name in ("going", "waiting", "offered"))
    new = state in {None, SignUpState.CANCELLED} and event.status is EventStatus.ANNOUNCED
    could = {
        "checkin": going and is_open(desk, event),
        "join": new and early,
        "take": offered and early,
        "pass": offered and early,
        "leave": (going or waiting) and early,
        "plus": going and early and one is not None and one.companions < event.companions,
        "minus": going and early and one is not None and one.companions > 0,
        "calendar": True,
    }
    return [action for action, can in could.items() if can]
