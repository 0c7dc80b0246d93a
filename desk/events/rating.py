"""Ask those who came how it was, keep what they say, and sum it up for the host and the committee."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from desk.desk import Desk
from desk.errors import BadArgument, NotAllowed
from desk.events import cards, hosting
from desk.tickets.cards import shorten
from desk.values import Button, Notice, Rows, ToChat, ToPerson
from desk.worktime import NoWorkingTime
from storage import people, signups
from storage.events import Happening, Opinion
from storage.kinds import Lane, Role, Shows, SignUpState
from storage.people import Person

STARS = (1, 2, 3, 4, 5)
LONGEST = 500  # characters of a comment that are kept
LISTED = 8  # comments that a summary has
QUOTED = 60
TIME_TO_RATE = timedelta(hours=18)  # after that, the next working morning


async def ask(desk: Desk, event: Happening, person: Person) -> Notice:
    """One tap from one to five; an answer to it is the comment."""
    key = f"rate:{event.id}:{person.id}"
    to = ToPerson(person, dispensable=True)
    facts = {"title": event.title}
    return Notice(
        to, "rating.ask", facts, _stars(event), Lane.REMINDER, purpose=Shows.QUESTION, event=event.id, key=key
    )


def _stars(event: Happening) -> Rows:
    return (tuple(Button(data=f"stars:{event.id}:{number}", name=f"{number}⭐") for number in STARS),)


async def rate(desk: Desk, number: int, person: Person, stars: int, message_id: int) -> Notice:
    """Keep the stars, the last that were given. Raises Unknown, BadArgument, NotAllowed for who was not there."""
    event = await hosting.locked(desk, number)
    if stars not in STARS:
        raise BadArgument("unknown_button")
    one = await signups.own(desk.session, number, person.id or 0)
    if one is None or one.state is not SignUpState.ATTENDED:
        raise NotAllowed("rate_without_coming")
    opinion = await desk.session.get(Opinion, (number, person.id)) or Opinion(
        event_id=number, person_id=person.id or 0, stars=stars, at=desk.now
    )
    opinion.stars, opinion.at = stars, desk.now
    desk.session.add(opinion)
    facts = {"title": event.title, "stars": stars}
    return Notice(ToChat(person.telegram_id), "rating.thanks", facts, _stars(event), edits=message_id)


async def comment(desk: Desk, number: int, person: Person, words: str) -> bool:
    """Keep what somebody says of an event that they have rated; False if they have not."""
    opinion = await desk.session.get(Opinion, (number, person.id))
    if opinion is None or not words.strip():
        return False
    opinion.comment = shorten(f"{opinion.comment} {words}".strip(), LONGEST)
    desk.session.add(opinion)
    return True


def summed_up_at(desk: Desk) -> datetime:
    """When those who came have had time to rate it: on the next working morning but those of the same night."""
    try:
        return desk.book.worktime.next_morning(desk.now + TIME_TO_RATE)
    except NoWorkingTime:
        return desk.now + TIME_TO_RATE


async def summary(desk: Desk, event: Happening) -> list[Notice]:
    """For the host and the committee: how many signed up and came, how it was rated and what was said, nameless."""
    facts = await _facts(desk, event)
    host = await desk.session.get_one(Person, event.host_id)
    committee = await people.holders(desk.session, Role.COMMITTEE)
    readers = {person.telegram_id: person for person in (host, *committee)}
    return [
        Notice(ToPerson(person, dispensable=True), "rating.summary", facts, lane=Lane.REMINDER)
        for person in readers.values()
    ]


async def _facts(desk: Desk, event: Happening) -> dict[str, Any]:
    counts = await signups.counts(desk.session, event.id or 0)
    opinions = await signups.opinions(desk.session, event.id or 0)
    came, absent = (counts.people.get(state, 0) for state in (SignUpState.ATTENDED, SignUpState.NO_SHOW))
    comments = [shorten(one.comment, QUOTED) for one in opinions if one.comment]
    return {
        "event": await cards.view(desk, event),
        "signed": came + absent,
        "came": came,
        "absent": absent,
        "waiting": counts.waiting,
        "ratings": len(opinions),
        "rating": mean(opinions),
        "comments": comments[:LISTED],
        "more": max(0, len(comments) - LISTED),
    }


def mean(opinions: Sequence[Opinion]) -> float | None:
    """The mean of the stars, to two digits; None if there are none."""
    return round(sum(one.stars for one in opinions) / len(opinions), 2) if opinions else None
