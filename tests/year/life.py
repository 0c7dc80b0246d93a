"""How a year goes: who sees what of the events after each step, and what is looked at every evening."""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlmodel import col, select

from bot.chatroom import Chat, RoomPerson
from desk.directory.book import Book
from storage.due import Due
from storage.events import Happening, SignUp
from storage.inbox import Inbox
from storage.kinds import DueKind, EventStatus, OutboxState, SignUpState
from storage.outbox import Outbox
from storage.people import Person
from tests.month.life import SLACK, Watch
from tests.month.play import Agenda
from tests.year.district import ZONE, District
from tests.year.duty import Duty
from tests.year.guests import Guests
from tests.year.hosts import Hosts
from tests.year.programme import hosts, programme

FIRST_SAID = date(2025, 12, 29)  # a Monday, on which the year is prepared
STEP = timedelta(days=1)  # nobody looks at the clock; what is due says when
LOST = "G12"  # whose group removes 小邻 for three weeks
TAKES = (SignUpState.GOING, SignUpState.OFFERED, SignUpState.ATTENDED, SignUpState.NO_SHOW)


@dataclass
class Life:
    """What is seen on the way. The lists are what must not be."""

    forgotten: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    overfull: list[str] = field(default_factory=list)
    offers: Counter[str] = field(default_factory=Counter)  # places that were offered, and what became of them
    held: dict[str, datetime] = field(default_factory=dict)  # what a group was to hear later: since when it waits


def active(book: Book) -> set[int]:
    """The staff who take part: hosts, the units' people, committee and street."""
    roles = {"unit_staff", "committee", "street"}
    return hosts(book) | {one.telegram_id for one in book.directory.people if roles & {r.role for r in one.roles}}


