"""Read a message: is it a matter to act on, which service is it for, how urgent is it, and where is it."""

import re
from dataclasses import dataclass
from typing import Any

from desk.directory.entries import Directory, Service
from desk.triage import floors
from desk.triage.bands import SURE, SURE_IN_GROUP, UNSURE, Band
from desk.triage.english_reports import in_our_words
from desk.triage.judging import Judge, Judgement
from desk.triage.model import Model
from desk.triage.normal import normal
from desk.triage.pairs import Pair, Pairs
from desk.triage.patterns import any_of
from desk.triage.places import Place, Places
from desk.triage.seeing import Seen
from desk.triage.services import Services, offered
from desk.triage.words import MILD
from storage.kinds import Priority

_MILD = re.compile(any_of(MILD))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message says; `service`, `building` are codes, B1 is floor -1."""

    text: str
    is_issue: bool
    score: float
    service: str | None = None
    services: tuple[str, ...] = ()
    category: str | None = None
    priority: Priority = Priority.NORMAL
    building: str | None = None
    floor: int | None = None
    place: str | None = None
    band: Band = Band.SURE  # whether a card is made, an offer may be, or nothing

    def as_json(self) -> dict[str, Any]:
        """As plain values, in the order in which they are published."""
        return {
            "text": self.text,
            "is_issue": self.is_issue,
            "score": self.score,
            "service": self.service,
            "services": list(self.services),
            "category": self.category,
            "priority": self.priority.value,
            "building": self.building,
            "floor": self.floor,
            "place": self.place,
        }


class Triage:
    """Reads the messages of one district, by the shipped model unless it has one of its own."""

    def __init__(self, directory: Directory, model: Model | None = None) -> None:
        self._services = Services(directory.services, model)
        self._judge = Judge(offered(directory.services), offered(directory.services, of_units=True), model)
        self._places, self._pairs = Places(directory.buildings), Pairs(directory.buildings, model)
        self._house_of = {grid.code: grid.building for grid in directory.grids}
        self._heights = {building.code: building.floors for building in directory.buildings}

    def read(self, text: str, grid: str | None = None, *, in_group: bool = False) -> Reading:
        """What a message says; with `grid`, as said in the group of that grid; `in_group`, in one of several grids."""
        plain = normal(text)
        return self._reading(text, plain, self._judge.judge(plain), grid, in_group=in_group)

    def matter(self, text: str, grid: str | None = None, service: str | None = None) -> Reading:
        """The same for a message that somebody has called a matter: what, where and how urgent, whatever its score.

        `service`: the one that they have chosen for it, which stands unless somebody is in danger.
        """
        plain = normal(text)
        return self._reading(text, plain, self._judge.judge(plain), grid, asked=True, chosen=service)

    def explain(self, text: str, grid: str | None = None) -> list[str]:
        """Why it is read so: short facts, of the same judgement that the assistant acts on."""
        plain = normal(text)
        judged = self._judge.judge(plain)
        reading = self._reading(text, plain, judged, grid)
        facts = [f"danger: {judged.weighed.danger or 'by its letters'}"] if judged.peril else []
        facts += [f"{what}: {words.strip()}" for what, words in judged.weighed.seen]
        facts += [f"{name}: {weight:+.2f}" for name, weight in self._judge.telling(plain)]
        sure = SURE if grid is None else SURE_IN_GROUP
        facts.append(f"score {reading.score}: {reading.band.value}; sure from {sure}, unsure from {UNSURE}")
        facts.append(f"service {reading.service}, priority {reading.priority.value}")
        facts.append(f"building {reading.building}, floor {reading.floor}, place {reading.place}")
        return facts

    def sees(self, text: str) -> Seen | None:
        """What the model sees of a message, to learn from; None where it is the rules alone that read it."""
        return self._judge.sees(normal(text))

    def pair(self, a: str, b: str) -> Pair:
        """Whether two messages are about the same matter."""
        return self._pairs.read(a, b)

    def _reading(
        self,
        text: str,
        plain: str,
        judged: Judgement,
        grid: str | None,
        asked: bool = False,
        chosen: str | None = None,
        in_group: bool = False,
    ) -> Reading:
        where = self._places.find(plain, text)
        building = where.building or self._house_of.get(grid or "")
        floor = self._floor(where, building)
        heard = judged.band(in_group=in_group or grid is not None)
        if heard is not Band.SURE and not asked:
            return Reading(text, False, judged.score, building=building, floor=floor, place=where.words, band=heard)
        found = self._services.fitting(in_our_words(plain), None if judged.peril else chosen)
        codes = tuple(service.code for service in found)
        return Reading(
            text=text,
            is_issue=True,
            score=judged.score,
            service=codes[0] if codes else None,
            services=codes,
            category=self._services.category(plain, found),
            priority=_priority(plain, judged, found),
            building=building,
            floor=floor,
            place=where.words,
        )

    def _floor(self, where: Place, building: str | None) -> int | None:
        """The floor; the top one is known only where the building's height is."""
        return self._heights.get(building or "") if where.floor == floors.TOP else where.floor


def _priority(plain: str, judged: Judgement, found: tuple[Service, ...]) -> Priority:
    if judged.peril:
        return Priority.EMERGENCY
    promised = found[0].priority if found else Priority.NORMAL
    return Priority.LOW if promised is Priority.NORMAL and _MILD.search(plain) else promised
