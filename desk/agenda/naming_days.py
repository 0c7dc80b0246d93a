"""Read the names of days: 明天, 下周三, 8月15日, 8.15, 两周后的周三, 大年初一, 冬至, 12月第一个周五."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from desk.agenda import days
from desk.agenda.festivals import AMBIGUOUS, FIXED, LUNAR, MOVING, NEW_YEARS_EVE, TERMS, festival, lunar_day
from desk.agenda.numbers import CLOCK as NUM
from desk.agenda.numbers import COUNT, YEAR_IN_CHARACTERS, number, year_number
from desk.agenda.refusing import Odd, Why
from desk.agenda.tokens import Kind, Place, Rule, Said, rule, word

WEEKDAYS = {sign: n for n, signs in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for sign in signs}
WEEK = "(?:周|星期|礼拜)"
_NAMED = "|".join(
    (
        "一(?!致|律|边|周|路|鸣|定)|二(?!维)|[三四五六]|日(?!常|报|均|程|志)|天",
        r"(?<!\s)[1-7](?![\d.:]|[天年期号楼层栋室人点月日])",
    )
)
WEEKDAY = f"(?P<weekday>(?:{_NAMED})(?![次个]))"

NEAR = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_PARTS = "早晚晨夜午"

_LUNAR_MONTH = "(?P<leap>闰)?(?P<month>正|冬|腊|十[一二]?|[一二三四五六七八九]|1[0-2]|[1-9])月"
_LUNAR_ONLY = "初[一二三四五六七八九十]|廿[一二三四五六七八九]?"
_LUNAR_DAY = f"(?P<day>{_LUNAR_ONLY}|二?十[一二三四五六七八九]?|三十)"
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_LUNAR = "(?:农历|阴历|旧历)"

_FEASTS = "|".join(sorted({*FIXED, *LUNAR, *MOVING, *NEW_YEARS_EVE, *TERMS} - set(AMBIGUOUS), key=len, reverse=True))
_AMBIGUOUS = "|".join(AMBIGUOUS)
_PERIOD = "(?:小?长?假期?|期间|前后|黄金周|假日)"
_OPEN = r"(?=节(?!约)|当天|那天|上午|下午|晚|中午|早|前|小?长?假|$|\s|[,，。;(（、!]|\d{1,2} [:点])"

_NOT_DAY = "(?![楼栋幢座门厅室线院馆桌窗台店铺房选]|[机车库展球位]|会议[室厅]|文件)"
_DOT = r"(?P<month>0?[1-9]|1[0-2])(?P<dot>[./])(?P<day>0?[1-9]|[12]\d|3[01])"
_DOT_ENDS = r"(?![\d./:%]|\d* (?:个?小时|元|块|万|亿|米|公里|分(?!\d)|折|倍|版|公斤|kg|km|m(?![a-z])|个|平|度|吨|级))"


def _near(found: re.Match[str], place: Place) -> Said:
    return Kind.DAY, days.Pinned(days.shifted(place.today, NEAR[found[1]]))


def _in_week(weeks: int, weekday: str, today: date) -> Said:
    monday = days.shifted(days.monday_of(today), 7 * weeks)
    return Kind.DAY, days.Pinned(days.shifted(monday, WEEKDAYS[weekday]))


def steps(words: str) -> int:
    """How many weeks or months on 下下, 上 or 本 is."""
    return words.count("下") - words.count("上")


def _weekday_of_week(found: re.Match[str], place: Place) -> Said:
    return _in_week(steps(found["steps"]), found["weekday"], place.today)


def _weekday_weeks_later(found: re.Match[str], place: Place) -> Said:
    return _in_week(number(found["n"]), found["weekday"], place.today)


def _weekday(found: re.Match[str], place: Place) -> Said | None:
    earlier = place.text[: found.start()][-1:]
    touches = place.before is not None and place.before.end == found.start() and place.before.kind is not Kind.BREAK
    if not touches and earlier and (earlier.isdecimal() or earlier in "一两二三四五六七八九十半几"):
        return None  # 一周五天
    return Kind.DAY, days.Weekday(WEEKDAYS[found["weekday"]])


def _several_weekdays(*_: object) -> Said:
    raise Odd(Why.SEVERAL)


def _full_date(found: re.Match[str], _place: Place) -> Said:
    year, month, day = year_number(found["year"]), number(found["month"]), number(found["day"])
    return Kind.DAY, days.Pinned(days.made(year, month, day))


def _last_of_range(found: re.Match[str], place: Place) -> Said | None:
    """The 17 of 8.15-17."""
    follows = place.follows(Kind.TO) and place.said is not None and place.said.kind is Kind.DAY
    touches = place.before is not None and place.before.end == found.start()
    return _day_of_month(found, place) if follows and touches else None


def _month_day(found: re.Match[str], _place: Place) -> Said:
    return Kind.DAY, days.month_day(number(found["month"]), number(found["day"]))


def _is_date(place: Place) -> bool:
    """Whether the word right before is a date with a month, so that a number with a point is a time: 8月15日8.30."""
    if place.before is None or place.before.kind is not Kind.DAY:
        return False
    day, written = place.before.value, place.text[place.before.start : place.before.end]
    return isinstance(day, days.MonthDay) or (
        isinstance(day, days.Pinned) and re.search("[月年/.-]", written) is not None
    )


def _dotted(found: re.Match[str], place: Place) -> Said | None:
    hours = place.follows(Kind.TO) and place.said is not None and place.said.kind is Kind.CLOCK
    if found["dot"] == "." and (hours or _is_date(place)):
        return None
    month, day = int(found["month"]), int(found["day"])
    if days.on(2024, month, day) is None:
        return (Kind.TROUBLE, Why.IMPOSSIBLE) if re.match(r"\s*\d{1,2}:\d\d", place.text[found.end() :]) else None
    return Kind.DAY, Slight(month, day)


class Slight(days.MonthDay):
    """A date written like a number, 8.15: whatever else says a day goes before it."""


class Feast(days.Shifted):
    """A festival's day; its name may stand in a title, so whatever else says a day goes before it."""


