"""Somebody is in danger: say at once what helps, call everybody, and ring until somebody has taken it on."""

from collections.abc import Collection
from dataclasses import replace

from desk.desk import Desk
from desk.tickets import cards, chasing, escalating, reaching
from desk.tickets.move import note
from desk.tickets.planning import plan, rings
from desk.values import Button, Notice, ToChat, ToPerson
from storage.kinds import RUNGS, Lane, Shows, Verb
from storage.people import Person
from storage.tickets import Ticket

IN_GROUP = 3  # times in all that a group is rung; whoever reads it there has read it by then


async def alarm(desk: Desk, ticket: Ticket, text: str, told: Collection[int] = ()) -> list[Notice]:
    """The number and the first advice where it was said, before anything else; then all rungs, with the card.

    `told`: who gets the card in this transaction anyway.
    """
    await declare(desk, ticket)
    advice = desk.book.chasing.advice_for(text)
    shown = await cards.view(desk, ticket)
    facts = {"ticket": shown, "phone": desk.book.chasing.number, "advice": advice}
    notices = [
        Notice(to, "chase.alarm", facts, (), Lane.ANSWER, ticket.id, Shows.NOTE, reaching.answers(ticket, to))
        for to in await _where(desk, ticket)
    ]
    for person in await _called(desk, ticket):
        if person.telegram_id not in told:  # at the bottom: an edit of the card that they have rings no bell
            card = await cards.in_private(desk, ticket, shown, person, again=True)
            notices += [replace(card, lane=Lane.ANSWER), *await cards.sent_along(desk, ticket, card.to)]
    return notices


async def declare(desk: Desk, ticket: Ticket) -> None:
    """All rungs are called, once."""
    if ticket.escalated < len(RUNGS):
        ticket.escalated = len(RUNGS)
        note(desk, ticket, Verb.ESCALATE, None, " ".join(RUNGS))
    await plan(desk, ticket)


async def ring(desk: Desk, ticket: Ticket) -> list[Notice]:
    """Nobody has taken it on yet: once more, to everybody who could."""
    if not rings(ticket):
        return []
    ticket.reminded += 1
    ticket.reminded_at = desk.now
    note(desk, ticket, Verb.REMIND, None)
    await plan(desk, ticket)
    shown = await cards.view(desk, ticket)
    rows = ((Button(data=f"accept:{ticket.id}", label="accept"),),)
    called = await _called(desk, ticket)
    often = ticket.reminded >= IN_GROUP  # then a unit's people are rung, and no longer everybody in their group
    where = [ToPerson(one) for one in called] if often else await chasing.addresses(desk, ticket, called)
    private = [replace(to, instead=None, dispensable=True) if isinstance(to, ToPerson) else to for to in where]
    groups = await _where(desk, ticket) if not often and await reaching.is_public(desk, ticket) else []
    calls = [
        Notice(to, "chase.ring", {"ticket": shown}, rows, Lane.ANSWER, ticket.id, Shows.NOTE)
        for to in [*private, *(group for group in groups if group not in private)]
    ]
    return [*await cards.refresh(desk, ticket), *calls]


async def _where(desk: Desk, ticket: Ticket) -> list[ToChat | ToPerson]:
    """The groups where it is public, or privately whoever reported it so."""
    groups = [group for group in await reaching.groups_for(desk, ticket) if group.unit is None and group.present]
    return [ToChat(group.id) for group in groups] or [await reaching.said_where(desk, ticket)]


async def _called(desk: Desk, ticket: Ticket) -> list[Person]:
    """Whoever does the work, whoever answers for it, and all rungs; each once."""
    those = [
        *await chasing.responsible_now(desk, ticket),
        *await chasing.owner_now(desk, ticket),
        *await escalating.everybody(desk, ticket),
    ]
    return list({person.telegram_id: person for person in those}.values())
