"""Make scores mean something: Platt's two numbers for each judgement, from the part that nothing was learnt from."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from desk.triage.judging import matter_logits
from desk.triage.learning.corpus import Corpus
from desk.triage.learning.descend import fit
from desk.triage.model import Model
from desk.triage.normal import normal
from desk.triage.pairs import Pairs
from desk.triage.replies import done_logit

_ROUNDS = 60

Weigh = Callable[[str], tuple[Iterable[int], Sequence[str]]]


def all_of(model: Model, tune: Corpus, weigh: Weigh, pairs: Pairs) -> dict[str, Any]:
    """By judgement: the slope and the offset that make a logit a log-odds."""
    logits = [matter_logits(model, *weigh(line.text)) for line in tune.lines]
    return {
        "matter": platt([found.matter for found in logits], [line.is_matter for line in tune.lines]),
        "danger": platt([found.danger for found in logits], [line.is_emergency for line in tune.lines]),
        "same": platt(
            [model.weighed("same", pairs.signals(model, two.one, two.other)) for two in tune.pairs],
            [two.same for two in tune.pairs],
        ),
        "done": platt(
            [done_logit(model, normal(said.text)) for said in tune.replies], [said.done for said in tune.replies]
        ),
    }


def platt(logits: Sequence[float], truth: Sequence[bool]) -> list[float]:
    """Slope and offset."""
    found = fit([[("logit", logit)] for logit in logits], truth, 0.1, _ROUNDS)
    return [round(found.of["logit"], 4), round(found.bias, 4)]


def sieve(scores: Sequence[float], truth: Sequence[bool], passing: float) -> float:
    """What this share of the true ones reaches, as they score when they were not learnt from."""
    ranked = sorted(score for score, true in zip(scores, truth, strict=True) if true)
    return round(ranked[int(len(ranked) * (1 - passing))], 3)
