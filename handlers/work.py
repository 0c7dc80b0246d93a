"""Work on a ticket by command or button: accept, resolve, transfer, cancel, support, not an issue."""

from desk.desk import Desk
from desk.errors import BadArgument
from desk.people.acquaintance import meet
from desk.tickets import asking, cards, reaching, working
from desk.tickets.merging import surviving
from desk.tickets.move import allow
from desk.tickets.supporting import support as add_support
from desk.tickets.targets import choices, target
from desk.values import Notice, Pressed, Said, ToChat
from handlers.arguments import done, pressed_ticket, ticket_and_rest
from storage.kinds import Shows, Verb


async def accept(what: Said, desk: Desk) -> None:
    """`/accept ID`."""
    ticket, _ = await ticket_and_rest(what, desk)
    await desk.tell(*await working.accept(desk, ticket, await meet(desk, what.who)))
    await done(what, desk, ticket, "done.accept")


async def resolve(what: Said, desk: Desk) -> None:
    """`/resolve ID note`."""
    ticket, text = await ticket_and_rest(what, desk)
    told = await working.resolve(desk, ticket, await meet(desk, what.who), text, what.files, what.where.id)
    await desk.tell(*told)
    if not any(notice.purpose is Shows.QUESTION and notice.to == ToChat(what.where.id) for notice in told):
        people = await asking.asked(desk, ticket)
        if not what.where.private:
            people = [person for person in people if await reaching.may_be_named(desk, ticket, person)]
        await done(what, desk, ticket, "done.resolve", people=people)


async def transfer(what: Said, desk: Desk) -> None:
    """`/transfer ID TARGET`."""
    ticket, words = await ticket_and_rest(what, desk)
    by = await meet(desk, what.who)
    if not words and not what.mentions:
        raise BadArgument("transfer_to_whom", ticket=ticket.id)
    await allow(desk, ticket, Verb.TRANSFER, by)
    await desk.tell(*await working.transfer(desk, ticket, by, await target(desk, ticket, words, what)))
    await done(what, desk, ticket, "done.transfer")


async def cancel(what: Said, desk: Desk) -> None:
    """`/cancel ID`."""
    ticket, text = await ticket_and_rest(what, desk)
    await desk.tell(*await working.cancel(desk, ticket, await meet(desk, what.who), text))
    await done(what, desk, ticket, "done.cancel")


async def support(what: Said, desk: Desk) -> None:
    """`/support ID`."""
    ticket = await surviving(desk, (await ticket_and_rest(what, desk))[0])
    added = await add_support(desk, ticket, await meet(desk, what.who), what.where.id)
    if added:
        await desk.tell(*await cards.refresh(desk, ticket))
    await done(what, desk, ticket, "done.support" if added else "done.support_again")


async def accept_pressed(what: Pressed, desk: Desk) -> None:
    """受理."""
    ticket = await pressed_ticket(what, desk)
    await desk.tell(*await working.accept(desk, ticket, await meet(desk, what.who)))
    desk.verdict("done.accept", ticket=await cards.view(desk, ticket))


async def resolve_pressed(what: Pressed, desk: Desk) -> None:
    """办结."""
    ticket = await pressed_ticket(what, desk)
    await desk.tell(*await working.resolve(desk, ticket, await meet(desk, what.who)))
    people = await asking.asked(desk, ticket)
    desk.verdict("done.resolve", ticket=await cards.view(desk, ticket), people=people)


async def transfer_pressed(what: Pressed, desk: Desk) -> None:
    """转办: offer whom to hand it to."""
    ticket = await pressed_ticket(what, desk)
    await allow(desk, ticket, Verb.TRANSFER, await meet(desk, what.who))
    facts = {"ticket": await cards.view(desk, ticket)}
    buttons = await choices(desk, ticket)
    if not buttons:
        raise BadArgument("nobody_to_transfer_to", ticket=ticket.id)
    await desk.tell(Notice(ToChat(what.where.id), "ask.transfer", facts, buttons, ticket=ticket.id))
    desk.verdict("done.choose")


async def hand_pressed(what: Pressed, desk: Desk) -> None:
    """A choice under 转办."""
    ticket = await pressed_ticket(what, desk)
    by = await meet(desk, what.who)
    await allow(desk, ticket, Verb.TRANSFER, by)
    await desk.tell(*await working.transfer(desk, ticket, by, await target(desk, ticket, what.args[1])))
    facts = {"ticket": await cards.view(desk, ticket)}
    await desk.tell(Notice(ToChat(what.where.id), "done.transfer", facts, ticket=ticket.id, edits=what.message_id))
    desk.verdict("done.transfer", **facts)


async def cancel_pressed(what: Pressed, desk: Desk) -> None:
    """撤销."""
    ticket = await pressed_ticket(what, desk)
    await desk.tell(*await working.cancel(desk, ticket, await meet(desk, what.who)))
    desk.verdict("done.cancel", ticket=await cards.view(desk, ticket))


async def support_pressed(what: Pressed, desk: Desk) -> None:
    """我也遇到."""
    ticket = await surviving(desk, await pressed_ticket(what, desk))
    added = await add_support(desk, ticket, await meet(desk, what.who), what.where.id)
    if added:
        await desk.tell(*await cards.refresh(desk, ticket))
    desk.verdict("done.support" if added else "done.support_again", ticket=await cards.view(desk, ticket))


async def not_an_issue_pressed(what: Pressed, desk: Desk) -> None:
    """不是问题."""
    ticket = await pressed_ticket(what, desk)
    await desk.tell(*await working.not_an_issue(desk, ticket, await meet(desk, what.who)))
    desk.verdict("done.not_an_issue", ticket=await cards.view(desk, ticket))
