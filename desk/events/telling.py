"""Tell those who have signed up what has changed, or that it is off: some at a time, however many they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk.desk import Desk
from desk.events import calling, cards, offering
from desk.values import Button, Notice, Rows, ToChat, ToPerson
from storage import due, signups, tellings
from storage.events import Happening
from storage.kinds import DueKind, EventStatus, Lane, SignUpState
from storage.people import Person
from storage.signups import Entry
from storage.tellings import Telling

AT_ONCE = 40  # people in one transaction, so that nobody who taps meanwhile waits long
CALLED = 20  # names in one call; more would fill a screen
# Whoever has checked in before the time may be on the way still.
CONCERNED = (SignUpState.GOING, SignUpState.OFFERED, SignUpState.WAITING, SignUpState.ATTENDED)
OUT = (EventStatus.ANNOUNCED, EventStatus.CLOSED)
# What can be changed once it is out, and by which columns.
FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("title", "brand"),
    "when": ("starts_at", "ends_at", "all_day"),
    "place": ("building", "place"),
    "capacity": ("capacity",),
    "grid_places": ("grid_places",),
    "companions": ("companions",),
    "unit": ("unit",),
    "details": ("details",),
    "grids": ("grids",),
}
COLUMNS = tuple(name for names in FIELDS.values() for name in names)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that becomes another, as it is told; times as the facts of `event.when`."""

    field: str
    before: Any
    after: Any


def differences(desk: Desk, was: Happening, now: Happening) -> list[Change]:
    """What is different, in the order of FIELDS."""
    both = [(field, _told(desk, was, field), _told(desk, now, field)) for field in FIELDS]
    return [Change(field, before, after) for field, before, after in both if before != after]


def _told(desk: Desk, event: Happening, field: str) -> Any:
    """A field as it is told."""
    if field == "when":
        return cards.when(desk.book, event)
    if field == "title":
        brand = cards.brand_name(desk.book, event.brand)
        return event.title if brand in {None, event.title} else f"{brand} · {event.title}"
    if field == "place":
        house = desk.book.buildings.get(event.building or "")
        return " · ".join(part for part in (house.name if house else None, event.place) if part)
    if field == "unit":
        return desk.book.name_of(event.unit) if event.unit else ""
    if field == "grids":
        return tuple(desk.book.name_of(code) for code in event.grids)
    return getattr(event, field)


def snapshot(event: Happening) -> dict[str, Any]:
    """What people know of an event, as a row can keep it."""
    kept = {name: getattr(event, name) for name in COLUMNS}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in kept.items()}


def _as_it_was(event: Happening, kept: dict[str, Any]) -> Happening:
    """An event like this one, with what it was then."""
    times = {name: datetime.fromisoformat(kept[name]) for name in ("starts_at", "ends_at") if kept.get(name)}
    return Happening(**event.model_dump() | kept | times)


async def begin(desk: Desk, event: Happening, was: dict[str, Any] | None, reason: str) -> list[Notice]:
    """Tell everybody who is concerned now: the first at once, then the others. `was`: None when it is off."""
    one = Telling(
        event_id=event.id or 0,
        sequence=event.sequence,
        was=was,
        became=snapshot(event),
        reason=reason,
        last=await tellings.last_sign_up(desk.session, event.id or 0),
        at=desk.now,
    )
    desk.session.add(one)
    await desk.session.flush()
    return await go_on(desk, event, one)


async def go_on(desk: Desk, event: Happening, one: Telling) -> list[Notice]:
    """The next of them; what is left is owed. A change is not told any more once the event is off.

    Who hears that it is off waits no more; who was going stays so on the host's list.
    """
    stale = one.was is not None and event.status not in OUT
    some = [] if stale else await signups.after(desk.session, one.event_id, one.reached, one.last, AT_ONCE, CONCERNED)
    notices = await _tell(desk, event, one, some) if some else []
    if one.was is None:
        await _let_go(desk, some)
    if len(some) < AT_ONCE:
        await desk.session.delete(one)
        return notices
    one.reached = some[-1][0].id or 0
    await due.owe(desk.session, DueKind.EVENT_TOLD, f"telling:{one.id}", desk.now)
    due.at_once(desk.session)
    return notices


async def _let_go(desk: Desk, some: Iterable[Entry]) -> None:
    """No place will come free for those any more."""
    for one, _ in some:
        if one.state is not SignUpState.GOING:
            await offering.give_up(desk, one)


async def left(desk: Desk) -> int:
    """How many of those whom changes of this moment concern are still to be told privately."""
    count = 0
    for one in await tellings.begun_at(desk.session, desk.now):
        some = await signups.after(desk.session, one.event_id, one.reached, one.last, None, CONCERNED)
        count += sum(person.reachable is True for _, person in some)
    return count


async def _tell(desk: Desk, event: Happening, one: Telling, some: Iterable[Entry]) -> list[Notice]:
    """Privately; the others by one call in each of their groups."""
    became = _as_it_was(event, one.became)
    facts: dict[str, Any] = {"event": await cards.view(desk, event), "reason": one.reason}
    phrase = "event.called_off"
    if one.was is not None:
        phrase, facts["changes"] = "event.changed", differences(desk, _as_it_was(event, one.was), became)
        if [change.field for change in facts["changes"]] == ["grids"]:  # of interest to those who are left out only
            facts["left_out"] = True
            phrase, some = "event.left_out", [entry for entry in some if _is_left_out(entry, became)]
    reached, called = await calling.together(desk, event, some)
    buttons = _buttons(event)
    notices = [
        Notice(ToPerson(person, dispensable=True), phrase, facts, buttons, Lane.REMINDER, key=_key(one, person))
        for _, person in reached
    ]
    for group, people in called.items():
        for start in range(0, len(people), CALLED):
            named = facts | {"people": people[start : start + CALLED]}
            notices.append(Notice(ToChat(group), "event.call", named, buttons, Lane.REMINDER))
    return notices


async def count_of(desk: Desk, event: Happening, changes: Iterable[Change], grids: list[str]) -> int:
    """How many will hear of these changes. `grids`: whom it is for then."""
    fields = [change.field for change in changes]
    concerned = await signups.in_order(desk.session, event.id or 0, *CONCERNED) if fields else []
    if fields == ["grids"]:
        after = Happening(**event.model_dump() | {"grids": grids})
        return sum(_is_left_out(entry, after) for entry in concerned)
    return len(concerned)


def is_of_this(notice: Notice) -> bool:
    """Whether it tells one person what has become of the event."""
    return notice.key is not None and notice.phrase in ("event.changed", "event.left_out", "event.called_off")


def _is_left_out(entry: Entry, event: Happening) -> bool:
    grid = entry[0].grid
    return bool(event.grids) and grid is not None and grid not in event.grids


def _key(one: Telling, person: Person) -> str:
    return f"event:{one.event_id}:{one.sequence}:{person.id}"


def _buttons(event: Happening) -> Rows:
    actions = ("leave", "calendar") if event.status in OUT else ("calendar",)
    return (tuple(Button(data=f"{one}:{event.id}", label=one) for one in actions),)
