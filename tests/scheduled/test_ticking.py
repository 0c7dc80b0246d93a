"""What falls due is done once: by two processes, after days of downtime, on a clock that goes back, in mid-chain."""

import asyncio
import re
from dataclasses import replace

import pytest

from desk.directory.entries import Duration
from desk.tickets import chasing
from desk.tickets.move import get
from storage.kinds import DueKind, Priority, Verb
from tests.scheduled.conftest import Office

ZHOU, WANG, ZHAO, COMMITTEE, ADMIN = 1002, 1001, 1004, 1005, 9001
NUMBER = re.compile(r"#(\d+)")
OF_THE_LIFT = "12楼电梯按了没反应"  # high: to accept within an hour


def named(said: list[str]) -> list[int]:
    return sorted(int(number) for text in said for number in set(NUMBER.findall(text)))


async def test_two_processes_remind_of_each_ticket_once_and_forget_none(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """All for one officer, so that both want to put something into the same message."""
    numbers = list(range(1, 13))
    await office.opens(*numbers)
    office.moves("11-23 11:00")
    done = await asyncio.gather(*(process.tick() for process in office.processes))
    await office.processes[0].tick()  # what the other had in hand when this one looked
    assert "failed" not in caplog.text
    assert await office.counts(Verb.REMIND) == dict.fromkeys(numbers, 1)
    assert await office.due() == []
    assert await office.untold() == []
    assert named(await office.said(ZHOU)) == numbers
    assert sum(done) >= len(numbers)


async def test_a_clock_that_goes_back_an_hour_does_nothing_twice_and_forgets_nothing(office: Office) -> None:
    await office.opens(1)
    await office.ticks("11-23 11:00")  # half of the four hours
    assert await office.counts(Verb.REMIND) == {1: 1}
    for time in ("10:01", "10:31", "11:00", "11:05", "11:30"):
        assert await office.ticks(f"11-23 {time}") == 0
    await office.opens(2, text=OF_THE_LIFT)  # at 11:30
    await office.ticks("11-23 10:45")
    await office.ticks("11-23 13:42")  # 80 %, of both
    assert await office.counts(Verb.REMIND) == {1: 2, 2: 1}
    await office.ticks("11-23 15:00")
    assert await office.counts(Verb.REMIND) == {1: 3, 2: 2}


async def test_a_morning_that_comes_twice_is_greeted_once(office: Office) -> None:
    await office.opens(1)
    await office.ticks("11-23 09:30")
    await office.ticks("11-24 08:30")
    digests = [await office.said(who) for who in (WANG, ZHOU, ZHAO)]
    assert digests[0]
    for time in ("07:40", "08:29", "08:30", "08:31"):
        await office.ticks(f"11-24 {time}")
    assert [await office.said(who) for who in (WANG, ZHOU, ZHAO)] == digests


async def test_after_three_days_of_downtime_each_thing_is_done_once(office: Office) -> None:
    await office.opens(1)
    await office.ticks("11-23 09:30")  # mornings are owed from now on
    await office.ticks("11-26 09:00")
    assert await office.counts(Verb.REMIND) == {1: 1}
    assert await office.counts(Verb.ESCALATE) == {1: 2}  # due on Monday 14:30: the chief a day later, the committee two
    assert [len(await office.said(who)) for who in (ZHAO, COMMITTEE)] == [1, 1]
    assert await office.ticks() == 0
    assert await office.ticks("11-26 14:29") == 0
    await office.ticks("11-26 14:30")  # overdue for three working days, to the minute
    assert await office.counts(Verb.REMIND) == {1: 2}


async def test_after_a_downtime_that_ends_at_night_nobody_is_woken(office: Office) -> None:
    await office.opens(1)
    await office.ticks("11-25 22:00")
    await office.ticks("11-26 08:29")
    assert (await office.counts(Verb.REMIND), await office.counts(Verb.ESCALATE)) == ({}, {})
    assert [await office.said(who) for who in (WANG, ZHOU, ZHAO, COMMITTEE)] == [[], [], [], []]
    await office.ticks("11-26 08:30")
    assert (await office.counts(Verb.REMIND), await office.counts(Verb.ESCALATE)) == ({1: 1}, {1: 2})
    assert named(await office.said(ZHOU)) == [1, 1]  # the reminder, the morning


async def test_a_running_chain_is_not_disturbed_by_the_directory_and_moved_deadlines_are_said(office: Office) -> None:
    await office.opens(1)
    await office.ticks("11-24 14:30")  # a working day overdue
    known = await office.directory()
    levels = {**known.levels, Priority.NORMAL: replace(known.levels[Priority.NORMAL], accept=Duration(2, "h"))}
    await office.loads(levels=levels, rest={**known.rest, "escalation": {"after_overdue": ["2h"]}})
    await office.opens(2)
    await office.ticks("11-24 14:31")
    first, second = await office.tickets()
    assert (first.chain, second.chain) == (["1d", "2d", "4d"], ["2h"])
    assert [office.wall(one.accept_due) for one in (first, second)] == ["11-23 11:00", "11-24 16:30"]
    escalations = {row.ticket_id: office.wall(row.due_at) for row in await office.due(DueKind.ESCALATE)}
    # Two days after its new deadline, by its own chain; two hours after, by the new one.
    assert escalations == {1: "11-25 11:00", 2: "11-25 09:30"}
    assert await office.said(ADMIN) == ["名录或日历变了：2 件未办结的工单重新算过，1 件的时限有变，卡片随后更新。"]
    assert any("11:00" in text for text in await office.edits())
    assert await office.counts(Verb.ESCALATE) == {1: 1}, "a rung that was called is not called again"
    await office.ticks("11-25 11:00")
    assert await office.counts(Verb.ESCALATE) == {1: 2, 2: 1}
    assert [one.escalated for one in await office.tickets()] == [2, 1]


async def test_what_was_owed_in_hours_and_not_told_waits_for_the_morning(office: Office) -> None:
    await office.opens(1)
    office.moves("11-23 17:29")
    async with office.store.write() as session:
        desk = await office.desk(session)
        await chasing.owe(desk, ZHOU, await get(desk, 1))
    await office.ticks("11-23 22:00")  # after a crash right then
    assert await office.said(ZHOU) == []
    assert [one.ticket_id for one in await office.untold()] == [1]
    await office.ticks("11-24 08:30")
    assert await office.said(ZHOU)
    assert await office.untold() == []
