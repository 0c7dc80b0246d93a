"""Compare two models on what neither was made from: how many of each kind they judge rightly."""

from collections.abc import Mapping
from dataclasses import dataclass

from desk.directory.entries import Directory
from desk.triage.bands import SURE
from desk.triage.judging import chances
from desk.triage.learning.corpus import NONE, Corpus
from desk.triage.learning.folding import Corrections, Message
from desk.triage.model import Model
from desk.triage.reading import Triage
from storage.kinds import Priority

_SLIP = 0.01  # how much worse, of all, a kind may get on the corpus for what the district gains


@dataclass(frozen=True, slots=True)
class Score:
    """So many right of so many."""

    right: int
    of: int

    @property
    def wrong(self) -> int:
        return self.of - self.right


@dataclass(frozen=True)
class Measured:
    """By kind of judgement, on the part of the corpus and on the corrections that were held back."""

    corpus: Mapping[str, Score]
    corrections: Mapping[str, Score]

    @property
    def wrong(self) -> int:
        return sum(score.wrong for part in (self.corpus, self.corrections) for score in part.values())


def better(before: Measured, after: Measured) -> bool:
    """Fewer mistakes in all, no more people in danger overlooked, and no kind of judgement spoilt for another."""
    worse = {kind: after.corpus[kind].wrong - score.wrong for kind, score in before.corpus.items()}
    spoilt = any(more > max(1, _SLIP * before.corpus[kind].of) for kind, more in worse.items())
    return after.wrong < before.wrong and not spoilt and worse["danger"] <= 0


def measure(model: Model, tune: Corpus, of_corpus: Directory, held_back: Corrections, here: Directory) -> Measured:
    """How this model does; `of_corpus`: the directory whose services the corpus names."""
    return Measured(
        _on_corpus(Triage(of_corpus, model), tune), _on_corrections(Triage(here, model), model, held_back, here)
    )


def _on_corpus(triage: Triage, tune: Corpus) -> dict[str, Score]:
    read = [(line, triage.read(line.text)) for line in tune.lines]
    meant = [line for line in tune.lines if line.is_matter and line.service != NONE]
    alarms = [(line.is_emergency, found.priority is Priority.EMERGENCY) for line, found in read]
    return {
        "matter": _score([line.is_matter == found.is_issue for line, found in read]),
        "danger": _score([called for danger, called in alarms if danger]),
        "calm": _score([not called for danger, called in alarms if not danger]),
        "service": _score([triage.matter(line.text).service == line.service for line in meant]),
        "pair": _score([triage.pair(two.one, two.other).same == two.same for two in tune.pairs]),
    }


def _on_corrections(triage: Triage, model: Model, held: Corrections, here: Directory) -> dict[str, Score]:
    handlers = {one.code: (one.unit, one.role) for one in here.services}
    meant = [one for one in held.messages if one.text and one.is_for_somebody]
    found = [handlers.get(triage.matter(one.text).service or "") == (one.unit, one.role) for one in meant]
    pairs = [triage.pair(one.two.one, one.two.other).same == one.two.same for one in held.couples]
    matters = [_is_matter(triage, model, one) == one.is_matter for one in held.messages]
    return {"matter": _score(matters), "service": _score(found), "pair": _score(pairs)}


def _is_matter(triage: Triage, model: Model, one: Message) -> bool:
    if one.seen is None:
        return triage.read(one.text).is_issue
    score, _ = chances(model, model.logits("message", one.seen.keys), one.seen)
    return score >= SURE


def _score(right: list[bool]) -> Score:
    return Score(sum(right), len(right))
