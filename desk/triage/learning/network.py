"""Teach a small network: what each run adds to a few sums; they are bent once, and weighed for each judgement.

A run also speaks for each judgement directly, so that the network can never be less than a linear model. Beside the
judgements, side questions (of which kind is it, whose is it, whom is it said to) are answered from the same sums and
thrown away afterwards: what helps with all of them is seldom there by chance.
"""

import math
import random
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

_STEP, _HEAD_STEP = 0.1, 0.1
_LEFT_OUT, _SUMS_LEFT_OUT = 0.2, 0.3  # of the runs of an example, and of the sums: nothing may lean on a single one
_BLUR = 0.4  # how far each sum is shaken while it learns: what hangs by a hair is not learnt, nor what rounding spoils
_MARKS_LEFT_OUT = 0.1  # all of an example at once: the first sieve sees its letters alone
_TOO_SMALL = 0.002  # an error that moves nothing worth the time
_OPEN = 0.1  # every sum counts at first: one that is bent away learns nothing
_SEED = 6  # of nine the one whose network suits the development sets best (docs/decisions/0016-triage.md)


@dataclass(frozen=True)
class Learnt:
    """What was learnt. `of`: by run its sums, then what it says directly for each judgement."""

    of: dict[int, "array[float]"]
    biases: list[float]
    heads: dict[str, list[float]]  # by judgement the weights of the bent sums, then the bias


@dataclass(frozen=True, slots=True)
class Example:
    """What is seen of one text: different runs of its letters, and marks as more of them."""

    runs: Sequence[int]
    marks: Sequence[int] = ()

    @property
    def keys(self) -> list[int]:
        return [*self.runs, *self.marks]


@dataclass(frozen=True, slots=True)
class Side:
    """A side question: the answer of each example, and what it counts against a judgement."""

    answers: Sequence[str]
    counts: float


def teach(
    examples: Sequence[Example],
    judgings: Mapping[str, Sequence[bool]],
    sides: Sequence[Side] = (),
    sums: int = 28,
    rounds: int = 8,
) -> Learnt:
    """Learn from examples; `judgings`: the truth of each example. The same in the same order teach the same."""
    numbers = [{name: at for at, name in enumerate(sorted(set(side.answers)))} for side in sides]
    truths = [[float(truth[at]) for truth in judgings.values()] for at in range(len(examples))]
    answers = [
        [number[side.answers[at]] for number, side in zip(numbers, sides, strict=True)] for at in range(len(examples))
    ]
    net = _Network(
        examples, sums, len(judgings), [(len(number), side.counts) for number, side in zip(numbers, sides, strict=True)]
    )
    order = list(range(len(examples)))
    for turn in range(rounds):
        net.chooser.shuffle(order)
        slower = 1 - turn / rounds
        for which in order:
            net.learn(examples[which], truths[which], answers[which], slower)
    heads = {name: [*net.heads[at], net.head_biases[at]] for at, name in enumerate(judgings)}
    return Learnt(net.of, net.biases, heads)


def teach_directly(
    taught: Learnt, examples: Sequence[Example], judging: str, truth: Sequence[bool], step: float
) -> Learnt:
    """The same after one more round that moves only what runs say directly for one judgement: all others stay."""
    of = {run: weights[:] for run, weights in taught.of.items()}
    sums, head = len(taught.biases), taught.heads[judging]
    lane, nothing = sums + list(taught.heads).index(judging), array("d", bytes(8 * (sums + len(taught.heads))))
    order = list(range(len(examples)))
    random.Random(_SEED).shuffle(order)  # noqa: S311 - an order, not a secret
    for which in order:
        keys = examples[which].keys
        found = [sum(column) for column in zip(nothing, *(of.get(key, nothing) for key in keys), strict=True)]
        bent = [max(0.0, part + bias) for part, bias in zip(found, taught.biases, strict=False)]
        off = _chance(head[-1] + sum(map(mul, head, bent)) + found[lane]) - truth[which]
        for key in keys:
            of.setdefault(key, nothing[:])[lane] -= step * off
    return Learnt(of, taught.biases, taught.heads)


