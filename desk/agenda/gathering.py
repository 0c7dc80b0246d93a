"""Gather the words that stand together, one after the other, into pieces."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from desk.agenda.clocks import Clock
from desk.agenda.days import (
    Day,
    DayOfMonth,
    MonthDay,
    Nth,
    Pinned,
    Shifted,
    Weekday,
    Yearly,
    end_of_month,
    in_year,
    made,
)
from desk.agenda.naming_days import Feast
from desk.agenda.naming_series import Every
from desk.agenda.pieces import Moment, Piece, finished
from desk.agenda.refusing import Odd, Why
from desk.agenda.tokens import Kind, Token


def pieces(tokens: Iterable[Token]) -> Iterator[Piece]:
    """The pieces of a line, in order."""
    gathering = _Gathering()
    for token in tokens:
        yield from gathering.take(token)
    yield from gathering.close()


class _Gathering:
    """Takes token by token, and hands out a piece whenever one is whole."""

    def __init__(self) -> None:
        self._fresh()

    def _fresh(self) -> None:
        self.piece = Piece()
        self.joined: Kind | None = None
        self.comma = False
        self.rough = False
        self.limit = False
        self.loose: Day | None = None
        """A day after a whole range of hours: it begins a series, unless it is said to end it."""
        self.lead: int | None = None
        """Where 从 or 时间： stands before the first word."""

    def take(self, token: Token) -> Iterator[Piece]:
        """The next token; yields the piece that it ended, if any."""
        if token.kind is Kind.FILLER:
            return
        if token.kind in {Kind.LEAD, Kind.TO} and self.lead is None and self.piece.end == 0:
            self.lead = token.start
        if token.kind is Kind.BREAK or self._begins_anew(token):
            yield from self.close()
        if token.kind is Kind.COMMA:
            self.comma = True
            return
        act = _ACTS.get(token.kind)
        if act is None:
            return
        try:
            act(self, token)
        except Odd as odd:
            self.piece.trouble = odd.why
        self._stretch(token)
        self.comma = False
        if token.kind in ENDING:
            yield from self.close()

    def _begins_anew(self, token: Token) -> bool:
        """A day after a comma begins another piece if the one before has its time already, and so does a limit."""
        started = self.piece.first.said and self.piece.every is None
        if token.kind in {Kind.VAGUE, Kind.TROUBLE}:
            return not self.piece.empty
        if token.kind is Kind.LIMIT:
            return started and self.comma
        return token.kind is Kind.DAY and self.comma and started and (self.piece.first.timed or self.limit)

    def _stretch(self, token: Token) -> None:
        if token.kind in CONNECTING:
            return
        if self.piece.end == 0:
            self.piece.start = token.start if self.lead is None else self.lead
        self.piece.end = token.end

    def close(self) -> Iterator[Piece]:
        """The piece so far."""
        piece, rough, limit = self.piece, self.rough, self.limit
        self._fresh()
        if piece.empty:
            return
        yield finished(piece, rough, limit)

    @property
    def moment(self) -> Moment:
        """The one that words now belong to."""
        return self.piece.moments[-1]


CONNECTING = {Kind.TO, Kind.OR, Kind.AND}
ENDING = {Kind.BEFORE, Kind.VAGUE, Kind.TROUBLE}


def _day(here: _Gathering, token: Token) -> None:
    piece, moment = here.piece, here.moment
    day = _within(piece, token.value)
    if piece.every is not None and len(piece.moments) == 1 and _of_series(piece.every, day):
        piece.on.append(day)
        return
    if len(piece.moments) > 1 and moment.timed and (piece.every is not None or not piece.first.days):
        piece.first.days.append(day)  # 14:00-16:00 8月20日; 每周三14:00-16:00，9月2日开始
        here.loose = day
        return
    if piece.every is not None and isinstance(day, Weekday) and len(piece.moments) == 1:
        if day.number not in piece.every.weekdays:
            piece.trouble = Why.CHOICE if here.joined is Kind.OR else Why.SEVERAL
        return
    if moment.days and here.joined is not None:
        piece.trouble = Why.CHOICE if here.joined is Kind.OR else Why.SEVERAL
    elif any(type(one) is type(day) and one != day and not isinstance(day, Feast) for one in moment.days):
        piece.trouble = Why.SEVERAL  # 周三周四
    moment.days.append(day)
    here.joined = None
    here.loose = day if piece.every is not None and moment.timed and len(piece.moments) == 1 else here.loose


def _within(piece: Piece, day: Day) -> Day:
    """The day in the year, month or week that was named before it: 明年3月1日, 下个月的15号, 下周的周三."""
    if piece.year is not None and isinstance(day, MonthDay | Yearly | Feast):
        (year, this), piece.year = piece.year, None
        return _in_year(day, year, this)
    if piece.week is not None and isinstance(day, Weekday):
        monday, piece.week = piece.week, None
        return Pinned(next(day.dates(monday)))
    if piece.month is not None and isinstance(day, DayOfMonth | Nth):
        month, piece.month = piece.month, None
        return _in_month(day, month)
    return day


def _in_year(day: Day, year: int, this: bool) -> Day:
    inner = day.other if isinstance(day, Shifted) else day
    pinned = in_year(day, year)
    late = this and isinstance(inner, Yearly) and inner.late and (pinned.day.month, pinned.day.day) < (3, 1)
    return in_year(day, year + 1) if late else pinned  # 今年除夕 is the one that ends this lunar year


def _in_month(day: DayOfMonth | Nth, month: date | int) -> Day:
    if isinstance(month, date):
        found = day.of_month(month.year, month.month)
        if found is None:
            raise Odd(Why.IMPOSSIBLE)
        return Pinned(found)
    if isinstance(day, Nth):
        return Nth(day.nth, day.counts, day.weekday, month)
    return MonthDay(month, day.day)


def _of_series(every: Every, day: Day) -> bool:
    """Whether the day says on which days the series falls, rather than when it begins."""
    if every.working or every.weekdays or every.freq == "DAILY":
        return False
    kinds: dict[str, tuple[type, ...]] = {
        "WEEKLY": (Weekday,),
        "MONTHLY": (DayOfMonth, Nth, Weekday),
        "YEARLY": (MonthDay, Yearly, Feast, DayOfMonth, Nth),
    }
    return isinstance(day, kinds[every.freq])


def _clock(here: _Gathering, token: Token) -> None:
    piece, moment, clock = here.piece, here.moment, token.value
    if moment.clock is not None:
        if here.joined is Kind.OR:
            piece.trouble = Why.CHOICE
        piece.second = clock
        return
    if moment.part is not None and clock.part is None:
        clock = Clock(clock.hour, clock.minute, moment.part, clock.exact)
    moment.clock = clock


def _part(here: _Gathering, token: Token) -> None:
    if here.moment.part is not None and here.joined is Kind.OR:
        here.piece.trouble = Why.CHOICE
    here.moment.part = token.value


def _to(here: _Gathering, _token: Token) -> None:
    if here.moment.said or here.piece.every is not None:
        here.piece.moments.append(Moment())
    elif len(here.piece.moments) == 1:
        here.piece.moments = [Moment(), Moment()]


def _join(here: _Gathering, token: Token) -> None:
    here.joined = token.kind


def _limit(here: _Gathering, token: Token) -> None:
    if here.piece.every is not None:
        _to(here, token)
    else:
        here.limit = True


def _before(here: _Gathering, token: Token) -> None:
    piece = here.piece
    if _ends_series(here):
        return
    if piece.every is not None and len(piece.moments) > 1:  # 每周三，到春节前
        here.moment.days = [Shifted(day, -1) if isinstance(day, Feast) else day for day in here.moment.days]
    elif not piece.empty:
        here.limit = True


def _every(here: _Gathering, token: Token) -> None:
    piece, every = here.piece, token.value
    if piece.every is not None and piece.every != every:
        every = _both(piece, every)
    weekdays = [day for day in piece.first.days if isinstance(day, Weekday)]
    if every.freq == "WEEKLY" and not every.weekdays and len(piece.moments) == 1 and weekdays:
        piece.on, piece.first.days = [*weekdays], [day for day in piece.first.days if day not in weekdays]
    piece.every = every


def _both(piece: Piece, other: Every) -> Every:
    """每周三、每周五; 每月的每周三."""
    one = piece.every
    if one is None or one.freq != other.freq or one.working or other.working:
        if other.freq == "DAILY" and one is not None:  # 每周三每天 says no more
            return one
        piece.trouble = Why.SEVERAL
        return other
    return Every(one.freq, one.interval, tuple(sorted({*one.weekdays, *other.weekdays})), one.months)


def _nth(here: _Gathering, token: Token) -> None:
    piece = here.piece
    if piece.month is not None and piece.every is None:
        month, piece.month = piece.month, None
        here.moment.days += [_in_month(day, month) for day in token.value]
        piece.trouble = Why.SEVERAL if len(token.value) > 1 else piece.trouble
    else:
        piece.on += token.value


def _month(here: _Gathering, token: Token) -> None:
    piece, month = here.piece, token.value
    if piece.year is not None and isinstance(month, int):
        (year, _), piece.year = piece.year, None
        month = made(year, month, 1)
    if len(here.piece.moments) > 1 and not here.moment.said:
        end = Pinned(end_of_month(month)) if isinstance(month, date) else _last_of(month)
        here.moment.days.append(end)
        here.moment.open_end = True
    else:
        piece.month = month


def _last_of(month: int) -> Yearly:
    return Yearly("月底", lambda year: end_of_month(made(year, month, 1)))


def _end_of(here: _Gathering, token: Token) -> None:
    here.moment.days.append(token.value)
    here.moment.open_end = True


def _shift(here: _Gathering, token: Token) -> None:
    if here.moment.days:
        here.moment.days[-1] = Shifted(here.moment.days[-1], token.value)


def _ends_series(here: _Gathering) -> bool:
    """每周三14:00-16:00，12月30日结束."""
    if here.piece.every is None or here.loose is None:
        return False
    here.piece.first.days.remove(here.loose)
    here.piece.moments.append(Moment(days=[here.loose]))
    here.loose = None
    return True


def _finish(here: _Gathering, _token: Token) -> None:
    if _ends_series(here):
        return
    if here.piece.second is not None and len(here.piece.moments) == 1:
        here.piece.moments.append(Moment(clock=here.piece.second))
        here.piece.second = None


def _set(name: str) -> Callable[[_Gathering, Token], None]:
    def act(here: _Gathering, token: Token) -> None:
        setattr(here.piece, name, token.value)

    return act


def _mark(name: str) -> Callable[[_Gathering, Token], None]:
    def act(here: _Gathering, _token: Token) -> None:
        setattr(here.piece, name, True)

    return act


def _rough(here: _Gathering, _token: Token) -> None:
    here.rough = True


def _next_day(here: _Gathering, _token: Token) -> None:
    if len(here.piece.moments) > 1:
        here.moment.next_day = True
    elif here.moment.days:
        here.moment.days[-1] = Shifted(here.moment.days[-1], 1)


def _unsure(here: _Gathering, _token: Token) -> None:
    """周三下班后 names no time; 周三下班后18:00 does."""
    if here.piece.dated and not here.moment.timed:
        here.piece.trouble = Why.VAGUE


def _nothing(_here: _Gathering, _token: Token) -> None:
    """全天 says no more than a day alone, but belongs to it."""


def _vague(here: _Gathering, _token: Token) -> None:
    here.piece.trouble = Why.VAGUE


_ACTS: dict[Kind, Callable[[_Gathering, Token], None]] = {
    Kind.DAY: _day,
    Kind.CLOCK: _clock,
    Kind.PART: _part,
    Kind.LENGTH: _set("length"),
    Kind.LASTS: _set("lasts"),
    Kind.NEXT_DAY: _next_day,
    Kind.SHIFT: _shift,
    Kind.ALL_DAY: _nothing,
    Kind.FINISH: _finish,
    Kind.YEAR: _set("year"),
    Kind.MONTH: _month,
    Kind.WEEK: _set("week"),
    Kind.END_OF: _end_of,
    Kind.NTH: _nth,
    Kind.EVERY: _every,
    Kind.TIMES: _set("times"),
    Kind.EXCEPT: _mark("skips_holidays"),
    Kind.BEGINNING: _mark("begins"),
    Kind.TO: _to,
    Kind.OR: _join,
    Kind.AND: _join,
    Kind.BEFORE: _before,
    Kind.LIMIT: _limit,
    Kind.ROUGH: _rough,
    Kind.VAGUE: _vague,
    Kind.UNSURE: _unsure,
    Kind.TROUBLE: _set("trouble"),
}
