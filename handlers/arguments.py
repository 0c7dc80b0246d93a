"""Read what follows a command: a ticket's number (or the card replied to) and the rest."""

import re

from desk.desk import Desk
from desk.errors import BadArgument, Unknown
from desk.tickets.move import get
from desk.values import Pressed, Said
from storage.tickets import Ticket

NUMBER = re.compile(r"[#＃]?(\d{1,30})(?!\S)\s*")


async def ticket_and_rest(what: Said, desk: Desk) -> tuple[Ticket, str]:
    """The ticket meant and the words after its number. Raises BadArgument, Unknown."""
    found = NUMBER.match(what.text)
    if found:
        return await get(desk, int(found[1])), what.text[found.end() :].strip()
    if what.reply is not None and what.reply.ticket is not None:
        return await get(desk, what.reply.ticket), what.text.strip()
    raise BadArgument("which_ticket", command=what.command)


async def pressed_ticket(what: Pressed, desk: Desk) -> Ticket:
    """The ticket that a button is about. Raises Unknown."""
    return await get(desk, number(what.args[0]))


def number(given: str) -> int:
    """An id that a button carries. Raises Unknown for what we never put on one."""
    if not given.isdecimal():
        raise Unknown("unknown_button")
    return int(given)
