"""Find the date in a line: when something begins and ends, and how it comes again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from desk.agenda import connecting, english, naming_days, naming_spans, naming_times, noise
from desk.agenda.choosing import chosen, quoted, span, with_time
from desk.agenda.clocks import DAY, ends, next_day
from desk.agenda.days import WorkingDay, shifted
from desk.agenda.gathering import pieces
from desk.agenda.naming_series import rules as series_rules
from desk.agenda.pieces import Moment, Piece
from desk.agenda.recurring import DAILY, as_weekly, is_working_week, series_of, times_of, weekdays_between, window_of
from desk.agenda.refusing import Odd, Unreadable, Why
from desk.agenda.series import Series, Works
from desk.agenda.settling import clock_of, instant, settle, settle_end
from desk.agenda.tokens import Rule, cut, fold
from desk.agenda.workdays import works as works_in_china

HIDDEN = "\0"


@dataclass(frozen=True)
class Found:
    """A date as it was read. Times are in the zone that was asked for."""

    spans: tuple[tuple[int, int], ...]
    """Where it stands in the line, in order: from, to."""
    start: datetime
    end: datetime | None
    whole_day: bool
    """No time was said: it starts at midnight; the end, if there is one, is the midnight after the last day."""
    series: Series | None = None
    day_said: bool = True
    """Not only a time was said: 14点 alone is the next time that it is two."""

    @property
    def span(self) -> tuple[int, int]:
        """From the first word of the date to the last."""
        return self.spans[0][0], self.spans[-1][1]

    @property
    def recurrence(self) -> str | None:
        """The series as an RFC 5545 RRULE."""
        zone = self.start.tzinfo
        return self.series.rule(zone) if self.series is not None and isinstance(zone, ZoneInfo) else None


def find(
    text: str, now: datetime, zone: ZoneInfo, names: Iterable[str] = (), works: Works = works_in_china
) -> Found | None:
    """The one date that a line names, None if it names none; `now` is aware.

    `names` (brands, places) are passed over, so that 双十一骑士关爱周 is no date. `works` tells working days. Raises
    Unreadable where the date is past, impossible, contradictory, vague, a deadline or a choice.
    """
    folded = _hidden(fold(text), names)
    local = now.astimezone(zone).replace(second=0, microsecond=0)
    counting = chosen(list(pieces(cut(folded, local, _rules(works)))), text)
    if not counting:
        return None
    try:
        read = _Reading(now.astimezone(zone), zone, works).read(counting)
    except Odd as odd:
        raise Unreadable(odd.why, quoted(text, counting)) from None
    return replace(read, spans=tuple(sorted(span(text, [piece]) for piece in counting)))


@cache
def _rules(works: Works) -> tuple[Rule, ...]:
    """All rules, in the order in which they are tried."""
    days = (*series_rules(works), *naming_days.RULES, *naming_spans.RULES)
    times = (*naming_times.RULES, *connecting.RULES)
    return (*naming_times.INSTANTS, *noise.RULES, *english.RULES, *days, *times)


def _hidden(text: str, names: Iterable[str]) -> str:
    for name in sorted(map(fold, names), key=len, reverse=True):
        if name:
            text = text.replace(name, HIDDEN * len(name))
    return text


def _every_day_of(base: Piece) -> bool:
    """Whether one time is said for all the days of a range."""
    return len(base.moments) > 1 and not base.first.timed and bool(base.moments[1].days) and base.moments[1].timed


def _for_days(found: Found, pieces: Sequence[Piece]) -> Found:
    """8月20日14:00，为期两天: at that time on each of the days; without a time, until the last of them is over."""
    days = next((piece.times[0] for piece in pieces if piece.times is not None and piece.times[1] == "天"), 1)
    if days < 2:
        return found
    if not found.whole_day:
        return replace(found, series=Series("DAILY", count=days))
    last = found.start.replace(tzinfo=None) + timedelta(days=days)
    return replace(found, end=last.replace(tzinfo=found.start.tzinfo))


@dataclass(frozen=True)
class _Reading:
    """What it takes to read: when, where, and which days are working days."""

    now: datetime
    zone: ZoneInfo
    works: Works

    @property
    def today(self) -> date:
        return self.now.date()

    def read(self, counting: Sequence[Piece]) -> Found:
        """The date that these pieces make together. Raises Odd."""
        base, others = counting[0], counting[1:]
        lasts = next((piece.lasts for piece in counting if piece.lasts is not None), None)
        for piece in others:
            lends = not piece.dated or (base.every is not None and not base.first.timed)
            if piece.first.timed and lends and not base.first.clock:
                base = with_time(base, piece)
        base = replace(base, length=base.length or lasts)
        if base.every is not None:
            return self._series(base, others)
        return self._single(base, others)

    def _ahead(self, at: int | None) -> Callable[[date], bool]:
        if at is None:
            return lambda day: day >= self.today
        return lambda day: instant(day, at, self.zone).astimezone(UTC) > self.now.astimezone(UTC)

    def _minutes(self, moment: Moment) -> int | None:
        """Minutes after midnight at which it begins; None for the whole day."""
        clock = clock_of(moment)
        return None if clock is None else clock.meant

    def _single(self, base: Piece, others: Sequence[Piece]) -> Found:
        if _every_day_of(base):
            return self._series(as_weekly(base), others) if is_working_week(base) else self._daily(base)
        at = self._minutes(base.first)
        days = base.first.days or [WorkingDay(lambda _: True)]
        also = [day for piece in others for day in piece.first.days]
        try:
            day = settle([*days, *also], self.today, self._ahead(at))
        except Odd as odd:
            raise Odd(Why.SEVERAL if odd.why is Why.CONTRADICTORY and also else odd.why) from None
        found = replace(self._from(day, at, base), day_said=bool(base.first.days or also))
        return _for_days(found, [base, *others])

    def _from(self, day: date, at: int | None, base: Piece) -> Found:
        if at is None:
            return Found((), instant(day, 0, self.zone), self._last_day(day, base), whole_day=True)
        return Found((), instant(day, at, self.zone), self._end(day, at, base), whole_day=False)

    def _last_day(self, day: date, base: Piece) -> datetime | None:
        """The midnight after the last day of a range."""
        if len(base.moments) == 1:
            return None
        end = base.moments[1]
        if not end.days:
            raise Odd(Why.VAGUE)
        return instant(settle_end(end.days, base.first.days, day), DAY, self.zone)

    def _end(self, day: date, at: int, base: Piece) -> datetime | None:
        begun = instant(day, at, self.zone)
        long = None
        if base.length is not None:
            long = (begun.astimezone(UTC) + base.length).astimezone(self.zone)
        if len(base.moments) == 1:
            return long
        ended = self._said_end(day, at, base)
        if long is not None and ended != long:
            raise Odd(Why.CONTRADICTORY)
        return ended

    def _said_end(self, day: date, at: int, base: Piece) -> datetime:
        start, end = clock_of(base.first), base.moments[1]
        if len(base.moments) > 2:
            raise Odd(Why.SEVERAL)
        if start is None or (end.clock is None and (end.part is not None or not end.days)):
            raise Odd(Why.VAGUE)  # 上午到下午
        if end.clock is None:
            return instant(settle_end(end.days, base.first.days, day), DAY, self.zone)
        if end.next_day:
            return instant(shifted(day, 1), next_day(at, end.clock), self.zone)
        last = settle_end(end.days, base.first.days, day) if end.days else day
        minutes = ends(start, end.clock) if last == day else next_day(at, end.clock)
        return instant(last, minutes, self.zone)

    def _daily(self, base: Piece) -> Found:
        """Each day of a range at the same time: 8月15日到17日 9:00-17:00."""
        first, last = base.first, base.moments[1]
        timed = replace(base, moments=[replace(first, clock=last.clock, part=last.part), *base.moments[2:]])
        at = self._minutes(timed.first)
        day = settle(first.days, self.today, self._ahead(at))
        days = (settle_end(last.days, first.days, day) - day).days + 1
        found = self._from(day, at, timed)
        return replace(found, series=Series("DAILY", count=days)) if days > 1 else found

    def _series(self, base: Piece, others: Sequence[Piece]) -> Found:
        if base.every == DAILY and weekdays_between(base):
            base = as_weekly(base)
        window = window_of(base, others, self.today)
        series = series_of(base, window, self.works)
        timed = replace(base, moments=times_of(base))
        at = self._minutes(timed.first)
        day = series.first(window.since, self.works, self._ahead(at))
        series = window.ended(series, day)
        found = self._from(day, at, timed)
        return replace(found, series=series)
