"""What the hosts of a year say, and when: series of towers and units, festivals, and single events for a few grids."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desk.directory.book import Book
from tests.year.district import ZONE

COMMITTEE = 1005


@dataclass(frozen=True, slots=True)
class Item:
    """What somebody says after `/event`. `draws`: the share of those invited who sign up. `dropped`: not published."""

    at: datetime
    host: int
    line: str
    draws: float
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Noon:
    """A tower's own hour at noon."""

    building: str
    weekday: str
    title: str
    places: int
    room: str


NOON = (
    Noon("ZSH", "一", "太极课", 6, "3楼活动室"),
    Noon("JG", "二", "剪纸", 4, "2楼书吧"),
    Noon("CT", "三", "八段锦", 7, "一楼大堂"),
    Noon("WKS", "四", "颈椎按摩", 3, "5楼活动室"),
    Noon("WH", "五", "咖啡拉花", 4, "20楼露台"),
)
NOON_DRAWS = 0.42
# Series of the committee and of units: who says it, the line, the share that it draws.
SERIES = (
    (COMMITTEE, "楼宇讲坛 每月第一个周五14:00-15:30 总商会大厦3楼报告厅 经济形势讲座 限18人 全区", 0.1),
    (1003, "延时服务 每月第二个周四17:30-19:00 总商会红领驿站 税费咨询 面向总商会大厦", 0.14),
    (1113, "延时服务 每月第三个周六9:00-11:30 城投红领驿站 社保咨询 面向城投大厦", 0.1),
)
# Festivals: the day on which it is said, the line, the share that it draws.
FESTIVALS = (
    ((1, 16), "腊八节12:00-13:00 建工大厦一楼大堂 送腊八粥 不限 全区", 0.08),
    ((2, 25), "元宵节18:30-20:00 城投大厦一楼大堂 猜灯谜 限18人 可带1位家属 全区", 0.1),
    ((3, 4), "植树节14:00-16:00 望湖大厦20楼露台 认养绿植 限5人 面向望湖大厦、云帆大厦", 0.2),
    ((4, 14), "世界读书日12:00-13:00 建工大厦2楼书吧 换书会 限12人 全区", 0.07),
    ((6, 10), "6月18日12:00-13:30 威克斯大厦一楼大堂 包粽子 限13人 全区", 0.08),
    ((6, 22), "建党节14:00-15:30 总商会大厦3楼报告厅 党课 限14人 全区", 0.07),
    ((8, 10), "七夕18:00-20:00 望湖大厦20楼露台 青年联谊 限14人 全区", 0.08),
    ((9, 15), "9月24日17:30-19:00 城投大厦一楼大堂 做月饼 限18人 可带1位家属 全区", 0.09),
    ((10, 9), "楼宇友邻节 10月16日12:00-14:00 总商会大厦一楼大堂 邻里市集 不限 全区", 0.1),
    ((11, 2), "骑士关爱周 11月9日起每天11:00-14:00共5次 总商会骑士加油站 骑士义诊 面向总商会、温州商会、启明",
     0.1),
    ((12, 15), "冬至12:00-13:00 建工大厦一楼大堂 包汤圆 限12人 全区", 0.07),
)  # fmt: skip
TITLES = ("插花", "亲子阅读", "反诈课堂", "消防演练", "急救培训", "羽毛球赛", "心理沙龙", "摄影分享", "义诊", "茶话会")
ROOMS = ("3楼活动室", "一楼大堂", "5楼会议室", "2楼书吧")
OF_A_GRID, DROPPED, WITH_OTHERS = 0.6, 0.07, 0.3  # of the single events
HOURS = ("12:00-13:00", "12:15-13:15", "15:00-16:30", "17:30-19:00")
LEADERS = ("G01", "G04", "G06", "G13", "G19", "G25", "G31")  # of grids that like to do something of their own


def programme(book: Book, chance: random.Random, begins: date, days: int, a_week: float) -> list[Item]:
    """What is said from this day on, in order; `a_week`: so many single events."""
    ends = begins + timedelta(days=days)
    found = [
        *_series(book, begins),
        *_festivals(begins.year + (begins.month == 12)),
        *_singles(book, chance, begins, days, a_week),
    ]
    return sorted((one for one in found if begins <= one.at.date() < ends), key=lambda one: one.at)


def at(day: date, hour: float) -> datetime:
    """That hour of that day in the district."""
    return datetime.combine(day, time(), ZONE) + timedelta(hours=hour)


def holder(book: Book, role: str, where: str) -> int:
    """Who leads this grid, or is the chief of this building."""
    return next(
        one.telegram_id
        for one in book.directory.people
        for held in one.roles
        if held.role == role and where in {held.grid, held.building}
    )


def hosts(book: Book) -> set[int]:
    """Whoever makes events."""
    chiefs = {holder(book, "building_chief", one.building) for one in NOON}
    return {COMMITTEE, *chiefs, *(one[0] for one in SERIES), *(holder(book, "grid_leader", one) for one in LEADERS)}


def _series(book: Book, begins: date) -> Iterator[Item]:
    for number, one in enumerate(NOON):
        house = book.buildings[one.building].name
        when = f"每周{one.weekday}12:00-13:00，节假日除外"
        line = f"午间一小时 {when} {house}{one.room} {one.title} 限{one.places}人 面向{house}"
        yield Item(at(begins, 9.2 + number / 10), holder(book, "building_chief", one.building), line, NOON_DRAWS)
    for number, (host, line, draws) in enumerate(SERIES):
        yield Item(at(begins, 10.1 + number / 10), host, line, draws)


def _festivals(year: int) -> Iterator[Item]:
    for (month, day), line, draws in FESTIVALS:
        yield Item(at(date(year, month, day), 9.7), COMMITTEE, line, draws)


def _singles(book: Book, chance: random.Random, begins: date, days: int, a_week: float) -> Iterator[Item]:
    """For one grid or all of a tower; said by a leader or a chief on a working day, two to nine days before."""
    chiefs = [one.building for one in NOON]
    for _ in range(round(days / 7 * a_week)):
        said = begins + timedelta(days=chance.randrange(days))
        day = said + timedelta(days=chance.randint(2, 9))
        if not (book.worktime.works(said) and book.worktime.works(day)):
            continue
        of_a_grid = chance.random() < OF_A_GRID
        where = chance.choice(LEADERS if of_a_grid else chiefs)
        building = book.grids[where].building if of_a_grid else where
        yield Item(
            at(said, chance.uniform(9, 17)),
            holder(book, "grid_leader" if of_a_grid else "building_chief", where),
            f"{day.month}月{day.day}日{chance.choice(HOURS)} {_what(book, chance, building)} 面向{where}",
            chance.uniform(0.15, 0.5),
            chance.random() < DROPPED,
        )


def _what(book: Book, chance: random.Random, building: str) -> str:
    with_others = " 可带1位同事" if chance.random() < WITH_OTHERS else ""
    place = f"{book.buildings[building].name}{chance.choice(ROOMS)}"
    return f"{place} {chance.choice(TITLES)} 限{chance.randint(3, 6)}人{with_others}"
