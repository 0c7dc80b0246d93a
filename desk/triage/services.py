"""Find which service of the directory a text is about."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desk.directory.entries import Service
from desk.triage.normal import normal
from desk.triage.patterns import any_of
from desk.triage.words import SERVICE_GENERALITIES

_GENERAL = re.compile(any_of(SERVICE_GENERALITIES))
_AT_MOST = 3
_NAME_COUNTS_LESS = 0.5  # a word out of a service's name says less than a keyword somebody chose


@dataclass(frozen=True, slots=True)
class _Key:
    pattern: re.Pattern[str]
    weight: float


class Services:
    """The service list, ready to be searched by what people write."""

    def __init__(self, services: Sequence[Service]) -> None:
        self._listed = [(service, _keys(service)) for service in services]
        self._usual = _usual_category(service for service in services if service.role)
        self._categories = tuple(dict.fromkeys(service.category for service in services if service.category))

    def words(self, *, of_units: bool = False) -> tuple[str, ...]:
        """Every keyword, in normal form; with `of_units`, only of what departments offer."""
        listed = (service for service, _ in self._listed if service.unit or not of_units)
        return tuple(dict.fromkeys(normal(word) for service in listed for word in service.keywords if word.strip()))

    def fitting(self, plain: str, chosen: str | None = None) -> tuple[Service, ...]:
        """The services whose words stand in the text: the longest word first, then the most words, then in order.

        One that was chosen comes before all others.
        """
        ranked = []
        for order, (service, keys) in enumerate(self._listed):
            hits = [key.weight for key in keys if key.pattern.search(plain)]
            if hits or service.code == chosen:
                ranked.append((service.code != chosen, -max(hits, default=0), -len(hits), order, service))
        return tuple(service for *_, service in sorted(ranked, key=lambda entry: entry[:4]))[:_AT_MOST]

    def category(self, plain: str, found: tuple[Service, ...]) -> str | None:
        """The category of the best service; else one that the text names; else what the officers mostly do."""
        if found:
            return found[0].category
        named = (category for category in self._categories if normal(category) in plain)
        return next(named, self._usual)


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
