"""Judge a message in layers: a first sieve, the rules, the letters, and what they come to together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desk.triage import english_reports, grams
from desk.triage.bands import CAUTION, EMERGENCY, PLAIN_DANGER, Band, band
from desk.triage.english import CHINESE, is_english
from desk.triage.evidence import Scales, Weighed
from desk.triage.marks import UNMARKED, Marks
from desk.triage.model import Model, shipped
from desk.triage.plain_reports import PlainReports
from desk.triage.seeing import Seen

VOICES = ("office", "talk")  # columns for what is often taken for a matter: an office's answer, talk among people
_PLAINLY = 0.9  # the score of a report of which every word is understood
_FIGURES = frozenset({"peril: figure", "peril: what if"})  # beside these even a plain word of danger may be none

_AND_NOW_AGAIN = re.compile("(?:今天|今早|现在|刚才?|这会儿?).{0,2}又")  # what was before does not say that it is over
_LATIN_WORDS, _ENGLISH_WORDS = re.compile("[a-z]{2,}"), 3  # fewer are names and terms


@dataclass(frozen=True, slots=True)
class Logits:
    """Before they are made chances."""

    matter: float
    danger: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a message comes to: the chance that it is a matter, whether somebody is in danger, and what was seen."""

    score: float
    peril: bool = False
    weighed: Weighed = field(default=Weighed(0.0))
    telling: tuple[tuple[str, float], ...] = ()

    @property
    def band(self) -> Band:
        return band(self.score)


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
            return Judgement(weighed.score, weighed.danger is not None, weighed)
        model = self._model
        runs = grams.keys(grams.prepared(plain))
        scores = dict(zip(model.tables["message"].columns, model.tables["message"].scores(runs), strict=True))
        if all(scores[name] < least for name, least in model.facts["sieve"].items()):
            return Judgement(0.0)
        weighed = self._scales.weigh(plain)
        seen = self._marks.of(plain, weighed)
        found = _together(model, scores, seen)
        score, peril = chances(model, found, seen)
        plainly = weighed.danger is not None and not _FIGURES.intersection(seen)
        is_now = model.chance_of("danger", found.danger) >= PLAIN_DANGER or _AND_NOW_AGAIN.search(plain)
        if (plainly and is_now) or _calls_in_english(plain):
            return Judgement(max(score, _PLAINLY), True, weighed, _loudest(model, scores, seen))
        if score < _PLAINLY and self._plain.is_one(plain, weighed):
            return Judgement(_PLAINLY, peril, weighed, (("every word of it is understood", 1.0),))
        return Judgement(score, peril, weighed, _loudest(model, scores, seen))

    def sees(self, plain: str) -> Seen | None:
        """What the model sees of the normal form of a message; None where it is the rules alone that read it."""
        if is_english(plain):
            return None
        ready = grams.prepared(plain)
        marks = tuple(self._marks.of(plain, self._scales.weigh(plain)))
        return Seen(frozenset(grams.keys(ready)), frozenset(grams.telling(ready)), marks)


def _calls_in_english(plain: str) -> bool:
    """Whether the English of a message in two languages says that somebody is in danger."""
    if len(_LATIN_WORDS.findall(plain)) < _ENGLISH_WORDS:
        return False
    _, peril, _ = english_reports.weigh(" ".join(CHINESE.sub(" ", plain).split()))
    return peril is not None


def matter_logits(model: Model, runs: Iterable[int], seen: Sequence[str]) -> Logits:
    """What runs and marks come to, before it is calibrated."""
    table = model.tables["message"]
    return _together(model, dict(zip(table.columns, table.scores(runs), strict=True)), seen)


def chances(model: Model, found: Logits, seen: Sequence[str]) -> tuple[float, bool]:
    """The chance that it is a matter, and whether somebody is in danger, by what the model sees alone."""
    caution = CAUTION if UNMARKED.intersection(seen) else 0.0
    danger = model.chance_of("danger", found.danger)
    matter = model.chance_of("matter", found.matter - caution)
    return (max(matter, danger), True) if danger >= EMERGENCY else (matter, False)


def _together(model: Model, scores: dict[str, float], seen: Sequence[str]) -> Logits:
    peril = scores["danger"]
    return Logits(
        matter=model.weighed("matter", signals(_of_matters(scores), seen)),
        danger=model.weighed("danger", signals({"danger": peril}, seen)),
    )


def _of_matters(scores: dict[str, float]) -> dict[str, float]:
    return {name: score for name, score in scores.items() if name != "danger"}


def signals(scores: dict[str, float], seen: Sequence[str]) -> dict[str, float]:
    """What the last step weighs: the columns' scores, what stands against the first of them, and the marks."""
    return {**scores, **_against(scores), **dict.fromkeys(seen, 1.0)}


def _against(scores: dict[str, float]) -> dict[str, float]:
    """A matter by all letters is less of one where its subject is none, or where it sounds like something else."""
    if "full" not in scores:
        return {}
    full = scores["full"]
    voices = {f"not {name}": min(full, -scores[name]) for name in VOICES}
    return {"lower": min(full, scores["subject"]), **voices}


def _loudest(model: Model, scores: dict[str, float], seen: Sequence[str]) -> tuple[tuple[str, float], ...]:
    weights = model.marks["matter"]
    told = {name: weights.get(name, 0.0) * much for name, much in signals(_of_matters(scores), seen).items()}
    return tuple(sorted(told.items(), key=lambda one: -abs(one[1]))[:5])
