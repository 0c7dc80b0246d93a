"""Counts, shares with their 95 % intervals, and how well two lists of verdicts agree."""

from collections.abc import Iterable, Sequence
from math import sqrt

_Z = 1.96


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def share(found: Iterable[bool]) -> str:
    """`hits/of = share (low to high)`, in per cent."""
    verdicts = list(found)
    hits, of = sum(verdicts), len(verdicts)
    if not of:
        return "none"
    low, high = interval(hits, of)
    return f"{hits}/{of} = {100 * hits / of:.1f} % ({100 * low:.1f} to {100 * high:.1f})"


def f1(said: Sequence[bool], true: Sequence[bool]) -> tuple[float, float, float]:
    """F1, precision and recall."""
    both = sum(s and t for s, t in zip(said, true, strict=True))
    precision, recall = both / max(1, sum(said)), both / max(1, sum(true))
    return 2 * both / max(1, sum(said) + sum(true)), precision, recall
