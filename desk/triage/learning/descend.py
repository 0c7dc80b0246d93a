"""Logistic regression by stochastic descent: the same examples in the same order give the same weights."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

Row = Sequence[tuple[str, float]]
_FIRST_STEP = 0.3
_SEED = 20_26


@dataclass(frozen=True)
class Weights:
    """What each feature weighs, and the bias."""

    of: dict[str, float]
    bias: float

    def score(self, row: Row) -> float:
        return self.bias + sum(self.of.get(name, 0.0) * much for name, much in row)


def fit(rows: Sequence[Row], truth: Sequence[bool], pull: float, rounds: int) -> Weights:
    """Weights that tell the true from the false.

    `pull` draws every weight to nothing (the inverse of C elsewhere); the steps
    shrink with what a weight has already been moved (AdaGrad).
    """
    numbers: dict[str, int] = {}
    numbered = [[(numbers.setdefault(name, len(numbers)), much) for name, much in row] for row in rows]
    met = [0] * len(numbers)
    for row in numbered:
        for at, _ in row:
            met[at] += 1
    pulls = [pull / times for times in met]
    weights, moved, bias, bias_moved = [0.0] * len(numbers), [1e-6] * len(numbers), 0.0, 1e-6
    order, chooser = list(range(len(rows))), random.Random(_SEED)  # noqa: S311 - an order, not a secret
    for _ in range(rounds):
        chooser.shuffle(order)
        for which in order:
            row = numbered[which]
            logit = bias + sum(weights[at] * much for at, much in row)
            off = (1 / (1 + math.exp(-logit)) if logit > -30 else 0.0) - truth[which]
            bias_moved += off * off
            bias -= _FIRST_STEP * off / math.sqrt(bias_moved)
            for at, much in row:
                slope = off * much + pulls[at] * weights[at]
                moved[at] += slope * slope
                weights[at] -= _FIRST_STEP * slope / math.sqrt(moved[at])
    return Weights({name: weights[at] for name, at in numbers.items()}, bias)
