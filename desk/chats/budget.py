"""How much a group hears of us on a day without having asked: a budget, and what waits once most of it is spent.

What counts is every new message that the clock, or somebody elsewhere, says in the group: announcements, the month's
sheet, the note of who is on duty, the week's sums, reminders, what has changed. Answers and cards do not: somebody
has just spoken there; nor do edits, which ring no phone. Why six: a group that rings more often than about every other
hour of a working day is muted by its members, and then they hear nothing at all. Only what can wait is held back; what
cannot is folded where it is made, and `make year` counts whether that keeps to the budget.
"""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from desk.desk import Desk
from desk.worktime import NoWorkingTime
from storage import outbox

A_DAY = 6
KEPT = 2  # of these, for what cannot wait: changes, places that have come free, who must come soon
UNASKED = time(9)  # what waits goes out at nine where nobody works


async def spent(desk: Desk, chats: Collection[int]) -> dict[int, int]:
    """How much each of these groups has heard today; what waits to be sent counts, too."""
    zone = desk.book.zone
    midnight = datetime.combine(desk.now.astimezone(zone).date(), time(), zone)
    return await outbox.unasked(desk.session, chats, midnight)


def is_too_much(heard: int) -> bool:
    """Whether what can wait should wait."""
    return heard >= A_DAY - KEPT


def tomorrow(desk: Desk) -> datetime:
    """When what has waited goes out: the next working morning."""
    clock = desk.book.worktime
    day = datetime.combine(clock.date_of(desk.now) + timedelta(days=1), time(), clock.zone)
    try:
        return clock.next_opening(day)
    except NoWorkingTime:
        return datetime.combine(day.date(), UNASKED, clock.zone)
