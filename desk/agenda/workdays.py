"""Which days people work in China: not on weekends and public holidays, but on make-up days."""

from datetime import date
from functools import cache

import holidays


@cache
def _calendar() -> holidays.HolidayBase:
    """The State Council's days as the library knows them; it adds a year when it is first asked about it."""
    return holidays.country_holidays("CN")


def works(day: date) -> bool:
    """Whether this is a working day; of years not yet announced the statutory holidays alone are known."""
    free = day in _calendar()  # asking also makes the library fill in the year's make-up days
    return not free and (day.weekday() < 5 or day in _calendar().weekend_workdays)
