"""Bring what is written to one form: half width, lower case, simplified; every character keeps its position."""

import unicodedata

from desk.triage.words import SIMPLIFIED, TRADITIONAL

_SIMPLER = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))


def _fold(letter: str) -> str:
    """The plain form of one character; itself where that form is not one character long."""
    plain = unicodedata.normalize("NFKC", letter).lower()
    if len(plain) != 1:
        return letter
    return _SIMPLER.get(plain, plain)


class _Folding(dict[int, str]):
    """A translation table that fills as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


_FOLDING = _Folding()


def normal(text: str) -> str:
    """The text in one form, as long as it was, so that positions are those of the original."""
    return text.translate(_FOLDING)
