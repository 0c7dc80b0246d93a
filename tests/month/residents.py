"""What members do: report, publicly or privately, join others' reports, and answer (or not) whether it is done."""

from datetime import date, datetime, time, timedelta

from storage.kinds import Status
from storage.tickets import Ticket
from tests.month import cast, words
from tests.month.people import button_on, chats_of, press
from tests.month.play import Play
from tests.month.stage import ZONE
from tests.person import Person

EMERGENCIES_OF, PRIVATELY, IN_ENGLISH, TWICE = 80, 0.04, 0.3, 0.015
PHOTOGRAPHED, JOINED, MANY_JOIN, WITHDRAWN, JUST_TALK, AGAIN = 0.1, 0.08, 0.015, 0.01, 0.01, 0.01
WHY = ("哪里不满意", "说说还差什么", "What was wrong", "what is still wrong")  # of our questions
HOURS = ((8, 4), (9, 16), (10, 15), (11, 10), (12, 5), (13, 11), (14, 14), (15, 12), (16, 8), (17, 4), (19, 1))


class Residents:
    """The members of both grids. `said`: how many reports were made."""

    def __init__(self, play: Play, count: int, days: list[date]) -> None:
        self.play = play
        self.tower = play.tower
        self.chance = play.tower.chance
        self.said = 0
        emergencies = max(1, count // EMERGENCIES_OF)
        for number in range(count):
            self._plan(number < emergencies, days, number)

    def _plan(self, emergency: bool, days: list[date], number: int) -> None:
        """One report, some day at some time; the first emergency comes at night."""
        hour = self.chance.choices([one for one, _ in HOURS], [share for _, share in HOURS])[0]
        minute, second = self.chance.randrange(60), self.chance.randrange(60)
        late = emergency and number == 0
        moment = datetime.combine(
            self.chance.choice(days[:-1] or days), time(22 if late else hour, minute, second), ZONE
        )
        grid = self.chance.choice(list(cast.MEMBERS))
        person = self.chance.choice(self.tower.members[grid])
        text = self._worded(self.chance.choice(words.EMERGENCIES) if emergency else self._problem(), grid)

        async def act() -> None:
            await self._reports(person, grid, text, emergency)

        self.play.at(moment, act)

    def _problem(self) -> str:
        kinds = list(words.KINDS.values())
        return self.chance.choice(self.chance.choices(kinds, [one.weight for one in kinds])[0].says)

    def _worded(self, text: str, grid: str) -> str:
        floors = range(2, 13) if grid == "G01" else range(14, 26)
        return text.format(floor=self.chance.choice(floors), side=self.chance.choice(words.SIDES))

    async def _reports(self, person: Person, grid: str, text: str, emergency: bool) -> None:
        self.said += 1
        started = self.tower.town.room.private_chat(person.known).bot_is_in
        if started and not emergency and self.chance.random() < PRIVATELY:
            await self._reports_privately(person, grid, text)
        elif not self.tower.book.triage.read(text).is_issue:  # whoever asks a question asks it of 小邻
            await person.says(f"/report {text}", to=self.tower.groups[grid])
        elif self.chance.random() < PHOTOGRAPHED:
            await person.sends_photo(text, to=self.tower.groups[grid])
        else:
            await person.says(text, to=self.tower.groups[grid])
        if not emergency and self.chance.random() < TWICE:
            self._says_it_too(person, grid, text)

    async def _reports_privately(self, person: Person, grid: str, text: str) -> None:
        if person.name == cast.ENGLISH_SPEAKER or self.chance.random() < IN_ENGLISH:
            person = next(one for one in self.tower.members["G02"] if one.name == cast.ENGLISH_SPEAKER)
            grid, text = "G02", self._worded(self.chance.choice(words.ENGLISH), "G02")
        await person.tells_bot(text)
        if (found := button_on(person.private, f"draft:grid:{grid}")) is not None:
            await person.presses(found[1], on=found[0])

    def _says_it_too(self, person: Person, grid: str, text: str) -> None:
        """Somebody else says the same, and the leader sees that it is one thing."""
        other = self.chance.choice([one for one in self.tower.members[grid] if one is not person])
        leader = self.tower.town.people[cast.LEADERS[grid]]

        async def merge() -> None:
            same = [one for one in await self.play.open_tickets() if one.text == text]
            if len(same) > 1 and same[-1].status in {Status.NEW, Status.ACCEPTED}:
                await leader.tells_bot(f"/merge {same[-1].id} {same[0].id}")

        async def act() -> None:
            if not self.tower.book.triage.read(text).is_issue:
                return
            self.said += 1
            await other.says(text, to=self.tower.groups[grid])
            self.play.at(self.play.now + timedelta(minutes=25), merge)

        self.play.at(self.play.now + timedelta(minutes=self.chance.randrange(8, 40)), act)

    def sees_new(self, ticket: Ticket, reporter: Person) -> None:
        """Others of the group may join; its reporter may withdraw it, or say that it was just talk."""
        grid = next((name for name, group in self.tower.groups.items() if group.id == ticket.chat_id), None)
        if grid is None:
            return
        many = self.chance.random() < MANY_JOIN
        joining = 3 if many else self.chance.randrange(1, 3) if self.chance.random() < JOINED else 0
        others = [one for one in self.tower.members[grid] if one is not reporter]
        for person in self.chance.sample(others, joining):
            self._presses_later(person, "support", ticket, (3, 90))
        if self.chance.random() < WITHDRAWN:
            self._presses_later(reporter, "cancel", ticket, (5, 60))
        elif self.chance.random() < JUST_TALK:
            self._presses_later(reporter, "not_an_issue", ticket, (1, 10))

    def _presses_later(self, person: Person, action: str, ticket: Ticket, minutes: tuple[int, int]) -> None:
        async def act() -> None:
            if not await press(self.play, person, action, ticket.id or 0) and action == "cancel":
                await person.says(f"/cancel {ticket.id}", to=self.tower.town.room.state.chats[ticket.chat_id])

        self.play.at(self.play.now + timedelta(minutes=self.chance.randint(*minutes)), act)

    def is_asked(self, ticket: Ticket, person: Person) -> None:
        """Whether it is done: they answer some time during the day, or never."""
        answer = self.chance.choices(cast.ANSWERS, [one.weight for one in cast.ANSWERS])[0].label
        if not answer:
            return
        moment = self.tower.book.worktime.after(self.play.now, timedelta(minutes=self.chance.randrange(3, 700)))

        async def act() -> None:
            await self._answers(ticket.id or 0, person, answer)

        self.play.at(moment, act)

    async def _answers(self, number: int, person: Person, answer: str) -> None:
        found = [button_on(chat, f"satisfied:{number}") for chat in chats_of(self.play, person)]
        question = next((one[0] for one in found if one is not None), None)
        if question is None:
            return
        if answer == "says_so":
            await person.replies("好了，谢谢", to=question)
        elif answer == "contradicts":
            await person.presses("满意" if "满意" in question.buttons[0].text else "Satisfied", on=question)
            await person.replies(self.chance.choice(words.STILL), to=question)
            await press(self.play, person, "unsolved", number)
        else:
            await press(self.play, person, answer, number)
        if answer in {"unsolved", "dissatisfied"} and self.chance.random() < 0.6:
            await self._says_why(number, person, question.chat.messages)

    async def _says_why(self, number: int, person: Person, messages: object) -> None:
        asked = [
            message
            for chat in chats_of(self.play, person)
            for message in chat.messages.values()
            if message.from_bot
            and f"#{number} " in message.text
            and ("回复本条" in message.text or "Reply" in message.text)
        ]
        if asked:
            await person.replies(self.chance.choice(words.STILL), to=asked[-1])

    def sees_closed(self, ticket: Ticket, reporter: Person) -> None:
        """A few find out some days later that it is broken again."""
        if self.chance.random() >= AGAIN:
            return

        async def act() -> None:
            await reporter.says(f"/reopen {ticket.id} 又坏了", to=chats_of(self.play, reporter)[-1])

        self.play.at(self.tower.book.worktime.after(self.play.now, timedelta(hours=20)), act)
