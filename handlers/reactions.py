"""Open a ticket because somebody who serves the people there has reacted to a message with the emoji for that."""

from desk.desk import Desk
from desk.door import takes_up
from desk.people.acquaintance import meet
from desk.values import Notice, Reacted, ToPerson
from handlers import delays, reports


async def register(what: Reacted, desk: Desk) -> None:
    """As `/report` in answer to it would; whose words are not at hand any more can only be reported like that.

    Between the door and here it may have got its ticket: two have reacted, or the message itself waited for its turn.
    """
    if not await takes_up(desk, what):
        return
    if what.report is None:
        await _ask_for_command(what, desk)
        return
    await reports.command(what.report, desk)
    await delays.explain(what.report, desk)


async def _ask_for_command(what: Reacted, desk: Desk) -> None:
    """Once a message, privately; in the group once for all, if they cannot be written to."""
    key = f"reaction:{what.where.id}:{what.message_id}"
    to = ToPerson(await meet(desk, what.who), what.where.id, "report.not_held_here", mark="reaction")
    await desk.tell(Notice(to, "report.not_held", {"title": what.where.title}, key=f"{key}:{what.who.id}"))