def _feast(found: re.Match[str], place: Place) -> Said:
    if found["period"]:
        return Kind.VAGUE, None
    return Kind.DAY, Feast(festival(found["name"]), 0)


def _lunar(found: re.Match[str], _place: Place) -> Said:
    month = _LUNAR_MONTHS.get(found["month"]) or number(found["month"])
    return Kind.DAY, lunar_day(-month if found["leap"] else month, number(found["day"]))


def _new_year(found: re.Match[str], _place: Place) -> Said:
    return Kind.DAY, lunar_day(1, number(found["day"]))


def _day_of_month(found: re.Match[str], _place: Place) -> Said:
    day = number(found["day"])
    if not 1 <= day <= 31:
        raise Odd(Why.IMPOSSIBLE)
    return Kind.DAY, days.DayOfMonth(day)


def _later(unit: str) -> Callable[[re.Match[str], Place], Said]:
    def read(found: re.Match[str], place: Place) -> Said:
        n = number(found["n"])
        if unit == "months":
            first = days.month_shifted(place.today, n)
            return Kind.DAY, days.Pinned(first + _into(first, place.today.day))
        return Kind.DAY, days.Pinned(days.shifted(place.today, n * (7 if unit == "weeks" else 1)))

    return read


def _into(first: date, day: int) -> timedelta:
    """How far that day of the month, or its last one, is from the first."""
    return timedelta(days=min(day, days.end_of_month(first).day) - 1)


def _month_of(found: re.Match[str], place: Place) -> date:
    """The first of 下个月 or 两个月后."""
    n = number(found["n"]) if found["n"] else steps(found["steps"])
    return days.month_shifted(place.today, n)


def _day_of_that_month(found: re.Match[str], place: Place) -> Said:
    first = _month_of(found, place)
    return Kind.DAY, days.Pinned(days.made(first.year, first.month, number(found["day"])))


def _past(*_: object) -> Said:
    raise Odd(Why.PAST)


def _unclear(*_: object) -> Said:
    raise Odd(Why.CALENDAR)


_THAT_MONTH = rf"(?:(?P<steps>[上下]+|本|这|当) (?:一 )?个? 月|(?P<n>{COUNT}) 个 月(?:之|以)?后)(?:份)? (?:的 )?"
_LATER = "(?:之|以)?后(?![台门勤面])"

