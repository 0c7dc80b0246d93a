"""Print a month's figures."""

from collections.abc import Iterator

from tests.month.figures import Figures, Rate


def lines(figures: Figures) -> Iterator[str]:
    """Everything, a fact a line."""
    verbs = figures.verbs
    statuses = sorted({one.status.value for one in figures.tickets})
    counts = ", ".join(f"{status} {sum(one.status == status for one in figures.tickets)}" for status in statuses)
    yield f"reported {figures.said}, tickets {len(figures.tickets)} ({counts})"
    yield f"closure rate (办结率, resolved of those due): {figures.closure}"
    yield f"closed: confirmed {figures.confirmed}, unrated {figures.unrated}; waiting for an answer {figures.waiting}"
    yield f"accepted in time: {figures.accepted}; resolved in time: {figures.resolved}"
    yield f"reminders {verbs['remind']} in {figures.reminding} messages"
    yield f"nudges to those who were asked: {verbs['nudge']}"
    for verb in ("escalate", "transfer", "return", "reopen", "hold", "support", "merge", "cancel"):
        yield f"{verb}: {verbs[verb]}"
    yield f"digests: {figures.digests} in the morning, {figures.weekly} of the week"
    for title, spread in figures.groups.items():
        yield f"messages a working day in {title}: {spread}"
    yield f"private messages a person and day: {figures.private} ({figures.busiest})"
    yield f"messages edited: {figures.edits} times"
    yield from _must_be_empty("without a next row or a final state", figures.life.forgotten)
    yield from _must_be_empty("said by the clock outside working hours", figures.outside)
    yield from _must_be_empty("failed or parked", figures.life.failed)
    yield from _nines(figures)


def _must_be_empty(what: str, found: list[str]) -> Iterator[str]:
    yield f"{what}: {len(found) or 'none'}"
    yield from (f"    {one}" for one in found[:10])


def _nines(figures: Figures) -> Iterator[str]:
    yield "for 99.9 %:"
    for what, habits in figures.why.items():
        total = sum(habits.values())
        yield f"  {what} {total}: " + (", ".join(f"{name} {count}" for name, count in habits.most_common()) or "none")
    whole = figures.closure.whole
    yield f"  {whole} due leave room for {whole // 1000} that are not resolved in time"
    done_then = figures.resolved.part + figures.warned.part
    yield f"  of those not resolved in time, reminded while there was time: {figures.warned}"
    yield f"  had each of them been done then: in time {Rate(done_then, whole)}"
    for what, (closure, timely) in figures.taken_over.items():
        yield f"  {what} resolved on the day a rung was first called: closure {closure}, in time {timely}"
