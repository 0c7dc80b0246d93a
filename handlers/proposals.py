"""Propose an event from a ticket, or tell whoever asked when the unit is on duty: buttons on cards and lists."""

from desk.desk import Desk
from desk.errors import NotAllowed
from desk.events import proposing
from desk.people.acquaintance import meet
from desk.values import Pressed, ToPerson
from handlers.arguments import number, pressed_ticket
from storage.people import Person


async def propose(what: Pressed, desk: Desk) -> None:
    """办活动: privately, what could be done."""
    ticket, person = await pressed_ticket(what, desk), await _reached(what, desk)
    await desk.tell(await proposing.ways(desk, ticket, person))
    desk.verdict("invite.see")


async def invite(what: Pressed, desk: Desk) -> None:
    """请来一场: the form, with all but the time filled in."""
    ticket, person = await pressed_ticket(what, desk), await _reached(what, desk)
    notices = await proposing.begin(desk, ticket, person)
    await desk.tell(*notices)
    passed_to = [one.to.person for one in notices if isinstance(one.to, ToPerson) and one.to.person.id != person.id]
    if passed_to:
        desk.verdict("invite.passed", name=passed_to[0].name)
    else:
        desk.verdict("invite.see")


async def tell_duty(what: Pressed, desk: Desk) -> None:
    """告诉诉求人: when the unit is on duty."""
    ticket, person = await pressed_ticket(what, desk), await meet(desk, what.who)
    await desk.tell(*await proposing.tell_duty(desk, ticket, person, number(what.args[1])))
    desk.verdict("invite.told")


async def _reached(what: Pressed, desk: Desk) -> Person:
    """Whoever pressed, if they can be written to privately. Raises NotAllowed."""
    person = await meet(desk, what.who)
    if not what.where.private and person.reachable is not True:
        raise NotAllowed("open_private_first")
    return person
