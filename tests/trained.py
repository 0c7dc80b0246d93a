"""Models for tests: the shipped one with another mind, and a corpus that is learnt in seconds."""

import json
from pathlib import Path
from typing import Any

from desk.triage import model
from desk.triage.learning.corpus import home

NO_SIEVE = {"matter": -1e9, "danger": -1e9}
EVERY = 16  # lines of the corpus
SMALL = ("facilities", "services", "talk", "wide-smalltalk", "danger", "perils", "plain", "replies", "pairs")


def changed(**facts: Any) -> bytes:
    """The shipped model's file with other facts."""
    file = model.shipped_file()
    start = file.index(b"{")
    size = int.from_bytes(file[start - 4 : start], "little")
    header = json.loads(file[start : start + size])
    header["facts"] |= facts
    head = json.dumps(header, ensure_ascii=False).encode()
    return file[: start - 4] + len(head).to_bytes(4, "little") + head + file[start + size :]


def credulous() -> bytes:
    """Takes everything for a matter."""
    return changed(matter=[0.0, 9.0], sieve=NO_SIEVE)


def deaf() -> bytes:
    """Takes nothing for one."""
    return changed(matter=[0.0, -9.0], danger=[0.0, -9.0])


def undecided() -> bytes:
    """Takes everything that the rules do not understand wholly for what may be a matter."""
    return changed(matter=[0.0, -0.9], danger=[0.0, -9.0], sieve=NO_SIEVE)


def ruined() -> bytes:
    """Worse than any other: cries wolf at everything, takes each service for the next, and no two things for one."""
    known = model.shipped().facts["services"]
    services = dict(zip(known, [*known.values()][1:] + [*known.values()][:1], strict=True))
    return changed(matter=[0.0, 9.0], danger=[0.0, 9.0], same=[0.0, -9.0], services=services, sieve=NO_SIEVE)


def small_corpus(folder: Path) -> Path:
    """A few lines out of some files of the corpus."""
    names = {*(f"train-{name}.tsv" for name in SMALL), "tune.tsv", "tune-replies.tsv", "tune-pairs.tsv"}
    for file in home().iterdir():
        if file.name in names:
            head, *lines = file.read_text("utf-8").splitlines()
            (folder / file.name).write_text("\n".join([head, *lines[::EVERY]]) + "\n", "utf-8")
    return folder
