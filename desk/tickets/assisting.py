"""Ask others to help with a ticket (协办); it can be resolved once each of them has answered."""

from desk.desk import Desk
from desk.errors import BadArgument, NotAllowed, WrongState
from desk.people.absence import here, rights
from desk.people.permissions import WORKING, helps, leads_by_now, standings
from desk.tickets import cards, chasing, reaching
from desk.tickets.move import Target, note, refusal
from desk.values import Notice, ToChat, ToPerson
from storage import tickets
from storage.chats import Chat, chat_of_unit
from storage.kinds import Lane, Shows, Status, Verb
from storage.people import Person
from storage.tickets import OPEN, Assist, Ticket


async def ask(desk: Desk, ticket: Ticket, by: Person, whom: Target) -> list[Notice]:
    """Ask a unit or the holder of a role. Raises NotAllowed, WrongState, BadArgument."""
    if not await standings(desk, by, ticket) & WORKING:
        raise refusal(ticket, Verb.TRANSFER, WORKING)
    if ticket.status not in OPEN:
        raise WrongState("ticket_is_over", ticket=ticket.id, status=ticket.status.value)
    unit, role = whom.unit or "", (whom.role.value if whom.role else "")
    if not unit and not role:
        raise BadArgument("assist_whom", ticket=ticket.id)
    asked = await tickets.assists(desk.session, ticket.id or 0)
    if unit == ticket.unit or any((one.unit, one.role) == (unit, role) for one in asked):
        raise BadArgument("assists_already", ticket=ticket.id)
    one = Assist(ticket_id=ticket.id or 0, unit=unit, role=role, asked_at=desk.now)
    desk.session.add(one)
    note(desk, ticket, Verb.PROGRESS, by, f"+ {unit or role}")
    await desk.session.flush()
    return [*await cards.refresh(desk, ticket), *await _called(desk, ticket, one, by)]


async def _called(desk: Desk, ticket: Ticket, one: Assist, by: Person) -> list[Notice]:
    """What is asked of them, in their unit's group or privately; a reply to it is their answer."""
    facts = {"ticket": await cards.view(desk, ticket), "by": by}
    group = await chat_of_unit(desk.session, one.unit) if one.unit else None
    if group is not None and group.present and group.can_speak:
        where: list[Person | Chat] = [group]
    else:
        where = [*await here(desk, await chasing.asked_people(desk, ticket, one))]
    notices = []
    for reader in where:
        to = ToChat(reader.id) if isinstance(reader, Chat) else await reaching.privately(desk, ticket, reader)
        notices.append(Notice(to, "ticket.asked_for_help", facts, (), Lane.CARD, ticket.id, Shows.NOTE))
        notices += await cards.sent_along(desk, ticket, to)
    return notices


async def is_awaited(desk: Desk, ticket: Ticket, by: Person) -> bool:
    """Whether somebody was asked whom this person may answer for, and nobody has."""
    _, grants = await rights(desk, by)
    asked = await tickets.assists(desk.session, ticket.id or 0)
    return any(one.answered_at is None and helps(one, ticket, grant) for one in asked for grant in grants)


async def answer(desk: Desk, ticket: Ticket, by: Person, text: str) -> list[Notice]:
    """What somebody who was asked says: into the history, and to whoever does the work. Raises NotAllowed."""
    _, grants = await rights(desk, by)
    theirs = [
        one
        for one in await tickets.assists(desk.session, ticket.id or 0)
        if any(helps(one, ticket, grant) for grant in grants)
    ]
    if not theirs:
        raise NotAllowed("not_asked_for_help", ticket=ticket.id)
    if ticket.status is Status.CANCELLED:
        raise WrongState("ticket_is_over", ticket=ticket.id, status=ticket.status.value)
    for one in theirs:
        one.answered_at, one.answer_id = desk.now, by.id
    note(desk, ticket, Verb.PROGRESS, by, text)
    await desk.session.flush()
    facts = {"ticket": await cards.view(desk, ticket), "by": by, "text": cards.shorten(text, cards.RELAYED)}
    where = await chasing.addresses(desk, ticket, await chasing.responsible_now(desk, ticket))
    told = [
        Notice(to, "ticket.helped", facts, (), Lane.CARD, ticket.id, Shows.NOTE)
        for to in where
        if not (isinstance(to, ToPerson) and to.person.id == by.id)
    ]
    return [*await cards.refresh(desk, ticket), *told]


async def awaited(desk: Desk, ticket: Ticket) -> list[Assist]:
    """Who has not answered and could: not those who lead the work by now, nor a role or a unit that nobody is of."""
    asked = [one for one in await tickets.assists(desk.session, ticket.id or 0) if one.answered_at is None]
    return [one for one in asked if not leads_by_now(one, ticket) and await chasing.asked_people(desk, ticket, one)]


async def all_answered(desk: Desk, ticket: Ticket) -> None:
    """Raises WrongState while somebody who was asked has not answered: the lead says when it is done, not before."""
    waiting = await awaited(desk, ticket)
    if waiting:
        names = [desk.book.name_of(one.unit) if one.unit else "" for one in waiting]
        raise WrongState("help_is_awaited", ticket=ticket.id, names=[name for name in names if name],
                         roles=[one.role for one in waiting if one.role])  # fmt: skip
