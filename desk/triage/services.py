"""Find which service of the directory a text is about: by its words, and by what texts of its kind are like."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desk.directory.entries import Service
from desk.triage import grams
from desk.triage.kinship import kin
from desk.triage.model import shares, shipped
from desk.triage.normal import normal
from desk.triage.patterns import any_of
from desk.triage.words import SERVICE_GENERALITIES

_LATIN = re.compile("[a-z]")
_GENERAL = re.compile(any_of(SERVICE_GENERALITIES))
_AT_MOST = 3
_NAME_COUNTS_LESS = 0.5  # a word out of a service's name says less than a keyword somebody chose
_WORD = 0.1  # what each letter of a keyword that stands in the text adds to the model's share
_STRANGER = 0.3  # and what such a word is worth beside it to a service that the model has never met
_FITS = 0.005  # with less than this it is not named
_LONGEST = 2  # letters in a run that tells of a service


@dataclass(frozen=True)
class _Key:
    pattern: re.Pattern[str]
    weight: float


class Services:
    """The service list, ready to be searched by what people write."""

    def __init__(self, services: Sequence[Service]) -> None:
        self._listed = [(service, _keys(service)) for service in services]
        self._kin = kin(services, shipped().facts["services"])
        self._met = {code for heirs in self._kin.values() for code in heirs}
        self._usual = _usual_category(service for service in services if service.role)
        self._categories = tuple(dict.fromkeys(service.category for service in services if service.category))

    def fitting(self, plain: str, chosen: str | None = None) -> tuple[Service, ...]:
        """The services that the text may be for, best first. One that was chosen comes before all others.

        None where it is most likely for one that this directory does not have.
        """
        alike, elsewhere = self._alike(plain)
        words = {service.code: self._by_words(service, keys, plain) for service, keys in self._listed}
        fits = [(service, alike.get(service.code, 0.0) + words[service.code]) for service, _ in self._listed]
        fits = [(service, fit) for service, fit in fits if fit >= _FITS]
        if not any(words.values()) and max((fit for _, fit in fits), default=0.0) <= elsewhere:
            fits = []
        ranked = sorted(fits, key=lambda entry: -entry[1])
        first = [service for service, _ in self._listed if service.code == chosen]
        return tuple([*first, *(service for service, _ in ranked if service.code != chosen)][:_AT_MOST])

    def _by_words(self, service: Service, keys: tuple[_Key, ...], plain: str) -> float:
        hits = [key.weight for key in keys if key.pattern.search(plain)]
        if not hits:
            return 0.0
        return _WORD * (max(hits) + 0.1 * len(hits)) + (_STRANGER if service.code not in self._met else 0.0)

    def _alike(self, plain: str) -> tuple[dict[str, float], float]:
        """By code, the share of what the model knows that falls to each service here; and what falls to none."""
        found: dict[str, float] = {}
        elsewhere = 0.0
        letters = _LATIN.sub("", plain) if len(_LATIN.findall(plain)) > len(plain) / 2 else plain
        for known, share in shares("service", grams.keys(grams.prepared(letters), _LONGEST)).items():
            heirs = self._kin.get(known, {})
            elsewhere += share * (1 - max(heirs.values(), default=0.0))
            for code, part in heirs.items():
                found[code] = found.get(code, 0.0) + share * part
        return found, elsewhere

    def category(self, plain: str, found: tuple[Service, ...]) -> str | None:
        """The category of the best service; else one that the text names; else what the officers mostly do."""
        if found:
            return found[0].category
        named = (category for category in self._categories if normal(category) in plain)
        return next(named, self._usual)


def offered(services: Iterable[Service], *, of_units: bool = False) -> tuple[str, ...]:
    """Every keyword, in normal form; with `of_units`, only of what departments offer."""
    listed = (service for service in services if service.unit or not of_units)
    return tuple(dict.fromkeys(normal(word) for service in listed for word in service.keywords if word.strip()))


def _keys(service: Service) -> tuple[_Key, ...]:
    chosen = {normal(word) for word in service.keywords if word.strip()}
    named = {part for part in _GENERAL.split(normal(service.name)) if len(part) > 1} - chosen
    return tuple(
        [_Key(_whole(word), len(word)) for word in sorted(chosen)]
        + [_Key(_whole(word), len(word) - _NAME_COUNTS_LESS) for word in sorted(named)]
    )


def _whole(word: str) -> re.Pattern[str]:
    """The word; where it begins or ends in a Latin letter or digit, not as a part of a longer one."""
    before = r"(?<![a-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
    after = r"(?![a-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
    return re.compile(before + re.escape(word) + after)


def _usual_category(services: Iterable[Service]) -> str | None:
    counts = Counter(service.category for service in services if service.category)
    return max(counts, key=lambda category: counts[category]) if counts else None
