"""Swap shifts by two taps: one unit's people offer, the other's accept or decline."""

from desk.desk import Desk
from desk.duty import swapping
from desk.duty.viewing import view
from desk.errors import BadArgument
from desk.people.acquaintance import meet
from desk.values import Button, Notice, Pressed, ToChat, pairs
from handlers.arguments import number


async def swap_pressed(what: Pressed, desk: Desk) -> None:
    """换班: whose shift instead?"""
    by = await meet(desk, what.who)
    given = await swapping.mine(desk, by, number(what.args[0]))
    others = await swapping.candidates(desk, given)
    if not others:
        raise BadArgument("swap_none")
    shown = [view(desk, one) for one in others]
    buttons = [
        Button(data=f"swap_with:{given.id}:{one.number}", name=f"{one.day.month}/{one.day.day} {one.unit}")
        for one in shown
    ]
    facts = {"ours": view(desk, given), "shifts": shown}
    await desk.tell(Notice(ToChat(what.where.id), "rota.swap_which", facts, pairs(buttons)))


async def offer_pressed(what: Pressed, desk: Desk) -> None:
    """The shift that one would have instead: its unit is asked."""
    given, taken = (number(one) for one in what.args)
    told = await swapping.offer(desk, await meet(desk, what.who), given, taken)
    facts = {"ours": told[0].facts["ours"], "theirs": told[0].facts["theirs"]}
    await desk.tell(Notice(ToChat(what.where.id), "rota.offered", facts, edits=what.message_id))
    await desk.tell(*told)
    desk.verdict("rota.asked")


async def accept_pressed(what: Pressed, desk: Desk) -> None:
    """同意换班."""
    given, taken, told = await swapping.accept(desk, await meet(desk, what.who), number(what.args[0]))
    facts = {"ours": view(desk, given), "theirs": view(desk, taken)}
    await desk.tell(Notice(ToChat(what.where.id), "rota.agreed", facts, edits=what.message_id))
    await desk.tell(*(one for one in told if one.to != ToChat(what.where.id)))
    desk.verdict("rota.done")


async def decline_pressed(what: Pressed, desk: Desk) -> None:
    """不换."""
    given, taken, told = await swapping.decline(desk, await meet(desk, what.who), number(what.args[0]))
    facts = {"ours": view(desk, given), "theirs": view(desk, taken)}
    await desk.tell(Notice(ToChat(what.where.id), "rota.refused", facts, edits=what.message_id))
    await desk.tell(*(one for one in told if one.to != ToChat(what.where.id)))
