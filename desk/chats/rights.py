"""What becomes of a group that sends us away, silences us or takes us back, and who is told of it, once."""

from desk.chats.cover import covered
from desk.desk import Desk
from desk.events import returning
from desk.tickets import cards, reaching
from desk.values import Notice, ToChat, ToPerson
from storage import chats, outbox, people, tickets
from storage.chats import Chat
from storage.kinds import ChatKind, Lane, Role
from storage.people import Person


async def closed(desk: Desk, group: Chat) -> None:
    """We are not in the group any more: what is meant for it waits, its tickets go on, those in charge are told."""
    await chats.hold(desk.session, group)  # the refusal of a send and the platform's news may come at once
    if not group.present:
        return
    group.present = False
    await outbox.hold(desk.session, group.id)
    await _tell(desk, group, "group.closed")


async def muted(desk: Desk, group: Chat) -> None:
    """We may not write there: what is meant for it waits."""
    await chats.hold(desk.session, group)
    await outbox.hold(desk.session, group.id)
    if not group.can_speak:
        return
    group.can_speak = False
    await _tell(desk, group, "group.muted")


async def unmuted(desk: Desk, group: Chat) -> None:
    """We may write there again: what has waited goes out."""
    await chats.hold(desk.session, group)
    if not group.can_speak:
        group.can_speak = True
        await outbox.release(desk.session, group.id)


async def deafened(desk: Desk, group: Chat) -> None:
    """We do not hear what is said there any more, but for commands and answers to us: those there are told."""
    if group.hears_all and covered(desk, group).hears_talk:
        await desk.tell(Notice(ToChat(group.id), "group.deaf"))
    group.hears_all = False


async def back(desk: Desk, group: Chat) -> None:
    """We are in the group again: its cards are made true (each once, whatever was missed), the rest has waited."""
    for ticket in await tickets.open_in(desk.session, group.id, group.grid, group.unit):
        stands = await tickets.card(desk.session, ticket.id or 0, group.id)
        if stands is not None or group in await reaching.groups_for(desk, ticket):
            await desk.tell(await cards.in_group(desk, ticket, await cards.view(desk, ticket), group))
    await desk.tell(*await returning.corrections(desk, group))
    await outbox.release(desk.session, group.id)


async def _tell(desk: Desk, group: Chat, phrase: str) -> None:
    """Tell admins and those in charge of the group, privately; nobody is called elsewhere for it."""
    here = covered(desk, group)
    if here.kind in {ChatKind.UNBOUND, ChatKind.PRIVATE}:
        return
    waiting = await tickets.open_in(desk.session, group.id, group.grid, group.unit)
    facts = {"name": desk.book.name_of(here.scope.code), "kind": here.kind.value, "title": group.title}
    for person in await _in_charge(desk, group):
        if person.reachable is not False:
            facts_for = facts | {"count": len(waiting)}
            await desk.tell(Notice(ToPerson(person), phrase, facts_for, lane=Lane.REMINDER))


async def _in_charge(desk: Desk, group: Chat) -> list[Person]:
    """Whose group it is: a grid's leaders, a unit's people, a building's chiefs, the committee; and the admins."""
    whose = {
        ChatKind.GRID: (Role.GRID_LEADER, {"grid": group.grid}),
        ChatKind.UNIT: (Role.UNIT_STAFF, {"unit": group.unit}),
        ChatKind.BUILDING: (Role.BUILDING_CHIEF, {"building": group.building}),
        ChatKind.DISTRICT: (Role.COMMITTEE, {}),
    }
    role, scope = whose[group.kind]
    found = await people.holders(desk.session, role, **scope)
    admins = [await people.by_telegram_id(desk.session, admin) for admin in sorted(desk.admins)]
    known = [*found, *(admin for admin in admins if admin is not None)]
    return list({person.telegram_id: person for person in known}.values())
