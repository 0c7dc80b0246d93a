"""What the hours of the platform tell: since when it went unheard, and whether our clock is wrong. Admins are told."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.workshop import tell_admins
from desk.desk import Desk
from storage.locks import alone
from storage.marks import mark, marked

KEPT = timedelta(hours=24)  # what was not fetched by then the platform has forgotten (Bot API, "Getting updates")
OFTEN = timedelta(minutes=1)  # between two notes that the platform was heard
WRONG = timedelta(minutes=2)  # ahead of our clock; less may be rounding
HEARD = "heard"
DATED = ("message", "edited_message", "my_chat_member")


async def note_heard(desk: Desk, after_a_break: bool) -> None:
    """The platform is heard now. After a break longer than it keeps anything, say what it has forgotten meanwhile."""
    await alone(desk.session, HEARD)  # several processes may note it at once
    before = await marked(desk.session, HEARD)
    await mark(desk.session, HEARD, desk.now)
    if after_a_break and before is not None and desk.now - before > KEPT:
        facts = {"since": before, "until": desk.now - KEPT}
        await tell_admins(desk, "edge.forgotten", facts, f"forgotten:{before:%Y%m%d%H%M}")


async def doubt_the_clock(desk: Desk, updates: Sequence[Mapping[str, Any]]) -> None:
    """A message from the future: our clock is slow. Said once a day; nothing else changes.

    A fast clock cannot be told from messages that came late.
    """
    ahead = max((_date(update) for update in updates), default=desk.now) - desk.now
    if ahead > WRONG:
        facts = {"minutes": round(ahead.total_seconds() / 60)}
        await tell_admins(desk, "edge.clock_slow", facts, f"clock:{desk.now:%Y%m%d}")


def _date(update: Mapping[str, Any]) -> datetime:
    """When it happened, by the platform's clock; long ago where it does not say."""
    parts = [update[kind] for kind in DATED if isinstance(update.get(kind), Mapping)]
    dates = [part.get("date") for part in parts]
    newest = max((date for date in dates if isinstance(date, int)), default=0)
    try:
        return datetime.fromtimestamp(newest, UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0, UTC)
