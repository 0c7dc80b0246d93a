"""Make patterns of word lists."""

import re
from collections.abc import Iterable

CLAUSE_END = "，,。！!？?；;…\n"
WITHIN = f"[^{CLAUSE_END}]"


def any_of(words: Iterable[str], shapes: Iterable[str] = ()) -> str:
    """A pattern for any of the words, the longest first; `shapes` are patterns already."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join([*(re.escape(word) for word in longest_first), *shapes]) + ")"


def near(first: str, second: str, reach: int) -> str:
    """A pattern for one after the other in the same clause, at most `reach` characters apart."""
    return f"{first}{WITHIN}{{0,{reach}}}?{second}"
