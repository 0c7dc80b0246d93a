"""Show the room as one person sees it: their chats, and the messages in them, as plain JSON."""

from datetime import datetime
from typing import Any

from bot.chatroom import Chat, Message, Room, RoomPerson
from bot.telegram.plain import REGISTERS

Json = dict[str, Any]
PAGE = 60  # messages shown at a time
GLIMPSE = 40  # characters of the last message in the list of chats


class Eyes:
    """What people see, and how far each has read in each chat."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._read: dict[tuple[int, int], int] = {}

    def has(self, chat: Chat, person: RoomPerson) -> bool:
        """Whether the person is in the chat."""
        return person.id in chat.members

    def chats(self, person: RoomPerson) -> list[Json]:
        """The chats of the person, the newest first; the private one with the assistant always."""
        self._room.private_chat(person)
        mine = [chat for chat in self._room.state.chats.values() if self.has(chat, person) and not chat.migrated_to]
        return sorted((self.chat(chat, person) for chat in mine), key=lambda one: (not one["pinned"], -one["order"]))

    def chat(self, chat: Chat, person: RoomPerson) -> Json:
        """One line of the list."""
        last = chat.messages[max(chat.messages)] if chat.messages else None
        return {
            "id": chat.id,
            "title": self._room.bot.name if chat.is_private else chat.title,
            "private": chat.is_private,
            "pinned": chat.is_private,
            "members": len(chat.members),
            "last": glimpse(last) if last else None,
            "at": stamp(last.date) if last else None,
            "order": last.date.timestamp() if last else 0,
            "unread": self._unread(chat, person),
            "started": chat.bot == "member" or not chat.is_private,
        }

    def read(self, chat: Chat, person: RoomPerson) -> None:
        """The person has read to the end."""
        self._read[chat.id, person.id] = chat.last_message_id

    def _unread(self, chat: Chat, person: RoomPerson) -> int:
        seen = self._read.get((chat.id, person.id), 0)
        return sum(1 for number, one in chat.messages.items() if number > seen and one.sender.id != person.id)

    def page(self, chat: Chat, person: RoomPerson, before: int | None) -> Json:
        """The last messages before `before`, in order, and what is pinned."""
        numbers = sorted(number for number in chat.messages if before is None or number < before)
        shown = numbers[-PAGE:]
        pinned = chat.messages.get(chat.pinned[-1]) if chat.pinned else None
        return {
            "messages": [self.message(chat.messages[number], person) for number in shown],
            "more": len(numbers) > len(shown),
            "pinned": self.message(pinned, person) if pinned else None,
        }

    def message(self, said: Message, person: RoomPerson) -> Json:
        """One bubble."""
        return {
            "id": said.id,
            "chat": said.chat.id,
            "who": {"id": said.sender.id, "name": said.sender.name, "bot": said.sender.id == self._room.bot.id},
            "mine": said.sender.id == person.id,
            "at": stamp(said.date),
            "html": self._room.html(said),
            "edited": said.edited and not said.from_bot,
            "album": said.album,
            "media": _media(said),
            "reply": _quoted(said.reply_to) if said.reply_to else None,
            "keys": [[_key(button) for button in row] for row in said.keyboard],
            "reactions": [*said.reactions, *(emoji for given in said.reacted.values() for emoji in given)],
            "registers": REGISTERS if not (said.chat.is_private or said.from_bot) else None,
            "service": _service(said),
        }


def stamp(moment: datetime) -> str:
    """RFC 3339."""
    return moment.isoformat()


def glimpse(said: Message) -> Json:
    """What the list of chats tells of a message."""
    words = " ".join(said.text.split())[:GLIMPSE]
    return {"who": said.sender.name, "text": words, "media": said.media, "service": _service(said)}


def _key(button: Any) -> Json:
    return {"text": button.text, "url": button.url, "data": button.data}


def _media(said: Message) -> Json | None:
    if said.location:
        return {"kind": "location", "latitude": said.location[0], "longitude": said.location[1]}
    if not said.file:
        return None
    file = said.file
    return {"kind": said.media, "file": file.file_id, "name": file.name, "mime": file.mime, "size": len(file.content)}


def _quoted(said: Message) -> Json:
    return {"id": said.id, "who": said.sender.name, "text": " ".join(said.text.split())[:80], "deleted": said.deleted}


def _service(said: Message) -> Json | None:
    """A note of the platform: what happened, and to whom."""
    for what, value in said.service.items():
        people = value if isinstance(value, list) else [value]
        names = [one.name for one in people if isinstance(one, RoomPerson)]
        return {"what": what, "by": said.sender.name, "names": names}
    return None
