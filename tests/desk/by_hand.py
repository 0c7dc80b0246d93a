"""Count deadlines again as somebody would who has nothing but what /why says: the lines, a pencil, and a clock."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

AT = r"(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?)"
CLOCK = r"(\d\d:\d\d(?::\d\d)?)"
MINUTES = r"([\d.]+) 分钟"
LEVEL = re.compile(
    r"：(\d+[smhd]) 内受理，(\d+[smhd]) 内办结，(?:全天计时|只计工作时间 (.+?)(?:（日历 .+?）)?，1d 是 (\d+) 分钟)。"
)
DURATION = re.compile(rf"(受理|办结)：{AT} 起[计加] (\d+)([smhd])( 的一半（从重开算起，减半）)?")
GIVEN = re.compile(rf"办结：上级在 {AT} 定为 {AT}(?:，加上此后挂起占去的 {MINUTES}：|。)")
PAUSE = re.compile(rf"- 挂起 {AT} 到 {AT}，其间 {MINUTES}工作时间不计，下面已经除去")
STRETCH = re.compile(rf"- {AT}–{CLOCK} 计 {MINUTES}，累计 {MINUTES}(（.+）)?")
LEFT_OUT = re.compile(r"- (\d{4}-\d\d-\d\d)(?: 到 (\d{4}-\d\d-\d\d))? (.+)，不计")
DUE = re.compile(rf"(受理|办结)时限：{AT}。")
KEPT = re.compile(rf"受理时限：{AT}（")
UNIT = {"s": timedelta(seconds=1), "m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
SLACK = timedelta(seconds=1)  # minutes are told with two decimals

Stretch = tuple[datetime, datetime]


def when(text: str) -> datetime:
    """On the wall where it is read."""
    return datetime.fromisoformat(text)


@dataclass
class Sum:
    """The lines of one deadline."""

    start: datetime
    duration: timedelta | None  # plain, or working time; None when a date was given
    whole_days: bool
    given: datetime | None = None
    lost: float = 0
    pauses: list[Stretch] = field(default_factory=list)
    told: list[float] = field(default_factory=list)  # minutes of each pause
    stretches: list[tuple[datetime, datetime, float, float]] = field(default_factory=list)
    left_out: set[date] = field(default_factory=set)
    due: datetime | None = None


@dataclass
class Level:
    """The first line. `windows` is None on a clock that never stops."""

    windows: list[tuple[time, time]] | None
    day: timedelta


def count_again(lines: Sequence[str], each_day_alike: bool = True) -> dict[str, datetime]:
    """受理 and 办结, each counted from the lines alone; fails where a line does not fit the others.

    `each_day_alike`: the windows of the first line are those of every day that is not left out, so that the stretches
    can be found anew; else they are believed, and added up.
    """
    found = LEVEL.search(lines[0])
    assert found, lines[0]
    pairs = [one.split("-") for one in found[3].split("、")] if found[3] else []
    windows = [(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in pairs]
    level = Level(windows or None, timedelta(minutes=int(found[4] or 24 * 60)))
    counted: dict[str, datetime] = {}
    now: Sum | None = None
    for line in lines[1:]:
        if found := KEPT.match(line):
            counted["受理"] = when(found[1])
        elif found := DUE.fullmatch(line):
            assert now is not None
            now.due = when(found[2])
            counted[found[1]] = _counted(now, level, each_day_alike)
            now = None
        else:
            now = _read(line, now, level)
    return counted


def _read(line: str, now: Sum | None, level: Level) -> Sum | None:
    if found := DURATION.match(line):
        amount = int(found[3]) * (level.day if found[4] == "d" else UNIT[found[4]])
        now = Sum(when(found[2]), amount / 2 if found[5] else amount, found[4] == "d")
    elif found := GIVEN.fullmatch(line):
        now = Sum(when(found[1]), None, False, when(found[2]), float(found[3] or 0))
    elif found := PAUSE.fullmatch(line):
        assert now is not None
        now.pauses.append((when(found[1]), when(found[2])))
        now.told.append(float(found[3]))
    elif found := STRETCH.fullmatch(line):
        assert now is not None
        opens = when(found[1])
        closes = datetime.combine(opens.date(), time.fromisoformat(found[2]))
        now.stretches.append((opens, closes, float(found[3]), float(found[4])))
    elif found := LEFT_OUT.fullmatch(line):
        assert now is not None
        first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2] or found[1])
        now.left_out |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    else:
        assert line.startswith("（"), f"nobody could make anything of {line!r}"
    return now


def _counted(one: Sum, level: Level, each_day_alike: bool) -> datetime:
    """The result; and that every line on the way to it is right."""
    if one.given is not None:
        assert abs(sum(one.told) - one.lost) < 0.02 * len(one.told) + 0.01
        start, amount, pauses = one.given, sum((_minutes(minutes) for minutes in one.told), timedelta()), []
    else:
        assert one.duration is not None
        start, amount, pauses = one.start, one.duration, one.pauses
        _check_pauses(one, level, each_day_alike)
    if level.windows is None:
        end = start + amount
        for begins, ends in pauses:
            assert begins < end, "a pause that does not matter"
            end += ends - begins
        return end
    _check_stretches(one, amount)
    end = start
    told = [(opens, closes) for opens, closes, *_ in one.stretches]
    for opens, closes in _open(one, level, start, pauses) if each_day_alike else told:
        if amount <= SLACK / 2:
            break
        end = min(closes, opens + amount)
        amount -= end - opens
    return end


def _check_pauses(one: Sum, level: Level, each_day_alike: bool) -> None:
    """Each begins where it begins to matter, and is told with the time that it takes."""
    for (begins, ends), told in zip(one.pauses, one.told, strict=True):
        assert one.start <= begins < ends
        if level.windows is None:
            assert abs((ends - begins) - _minutes(told)) <= SLACK
        elif each_day_alike:
            within = (min(closes, ends) - opens for opens, closes in _open(one, level, begins, ()) if opens < ends)
            assert abs(sum(within, timedelta()) - _minutes(told)) <= SLACK


def _minutes(number: float) -> timedelta:
    return timedelta(seconds=round(number * 60))


def _check_stretches(one: Sum, amount: timedelta) -> None:
    """The stretches are as long as they say, they come to the whole, and the last ends when it is due."""
    so_far = 0.0
    for opens, closes, minutes, together in one.stretches:
        assert abs((closes - opens) - _minutes(minutes)) <= SLACK
        so_far += minutes
        assert abs(so_far - together) < 0.01 * len(one.stretches) + 0.01
    assert abs(_minutes(so_far) - amount) <= SLACK * (1 + len(one.stretches))
    if one.stretches:
        assert one.due == one.stretches[-1][1]


def _open(one: Sum, level: Level, start: datetime, pauses: Sequence[Stretch]) -> Iterator[Stretch]:
    """The windows of the days that are not left out, from the start on, without the pauses."""
    for number in range(400):
        day = start.date() + timedelta(days=number)
        if day in one.left_out:
            continue
        for opens, closes in level.windows or ():
            begin, end = max(datetime.combine(day, opens), start), datetime.combine(day, closes)
            for begins, ends in pauses:
                if begin < ends and begins < end:
                    if begin < begins:
                        yield begin, begins
                    begin = ends
            if begin < end:
                yield begin, end