class _Network:
    """The weights while they are learnt, and how much each has been moved (AdaGrad, one number a run)."""

    def __init__(
        self, examples: Sequence[Example], sums: int, judgings: int, sides: Sequence[tuple[int, float]]
    ) -> None:
        self.chooser = random.Random(_SEED)  # noqa: S311 - an order, not a secret
        draw, self._sums, self._judgings = self.chooser, sums, judgings
        runs = {key for one in examples for key in one.keys}
        self.of = {run: array("d", bytes(8 * (sums + judgings))) for run in runs}
        self.biases, self._biases_moved = [_OPEN] * sums, [1e-3] * sums
        self._sums_moved, self._directly_moved = dict.fromkeys(runs, 1e-3), dict.fromkeys(runs, 1e-3)
        wide = judgings + sum(choices for choices, _ in sides)
        self.heads = [[draw.uniform(-1, 1) / math.sqrt(sums) for _ in range(sums)] for _ in range(wide)]
        self.head_biases, self._heads_moved = [0.0] * wide, [1e-2] * wide
        self._sides: list[tuple[slice, float]] = []
        begin = judgings
        for choices, counts in sides:
            self._sides.append((slice(begin, begin + choices), counts))
            begin += choices

    def learn(self, one: Example, truths: Sequence[float], answers: Sequence[int], slower: float) -> None:
        """Move a little towards what is true of one example."""
        chance, shake = self.chooser.random, self.chooser.gauss
        seen = one.keys if chance() > _MARKS_LEFT_OUT else one.runs
        kept = [run for run in seen if chance() > _LEFT_OUT]
        if not kept:
            return
        found = [sum(column) for column in zip(*[self.of[run] for run in kept], strict=True)]
        found[: self._sums] = [part + shake(0.0, _BLUR) for part in found[: self._sums]]
        share = 1 / (1 - _SUMS_LEFT_OUT)
        open_ = [
            share if part + bias > 0 and chance() > _SUMS_LEFT_OUT else 0.0
            for part, bias in zip(found, self.biases, strict=False)
        ]
        bent = [(part + bias) * gate for part, bias, gate in zip(found, self.biases, open_, strict=False)]
        off = self._errors(bent, found[self._sums :], truths, answers)
        blame = self._move_heads(bent, off, slower)
        self._move_runs(kept, [part * gate for part, gate in zip(blame, open_, strict=True)], off, slower)

    def _errors(
        self, bent: list[float], directly: list[float], truths: Sequence[float], answers: Sequence[int]
    ) -> list[float]:
        logits = [bias + sum(map(mul, head, bent)) for head, bias in zip(self.heads, self.head_biases, strict=True)]
        off = [_chance(logit + said) - true for logit, said, true in zip(logits, directly, truths, strict=False)]
        for (block, counts), answer in zip(self._sides, answers, strict=True):
            shares = _shares(logits[block])
            shares[answer] -= 1
            off += [counts * share for share in shares]
        return off

    def _move_heads(self, bent: list[float], off: list[float], slower: float) -> list[float]:
        """Move the heads; what each sum is to blame for."""
        blame = [0.0] * self._sums
        size = sum(map(mul, bent, bent)) / self._sums
        for at, error in enumerate(off):
            if -_TOO_SMALL < error < _TOO_SMALL:
                continue
            head = self.heads[at]
            blame = [part + error * weight for part, weight in zip(blame, head, strict=True)]
            self._heads_moved[at] += error * error * size
            step = _HEAD_STEP * slower * error / math.sqrt(self._heads_moved[at])
            self.heads[at] = [weight - step * part for weight, part in zip(head, bent, strict=True)]
            self.head_biases[at] -= step
        return blame

    def _move_runs(self, kept: list[int], slopes: list[float], off: list[float], slower: float) -> None:
        direct = off[: self._judgings]
        size, directly = sum(map(mul, slopes, slopes)) / self._sums, sum(map(mul, direct, direct))
        for at, slope in enumerate(slopes):
            self._biases_moved[at] += slope * slope
            self.biases[at] -= _HEAD_STEP * slower * slope / math.sqrt(self._biases_moved[at])
        step = _STEP * slower
        for run in kept:
            self._sums_moved[run] += size
            self._directly_moved[run] += directly
            by, straight = step / math.sqrt(self._sums_moved[run]), step / math.sqrt(self._directly_moved[run])
            row = self.of[run]
            moved = [weight - by * slope for weight, slope in zip(row, slopes, strict=False)]
            for weight, error in zip(row[self._sums :], direct, strict=True):
                moved.append(weight - straight * error)
            self.of[run] = array("d", moved)


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def _shares(logits: Sequence[float]) -> list[float]:
    top = max(logits)
    raised = [math.exp(logit - top) for logit in logits]
    whole = sum(raised)
    return [part / whole for part in raised]
