"""The list of those who signed up, for whoever runs the event: page by page, a button each to check them in."""

from collections.abc import Sequence

from desk.desk import Desk
from desk.events import cards, hosting
from desk.events.window import opens
from desk.values import Button, Notice, Rows, ToChat, ToPerson, pairs
from storage import signups
from storage.events import Happening
from storage.kinds import EventStatus, Lane, SignUpState
from storage.people import Person
from storage.signups import LISTED, LIVE, Entry

PAGE = 10  # people on a screen, and as many buttons
MARKS = {SignUpState.ATTENDED: "✅", SignUpState.NO_SHOW: "✖️"}


async def page(desk: Desk, event: Happening, reader: Person, number: int, edits: int | None = None) -> Notice:
    """One page; `edits`: the private message that it replaces."""
    await desk.session.flush()
    counts = await signups.counts(desk.session, event.id or 0)
    total = sum(counts.people.get(state, 0) for state in LISTED)
    number = min(number, max(0, (total - 1) // PAGE))
    found = await signups.in_order(desk.session, event.id or 0, *LISTED, skip=number * PAGE, most=PAGE)
    facts = {
        "event": await cards.view(desk, event),
        "number": number * PAGE + 1,
        "entries": [{"person": person, "state": one.state, "companions": one.companions} for one, person in found],
        "total": total,
        "came": counts.people.get(SignUpState.ATTENDED, 0),
    }
    rows = (*_checks(desk, event, found, number), *_turns(event, number, total), *_tools(desk, event))
    to = ToChat(reader.telegram_id) if edits is not None else ToPerson(reader)
    return Notice(to, "roster.page", facts, rows, Lane.ANSWER, edits=edits)


def _checks(desk: Desk, event: Happening, found: Sequence[Entry], number: int) -> Rows:
    """A button for everybody with a place, once the doors are open."""
    if desk.now < opens(event) or event.status is EventStatus.CANCELLED:
        return ()
    placed = [(one, person) for one, person in found if one.state in {SignUpState.GOING, *MARKS}]
    return pairs(
        [
            Button(data=f"came:{event.id}:{one.id}:{number}", name=f"{MARKS.get(one.state, '☐')} {person.name[:14]}")
            for one, person in placed
        ]
    )


def _turns(event: Happening, number: int, total: int) -> Rows:
    turns = [Button(data=f"signups:{event.id}:{number - 1}", label="previous")] if number else []
    turns += [Button(data=f"signups:{event.id}:{number + 1}", label="next")] if (number + 1) * PAGE < total else []
    return pairs(turns)


def _tools(desk: Desk, event: Happening) -> Rows:
    """Close or open the sign-up, show the code."""
    if event.status not in LIVE:
        return ()
    label = "unshut" if event.status is EventStatus.CLOSED else "shut"
    tools = [Button(data=f"{label}:{event.id}", label=label)] if desk.now < hosting.last_call(desk, event) else []
    return pairs([*tools, Button(data=f"qr:{event.id}", label="qr")])
