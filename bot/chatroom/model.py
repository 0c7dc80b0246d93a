"""What a chat room is made of: people, chats, messages, buttons and files."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]
ANONYMOUS_ADMIN = 1087968824  # Bot API: Message.from is GroupAnonymousBot when an admin speaks as the group
FAKE_CHANNEL = 136817688  # and Channel_Bot when somebody speaks as a channel
SERVICE_CHAT = 777000  # and Telegram when a linked channel's post is forwarded into its group
# Bot API, ReactionTypeEmoji: the only emoji to react with (without variation selectors)
REACTIONS = (
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 "
    "🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 "
    "🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡"
)
EMOJI = frozenset(REACTIONS.split())
ALL_RIGHTS = frozenset({"can_delete_messages", "can_pin_messages", "can_restrict_members", "can_invite_users"})


class Impossible(Exception):
    """A person of the story tried what the platform's own app would not let them do."""


@dataclass(frozen=True)
class RoomPerson:
    id: int
    name: str
    username: str | None = None
    is_bot: bool = False
    language: str | None = "zh-hans"


@dataclass(frozen=True)
class Button:
    text: str
    data: str | None = None
    url: str | None = None
    raw: Json = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True)
class RoomFile:
    """Bytes that were sent; `path` never exists relative to a bot's directory, so a client cannot take it for local."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    content: bytes = field(repr=False)

    @property
    def path(self) -> str:
        return f"room-files-of-nobody/{self.kind}/{self.unique_id}/{self.name}"


@dataclass(eq=False)
class Chat:
    """A private chat, a basic group or a supergroup. `bot` is the bot's standing in it.

    In groups `bot` is a ChatMember status: left, member, restricted, administrator or kicked. In a private chat: left
    (never started), member, or kicked (the person blocked the bot), as Bot API words it in my_chat_member.
    """

    id: int
    kind: str
    title: str = ""
    person: RoomPerson | None = None
    bot: str = "left"
    members: dict[int, RoomPerson] = field(default_factory=dict)
    admins: set[int] = field(default_factory=set)
    owner: int | None = None
    bot_rights: frozenset[str] = ALL_RIGHTS
    forbidden: frozenset[str] = frozenset()  # what members may not send, in the words of the refusal
    messages: dict[int, "Message"] = field(default_factory=dict, repr=False)
    pinned: list[int] = field(default_factory=list)
    migrated_to: "Chat | None" = field(default=None, repr=False)
    is_forum: bool = False
    topics: dict[int, "Topic"] = field(default_factory=dict, repr=False)
    last_message_id: int = 0

    @property
    def is_private(self) -> bool:
        return self.kind == "private"

    @property
    def bot_is_in(self) -> bool:
        return self.bot in ("member", "administrator", "restricted")


@dataclass(eq=False)
class Topic:
    """A topic of a forum; `id` is the number of the message that opened it. General has no record: it is the chat."""

    chat: Chat = field(repr=False)
    id: int
    name: str
    closed: bool = False


@dataclass(eq=False)
class Message:
    """One message of either side, as it stands now. `text` is the plain text, or the caption when there is media."""

    chat: Chat = field(repr=False)
    id: int
    sender: RoomPerson
    date: datetime
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    media: str | None = None  # photo, location, venue, contact, or a kind of file of wire.SHAPES
    file: RoomFile | None = None
    location: tuple[float, float] | None = None
    album: str | None = None
    reply_to: "Message | None" = field(default=None, repr=False)
    thread: int | None = None  # a forum's topic
    under: Chat | None = field(default=None, repr=False)  # the group or channel in whose name it was said
    keyboard: tuple[tuple[Button, ...], ...] = ()
    reply_keyboard: Json | None = None
    service: Json = field(default_factory=dict)
    extra: Json = field(default_factory=dict)
    edited_at: datetime | None = None
    reactions: tuple[str, ...] = ()  # the bot's
    reacted: dict[int, tuple[str, ...]] = field(default_factory=dict)  # people's, by who
    deleted: bool = False

    @property
    def edited(self) -> bool:
        return self.edited_at is not None

    @property
    def from_bot(self) -> bool:
        return self.sender.is_bot and self.under is None

    @property
    def photo(self) -> bytes | None:
        return self.file.content if self.file and self.media == "photo" else None

    @property
    def document(self) -> bytes | None:
        return self.file.content if self.file and self.media == "document" else None

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.keyboard for button in row]
