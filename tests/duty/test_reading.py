"""What admins write about duty is understood, whatever its order; what is not understood is named."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from desk.desk import Desk
from desk.directory import read
from desk.directory.keeping import keep
from desk.duty.reading import asked, days_of, rhythm
from desk.errors import BadArgument
from storage.engine import Store
from storage.kinds import Turn
from tests.desk.stage import desk_on
from tests.stations import directory
from tests.town import MONDAY_MORNING


@pytest.fixture
async def desk(database: str) -> AsyncIterator[Desk]:
    """A desk of the town with stations, on Monday, 23 November 2026."""
    store = Store(database)
    async with store.write() as session:
        await keep(session, read(directory()), MONDAY_MORNING)
        yield await desk_on(session)
        await session.rollback()
    await store.close()


NINE_TO_FIVE = (9 * 60, 17 * 60)
WORKING_DAY = (8 * 60 + 30, 17 * 60 + 30)
DECEMBER = date(2026, 12, 1)
# What is written after stations and units: whose turn lasts how long, on which days, from when, until when, hours.
ROUNDS = [
    ("每个工作日 从12月1日 9:00-17:00", Turn.DAY, ([], "working"), (DECEMBER, None), NINE_TO_FIVE),
    ("从12月1日 每个工作日 9点到17点", Turn.DAY, ([], "working"), (DECEMBER, None), NINE_TO_FIVE),
    ("每周 从12月1日 9:00-17:00", Turn.WEEK, ([], "working"), (DECEMBER, None), NINE_TO_FIVE),
    ("按周轮换 从12月1日 9:00-17:00", Turn.WEEK, ([], "working"), (DECEMBER, None), NINE_TO_FIVE),
    ("每个星期轮换，从12月1日起，9:00-17:00", Turn.WEEK, ([], "working"), (DECEMBER, None), NINE_TO_FIVE),
    ("每周一到周五 按周轮换 从12月1日 9:00-17:00", Turn.WEEK, ([0, 1, 2, 3, 4], "all"), (DECEMBER, None), NINE_TO_FIVE),
    ("每天 从12月1日 9:00-17:00", Turn.DAY, ([], "all"), (DECEMBER, None), NINE_TO_FIVE),
    ("每周六 9:00-17:00 从12月1日起", Turn.DAY, ([5], "all"), (date(2026, 12, 5), None), NINE_TO_FIVE),
    ("每周一、周三 9:00-17:00 从下周一", Turn.DAY, ([0, 2], "all"), (date(2026, 11, 30), None), NINE_TO_FIVE),
    (
        "每个工作日 从12月1日到12月31日 9:00-17:00",
        Turn.DAY,
        ([], "working"),
        (DECEMBER, date(2026, 12, 31)),
        NINE_TO_FIVE,
    ),
    ("每天 从12月1日 9:00-17:00 共10次", Turn.DAY, ([], "all"), (DECEMBER, date(2026, 12, 10)), NINE_TO_FIVE),
    ("每个工作日 从12月1日", Turn.DAY, ([], "working"), (DECEMBER, None), WORKING_DAY),
    ("工作日 17:30-24:00 从12月1日", Turn.DAY, ([], "working"), (DECEMBER, None), (17 * 60 + 30, 24 * 60)),
    ("every working day from 1 December 9:00-17:00", Turn.DAY, ([], "working"), (DECEMBER, None), NINE_TO_FIVE),
    ("weekly from 1 December 9:00-17:00", Turn.WEEK, ([], "working"), (DECEMBER, None), NINE_TO_FIVE),
]


@pytest.mark.parametrize(("words", "turn", "days", "span", "hours"), ROUNDS)
async def test_rounds_are_read(
    desk: Desk,
    words: str,
    turn: Turn,
    days: tuple[list[int], str],
    span: tuple[date, date | None],
    hours: tuple[int, int],
) -> None:
    line = asked(desk, f"ST01 市税务局、hr，{words}")
    assert (line.stations, line.units, line.turn, line.off) == (("ST01",), ("tax", "hr"), turn, False)
    assert line.found is not None
    assert rhythm(desk, line.found) == {
        "weekdays": days[0],
        "calendar": days[1],
        "starts_on": span[0],
        "until": span[1],
        "opens": hours[0],
        "closes": hours[1],
    }


async def test_all_stations_and_all_units_can_be_meant(desk: Desk) -> None:
    line = asked(desk, "全部驿站 所有单位 每个工作日 从12月1日 9:00-17:00")
    assert line.stations == ("ST01", "ST02", "ST03")
    assert line.units == ("tax", "hr", "fund")


async def test_stations_and_units_are_named_once_in_any_order_and_case(desk: Desk) -> None:
    line = asked(desk, "HR st02 hr 建工红领驿站 tax 12月25日")
    assert (line.stations, line.units) == (("ST02",), ("hr", "tax"))
    assert line.found is not None
    assert days_of(line.found) == [date(2026, 12, 25)]


async def test_no_duty_on_several_days(desk: Desk) -> None:
    line = asked(desk, "ST01 12月24日到12月26日 不值班")
    assert line.off
    assert line.found is not None
    assert [day.day for day in days_of(line.found)] == [24, 25, 26]


@pytest.mark.parametrize("words", ["ST01 教育局 12月1日", "ST01 tax 12月1日 随便", "驿站 12月1日", "ST01 tax 九点 abc"])
async def test_word_that_means_nothing_is_named(desk: Desk, words: str) -> None:
    with pytest.raises(BadArgument) as refused:
        asked(desk, words)
    assert refused.value.phrase == "no.rota_word"
    assert str(refused.value.facts["word"]) in words
