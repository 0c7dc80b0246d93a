"""Find which service of the directory a text is about: by its words, and by what texts of its kind are like."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desk.directory.entries import Service
from desk.triage import grams
from desk.triage.kinship import kin
from desk.triage.model import Model, shares_of, shipped
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


@dataclass(frozen=True, slots=True)
class _Key:
    code: str
    word: str
    weight: float
    whole: re.Pattern[str] | None  # where it may be a part of a longer word

    def stands_in(self, plain: str) -> bool:
        return self.word in plain and (self.whole is None or self.whole.search(plain) is not None)


class Services:
    """The service list, ready to be searched by what people write."""

    def __init__(self, services: Sequence[Service], model: Model | None = None) -> None:
        self._model = model or shipped()
        self._listed = tuple(services)
        self._keys: dict[str, list[_Key]] = defaultdict(list)  # by their first letter
        for key in (key for service in services for key in _keys(service)):
            self._keys[key.word[0]].append(key)
        self._kin = kin(services, self._model.facts["services"])
        self._left = {code: 1 - max(heirs.values(), default=0.0) for code, heirs in self._kin.items()}
        self._met = {code for heirs in self._kin.values() for code in heirs}
        self._usual = _usual_category(service for service in services if service.role)
        self._categories = tuple(dict.fromkeys(service.category for service in services if service.category))

    def fitting(self, plain: str, chosen: str | None = None) -> tuple[Service, ...]:
        """The services that the text may be for, best first. One that was chosen comes before all others.

        None where it is most likely for one that this directory does not have.
        """
        alike, elsewhere = self._alike(plain)
        words = self._by_words(plain)
        fits = [(service, alike.get(service.code, 0.0) + words.get(service.code, 0.0)) for service in self._listed]
        fits = [(service, fit) for service, fit in fits if fit >= _FITS]
        if not words and max((fit for _, fit in fits), default=0.0) <= elsewhere:
            fits = []
        ranked = sorted(fits, key=lambda entry: -entry[1])
        first = [service for service in self._listed if service.code == chosen]
        return tuple([*first, *(service for service, _ in ranked if service.code != chosen)][:_AT_MOST])

    def _by_words(self, plain: str) -> dict[str, float]:
        """By code, what the words of a service that stand in the text add to it."""
        hits: dict[str, list[float]] = defaultdict(list)
        for letter in self._keys.keys() & set(plain):
            for key in self._keys[letter]:
                if key.stands_in(plain):
                    hits[key.code].append(key.weight)
        return {
            code: _WORD * (max(found) + 0.1 * len(found)) + (0.0 if code in self._met else _STRANGER)
            for code, found in hits.items()
        }

    def _alike(self, plain: str) -> tuple[dict[str, float], float]:
        """By code, the share of what the model knows that falls to each service here; and what falls to none."""
        found: dict[str, float] = {}
        elsewhere = 0.0
        letters = _LATIN.sub("", plain) if len(_LATIN.findall(plain)) > len(plain) / 2 else plain
        runs = grams.keys(grams.prepared(letters), _LONGEST)
        for known, share in shares_of(self._model, "service", runs).items():
            elsewhere += share * self._left.get(known, 1.0)
            for code, part in self._kin.get(known, {}).items():
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
        [_Key(service.code, word, len(word), _whole(word)) for word in sorted(chosen)]
        + [_Key(service.code, word, len(word) - _NAME_COUNTS_LESS, _whole(word)) for word in sorted(named)]
    )


def _whole(word: str) -> re.Pattern[str] | None:
    """A word that begins or ends in a Latin letter or digit, not as a part of a longer one; None for any other."""
    before = r"(?<![a-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
    after = r"(?![a-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
    return re.compile(before + re.escape(word) + after) if before or after else None


def _usual_category(services: Iterable[Service]) -> str | None:
    counts = Counter(service.category for service in services if service.category)
    return max(counts, key=lambda category: counts[category]) if counts else None
