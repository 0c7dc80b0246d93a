"""What a date's reading is told with: plain facts for the phrases `when.read` and those that it includes."""

from datetime import datetime, timedelta
from typing import Any

from desk.agenda.reading import Found
from desk.agenda.series import Series


def facts(found: Found) -> dict[str, Any]:
    """The facts of the phrase `when.read`, which reads a date back in full."""
    return {
        "start": found.start,
        "whole_day": found.whole_day,
        "last": _last(found),
        "end": _clock(found),
        "series": found.series and _series(found.series),
    }


def _last(found: Found) -> datetime | None:
    """The day on which it ends, if that is another one than that of the start."""
    if found.end is None:
        return None
    last = found.end - timedelta(minutes=1) if _at_midnight(found.end) else found.end
    return last if last.date() > found.start.date() else None


def _clock(found: Found) -> str | None:
    """When it ends, as 13:00; midnight is the end of the day before."""
    if found.end is None or found.whole_day:
        return None
    return "24:00" if _at_midnight(found.end) else f"{found.end:%H:%M}"


def _at_midnight(at: datetime) -> bool:
    return (at.hour, at.minute) == (0, 0)


def _series(series: Series) -> dict[str, Any]:
    return {
        "freq": series.freq,
        "interval": series.interval,
        "weekdays": list(series.weekdays),
        "month_days": list(series.month_days),
        "nths": [{"nth": one.nth, "weekday": one.weekday} for one in series.nths],
        "months": list(series.months),
        "until": series.until,
        "count": series.count,
        "calendar": series.calendar.value,
    }