RULES: tuple[Rule, ...] = (
    rule(r"(?<!\d)(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)", _full_date),
    rule(
        rf"(?<!\d)(?P<year>(?:19|20)?\d\d|{YEAR_IN_CHARACTERS}) 年 (?P<month>{NUM}) 月 (?P<day>{NUM})(?: [日号])?",
        _full_date,
    ),
    rule(r"(?<!\d)(?P<year>(?:19|20)\d\d)([-./])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)", _full_date),
    rule(rf"{_LUNAR} (?:的 )?{_LUNAR_MONTH} {_LUNAR_DAY}(?:日|(?![日号]))", _lunar),
    rule(
        rf"(?P<leap>闰)?(?P<month>正|冬|腊)月 {_LUNAR_DAY}",
        _lunar,
    ),
    rule(
        rf"(?P<leap>闰)?(?P<month>十[一二]?|[二三四五六七八九]) ?月 (?P<day>{_LUNAR_ONLY})",
        _lunar,
    ),
    rule("(?:大年|年|正月)(?P<day>初[一二三四五六七八九十])", _new_year),
    rule(rf"(?P<month>{NUM}) 月(?:份)? (?:的 )?(?P<day>{NUM}) [日号]{_NOT_DAY}", _month_day),
    rule(
        r"(?P<month>\d{1,2}) 月 (?P<day>\d{1,2})(?![\d.:点时月]| [人个位名元份岁楼层室年周场次折号日栋幢%]| 小时)",
        _month_day,
    ),
    rule(
        r"(?:十[一二]?|[一二三四五六七八九])月(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])(?![点时月个位名人元份楼层])",
        _unclear,
    ),
    rule(
        rf"(?:{_LUNAR} )?(?P<name>{_FEASTS}) (?:节(?!约|能|省)|夜)?(?P<period>{_PERIOD})?(?:当[天日晚]|那天)?", _feast
    ),
    rule(rf"(?P<name>{_AMBIGUOUS}){_OPEN}节?(?P<period>{_PERIOD})?(?:当天|那天)?", _feast),
    word(Kind.TROUBLE, "小年夜?", Why.CALENDAR),
    rule(rf"(?<![\dv])(?<!\d[.:/]){_DOT}{_DOT_ENDS}", _dotted),
    rule(
        r"(?<![\d.:/-])(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?=\s*(?:\d{1,2}:\d\d|[(（]|周|星期))",
        _month_day,
    ),
    rule(r"(?P<day>[12]?\d|3[01])(?![\d:.点时月/年号日%]|[人个位名楼层室元份栋幢]|[a-z])", _last_of_range),
    word(Kind.TROUBLE, "[今明后]{2,3}[两三]?天", Why.SEVERAL),
    rule(rf"{_THAT_MONTH}(?P<day>{NUM}) [日号]{_NOT_DAY}", _day_of_that_month),
    rule(
        rf"(?P<day>{NUM})(?= [-~到至、和或/] {NUM} [日号]{_NOT_DAY})",
        lambda f, p: None if p.follows(Kind.CLOCK) else _day_of_month(f, p),
    ),
    rule(rf"(?<![\d.第])(?P<day>{NUM}) [日号]{_NOT_DAY}(?!内|之内|以内|{_LATER}|[游行营间])", _day_of_month),
    rule(rf"(?P<steps>[上下]+|本|这) (?:一 )?个? {WEEK} (?:的 )?(?:{WEEK} )?{WEEKDAY}", _weekday_of_week),
    rule(rf"(?P<n>{COUNT}) 个? {WEEK}{_LATER} (?:的 )?{WEEK} {WEEKDAY}", _weekday_weeks_later),
    rule(rf"(?:再?过 )?(?P<n>{COUNT}) 个? {WEEK}{_LATER}", _later("weeks")),
    rule(rf"(?P<n>{COUNT}) [天日]{_LATER}", _later("days")),
    rule(rf"再?过 (?P<n>(?!两天){COUNT}) 天(?!后)", _later("days")),
    rule(rf"(?P<n>{COUNT}) 个 月{_LATER}", _later("months")),
    rule(rf"{COUNT} (?:天|日|个? {WEEK}|个 月|年) (?:之|以)?前", _past),
    rule(rf"{WEEK} (?:(?:[一1] [三3] [五5]|[二2] [四4]? [四46六])(?:[日天])?|六[日天])(?![点时])", _several_weekdays),
    rule(rf"这?个?{WEEK} {WEEKDAY}", _weekday),
    rule(
        r"(大前|大后|前|昨|今|明|后)(?:天|日|儿)",
        lambda f, p: None if f[0][-1] == "天" and p.text[: f.start()].endswith("提") else _near(f, p),
    ),
    rule(rf"(?<![文光证说表声聪如至古])(今|明|昨)(?=[{_PARTS}])(?!早日|午间)", _near),
    word(Kind.SHIFT, r"(?:的 )?前 [一1]?[天日](?!内)|的?前夜", -1),
    word(Kind.SHIFT, r"(?:的 )?前 [两2][天日]", -2),
    word(Kind.SHIFT, r"(?:的 )?(?:后 [一1] ?[天日]|转天)", 1),
)
"""In order; the first that fits decides."""
