"""Which service a text is for, by counting: complement naive Bayes (Rennie and others, 2003)."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

_SMOOTH = 0.3


def count(rows: Sequence[Iterable[int]], labels: Sequence[str]) -> tuple[list[str], dict[int, list[float]]]:
    """The classes, and for each key what it says for each of them: how much rarer it is in all the others."""
    classes = sorted(set(labels))
    within: dict[str, Counter[int]] = {name: Counter() for name in classes}
    for row, label in zip(rows, labels, strict=True):
        within[label].update(row)
    overall: Counter[int] = Counter()
    for counts in within.values():
        overall.update(counts)
    whole = sum(overall.values())
    sums = {name: sum(counts.values()) for name, counts in within.items()}
    spread = _SMOOTH * len(overall)
    weights = {
        key: [-math.log((_SMOOTH + total - within[name][key]) / (spread + whole - sums[name])) for name in classes]
        for key, total in overall.items()
    }
    return classes, {key: _centred(row) for key, row in weights.items()}


def _centred(row: list[float]) -> list[float]:
    """What all classes have in common says nothing."""
    mean = sum(row) / len(row)
    return [weight - mean for weight in row]
