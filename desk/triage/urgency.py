"""Tell danger that is here and now from danger that is talked about."""

import re

from desk.triage.patterns import any_of, near
from desk.triage.words import (
    CAUTIONS,
    DANGER_SHAPES,
    DANGER_TALK,
    DANGERS,
    LAUGHTER,
    PAST,
    RESOLVED,
    SUPPOSED,
    TALES,
)

_WORD = any_of(DANGERS, DANGER_SHAPES)
_DANGER = re.compile(_WORD)
_TALK = re.compile(any_of((*DANGER_TALK, *TALES, *LAUGHTER, *RESOLVED)))
_PAST, _AGAIN = re.compile(any_of(PAST)), re.compile("又|现在|再次|今天")
_HEDGED = re.compile(near(any_of((*CAUTIONS, *SUPPOSED)), _WORD, 10))
_DENIED = re.compile(r"(?:没有?|不是|不会|未|无)(?:人|发生|再|造成|什么|出现)?$")
_OVER = re.compile(r"救出来|放出来|出来了|扑灭|(?<!熄)灭了|送医院了")


def danger(plain: str) -> str | None:
    """The word that says somebody is in danger now, if any does."""
    if not _DANGER.search(plain) or _talked_about(plain):
        return None
    asserted = _HEDGED.sub("", plain)
    said = (found for found in _DANGER.finditer(asserted) if not _DENIED.search(asserted[: found.start()]))
    return next((found[0] for found in said), None)


def _talked_about(plain: str) -> bool:
    over = _TALK.search(plain) or _OVER.search(plain)
    return bool(over or (_PAST.search(plain) and not _AGAIN.search(plain)))
