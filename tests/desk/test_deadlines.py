"""Deadlines in the corners: holds that are missed or overlap what a rung gave, what is kept, what raises a priority."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk.desk import Desk
from desk.directory.entries import Grid
from desk.explaining import explain
from desk.moments import Edge, moment
from desk.tickets import asking, deadlines, granting, holding, merging, opening, supporting, working
from desk.tickets.planning import next_reminder
from desk.values import Said, Where, Who
from scheduled import JOBS
from storage import due, people, tickets
from storage.kinds import DueKind, Priority, Status
from storage.people import Person
from storage.tickets import Ticket
from tests.town import MONDAY_MORNING

GROUP = Where(-1001, private=False)


async def person(desk: Desk, number: int) -> Person:
    found = await people.by_telegram_id(desk.session, number)
    assert found is not None
    return found


async def opened(desk: Desk, number: int = 1, text: str = "12楼走廊灯不亮了", reporter: int = 2001) -> Ticket:
    """A ticket of normal priority in 王芳's hands."""
    who = await person(desk, reporter)
    said = Said(GROUP, Who(reporter, who.name), number, desk.now, text)
    await opening.open_ticket(desk, said, Grid("G01", "一微网格", "ZSH"))
    ticket = await tickets.said_as(desk.session, GROUP.id, number)
    assert ticket is not None
    return ticket


def later(desk: Desk, **time: float) -> Desk:
    return replace(desk, now=desk.now + timedelta(**time))


def with_rest(desk: Desk, **rest: object) -> Desk:
    directory = replace(desk.book.directory, rest={**desk.book.directory.rest, **rest})
    return replace(desk, book=replace(desk.book, directory=directory))


def wall(desk: Desk, at: datetime) -> str:
    return f"{at.astimezone(desk.book.zone):%m-%d %H:%M}"


async def test_a_hold_whose_end_was_missed_while_the_process_was_down_has_ended_then(desk: Desk) -> None:
    """The card has said since when time runs again, and so it does."""
    ticket, wang = await opened(desk), await person(desk, 1001)
    await holding.hold(desk, ticket, wang, desk.now + timedelta(days=1), "等配件")
    said = ticket.resolve_due
    late = later(desk, days=4)
    row = await due.claim(late.session, late.now)
    assert row is not None
    assert row.kind is DueKind.HOLD_ENDS
    await JOBS[row.kind](row, late)
    assert ticket.status is Status.NEW
    assert ticket.resolve_due == said
    (pause,) = await tickets.pauses(desk.session, ticket.id or 0)
    assert pause.ended_at == pause.until


async def test_a_reopened_ticket_has_half_its_levels_time_and_no_given_deadline_any_more(desk: Desk) -> None:
    ticket, zhao, zhang = await opened(desk), await person(desk, 1004), await person(desk, 2001)
    await granting.grant(desk, ticket, zhao, desk.now + timedelta(days=10), "等厂家")
    await working.resolve(desk, ticket, zhao, "修好了")
    desk = later(desk, days=1)
    await asking.reopen(desk, ticket, zhang, "还是坏的")
    assert wall(desk, ticket.resolve_due) == "11-25 14:15"  # a day and a half from Tuesday, 09:00: 420, 255
    assert "why.given" not in [step.phrase for step in await explain(desk, ticket)]


async def test_a_deadline_that_was_given_during_a_hold_is_not_put_off_by_that_hold(desk: Desk) -> None:
    ticket, wang, zhao = await opened(desk), await person(desk, 1001), await person(desk, 1004)
    await holding.hold(desk, ticket, wang, desk.now + timedelta(days=2), "等配件")  # to Wednesday, 09:00
    desk = later(desk, hours=1)
    given = desk.now + timedelta(days=2, hours=1)  # Wednesday, 11:00
    await granting.grant(desk, ticket, zhao, given, "厂家周三到")
    assert ticket.resolve_due == given
    desk = later(desk, days=1, hours=23)
    await holding.resume(desk, ticket, None)
    assert ticket.resolve_due == given
    assert next_reminder(desk, (await deadlines.of(desk, ticket))[1], desk.now) <= given
    told = [step.phrase for step in await explain(desk, ticket)]
    assert "why.pause" not in told[told.index("why.given") :]


