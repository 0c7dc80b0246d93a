"""Be away for a while, with somebody who stands in."""

import re
from datetime import datetime, timedelta

from desk.desk import Desk
from desk.errors import BadArgument, NotAllowed
from desk.moments import Edge, moment
from desk.people import absence
from desk.people.acquaintance import meet, named
from desk.people.permissions import is_admin
from desk.values import Notice, Said, ToChat, ToPerson
from storage import people

BACK = re.compile(r"^(off|back|取消|回来了?|结束)$", re.IGNORECASE)
NAMED = re.compile(r"@\S+")


async def deputy(what: Said, desk: Desk) -> None:
    """`/deputy @name until DATE`; without a name the directory's deputy; `/deputy off` to be back."""
    person = await meet(desk, what.who)
    if not await people.grants(desk.session, person.id or 0) and not is_admin(desk, person):
        raise NotAllowed("deputy_without_role")
    if BACK.match(what.text.strip()):
        await absence.come_back(desk, person)
        await _answer(what, desk, "done.back")
        return
    until, _ = moment(NAMED.sub(" ", what.text), desk.now, desk.book.worktime, Edge.ENDS)
    if until is None:
        raise BadArgument("away_until_when")
    stands_in = await named(desk, what)
    await absence.leave(desk, person, stands_in, until)
    found = await absence.deputy_of(desk, person)
    last = _as_said(desk, until)
    await _answer(what, desk, "done.away", person=found, until=last)
    if found is not None:
        facts = {"by": person, "until": last}
        await desk.tell(Notice(ToPerson(found, dispensable=True), "office.deputy", facts))


def _as_said(desk: Desk, until: datetime) -> datetime:
    """A day that was named is the last one away; its end is not told as the midnight of the next."""
    local = until.astimezone(desk.book.zone)
    return until - timedelta(minutes=1) if (local.hour, local.minute) == (0, 0) else until


async def _answer(what: Said, desk: Desk, phrase: str, **facts: object) -> None:
    await desk.tell(Notice(ToChat(what.where.id), phrase, facts, reply_to=what.message_id))
