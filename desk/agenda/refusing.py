"""Why a phrase cannot be the date of an event."""

from enum import StrEnum

from desk.errors import Refused


class Why(StrEnum):
    """The reason, named as the phrase that words it."""

    PAST = "no.when_past"
    IMPOSSIBLE = "no.when_impossible"
    CONTRADICTORY = "no.when_contradictory"
    BACKWARDS = "no.when_backwards"
    VAGUE = "no.when_vague"
    DEADLINE = "no.when_deadline"
    CHOICE = "no.when_choice"
    SEVERAL = "no.when_several"
    CALENDAR = "no.when_calendar"
    """Either calendar may be meant: 八月十五."""
    MOVING = "no.when_moving"
    """A series on days that no rule repeats: 每年中秋节."""


class Unreadable(Refused):
    """The phrase names no single date ahead: which words, and why. Nothing has been changed."""

    def __init__(self, why: Why, written: str) -> None:
        super().__init__(why.removeprefix("no."), written=written)
        self.why = why


class Odd(Exception):
    """Words that cannot stand as they are; whoever knows where they stand makes an `Unreadable` of it."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why
