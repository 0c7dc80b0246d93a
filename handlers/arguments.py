"""Read what follows a command: a ticket's number (or the card replied to) and the rest."""

import re
from typing import Any

from desk.desk import Desk
from desk.errors import BadArgument, Unknown
from desk.tickets import cards
from desk.tickets.move import get
from desk.values import Notice, Pressed, Said, ToChat
from storage.tickets import Ticket

NUMBER = re.compile(r"([#＃]?)(\d{1,30})(?!\S)\s*")


async def ticket_and_rest(what: Said, desk: Desk, rates: bool = False) -> tuple[Ticket, str]:
    """The ticket meant and the words after its number. Raises BadArgument, Unknown.

    In reply to a card, a bare number that is not the card's may be another ticket or the first of the words
    (「/resolve 1 个零件换好了」), so it is asked back; `rates`: then it is a rating.
    """
    found = NUMBER.match(what.text)
    card = what.reply.ticket if what.reply is not None else None
    if found and (found[1] or card in {None, int(found[2])}):
        return await get(desk, int(found[2])), what.text[found.end() :].strip()
    if found and not rates:
        raise BadArgument("which_of_two", card=card, number=found[2], command=what.command)
    if card is not None:
        return await get(desk, card), what.text.strip()
    raise BadArgument("which_ticket", command=what.command)


async def pressed_ticket(what: Pressed, desk: Desk) -> Ticket:
    """The ticket that a button is about. Raises Unknown."""
    return await get(desk, number(what.args[0]))


def number(given: str) -> int:
    """An id that a button carries. Raises Unknown for what we never put on one."""
    if not given.isdecimal():
        raise Unknown("unknown_button")
    return int(given)


async def done(what: Said, desk: Desk, ticket: Ticket, phrase: str, **more: Any) -> None:
    """Answer a command about a ticket in the chat where it was given."""
    facts = {"ticket": await cards.view(desk, ticket), **more}
    await desk.tell(Notice(ToChat(what.where.id), phrase, facts, ticket=ticket.id, reply_to=what.message_id))