class Year:
    """Everybody's year, or the beginning of it. `singles`: single events a week; `crowd`: how keen people are."""

    def __init__(self, district: District, days: int, singles: float, crowd: float) -> None:
        self.district = district
        self.begins = district.clock.now()
        dates = [FIRST_SAID + timedelta(days=number) for number in range(days)]
        self.days = dates
        self.working = [day for day in dates if district.book.worktime.works(day)]
        self.play = Agenda(district, district.book, datetime.combine(dates[-1], time(23, 55), ZONE), STEP)
        self.hosts, self.guests = Hosts(self.play, district), Guests(self.play, district)
        self.duty = Duty(self.play, district)
        self.life = Life()
        self.lost: list[datetime] = []
        self.blocked: list[int] = []
        self._crowd = crowd
        self._seen: set[tuple[object, ...]] = set()
        self._offers: dict[int, datetime] = {}
        for item in programme(district.book, district.chance, FIRST_SAID, days, singles):
            self.hosts.will_say(item)
        self.duty.begins(FIRST_SAID + timedelta(days=3), dates[-1], self.working)
        self._mishaps()

    @property
    def book(self) -> Book:
        return self.district.book

    def _day(self, share: float, hour: float) -> datetime:
        """That hour of the working day at this share of the play."""
        day = self.working[min(len(self.working) - 1, int(len(self.working) * share))]
        return datetime.combine(day, time(), ZONE) + timedelta(hours=hour)

    def _mishaps(self) -> None:
        """A series ends for good, one moves to another hour, a group loses 小邻 for a while, members block it."""
        self.hosts.will_end_series(self._day(0.55, 9.5), "颈椎按摩")
        self.hosts.will_move_series(self._day(0.4, 9.6), "剪纸", "12:30-13:30")
        self.play.at(self._day(0.2, 15), self._removes)
        self.play.at(self._day(0.27, 15), self._takes_back)
        for share in (0.1, 0.3, 0.5, 0.7, 0.9):
            self.play.at(self._day(share, 13), self._blocks)

    async def _removes(self) -> None:
        group = self.district.group_of[LOST]
        self.district.room.remove_bot(group, by=self.district.members[LOST][0])
        self.lost.append(self.play.now)
        await self.district.settles()

    async def _takes_back(self) -> None:
        group = self.district.group_of[LOST]
        self.district.room.add_bot(group, by=self.district.members[LOST][0])
        self.lost.append(self.play.now)
        await self.district.settles()

    async def _blocks(self) -> None:
        """A member who is going somewhere blocks 小邻."""
        async with self.district.store.read() as session:
            going = select(Person.telegram_id).join(SignUp, col(SignUp.person_id) == col(Person.id))
            going = going.where(SignUp.state == SignUpState.GOING, col(Person.reachable).is_(True))
            found = (await session.exec(going.order_by(col(Person.id)))).all()
        if found:
            number = self.district.chance.choice(found)
            self.blocked.append(number)
            self.district.room.blocks_bot(self.district.known(number))
            await self.district.settles()

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
        """Members see what is announced and offered; whoever is going comes; who came is asked."""
        soon = self.play.now + timedelta(minutes=31)
        async with self.district.store.read() as session:
            live = col(Happening.status).in_((EventStatus.ANNOUNCED, EventStatus.CLOSED))
            events = (await session.exec(select(Happening).where(live).order_by(col(Happening.id)))).all()
            offered = select(SignUp, Person).join(Person, col(Person.id) == col(SignUp.person_id))
            offers = (await session.exec(offered.where(SignUp.state == SignUpState.OFFERED))).all()
            at_doors = [one for one in events if one.starts_at <= soon and one.id not in self.guests.doors]
            over = [number for number in self.guests.doors if ("over", number) not in self._seen]
            ended = select(Happening).where(col(Happening.id).in_(over), Happening.status == EventStatus.DONE)
            done = (await session.exec(ended)).all() if over else []
            held = (await session.exec(select(Due.subject).where(Due.kind == DueKind.HELD_BACK))).all()
            gone = [number for number in self._offers if number not in {one.id for one, _ in offers}]
            settled = (await session.exec(select(SignUp).where(col(SignUp.id).in_(gone)))).all() if gone else []
        for subject in held:
            self.life.held.setdefault(subject, self.play.now)
        for one in settled:
            self._is_settled(one)
        for event in events:
            if self._news("out", event.id):
                self.guests.are_invited(event, self.hosts.draws_of(event) * self._crowd)
                self.hosts.may_change(event)
            if self._news("as it is", event.id, event.sequence):
                self.guests.take_it_into_their_calendars(event)
        by_number = {one.id: one for one in events}
        for one, person in offers:
            if one.event_id in by_number and self._news("offer", one.id, one.offered_until):
                self.life.offers["offered"] += 1
                self._offers[one.id or 0] = one.offered_until or self.play.now
                self.guests.is_offered(by_number[one.event_id], one, self.district.known(person.telegram_id))
        for event in at_doors:
            entries = await self.entries(event.id or 0)
            self.guests.come(event, self.guests.of_state(entries, SignUpState.GOING))
        for event in done:
            self._news("over", event.id)
            came = self.guests.of_state(await self.entries(event.id or 0), SignUpState.ATTENDED)
            self.guests.are_asked(event, [person for _, person in came])

    def _is_settled(self, one: SignUp) -> None:
        """What became of a place that was offered."""
        until = self._offers.pop(one.id or 0)
        if one.state in {SignUpState.GOING, SignUpState.ATTENDED}:
            self.life.offers["accepted"] += 1
        else:
            self.life.offers["lapsed" if self.play.now >= until else "declined or called off"] += 1

    def privates(self) -> list[Chat]:
        """Everybody's chat with 小邻."""
        return [chat for chat in self.district.room.state.chats.values() if chat.is_private]

    async def entries(self, number: int) -> Sequence[tuple[SignUp, RoomPerson]]:
        """Everybody who has signed up for an event, in order."""
        async with self.district.store.read() as session:
            found = select(SignUp, Person).join(Person, col(Person.id) == col(SignUp.person_id))
            rows = (await session.exec(found.where(SignUp.event_id == number).order_by(col(SignUp.at)))).all()
        return [(one, self.district.known(person.telegram_id)) for one, person in rows]

    async def evening(self) -> None:
        """No due row may have been passed over, nothing may have failed, no event may have more people than places."""
        async with self.district.store.read() as session:
            passed = (await session.exec(select(Due).where(col(Due.due_at) < self.play.now - SLACK))).all()
            failed = (await session.exec(select(Inbox.error).where(col(Inbox.error).is_not(None)))).all()
            parked = (await session.exec(select(Outbox).where(Outbox.state == OutboxState.PARKED))).all()
            events = (await session.exec(select(Happening).where(col(Happening.capacity).is_not(None)))).all()
            ups = (await session.exec(select(SignUp).where(col(SignUp.state).in_(TAKES)))).all()
        heads: Counter[int] = Counter()
        for one in ups:
            heads[one.event_id] += 1 + one.companions
        full = [
            f"#{one.id} {heads[one.id or 0]} of {one.capacity}"
            for one in events
            if heads[one.id or 0] > (one.capacity or 0)
        ]
        self.life.overfull += [one for one in full if self._news("full", one)]
        self.life.forgotten += [f"{one.kind.value} {one.subject}" for one in passed if self._news("passed", one.id)]
        self.life.failed += [str(one) for one in failed if self._news("failed", one)]
        self.life.failed += [str(one.error) for one in parked if self._news("parked", one.id)]
