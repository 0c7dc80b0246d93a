"""Tell whether two messages report the same matter."""

import re
from dataclasses import dataclass

from desk.triage.normal import normal
from desk.triage.patterns import any_of
from desk.triage.places import Places
from desk.triage.words import DEMANDS, KINDS, PAIR_FILLERS

SAME_FROM = 0.4  # how much of the shorter one's pairs of characters the other must share

_PLACES = Places(())
_HOUSE = re.compile(r"\w{2,5}?(?:大厦|花园|小区|广场|国际|家园|公寓)|[a-z]座|\d+(?:号楼|栋|幢)")
_FILLER = re.compile(rf"{any_of((*PAIR_FILLERS, *DEMANDS))}|[\W_]")
_KINDS = tuple(re.compile(any_of(kind)) for kind in KINDS)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two messages: whether they are about the same matter."""

    same: bool
    score: float


def read_pair(a: str, b: str) -> Pair:
    """Not the same where the places or the kinds of thing differ; else by the pairs of characters that they share."""
    one, other = normal(a), normal(b)
    if _apart(one, other):
        return Pair(False, 0.0)
    score = round(_overlap(_bigrams(one), _bigrams(other)), 3)
    if _kinds(one) & _kinds(other) and _floor(one) == _floor(other) is not None:
        score = max(score, 0.6)  # the same kind of thing on the same floor
    return Pair(score >= SAME_FROM, score)


def _apart(one: str, other: str) -> bool:
    """Whether what both say of the place or the thing cannot be one matter."""
    floors = _floor(one), _floor(other)
    houses = set(_HOUSE.findall(one)), set(_HOUSE.findall(other))
    kinds = _kinds(one), _kinds(other)
    return (
        (None not in floors and floors[0] != floors[1])
        or (all(houses) and not any(_alike(x, y) for x in houses[0] for y in houses[1]))
        or (all(kinds) and not kinds[0] & kinds[1])
    )


def _alike(one: str, other: str) -> bool:
    """Two names of houses, one perhaps with more before it."""
    return one.endswith(other) or other.endswith(one) or len(_bigrams(one) & _bigrams(other)) > 2


def _floor(plain: str) -> int | None:
    return _PLACES.find(plain, plain).floor


def _kinds(plain: str) -> set[int]:
    return {kind for kind, pattern in enumerate(_KINDS) if pattern.search(plain)}


def _bigrams(plain: str) -> frozenset[str]:
    kept = _FILLER.sub("", plain)
    return frozenset(kept[at : at + 2] for at in range(len(kept) - 1)) or frozenset({kept} - {""})


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Twice what is shared, of all there is: 1 for the same, 0 for nothing in common."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
