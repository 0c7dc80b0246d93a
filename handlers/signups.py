"""Sign up for events by one tap, and run one: the list of names, the sign-up closed and opened again."""

import re

from desk.desk import Desk
from desk.errors import BadArgument, NotAllowed
from desk.events import hosting, personal, roster, signups
from desk.events.signups import Told
from desk.people.acquaintance import meet
from desk.values import Notice, Pressed, Said, ToChat
from handlers.arguments import number
from storage.kinds import Lane
from storage.people import Person

NUMBER = re.compile(r"(?:list\s*)?[#＃]?(\d{1,18})", re.IGNORECASE)


async def join(what: Pressed, desk: Desk) -> None:
    """报名."""
    group = None if what.where.private else what.where.id
    event, person = number(what.args[0]), await meet(desk, what.who)
    await _told(what, desk, person, event, await signups.join(desk, event, person, group))


async def leave(what: Pressed, desk: Desk) -> None:
    """取消."""
    event, person = number(what.args[0]), await meet(desk, what.who)
    await _told(what, desk, person, event, await signups.leave(desk, event, person))


async def take(what: Pressed, desk: Desk) -> None:
    """The place that was offered is taken."""
    event, person = number(what.args[0]), await meet(desk, what.who)
    await _told(what, desk, person, event, await signups.take(desk, event, person))


async def plus(what: Pressed, desk: Desk) -> None:
    """带一位."""
    event, person = number(what.args[0]), await meet(desk, what.who)
    await _told(what, desk, person, event, await signups.bring(desk, event, person, 1))


async def minus(what: Pressed, desk: Desk) -> None:
    """少带一位."""
    event, person = number(what.args[0]), await meet(desk, what.who)
    await _told(what, desk, person, event, await signups.bring(desk, event, person, -1))


async def _told(what: Pressed, desk: Desk, person: Person, event: int, told: Told) -> None:
    """The pop-up says what came of it; the private chat has the event as it stands for the person now."""
    desk.verdict(told.phrase, **told.facts)
    await desk.tell(*told.notices)
    if what.where.private or person.reachable is True:
        edits = what.message_id if what.where.private else None
        await desk.tell(await personal.card(desk, await hosting.seen(desk, event), person, edits))


async def shut(what: Pressed, desk: Desk) -> None:
    """截止报名."""
    await _shut(what, desk, closed=True)


async def unshut(what: Pressed, desk: Desk) -> None:
    """重开报名."""
    await _shut(what, desk, closed=False)


async def _shut(what: Pressed, desk: Desk, closed: bool) -> None:
    event, person = number(what.args[0]), await meet(desk, what.who)
    told = await signups.shut(desk, event, person, closed)
    desk.verdict(told.phrase)
    await desk.tell(*told.notices)
    if what.where.private:
        await desk.tell(await roster.page(desk, await hosting.seen(desk, event), person, 0, what.message_id))


async def signups_pressed(what: Pressed, desk: Desk) -> None:
    """名单: privately, whoever runs the event."""
    event, person = await hosting.seen(desk, number(what.args[0])), await meet(desk, what.who)
    await hosting.must_run(desk, event, person)
    edits = what.message_id if what.where.private else None
    await _send_list(desk, await roster.page(desk, event, person, number(what.args[1]), edits), person)
    if edits is None:
        desk.verdict("roster.sent")


async def listing(what: Said, desk: Desk) -> None:
    """`/event list ID`."""
    found = NUMBER.match(what.text.strip())
    if found is None:
        raise BadArgument("which_event")
    event, person = await hosting.seen(desk, int(found[1])), await meet(desk, what.who)
    await hosting.must_run(desk, event, person)
    await _send_list(desk, await roster.page(desk, event, person, 0), person)
    if not what.where.private:
        sent = Notice(ToChat(what.where.id), "roster.sent", lane=Lane.ANSWER, reply_to=what.message_id)
        await desk.tell(sent)


async def _send_list(desk: Desk, page: Notice, person: Person) -> None:
    """Names are for the private chat alone."""
    if isinstance(page.to, ToChat) or person.reachable is True:
        await desk.tell(page)
        return
    raise NotAllowed("open_private_first")
