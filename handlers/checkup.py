"""Tell admins what keeps people from being served, as far as the records show it."""

from desk import checkup
from desk.desk import Desk
from desk.errors import NotAllowed
from desk.people.acquaintance import meet
from desk.people.permissions import is_admin
from desk.values import Notice, Said, ToChat

MOST = 3  # named in each finding, so that the whole fits a screen


async def check(what: Said, desk: Desk) -> None:
    """`/check`: what is wrong, worst first; what is well is only counted."""
    if not is_admin(desk, await meet(desk, what.who)):
        raise NotAllowed("admins_only")
    groups = await checkup.bound_chats(desk.session)
    found = await checkup.examine(desk.session, desk.book, groups, desk.now, MOST)
    troubles = sorted((one for one in found if not one.fine), key=lambda one: not one.grave)
    facts = {"troubles": troubles, "fine": len(found) - len(troubles)}
    await desk.tell(Notice(ToChat(what.where.id), "checkup.report", facts, reply_to=what.message_id))
