"""Sum the play up: what became of each ticket, and the rate, never without how many were confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text
from sqlmodel import col, select

from bot.drill.stage import Stage
from bot.drill.words import Words
from storage import tickets as records
from storage.kinds import Status, Verb
from storage.people import Person
from storage.tickets import Ticket

DROPPED = (Status.CANCELLED, Status.MERGED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One ticket at the end of the play."""

    ticket: Ticket
    handler: str
    confirmed: bool


async def outcomes(stage: Stage) -> list[Outcome]:
    """Every ticket, in order."""
    async with stage.store.read() as session:
        found = (await session.exec(select(Ticket).order_by(col(Ticket.id)))).all()
        result = []
        for ticket in found:
            handler = await session.get(Person, ticket.handler_id) if ticket.handler_id else None
            verbs = {event.verb for event in await records.history(session, ticket.id or 0)}
            confirmed = ticket.status is Status.CLOSED and Verb.CLOSE not in verbs
            result.append(Outcome(ticket, handler.name if handler else "", confirmed))
    return result


def table(found: Sequence[Outcome], stage: Stage, words: Words) -> Table:
    """A row a ticket."""
    shown = Table(box=SIMPLE_HEAD, title=words("summary"), caption=words("counted_in"), pad_edge=False, padding=(0, 1))
    for name in ("number", "what", "status", "handler", "accept", "resolve", "rating", "reopened"):
        numeric = name in {"number", "accept", "resolve", "reopened"}
        shown.add_column(words(f"column_{name}"), justify="right" if numeric else "left", no_wrap=name != "what")
    for one in found:
        shown.add_row(*(Text(cell) for cell in _cells(one, stage, words)))
    return shown


def _cells(one: Outcome, stage: Stage, words: Words) -> list[str]:
    ticket = one.ticket
    service = stage.book.services.get(ticket.service or "")

    def took(until: datetime | None) -> str:
        return words("nothing") if until is None else _length(stage, words, ticket.created_at, until)

    return [
        f"#{ticket.id}",
        service.name if service else words("unnamed"),
        words.term("status", ticket.status.value),
        one.handler or words("nothing"),
        took(ticket.accepted_at),
        took(ticket.resolved_at),
        _rating(one, words),
        str(ticket.reopened) if ticket.reopened else words("nothing"),
    ]


def _length(stage: Stage, words: Words, start: datetime, end: datetime) -> str:
    hours, minutes = divmod(round(stage.book.worktime.minutes_between(start, end)), 60)
    return words("hours", hours=hours, minutes=minutes) if hours else words("minutes", minutes=minutes)


def _rating(one: Outcome, words: Words) -> str:
    if one.ticket.rating is not None:
        return words("rated", rating=one.ticket.rating)
    if one.confirmed:
        return words("confirmed")
    return words("unrated") if one.ticket.status is Status.CLOSED else words("nothing")


def rate(found: Sequence[Outcome], now: datetime, words: Words) -> str:
    """The headline: resolved of those due."""
    counted = [one.ticket for one in found if one.ticket.status not in DROPPED]
    due = [ticket for ticket in counted if ticket.resolved_at is not None or ticket.resolve_due <= now]
    resolved = [ticket for ticket in due if ticket.resolved_at is not None]
    closed = [one for one in found if one.ticket.status is Status.CLOSED]
    return words(
        "rate",
        rate=f"{100 * len(resolved) / max(1, len(due)):.1f}",
        due=len(due),
        resolved=len(resolved),
        cancelled=len(found) - len(counted),
        confirmed=sum(one.confirmed for one in closed),
        unrated=sum(not one.confirmed for one in closed),
    )
