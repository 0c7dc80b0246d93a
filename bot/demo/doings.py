"""What people do on the page: say, show, press, edit, take back."""

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile

from bot.chatroom import Chat, Impossible, Message, Room, RoomPerson
from bot.telegram.plain import REGISTERS

LONGEST = 4096  # Bot API, sendMessage.text; people's messages are no longer either
LARGEST = 10 * 1024 * 1024  # Bot API, sendPhoto
PATIENCE = 6.0  # seconds a tap waits for its pop-up


class Mistaken(Exception):
    """What was asked cannot be done here. `phrase` says why, in `page.toml`."""

    def __init__(self, phrase: str) -> None:
        super().__init__(phrase)
        self.phrase = phrase


@dataclass
class Doings:
    """The hands of the people in the room."""

    room: Room

    def person(self, number: object) -> RoomPerson:
        """Who is meant. Raises Mistaken."""
        person = self.room.state.people.get(_integer(number))
        if person is None or person.is_bot:
            raise Mistaken("who")
        return person

    def chat(self, person: RoomPerson, number: object) -> Chat:
        """A chat that the person is in; their own with the assistant is made when first asked for. Raises Mistaken."""
        wanted = _integer(number)
        if wanted == person.id:
            return self.room.private_chat(person)
        chat = self.room.state.chats.get(wanted)
        if chat is None or person.id not in chat.members:
            raise Mistaken("not_here")
        return chat

    def message(self, chat: Chat, number: object) -> Message:
        """A message that stands in the chat. Raises Mistaken."""
        found = chat.messages.get(_integer(number))
        if found is None:
            raise Mistaken("gone")
        return found

    def say(
        self,
        person: RoomPerson,
        chat: Chat,
        text: str,
        reply: Message | None,
        mentions: dict[str, object] | None = None,
    ) -> None:
        """Words; `mentions` are words of the text and the id of the person meant. Raises Mistaken."""
        if not text.strip():
            raise Mistaken("empty")
        if len(text) > LONGEST:
            raise Mistaken("too_long")
        if chat.is_private and text.startswith("/start"):
            self.room.unblocks_bot(person)
        try:
            ids = {words: _integer(one) for words, one in (mentions or {}).items()}
            meant = {words: chat.members[one] for words, one in ids.items() if one in chat.members}
            self.room.say(chat, person, text, reply_to=reply, mentions=meant)
        except Impossible:
            raise Mistaken("blocked") from None

    async def show(
        self, person: RoomPerson, chat: Chat, files: list[UploadFile], text: str, reply: Message | None
    ) -> None:
        """Files; several photos make an album, the words go with the first. Raises Mistaken."""
        if any((file.size or 0) > LARGEST for file in files):
            raise Mistaken("too_large")
        album = str(14_000_000_000_000_000 + self.room.state.number()) if len(files) > 1 else None
        for place, file in enumerate(files):
            self._post_file(person, chat, file, await file.read(), text if place == 0 else "", reply, album)

    def _post_file(
        self,
        person: RoomPerson,
        chat: Chat,
        file: UploadFile,
        content: bytes,
        text: str,
        reply: Message | None,
        album: str | None,
    ) -> None:
        mime = file.content_type or "application/octet-stream"
        try:
            if mime.startswith("image/"):
                self.room.send_photo(chat, person, text, reply_to=reply, album=album, content=content)
            elif mime.startswith("audio/"):
                self.room.send_voice(chat, person, reply_to=reply)
            else:
                name = (file.filename or "file")[:120]
                self.room.send_document(chat, person, text, name=name, mime=mime, content=content, reply_to=reply)
        except Impossible:
            raise Mistaken("blocked") from None

    async def press(self, person: RoomPerson, message: Message, data: str) -> dict[str, Any]:
        """A tap on a button, and the pop-up that answers it (empty if none comes in time). Raises Mistaken."""
        if data not in {button.data for button in message.buttons}:
            raise Mistaken("gone")
        try:
            answer = await self.room.press_data(message, person, data).answered(PATIENCE)
        except TimeoutError:
            return {"text": "", "alert": False, "late": True}
        except Impossible:
            raise Mistaken("blocked") from None
        return {"text": answer.text, "alert": answer.show_alert, "late": False}

    def locate(self, person: RoomPerson, chat: Chat) -> None:
        """Where the person is: somewhere in the business district. Raises Mistaken."""
        try:
            self.room.send_location(chat, person)
        except Impossible:
            raise Mistaken("blocked") from None

    def edit(self, person: RoomPerson, message: Message, text: str) -> None:
        """One's own words, put differently. Raises Mistaken."""
        if message.sender.id != person.id or not text.strip():
            raise Mistaken("not_yours")
        self.room.edit(message, text)

    def react(self, person: RoomPerson, message: Message) -> None:
        """The reaction that registers a message, set or taken back. Raises Mistaken."""
        emoji = () if message.reacted.get(person.id) else (REGISTERS,)
        try:
            self.room.react(message, person, *emoji)
        except Impossible:
            raise Mistaken("blocked") from None

    def take_back(self, person: RoomPerson, message: Message) -> None:
        """One's own message, gone. Raises Mistaken."""
        if message.sender.id != person.id:
            raise Mistaken("not_yours")
        self.room.delete(message)


def _integer(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0
