"""Take the reply to what a button has asked for as if it had been given with the command."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from desk.desk import Desk
from desk.values import Said
from handlers import deadlines, holds, returns
from storage.kinds import Shows
from storage.tickets import Shown

PROMPTS: dict[Shows, Callable[[Said, Desk], Awaitable[None]]] = {
    Shows.HOLD: holds.hold,
    Shows.RETURN: returns.give_back,
    Shows.DEADLINE: deadlines.deadline,
}


async def answered(what: Said, desk: Desk, shown: Shown | None) -> bool:
    """False if nothing was asked for there."""
    if shown is None or shown.purpose not in PROMPTS:
        return False
    await PROMPTS[shown.purpose](replace(what, text=f"#{shown.ticket_id} {what.text}", command=shown.purpose), desk)
    return True
