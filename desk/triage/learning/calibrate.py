"""Make scores mean something: Platt's two numbers for each judgement, from the part that nothing was learnt from."""

from collections.abc import Callable, Sequence
from typing import Any

from desk.triage.learning.corpus import Corpus
from desk.triage.learning.descend import fit
from desk.triage.model import Model
from desk.triage.normal import normal
from desk.triage.pairs import Pairs, same_logit
from desk.triage.replies import done_logit
from desk.triage.seeing import Seen

_ROUNDS = 60
_PASSING = {"matter": 0.99, "danger": 0.85}  # emergencies are matters, too: two ways to pass


def all_of(model: Model, tune: Corpus, see: Callable[[str], Seen], pairs: Pairs) -> dict[str, Any]:
    """By judgement: the slope and the offset that make a logit a log-odds; and what passes the first sieve."""
    seen = [see(line.text) for line in tune.lines]
    found = [model.logits("message", one.keys) for one in seen]
    truths = {
        "matter": [line.is_matter for line in tune.lines],
        "danger": [line.is_emergency for line in tune.lines],
    }
    first = [model.logits("message", one.runs) for one in seen]
    sieve = {name: least([one[name] for one in first], truth, _PASSING[name]) for name, truth in truths.items()}
    return {
        **{name: platt([one[name] for one in found], truth) for name, truth in truths.items()},
        "sieve": sieve,
        "same": platt(
            [same_logit(model, pairs.seen(model, two.one, two.other)) for two in tune.pairs],
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


def least(logits: Sequence[float], truth: Sequence[bool], passing: float) -> float:
    """What this share of the true ones reaches by their letters alone."""
    ranked = sorted(logit for logit, true in zip(logits, truth, strict=True) if true)
    return round(ranked[int(len(ranked) * (1 - passing))], 3)
