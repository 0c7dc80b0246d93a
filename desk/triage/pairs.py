"""Tell whether two messages report the same matter: places compared as places first, then nearness in meaning."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desk.directory.entries import Building
from desk.triage import concepts, grams
from desk.triage.bands import SAME
from desk.triage.model import Model, chance, shares_of, shipped
from desk.triage.normal import normal
from desk.triage.pair_letters import LEAST, WEIGHTS, alike, letters, longest_run, pairs_of_names
from desk.triage.patterns import any_of
from desk.triage.places import Places
from desk.triage.seeing import Seen
from desk.triage.words import DEMANDS, PAIR_FILLERS

_HOUSE = re.compile(r"[\u4e00-\u9fff]{2,5}?(?:大厦|花园|小区|广场|国际|家园|公寓)|[a-z]座|\d+(?:号楼|栋|幢)")
_LABELS = {
    "lift number": re.compile(r"(?<![a-z\d])([\d一二三四五六七八九]{1,2})号(?:电|客|货|扶)?梯"),
    "line": re.compile(r"([a-z])区"),
    "key": re.compile(r"(?:按键|按钮|键)\s?(\d{1,2})|(\d{1,2})楼?(?:那个)?(?:的)?(?:按键|按钮|键|按不)"),
    "parking place": re.compile(r"([a-z]?\d{2,4})号?车位"),
    "time": re.compile(r"((?:上|下|中)午|早上|晚上)"),
}
_NUMERALS = str.maketrans("一二三四五六七八九两", "1234567892")
_SHORT = 22  # letters; a longer text is no report typed in passing
_NEARLY = 0.7  # from here on letters are so alike that they count all the same
_STEPS = 8  # in which a signal is told to the model
_LONGEST = 2  # letters in a run that is looked for in the other text
# One matter is not in two places, nor over for one of two who speak of it.
_DECISIVE = frozenset(
    (
        *(f"apart: {name}" for name in ("floor", "house", "lift number", "line", "key", "sex", "front", "way")),
        "over in one",
    )
)
_FILLER = re.compile(rf"{any_of((*PAIR_FILLERS, *DEMANDS))}|[\W_]")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two messages: whether they are about the same matter."""

    same: bool
    score: float


@dataclass(frozen=True, slots=True)
class _Seen:
    """One of the two, taken apart once."""

    floor: int | None
    houses: frozenset[str]
    labels: dict[str, frozenset[str]]
    sides: dict[str, frozenset[str]]
    subjects: frozenset[str]
    troubles: frozenset[str]
    letters: str
    pairs: frozenset[str]
    shares: dict[str, float]


class Pairs:
    """Compares messages of one district."""

    def __init__(self, buildings: Iterable[Building] = (), model: Model | None = None) -> None:
        self._places, self._model = Places(buildings), model

    def read(self, a: str, b: str) -> Pair:
        """Whether both report one matter. The same whichever is said first."""
        one, other = sorted((normal(a), normal(b)))
        model = self._model or shipped()
        seen = self.signals(model, one, other)
        found = {**seen, **letters(model, one, other)}
        score = chance(sum(weight * found.get(name, 0.0) for name, weight in WEIGHTS.items()) - LEAST)
        if self._are_short(one, other):
            by_meaning = model.chance_of("same", same_logit(model, self.seen(model, one, other)))
            score = max(score, by_meaning) if found["letters"] > _NEARLY else by_meaning
        if not _DECISIVE.isdisjoint(seen):
            score = min(score, round(SAME / 2, 3))
        return Pair(score >= SAME, score)

    def signals(self, model: Model, a: str, b: str) -> dict[str, float]:
        """What speaks for one matter and what against, by name."""
        one, other = (self._seen(model, normal(text)) for text in (a, b))
        found = {**_places(one, other), **_meaning(one, other), **_letters(one, other)}
        return {name: round(much, 6) for name, much in sorted(found.items()) if much}

    def seen(self, model: Model, a: str, b: str) -> Seen:
        """What the model sees of two messages: runs that both hold, runs that one holds, and the signals in steps."""
        here, there = (grams.keys(grams.prepared(_bare(normal(text))), _LONGEST) for text in (a, b))
        runs = grams.renumbered(here & there, b"both") | grams.renumbered(here ^ there, b"one")
        signals = {**self.signals(model, a, b), **letters(model, *sorted((normal(a), normal(b))))}
        steps = (f"{name} {at}" for name, much in signals.items() for at in range(1, int(much * _STEPS + 1.001)))
        return Seen(frozenset(runs), tuple(steps))

    def _are_short(self, one: str, other: str) -> bool:
        """Whether these are two reports typed in passing, which name no place but those of a tower.

        Then what they mean counts, not how alike their letters are.
        """
        known = any(concepts.named(text, concepts.SUBJECTS) for text in (one, other))
        return known and max(len(one), len(other)) <= _SHORT and not any(pairs_of_names(text) for text in (one, other))

    def _seen(self, model: Model, plain: str) -> _Seen:
        kept = _FILLER.sub("", plain)
        where = self._places.find(plain, plain)
        named = {where.building} if where.building else set(_HOUSE.findall(plain))
        return _Seen(
            floor=where.floor,
            houses=frozenset(named),
            labels={name: _values(label, plain) for name, label in _LABELS.items()},
            sides={name: concepts.named(plain, table) for name, table in concepts.SIDES.items()},
            subjects=concepts.named(plain, concepts.SUBJECTS),
            troubles=concepts.named(plain, concepts.TROUBLES),
            letters=kept,
            pairs=frozenset(kept[at : at + 2] for at in range(len(kept) - 1)) or frozenset({kept} - {""}),
            shares=shares_of(model, "service", grams.keys(grams.prepared(plain), 2)),
        )


