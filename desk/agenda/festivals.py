"""On which day festivals, solar terms and lunar dates fall.

Lunar dates and solar terms are computed by tyme4py in Beijing time, as GB/T 33661-2017 lays the calendar down.
"""

from calendar import monthrange
from datetime import date
from functools import partial

from tyme4py.lunar import LunarDay, LunarMonth
from tyme4py.solar import SolarDay, SolarTerm

from desk.agenda.days import Day, MonthDay, Yearly, on

FIXED = {
    "元旦": (1, 1),
    "情人节": (2, 14),
    "妇女节": (3, 8),
    "女神节": (3, 8),
    "三八节": (3, 8),
    "植树节": (3, 12),
    "学雷锋日": (3, 5),
    "愚人节": (4, 1),
    "世界地球日": (4, 22),
    "世界读书日": (4, 23),
    "劳动节": (5, 1),
    "五一": (5, 1),
    "青年节": (5, 4),
    "五四": (5, 4),
    "护士节": (5, 12),
    "儿童节": (6, 1),
    "六一": (6, 1),
    "建党节": (7, 1),
    "七一": (7, 1),
    "建军节": (8, 1),
    "八一": (8, 1),
    "医师节": (8, 19),
    "教师节": (9, 10),
    "国庆": (10, 1),
    "十一": (10, 1),
    "程序员节": (10, 24),
    "万圣夜": (10, 31),
    "记者节": (11, 8),
    "消防日": (11, 9),
    "双十一": (11, 11),
    "双11": (11, 11),
    "宪法日": (12, 4),
    "双十二": (12, 12),
    "双12": (12, 12),
    "平安夜": (12, 24),
    "圣诞": (12, 25),
    "跨年": (12, 31),
}
"""Month and day; names that also count or name a street only stand where `AMBIGUOUS` lets them."""

AMBIGUOUS = ("五一", "五四", "六一", "七一", "八一", "十一")

LUNAR = {
    "大年初一": (1, 1),
    "春节": (1, 1),
    "元宵": (1, 15),
    "龙抬头": (2, 2),
    "端午": (5, 5),
    "七夕": (7, 7),
    "中元": (7, 15),
    "中秋": (8, 15),
    "重阳": (9, 9),
    "腊八": (12, 8),
}
"""Month and day of the lunar year."""

NEW_YEARS_EVE = ("除夕", "大年三十", "年三十", "年卅", "年夜")

MOVING = {"母亲节": (5, 6, 2), "父亲节": (6, 6, 3), "感恩节": (11, 3, 4)}
"""Month, weekday (Monday is 0), and which of them."""

TERMS = (
    *("冬至", "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种"),
    *("夏至", "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪"),
)
"""In the order in which tyme4py counts them."""

LAST_MONTH = 12


def festival(name: str) -> Day:
    """The day of a festival or solar term. Raises KeyError on another name."""
    if name in FIXED:
        return MonthDay(*FIXED[name])
    if name in NEW_YEARS_EVE:
        return Yearly("除夕", new_years_eve, late=True)
    if name in MOVING:
        return Yearly(name, partial(_nth_weekday, *MOVING[name]))
    if name in TERMS:
        return Yearly(name, partial(solar_term, TERMS.index(name)))
    return lunar_day(*LUNAR[name])


def lunar_day(month: int, day: int) -> Day:
    """A day of every lunar year; the thirtieth of the last month is its last day, as people call it."""
    if (month, day) == (LAST_MONTH, 30):
        return festival("除夕")
    return Yearly(f"{month}-{day}", partial(lunar, month, day), late=month == LAST_MONTH)


def lunar(month: int, day: int, year: int) -> date | None:
    """That day of that lunar year (named after the year in which it begins); a leap month is negative."""
    try:
        return _date(LunarDay.from_ymd(year, month, day).get_solar_day())
    except ValueError:  # a month without a 30th day, a year without this leap month
        return None


def new_years_eve(year: int) -> date | None:
    """The last day of that lunar year, 29th or 30th."""
    return lunar(LAST_MONTH, LunarMonth.from_ym(year, LAST_MONTH).get_day_count(), year)


def solar_term(index: int, year: int) -> date:
    """The day of that year on which the term begins."""
    counted_in = year + 1 if index == 0 else year  # the winter solstice opens the count of the next year
    return _date(SolarTerm.from_index(counted_in, index).get_julian_day().get_solar_day())


def _nth_weekday(month: int, weekday: int, nth: int, year: int) -> date | None:
    first = (weekday - monthrange(year, month)[0]) % 7
    return on(year, month, first + 7 * nth - 6)


def _date(day: SolarDay) -> date:
    return date(day.get_year(), day.get_month(), day.get_day())
