"""Say one thing in many groups: an event's announcement or plain words; bit by bit, with progress for its author."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from desk.chats import budget
from desk.desk import Desk
from desk.errors import WrongState
from desk.events import cards, drafting, linking, series, signups
from desk.events.cards import EventView
from desk.tickets.move import LARGEST_ID
from desk.values import Button, File, Notice, Rows, ToChat
from storage import due, events, plans
from storage.chats import Chat
from storage.events import Happening
from storage.kinds import DueKind, EventStatus, Lane, OutboxState
from storage.people import Person
from storage.plans import Spread
from storage.signups import LIVE

IN_TIME = timedelta(hours=4)  # between hearing of an event and its beginning
AT_ONCE = 40  # groups in one transaction: a district fits, and nobody else waits long for theirs
NAMED = 5  # groups that are named as not reached
WAITING = (OutboxState.QUEUED, OutboxState.SENDING)
OWN = (("amend", "call_off"), ("signups",))


async def publish(desk: Desk, event: Happening, by: Person, chat_id: int, message_id: int) -> list[Notice]:
    """Announce the event now, or see to it that it is announced at its time; our message there tells how it goes.

    Raises WrongState once it has begun or is over.
    """
    if event.starts_at <= desk.now and not (event.all_day and is_today(desk, event)):
        raise WrongState("event_past", title=event.title)
    already = await due.owed(desk.session, DueKind.ANNOUNCE, f"event:{event.id}")
    spread = await _spread_of(desk, event, by)
    spread.chat_id, spread.message_id = chat_id, message_id
    if event.announce_at is not None and event.announce_at > desk.now and already is None:
        await due.owe(desk.session, DueKind.ANNOUNCE, f"event:{event.id}", event.announce_at)
        await desk.session.flush()
        return [replace(await drafting.preview(desk, event, chat_id), purpose=None, edits=message_id)]
    await drafting.unschedule(desk, event)
    return await announce(desk, event, spread)


def is_today(desk: Desk, event: Happening) -> bool:
    """Whether it begins on this day."""
    return desk.book.worktime.date_of(event.starts_at) == desk.book.worktime.date_of(desk.now)


async def _spread_of(desk: Desk, event: Happening, by: Person) -> Spread:
    known = await plans.spread_of(desk.session, event.id or 0)
    if known is not None and known.begun_at is None:
        return known
    spread = Spread(event_id=event.id, grids=event.grids, pinned=event.pinned, person_id=by.id or 0, at=desk.now)
    desk.session.add(spread)
    await desk.session.flush()
    return spread


async def when_due(desk: Desk, event: Happening) -> list[Notice]:
    """Its time has come to be announced; nothing is said of one that is over, called off or out already."""
    if event.status is not EventStatus.DRAFT or event.starts_at <= desk.now:
        return []
    host = await desk.session.get_one(Person, event.host_id)
    return await announce(desk, event, await _spread_of(desk, event, host))


async def announce(desk: Desk, event: Happening, spread: Spread) -> list[Notice]:
    """Begin to announce it; of a series, make the next ones."""
    event.status, event.announced_at = EventStatus.ANNOUNCED, desk.now
    await due.drop(desk.session, DueKind.DRAFT, f"event:{event.id}")
    spread.grids, spread.pinned = event.grids, event.pinned
    row = await series.get(desk, event)
    if row is not None and row.made_until is not None:
        await series.make_ahead(desk, row)
    return [*await signups.changed(desk, event), *await begin(desk, spread), *await linking.announced(desk, event)]


async def widen(desk: Desk, event: Happening, before: list[str]) -> list[Notice]:
    """Announce it to the grids that it is for since now, too. `before`: for whom it was, none for all."""
    now = event.grids or list(desk.book.grids)
    added = [code for code in now if before and code not in before]
    if not added:
        return []
    spread = Spread(event_id=event.id, grids=added, pinned=event.pinned, person_id=event.host_id, at=desk.now)
    desk.session.add(spread)
    await desk.session.flush()
    return await begin(desk, spread)


async def begin(desk: Desk, spread: Spread) -> list[Notice]:
    """Begin to spread: the first groups at once, the others by the schedule."""
    spread.begun_at = desk.now
    spread.total = await plans.count_groups(desk.session, spread.grids)
    await desk.session.flush()
    notices = await go_on(desk, spread)
    return [*notices, *await progress(desk, spread, owed=len(notices))]


async def go_on(desk: Desk, spread: Spread) -> list[Notice]:
    """The messages for the next groups; the schedule looks after the rest, and after what becomes of them."""
    event = await desk.session.get(Happening, spread.event_id) if spread.event_id is not None else None
    shown = await cards.view(desk, event) if event is not None else None
    groups = await plans.groups_after(desk.session, spread.grids, spread.reached, AT_ONCE)
    heard = await budget.spent(desk, [group.id for group in groups])
    waiting = [group for group in groups if _can_wait(desk, event, heard.get(group.id, 0))]
    for group in waiting:
        await due.owe(desk.session, DueKind.HELD_BACK, _held(spread, group), budget.tomorrow(desk))
    notices = [await _message(desk, spread, group, event, shown) for group in groups if group not in waiting]
    spread.reached = groups[-1].grid or "" if groups else spread.reached
    await due.owe(desk.session, DueKind.SPREAD, f"spread:{spread.id}", desk.now)
    if not await is_laid(desk, spread):
        due.at_once(desk.session)
    return notices


def _can_wait(desk: Desk, event: Happening | None, heard: int) -> bool:
    """Whether a group that has heard so much today hears of the event tomorrow; words that are said by hand go out."""
    return event is not None and budget.is_too_much(heard) and budget.tomorrow(desk) + IN_TIME <= event.starts_at


def _held(spread: Spread, group: Chat) -> str:
    return f"{spread.id}:{group.id}"


async def catch_up(desk: Desk, spread: Spread, group: Chat) -> list[Notice]:
    """What a group has waited for, if it is still for it and the group has not heard enough today as well."""
    event = await desk.session.get(Happening, spread.event_id) if spread.event_id is not None else None
    if event is None or event.status not in LIVE or event.starts_at <= desk.now or not _is_for(event, group):
        spread.total -= 1  # nothing more comes of it, and its author is not to wait for it
        return []
    if _can_wait(desk, event, (await budget.spent(desk, [group.id])).get(group.id, 0)):
        await due.owe(desk.session, DueKind.HELD_BACK, _held(spread, group), budget.tomorrow(desk))
        return []
    return [await _message(desk, spread, group, event, None)]


def _is_for(event: Happening, group: Chat) -> bool:
    """Whether the group is one of a grid still, and of one that the event invites still."""
    return group.grid is not None and (not event.grids or group.grid in event.grids)


async def hasten(desk: Desk, event: Happening) -> None:
    """It begins sooner than was said: a group that would hear of it too late hears of it now."""
    for spread in await plans.spreads_of(desk.session, event.id or 0):
        for row in await due.owed_like(desk.session, DueKind.HELD_BACK, f"{spread.id}:"):
            if row.due_at + IN_TIME > event.starts_at:
                await due.put(desk.session, DueKind.HELD_BACK, row.subject, desk.now)
                due.at_once(desk.session)


async def _message(desk: Desk, spread: Spread, group: Chat, event: Happening | None, shown: EventView | None) -> Notice:
    if event is not None:
        notice = await cards.announcement(desk, event, group, shown)
    else:
        files = (File("photo", spread.picture, ""),) if spread.picture else ()
        notice = Notice(ToChat(group.id), "event.words", {"words": spread.words}, lane=Lane.ANNOUNCEMENT, files=files)
    return replace(notice, key=plans.key(spread.id or 0, group.id), pins=spread.pinned)


async def is_laid(desk: Desk, spread: Spread) -> bool:
    """Whether every group's message is owed."""
    return not await plans.groups_after(desk.session, spread.grids, spread.reached, 1)


