"""Read times of day and durations: 明早8点, 下午3点半, 19:30, 9-11点, 中午, 两小时, 半小时后."""

import re
from datetime import UTC, datetime, timedelta

from desk.agenda.clocks import Clock, Part
from desk.agenda.days import Pinned
from desk.agenda.numbers import CLOCK as NUM
from desk.agenda.numbers import COUNT, number
from desk.agenda.refusing import Odd, Why
from desk.agenda.tokens import Kind, Place, Rule, Said, rule, word

PARTS = {
    **dict.fromkeys(("凌晨",), Part.NIGHT),
    **dict.fromkeys(("清晨", "早晨", "早上", "早间", "一早", "一大早", "晨间"), Part.MORNING),
    **dict.fromkeys(("上午", "午前"), Part.FORENOON),
    **dict.fromkeys(("中午", "正午", "午间", "午休时间", "午休时段", "午休"), Part.NOON),
    **dict.fromkeys(("下午", "午后"), Part.AFTERNOON),
    **dict.fromkeys(("傍晚",), Part.DUSK),
    **dict.fromkeys(("晚上", "晚间", "夜间", "夜晚", "夜里"), Part.EVENING),
    **dict.fromkeys(("深夜", "半夜", "午夜"), Part.LATE),
}
AFTER_DAY = {"早": Part.MORNING, "晨": Part.MORNING, "午": Part.NOON, "晚": Part.EVENING, "夜": Part.EVENING}
"""These say a part of day only right after a day: 明早, 周三晚."""

_PART = "|".join(sorted(PARTS, key=len, reverse=True))
_AFTER_DAY = (
    "早(?![餐饭会茶操读课市点教班安春起])|晨(?![会跑练读])|午(?![休后间餐饭宴茶睡觉])|"
    "晚(?![会宴餐饭场班报点安霞]|自习|高峰)|夜(?![宵市班景跑校])"
)
_ALONE = r"(?<!\d)(?<!\d[:.])"
_SPOKEN = f"(?P<part>{_PART})?"
_ONES = "[一二三四五六七八九]"
_TENS = f"[一二三四五]?十{_ONES}?"
_NOT_COUNTED = "(?![人个位名元楼层号室份栋周月])"
_MINUTES = (
    r"(?:(?P<half>半)(?!个?小时|天|个月|年|价)|(?P<quarter>[一三])刻钟?"
    rf"|过?(?P<minute>\d\d?|[零〇]?{_ONES}|{_TENS}) 分(?![钟享组会论别析])"
    rf"|(?P<two>\d\d)(?!\d){_NOT_COUNTED}|(?P<tens>{_TENS}|[零〇]{_ONES}){_NOT_COUNTED}(?![点时])|整|钟)?"
)
_OCLOCK = r"(?:点|时(?![间候长段尚代刻效装令节分]))"
_AFTER_CLOCK = r"(?! ?(?:签到|入场|集合|报到|进场|候场|检票))"
_SECONDS = r"(?::[0-5]\d(?:\.\d+)?)?"
_RANGE = r"(?= [-~到至] (?:{part})? (?:{num} (?:点|时(?!间))|\d\d?:\d\d))".replace("{part}", _PART).replace(
    "{num}", NUM
)


def _clock(found: re.Match[str], place: Place) -> Said | None:
    groups = found.groupdict()
    hour = number(found["hour"])
    part = PARTS.get(groups.get("part") or "")
    if found.group().endswith("点") and part is None and _means_points(found, place):
        return None
    return Kind.CLOCK, Clock(hour, _minute(groups), part, exact=_exact(found["hour"], hour))


def _means_points(found: re.Match[str], place: Place) -> bool:
    """一点 is a little, unless a day, a part of day or an hour stands before it."""
    return found["hour"] == "一" and not place.follows(Kind.DAY, Kind.PART, Kind.TO, Kind.EVERY)


def _exact(written: str, hour: int) -> bool:
    return hour > 12 or hour == 0 or (written[0] == "0" and len(written) == 2)


def _minute(groups: dict[str, str | None]) -> int:
    if groups.get("half"):
        return 30
    if quarter := groups.get("quarter"):
        return 15 * number(quarter)
    said = groups.get("minute") or groups.get("two") or groups.get("tens")
    return number(said) if said else 0


def _dotted_clock(found: re.Match[str], place: Place) -> Said | None:
    ends = place.follows(Kind.TO) and place.said is not None and place.said.kind is Kind.CLOCK
    return _clock(found, place) if ends or place.follows(Kind.DAY, Kind.PART, Kind.EVERY) else None


def _bare_hour(found: re.Match[str], place: Place) -> Said | None:
    hour = number(found["hour"])
    return (Kind.CLOCK, Clock(hour, 0, PARTS.get(found["part"] or ""), exact=hour > 12)) if hour <= 24 else None


