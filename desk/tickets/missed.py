"""Make up to somebody who could not be written to for what was said to them meanwhile."""

from dataclasses import replace

from sqlmodel import col, select

from desk.desk import Desk
from desk.tickets import asking, cards
from desk.values import Notice
from storage import outbox
from storage.kinds import Shows, Status
from storage.people import Person
from storage.tickets import OPEN, Shown, Ticket

MOST = 10  # cards of the private chat that are made true again, the newest; older ones are hardly looked at


async def newest(desk: Desk, person: Person) -> list[Notice]:
    """The newest card or question that never reached the person and still matters; the rest is on their lists."""
    found = await desk.session.exec(
        select(Shown, Ticket)
        .join(Ticket, col(Ticket.id) == col(Shown.ticket_id))
        .where(
            Shown.chat_id == person.telegram_id,
            col(Shown.message_id).is_(None),
            ((col(Shown.purpose) == Shows.CARD) & col(Ticket.status).in_(OPEN))
            | ((col(Shown.purpose) == Shows.QUESTION) & (col(Ticket.status) == Status.RESOLVED)),
        )
        .order_by(col(Shown.id).desc())
    )
    for shown, ticket in found.all():
        if await outbox.send_of(desk.session, shown.id or 0) is None and await cards.concerns(desk, ticket, person):
            await outbox.settle(desk.session, shown.id or 0)  # an admin need not care for it any more
            return await _again(desk, shown, ticket, person)
    return []


async def _again(desk: Desk, shown: Shown, ticket: Ticket, person: Person) -> list[Notice]:
    if shown.purpose is Shows.CARD:
        return [await cards.in_private(desk, ticket, await cards.view(desk, ticket), person, again=True)]
    shown.purpose = Shows.NOTE  # the question that stands is the new one
    return [await asking.ask_one(desk, ticket, person)] if person in await asking.asked(desk, ticket) else []


async def corrections(desk: Desk, person: Person) -> list[Notice]:
    """Edits of the cards that stand in the person's chat; those made while nothing could be written there failed."""
    standing = await desk.session.exec(
        select(Shown, Ticket)
        .join(Ticket, col(Ticket.id) == col(Shown.ticket_id))
        .where(Shown.chat_id == person.telegram_id, Shown.purpose == Shows.CARD, col(Shown.message_id).is_not(None))
        .order_by(col(Shown.id).desc())
        .limit(MOST)
    )
    return [
        replace(await cards.in_private(desk, ticket, await cards.view(desk, ticket), person), shown=card.id)
        for card, ticket in standing.all()
    ]
