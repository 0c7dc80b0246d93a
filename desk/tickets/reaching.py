"""Find where people and groups are reached about a ticket: in its groups, in a unit's, or privately."""

from desk.desk import Desk
from desk.values import ToChat, ToPerson
from storage import people, tickets
from storage.chats import Chat, chat_of_grid, chat_of_unit
from storage.kinds import ChatKind, Role
from storage.people import Person
from storage.tickets import Ticket


async def unit_of(desk: Desk, ticket: Ticket, person: Person | None) -> str | None:
    """The name of the ticket's unit if the person is of its staff: a leader who steps in is not."""
    unit = desk.book.units.get(ticket.unit or "")
    if unit is None or person is None:
        return None
    staff = await people.holders(desk.session, Role.UNIT_STAFF, unit=unit.code)
    return unit.name if person.id in {one.id for one in staff} else None


async def is_public(desk: Desk, ticket: Ticket) -> bool:
    """Whether it was said in a group; who reports privately is named to nobody but those who do the work."""
    said_in = await desk.session.get(Chat, ticket.chat_id)
    return said_in is not None and said_in.kind is not ChatKind.PRIVATE


async def unit_chat(desk: Desk, ticket: Ticket) -> Chat | None:
    """The group of the unit that handles the ticket, if it has one where we may write."""
    chat = await chat_of_unit(desk.session, ticket.unit)
    return chat if chat is not None and chat.present and chat.can_speak else None


async def groups_for(desk: Desk, ticket: Ticket) -> list[Chat]:
    """Where a new ticket's card stands: where it was said, then in its unit's group.

    Said in a wider group than a grid's, it stands in its grid's own group, too, whose people would report it again.
    """
    said_in = await desk.session.get(Chat, ticket.chat_id)
    groups = [said_in] if said_in is not None and said_in.kind is not ChatKind.PRIVATE else []
    if groups and groups[0].kind in {ChatKind.BUILDING, ChatKind.DISTRICT}:
        own = await chat_of_grid(desk.session, ticket.grid)
        groups += [own] if own is not None and own.present else []
    unit = await unit_chat(desk, ticket)
    return [*groups, unit] if unit is not None else groups


async def group_of(desk: Desk, ticket: Ticket) -> int | None:
    """The group where the ticket is public: where it was said, else its grid's; None if there is no such group now."""
    said_in = await desk.session.get(Chat, ticket.chat_id)
    if said_in is not None and said_in.present and said_in.kind is not ChatKind.PRIVATE:
        return said_in.id
    bound = await chat_of_grid(desk.session, ticket.grid)
    return bound.id if bound is not None and bound.present else None


async def privately(desk: Desk, ticket: Ticket, person: Person) -> ToPerson:
    """The person's private chat, or else a call in the ticket's group; a private reporter is not named there."""
    return ToPerson(person, await group_of(desk, ticket) if await may_be_named(desk, ticket, person) else None)


async def to_handler(desk: Desk, ticket: Ticket, handler: Person) -> ToChat | ToPerson:
    """Where whoever does the work is reached: in the group of their unit if it has one, else privately."""
    unit = await unit_chat(desk, ticket)
    if unit is not None and await unit_of(desk, ticket, handler) is not None:
        return ToChat(unit.id)
    return await privately(desk, ticket, handler)


async def may_be_named(desk: Desk, ticket: Ticket, person: Person) -> bool:
    """Whether others may read who this is: not somebody who has the problem and has said so only privately."""
    concerned = {one.person_id: one.via for one in await tickets.supporters(desk.session, ticket.id or 0)}
    if person.id not in {*concerned, ticket.reporter_id}:
        return True
    via = None if person.id == ticket.reporter_id else concerned[person.id or 0]
    came = await desk.session.get(Ticket, via) if via is not None else None
    return await is_public(desk, ticket) if came is None else await may_be_named(desk, came, person)


async def name_for(desk: Desk, ticket: Ticket, to: ToChat | ToPerson, person: Person) -> Person | None:
    """The person, where those who read this may know who has the problem; None for a group that may not."""
    return person if isinstance(to, ToPerson) or await may_be_named(desk, ticket, person) else None


async def said_where(desk: Desk, ticket: Ticket) -> ToChat | ToPerson:
    """Where the ticket was said: a group (if we had to leave it, its grid's), or privately by its reporter."""
    group = await group_of(desk, ticket) if await is_public(desk, ticket) else None
    if group is not None:
        return ToChat(group)
    return await privately(desk, ticket, await desk.session.get_one(Person, ticket.reporter_id))


async def is_left(desk: Desk, chat_id: int) -> bool:
    """Whether the chat is a group that sent us away: nothing that stands there can be changed any more."""
    chat = await desk.session.get(Chat, chat_id)
    return chat is not None and not chat.present


def answers(ticket: Ticket, to: ToChat | ToPerson) -> int | None:
    """The message that opened the ticket, for what is said in the chat where it stands."""
    return ticket.message_id if to == ToChat(ticket.chat_id) else None
