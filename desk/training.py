"""Make the district's own model of the corpus and of what has been corrected here; keep it if it is better."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from desk.directory.entries import Directory
from desk.triage import model
from desk.triage.learning.comparing import Measured, better, measure
from desk.triage.learning.corpus import Two, fingerprint, part
from desk.triage.learning.folding import Corrections, Couple, Message, lessons
from desk.triage.learning.making import make
from desk.triage.seeing import seen_in
from storage import examples
from storage.examples import Example
from storage.kinds import ExampleKind, Status
from storage.tickets import Ticket

MATTERS = frozenset({ExampleKind.TAKEN, ExampleKind.MISSED, ExampleKind.SERVICE})
PAIRS = frozenset({ExampleKind.MERGE, ExampleKind.SPLIT})


@dataclass(frozen=True)
class Material:
    """What is there to learn from: how much of each kind was kept, and what of it can be learnt."""

    counts: Mapping[ExampleKind, int]
    corrections: Corrections


@dataclass(frozen=True)
class Outcome:
    """The new model's file, how the model in use and the new one do, and whether the new one is better."""

    file: bytes
    before: Measured
    after: Measured

    @property
    def is_better(self) -> bool:
        return better(self.before, self.after)


async def gather(session: AsyncSession) -> Material:
    """The examples, with the words of the tickets that still have any. A withdrawn ticket says nothing either way."""
    kept = await examples.every(session)
    words = await _words(session, {number for one in kept for number in (one.ticket_id, one.other_id) if number})
    couples = [Couple(one.ticket_id or 0, two) for one in kept if (two := _two(one, words)) is not None]
    erased = [
        Message(one.id or 0, seen=seen_in(one.seen), is_matter=False)
        for one in kept
        if one.kind is ExampleKind.NOT_AN_ISSUE and one.seen is not None
    ]
    return Material(await examples.counts(session), Corrections((*_matters(kept, words), *erased), tuple(couples)))


async def _words(session: AsyncSession, numbers: Collection[int]) -> dict[int, Ticket]:
    found = select(Ticket).where(col(Ticket.id).in_(numbers), Ticket.text != "", Ticket.status != Status.CANCELLED)
    return {ticket.id or 0: ticket for ticket in (await session.exec(found)).all()}


def _matters(kept: Collection[Example], words: Mapping[int, Ticket]) -> list[Message]:
    """A ticket is one message, whatever was said of it."""
    found: dict[int, Message] = {}
    for one in kept:
        ticket = words.get(one.ticket_id or 0) if one.kind in MATTERS else None
        if ticket is not None:
            number = ticket.id or 0
            before = found.get(number)
            unit, role = (one.unit, one.role) if before is None or one.unit or one.role else (before.unit, before.role)
            found[number] = Message(number, ticket.text, None, True, unit, role)
    return list(found.values())


def _two(one: Example, words: Mapping[int, Ticket]) -> Two | None:
    ticket, other = words.get(one.ticket_id or 0), words.get(one.other_id or 0)
    if one.kind not in PAIRS or ticket is None or other is None:
        return None
    return Two(ticket.text, other.text, one.kind is ExampleKind.MERGE)


def train(
    corrections: Corrections,
    here: Directory,
    in_use: model.Model,
    of_corpus: Directory,
    corpus: Traversable | None = None,
) -> Outcome:
    """Make a model and compare it with the one in use. `of_corpus`: the directory whose services the corpus names."""
    taught = lessons(corrections.held_back(False), here, model.shipped())
    tune = part("tune", corpus)
    file = make(part("train-", corpus), tune, of_corpus, fingerprint(corpus), taught)
    held = corrections.held_back()
    before, after = (measure(one, tune, of_corpus, held, here) for one in (in_use, model.read(file)))
    return Outcome(file, before, after)
