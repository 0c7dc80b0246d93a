"""Ask a language model about a message that the local judgement is unsure of: what it may see, and what it may do.

Which model, and how it is reached, is not our matter; whatever it does, the local judgement remains.
"""

from dataclasses import dataclass
from typing import Protocol

from desk.desk import Desk
from desk.masking import mask
from desk.values import Said, Who
from storage import people

VOUCHED = 0.8  # how confident it must be for a card; below, the writer is asked as ever


@dataclass(frozen=True, slots=True)
class Question:
    """A message without people and their numbers, and the services (code, name) that it may be about."""

    text: str
    services: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """Whether it is a matter, which of the services it is about, and how sure that is (0 to 1)."""

    is_issue: bool
    service: str | None
    confidence: float


class Adviser(Protocol):
    """Something that reads. It never raises for what it is told, and is done within its own time limit."""

    @property
    def rests(self) -> bool:
        """Whether it has failed lately and is left alone."""
        ...

    async def advise(self, question: Question) -> Advice | None:
        """What it says; None if it cannot tell."""
        ...


async def question(desk: Desk, what: Said) -> Question:
    """What it is shown of a message."""
    names = [*await people.names(desk.session), *_named(what.who)]
    names += [name for one in what.mentions for name in (_named(one) if isinstance(one, Who) else [one])]
    services = tuple((one.code, one.name) for one in desk.book.services.values())
    return Question(mask(what.text, names), services)


def vouches(advice: Advice | None) -> bool:
    """Whether the message is let in as if the local judgement were sure."""
    return advice is not None and advice.is_issue and advice.confidence >= VOUCHED


def _named(who: Who) -> list[str]:
    return [who.name, *([who.username] if who.username else [])]
