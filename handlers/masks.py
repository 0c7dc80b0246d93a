"""Answer whoever speaks as the group or as a channel: nobody knows who they are until they press a button."""

from dataclasses import replace

from desk.desk import Desk
from desk.door import DOOR_COMMANDS, ticket_answered
from desk.errors import NotAllowed, Unknown
from desk.people.acquaintance import meet
from desk.people.permissions import ASKED, WORKING, is_admin, standings
from desk.tickets.move import get, refusal
from desk.values import OWN, Button, Notice, Pressed, RepliedTo, Said, ToChat
from handlers.arguments import number
from storage.kinds import Verb


async def ask_who(what: Said, desk: Desk) -> None:
    """One short line, once a message; its button carries the ticket that the message answers, for the platform hands
    back the message, but not what that answered."""
    button = Button(data=f"{OWN}:{await ticket_answered(desk, what) or 0}", label=OWN)
    key = f"{OWN}:{what.where.id}:{what.message_id}"
    to = ToChat(what.where.id)
    await desk.tell(Notice(to, "mask.who", {}, ((button,),), reply_to=what.message_id, key=key))


async def taken_over(what: Pressed, desk: Desk) -> Said:
    """What was said, as the presser's own words. Raises Unknown when the message is gone, NotAllowed for a bystander
    who presses under an answer to a ticket or an admin's command."""
    if what.quoted is None:
        raise Unknown("say_it_yourself")
    by = await meet(desk, what.who)
    if what.quoted.command in DOOR_COMMANDS and not is_admin(desk, by):
        raise NotAllowed("admins_only")
    answered = number(what.args[0])
    if answered == 0:
        return what.quoted
    ticket = await get(desk, answered)
    if not await standings(desk, by, ticket) & (WORKING | ASKED):
        raise refusal(ticket, Verb.RESOLVE, WORKING)
    return replace(what.quoted, reply=RepliedTo(0, ours=True, ticket=ticket.id))


async def close(what: Pressed, desk: Desk) -> None:
    """Say whose words they are now; the button goes."""
    by = await meet(desk, what.who)
    await desk.tell(Notice(ToChat(what.where.id), "mask.taken", {"by": by}, edits=what.message_id))
    desk.verdict("mask.done")
