"""Have voice notes written down before their rows are handled: outside of any transaction, once a row, in memory only.

Only the process that speaks for the bot does it, so that two do not do the same; if it dies, the next one that speaks
does it again. Meanwhile the messages of that chat wait, in order; presses do not, and neither does any other chat.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import TelegramError

from bot.faults import place
from bot.models.listening import Listener
from bot.models.wire import Unusable, call
from desk.values import File

log = logging.getLogger(__name__)

MOST_FETCHED = 20 << 20  # bytes; Bot API, getFile
AT_ONCE = 4
DOWNLOAD = 60.0  # seconds; the whole has a limit of its own
LATER = 1.0  # seconds until it is asked again whose turn it is to hear

Hear = Callable[[File], Awaitable[str]]


class Hearing:
    """`hear`: gives the words of a file, or raises; None where nothing is set up. `ours`: whether we are the one."""

    def __init__(self, hear: Hear | None, ours: Callable[[], bool], wake: Callable[[], None], limit: float) -> None:
        self._hear = hear
        self._ours = ours
        self._wake = wake
        self._limit = limit
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._heard: dict[int, str] = {}
        self._chats: dict[int, int] = {}  # by the row that is being heard
        self._later: dict[int, float] = {}  # by chat
        self._under_way: set[asyncio.Task[None]] = set()

    @property
    def is_set_up(self) -> bool:
        return self._hear is not None

    def chats(self) -> set[int]:
        """Those whose messages wait."""
        now = time.monotonic()
        self._later = {chat: until for chat, until in self._later.items() if until > now}
        return {*self._chats.values(), *self._later}

    def of(self, row: int) -> str | None:
        """What was heard for this row, empty if nothing could be; None if that is still to be done."""
        return self._heard.get(row)

    def begin(self, row: int, chat: int, file: File) -> None:
        """Hear it, or leave it to whoever speaks. Several workers may have come upon it before the first began."""
        if row in self._chats or row in self._heard:
            return
        if not self._ours():
            self._later[chat] = time.monotonic() + LATER
            return
        self._chats[row] = chat
        task = asyncio.create_task(self._see_through(row, file))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    def forget(self, row: int) -> None:
        """It is handled."""
        self._heard.pop(row, None)

    def drop(self) -> list[asyncio.Task[None]]:
        """Hear nothing more; what was not heard is heard after the next start. The tasks that end with it."""
        for task in self._under_way:
            task.cancel()
        return [*self._under_way]

    async def _see_through(self, row: int, file: File) -> None:
        heard = ""
        try:
            async with asyncio.timeout(self._limit), self._slots:
                heard = await self._hear(file) if self._hear is not None else ""
        except (Unusable, TelegramError, TimeoutError) as error:
            why = error.why if isinstance(error, Unusable) else type(error).__name__
            log.warning("the voice note of inbox row %s could not be heard: %s", row, why)
        except Exception as error:
            log.error("the voice note of inbox row %s: %s", row, place(error))
        finally:
            del self._chats[row]
        self._heard[row] = heard
        self._wake()


def through(bot: Bot, listener: Listener) -> Hear:
    """Fetch a file from the platform and have it written down."""

    async def hear(file: File) -> str:
        found = await bot.get_file(file.file_id)
        if not (found.file_path or "").startswith(("http://", "https://")) or (found.file_size or 0) > MOST_FETCHED:
            raise Unusable("cannot be fetched")
        sound = await call("GET", found.file_path or "", DOWNLOAD, MOST_FETCHED)
        return await listener.write_down(sound)

    return hear
