"""Judge values of one shape only once: same names, same types, same words where words say what kind of thing it is."""

from collections.abc import Callable, Hashable
from typing import Any

KINDS = {"type", "status", "source", "kind"}  # members whose words decide what else there must be

_judged: dict[Hashable, list[str]] = {}


def once_a_shape(name: str, value: Any, judge: Callable[[str, Any], list[str]]) -> list[str]:
    """The judgement of `value`, which is that of every value of the same shape under the same name."""
    key = (judge, name, shape(value))
    if key not in _judged:
        _judged[key] = judge(name, value)
    return _judged[key]


def shape(value: Any) -> Hashable:
    """Names and types all the way down; a list is the set of the shapes in it."""
    if isinstance(value, dict):
        return frozenset((name, inner if name in KINDS else shape(inner)) for name, inner in value.items())
    if isinstance(value, list):
        return ("list", frozenset(shape(one) for one in value))
    return type(value).__name__
