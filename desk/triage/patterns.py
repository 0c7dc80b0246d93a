"""Make patterns of word lists."""

import re
from collections.abc import Iterable

CLAUSE_END = "，,。！!？?；;…\n"
WITHIN = f"[^{CLAUSE_END}]"
NEVER = "(?!)"


def any_of(words: Iterable[str], shapes: Iterable[str] = ()) -> str:
    """A pattern for any of the words, the longest first; `shapes` are patterns already."""
    return "(?:" + "|".join([*_branches(frozenset(words)), *shapes]) + ")"


def _branches(words: frozenset[str]) -> list[str]:
    """The words by their first letters, each once: an engine that tries one after another is through sooner."""
    tails: dict[str, set[str]] = {}
    for word in words:
        tails.setdefault(word[:1], set()).add(word[1:])
    return [_branch(head, tails[head]) for head in sorted(tails, reverse=True)]


def _branch(head: str, tails: set[str]) -> str:
    """One first letter with all that may follow; the whole word is the last choice of those that go on."""
    longer = tails - {""}
    if not longer:
        return re.escape(head)
    if len(tails) == 1:
        return re.escape(head + next(iter(tails)))
    follow = "|".join(_branches(frozenset(longer)))
    return f"{re.escape(head)}(?:{follow})" + ("?" if "" in tails else "")


def near(first: str, second: str, reach: int) -> str:
    """A pattern for one after the other in the same clause, at most `reach` characters apart."""
    return f"{first}{WITHIN}{{0,{reach}}}?{second}"
