"""Read what comes again and again: 每周三, 工作日每天, 每月第一个周五, 每两周, 共8次, 到12月底."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice

from desk.agenda import days
from desk.agenda.naming_days import WEEK, WEEKDAYS
from desk.agenda.numbers import COUNT, number
from desk.agenda.refusing import Odd, Why
from desk.agenda.tokens import Kind, Place, Rule, Said, rule, word

MOST_IN_MONTH = 5
QUARTERS = (1, 4, 7, 10)
_DAY = "[一二三四五六日天](?![点时次个维常年])"
_DAYS = rf"(?P<days>(?<!\s)[1-7](?![\d.:点时天次号楼层栋室人个])|{_DAY}(?: [、,和及与/]? (?:周|星期|礼拜)?{_DAY})*)"
_FIRST = r"(?P<first>[一二三四五六日天]|(?<!\s)[1-7])"
_LAST = r"(?P<last>[一二三四五六日天1-7])(?![\d:点时次个号楼层栋室人])"
_RANGE = rf"{_FIRST} [-~到至] {WEEK}?{_LAST}"


@dataclass(frozen=True)
class Every:
    """What comes again: how often, and what is known of the days."""

    freq: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    working: bool = False


def _every(found: re.Match[str], _place: Place, freq: str = "WEEKLY") -> Said:
    groups = found.groupdict()
    weekdays = sorted({WEEKDAYS[sign] for sign in groups.get("days") or "" if sign in WEEKDAYS})
    if groups.get("first"):
        first, last = WEEKDAYS[found["first"]], WEEKDAYS[found["last"]]
        weekdays = [n % 7 for n in range(first, last + (1 if last >= first else 8))]
    return Kind.EVERY, Every(freq, _interval(groups), tuple(sorted(weekdays)))


def _interval(groups: dict[str, str | None]) -> int:
    """每两周 is every second one; 每隔一周 and 隔周 too."""
    n = number(groups.get("n") or "1")
    return n + 1 if groups.get("skip") else n


def _nth(works: Callable[[date], bool]) -> Callable[[re.Match[str], Place], Said]:
    """第一个周五, 第二、四个周三, 最后一个工作日, 最后一天."""

    def read(found: re.Match[str], _place: Place) -> Said:
        groups = found.groupdict()
        sign = groups["weekday"]
        counts = works if sign is None else partial(is_weekday, WEEKDAYS[sign])
        weekday = None if sign is None else WEEKDAYS[sign]
        which = [-number(groups["from_end"] or "1")] if groups["end"] else _which(groups["nths"] or "")
        return Kind.NTH, [days.Nth(n, counts, weekday) for n in which]

    return read


def _which(nths: str) -> list[int]:
    which = [number(one) for one in re.findall(r"\d|[一二三四五六七八九]", nths)]
    if max(which) > MOST_IN_MONTH:
        raise Odd(Why.IMPOSSIBLE)
    return which


def is_weekday(weekday: int, day: date) -> bool:
    """Whether the day is that day of the week."""
    return day.weekday() == weekday


_FROM_END = r"最后 的? 一? 个|倒数 第 (?P<from_end>[一二三1-3]) 个?"
_NTHS = r"第 [一二三四五六七八九1-9](?: 个)?(?: [、和及与,] 第? [一二三四五1-5](?: 个)?)*"
_NTH = rf"(?:(?P<end>{_FROM_END})|(?P<nths>{_NTHS})) (?:{WEEK} (?P<weekday>[一二三四五六日天])|工作日|上班日)"


def _working_days_later(works: Callable[[date], bool]) -> Callable[[re.Match[str], Place], Said]:
    """五个工作日后."""

    def read(found: re.Match[str], place: Place) -> Said:
        n = max(number(found.groupdict().get("n") or "1"), 1)
        ahead = days.WorkingDay(works).dates(days.shifted(place.today, 1))
        if (day := next(islice(ahead, n - 1, None), None)) is None:
            raise Odd(Why.IMPOSSIBLE)
        return Kind.DAY, days.Pinned(day)

    return read


def _times(found: re.Match[str], _place: Place) -> Said:
    return Kind.TIMES, (number(found["n"]), found["unit"])


def _half_year(found: re.Match[str], _place: Place) -> Said:
    return Kind.EVERY, Every("MONTHLY", 6)


def rules(works: Callable[[date], bool]) -> tuple[Rule, ...]:
    """In order; the first that fits decides. `works` says which days are working days."""
    each = "(?:每 (?:个|逢|到)?|逢)"
    often = rf"(?:每 (?={COUNT}|隔)|(?=隔))(?P<skip>隔)? (?:(?P<n>{COUNT}) 个? )?"
    return (
        word(Kind.TROUBLE, "非(?:工作日|上班日)", Why.VAGUE),
        word(Kind.TROUBLE, "(?:工作日|上班日)(?:之|以)?内", Why.DEADLINE),
        word(
            Kind.EVERY,
            rf"(?:{each} )?(?:法定)?(?:工作日|上班日) (?:的)?(?:每天|每日|天天)?(?!内|之内|以内|前|后|之前|之后)",
            Every("WEEKLY", working=True),
        ),
        rule(rf"{each} {WEEK} {_RANGE}", _every),
        rule(rf"{each} {WEEK} {_DAYS}", _every),
        rule(rf"{often}{WEEK} (?:的 )?(?:{WEEK} )?{_DAYS}", _every),
        rule(rf"{often}{WEEK}", _every),
        rule(
            rf"(?:{each} )?双休日(?:每天)?|{each} (?:个)?周末",
            lambda *_: (Kind.EVERY, Every("WEEKLY", weekdays=(5, 6))),
        ),
        rule(rf"{each} 一? ?{WEEK}(?:都)?", _every),
        word(Kind.EVERY, "每[天日]|天天|日日|每(?=[早晚])", Every("DAILY")),
        rule(rf"{often}[天日]", partial(_every, freq="DAILY")),
        rule(rf"{often}个?月", partial(_every, freq="MONTHLY")),
        word(Kind.EVERY, "每 个?季度|每季", Every("YEARLY", months=QUARTERS)),
        rule("每 半 年", _half_year),
        word(Kind.EVERY, "每 个?月", Every("MONTHLY")),
        word(Kind.EVERY, "每 年", Every("YEARLY")),
        rule(_NTH, _nth(works)),
        word(Kind.NTH, "最后 一 [天日]", [days.DayOfMonth(-1)]),
        rule("(?:下 一? ?个?|最近 的?一?个?)(?:工作日|上班日)(?!内)", _working_days_later(works)),
        rule(rf"(?P<n>{COUNT}) 个? (?:工作日|上班日)(?:之|以)?后", _working_days_later(works)),
        rule(rf"(?:每|各) (?:{COUNT} 个? (?:月|{WEEK})|个?月|季度?|{WEEK}) 初", lambda *_: (Kind.VAGUE, None)),
        rule(rf"(?:共|一共|总共|合计|连办|举办|开展|办) (?P<n>{COUNT}) (?P<unit>次|场|期|讲|节课|节|回)", _times),
        rule(rf"(?:连续|为期|持续|连着|连办) (?P<n>{COUNT}) 个? (?P<unit>周|星期|礼拜|天|月|次|场|期)", _times),
        word(
            Kind.EXCEPT, r"(?:除|遇)?(?:法定)?(?:节假日|假日|放假)(?:除外|不办|不上|暂停|停办|休息|顺延|跳过|以外|外)?"
        ),
    )
