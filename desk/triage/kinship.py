"""Tell which services of a directory are those that the model was taught: by code, by name, and by their words."""

from collections.abc import Mapping, Sequence

from desk.directory.entries import Service
from desk.triage.normal import normal

Known = Mapping[str, Sequence[str]]  # by code: the name, then the keywords, as they were when it was taught
_ALIKE = 0.5  # how much of the letters two names must share to be one
_CHOSEN = 0.9  # of a known service's share, what a service with one of its keywords takes
_NAMED = 1.0  # and with a word of its name


def kin(services: Sequence[Service], known: Known) -> dict[str, dict[str, float]]:
    """For each known service, which services here take its share, and how much of it.

    The same code with a like name, or a like name alone, is the same service; otherwise any that has its words.
    """
    return {code: _heirs(services, code, words[0], words[1:]) for code, words in known.items()}


def _heirs(services: Sequence[Service], code: str, name: str, keywords: Sequence[str]) -> dict[str, float]:
    same = [one for one in services if one.code == code and likeness(one.name, name) >= _ALIKE]
    same = same or [one for one in services if likeness(one.name, name) > _ALIKE]
    if same:
        return {same[0].code: 1.0}
    taken = {one.code: max((_worth(word, name, keywords) for word in _words(one)), default=0.0) for one in services}
    return {code: worth for code, worth in taken.items() if worth}


def _words(service: Service) -> list[str]:
    return [normal(word) for word in service.keywords if word.strip()]


def _worth(word: str, name: str, keywords: Sequence[str]) -> float:
    if len(word) > 1 and word in name:
        return _NAMED
    return _CHOSEN if word in keywords else 0.0


def likeness(one: str, other: str) -> float:
    """Twice the pairs of letters that both have, of all that they have."""
    pairs, others = _pairs(normal(one)), _pairs(normal(other))
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs or others else 0.0


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}