async def is_over(desk: Desk, spread: Spread) -> bool:
    """Whether nothing of it waits to be sent any more."""
    tally = await plans.tally(desk.session, spread.id or 0)
    return await is_laid(desk, spread) and not any(tally.get(state) for state in WAITING)


async def progress(desk: Desk, spread: Spread, owed: int = 0) -> list[Notice]:
    """How far it has got, in the one message that its author reads; `owed`: messages that this transaction owes."""
    if spread.chat_id is None or spread.message_id is None:
        return []
    event = await desk.session.get(Happening, spread.event_id) if spread.event_id is not None else None
    tally = await plans.tally(desk.session, spread.id or 0)
    lost = await plans.failed(desk.session, spread.id or 0)
    sent = tally.get(OutboxState.SENT, 0)
    held = await due.owed_like(desk.session, DueKind.HELD_BACK, f"{spread.id}:")
    facts: dict[str, Any] = {
        "event": await cards.view(desk, event) if event is not None else None,
        "words": spread.words,
        "total": spread.total,
        "sent": sent,
        "failed": [{"name": desk.book.name_of(one.grid or ""), "why": why(one)} for one in lost[:NAMED]],
        "more": max(0, len(lost) - NAMED),
        "waiting": max(owed, spread.total - sent - len(lost) - len(held) - tally.get(OutboxState.FOLDED, 0)),
        "later": len(held),
        "then": held[0].due_at if held else None,
        "unpinned": await plans.not_pinned(desk.session, spread.id or 0),
    }
    picture = event.picture if event is not None else spread.picture
    files = (File("photo", picture, ""),) if picture else ()
    rows = drafting.buttons(event, OWN) if event is not None else ()
    return [Notice(ToChat(spread.chat_id), "event.progress", facts, rows, edits=spread.message_id, files=files)]


