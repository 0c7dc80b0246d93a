"""Judge a message in layers: a first sieve, the rules, the letters, and what they come to together."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desk.triage import english_reports, grams
from desk.triage.bands import (
    BOLDNESS,
    CAUTION,
    EMERGENCY,
    PLAIN_DANGER,
    PLAIN_MATTER,
    SURE,
    SURE_IN_GROUP,
    Band,
    band,
)
from desk.triage.english import CHINESE, is_english
from desk.triage.evidence import Scales, Weighed
from desk.triage.marks import PUBLIC, UNMARKED, Marks
from desk.triage.model import Model, shipped
from desk.triage.plain_reports import PlainReports
from desk.triage.seeing import Seen

_PLAINLY = 0.9  # the score of a report of which every word is understood
_FIGURES = frozenset({"peril: figure", "peril: what if"})  # beside these even a plain word of danger may be none

# What was before does not say that it is over; nor does a question, of who asks from inside.
_AND_NOW = re.compile(
    "(?:今天|今早|现在|刚才?|这会儿?).{0,2}又|(?:我们?|人)[就还正]?(?:在|困|关)里[面头]|救命|快来人|来人啊"
)
_LOUDEST = 5
_NEARLY = 3.0  # log-odds below the sieve within which a word may still save a message
_LATIN_WORDS, _ENGLISH_WORDS = re.compile("[a-z]{2,}"), 3  # fewer are names and terms


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a message comes to: the chance that it is a matter, whether somebody is in danger, and what was seen."""

    score: float
    peril: bool = False
    weighed: Weighed = field(default=Weighed(0.0))

    def band(self, *, in_group: bool) -> Band:
        """Whether a card is made, an offer may be, or nothing. Danger need not be clearer for being told in a group."""
        return band(self.score, in_group=in_group and not self.peril)


class Judge:
    """Judges the messages of one district, by the shipped model unless it is given its own."""

    def __init__(self, keywords: Iterable[str], offered: Iterable[str], model: Model | None = None) -> None:
        keywords = tuple(keywords)
        self._model = model or shipped()
        self._scales, self._marks, self._plain = Scales(keywords, offered), Marks(keywords), PlainReports(keywords)

    def judge(self, plain: str) -> Judgement:
        """What the normal form of a message comes to."""
        if is_english(plain):
            weighed = self._scales.weigh(plain)
            return Judgement(_in_english(weighed.score), weighed.danger is not None, weighed)
        model = self._model
        runs = grams.keys(grams.prepared(plain))
        if self._falls_through(plain, model.logits("message", runs)):
            return Judgement(0.0)
        weighed = self._scales.weigh(plain)
        seen = Seen(frozenset(runs), tuple(self._marks.of(plain, weighed)))
        found = model.logits("message", seen.keys)
        score, peril = chances(model, found, seen)
        plainly = weighed.danger is not None and not _FIGURES.intersection(seen.marks)
        likely = model.chance_of("danger", found["danger"]) >= PLAIN_DANGER and score >= PLAIN_MATTER
        is_now = likely or _AND_NOW.search(plain)
        if (plainly and is_now) or _calls_in_english(plain):
            return Judgement(max(score, _PLAINLY), True, weighed)
        if score < _PLAINLY and self._plain.is_one(plain, weighed):
            return Judgement(_PLAINLY, peril, weighed)
        return Judgement(score, peril, weighed)

    def _falls_through(self, plain: str, by_letters: Mapping[str, float]) -> bool:
        """The first sieve: most talk is none by its letters alone, or nearly, and has no word that speaks for one."""
        beyond = min(least - by_letters[name] for name, least in self._model.facts["sieve"].items())
        if beyond > _NEARLY:
            return not self._marks.may_be_public(plain)
        return beyond > 0 and not self._marks.may_speak_of_one(plain)

    def telling(self, plain: str) -> list[tuple[str, float]]:
        """What tells most in a normal form: by how much it would be less of a matter without each, loudest first."""
        seen = self.sees(plain)
        if seen is None:
            return []
        whole = self._logit(seen)
        letters = ("letters", whole - self._logit(Seen(frozenset(), seen.marks)))
        marks = ((name, whole - self._logit(Seen(seen.runs, _without(name, seen)))) for name in seen.marks)
        return sorted([letters, *marks], key=lambda one: -abs(one[1]))[:_LOUDEST]

    def _logit(self, seen: Seen) -> float:
        return self._model.logits("message", seen.keys)["matter"]

    def sees(self, plain: str) -> Seen | None:
        """What the model sees of the normal form of a message; None where it is the rules alone that read it."""
        if is_english(plain):
            return None
        runs = grams.keys(grams.prepared(plain))
        return Seen(frozenset(runs), tuple(self._marks.of(plain, self._scales.weigh(plain))))


def _in_english(score: float) -> float:
    """What is sure is as sure as anywhere: these are rules alone, which weigh in coarser steps."""
    return max(score, SURE_IN_GROUP) if score >= SURE else score


def _without(name: str, seen: Seen) -> tuple[str, ...]:
    return tuple(mark for mark in seen.marks if mark != name)


def _calls_in_english(plain: str) -> bool:
    """Whether the English of a message in two languages says that somebody is in danger."""
    if len(_LATIN_WORDS.findall(plain)) < _ENGLISH_WORDS:
        return False
    _, peril, _ = english_reports.weigh(" ".join(CHINESE.sub(" ", plain).split()))
    return peril is not None


def chances(model: Model, found: Mapping[str, float], seen: Seen) -> tuple[float, bool]:
    """The chance that it is a matter, and whether somebody is in danger, by what the model sees alone."""
    caution = CAUTION if UNMARKED.intersection(seen.marks) else 0.0
    boldness = BOLDNESS if PUBLIC.intersection(seen.marks) and "nothing" not in seen.marks else 0.0
    danger = model.chance_of("danger", found["danger"])
    matter = model.chance_of("matter", found["matter"] + boldness - caution)
    return (max(matter, danger), True) if danger >= EMERGENCY else (matter, False)
