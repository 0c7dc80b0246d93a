"""Tell open pages what changes in the room, each what its person may see (server-sent events)."""

import asyncio
import json
from collections.abc import AsyncIterator

from bot.chatroom import Room, RoomPerson
from bot.chatroom.changes import Change
from bot.demo.views import Eyes, Json

KEEP_ALIVE = 15.0  # seconds of silence after which a comment shows that we are still there
MOST = 2000  # waiting events; a page that falls so far behind is let go, and loads anew
SHOWN = {"message", "edited", "reacted"}


class Stream:
    """The open pages."""

    def __init__(self, room: Room, eyes: Eyes) -> None:
        self._room = room
        self._eyes = eyes
        self._pages: dict[asyncio.Queue[Json | None], RoomPerson] = {}
        room.changed.listen(self._heard)

    def tell(self, event: Json) -> None:
        """Something that every page shows."""
        for queue in list(self._pages):
            self._put(queue, event)

    def close(self) -> None:
        """No more events."""
        for queue in self._pages:
            queue.put_nowait(None)

    async def follow(self, person: RoomPerson) -> AsyncIterator[str]:
        """The events for one page, until it goes."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue(MOST + 1)
        self._pages[queue] = person
        try:
            yield ": here\n\n"
            while True:
                try:
                    async with asyncio.timeout(KEEP_ALIVE):
                        event = await queue.get()
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if event is None:
                    return
                yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
        finally:
            self._pages.pop(queue, None)

    def _put(self, queue: asyncio.Queue[Json | None], event: Json) -> None:
        if queue.qsize() < MOST:
            queue.put_nowait(event)
        else:
            self._pages.pop(queue, None)
            queue.put_nowait(None)

    def _heard(self, change: Change) -> None:
        chat = self._room.state.chats.get(change.chat_id or 0)
        if chat is None:
            return
        for queue, person in list(self._pages.items()):
            if not self._eyes.has(chat, person):
                continue
            event: Json = {"what": change.what, "chat": self._eyes.chat(chat, person)}
            if change.what in SHOWN:
                message = chat.messages.get(change.message_id or 0)
                if message is None:
                    continue
                self._put(queue, event | {"message": self._eyes.message(message, person)})
            elif change.what in {"deleted", "pinned", "members"}:
                self._put(queue, event | {"id": change.message_id})
