"""Read the names of weeks, months and years: 下周, 12月, 明年, 月底."""

import re

from desk.agenda import days
from desk.agenda.naming_days import WEEK, steps
from desk.agenda.numbers import CLOCK as NUM
from desk.agenda.numbers import YEAR_IN_CHARACTERS, number, year_number
from desk.agenda.refusing import Odd, Why
from desk.agenda.tokens import Kind, Place, Rule, Said, rule


def _month(found: re.Match[str], place: Place) -> Said:
    """12月, 2026年12月, 下个月: the month (1 to 12) or its first day."""
    groups = found.groupdict()
    if groups.get("steps"):
        return Kind.MONTH, days.month_shifted(place.today, steps(groups["steps"]))
    month = number(found["month"])
    if not 1 <= month <= 12:
        raise Odd(Why.IMPOSSIBLE)
    return Kind.MONTH, days.made(year_number(found["year"]), month, 1) if groups.get("year") else month


def _end_of_month(found: re.Match[str], place: Place) -> Said:
    groups = found.groupdict()
    if groups.get("month"):
        month = number(found["month"])
        days.made(2024, month, 1)
        return Kind.END_OF, days.Yearly("月底", lambda year: days.end_of_month(days.made(year, month, 1)))
    if groups.get("steps"):
        first = days.month_shifted(place.today, steps(groups["steps"]))
        return Kind.END_OF, days.Pinned(days.end_of_month(first))
    return Kind.END_OF, days.DayOfMonth(-1)


def _end_of_year(found: re.Match[str], place: Place) -> Said:
    later = {"明": 1}.get(found["which"] or "", 0)
    return Kind.END_OF, days.Pinned(days.made(place.today.year + later, 12, 31))


def _year(found: re.Match[str], place: Place) -> Said:
    step = {"今": 0, "本": 0, "明": 1, "后": 2, "去": -1, "前": -2}.get(found["step"] or "")
    return Kind.YEAR, (year_number(found["year"]), False) if step is None else (place.today.year + step, step == 0)


def _week(found: re.Match[str], place: Place) -> Said:
    return Kind.WEEK, days.shifted(days.monday_of(place.today), 7 * steps(found["steps"]))


RULES: tuple[Rule, ...] = (
    rule(rf"(?P<steps>[上下]+ 个? |本|当|这 个? )?(?:(?P<month>{NUM}) )?月(?:份)?(?:底|末)", _end_of_month),
    rule("(?P<which>[今本明])?年(?:底|末)|岁末", _end_of_year),
    rule(rf"(?P<year>(?:19|20)\d\d|{YEAR_IN_CHARACTERS}) 年 (?P<month>{NUM}) 月(?:份)?", _month),
    rule(r"(?P<year>(?:19|20)\d\d)[-./](?P<month>\d\d?)(?![\d./-])", _month),
    rule(rf"(?P<month>{NUM}) 月份?(?![初中上下][旬]?)", _month),
    rule("(?P<steps>[上下]+ 一?个? |本|当|这 个? )月(?![初中上下]旬?)", _month),
    rule(rf"(?P<year>(?:19|20)\d\d|{YEAR_IN_CHARACTERS}) 年(?P<step>)?", _year),
    rule(r"(?P<step>[今本明后去前])年(?:的)?(?P<year>)?(?!内)", _year),
    rule(rf"(?P<steps>[上下]+ 一?个? |本|这 个? ){WEEK}(?!末|内|之内|以内)", _week),
)
"""In order; the first that fits decides."""
