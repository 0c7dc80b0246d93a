"""Read dates in English: tomorrow 3pm, next Wednesday 12:00-13:00, Dec 2, every first Friday, in two hours.

The conventions are those of the Chinese ones: next Wednesday is the Wednesday of the next calendar week.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from desk.agenda import days
from desk.agenda.clocks import Clock, Part
from desk.agenda.naming_series import Every, is_weekday
from desk.agenda.naming_times import later
from desk.agenda.refusing import Odd, Why
from desk.agenda.tokens import Kind, Place, Rule, Said, rule

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_NEAR = {"today": 0, "tonight": 0, "tomorrow": 1, "the day after tomorrow": 2, "day after tomorrow": 2, "yesterday": -1}

_WEEKDAY = "(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_MONTH = "(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_DAY = "(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_N = r"(?P<n>\d+|an?|one|two|three|four|five|six)"


def _words(pattern: str, make: Callable[[re.Match[str], Place], Said | list[Said] | None]) -> Rule:
    return rule(rf"(?<![a-z])(?:{pattern})(?![a-z])", make)


def _says(kind: Kind, pattern: str, value: object = None) -> Rule:
    return _words(pattern, lambda *_: (kind, value))


def _near(found: re.Match[str], place: Place) -> list[Said]:
    day: Said = (Kind.DAY, days.Pinned(days.shifted(place.today, _NEAR[" ".join(found[0].split())])))
    return [day, (Kind.PART, Part.EVENING)] if found[0] == "tonight" else [day]


def _number(weekday: str) -> int:
    return _WEEKDAYS.index(weekday[:3])


def _weekday(found: re.Match[str], place: Place) -> Said:
    which, number = found["which"], _number(found["weekday"])
    if not which:
        return Kind.DAY, days.Weekday(number)
    weeks = {"last": -1, "this": 0, "next": 1}[which.strip()]
    return Kind.DAY, days.Pinned(days.shifted(days.monday_of(place.today), 7 * weeks + number))


def _month_day(found: re.Match[str], _place: Place) -> Said:
    month, day = _MONTHS.index(found["month"][:3]) + 1, int(found["day"])
    if found["year"]:
        return Kind.DAY, days.Pinned(days.made(int(found["year"]), month, day))
    return Kind.DAY, days.month_day(month, day)


def _every(found: re.Match[str], _place: Place) -> Said:
    numbers = {_number(one) for one in re.findall(_WEEKDAY, found["days"])}
    return Kind.EVERY, Every("WEEKLY", 2 if found["other"] else 1, tuple(sorted(numbers)))


def _nth(found: re.Match[str], _place: Place) -> Said:
    number = _number(found["weekday"])
    return Kind.NTH, [days.Nth(_ORDINALS[found["nth"]], partial(is_weekday, number), number)]


def _clock(found: re.Match[str], _place: Place) -> Said:
    part = Part.PM if found["half"] == "p" else Part.AM
    return Kind.CLOCK, Clock(int(found["hour"]), int(found["minute"] or 0), part)


def _first_hour(found: re.Match[str], _place: Place) -> Said:
    """The 3 of 3-4pm, the 11 of 11-1pm."""
    hour, last = int(found["hour"]), int(found["last"])
    afternoon = (found["half"] == "p") == (hour % 12 < last % 12)
    return Kind.CLOCK, Clock(hour, int(found["minute"] or 0), Part.PM if afternoon else Part.AM)


def _in(found: re.Match[str], place: Place) -> Said | list[Said]:
    n = _NUMBERS.get(found["n"]) or int(found["n"])
    unit = found["unit"]
    if unit in ("day", "week"):
        return Kind.DAY, days.Pinned(days.shifted(place.today, n * (7 if unit == "week" else 1)))
    if n > 10**6:
        raise Odd(Why.IMPOSSIBLE)
    at = later(place.now, timedelta(hours=n) if unit == "hour" else timedelta(minutes=n))
    return [(Kind.DAY, days.Pinned(at.date())), (Kind.CLOCK, Clock(at.hour, at.minute, exact=True))]


def _lasts(found: re.Match[str], _place: Place) -> Said:
    n = _NUMBERS.get(found["n"]) or min(int(found["n"]), 10**6)
    return Kind.LENGTH, timedelta(hours=n) if found["unit"].startswith("h") else timedelta(minutes=n)


def _week_of(found: re.Match[str], place: Place) -> Said:
    step = {"this": 0, "next": 1}[found["which"]]
    if found["unit"] == "week":
        return Kind.WEEK, days.shifted(days.monday_of(place.today), 7 * step)
    return Kind.MONTH, days.month_shifted(place.today, step)


_NTH = "|".join(_ORDINALS)
_LISTED = rf"(?P<days>{_WEEKDAY}(?:(?: , and | , | and | & | / ){_WEEKDAY})*)"

RULES: tuple[Rule, ...] = (
    _words("|".join(sorted(_NEAR, key=len, reverse=True)), _near),
    _says(
        Kind.EVERY,
        "every (?:weekday|working ?day|workday)|weekdays|workdays|working ?days",
        Every("WEEKLY", working=True),
    ),
    _words(rf"(?:every|each) (?P<other>other |second )?{_LISTED}", _every),
    _says(Kind.EVERY, "every ?day|each day|daily", Every("DAILY")),
    _says(Kind.EVERY, "(?:of )?(?:every|each) month|monthly|(?:of the|a) month(?=s? |$)", Every("MONTHLY")),
    _says(Kind.EVERY, "every (?:other|second) week|biweekly", Every("WEEKLY", 2)),
    _says(Kind.EVERY, "(?:of )?(?:every|each) week|weekly", Every("WEEKLY")),
    _says(Kind.EVERY, "(?:of )?(?:every|each) year|yearly|annually", Every("YEARLY")),
    _says(Kind.EVERY, rf"every(?= (?:{_NTH}) {_WEEKDAY})", Every("MONTHLY")),
    _words(rf"(?:the )?(?P<nth>{_NTH}) (?P<weekday>{_WEEKDAY})", _nth),
    _words(rf"(?P<which>last |this |next )?(?P<weekday>{_WEEKDAY})\.?", _weekday),
    _words(rf"{_MONTH}\.? {_DAY}(?:,? (?P<year>20\d\d))?(?!\d|:)", _month_day),
    _words(rf"{_DAY} (?:of )?{_MONTH}\.?(?:,? (?P<year>20\d\d))?(?!\d)", _month_day),
    rule(
        r"(?<![\d:.])(?P<hour>\d\d?)(?::(?P<minute>\d\d))?"
        r"(?= (?:-|~|to|until) (?P<last>\d\d?)(?::\d\d)? (?P<half>[ap])\.?m)(?! [ap]\.?m)",
        _first_hour,
    ),
    rule(r"(?<![\d:.])(?P<hour>\d\d?)(?::(?P<minute>\d\d))? (?P<half>[ap])(?:m(?![a-z])|\.m\.)", _clock),
    _says(Kind.CLOCK, "(?:12 )?noon|midday", Clock(12)),
    _says(Kind.CLOCK, "midnight", Clock(24)),
    _says(Kind.PART, "in the morning|mornings?", Part.FORENOON),
    _says(Kind.PART, "in the afternoon|afternoons?", Part.AFTERNOON),
    _says(Kind.PART, "in the evening|evenings?|night", Part.EVENING),
    _words(rf"in {_N} (?P<unit>minute|hour|day|week)s?(?: time)?", _in),
    _words(rf"for {_N} (?P<unit>hours?|hrs?|minutes?|mins?)", _lasts),
    _words("(?P<which>this|next) (?P<unit>week|month)", _week_of),
    _says(Kind.VAGUE, "(?:this |next )?weekend|some ?day|some ?time|soon|later|tbd|tba|asap|one of these days"),
    _says(Kind.LIMIT, "by|before|no later than|deadline|due"),
    _says(Kind.TO, "until|till?|to|through"),
    _says(Kind.OR, "or"),
    _says(Kind.AND, "and"),
    _says(Kind.BEGINNING, "starting|beginning|from"),
    _says(Kind.ROUGH, "around|about|approximately"),
    _says(Kind.FILLER, "on|at|the|of|in|from|o'clock|sharp"),
)
"""In order; the first that fits decides."""
