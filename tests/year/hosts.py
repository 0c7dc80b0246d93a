"""What hosts do: make events and publish them, drop a draft, change and call off what is out."""

from datetime import datetime, timedelta

from bot.chatroom import Message
from storage.events import Happening
from tests.month.play import Act, Agenda
from tests.year.district import District
from tests.year.programme import Item

MOVES, TIMES, GROWS, CALLS_OFF = 0.05, 0.05, 0.03, 0.04  # of the events that are out
REASONS = ("老师临时有事", "场地检修", "天气不好", "报名人数太少")
PLACES = ("2楼会议室", "6楼培训室", "一楼中庭")


class Hosts:
    """Everybody who makes events. `draws`: by series or event, the share of those invited who sign up.

    `dropped`: drafts that nobody published; `refused`: lines that were not read as meant.
    """

    def __init__(self, play: Agenda, district: District) -> None:
        self._play = play
        self._district = district
        self._chance = district.chance
        self.draws: dict[tuple[str, int], float] = {}
        self.dropped = 0
        self.refused: list[str] = []

    def will_say(self, item: Item) -> None:
        """At its time the host says the line and confirms, or drops it."""
        self._play.at(item.at, self._makes(item))

    def _makes(self, item: Item) -> Act:
        async def act() -> None:
            preview = await self._says(item.host, f"/event {item.line}", "publish:")
            if preview is None:
                return
            number = next(
                int((one.data or "").split(":")[1])
                for one in preview.buttons
                if (one.data or "").startswith("publish:")
            )
            if item.dropped:
                self.dropped += 1
                await self._taps(item.host, f"discard:{number}")
                return
            event = await self._district.event(number)
            self.draws[("event", number) if event.series_id is None else ("series", event.series_id)] = item.draws
            await self._taps(item.host, f"publish:{number}")

        return act

    def draws_of(self, event: Happening) -> float:
        """The share of those invited who sign up."""
        series = self.draws.get(("series", event.series_id or 0))
        return series if series is not None else self.draws.get(("event", event.id or 0), 0.1)

    def may_change(self, event: Happening) -> None:
        """Some of what is out is changed or called off before it takes place."""
        drawn, number = self._chance.random(), event.id or 0
        left = event.starts_at - self._play.now
        moment = self._play.now + left * self._chance.uniform(0.2, 0.85)
        host = event.host_id
        local = event.starts_at.astimezone(self._district.book.zone)
        why = self._chance.choice(REASONS)
        if drawn < MOVES:
            self._play.at(moment, self._changes(host, number, f"地点：{self._chance.choice(PLACES)} 因为{why}"))
        elif drawn < MOVES + TIMES:
            later = local + timedelta(minutes=self._chance.choice((15, 30, 60)))
            self._play.at(moment, self._changes(host, number, f"{later:%-m月%-d日%H:%M} 因为{why}"))
        elif drawn < MOVES + TIMES + GROWS and event.capacity is not None:
            self._play.at(moment, self._changes(host, number, f"限{event.capacity + 3}人"))
        elif drawn < MOVES + TIMES + GROWS + CALLS_OFF:
            self._play.at(moment, self._calls_off(host, number, why))

    def will_end_series(self, at: datetime, title: str) -> None:
        """This series ends: what follows is called off, all of it."""
        self._play.at(at, self._ends_series(title))

    def _ends_series(self, title: str) -> Act:
        async def act() -> None:
            event = await self._district.next_of(title)
            if event is not None:
                await self._calls_off(event.host_id, event.id or 0, "暑期停课", "all")()

        return act

    def will_move_series(self, at: datetime, title: str, clock: str) -> None:
        """From then on this series takes place at another hour."""
        self._play.at(at, self._moves_series(title, clock))

    def _moves_series(self, title: str, clock: str) -> Act:
        async def act() -> None:
            event = await self._district.next_of(title)
            if event is not None:
                local = event.starts_at.astimezone(self._district.book.zone)
                await self._changes(event.host_id, event.id or 0, f"{local:%-m月%-d日}{clock} 因为夏令作息", "all")()

        return act

    def _changes(self, host_id: int, number: int, words: str, which: str = "one") -> Act:
        async def act() -> None:
            host = await self._district.telegram_id(host_id)
            if await self._says(host, f"/event change {number} {words}", f"apply:{number}:{which}") is not None:
                await self._taps(host, f"apply:{number}:{which}")

        return act

    def _calls_off(self, host_id: int, number: int, why: str, which: str = "one") -> Act:
        async def act() -> None:
            host = await self._district.telegram_id(host_id)
            if await self._says(host, f"/event cancel {number} {why}", f"end:{number}:{which}") is not None:
                await self._taps(host, f"end:{number}:{which}")

        return act

    async def _says(self, host: int, line: str, offers: str) -> Message | None:
        """Say it privately; the answer if it carries such a button. Another answer is kept as refused."""
        private = self._district.private(host)
        before = private.last_message_id
        self._district.room.say(private, self._district.known(host), line)
        await self._district.settles()
        found = self._district.newest(private, offers)
        if found is not None and found.id > before:
            return found
        last = private.messages[max(private.messages)]
        self.refused.append(f"{line} → {last.text[:60]}")
        return None

    async def _taps(self, host: int, data: str) -> None:
        self._district.taps(self._district.known(host), data, [self._district.private(host)])
        await self._district.settles()
