"""The stations beside it: two rounds for the whole year, swaps accepted, declined or left, days without duty."""

from datetime import date, datetime, time, timedelta

from bot.chatroom import RoomPerson
from desk.directory.entries import Person as Entry
from tests.month.play import Act, Agenda
from tests.town import ADMIN
from tests.year.district import ZONE, District

SWAPS, EXCEPTIONS = 0.5, 0.15  # a working day
ACCEPTED, DECLINED = 0.65, 0.2  # of what is offered; the others are left
SATURDAYS = "ST01 ST03 ST05 ST08"


class Duty:
    """Whoever is on duty, and the admin who makes the rounds."""

    def __init__(self, play: Agenda, district: District) -> None:
        self._play = play
        self._district = district
        self._chance = district.chance

    def begins(self, first: date, last: date, working: list[date]) -> None:
        """Two rounds from the first day on; swaps and exceptions at random."""
        said = datetime.combine(working[0], time(9, 0), ZONE)
        until = f"从{first.month}月{first.day}日 到{last.year}年{last.month}月{last.day}日"
        self._play.at(said, self._makes(f"/rota 全部驿站 全部单位 每个工作日 {until} 9:00-17:00"))
        self._play.at(said, self._makes(f"/rota {SATURDAYS} 全部单位 每周六 {until} 9:00-12:00"))
        for day in working[1:]:
            if self._chance.random() < SWAPS:
                self._play.at(datetime.combine(day, time(10, self._chance.randrange(60)), ZONE), self._swaps())
            if self._chance.random() < EXCEPTIONS:
                self._play.at(datetime.combine(day, time(11, self._chance.randrange(60)), ZONE), self._excepts(day))

    def _makes(self, line: str) -> Act:
        async def act() -> None:
            admin, private = self._district.known(ADMIN), self._district.private(ADMIN)
            self._district.room.say(private, admin, line)
            await self._district.settles()
            self._district.taps(admin, "rota_start:", [private])
            await self._district.settles()

        return act

    def _excepts(self, day: date) -> Act:
        """On some day soon there is no duty at a station, or another unit has it."""

        async def act() -> None:
            on = day + timedelta(days=self._chance.randint(1, 8))
            what = self._chance.choice(("不值班", "hr", "tax", "union"))
            station = f"ST{self._chance.randint(1, 15):02}"
            words = f"/rota {station} {on.month}月{on.day}日 {what}"
            self._district.room.say(self._district.private(ADMIN), self._district.known(ADMIN), words)
            await self._district.settles()

        return act

    def _swaps(self) -> Act:
        """A unit asks another to swap: `/duty`, one of its shifts, one of theirs."""

        async def act() -> None:
            units = [one.telegram_id for one in self._district.book.directory.people if _of_a_unit(one)]
            person = self._district.known(self._chance.choice(units))
            private = self._district.room.private_chat(person)
            self._district.room.say(private, person, "/duty")
            await self._district.settles()
            if self._district.taps(person, "swap:", [private]) is None:
                return
            await self._district.settles()
            self._district.taps(person, "swap_with:", [private])
            await self._district.settles()
            self._is_answered(person)

        return act

    def _is_answered(self, by: RoomPerson) -> None:
        """Whoever has been asked answers within some hours."""
        for one in self._district.book.directory.people:
            private = self._district.room.state.chats.get(one.telegram_id)
            last = private.messages.get(private.last_message_id) if private is not None else None
            if last is None or private is None or one.telegram_id == by.id:
                continue
            asked = [button.data for button in last.buttons if (button.data or "").startswith("swap_accept:")]
            if asked and last.date == self._play.now:
                self._play.at(
                    self._play.now + timedelta(minutes=self._chance.randint(5, 300)), self._answers(one.telegram_id)
                )

    def _answers(self, number: int) -> Act:
        async def act() -> None:
            drawn = self._chance.random()
            if drawn < ACCEPTED + DECLINED:
                data = "swap_accept:" if drawn < ACCEPTED else "swap_decline:"
                self._district.taps(self._district.known(number), data, [self._district.private(number)])
                await self._district.settles()

        return act


def _of_a_unit(person: Entry) -> bool:
    return any(one.role == "unit_staff" for one in person.roles)
