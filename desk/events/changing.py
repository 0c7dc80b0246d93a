"""Change or call off what has been announced, one event or all that follow, and tell those who have signed up."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from desk.agenda.reading import Found
from desk.agenda.telling import facts as told
from desk.desk import Desk
from desk.errors import BadArgument, WrongState
from desk.events import announcing, cards, drafting, linking, moving, retiming, series, signups, telling
from desk.events.making import Read
from desk.events.permissions import reach, settle
from desk.events.telling import CONCERNED, FIELDS, OUT, Change, differences
from desk.tickets.cards import shorten
from desk.values import Button, Notice, Rows, ToChat
from storage import events
from storage import signups as entries
from storage.events import Happening
from storage.kinds import EventStatus, Lane
from storage.people import Person
from storage.plans import Plan

WHY = re.compile(
    r"[，,;；\s]*(?:因为|由于|原因是?[:：]?|because|reason[:：]?)\s?(?P<why>.+)$", re.IGNORECASE | re.DOTALL
)
FIXED = frozenset({"when", "place"})  # once it has begun


async def propose(
    desk: Desk, person: Person, event: Happening, words: str, plan: Plan, picture: str | None = None
) -> Notice:
    """Read back what would change, for a confirming tap. Raises what the reading raises, and WrongState."""
    read, reason = await _understood(desk, event, words)
    changes = _changes(desk, event, read)
    if not changes and read.series is None and picture is None:
        raise BadArgument("event_change_what")
    if picture is not None and event.picture is None:
        raise BadArgument("event_picture_added")  # a message without a picture never gets one (Bot API)
    if "grids" in read.fields:
        settle(desk, await reach(desk, person), read.fields["grids"], event.unit)
    plan.event_id, plan.asks, plan.said, plan.at = event.id, "apply", {"words": words, "picture": picture}, desk.now
    facts = {
        "event": await cards.view(desk, event),
        "changes": changes,
        "reason": reason,
        "count": await telling.count_of(desk, event, changes, read.fields.get("grids", event.grids)),
        "reading": _rule(desk, read),
        "picture": picture is not None,
    }
    choices = _choices(event, "apply") if read.series is None else _all_only(event)
    return Notice(ToChat(person.telegram_id), "event.change_read", facts, choices)


def _rule(desk: Desk, read: Read) -> dict[str, Any] | None:
    """The new rule, as it is read back."""
    if read.series is None:
        return None
    zone, end = desk.book.zone, read.fields["ends_at"]
    starts = read.fields["starts_at"].astimezone(zone)
    return told(Found((), starts, end and end.astimezone(zone), bool(read.fields["all_day"]), read.series))


def _all_only(event: Happening) -> Rows:
    """A new rule is one for all that follow."""
    return (
        (Button(data=f"apply:{event.id}:all", label="all_following"),),
        (Button(data=f"keep:{event.id}", label="keep"),),
    )


def _choices(event: Happening, action: str) -> Rows:
    """This one, or all that follow; one event alone is only confirmed."""
    chosen: tuple[Button, ...]
    if event.series_id is None:
        chosen = (Button(data=f"{action}:{event.id}:one", label=f"{action}_it"),)
    else:
        chosen = (
            Button(data=f"{action}:{event.id}:one", label="only_this"),
            Button(data=f"{action}:{event.id}:all", label="all_following"),
        )
    return chosen, (Button(data=f"keep:{event.id}", label="keep"),)


async def _understood(desk: Desk, event: Happening, words: str) -> tuple[Read, str]:
    """What the words change, and why. Raises WrongState, BadArgument and what the reading raises."""
    _still_on(event)
    found = WHY.search(words)
    reason = shorten(found["why"], cards.LONGEST_REASON) if found is not None else ""
    said = words[: found.start()] if found is not None else words
    read = await retiming.read(desk, event, said)
    if read.series is not None:
        row = await series.get(desk, event)
        if row is None:
            raise BadArgument("event_change_series")
        moving.settle(desk, row, event, read)
    if len(read.fields) > 1 and not read.titled and "brand" not in read.fields:
        read.fields.pop("title", None)
    await _possible(desk, event, read)
    return read, reason


def _still_on(event: Happening) -> None:
    if event.status not in OUT:
        raise WrongState("event_ended", title=event.title)


async def _possible(desk: Desk, event: Happening, read: Read) -> None:
    """Raises WrongState where it has begun, and BadArgument where fewer places are left than are taken."""
    moved = {"starts_at", "building", "place"} & read.fields.keys()
    if moved and event.starts_at <= desk.now:
        raise WrongState("event_has_begun", title=event.title)
    heads = await events.heads(desk.session, event.id or 0)
    taken = sum(heads.get(state, 0) for state in cards.TAKEN)
    capacity = read.fields.get("capacity")
    if capacity is not None and capacity < taken:
        raise BadArgument("event_places_taken", given=capacity, count=taken)
    if (per_grid := read.fields.get("grid_places")) is not None:
        await _possible_of_grids(desk, event, per_grid)


async def _possible_of_grids(desk: Desk, event: Happening, per_grid: int) -> None:
    """Raises BadArgument where a grid has more places than that already."""
    taken = await entries.by_grid(desk.session, event.id or 0)
    most = max(taken, key=lambda code: taken[code], default="")
    if taken.get(most, 0) > per_grid:
        raise BadArgument("event_grid_taken", given=per_grid, count=taken[most], name=desk.book.name_of(most))


def _changes(desk: Desk, event: Happening, read: Read) -> list[Change]:
    """What becomes different, in the order of FIELDS."""
    after = Happening(**event.model_dump() | read.fields)
    if "starts_at" in read.fields and event.ends_at is not None and after.ends_at is None and not after.all_day:
        after.ends_at = after.starts_at + (event.ends_at - event.starts_at)  # only the beginning was said
        read.fields["ends_at"] = after.ends_at
    if "building" in read.fields and "place" not in read.fields:
        read.fields["place"] = after.place = None
    return differences(desk, event, after)


async def apply(desk: Desk, event: Happening, words: str, following: bool, picture: str | None = None) -> list[Notice]:
    """Change it as was read back, or all that follow, too. Raises what `propose` raises."""
    read, reason = await _understood(desk, event, words)
    changes = _changes(desk, event, read)
    columns = [name for change in changes for name in FIELDS[change.field] if name in read.fields]
    fields = {name: read.fields[name] for name in columns} | ({"picture": picture} if picture is not None else {})
    those = await series.following(desk, event) if following else [event]
    shift = fields["starts_at"] - event.starts_at if "starts_at" in fields else timedelta(0)
    other_day = following and shift and not _same_day(desk, event.starts_at, fields["starts_at"])
    if read.series is not None or other_day:
        return await _move(desk, event, those, replace(read, fields=fields), reason)
    notices = []
    for one in those:
        notices += await _apply(desk, one, fields, shift, reason)
    if following:
        await _series_changed(desk, event, those[-1])
    return notices


async def _move(desk: Desk, event: Happening, those: list[Happening], read: Read, reason: str) -> list[Notice]:
    """All that follow go to the times of another rule: what is out keeps its people. Raises BadArgument."""
    row = await series.get(desk, event)
    starts = read.fields.get("starts_at", event.starts_at)
    said = read.series or (moving.other_weekday(desk, row, starts) if row is not None else None)
    if row is None or said is None:
        raise BadArgument("event_change_day")
    since = starts.astimezone(desk.book.zone).date()
    out = [one for one in those if one.status in OUT]
    new = list(islice(moving.times(desk, row, said, since, starts), len(out)))
    if len(new) < len(out):
        raise BadArgument("event_change_day")
    whole = {name: getattr(event, name) for name in FIELDS["when"]} | read.fields
    notices = []
    for one, at in zip(out, new, strict=True):
        notices += await _apply(desk, one, whole, at - one.starts_at, reason)
    await moving.begin_anew(desk, row, said, event, new[-1])
    return notices


def _same_day(desk: Desk, one: datetime, other: datetime) -> bool:
    return one.astimezone(desk.book.zone).date() == other.astimezone(desk.book.zone).date()


async def _apply(desk: Desk, event: Happening, fields: dict[str, Any], shift: timedelta, reason: str) -> list[Notice]:
    """Change one event: its announcements, and what those who have signed up know of it."""
    own = dict(fields)
    if "starts_at" in own:
        length = own["ends_at"] - own["starts_at"] if own.get("ends_at") is not None else None
        own["starts_at"] = event.starts_at + shift
        own["ends_at"] = own["starts_at"] + length if length is not None else None
    after = Read(own)
    if event.status in OUT:
        await _possible(desk, event, after)
    _changes(desk, event, after)  # which also settles the end and the place
    was, invited = telling.snapshot(event), list(event.grids)
    for name, value in own.items():
        setattr(event, name, value)
    event.reason = reason
    event.sequence += 1
    await desk.session.flush()
    if event.status not in OUT:
        return []
    news = await telling.begin(desk, event, was, reason) if was != telling.snapshot(event) else []
    told = [*await signups.changed(desk, event), *await cards.refresh(desk, event, Lane.CARD), *news]
    if was["starts_at"] != telling.snapshot(event)["starts_at"]:
        told += await linking.noted(desk, event, "📣")
        await announcing.hasten(desk, event)
    return [*told, *await announcing.widen(desk, event, invited)]


async def _series_changed(desk: Desk, event: Happening, last: Happening) -> None:
    """What the events still to be made will be like."""
    row = await series.get(desk, event)
    if row is None:
        return
    zone = desk.book.zone
    clock = event.starts_at.astimezone(zone).timetz()
    row.starts_at = datetime.combine(row.starts_at.astimezone(zone).date(), clock)
    row.made_until = max(last.starts_at, event.starts_at)
    row.alike = series.alike(event)
    await desk.session.flush()


async def propose_end(desk: Desk, person: Person, event: Happening, reason: str, plan: Plan) -> Notice:
    """Read back that it is to be called off, for a confirming tap. Raises WrongState."""
    _may_end(desk, event)
    why = shorten(reason, cards.LONGEST_REASON)
    plan.event_id, plan.asks, plan.said, plan.at = event.id, "end", {"reason": why}, desk.now
    concerned = await entries.in_order(desk.session, event.id or 0, *CONCERNED)
    facts = {"event": await cards.view(desk, event), "reason": why, "count": len(concerned)}
    return Notice(ToChat(person.telegram_id), "event.end_read", facts, _choices(event, "end"))


def _may_end(desk: Desk, event: Happening) -> None:
    _still_on(event)
    if (event.ends_at or event.starts_at) <= desk.now and not event.all_day:
        raise WrongState("event_ended", title=event.title)


async def call_off(desk: Desk, event: Happening, reason: str, following: bool) -> list[Notice]:
    """It does not take place, nor do all that follow if so said. Raises WrongState."""
    _may_end(desk, event)
    those = await series.following(desk, event) if following else [event]
    notices = []
    for one in those:
        notices += await _call_off(desk, one, reason)
    row = await series.get(desk, event) if following else None
    if row is not None:
        await series.ends(desk, row, event.starts_at)
    return notices


async def _call_off(desk: Desk, event: Happening, reason: str) -> list[Notice]:
    was_out = event.status in OUT
    event.status, event.reason = EventStatus.CANCELLED, reason
    event.sequence += 1
    await drafting.unschedule(desk, event)
    await desk.session.flush()
    if not was_out:
        return []
    news = await telling.begin(desk, event, None, reason)
    shown = await cards.refresh(desk, event, Lane.CARD)
    return [*await signups.changed(desk, event), *shown, *news, *await linking.noted(desk, event, "🚫")]