def same_logit(model: Model, seen: Seen) -> float:
    """What two messages come to, before it is calibrated."""
    return model.logits("pair", seen.keys)["same"]


def _bare(plain: str) -> str:
    return _FILLER.sub("", plain) or plain


def read_pair(a: str, b: str) -> Pair:
    """Whether both report one matter, in a district whose buildings are not known."""
    return _ANYWHERE.read(a, b)


def _values(label: re.Pattern[str], plain: str) -> frozenset[str]:
    found = (one if isinstance(one, str) else "".join(one) for one in label.findall(plain))
    return frozenset(value.translate(_NUMERALS) for value in found)


def _places(one: _Seen, other: _Seen) -> dict[str, float]:
    """What both say of the place: together or apart, by dimension; and what only one of them says."""
    dimensions = {
        "floor": (_alone(one.floor), _alone(other.floor)),
        "house": (one.houses, other.houses),
        **{name: (one.labels[name], other.labels[name]) for name in _LABELS},
        **{name: (one.sides[name], other.sides[name]) for name in concepts.SIDES},
    }
    found: dict[str, float] = {}
    for name, (here, there) in dimensions.items():
        if here and there:
            alike = any(_alike(x, y) for x in here for y in there)
            found[f"{'together' if alike else 'apart'}: {name}"] = 1.0
    found["apart somewhere"] = float(any(name.startswith("apart") for name in found))
    found["together somewhere"] = float(any(name.startswith("together") for name in found))
    return found


def _alone(floor: int | None) -> frozenset[str]:
    return frozenset() if floor is None else frozenset({str(floor)})


def _alike(one: str, other: str) -> bool:
    """Two names, one perhaps with more before it."""
    return one == other or (len(min(one, other, key=len)) > 1 and (one.endswith(other) or other.endswith(one)))


def _meaning(one: _Seen, other: _Seen) -> dict[str, float]:
    shared, either = one.subjects & other.subjects, one.subjects | other.subjects
    ills, all_ills = one.troubles & other.troubles, one.troubles | other.troubles
    services = alike(one.shares, other.shares)
    return {
        "subjects shared": len(shared) / len(either) if either else 0.0,
        "some subject shared": float(bool(shared)),
        "subjects differ": float(bool(one.subjects) and bool(other.subjects) and not shared),
        "subjects the same": float(bool(shared) and one.subjects == other.subjects),
        "a subject only in one": float(bool(one.subjects) != bool(other.subjects)),
        "troubles shared": len(ills) / len(all_ills) if all_ills else 0.0,
        "some trouble shared": float(bool(ills)),
        "troubles differ": float(bool(one.troubles) and bool(other.troubles) and not ills),
        "subject shared, trouble differs": float(bool(shared and one.troubles and other.troubles and not ills)),
        "subject and trouble shared": float(bool(shared and ills)),
        "over in one": float(("over" in one.troubles) != ("over" in other.troubles)),
        "still in one": float(("still" in one.troubles) != ("still" in other.troubles)),
        "more in one": float(("more" in one.troubles) != ("more" in other.troubles)),
        "services alike": services,
        "services quite alike": float(services > 0.9),
        "services unlike": float(services < 0.1),
    }


def _letters(one: _Seen, other: _Seen) -> dict[str, float]:
    shared = len(one.pairs & other.pairs)
    whole, fewer = len(one.pairs) + len(other.pairs), min(len(one.pairs), len(other.pairs))
    run = len(longest_run(one.letters, other.letters))
    shorter = min(len(one.letters), len(other.letters))
    dice = 2 * shared / whole if whole else 0.0
    return {
        "letters": dice,
        "letters of the shorter": shared / fewer if fewer else 0.0,
        "letters, many": max(0.0, dice - 0.4),
        "longest run": min(run, 8) / 8,
        "longest run of the shorter": run / shorter if shorter else 0.0,
        "nothing shared": float(shared == 0),
        "nearly the same letters": float(dice > 0.75),
        "the same letters": float(one.letters == other.letters),
    }


_ANYWHERE = Pairs()
