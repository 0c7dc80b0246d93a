"""Hold everything the room knows, and the rules of who hears what."""

import hashlib
import itertools
from datetime import UTC, datetime
from typing import Any, Protocol

from bot.chatroom import wire
from bot.chatroom.changes import Change, Changes
from bot.chatroom.faults import Faults
from bot.chatroom.hooks import Deliveries
from bot.chatroom.limits import Limits
from bot.chatroom.log import Log
from bot.chatroom.model import ANONYMOUS_ADMIN, FAKE_CHANNEL, SERVICE_CHAT, Chat, Json, Message, RoomFile, RoomPerson
from bot.chatroom.presses import Press
from bot.chatroom.refusals import bad_request, forbidden
from bot.chatroom.updates import DAY, RoomUpdate, Updates


class Clock(Protocol):
    def now(self) -> datetime: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class State:
    """Chats, people, messages and files of one room with one bot in it."""

    def __init__(self, clock: Clock, bot: RoomPerson, token: str) -> None:
        self.clock = clock
        self.bot = bot
        self.token = token
        self.reads_everything = True
        self.changes = Changes()
        self.updates = Updates(clock.now, self.changes)
        self.faults = Faults(self.updates)
        self.limits = Limits()
        self.log = Log()
        self.deliveries = Deliveries(self.updates, self.changes, self.log)
        self.people: dict[int, RoomPerson] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, RoomFile] = {}
        self.presses: dict[str, Press] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.actions: list[tuple[int, str]] = []
        self._numbers = itertools.count(1)
        self.anonymous = RoomPerson(ANONYMOUS_ADMIN, "Group", "GroupAnonymousBot", is_bot=True)
        self.as_channel = RoomPerson(FAKE_CHANNEL, "Channel", "Channel_Bot", is_bot=True)
        self.service = RoomPerson(SERVICE_CHAT, "Telegram", language=None)

    def number(self) -> int:
        return next(self._numbers)

    def restore_numbers(self, following: int) -> None:
        """Go on counting where a room of before stopped."""
        self._numbers = itertools.count(following)

    # chats, as the bot may name them

    def private_chat(self, person: RoomPerson) -> Chat:
        fresh = Chat(person.id, "private", person=person, members={person.id: person})
        return self.chats.setdefault(person.id, fresh)

    def find_chat(self, chat_id: str) -> Chat:
        """The chat of that id, where a bot may look: groups it is in, and people the room knows."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        number = int(chat_id) if chat_id.lstrip("-").isdecimal() else 0
        if number in self.people and number != self.bot.id:
            return self.private_chat(self.people[number])
        found = self.chats.get(number)
        if not found:
            raise bad_request("chat not found")
        if found.migrated_to:
            new_id = {"migrate_to_chat_id": found.migrated_to.id}
            raise bad_request("group chat was upgraded to a supergroup chat", new_id)
        if not found.bot_is_in:
            kind = "supergroup" if found.kind == "supergroup" else "group"
            word = "was kicked from" if found.bot == "kicked" else "is not a member of"
            raise forbidden(f"bot {word} the {kind} chat")
        return found

    def open_chat(self, chat_id: str) -> Chat:
        """The same, where a bot may speak: a private chat must have been started and not blocked."""
        found = self.find_chat(chat_id)
        if found.is_private and not found.bot_is_in:
            blocked = found.bot == "kicked"
            raise forbidden("bot was blocked by the user" if blocked else "bot can't initiate conversation with a user")
        return found

    # messages

    def post(self, chat: Chat, sender: RoomPerson, *, heard: bool = True, **fields: Any) -> Message:
        """Put a message into the chat and let the bot hear it if it may. Ids count per chat."""
        chat.last_message_id += 1
        message = Message(chat, chat.last_message_id, sender, self.clock.now(), **fields)
        chat.messages[message.id] = message
        self.tell("message", message)
        if heard and (message.service or message.under or not message.sender.is_bot):
            self.let_bot_hear("message", message)
        return message

    def take_back(self, message: Message) -> None:
        message.chat.messages.pop(message.id, None)
        message.chat.pinned = [number for number in message.chat.pinned if number != message.id]
        message.deleted = True
        self.tell("deleted", message)

    def tell(self, what: str, message: Message) -> None:
        self.changes.tell(Change(what, message.chat.id, message.id))

    def let_bot_hear(self, kind: str, message: Message) -> RoomUpdate | None:
        if not message.chat.bot_is_in or not self._may_hear(message):
            return None
        expires = (message.edited_at or message.date) + DAY
        return self.updates.make(kind, wire.message(message), expires, message.chat.id)

    def _may_hear(self, message: Message) -> bool:
        """Bot features, "Privacy mode": commands for it, replies to it and service messages; admins get everything."""
        chat = message.chat
        if chat.is_private or self.reads_everything or chat.bot == "administrator" or message.service:
            return True
        return (message.reply_to is not None and message.reply_to.sender == self.bot) or self._commands_me(message)

    def _commands_me(self, message: Message) -> bool:
        units = message.text.encode("utf-16-le")
        for entity in message.entities:
            if entity["type"] == "bot_command":
                start = entity["offset"] * 2
                _, _, name = units[start : start + entity["length"] * 2].decode("utf-16-le").partition("@")
                if name.lower() in ("", str(self.bot.username).lower()):
                    return True
        return False

    def standing(self, chat: Chat, person: RoomPerson) -> str:
        """A person's ChatMember status."""
        if person.id == self.bot.id:
            return chat.bot
        if person.id not in chat.members:
            return "left"
        return "creator" if person.id == chat.owner else "administrator" if person.id in chat.admins else "member"

    # files

    def keep_file(self, kind: str, name: str, mime: str, content: bytes) -> RoomFile:
        number = self.number()
        unique = hashlib.blake2s(f"{kind} {number}".encode(), digest_size=8).hexdigest()
        file = RoomFile(f"AgAD{unique}-{self.bot.id}", f"AQAD{unique}", kind, name, mime, content)
        self.files[file.file_id] = file
        return file