def _before_the_hour(found: re.Match[str], _place: Place) -> Said:
    """差一刻12点."""
    short = 15 if found["short"] == "一刻" else number(found["short"].removesuffix("分").removesuffix("钟"))
    hour = Clock(number(found["hour"]), 0, PARTS.get(found["part"] or "")).meant
    if not 0 < short < hour:
        raise Odd(Why.IMPOSSIBLE)
    return Kind.CLOCK, Clock(*divmod(hour - short, 60), None, exact=True)


def _part_after_day(found: re.Match[str], place: Place) -> Said | None:
    return (Kind.PART, AFTER_DAY[found[0]]) if place.follows(Kind.DAY, Kind.EVERY) else None


def _instant(found: re.Match[str], place: Place) -> list[Said]:
    """2026-08-15T19:30+08:00 in the reader's zone."""
    from_iso = place.now.fromisoformat(found[0].upper())
    local = from_iso.astimezone(place.now.tzinfo) if from_iso.tzinfo else from_iso
    return [(Kind.DAY, Pinned(local.date())), (Kind.CLOCK, Clock(local.hour, local.minute, exact=True))]


def _length(found: re.Match[str]) -> timedelta:
    groups = {name: value for name, value in found.groupdict().items() if value}
    said = groups.get("minutes") or groups.get("short_minutes")
    minutes = number(said) if said else 30 if "half" in groups or "and_half" in groups else 0
    hours = groups.get("hours", "0")
    whole = float(hours) if "." in hours else number(hours)
    return timedelta(hours=whole, minutes=minutes)


def _lasts(found: re.Match[str], _place: Place) -> Said:
    return Kind.LENGTH, _length(found)


def _says_it_lasts(found: re.Match[str], _place: Place) -> Said:
    return Kind.LASTS, _length(found)


def later(now: datetime, length: timedelta) -> datetime:
    """That much later, by the clock. Raises Odd beyond the calendar."""
    try:
        return (now.astimezone(UTC) + length).astimezone(now.tzinfo)
    except OverflowError:
        raise Odd(Why.IMPOSSIBLE) from None


def _from_now(found: re.Match[str], place: Place) -> list[Said]:
    at = later(place.now, _length(found))
    return [(Kind.DAY, Pinned(at.date())), (Kind.CLOCK, Clock(at.hour, at.minute, exact=True))]


_LENGTH = (
    rf"(?:(?P<hours>\d+\.\d+|{COUNT}) (?:个)?(?P<and_half>半)? (?:小时|钟头)(?:(?P<minutes>{COUNT}) 分钟?)?"
    rf"|(?P<half>半) 个?(?:小时|钟头))"
)
_SHORT = rf"(?P<short_minutes>{COUNT}) 分钟"

INSTANTS: tuple[Rule, ...] = (
    rule(r"\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:\d\d)?", _instant),
    rule(rf"{_LENGTH}(?:之|以)?后", _from_now),
    rule(rf"{_SHORT}(?:之|以)?后", _from_now),
    rule(rf"(?:24|二十四) 小时|(?:{_LENGTH}|{_SHORT})(?:之|以)?[内前]", lambda *_: (Kind.BREAK, None)),
    rule(rf"(?:时长|历时|为时|用时|持续|全程|预计|为期) [:：]? (?:为|约)? (?:{_LENGTH}|{_SHORT})", _says_it_lasts),
    rule(_LENGTH, _lasts),
    rule(_SHORT, _lasts),
    word(Kind.BREAK, rf"(?:{_PART})? \d\d?:\d\d (?:签到|入场|集合|报到|进场|候场|检票)"),
)
"""What says when it begins from now on, and durations: before anything else can take their numbers."""

RULES: tuple[Rule, ...] = (
    rule(rf"{_SPOKEN} 差 (?P<short>一刻|{COUNT}分钟?)(?:到)? (?P<hour>{NUM})点", _before_the_hour),
    rule(rf"{_SPOKEN} {_ALONE}(?P<hour>\d\d?) : (?P<two>\d\d){_SECONDS}(?![\d:]|\s?[ap]\.?m)", _clock),
    rule(rf"{_ALONE}(?P<hour>[01]?\d|2[0-4])\.(?P<two>[0-5]\d)(?![\d.])", _dotted_clock),
    rule(rf"{_SPOKEN} {_ALONE}(?<!几)(?P<hour>{NUM}) {_OCLOCK} {_MINUTES}{_AFTER_CLOCK}", _clock),
    rule(rf"{_SPOKEN} {_ALONE}(?<!\d[/-])(?P<hour>{NUM}){_RANGE}", _bare_hour),
    *(word(Kind.PART, written, part) for written, part in sorted(PARTS.items(), key=lambda one: -len(one[0]))),
    rule(_AFTER_DAY, _part_after_day),
    word(Kind.ALL_DAY, "一?整天|全天"),
    word(Kind.NEXT_DAY, "次日|第二天|翌日|隔天"),
    word(Kind.FINISH, "结束|散场|收工"),
)
"""In order; the first that fits decides."""