def why(group: Chat) -> str:
    """Why a group did not get it, as the phrase says."""
    if not group.present:
        return "gone"
    return "refused" if group.can_speak else "muted"


async def confirm(desk: Desk, spread: Spread, chat_id: int, message_id: int) -> list[Notice]:
    """Spread plain words, once. Raises WrongState."""
    if spread.begun_at is not None:
        raise WrongState("words_are_out")
    spread.chat_id, spread.message_id = chat_id, message_id
    return await begin(desk, spread)


async def read_back(desk: Desk, spread: Spread, chat_id: int) -> Notice:
    """Plain words as they will be said, for whoever is to confirm them."""
    without = await drafting.without_group(desk, spread.grids)
    facts = {
        "words": spread.words,
        "names": [desk.book.name_of(code) for code in spread.grids[: drafting.NAMED]],
        "more": max(0, len(spread.grids) - drafting.NAMED),
        "groups": await plans.count_groups(desk.session, spread.grids),
        "without": without[: drafting.NAMED],
        "pinned": spread.pinned,
    }
    files = (File("photo", spread.picture, ""),) if spread.picture else ()
    return Notice(ToChat(chat_id), "event.words_read", facts, _words_buttons(spread), files=files)


def _words_buttons(spread: Spread) -> Rows:
    pin = "unpin" if spread.pinned else "pin"
    return (
        (Button(data=f"spread:{spread.id}", label="publish"), Button(data=f"pin_words:{spread.id}", label=pin)),
        (Button(data=f"drop_words:{spread.id}", label="discard"),),
    )


async def get(desk: Desk, spread_id: int) -> Spread:
    """What is to be spread, ours until the transaction ends. Raises WrongState for what was dropped."""
    known = spread_id if 0 < spread_id <= LARGEST_ID else 0
    found = await desk.session.get(Spread, known, with_for_update=True, populate_existing=True)
    if found is None:
        raise WrongState("event_is_gone")
    return found


async def take_back(desk: Desk, spread: Spread) -> None:
    """Drop what nobody has confirmed yet. Raises WrongState."""
    if spread.begun_at is not None:
        raise WrongState("words_are_out")
    await desk.session.delete(spread)
    await desk.session.flush()


async def pin_changed(desk: Desk, event: Happening) -> None:
    """Whether it is to be pinned, the other way round."""
    event.pinned = not event.pinned
    row = await series.get(desk, event)
    if row is not None:
        row.alike = series.alike(event)
    await events.lock(desk.session, event.id or 0)
