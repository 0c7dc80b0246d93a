"""What a district has taught: corrections as they are learnt from, beside the corpus."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desk.triage.learning.corpus import Two
from desk.triage.seeing import Seen


@dataclass(frozen=True, slots=True)
class Taught:
    """A message of which somebody has said whether it is a matter."""

    seen: Seen
    is_matter: bool


@dataclass(frozen=True, slots=True)
class ForService:
    """A message of which somebody has said whose it is: its shorter runs, and the service as the model knows it."""

    runs: frozenset[int]
    service: str


@dataclass(frozen=True)
class Lessons:
    """All of them. `names`: by service that the corpus does not know, its name and its keywords."""

    messages: tuple[Taught, ...] = ()
    services: tuple[ForService, ...] = ()
    pairs: tuple[Two, ...] = ()
    names: Mapping[str, list[str]] = field(default_factory=dict)


NO_LESSONS = Lessons()
