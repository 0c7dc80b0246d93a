"""What the directory says of chasing tickets: reminders, escalation, support, and what is said in an emergency."""

from dataclasses import dataclass

from desk.directory.entries import Directory, Duration
from desk.directory.spans import parse_duration


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do first when one of these words is said."""

    keywords: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Chasing:
    """`before_due`: shares of a promise's time. `after_overdue`: a duration for each rung. `raise_after`: so many
    supporters raise the priority by a step; None never."""

    before_due: tuple[float, ...]
    overdue_every: Duration
    after_overdue: tuple[str, ...]
    raise_after: int | None
    number: str | None
    advice: tuple[Advice, ...]

    def advice_for(self, text: str) -> str | None:
        """The first advice whose words are said."""
        return next((one.text for one in self.advice if any(word in text for word in one.keywords)), None)


def chasing(directory: Directory) -> Chasing:
    """As the directory has it."""
    reminders, escalation = directory.rest.get("reminders", {}), directory.rest.get("escalation", {})
    emergency = directory.rest.get("emergency", {})
    return Chasing(
        before_due=tuple(sorted(int(one.rstrip("%")) / 100 for one in reminders.get("before_due", ()))),
        overdue_every=parse_duration(reminders.get("overdue_every", "1d")),
        after_overdue=tuple(escalation.get("after_overdue", ())),
        raise_after=directory.rest.get("support", {}).get("raise_after"),
        number=emergency.get("number"),
        advice=tuple(Advice(tuple(one["keywords"]), one["text"]) for one in emergency.get("advice", ())),
    )
