"""Make things go wrong on purpose, so that one sees that nothing is lost."""

import asyncio

from bot.chatroom import Chat, RoomPerson
from bot.chatroom.faults import Fault
from bot.demo.doings import Mistaken
from bot.demo.house import House

MINUTE = 60.0  # seconds of the machine's clock
MANY = 1_000_000  # calls


class Trouble:
    """What can be broken, and mended again."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._busy: Fault | None = None
        self._silent: set[int] = set()
        self._later: set[asyncio.TimerHandle] = set()

    def shown(self) -> dict[str, object]:
        """What is broken now."""
        return {
            "what": "trouble",
            "awake": self._house.app is not None,
            "busy": self._busy is not None,
            "silent": sorted(self._silent),
        }

    async def make(self, wish: str, person: RoomPerson, chat: Chat) -> None:
        """Break or mend one thing. Raises Mistaken."""
        faults = self._house.room.faults
        if wish == "busy":
            self._refuse_for_a_minute()
        elif wish == "silence":
            faults.forbid(person, "bot was blocked by the user")
            self._silent.add(person.id)
        elif wish == "listen":
            faults.allow(person)
            self._silent.discard(person.id)
        elif wish == "lose":
            faults.drop_after(1, method="sendMessage", chat=chat)
        elif wish == "kill":
            await self._house.kill()
        elif wish == "wake":
            await self._wake()
        else:
            raise Mistaken("unknown")

    async def _wake(self) -> None:
        if self._house.app is None:
            await self._house.wake()

    def _refuse_for_a_minute(self) -> None:
        """429 to everything that is sent, for a minute."""
        if self._busy is None:
            self._busy = self._house.room.faults.too_many(MANY, retry_after=5)
            self._later.add(asyncio.get_running_loop().call_later(MINUTE, self.calm))

    def calm(self) -> None:
        """The platform takes what is sent again."""
        armed = self._house.room.faults.armed
        if self._busy in armed:
            armed.remove(self._busy)
        self._busy = None
