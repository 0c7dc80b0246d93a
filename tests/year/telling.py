"""Print a year's figures."""

from collections import Counter
from collections.abc import Iterator

from desk.chats import budget
from tests.year.figures import Figures


def lines(figures: Figures) -> Iterator[str]:
    """Everything, a fact a line."""
    ups, offers, events = figures.sign_ups, figures.life.offers, figures.events
    yield f"{figures.days} days; events: {_told(events)}; changed {figures.changed}; previews dropped {figures.dropped}"
    yield f"taps {figures.taps}; sign-ups {ups.total()}: {_told(ups)}; companions {figures.companions}"
    yield f"events with a waiting list to the end: {figures.full}; places offered: {_told(offers)}"
    yield f"sign-ups still open, by the state of the event: {_told(figures.open)}"
    came, absent = ups["attended"], ups["no_show"]
    yield f"came {came} of {came + absent} ({100 * came / max(1, came + absent):.1f} %)"
    yield f"ratings {figures.ratings}, mean {figures.mean:.2f}, with words {figures.comments}"
    for what, count in sorted(figures.reminders.items()):
        yield f"reminded {what}: {count}"
    yield f"swaps of duty: {_told(figures.swaps)}"
    yield f"messages a group and working day: {figures.groups}; the budget is {budget.A_DAY}"
    yield "group days by messages: " + ", ".join(f"{n}: {figures.busy[n]}" for n in sorted(figures.busy))
    yield f"the loudest: {', '.join(figures.loudest)}"
    yield f"what was said in groups: {_told(figures.kinds)}"
    held, went = figures.life.held, figures.waits
    waited = f", {min(went):.0f} to {max(went):.0f} hours later" if went else ""
    yield f"held back for another day: {len(held)}, of which said {len(went)}{waited}"
    yield f"calendar files taken: {figures.calendars}; of events whose file grew: {figures.grew}"
    yield f"messages sent {figures.sends}, edited {figures.edits}"
    for what, found in figures.wrong.items():
        yield f"{what}: {len(found) or 'none'}"
        yield from (f"    {one}" for one in found[:10])


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{what} {count}" for what, count in counts.most_common()) or "none"
