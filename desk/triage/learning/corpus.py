"""Read the labelled lines that we wrote: messages, replies under a card, and pairs of messages."""

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

MATTERS = frozenset(("report", "question", "request", "suggestion", "complaint"))
NONE = "-"
REGISTERS = ("tower", "city", "wide")  # whom people speak to: their tower's group, their city's offices, anybody else


@dataclass(frozen=True, slots=True)
class Line:
    """One message: its kind (corpus/README.md names them), the service's code, and where, as far as the text tells.

    `register`: one of `REGISTERS`, whose voices the file holds.
    """

    text: str
    kind: str
    service: str
    priority: str
    building: str
    floor: str
    place: str
    register: str

    @property
    def is_matter(self) -> bool:
        return self.kind in MATTERS

    @property
    def is_emergency(self) -> bool:
        return self.priority == "emergency"


@dataclass(frozen=True, slots=True)
class Said:
    """What was written under a card, and whether it says that the work is done."""

    text: str
    done: bool


@dataclass(frozen=True, slots=True)
class Two:
    """Two messages, and whether they are about the same matter."""

    one: str
    other: str
    same: bool


@dataclass(frozen=True)
class Corpus:
    """A part of the corpus: one to learn from, or one to choose thresholds by."""

    lines: tuple[Line, ...]
    replies: tuple[Said, ...]
    pairs: tuple[Two, ...]


def home() -> Traversable:
    """Where the corpus lies."""
    return resources.files("desk.triage").joinpath("corpus")


def part(prefix: str, folder: Traversable | None = None) -> Corpus:
    """The files that begin so: `train-` to learn from, `tune` to choose by."""
    found = sorted((f for f in (folder or home()).iterdir() if f.name.startswith(prefix)), key=lambda f: f.name)
    lines: list[Line] = []
    replies: list[Said] = []
    pairs: list[Two] = []
    for file in (f for f in found if f.name.endswith(".tsv")):
        rows = list(_rows(file))
        if "replies" in file.name:
            replies += [Said(row["text"], row["done"] == "1") for row in rows]
        elif "pairs" in file.name:
            pairs += [Two(row["a"], row["b"], row["same"] == "1") for row in rows]
        else:
            lines += [Line(**row, register=_register(file.name)) for row in rows]
    return Corpus(tuple(lines), tuple(replies), tuple(pairs))


def _register(file: str) -> str:
    """`train-city-*` and `train-wide-*` say so in their names; any other file is a tower's."""
    return next((name for name in REGISTERS if file.startswith(f"train-{name}-")), REGISTERS[0])


def fingerprint(folder: Traversable | None = None) -> str:
    """What the corpus is known by: a hash over its files."""
    found = sorted((f for f in (folder or home()).iterdir() if f.name.endswith(".tsv")), key=lambda f: f.name)
    total = hashlib.sha256()
    for file in found:
        total.update(f"{file.name}\n".encode() + file.read_bytes())
    return total.hexdigest()[:16]


def _rows(file: Traversable) -> Iterable[dict[str, str]]:
    with file.open(encoding="utf-8") as opened:
        yield from csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE)
