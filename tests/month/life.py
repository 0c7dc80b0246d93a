"""How a month goes: who sees what of the tickets after each step, and what is looked at every evening."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlmodel import col, select

from storage.due import Due
from storage.inbox import Inbox
from storage.kinds import OutboxState, Status
from storage.outbox import Outbox
from storage.people import Person as Known
from storage.tickets import Supporter, Ticket
from tests.month import cast
from tests.month.play import Play
from tests.month.residents import Residents
from tests.month.staff import LIVE, Staff
from tests.month.stage import ZONE, Tower

FIRST_DAY = date(2026, 10, 8)  # a month with a make-up Saturday (10 October) in it
FINAL = frozenset({Status.CLOSED, Status.CANCELLED, Status.MERGED})
SLACK = timedelta(minutes=1)  # a due row that is older than this after a tick was forgotten


@dataclass
class Life:
    """What went wrong that must not; empty lists are what we want."""

    forgotten: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    late: dict[int, str] = field(default_factory=dict)  # whose habit it was that let a ticket's time run out


class Watch(logging.Handler):
    """Keeps what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


class Month:
    """Everybody's month."""

    def __init__(self, tower: Tower, count: int, days: int, step: timedelta) -> None:
        self.tower = tower
        self.begins = tower.town.clock.now()
        dates = [FIRST_DAY + timedelta(days=number) for number in range(days)]
        self.working = [day for day in dates if tower.book.worktime.closing(day) is not None]
        self.play = Play(tower, datetime.combine(dates[-1], time(23, 55), ZONE), step)
        self.residents = Residents(self.play, count, self.working)
        self.staff = Staff(self.play)
        self.life = Life()
        self._seen: set[tuple[object, ...]] = set()
        self._plan_absences(self.working)

    def _plan_absences(self, working: list[date]) -> None:
        """老周 is away for a while with his deputy; 小许 for two days with nobody."""
        half = len(working) // 2
        self._is_away(cast.PROPERTY, cast.HIS_DEPUTY, working[half : half + max(2, len(working) // 5)])
        self._is_away(cast.COMMUNITY, None, working[half // 2 : half // 2 + 2])

    def _is_away(self, who: int, deputy: int | None, days: list[date]) -> None:
        person = self.tower.town.people[who]

        async def leaves() -> None:
            self.staff.away[who] = deputy
            await person.tells_bot(f"/deputy until {days[-1]:%m-%d}")

        async def returns() -> None:
            self.staff.away.pop(who)
            await person.tells_bot("/deputy 回来")

        self.play.at(datetime.combine(days[0], time(8, 35), ZONE), leaves)
        self.play.at(datetime.combine(days[-1], time(17, 20), ZONE), returns)

    async def run(self) -> None:
        """From the first morning to the end."""
        watch = Watch()
        logging.getLogger("bot").addHandler(watch)
        try:
            await self.play.run(self.look, self.evening)
            await self.evening()
        finally:
            logging.getLogger("bot").removeHandler(watch)
        self.life.failed += watch.lines

    def _news(self, *what: object) -> bool:
        """Whether this has not been seen before."""
        if what in self._seen:
            return False
        self._seen.add(what)
        return True

    async def look(self) -> None:
        """Everybody sees how things stand, and makes up their mind."""
        async with self.tower.town.store.read() as session:
            living = col(Ticket.status).not_in(tuple(FINAL)) | (Ticket.closed_at == self.play.now)
            found = list((await session.exec(select(Ticket).where(living).order_by(col(Ticket.id)))).all())
            if any(one.reporter_id not in self.staff.ids or one.handler_id not in self.staff.ids for one in found):
                known = (await session.exec(select(Known.id, Known.telegram_id))).all()
                self.staff.ids = {number or 0: telegram_id for number, telegram_id in known}
            asked = {one.id: [one.reporter_id] for one in found if one.status is Status.RESOLVED}
            for one in (await session.exec(select(Supporter).where(col(Supporter.ticket_id).in_(asked)))).all():
                asked[one.ticket_id].append(one.person_id)
        for ticket in found:
            self._sees(ticket, asked.get(ticket.id, ()))

    def _sees(self, ticket: Ticket, asked: Collection[int]) -> None:
        number, people = ticket.id or 0, self.tower.town.people
        reporter = people[self.staff.ids[ticket.reporter_id]]
        if self._news(number, "open"):
            self.residents.sees_new(ticket, reporter)
        if ticket.status is Status.NEW and self._news(number, "new", ticket.handler_id, ticket.accept_due):
            self._is_handed(ticket)
        if ticket.status is Status.ACCEPTED and self._news(
            number, "work", ticket.handler_id, ticket.resolve_due, ticket.reopened
        ):
            self.staff.works_on(ticket)
        if ticket.status in LIVE and ticket.reminded and self._news(number, "reminded", ticket.reminded):
            self.staff.is_reminded(ticket)
        if ticket.status in LIVE and ticket.escalated and self._news(number, "called", ticket.escalated):
            self.staff.is_called(ticket)
        if ticket.status is Status.RESOLVED:
            for person in asked:
                if person != ticket.resolver_id and self._news(number, "asked", ticket.resolved_at, person):
                    self.residents.is_asked(ticket, people[self.staff.ids[person]])
        if ticket.status is Status.CLOSED and self._news(number, "closed", ticket.closed_at):
            self.residents.sees_closed(ticket, reporter)
        if ticket.status in LIVE and ticket.resolve_due <= self.play.now and number not in self.life.late:
            self.life.late[number] = self.staff.habit_of(ticket).name

    def _is_handed(self, ticket: Ticket) -> None:
        who = self.staff.ids.get(ticket.handler_id or 0)
        if who in {*cast.LEADERS.values(), *cast.RUNGS} and ticket.role is None and ticket.unit is None:
            self.staff.hands_back(ticket, who or 0)
        self.staff.gets(ticket)

    async def evening(self) -> None:
        """Nothing may be without a next row, or have one that was passed over; nothing may have failed."""
        async with self.tower.town.store.read() as session:
            owed = {row.ticket_id: row.due_at for row in (await session.exec(select(Due))).all() if row.ticket_id}
            living = (await session.exec(select(Ticket).where(col(Ticket.status).not_in(tuple(FINAL))))).all()
            failed = (await session.exec(select(Inbox.error).where(col(Inbox.error).is_not(None)))).all()
            parked = (await session.exec(select(Outbox.error).where(Outbox.state == OutboxState.PARKED))).all()
            passed = [number for number, at in owed.items() if at < self.play.now - SLACK]
        self.life.forgotten += [f"#{one.id} {one.status.value}" for one in living if one.id not in owed]
        self.life.forgotten += [f"#{number} passed over" for number in passed]
        self.life.failed += [str(error) for error in (*failed, *parked)]
