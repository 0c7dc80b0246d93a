"""Take a text apart into runs of one to three letters, and give each run a number that is the same everywhere."""

import re
from collections.abc import Iterable
from functools import cache
from zlib import crc32

LONGEST = 3  # letters in a run
_BEGIN, _END, _MARK = "\x02", "\x03", "\x01"
_NUMBERS = re.compile(r"\d")
_REPEATED = re.compile(r"(.)\1{2,}")
_AT_MOST = 200  # letters; what comes later says nothing new


def prepared(plain: str) -> str:
    """The normal form with every digit alike, at most two of a letter in a row, and its ends marked."""
    alike = _REPEATED.sub(r"\1\1", _NUMBERS.sub("0", plain[:_AT_MOST]))
    return f"{_BEGIN}{alike}{_END}"


def keys(ready: str, longest: int = LONGEST) -> set[int]:
    """The numbers of the runs in a prepared text."""
    raw = ready.encode("utf-16-le", "surrogatepass")
    ends = len(raw) + 1
    return {crc32(raw[at : at + wide]) for wide in range(2, 2 * longest + 1, 2) for at in range(0, ends - wide, 2)}


def key_of(run: str) -> int:
    """The number of a run."""
    return crc32(run.encode("utf-16-le", "surrogatepass"))


def renumbered(runs: Iterable[int], role: bytes) -> set[int]:
    """Other numbers for runs that play a part, such as being in both of two texts."""
    return {crc32(role, run) for run in runs}


@cache
def key_of_mark(name: str) -> int:
    """The number of a mark (desk/triage/marks.py), which is weighed like a run."""
    return key_of(f"{_MARK}{name}")