async def test_a_hold_takes_from_what_a_rung_gave_only_the_time_before_it_was_due(desk: Desk) -> None:
    ticket, wang, zhao = await opened(desk), await person(desk, 1001), await person(desk, 1004)
    await granting.grant(desk, ticket, zhao, desk.now + timedelta(hours=2), "今天办完")  # 11:00
    desk = later(desk, hours=1)
    await holding.hold(desk, ticket, wang, desk.now + timedelta(minutes=30), "等人")
    assert wall(desk, ticket.resolve_due) == "11-23 11:30"
    desk = later(desk, hours=4)  # 14:00, overdue
    await holding.resume(desk, ticket, wang)
    assert wall(desk, ticket.resolve_due) == "11-23 11:30"
    await holding.hold(desk, ticket, wang, desk.now + timedelta(hours=2), "再等")
    assert wall(desk, ticket.resolve_due) == "11-23 11:30", "what is overdue does not become due again"


async def test_a_hold_after_acceptance_leaves_the_time_to_accept_as_it_was(desk: Desk) -> None:
    ticket, wang = await opened(desk), await person(desk, 1001)
    accept_due = ticket.accept_due
    desk = later(desk, minutes=10)
    await working.accept(desk, ticket, wang)
    desk = later(desk, minutes=10)
    await holding.hold(desk, ticket, wang, desk.now + timedelta(hours=2), "等配件")
    assert ticket.accept_due == accept_due == (await deadlines.of(desk, ticket))[0].due
    assert "why.kept" not in [step.phrase for step in await explain(desk, ticket)]


async def test_a_level_that_changes_after_acceptance_leaves_the_time_to_accept_and_why_says_so(desk: Desk) -> None:
    desk = with_rest(desk, support={"raise_after": 1})
    ticket, wang = await opened(desk), await person(desk, 1001)
    await working.accept(later(desk, hours=2), ticket, wang)
    accept_due, resolve_due = ticket.accept_due, ticket.resolve_due
    await supporting.support(later(desk, hours=3), ticket, await person(desk, 2002), GROUP.id)
    assert ticket.priority is Priority.HIGH
    assert ticket.accept_due == accept_due, "it was accepted in time"
    assert ticket.resolve_due < resolve_due
    kept = [step for step in await explain(desk, ticket) if step.phrase == "why.kept"]
    assert [step.facts["due"] for step in kept] == ["2026-11-23 14:30"]


async def test_a_merge_that_brings_nobody_new_raises_no_priority(desk: Desk) -> None:
    desk = with_rest(desk, support={"raise_after": 3})
    first, second, zhao = await opened(desk), await opened(desk, 2), await person(desk, 1004)
    await merging.merge(desk, second, first, zhao)
    assert await tickets.supporters(desk.session, first.id or 0) == []
    assert first.priority is Priority.NORMAL


async def test_a_merge_that_brings_several_at_once_raises_it_as_if_they_had_come_one_by_one(desk: Desk) -> None:
    desk = with_rest(desk, support={"raise_after": 2})
    first, second, zhao = await opened(desk), await opened(desk, 2, reporter=2002), await person(desk, 1004)
    await supporting.support(desk, first, await person(desk, 1006), GROUP.id)
    await supporting.support(desk, second, await person(desk, 2003), GROUP.id)
    before = first.priority
    await merging.merge(desk, second, first, zhao)  # brings 刘洋 and 孙丽: from one supporter to three
    assert (before, first.priority) == (Priority.NORMAL, Priority.HIGH)


async def test_a_deadline_in_a_year_whose_make_up_days_are_unknown_is_provisional(desk: Desk) -> None:
    assert not deadlines.is_provisional(desk, await opened(desk))
    desk = replace(desk, now=datetime(2039, 12, 30, 1, 0, tzinfo=UTC))  # the years before are unknown by now, too
    settled = with_rest(desk, working_time={"days_off": ["2039-10-01", "2040-01-02"]})
    for one, provisional in ((desk, True), (settled, False)):
        ticket = await opened(one, 2 + provisional)
        assert ticket.resolve_due.year == 2040
        assert deadlines.is_provisional(one, ticket) is provisional
        years = [step.facts["year"] for step in await explain(one, ticket) if step.phrase == "why.provisional"]
        assert years == ([2039, 2040] if provisional else [])


@pytest.mark.parametrize("words", ["9999-12-31 等厂家", "2028-01-10 等厂家", "999d 等厂家"])
@pytest.mark.parametrize("edge", list(Edge))
def test_a_moment_beyond_reason_is_no_moment(desk: Desk, words: str, edge: Edge) -> None:
    """Counting up to it day by day would hold up everybody else."""
    at, rest = moment(words, MONDAY_MORNING, desk.book.worktime, edge)
    assert at is None
    assert rest.endswith("等厂家")
