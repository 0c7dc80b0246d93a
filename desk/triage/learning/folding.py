"""Fold a district's corrections into what its model is made of: most to learn from, some held back to compare by.

Of a text of the district only such runs of letters are learnt as the corpus has, too, or another correction: what
one person alone has said leaves nothing in the model.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desk.directory.entries import Directory, Service
from desk.triage import grams
from desk.triage.kinship import kin
from desk.triage.learning.corpus import Two
from desk.triage.learning.lessons import ForService, Lessons, Taught
from desk.triage.learning.making import SERVICE_RUNS, named
from desk.triage.model import Model
from desk.triage.normal import normal
from desk.triage.reading import Triage
from desk.triage.seeing import Seen
from storage.kinds import Role

HELD_BACK = 4  # one in so many corrections is never learnt from


@dataclass(frozen=True, slots=True)
class Message:
    """One and what was said of it. `seen`: what is left of words that were erased. `unit`, `role`: whose it is."""

    number: int  # what belongs together is held back together
    text: str = ""
    seen: Seen | None = None
    is_matter: bool = True
    unit: str | None = None
    role: Role | None = None

    @property
    def is_for_somebody(self) -> bool:
        return self.unit is not None or self.role is not None


@dataclass(frozen=True, slots=True)
class Couple:
    """Two messages, and whether they are about one matter."""

    number: int
    two: Two


@dataclass(frozen=True)
class Corrections:
    """All of a district, oldest first."""

    messages: tuple[Message, ...] = ()
    couples: tuple[Couple, ...] = ()

    def held_back(self, held: bool = True) -> "Corrections":
        """Those to compare by; or the others, to learn from. Each is always on the same side."""
        return Corrections(
            tuple(one for one in self.messages if (one.number % HELD_BACK == 0) is held),
            tuple(one for one in self.couples if (one.number % HELD_BACK == 0) is held),
        )

    def __len__(self) -> int:
        return len(self.messages) + len(self.couples)


def lessons(corrections: Corrections, directory: Directory, shipped: Model) -> Lessons:
    """What is learnt of them in this district."""
    triage = Triage(directory, shipped)
    sights = [one.seen or triage.sees(one.text) for one in corrections.messages]
    common = _common(shipped, "message", [seen.runs for seen in sights if seen is not None])
    taught = [
        Taught(seen.of(common), one.is_matter)
        for one, seen in zip(corrections.messages, sights, strict=True)
        if seen is not None
    ]
    services, names = _services(corrections.messages, directory, shipped, triage)
    return Lessons(tuple(taught), services, tuple(one.two for one in corrections.couples), names)


def _common(shipped: Model, table: str, texts: Sequence[Iterable[int]]) -> frozenset[int]:
    """The runs that the corpus has, and those that at least two of these have."""
    times = Counter(run for runs in texts for run in runs)
    return frozenset(shipped.tables[table].rows) | {run for run, much in times.items() if much > 1}


def _services(
    messages: Sequence[Message], directory: Directory, shipped: Model, triage: Triage
) -> tuple[tuple[ForService, ...], dict[str, list[str]]]:
    known = {one.text: service for one in messages if (service := _meant(one, directory, triage)) is not None}
    ready = {text: grams.prepared(normal(text)) for text in known}
    runs = {text: frozenset(grams.keys(form, SERVICE_RUNS)) for text, form in ready.items()}
    common = _common(shipped, "service", list(runs.values()))
    names: dict[str, list[str]] = {}
    made = []
    for text, service in known.items():
        code = _known_as(service, directory, shipped)
        if code not in shipped.facts["services"]:
            names[code] = named(service)
        made.append(ForService(runs[text] & common, code))
    return tuple(made), names


def _meant(one: Message, directory: Directory, triage: Triage) -> Service | None:
    """The service that its handler does; where those are several, the likeliest of them, if any is likely at all."""
    theirs = {each.code: each for each in directory.services if (each.unit, each.role) == (one.unit, one.role)}
    if not one.text or not one.is_for_somebody or len(theirs) < 2:
        return next(iter(theirs.values()), None) if one.text and one.is_for_somebody else None
    return next((theirs[code] for code in triage.matter(one.text).services if code in theirs), None)


def _known_as(service: Service, directory: Directory, shipped: Model) -> str:
    """What the model calls it: by the corpus' name where it is the same service, else by one of its own."""
    heirs = kin(directory.services, shipped.facts["services"])
    best = max(heirs, key=lambda code: heirs[code].get(service.code, 0.0), default="")
    if best and heirs[best].get(service.code, 0.0) >= 1.0:
        return best
    return service.code if service.code not in heirs else f"{service.code}*"
