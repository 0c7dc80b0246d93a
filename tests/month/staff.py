"""What those responsible do with a ticket, each by habit: accept, tell, hold, give back, resolve, step in."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from desk.worktime import ALWAYS
from storage.kinds import Priority, Role, Status
from storage.tickets import Ticket
from tests.month import cast, words
from tests.month.cast import HABITS, Habit, Share
from tests.month.people import do, press, reply
from tests.month.play import Play
from tests.person import Person

HOLDERS = {
    Role.PROPERTY_OFFICER: cast.PROPERTY,
    Role.COMMUNITY_OFFICER: cast.COMMUNITY,
    Role.PARTY_GUIDE: cast.HIS_DEPUTY,
    Role.INVESTMENT_LIAISON: 1091,
    Role.BUILDING_CHIEF: 1004,
}
STAFF = {"tax": 1003, "hr": 1113, "market": 1117, "fund": 1119}
LIVE = frozenset({Status.NEW, Status.ACCEPTED})
HELPED, AT_ONCE, OWNERS_TURN = 0.012, 0.12, 3  # reminders after which an owner looks into it
Doing = Callable[[Ticket, Person], Awaitable[None]]


class Staff:
    """Those who work. `away`: who is not here now; `ids`: telegram ids by record."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.tower = play.tower
        self.chance = play.tower.chance
        self.away: dict[int, int | None] = {}
        self.ids: dict[int, int] = {}

    def worker(self, ticket: Ticket) -> int | None:
        """Who does the work now, by telegram id: whoever stands in for them if they are away; None if nobody does."""
        number = self.ids.get(ticket.handler_id or 0)
        if number is None:
            number = STAFF.get(ticket.unit or "") or (HOLDERS.get(ticket.role) if ticket.role else None)
        return self.away[number] if number is not None and number in self.away else number

    def _later(self, ticket: Ticket, share: Share, of: str, most: float = 1e9) -> timedelta:
        level = self.tower.book.directory.levels[ticket.priority]
        clock = ALWAYS if ticket.priority is Priority.EMERGENCY else self.tower.book.worktime
        whole = clock.amount(level.accept if of == "accept" else level.resolve)
        part = min(self.chance.uniform(*share) * whole.total_seconds(), most)
        return timedelta(seconds=max(part, 90))

    def _do_later(self, ticket: Ticket, who: int, wait: timedelta, doing: Doing, *states: Status) -> None:
        """At that time, if it is still theirs and in one of these states."""
        clock = ALWAYS if ticket.priority is Priority.EMERGENCY else self.tower.book.worktime

        async def act() -> None:
            now = await self.tower.town.ticket(ticket.id or 0)
            mine = self.worker(now) == who or who in cast.RUNGS or who in cast.LEADERS.values()
            if now.status in states and mine and who not in self.away:
                await doing(now, self.tower.town.people[who])

        self.play.at(clock.after(self.play.now, wait), act)

    def gets(self, ticket: Ticket) -> None:
        """A new ticket, or one that was handed to somebody."""
        who = self.worker(ticket)
        habit = HABITS.get(who or 0, cast.ABSENT)
        if who is None or habit.accepts is None:
            return
        wait = self._later(ticket, habit.accepts, "accept")
        if habit.gives_back and ticket.unit is not None:
            self._do_later(ticket, who, wait, self._gives_back, Status.NEW)
        elif self.chance.random() < AT_ONCE and habit is cast.PROMPT:
            self._do_later(ticket, who, wait, self._resolves, Status.NEW)
        else:
            self._do_later(ticket, who, wait, self._accepts, Status.NEW)

    def works_on(self, ticket: Ticket) -> None:
        """What they have accepted, or what goes on after a hold or was not solved."""
        who = self.worker(ticket)
        habit = HABITS.get(who or 0, cast.ABSENT)
        if who is None or habit.resolves is None:
            return
        takes = self._later(ticket, habit.resolves, "resolve") / (2 if ticket.reopened else 1)
        if self.chance.random() < habit.holds:
            self._do_later(ticket, who, takes / 3, self._holds, Status.ACCEPTED)
        if self.chance.random() < habit.tells:
            self._do_later(ticket, who, takes / 2, self._tells, *LIVE)
        if self.chance.random() < HELPED and who == cast.PROPERTY:
            self._do_later(ticket, who, takes / 4, self._asks_for_help, Status.ACCEPTED)
        self._do_later(ticket, who, takes, self._resolves, Status.ACCEPTED)

    def is_reminded(self, ticket: Ticket) -> None:
        """Some do at once what they were reminded of; after some reminders the owner may take it over."""
        who = self.worker(ticket)
        habit = HABITS.get(who or 0, cast.ABSENT)
        soon = timedelta(minutes=self.chance.randrange(3, 30))
        if who is not None and self.chance.random() < habit.heeds:
            self._do_later(ticket, who, soon, self._next_step, *LIVE)
        owner = cast.LEADERS[ticket.grid]
        if ticket.reminded >= OWNERS_TURN and self.chance.random() < 0.4 * HABITS[owner].steps_in:
            self._do_later(ticket, owner, soon * 2, self._takes_over, *LIVE)

    def is_called(self, ticket: Ticket) -> None:
        """A rung was called: it mostly does something the same day."""
        who = cast.RUNGS[ticket.escalated - 1]
        if ticket.priority is not Priority.EMERGENCY and self.chance.random() < HABITS[who].steps_in:
            wait = timedelta(minutes=self.chance.randrange(20, 240))
            self._do_later(ticket, who, wait, self._looks_into_it, *LIVE)

    async def _accepts(self, ticket: Ticket, person: Person) -> None:
        await do(self.play, person, "accept", ticket.id or 0)

    async def _tells(self, ticket: Ticket, person: Person) -> None:
        await reply(self.play, person, ticket.id or 0, self.chance.choice(words.PROGRESS))

    async def _holds(self, ticket: Ticket, person: Person) -> None:
        await do(self.play, person, "hold", ticket.id or 0, self.chance.choice(words.HOLDS))

    async def _resolves(self, ticket: Ticket, person: Person) -> None:
        done = self.chance.choice(words.KINDS[ticket.service or ""].done)
        if self.chance.random() < 0.2:
            await do(self.play, person, "resolve", ticket.id or 0)
        else:
            await reply(self.play, person, ticket.id or 0, done)

    async def _next_step(self, ticket: Ticket, person: Person) -> None:
        await (self._accepts if ticket.status is Status.NEW else self._resolves)(ticket, person)

    async def _asks_for_help(self, ticket: Ticket, person: Person) -> None:
        await person.tells_bot(f"/assist {ticket.id} 社区信息员")
        self._do_later(ticket, cast.COMMUNITY, timedelta(hours=1), self._tells, *LIVE)
        helper = self.tower.town.people[cast.COMMUNITY]

        async def answer() -> None:
            await helper.tells_bot(f"/note {ticket.id} 已联系业主，明天上午有人开门")

        self.play.at(self.tower.book.worktime.after(self.play.now, timedelta(hours=2)), answer)

    async def _gives_back(self, ticket: Ticket, person: Person) -> None:
        """By the button or the command; when it may not be given back any more, take it on."""
        returned = (await self.tower.town.history(ticket.id or 0)).count("return")
        if returned >= 2:
            await do(self.play, person, "return", ticket.id or 0, words.RETURNS[0])
            await self._accepts(ticket, person)
            return
        reason = self.chance.choice(words.RETURNS)
        if self.chance.random() < 0.5 and await press(self.play, person, "return", ticket.id or 0):
            await person.replies(reason, to=person.last())
        else:
            await person.tells_bot(f"/return {ticket.id} {reason}")

    async def _takes_over(self, ticket: Ticket, person: Person) -> None:
        """The owner does it instead."""
        await self._next_step(ticket, person)

    async def _looks_into_it(self, ticket: Ticket, person: Person) -> None:
        """A rung accepts it, hands it to the leader, or gives it more time."""
        number, way = ticket.id or 0, self.chance.random()
        if ticket.status is Status.NEW and way < 0.7:
            await self._accepts(ticket, person)
        elif way < 0.5:
            await person.tells_bot(f"/deadline {number} 1天 已约好时间，请按时办好")
        else:
            await person.tells_bot(f"/transfer {number} 微网格长")

    def hands_back(self, ticket: Ticket, who: int) -> None:
        """Whoever got it back names the unit again, or keeps it."""
        person = self.tower.town.people[who]
        unit = self.tower.book.services[ticket.service].unit if ticket.service else None
        if unit is None or self.chance.random() < 0.4:
            return

        async def act() -> None:
            now = await self.tower.town.ticket(ticket.id or 0)
            if now.status is Status.NEW and self.worker(now) == who:
                await person.tells_bot(f"/transfer {ticket.id} {unit}")

        self.play.at(self.tower.book.worktime.after(self.play.now, timedelta(minutes=10)), act)

    def habit_of(self, ticket: Ticket) -> Habit:
        """The habit of whoever has it now."""
        return HABITS.get(self.worker(ticket) or 0, cast.ABSENT)
