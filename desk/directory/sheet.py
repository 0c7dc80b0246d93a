"""The sheet on which a reading notes its mistakes, and the places of the file that they are noted at."""

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from desk.directory.mistakes import Mistake, Wrong
from desk.directory.yaml_nodes import Mapping, Node, Scalar, Sequence

# What a code that no entry of the section carries is called.
UNKNOWN = {
    "buildings": "unknown_building",
    "grids": "unknown_grid",
    "units": "unknown_unit",
    "calendars": "unknown_calendar",
}
SHOWN = 40  # characters of a value that a mistake repeats
NAMED = 6  # codes that a mistake suggests


@dataclass(slots=True)
class Sheet:
    """What one reading has found: mistakes, the codes of each section with their lines, and who refers to which."""

    mistakes: list[Mistake] = field(default_factory=list)
    codes: dict[str, dict[str, int]] = field(default_factory=dict)
    references: list[tuple["Place", str, str]] = field(default_factory=list)

    def settle(self, unread: Iterable[str]) -> None:
        """Note the references that lead nowhere; those into `unread` sections cannot be judged."""
        for place, section, code in self.references:
            known = self.codes.get(section, {})
            if code not in known and section not in unread:
                place.note(UNKNOWN[section], value=shown(code), known=suggested(code, known))


@dataclass(frozen=True, slots=True)
class Place:
    """A node of the file and where it stands."""

    node: Node
    where: str
    sheet: Sheet

    def note(self, what: str, **facts: Any) -> None:
        """Note a mistake here."""
        self.sheet.mistakes.append(Mistake(self.node.line, self.where, what, facts))

    def read(self, check: "Check") -> Any:
        """What the check makes of this place, or None when it is wrong, which is then noted."""
        try:
            return check(self)
        except Wrong as wrong:
            self.note(wrong.what, **wrong.facts)
            return None

    def item(self, index: int, node: Node) -> "Place":
        """The place of an item of this list."""
        return Place(node, f"{self.where}[{index}]", self.sheet)

    def key(self, name: str, node: Node) -> "Place":
        """The place of the value (or the key) `name` of this mapping."""
        return Place(node, f"{self.where}.{shown(name)}" if self.where else shown(name), self.sheet)


# Takes a place, returns its value, raises Wrong; what lies deeper is noted where it stands.
Check = Callable[[Place], Any]


def shown(value: str | Node) -> str:
    """A value as a mistake repeats it: one short line, nothing that a terminal would obey."""
    match value:
        case Sequence():
            return "[…]"
        case Mapping():
            return "{…}"
        case Scalar(text=text):
            return shown(text)
    line = "".join(c if c.isprintable() else "·" for c in value[: SHOWN + 1])
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


def alike(word: str, known: Iterable[str]) -> list[str]:
    """The known words that are spelled like `word`, likest first."""
    return difflib.get_close_matches(word[:SHOWN], list(islice(known, 500)), n=3)  # likeness is slow to measure


def suggested(word: str, known: Iterable[str]) -> list[str]:
    """A few known words to suggest instead of `word`: those spelled alike, else the first."""
    words = list(known)
    return alike(word, words) or words[:NAMED]
