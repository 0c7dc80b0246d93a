"""Cut a line into what may belong to a date, and what lies between."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from functools import cache
from typing import Any, NamedTuple

from desk.agenda.refusing import Odd, Why

_TRADITIONAL = "週點兩後號農曆臘節聖誕國慶勞動兒驚蟄穀處滿種陽閏臨開時鐘禮個陰舊際雙無聞師這從間終續連總為舉辦約結"
_SIMPLIFIED = "周点两后号农历腊节圣诞国庆劳动儿惊蛰谷处满种阳闰临开时钟礼个阴旧际双无闻师这从间终续连总为举办约结"
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-") | dict.fromkeys(map(ord, "～〜∼﹏"), "~")
_PLAIN = _DASHES | {ord(one): other for one, other in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)}
LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"


class Kind(Enum):
    """What a piece of the line says."""

    DAY = auto()
    CLOCK = auto()
    PART = auto()
    LENGTH = auto()
    LASTS = auto()
    NEXT_DAY = auto()
    SHIFT = auto()
    ALL_DAY = auto()
    FINISH = auto()
    YEAR = auto()
    MONTH = auto()
    WEEK = auto()
    END_OF = auto()
    NTH = auto()
    EVERY = auto()
    TIMES = auto()
    EXCEPT = auto()
    BEGINNING = auto()
    TO = auto()
    OR = auto()
    AND = auto()
    BEFORE = auto()
    LIMIT = auto()
    ROUGH = auto()
    VAGUE = auto()
    UNSURE = auto()
    TROUBLE = auto()
    COMMA = auto()
    LEAD = auto()
    FILLER = auto()
    BREAK = auto()


@dataclass(frozen=True)
class Token:
    """A piece of the line from `start` to `end`, and what it says; `value` is what its kind needs."""

    kind: Kind
    start: int
    end: int
    value: Any = None


class Place(NamedTuple):
    """Where a rule looks: in which text, on which day; and the word right before."""

    text: str
    now: datetime
    before: Token | None
    said: Token | None
    """The last day or time before."""

    @property
    def today(self) -> date:
        """The day on which it is read."""
        return self.now.date()

    def follows(self, *kinds: Kind) -> bool:
        """Whether the word right before is one of these."""
        return self.before is not None and self.before.kind in kinds


Said = tuple[Kind, Any]
Make = Callable[[re.Match[str], Place], Said | list[Said] | None]


class Rule(NamedTuple):
    """Words, and what they say; None: not here after all."""

    pattern: re.Pattern[str]
    make: Make


def rule(pattern: str, make: Make) -> Rule:
    """A rule. Between the parts of a pattern, ` ` stands for spaces that may be there."""
    return Rule(re.compile(pattern.replace(" ", r"\s*")), make)


def word(kind: Kind, pattern: str, value: Any = None) -> Rule:
    """A rule for words that always say the same."""
    return rule(pattern, lambda *_: (kind, value))


@cache
def _fold(letter: str) -> str:
    plain = unicodedata.normalize("NFKC", letter).lower()
    return letter if len(plain) != 1 or unicodedata.category(letter) == "No" else plain  # ① counts, it dates nothing


def fold(text: str) -> str:
    """Half width, lower case, simplified, plain dashes; as long as it was, so that positions are the original's."""
    return "".join(map(_fold, text)).translate(_PLAIN)


def cut(text: str, now: datetime, rules: Sequence[Rule]) -> Iterator[Token]:
    """The tokens of a folded text, in order; what no rule knows becomes a BREAK."""
    at, before, said = 0, None, None
    while at < len(text):
        tokens = _read(Place(text, now, before, said), at, rules)
        yield from tokens
        at = tokens[-1].end
        before = before if tokens[-1].kind in {Kind.FILLER, Kind.LEAD} else tokens[-1]
        said = tokens[-1] if tokens[-1].kind in {Kind.DAY, Kind.CLOCK, Kind.PART} else said


def _read(place: Place, at: int, rules: Sequence[Rule]) -> list[Token]:
    text = place.text
    if text[at].isspace():
        return [Token(Kind.BREAK if text[at] in LINE_ENDS else Kind.FILLER, at, at + 1)]
    for one in rules:
        found = one.pattern.match(text, at)
        if found is None or not found[0].strip():
            continue
        try:
            said = one.make(found, place)
        except Odd as odd:
            said = (Kind.TROUBLE, odd.why)
        except ValueError:  # no number after all: 十十月
            said = (Kind.TROUBLE, Why.IMPOSSIBLE)
        if said is not None:
            end = at + max(1, len(found[0].rstrip()))  # a line break alone is all space
            return [Token(kind, at, end, value) for kind, value in (said if isinstance(said, list) else [said])]
    return [Token(Kind.BREAK, at, at + 1)]
