"""Say who 小邻 is and what this person can do next; note whether they can be written to."""

import re

from desk.desk import Desk
from desk.people.acquaintance import can_be_reached, meet
from desk.people.permissions import is_admin
from desk.tickets import cards
from desk.values import Button, Notice, Reached, Said, ToChat
from storage import people
from storage.tickets import Ticket

DEEP_LINK = re.compile("t[0-9]{1,18}")


async def start(what: Said, desk: Desk) -> None:
    """`/start`, plain or from a deep link `t128` that leads to a ticket's card."""
    person = await meet(desk, what.who)
    if what.where.private:
        payload = what.text.strip()
        if DEEP_LINK.fullmatch(payload):
            found = await desk.session.get(Ticket, int(payload[1:]))
            if found is not None and await cards.concerns(desk, found, person):
                await desk.tell(await cards.in_private(desk, found, await cards.view(desk, found), person, again=True))
                return
    await _introduce(what, desk, "welcome.start")


async def help_(what: Said, desk: Desk) -> None:
    """`/help`."""
    await _introduce(what, desk, "welcome.help")


async def _introduce(what: Said, desk: Desk, phrase: str) -> None:
    person = await meet(desk, what.who)
    grants = await people.grants(desk.session, person.id or 0)
    admin = is_admin(desk, person)
    facts = {
        "person": person,
        "roles": [{"role": grant.role.value, "scope": desk.book.name_of(grant.scope)} for grant in grants],
        "admin": admin,
        "private": what.where.private,
    }
    row = [Button(data="mine", label="mine")]
    if grants or admin:
        row.append(Button(data="todo", label="todo"))
    buttons = (tuple(row),) if what.where.private else ()
    await desk.tell(Notice(ToChat(what.where.id), phrase, facts, buttons, reply_to=what.message_id))


async def unknown_command(what: Said, desk: Desk) -> None:
    """A command that we do not have; in a group it may be another bot's, so only privately is it answered."""
    await desk.tell(Notice(ToChat(what.where.id), "no.unknown_command", {"command": what.command}))


async def reached(what: Reached, desk: Desk) -> None:
    """The person opened or blocked the private chat."""
    await can_be_reached(desk, what.who, what.reachable)
