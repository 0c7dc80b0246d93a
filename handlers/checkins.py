"""Check in on the day, by button, code or list; and say afterwards how it was."""

import re
from datetime import timedelta

from desk.desk import Desk
from desk.events import checking_in, hosting, personal, rating, roster
from desk.people.acquaintance import meet
from desk.values import Notice, Pressed, Said, ToChat
from handlers.arguments import number
from storage import outbox, signups, tickets
from storage.kinds import Shows
from storage.tickets import Shown

CODE = re.compile("c([0-9]{1,18})-([0-9a-f]{1,40})")
EVENT = re.compile("e([0-9]{1,18})")
SOON = timedelta(minutes=10)  # after the stars; later words may be about anything


async def checkin(what: Pressed, desk: Desk) -> None:
    """签到."""
    event, person = number(what.args[0]), await meet(desk, what.who)
    told = await checking_in.check_in(desk, event, person)
    desk.verdict(told.phrase, **told.facts)
    await desk.tell(*told.notices)
    if what.where.private:
        await desk.tell(await personal.card(desk, await hosting.seen(desk, event), person, what.message_id))


async def followed(what: Said, desk: Desk) -> bool:
    """A link: `c12-code` checks in at event 12, `e12` shows it; False for another."""
    payload = what.text.strip()
    if (code := CODE.fullmatch(payload)) is not None:
        told = await checking_in.check_in(desk, int(code[1]), await meet(desk, what.who), code[2])
        await desk.tell(Notice(ToChat(what.where.id), told.phrase, told.facts), *told.notices)
        return True
    if (shown := EVENT.fullmatch(payload)) is not None:
        event = await hosting.seen(desk, int(shown[1]))
        await desk.tell(await personal.card(desk, event, await meet(desk, what.who)))
        return True
    return False


async def qr(what: Pressed, desk: Desk) -> None:
    """签到码: the picture that the host shows."""
    told = await checking_in.show_code(desk, number(what.args[0]), await meet(desk, what.who))
    desk.verdict(told.phrase)
    await desk.tell(*told.notices)


async def came(what: Pressed, desk: Desk) -> None:
    """A name on the host's list."""
    event_id, sign_up, page = (number(given) for given in what.args)
    person = await meet(desk, what.who)
    told = await checking_in.correct(desk, event_id, person, sign_up)
    desk.verdict(told.phrase, **told.facts)
    await desk.tell(*told.notices)
    if what.where.private:
        await desk.tell(await roster.page(desk, await hosting.seen(desk, event_id), person, page, what.message_id))


async def stars(what: Pressed, desk: Desk) -> None:
    """How it was, from one to five."""
    event, given = (number(one) for one in what.args)
    person = await meet(desk, what.who)
    await desk.tell(await rating.rate(desk, event, person, given, what.message_id))
    desk.verdict("rating.kept", stars=given)


async def to_rating(what: Said, desk: Desk) -> bool:
    """What is said privately in answer to 「活动怎么样」, or right after the stars, if it is no matter of its own."""
    if not what.where.private or what.command is not None or not what.text.strip():
        return False
    event = await _rated(what, desk)
    if event is None or not await rating.comment(desk, event, await meet(desk, what.who), what.text):
        return False
    await desk.tell(Notice(ToChat(what.where.id), "rating.comment_kept", reply_to=what.message_id))
    return True


async def _rated(what: Said, desk: Desk) -> int | None:
    """The event that these words are about."""
    if what.reply is not None:
        return _asked(await tickets.shown_as(desk.session, what.where.id, what.reply.message_id))
    last = await outbox.last_sent(desk.session, what.where.id)
    asked = await desk.session.get(Shown, last.shown_id) if last is not None and last.shown_id is not None else None
    given = await signups.last_opinion(desk.session, (await meet(desk, what.who)).id or 0)
    if given is None or given.event_id != _asked(asked) or given.comment or what.at - given.at > SOON:
        return None
    return None if desk.book.triage.read(what.text).is_issue else given.event_id


def _asked(shown: Shown | None) -> int | None:
    return shown.event_id if shown is not None and shown.purpose is Shows.QUESTION else None
