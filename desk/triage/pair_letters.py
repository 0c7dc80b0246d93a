"""Compare two longer texts: what is left when the name that both hold is taken out tells whether it is one matter."""

import re
from math import sqrt

from desk.triage import grams, public_words
from desk.triage.model import Model, shares_of
from desk.triage.patterns import any_of
from desk.triage.words import DEMANDS, PAIR_FILLERS

_OPENING = "本[市县区省镇]|请求|投诉|举报|反映|咨询|建议|关于|希望|强烈|再次|请问|对"
_FILLER = re.compile(rf"{any_of((*PAIR_FILLERS, *DEMANDS))}|[\W_]")
_OPENINGS = re.compile(_OPENING)
_ENDS = any_of((*public_words.PLACE_ENDS, *public_words.SHORT_PLACE_ENDS, "公司", "物业"))
_NAME = re.compile(f"([\u4e00-\u9fff]{{2,5}}?){_ENDS}")
_A_NAME = range(3, 9)  # letters: as long as what both share may be and still be the name of a place or body

# What each sign adds to the log-odds; chosen on pairs of our own, the sum on the development set.
WEIGHTS = {
    "letters": 1.0,
    "letters beside the name": 3.0,
    "single letters beside the name": 4.0,
    "length of the run": 1.0,
    "share of the run": 1.0,
    "services alike": 2.0,
    "names apart": -2.0,
    "some subject shared": 0.8,
    "subjects differ": -0.5,
    "some trouble shared": 0.3,
    "apart: floor": -2.0,
    "apart: house": -1.0,
}
LEAST = 3.5


def letters(model: Model, one: str, other: str) -> dict[str, float]:
    """How alike the letters of two normal forms are, with and without the longest run that both hold."""
    here, there = _kept(one), _kept(other)
    run = longest_run(here, there)
    rest = [text.replace(run, "|", 1) if len(run) in _A_NAME else text for text in (here, there)]
    return {
        "letters": _dice(_pairs(here), _pairs(there)),
        "letters beside the name": _dice(_pairs(rest[0]), _pairs(rest[1])),
        "single letters beside the name": _of_fewer(set(rest[0]), set(rest[1])),
        "length of the run": min(len(run), 8) / 8,
        "share of the run": len(run) / max(1, min(len(here), len(there))),
        "services alike": _services_alike(model, *rest),
        "names apart": float(_names_apart(one, other)),
    }


def longest_run(one: str, other: str) -> str:
    """The longest run of letters that stands in both."""
    longest, end, before = 0, 0, [0] * (len(other) + 1)
    for place, letter in enumerate(one, 1):
        row = [0] * (len(other) + 1)
        for at, there in enumerate(other, 1):
            if letter == there:
                row[at] = before[at - 1] + 1
                if row[at] > longest:
                    longest, end = row[at], place
        before = row
    return one[end - longest : end]


def _kept(plain: str) -> str:
    return _FILLER.sub("", _OPENINGS.sub("", plain))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _dice(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / max(1, len(one) + len(other))


def _of_fewer(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _services_alike(model: Model, one: str, other: str) -> float:
    here, there = (shares_of(model, "service", grams.keys(grams.prepared(text), 2)) for text in (one, other))
    return alike(here, there)


def alike(here: dict[str, float], there: dict[str, float]) -> float:
    """The cosine of two shares."""
    length = sqrt(sum(x * x for x in here.values()) * sum(x * x for x in there.values()))
    return sum(share * there[name] for name, share in here.items()) / length if length else 0.0


def _names_apart(one: str, other: str) -> bool:
    """Whether both name places or bodies, and neither name is in the other text."""
    here, there = (pairs_of_names(text) for text in (one, other))
    return bool(here and there) and not (here & _pairs(other) or there & _pairs(one))


def pairs_of_names(plain: str) -> set[str]:
    """The pairs of letters in the names of places and bodies beyond a tower."""
    return {pair for name in _NAME.findall(_OPENINGS.sub(" ", plain)) for pair in _pairs(name)}
