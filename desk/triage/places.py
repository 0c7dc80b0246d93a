"""Find where it is: the building, the floor, and the place as it was written."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desk.directory.entries import Building
from desk.triage import english_words, floors
from desk.triage.normal import normal
from desk.triage.patterns import NEVER, any_of
from desk.triage.words import PLACE_TAILS, ROOMS, SIDES

_LINES = re.compile(r"[a-z]座|[a-z0-9一二三四五六七八九十]{1,3}(?:号楼|栋|幢)|[东西南北][座塔楼]|裙楼|主楼|附楼")
_ANOTHERS = "(?!公园|集团|公司|旅行社|专业|[星花])"  # 望湖公园, 金桂花: what only begins like the name of a house
_LINES_BEGIN = "一二三四五六七八九十东西南北裙主附"
_GLUE, _GLUE_BEGINS = "的|那个|这个|这边|那边| ", "的那这 "
_NUMBERED_LIFT = r"\d{1,2}号(?:电梯|客梯|货梯|扶梯|梯)"

# What each kind of word adds to a stretch of them; a stretch of less than `_ENOUGH` names no place.
_WORTH = {"building": 4, "floor": 3, "basement": 3, "room": 3, "part": 2, "noun": 2, "tail": 1, "side": 1, "glue": 0}
_ENOUGH = 2
_HOUSE = ("building", "part")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is; `floor` may be `floors.TOP`, and what is not said is None."""

    building: str | None = None
    floor: int | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    words: str
    start: int
    end: int


class Places:
    """The places that texts of this district can name."""

    def __init__(self, buildings: Iterable[Building]) -> None:
        names = [(normal(name), house.code) for house in buildings for name in (house.name, *house.aliases)]
        self._codes: Mapping[str, str] = dict(reversed([(name, code) for name, code in names if name]))
        kinds = (
            ("building", f"{any_of(self._codes)}{_ANOTHERS}" if self._codes else NEVER),
            ("basement", floors.BASEMENT),
            ("floor", floors.FLOOR),
            ("part", _LINES.pattern),
            ("noun", any_of(ROOMS, (_NUMBERED_LIFT, english_words.ROOMS))),
            ("room", floors.UNMARKED_ROOM),
            ("side", any_of(SIDES)),
            ("tail", any_of(PLACE_TAILS)),
            ("glue", _GLUE),
        )
        begins = {word[0] for word in (*self._codes, *ROOMS, *SIDES)}.union(floors.BEGINS, _LINES_BEGIN)
        goes_on = {word[0] for word in PLACE_TAILS}.union(_GLUE_BEGINS)
        words = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds)
        # Looked at first: most letters begin none of them, and each of them would have to be tried.
        self._begins = re.compile(_any_letter(begins))
        self._tokens = re.compile(f"(?={_any_letter(begins | goes_on)})(?:{words})")

    def find(self, plain: str, original: str) -> Place:
        """The place that a text names; `plain` is its normal form."""
        if not self._begins.search(plain):
            return Place()
        stretches = self._stretches(plain)
        best = max(stretches, key=_worth, default=())
        if _worth(best) < _ENOUGH:
            return Place()
        building = next((token for token in _in_order(stretches, best) if token.kind == "building"), None)
        tokens = sorted(_in_order(stretches, best), key=lambda token: token.kind == "basement")
        floor = next((found for token in tokens if (found := _level(token)) is not None), None)
        return Place(
            building=self._codes[building.words] if building else None,
            floor=floor,
            words=original[best[0].start : best[-1].end].strip(),
        )

    def _stretches(self, plain: str) -> list[tuple[_Token, ...]]:
        """The runs of place words without a gap, less what dangles at their ends."""
        runs: list[list[_Token]] = []
        for found in self._tokens.finditer(plain):
            token = _Token(found.lastgroup or "", found[0], found.start(), found.end())
            if runs and runs[-1][-1].end == token.start:
                runs[-1].append(token)
            else:
                runs.append([token])
        return [trimmed for run in runs for part in _split(run) if (trimmed := _trimmed(part))]


def _any_letter(begins: Iterable[str]) -> str:
    return f"[a-z0-9{re.escape(''.join(sorted(begins)))}]"


def _split(run: list[_Token]) -> list[list[_Token]]:
    """Bare digits are a room only right behind a house; elsewhere they break the run."""
    parts: list[list[_Token]] = [[]]
    for token in run:
        solid = [earlier for earlier in parts[-1] if earlier.words != " "]
        if token.kind == "room" and not (solid and solid[-1].kind in _HOUSE):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _trimmed(run: list[_Token]) -> tuple[_Token, ...]:
    """Without glue at either end, nor a tail or glue that nothing stands before."""
    start, end = 0, len(run)
    while end and run[end - 1].kind == "glue":
        end -= 1
    while start < end and run[start].kind in ("glue", "tail"):
        start += 1
    return tuple(run[start:end])


def _worth(run: tuple[_Token, ...]) -> int:
    return sum(_WORTH[kind] for kind in {token.kind for token in run})


def _level(token: _Token) -> int | None:
    if token.kind == "room":
        return floors.room_floor(token.words)
    return floors.level(token.words) if token.kind in ("floor", "basement") else None


def _in_order(stretches: list[tuple[_Token, ...]], best: tuple[_Token, ...]) -> Iterable[_Token]:
    """The words of the best stretch, then of the others as they stand; of a stretch, a floor before a room."""
    for stretch in (best, *stretches):
        yield from sorted(stretch, key=lambda token: token.kind == "room")
