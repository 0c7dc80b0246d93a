"""The sets that the reading is measured on: our own sealed part, and the wider world's where its folder is given."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desk.triage.learning.corpus import Corpus, part

SEALED = Path(__file__).parent.parent / "triage" / "sealed"


@dataclass(frozen=True, slots=True)
class Case:
    """One text, whether it is a matter, in which set and of what style; `doubtful` where labels may differ."""

    text: str
    matter: bool
    group: str
    style: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Twin:
    """Two titles, whether they are one matter, and how hard that is."""

    one: str
    other: str
    same: bool
    kind: str


def own() -> dict[str, Corpus]:
    """Our own parts that nothing was learnt from: the one thresholds were chosen by, and the sealed one."""
    return {"tune": part("tune"), "sealed": part("test", SEALED)}


def wider(folder: Path) -> Iterator[Case]:
    """The messages of a folder of evaluation data; a file that is not there is passed over."""
    for row in _rows(folder / "smalltalk-dev.tsv"):
        yield Case(row["text"], False, "small talk", row["kind"])
    for row in _rows(folder / "staff-replies-dev.tsv"):
        yield Case(row["text"], False, "officials' replies", row["kind"])
    for row in _rows(folder / "issues-dev.tsv"):
        if row["kind"] != "aux_qa":  # users' questions, whose labels nobody gives
            yield Case(row["short"], row["kind"] != "praise", "complaints", row["kind"])
    for row in _rows(folder / "chat-labelled-dev.tsv"):
        yield Case(row["text"], row["is_issue"] == "1", "labelled chat", row["style"], "is_issue" in row["doubt_on"])


def twins(folder: Path) -> Iterator[Twin]:
    """The pairs of a folder of evaluation data."""
    for row in _rows(folder / "duplicates-dev.tsv"):
        yield Twin(row["a_title"], row["b_title"], row["label"] == "1", row["type"])


def _rows(file: Path) -> Iterator[dict[str, str]]:
    if file.exists():
        with file.open(encoding="utf-8", newline="") as opened:
            yield from csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE)
