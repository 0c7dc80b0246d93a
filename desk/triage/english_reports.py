"""Recognise a problem that is reported in English, and say it in the directory's words."""

import re

from desk.triage import english_words as words
from desk.triage.english import is_english

SURE = 0.7  # danger below this is talk about danger
_REACH = r"(?:[^.!?;\n]|\.(?=\s?\d)){0,40}?"


def _word(pattern: str) -> str:
    return rf"(?<![a-z0-9-])(?:{pattern})(?![a-z0-9])"


def _beside(things: dict[str, str]) -> str:
    """A thing and its trouble in one clause, or the trouble right before it."""
    thing = _word("|".join(things))
    return rf"{thing}{_REACH}{_word('|'.join(words.TROUBLES))}|{_word('|'.join(words.ADJECTIVES))}(?: \w+)? {thing}"


_GLOSSES = {
    re.compile(_word(pattern)): gloss
    for table in (words.ALONE, words.THINGS, words.LOOSE_THINGS, words.TROUBLES)
    for pattern, gloss in table.items()
    if gloss
}
# What speaks for a matter, and how much of what is still open it takes.
_SIGNS = (
    ("danger", re.compile(_word("|".join(words.DANGERS))), 0.85),
    ("a thing and its trouble", re.compile(_beside(words.THINGS)), 0.7),
    ("a trouble by itself", re.compile(_word("|".join(words.ALONE))), 0.7),
    ("a thing, perhaps, and its trouble", re.compile(_beside(words.LOOSE_THINGS)), 0.45),
)
# What adds to it.
_MORE = (
    ("a place in a tower", re.compile(rf"{words.FLOOR}|(?<![a-z0-9])(?:\d{{1,3}}/?f|b[1-9])(?![a-z0-9])"), 0.15),
    ("it goes on", re.compile(_word(words.STILL)), 0.1),
)
_ASKS = re.compile(r"^\W*(?:is|are|was|were|does|do|did|has|have|anyone|any)\b.*\?|\bhow (?:many|much)\b")
_DOUBTS = (*((re.compile(_word(pattern)), share) for pattern, share in words.DOUBTS), (_ASKS, 0.6))


def weigh(plain: str) -> tuple[float, str | None, list[tuple[str, str]]]:
    """How much speaks for a matter, the words that tell of danger, and what was seen: (what, the words)."""
    plain = plain.replace("’", "'")
    seen = [(name, found[0], weight) for name, sign, weight in _SIGNS if (found := sign.search(plain))]
    if not seen:
        return 0.0, None, []
    more = [(name, found[0], weight) for name, sign, weight in _MORE if (found := sign.search(plain))]
    doubts = [("talk", found[0], share) for doubt, share in _DOUBTS if (found := doubt.search(plain))]
    open_still = 1.0
    for *_, weight in seen + more:
        open_still *= 1 - weight
    score = 1 - open_still
    for *_, share in doubts:
        score *= share
    danger = seen[0][1] if seen[0][0] == "danger" and score >= SURE else None
    return round(score, 3), danger, [(name, found) for name, found, _ in seen + more + doubts]


def in_our_words(plain: str) -> str:
    """What it is about in the words of the directory; other text as it is."""
    if not is_english(plain):
        return plain
    plain = plain.replace("’", "'")
    about = " ".join(found[0] for _, sign, _ in _SIGNS[1:] if (found := sign.search(plain))) or plain
    return " ".join([plain, *(gloss for pattern, gloss in _GLOSSES.items() if pattern.search(about))])
