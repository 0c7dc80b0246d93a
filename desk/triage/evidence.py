"""Weigh what speaks for a matter to act on against what speaks for mere talk."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from desk.triage import english_reports, words
from desk.triage.english import is_english
from desk.triage.patterns import any_of
from desk.triage.signs import OUT, doubts, faults, requests
from desk.triage.urgency import danger


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much speaks for a matter, and what was seen: (what, the words)."""

    score: float
    seen: tuple[tuple[str, str], ...] = ()
    danger: str | None = None


class Scales:
    """Weighs texts; the directory's `keywords` count as things, and what departments offer as what people ask about."""

    def __init__(self, keywords: Iterable[str], offered: Iterable[str]) -> None:
        known = (word for word in keywords if len(word) > 1)
        things = any_of((*words.THINGS, *known), words.THING_SHAPES)
        self._signs = [sign.compiled() for sign in (*faults(things), *requests(things, tuple(offered)))]
        self._doubts = [sign.compiled() for sign in doubts()]

    @cached_property
    def _sieve(self) -> re.Pattern[str]:
        """Any word without which nothing can speak for a matter: what most talk falls through."""
        lists = (
            words.TROUBLES,
            words.TROUBLES_ALONE,
            words.DISTURBANCES,
            words.GRIEVANCES,
            words.BLOCKED,
            words.DANGERS,
        )
        asking = (
            words.DEMANDS,
            words.DEMANDED,
            words.TITLES,
            words.MENDING,
            words.DESK_QUESTIONS,
            words.PLAIN_QUESTIONS,
        )
        telling = (word for group in (*lists, *asking, words.DEMAND_ENDS) for word in group)
        return re.compile(any_of(telling, (*words.DANGER_SHAPES, *words.TROUBLE_SHAPES, OUT, "挪一?下?车")))

    def weigh(self, plain: str) -> Weighed:
        """How much speaks for a matter; danger that is here and now outweighs every doubt but who speaks."""
        if is_english(plain):
            score, peril, seen = english_reports.weigh(plain)
            return Weighed(score, tuple(seen), peril)
        if not self._sieve.search(plain):
            return Weighed(0.0)
        peril = danger(plain)
        pro = [(reader.sign, found) for reader in self._signs if (found := reader.seen(plain)) is not None]
        if not pro and not peril:
            return Weighed(0.0)
        con = [(reader.sign, found) for reader in self._doubts if (found := reader.seen(plain)) is not None]
        con = [(sign, found) for sign, found in con if sign.even_in_danger or not peril]
        score = _together([0.85] * bool(peril) + [sign.weight for sign, _ in pro], [sign.weight for sign, _ in con])
        return Weighed(score, tuple((sign.name, found) for sign, found in pro + con), peril)


def _together(signs: list[float], doubts: list[float]) -> float:
    """Every sign takes its share of what is still open; every doubt leaves its share of the whole."""
    open_still = 1.0
    for weight in signs:
        open_still *= 1 - weight
    total = 1 - open_still
    for share in doubts:
        total *= share
    return round(total, 3)
