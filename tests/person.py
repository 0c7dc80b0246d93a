"""Somebody of the town: says, presses, replies, and sees what a member of the chat would see."""

from typing import TYPE_CHECKING, Any

from bot.chatroom import Chat, Message, Press, RoomPerson, Topic

if TYPE_CHECKING:
    from tests.town import Town


class Person:
    """Somebody of the town."""

    def __init__(self, town: "Town", known: RoomPerson) -> None:
        self.town = town
        self.known = known

    @property
    def name(self) -> str:
        return self.known.name

    @property
    def private(self) -> Chat:
        return self.town.room.private_chat(self.known)

    async def says(self, text: str, to: Chat | Topic | None = None, mentions: Any = None) -> Message:
        """Say something in a group (the first grid's unless told otherwise), or in a topic of one."""
        chat = to or self.town.g01
        self.town.note(chat.chat if isinstance(chat, Topic) else chat, f"{self.name}：{text}")
        message = self.town.room.say(chat, self.known, text, mentions=mentions)
        await self.town.settles()
        return message

    async def tells_bot(self, text: str) -> Message:
        """Say something in the private chat with 小邻."""
        return await self.says(text, to=self.private)

    async def replies(self, text: str, to: Message, mentions: Any = None) -> Message:
        """Answer a message."""
        self.town.note(to.chat, f"{self.name}（回复）：{text}")
        message = self.town.room.say(to.chat, self.known, text, reply_to=to, mentions=mentions)
        await self.town.settles()
        return message

    async def says_under(
        self, name: Chat, text: str, to: Chat | None = None, reply_to: Message | None = None
    ) -> Message:
        """Say something in the name of the group (as its anonymous admin) or of a channel."""
        chat = reply_to.chat if reply_to else to or self.town.g01
        self.town.note(chat, f"{name.title}：{text}")
        message = self.town.room.say(chat, self.known, text, reply_to=reply_to, under=name)
        await self.town.settles()
        return message

    async def sends_photo(self, caption: str, to: Chat | None = None, reply_to: Message | None = None) -> Message:
        """Send a photo, perhaps as an answer."""
        chat = reply_to.chat if reply_to else to or self.town.g01
        self.town.note(chat, f"{self.name}：［照片］{caption}")
        message = self.town.room.send_photo(chat, self.known, caption=caption, reply_to=reply_to)
        await self.town.settles()
        return message

    async def sends_album(
        self, *captions: str, to: Chat | None = None, reply_to: Message | None = None
    ) -> list[Message]:
        """Send a photo for each caption (empty for none) as one album, perhaps as an answer."""
        chat = reply_to.chat if reply_to else to or self.town.g01
        self.town.note(chat, f"{self.name}：［{len(captions)} 张照片］{''.join(captions)}")
        sent = self.town.room.send_album(chat, self.known, captions, reply_to=reply_to)
        await self.town.settles()
        return sent

    async def speaks(self, caption: str = "", to: Chat | None = None, reply_to: Message | None = None) -> Message:
        """Send a voice note, perhaps as an answer; by default in the private chat."""
        chat = reply_to.chat if reply_to else to or self.private
        self.town.note(chat, f"{self.name}：［语音］{caption}")
        message = self.town.room.send_voice(chat, self.known, caption, reply_to=reply_to)
        await self.town.settles()
        return message

    async def edits(self, message: Message, text: str) -> None:
        """Give one's message new words."""
        self.town.note(message.chat, f"{self.name}（改）：{text}")
        self.town.room.edit(message, text)
        await self.town.settles()

    async def reacts(self, message: Message, *emoji: str, under: Chat | None = None) -> None:
        """React to a message with these and nothing else; `under`: as the group."""
        self.town.note(message.chat, f"{self.name} 对「{message.text}」点了 {''.join(emoji) or '（收回）'}")
        self.town.room.react(message, self.known, *emoji, under=under)
        await self.town.settles()

    async def presses(self, label: str, on: Message | None = None) -> str:
        """Press the newest visible button of this label; returns what pops up."""
        message = on or self._newest_with(label)
        button = next(one for one in message.buttons if label in one.text)
        self.town.note(message.chat, f"{self.name} 点了［{button.text}］")
        press = self.town.room.press(message, self.known, button.text)
        return await self._answer(press)

    async def presses_data(self, data: str, on: Message) -> str:
        """Press a button that may no longer be there."""
        return await self._answer(self.town.room.press_data(on, self.known, data))

    async def _answer(self, press: Press) -> str:
        answer = await press.answered()
        await self.town.settles()
        return answer.text or ""

    async def starts(self, payload: str = "") -> None:
        """Press start in the private chat."""
        self.town.room.starts_bot(self.known, payload)
        await self.town.settles()

    async def blocks_the_bot(self) -> None:
        self.town.room.blocks_bot(self.known)
        await self.town.settles()

    def menu(self, chat: Chat | None = None) -> list[str]:
        """The commands in the person's menu in a chat, by default the private one."""
        return [line.partition(" ")[0] for line in self.town.room.menu(self.known, chat or self.private)]

    def sees(self, chat: Chat | None = None) -> list[Message]:
        """What the person sees in a chat, by default the private one."""
        return self.town.room.visible(chat or self.private)

    def last(self, chat: Chat | None = None) -> Message:
        """The newest message of 小邻 in a chat, by default the private one."""
        ours = [message for message in self.sees(chat) if message.from_bot]
        assert ours, f"{self.name} has heard nothing from 小邻 there"
        return ours[-1]

    def _newest_with(self, label: str) -> Message:
        chats = [self.private, *(group for group in self.town.groups if self.known.id in group.members)]
        shown = [message for chat in chats for message in self.sees(chat)]
        fitting = [message for message in shown if any(label in button.text for button in message.buttons)]
        assert fitting, f"{self.name} sees no button {label}, but: {[m.text for m in shown if m.buttons]}"
        return max(fitting, key=self.town.order_of)
