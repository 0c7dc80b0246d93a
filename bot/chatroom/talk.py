"""Let people say, show, edit and press things."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.chatroom import wire
from bot.chatroom.changes import Change
from bot.chatroom.membership import Membership
from bot.chatroom.model import EMOJI, Button, Chat, Impossible, Json, Message, RoomPerson, Topic
from bot.chatroom.pictures import PICTURE
from bot.chatroom.presses import Press
from bot.chatroom.text import name_mentions, tidy, with_found
from bot.chatroom.updates import DAY, QUERY_LIFE


class Talk(Membership):
    """The part of a room that is about what people do in a chat."""

    def starts_bot(self, person: RoomPerson, payload: str = "") -> Message:
        """The person presses Start, or follows a deep link with a payload."""
        self.unblocks_bot(person)
        return self.say(self.private_chat(person), person, f"/start {payload}".strip())

    def say(
        self,
        chat: Chat | Topic,
        person: RoomPerson,
        text: str,
        *,
        reply_to: Message | None = None,
        mentions: Mapping[str, RoomPerson] | None = None,
        under: Chat | None = None,
        extra: Json | None = None,
    ) -> Message:
        """A text message. `mentions` maps words of the text to people without a username (text_mention).

        `under`: in whose name it is said, the group's own (an anonymous admin) or a channel's. In a forum the chat
        itself is General, and an answer stands in the topic of what it answers. `extra`: fields not modelled here.
        """
        words, entities = tidy(text, name_mentions(text, mentions or {}))
        if not words:
            raise Impossible("an empty message cannot be sent")
        place = chat.id if isinstance(chat, Topic) else (reply_to.thread if reply_to else None)
        chat = chat.chat if isinstance(chat, Topic) else chat
        sender = person if under is None else (self.state.anonymous if under is chat else self.state.as_channel)
        fields = {"under": under, "reply_to": reply_to, "thread": place, "extra": dict(extra or {})}
        return self._post(chat, person, sender, text=words, entities=entities, **fields)

    def add_channel(self, channel_id: int, title: str) -> Chat:
        """A channel that the bot is not in."""
        self.state.chats[channel_id] = channel = Chat(channel_id, "channel", title)
        return channel

    def forward_post(self, channel: Chat, group: Chat, text: str) -> Message:
        """A post of the channel comes into the group that is linked to it (Bot API, Message.is_automatic_forward)."""
        words, entities = tidy(text)
        origin = {"type": "channel", "chat": wire.chat(channel), "message_id": 7}
        origin |= {"date": wire.stamp(self.state.clock.now())}
        extra = {"is_automatic_forward": True, "forward_origin": origin}
        return self.state.post(group, self.state.service, text=words, entities=entities, under=channel, extra=extra)

    def send_photo(
        self,
        chat: Chat,
        person: RoomPerson,
        caption: str = "",
        *,
        reply_to: Message | None = None,
        album: str | None = None,
        content: bytes = PICTURE,
    ) -> Message:
        file = self.state.keep_file("photo", "photo.png", "image/png", content)
        return self._show(chat, person, caption, media="photo", file=file, reply_to=reply_to, album=album)

    def send_album(
        self, chat: Chat, person: RoomPerson, captions: Sequence[str], *, reply_to: Message | None = None
    ) -> list[Message]:
        """One photo for each caption (empty for none), sharing a media_group_id; each is an update of its own."""
        album = self.album_id()
        return [self.send_photo(chat, person, caption, reply_to=reply_to, album=album) for caption in captions]

    def album_id(self) -> str:
        """For the items of an album that come one by one (`send_photo(album=…)`), as they do on a slow network."""
        return str(13_000_000_000_000_000 + self.state.number())

    def send_document(
        self,
        chat: Chat,
        person: RoomPerson,
        caption: str = "",
        *,
        name: str = "清单.txt",
        mime: str = "text/plain",
        content: bytes = "清单\n".encode(),
        reply_to: Message | None = None,
    ) -> Message:
        file = self.state.keep_file("document", name, mime, content)
        return self._show(chat, person, caption, media="document", file=file, reply_to=reply_to)

    def send_voice(
        self,
        chat: Chat,
        person: RoomPerson,
        caption: str = "",
        *,
        reply_to: Message | None = None,
        content: bytes = b"OggS",
    ) -> Message:
        """A voice note; the bot may fetch it (getFile)."""
        file = self.state.keep_file("voice", "voice.oga", "audio/ogg", content)
        return self._show(chat, person, caption, media="voice", file=file, reply_to=reply_to)

    def send_file(
        self,
        chat: Chat,
        person: RoomPerson,
        kind: str,
        caption: str = "",
        *,
        reply_to: Message | None = None,
        album: str | None = None,
    ) -> Message:
        """A file of any kind of wire.SHAPES."""
        file = self.state.keep_file(kind, f"{kind}.bin", f"room/{kind}", kind.encode())
        return self._show(chat, person, caption, media=kind, file=file, reply_to=reply_to, album=album)

    def send_location(
        self, chat: Chat, person: RoomPerson, latitude: float = 30.69, longitude: float = 121.02, *, venue: bool = False
    ) -> Message:
        """A place on the map; a venue has a name and an address as well."""
        media = "venue" if venue else "location"
        return self._show(chat, person, "", media=media, location=(latitude, longitude))

    def send_contact(self, chat: Chat, person: RoomPerson, name: str, phone: str) -> Message:
        """Somebody's card from the address book."""
        contact = {"contact": {"phone_number": phone, "first_name": name}}
        return self._show(chat, person, "", media="contact", extra=contact)

    def edit(self, message: Message, text: str) -> Message:
        """The sender edits a text or a caption. The same text again is an edit too: Bot API reports invisible ones."""
        if message.deleted or message.from_bot:
            raise Impossible("only one's own message that still stands can be edited")
        message.text, entities = tidy(text)
        message.entities = with_found(message.text, entities)
        message.edited_at = self.state.clock.now()
        self.state.tell("edited", message)
        self.state.let_bot_hear("edited_message", message)
        return message

    def delete(self, message: Message) -> None:
        """Somebody deletes a message in the app; bots are never told (Bot API has no update for it)."""
        self.state.take_back(message)

    def react(self, message: Message, person: RoomPerson, *emoji: str, under: Chat | None = None) -> None:
        """These are the person's reactions to the message from now on (none takes them back).

        Bot API, Update.message_reaction: told to administrators that asked for it. `under`: as the group, by an
        anonymous admin.
        """
        self._must_be_here(message.chat, person)
        if message.deleted or any(one.replace("\ufe0f", "") not in EMOJI for one in emoji):
            raise Impossible("only the emoji of the list, on messages that still stand")
        who = under.id if under is not None else person.id
        old = message.reacted.pop(who, ())
        if emoji:
            message.reacted[who] = emoji
        self.state.tell("reacted", message)
        if message.chat.bot == "administrator" and old != emoji:
            by: Json = {"actor_chat": wire.chat(under)} if under is not None else {"user": wire.user(person)}
            now = self.state.clock.now()
            body = wire.reaction(message, by, now, old, emoji)
            self.state.updates.make("message_reaction", body, now + DAY, message.chat.id)

    def press(self, message: Message, person: RoomPerson, label: str) -> Press:
        """The person taps the button with that label or data, or the only one whose label contains it."""
        if message.deleted:
            raise Impossible("the message is gone; a tap that was under way is press_data(..., inaccessible=True)")
        button = find_button(message, label)
        if button.data is None:
            raise Impossible(f"「{button.text}」 opens {button.url}; the bot hears nothing")
        return self.press_data(message, person, button.data)

    def press_data(self, message: Message, person: RoomPerson, data: str, *, inaccessible: bool = False) -> Press:
        """A press whose data the message need not show (any more); `inaccessible` hides the message from the bot."""
        state = self.state
        self._must_be_here(message.chat, person)
        number = str(person.id << 32 | state.number())
        press = Press(number, person, message, data, state.clock.now(), state.changes)
        state.presses[number] = press
        shown = wire.inaccessible(message) if inaccessible or message.deleted else wire.message(message)
        query: Json = {"id": number, "from": wire.user(person), "message": shown, "data": data}
        query["chat_instance"] = wire.chat_instance(message.chat)
        press.update = state.updates.make("callback_query", query, press.at + QUERY_LIFE, message.chat.id)
        state.changes.tell(Change("pressed", message.chat.id, message.id))
        return press

    def _show(self, chat: Chat, person: RoomPerson, caption: str, **fields: Any) -> Message:
        words, entities = tidy(caption)
        return self._post(chat, person, person, text=words, entities=entities, **fields)

    def _post(self, chat: Chat, person: RoomPerson, sender: RoomPerson, **fields: Any) -> Message:
        self._must_be_here(chat, person)
        if chat.migrated_to:
            raise Impossible("the group became a supergroup; nobody can speak in the old one")
        topic = chat.topics.get(fields.get("thread") or 0)
        if topic is not None and topic.closed and person.id not in {chat.owner, *chat.admins}:
            raise Impossible(f"the topic 「{topic.name}」 is closed")
        if chat.is_private:
            chat.bot = "member"
        fields["entities"] = with_found(fields["text"], fields["entities"])
        return self.state.post(chat, sender, **fields)

    def _must_be_here(self, chat: Chat, person: RoomPerson) -> None:
        if person.id not in chat.members:
            raise Impossible(f"{person.name} is not in this chat")
        if chat.is_private and chat.bot == "kicked":
            raise Impossible(f"{person.name} has blocked the bot")


def find_button(message: Message, label: str) -> Button:
    """By data, by whole label, or by a part of it that only one button has."""
    exact = [button for button in message.buttons if label in (button.data, button.text)]
    found = exact or [button for button in message.buttons if label in button.text]
    if len(found) != 1:
        shown = "、".join(f"「{button.text}」" for button in message.buttons) or "no buttons"
        raise Impossible(f"no single button 「{label}」; the message shows {shown}")
    return found[0]
