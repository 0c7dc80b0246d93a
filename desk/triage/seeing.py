"""What the model sees of a text, as numbers and names: enough to learn from it, too little to read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Seen:
    """The runs of letters in a text, those of them that tell a subject, and the names of its marks."""

    runs: frozenset[int]
    telling: frozenset[int]
    marks: tuple[str, ...]

    def of(self, known: Iterable[int]) -> "Seen":
        """The same with these runs alone. A name, a number or a rare word is in none that everybody uses."""
        runs = self.runs.intersection(known)
        return Seen(runs, self.telling & runs, self.marks)

    def as_json(self) -> dict[str, Any]:
        """As plain values, in an order that says nothing of the text's."""
        return {"runs": sorted(self.runs), "telling": sorted(self.telling), "marks": sorted(self.marks)}


def seen_in(kept: dict[str, Any]) -> Seen:
    """What was kept as plain values."""
    return Seen(frozenset(kept["runs"]), frozenset(kept["telling"]), tuple(kept["marks"]))
