"""Whatever happens to tickets, in whatever order: their deadlines are what their history says, each is told so that it
can be counted again by hand, and none of them is forgotten."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from desk.desk import Desk
from desk.directory.entries import Grid
from desk.errors import Refused
from desk.explaining import explain
from desk.tickets import (
    asking,
    correcting,
    deadlines,
    granting,
    holding,
    merging,
    opening,
    returning,
    supporting,
    working,
)
from desk.tickets.move import Target
from desk.tickets.recounting import recount
from desk.values import Said, Where, Who
from locales import Phrasebook
from scheduled import JOBS
from storage import due, people
from storage.due import Due
from storage.engine import Store
from storage.kinds import DueKind, Role, Status
from storage.people import Person
from storage.tickets import OPEN, Ticket
from tests.databases import Databases
from tests.desk.by_hand import count_again
from tests.desk.stage import desk_on

WORDS = Phrasebook("zh_CN", ZoneInfo("Asia/Shanghai"))
GROUP = Where(-1001, private=False)
KNOWN = {2001: "张伟", 2002: "刘洋", 2003: "孙丽", 2004: "吴迪", 2005: "郑爽"}
REPORTS = ("12楼电梯按了没反应", "发票怎么开", "12楼走廊灯不亮了")  # high, normal for a unit, normal for the leader
FIRST = {DueKind.REMIND, DueKind.RING, DueKind.HOLD_ENDS}


@dataclass(frozen=True, slots=True)
class Act:
    """After this many minutes somebody does to one of the tickets what can be done with it, the `choice`th of that."""

    minutes: int
    ticket: int
    choice: int
    number: int


Verb = Callable[[Desk, Ticket, Ticket, Person, int], Awaitable[Any]]


async def _hold(desk: Desk, ticket: Ticket, _other: Ticket, by: Person, number: int) -> None:
    await holding.hold(desk, ticket, by, desk.now + timedelta(minutes=37 * number + 1), "等配件")


async def _grant(desk: Desk, ticket: Ticket, _other: Ticket, by: Person, number: int) -> None:
    await granting.grant(desk, ticket, by, desk.now + timedelta(minutes=113 * number + 1), "厂家周五到")


async def _support(desk: Desk, ticket: Ticket, _other: Ticket, _by: Person, number: int) -> None:
    await supporting.support(desk, ticket, await person(desk, 2002 + number % 4), GROUP.id)


async def _merge(desk: Desk, ticket: Ticket, other: Ticket, by: Person, _number: int) -> None:
    await merging.merge(desk, ticket, other, by)


async def _transfer(desk: Desk, ticket: Ticket, _other: Ticket, by: Person, number: int) -> None:
    target = (Target(role=Role.PROPERTY_OFFICER), Target(unit="tax"), Target(role=Role.GRID_LEADER))[number % 3]
    await working.transfer(desk, ticket, by, target)


async def _endanger(desk: Desk, ticket: Ticket, _other: Ticket, by: Person, _number: int) -> None:
    what = Said(GROUP, Who(by.telegram_id, by.name), ticket.message_id, desk.now, "电梯里有人被困", edited=True)
    await correcting.correct(desk, ticket, by, what)


VERBS: dict[str, tuple[int, Verb]] = {  # and who may
    "accept": (1001, lambda desk, ticket, _other, by, _n: working.accept(desk, ticket, by)),
    "hold": (1001, _hold),
    "resume": (1001, lambda desk, ticket, _other, by, _n: holding.resume(desk, ticket, by)),
    "transfer": (1004, _transfer),
    "return": (1002, lambda desk, ticket, _other, by, _n: returning.give_back(desk, ticket, by, "不归我们管")),
    "resolve": (1004, lambda desk, ticket, _other, by, _n: working.resolve(desk, ticket, by, "修好了")),
    "confirm": (2001, lambda desk, ticket, _other, by, _n: asking.rate(desk, ticket, by, 5)),
    "reopen": (2001, lambda desk, ticket, _other, by, _n: asking.reopen(desk, ticket, by, "还漏")),
    "cancel": (2001, lambda desk, ticket, _other, by, _n: working.cancel(desk, ticket, by)),
    "merge": (1004, _merge),
    "unmerge": (1004, lambda desk, ticket, _other, by, _n: merging.unmerge(desk, ticket, by)),
    "support": (2002, _support),
    "grant": (1004, _grant),
    "endanger": (2001, _endanger),
    "nothing": (1001, lambda _desk, _ticket, _other, _by, _n: asyncio.sleep(0)),
}
CHANGES = ["hold", "grant", "hold", "grant", "support", "transfer", "return", "resolve", "merge", "resolve", "hold"]
UNDONE = [*CHANGES, "support", "nothing"]
CAN: dict[Status, list[str]] = {
    Status.NEW: [*UNDONE, "accept", "accept", "accept", "endanger"],
    Status.ACCEPTED: UNDONE,
    Status.ON_HOLD: ["resume", "resume", "grant", "nothing", "transfer", "resolve", "support", "merge", "cancel"],
    Status.RESOLVED: ["reopen", "reopen", "nothing", "confirm"],
    Status.CLOSED: ["reopen"],
    Status.CANCELLED: ["nothing"],
    Status.MERGED: ["unmerge"],
}

acts = st.builds(
    Act,
    minutes=st.sampled_from([0, 3, 20, 45, 100, 180, 260, 500, 24 * 60, 3 * 24 * 60]),
    ticket=st.sampled_from([0, 0, 1]),
    choice=st.integers(0, 999),
    number=st.integers(0, 60),
)
# The Monday of the town; the Friday before 国庆, whose weekend is a make-up day; an evening; a worked Saturday.
starts = st.sampled_from(["2026-11-23T01:00:07", "2026-09-18T08:59:00", "2026-11-26T13:30:20", "2026-10-10T03:10:00"])


async def person(desk: Desk, number: int) -> Person:
    found = await people.by_telegram_id(desk.session, number)
    assert found is not None
    return found


async def _stage(store_session: Any, start: datetime) -> Desk:
    """A desk at that time, in a town where each supporter raises the priority."""
    desk = await desk_on(store_session)
    directory = desk.book.directory
    book = replace(desk.book, directory=replace(directory, rest={**directory.rest, "support": {"raise_after": 1}}))
    store_session.add_all(Person(telegram_id=number, name=name) for number, name in KNOWN.items())
    await store_session.flush()
    return replace(desk, now=start, book=book)


async def _open(desk: Desk, number: int, text: str) -> Ticket:
    said = Said(GROUP, Who(2001, "张伟"), number, desk.now, text)
    await opening.open_ticket(desk, said, Grid("G01", "一微网格", "ZSH"))
    return (await desk.session.exec(select(Ticket).where(Ticket.message_id == number))).one()


async def _tick(desk: Desk) -> None:
    """As the schedule does it."""
    for _ in range(200):
        row = await due.claim(desk.session, desk.now)
        if row is None:
            return
        await JOBS[row.kind](row, desk)
        await desk.session.flush()
    pytest.fail("the schedule never comes to an end")


async def _assert_true(desk: Desk, ticket: Ticket) -> None:
    """The deadlines are those of the history; something is owed next, or it is over."""
    accept, resolve = await deadlines.of(desk, ticket)
    assert ticket.accepted_at is not None or ticket.accept_due == accept.due
    assert ticket.resolve_due == resolve.due
    rows = (await desk.session.exec(select(Due.kind).where(Due.ticket_id == ticket.id))).all()
    first = [kind for kind in rows if kind in FIRST]
    if ticket.status in OPEN:
        assert len(first) == 1, rows
        assert first[0] is not DueKind.HOLD_ENDS or ticket.status is Status.ON_HOLD
    elif ticket.status is Status.RESOLVED:
        assert set(rows) <= {DueKind.NUDGE, DueKind.CLOSE, DueKind.REDRAW}
        assert DueKind.CLOSE in rows
    else:
        assert rows == []


async def _assert_told(desk: Desk, ticket: Ticket) -> None:
    """What /why says can be counted again."""
    steps = await explain(desk, ticket)
    lines = [WORDS.say(step.phrase, step.facts, desk.now, plain=True) for step in steps]
    note("\n".join(lines[1:]))
    counted = count_again(lines)
    zone = desk.book.zone
    expected = {"受理": ticket.accept_due, "办结": ticket.resolve_due}
    assert counted == {verb: at.astimezone(zone).replace(tzinfo=None) for verb, at in expected.items()}


async def _rows(desk: Desk) -> list[tuple[Any, ...]]:
    found = await desk.session.exec(select(Due).where(Due.kind != DueKind.REDRAW, col(Due.ticket_id).is_not(None)))
    return sorted((one.ticket_id or 0, one.kind.value, one.due_at) for one in found.all())


async def _assert_settled(desk: Desk) -> None:
    """Counting everything anew moves nothing, however often."""
    assert (await recount(desk))[1] == 0
    before = await _rows(desk)
    assert (await recount(desk))[1] == 0
    assert await _rows(desk) == before


async def _do(desk: Desk, ticket: Ticket, other: Ticket, act: Act) -> None:
    verbs = CAN[ticket.status]
    name = verbs[act.choice % len(verbs)]
    who, verb = VERBS[name]
    note(f"{desk.now.astimezone(desk.book.zone):%m-%d %H:%M} #{ticket.id} {ticket.status.value}: {name} {act.number}")
    with suppress(Refused):  # a rule that refuses has changed nothing
        await verb(desk, ticket, other, await person(desk, who), act.number)
    await desk.session.flush()


async def _play(store: Store, start: str, reports: tuple[str, str], what: list[Act]) -> None:
    async with store.write() as session:
        desk = await _stage(session, datetime.fromisoformat(f"{start}+00:00"))
        tickets = [await _open(desk, number, text) for number, text in enumerate(reports, 1)]
        for act in what:
            desk = replace(desk, now=desk.now + timedelta(minutes=act.minutes))
            await _tick(desk)
            await _do(desk, tickets[act.ticket], tickets[1 - act.ticket], act)
            for ticket in tickets:
                await _assert_true(desk, ticket)
            await _assert_told(desk, tickets[act.ticket])
        await _assert_settled(desk)
        await session.rollback()


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def store(runner: asyncio.Runner, sqlite: Databases) -> Iterator[Store]:
    url = runner.run(sqlite.loaded())
    store = Store(url)
    yield store
    runner.run(store.close())
    runner.run(sqlite.drop(url))


@settings(max_examples=15, deadline=None)
@given(starts, st.permutations(REPORTS).map(lambda some: (some[0], some[1])), st.lists(acts, min_size=8, max_size=14))
def test_deadlines_are_what_the_history_says_and_can_be_counted_by_hand(
    runner: asyncio.Runner, store: Store, start: str, reports: tuple[str, str], what: list[Act]
) -> None:
    runner.run(_play(store, start, reports, what))
