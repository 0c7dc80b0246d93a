"""What the model sees of a text, as numbers and names: enough to learn from it, too little to read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from desk.triage import grams


@dataclass(frozen=True, slots=True)
class Seen:
    """The runs of letters in a text, and the names of its marks."""

    runs: frozenset[int]
    marks: tuple[str, ...]

    def of(self, known: Iterable[int]) -> "Seen":
        """The same with these runs alone. A name, a number or a rare word is in none that everybody uses."""
        return Seen(self.runs.intersection(known), self.marks)

    @property
    def keys(self) -> list[int]:
        """What is weighed: the runs, and the marks as more of them."""
        return [*self.runs, *map(grams.key_of_mark, self.marks)]

    def as_json(self) -> dict[str, Any]:
        """As plain values, in an order that says nothing of the text's."""
        return {"runs": sorted(self.runs), "marks": sorted(self.marks)}


def seen_in(kept: dict[str, Any]) -> Seen:
    """What was kept as plain values; what older versions kept beside it is not used."""
    return Seen(frozenset(kept["runs"]), tuple(kept["marks"]))
