"""What members do: sign up, bring somebody, think better of it, take or leave an offer, come or stay away, and say how
it was. People do much at the same moment, so their taps are made together and waited for once."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.chatroom import Chat, Impossible, Press, RoomPerson
from desk.events.checking_in import payload
from storage.events import Happening, SignUp
from storage.kinds import SignUpState
from tests.month.play import Act, Agenda
from tests.year.district import District

TOGETHER = 7  # people who tap at the same moment, at most
CANCELS, LATE = 0.1, 0.35  # of those who sign up; of these in the last two hours
TAPS_TWICE, BRINGS = 0.04, 0.5
TAKES, DECLINES = 0.6, 0.2  # of those who are offered a place; the others let it lapse
BY_BUTTON, BY_CODE, BY_LIST = 0.55, 0.2, 0.12  # of those going; the others stay away
CALENDARS = 3  # of every third event somebody takes the calendar's file
WALKS_IN = 0.3  # events to which somebody comes who had not signed up
RATES, COMMENTS = 0.5, 0.3
WORDS = ("讲得清楚，下次还来", "地方有点小", "时间再长一点就好了", "老师很耐心", "人太多了，听不见", "很好")
SOON = timedelta(minutes=4)


class Guests:
    """Everybody who is invited. `tapped`: presses made; `answers`: what popped up, by its words."""

    def __init__(self, play: Agenda, district: District) -> None:
        self._play = play
        self._district = district
        self._chance = district.chance
        self.presses: list[Press] = []
        self.doors: set[int] = set()

    def are_invited(self, event: Happening, draws: float) -> None:
        """Some of those in its groups sign up, in small crowds, the most of them early."""
        codes = event.grids or list(self._district.group_of)
        invited = [one for code in codes for one in self._district.members[code]]
        coming = [one for one in invited if self._chance.random() < draws]
        self._chance.shuffle(coming)
        last = event.starts_at - SOON
        while coming:
            crowd = [coming.pop() for _ in range(min(len(coming), self._chance.randint(2, TOGETHER)))]
            moment = self._play.now + (last - self._play.now) * self._chance.betavariate(1, 4)
            self._play.at(min(last, self._awake(moment)), self._joins(event.id or 0, crowd, last))

    def _awake(self, moment: datetime) -> datetime:
        hours = self._district.book.zone
        local = moment.astimezone(hours)
        return moment if local.hour >= 7 else local.replace(hour=7, minute=self._chance.randrange(60))

    def _joins(self, number: int, crowd: Sequence[RoomPerson], last: datetime) -> Act:
        async def act() -> None:
            for one in crowd:
                for _ in range(2 if self._chance.random() < TAPS_TWICE else 1):
                    self._taps(one, f"join:{number}", in_groups=True)
            await self._district.settles()
            brings = [one for one in crowd if self._chance.random() < BRINGS]
            if [one for one in brings if self._taps(one, f"plus:{number}")]:
                await self._district.settles()
            for one in crowd:
                if self._chance.random() < CANCELS:
                    late = self._chance.random() < LATE
                    since = max(self._play.now, last - timedelta(hours=2)) if late else self._play.now
                    self._play.at(
                        since + (last - since) * self._chance.random(), self._together([one], f"leave:{number}")
                    )

        return act

    def _taps(self, person: RoomPerson, data: str, in_groups: bool = False) -> Press | None:
        chats = self._district.groups_with(person)
        press = self._district.taps(person, data, chats[1:] if in_groups else chats)
        if press is not None:
            self.presses.append(press)
        return press

    def _together(self, people: Iterable[RoomPerson], data: str) -> Act:
        async def act() -> None:
            for one in people:
                self._taps(one, data)
            await self._district.settles()

        return act

    def take_it_into_their_calendars(self, event: Happening) -> None:
        """Somebody takes the calendar's file, and another one when something has changed."""
        later = self._play.now + (event.starts_at - self._play.now) * 0.1

        async def act() -> None:
            for code in event.grids or list(self._district.group_of):
                for one in self._district.members[code][1:3]:
                    press = self._district.taps(one, f"calendar:{event.id}", self._district.groups_with(one)[1:])
                    if press is not None and self._district.room.private_chat(one).bot == "member":
                        await self._district.settles()
                        return

        if (event.id or 0) % CALENDARS == 0 or event.sequence:
            self._play.at(later, act)

    def is_offered(self, event: Happening, one: SignUp, person: RoomPerson) -> None:
        """Take the place, decline it, or let it lapse. Who cannot be written to taps 报名 in the group once more."""
        drawn = self._chance.random()
        if drawn > TAKES + DECLINES or one.offered_until is None:
            return
        moment = self._play.now + (one.offered_until - self._play.now) * self._chance.uniform(0.05, 0.9)
        self._play.at(moment, self._answers(event.id or 0, person, drawn < TAKES))

    def _answers(self, number: int, person: RoomPerson, takes: bool) -> Act:
        async def act() -> None:
            if self._taps(person, f"take:{number}" if takes else f"pass:{number}") is None:
                self._taps(person, f"join:{number}" if takes else f"leave:{number}", in_groups=True)
            await self._district.settles()

        return act

    def come(self, event: Happening, going: Sequence[tuple[SignUp, RoomPerson]]) -> None:
        """At the doors, around the beginning: by button, by the code, by the host's list, or not at all."""
        self.doors.add(event.id or 0)
        ways: dict[str, list[tuple[SignUp, RoomPerson]]] = {"button": [], "code": [], "list": []}
        for one in going:
            drawn = self._chance.random()
            way = "button" if drawn < BY_BUTTON else "code" if drawn < BY_BUTTON + BY_CODE else "list"
            if drawn < BY_BUTTON + BY_CODE + BY_LIST:
                ways[way].append(one)
        walks_in = self._chance.choice(list(self._district.members.values()))[:1]
        scan = [person for _, person in ways["code"]] + (walks_in if self._chance.random() < WALKS_IN else [])
        starts = event.starts_at
        self._play.at(
            starts - timedelta(minutes=12), self._together([one for _, one in ways["button"]], f"checkin:{event.id}")
        )
        self._play.at(starts - timedelta(minutes=6), self._scan(event, scan))
        self._play.at(starts + timedelta(minutes=9), self._are_ticked(event, [one for one, _ in ways["list"]]))

    def _scan(self, event: Happening, people: Sequence[RoomPerson]) -> Act:
        async def act() -> None:
            if not people:
                return
            host = await self._district.host_of(event)
            self._district.taps(host, f"qr:{event.id}", [self._district.room.private_chat(host)])
            for one in people:
                self._district.room.starts_bot(one, payload(event, self._play.now))
            await self._district.settles()

        return act

    def _are_ticked(self, event: Happening, entries: Sequence[SignUp]) -> Act:
        """The host opens the list and taps their names, page by page."""

        async def act() -> None:
            if not entries:
                return
            host = await self._district.host_of(event)
            private = self._district.room.private_chat(host)
            self._district.taps(host, f"signups:{event.id}:0", [private])
            await self._district.settles()
            for one in entries:
                if self._district.taps(host, f"came:{event.id}:{one.id}:", [private]) is None:
                    self._district.taps(host, f"signups:{event.id}:1", [private])
                    await self._district.settles()
                    self._district.taps(host, f"came:{event.id}:{one.id}:", [private])
                await self._district.settles()

        return act

    def are_asked(self, event: Happening, people: Sequence[RoomPerson]) -> None:
        """Half of those who came say how it was, some of them with a word."""
        rating = [one for one in people if self._chance.random() < RATES]
        if rating:
            later = timedelta(minutes=self._chance.randint(3, 90))
            self._play.at(self._play.now + later, self._rate(event.id or 0, rating))

    def _rate(self, number: int, people: Sequence[RoomPerson]) -> Act:
        async def act() -> None:
            room = self._district.room
            for one in people:
                stars = self._chance.choices((1, 2, 3, 4, 5), (1, 2, 8, 35, 54))[0]
                self._taps(one, f"stars:{number}:{stars}")
            await self._district.settles()
            for one in people:
                if self._chance.random() < COMMENTS:
                    self._says(one, room.private_chat(one), f"stars:{number}:")
            await self._district.settles()

        return act

    def _says(self, person: RoomPerson, private: Chat, data: str) -> None:
        asked = self._district.newest(private, data)
        if asked is not None:
            try:
                self._district.room.say(private, person, self._chance.choice(WORDS), reply_to=asked)
            except Impossible:
                return  # they have blocked 小邻 since

    @staticmethod
    def of_state(entries: Iterable[tuple[SignUp, RoomPerson]], *states: SignUpState) -> list[tuple[SignUp, RoomPerson]]:
        """Those who stand so."""
        return [one for one in entries if one[0].state in states]
