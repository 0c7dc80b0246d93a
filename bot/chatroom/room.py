"""A chat platform of our own on this machine: people and groups in memory, Bot API over HTTP for the bot.

    room = Room()
    await room.start()                       # room.url is what a bot takes for https://api.telegram.org
    zhang = room.add_person(2001, "张伟")
    group = room.add_group(-1001, "总商会大厦一微网格")
    room.join(group, zhang)
    room.add_bot(group)
    room.say(group, zhang, "12楼电梯按了没反应")

State changes are plain calls on the event loop that the room runs on; the bot may be another process.
"""

from collections.abc import Callable, Sequence

from starlette.routing import BaseRoute

from bot.chatroom.changes import Changes
from bot.chatroom.faults import Faults
from bot.chatroom.hooks import Delivery
from bot.chatroom.limits import Limits
from bot.chatroom.log import Log
from bot.chatroom.markup import to_html
from bot.chatroom.methods import profile
from bot.chatroom.model import Chat, Message, RoomPerson
from bot.chatroom.presses import Press
from bot.chatroom.server import Server
from bot.chatroom.state import Clock, State, SystemClock
from bot.chatroom.talk import Talk
from bot.chatroom.updates import RoomUpdate


class Room(Talk):
    """The whole room. `reads_everything` is privacy mode turned off (getMe.can_read_all_group_messages)."""

    def __init__(
        self,
        clock: Clock | None = None,
        bot_username: str = "youlin_bot",
        token: str = "42:TEST",  # noqa: S107 - opens nothing but this room
        bot_name: str = "小邻",
    ) -> None:
        bot_id = int(token.partition(":")[0])
        bot = RoomPerson(bot_id, bot_name, bot_username, is_bot=True)
        self.state = State(clock or SystemClock(), bot, token)
        self._server = Server(self.state)

    async def start(self, port: int = 0, routes: Sequence[BaseRoute] = ()) -> None:
        """Listen on loopback; port 0 takes a free one, and the same one again after a stop."""
        await self._server.start(port, routes)

    async def stop(self) -> None:
        """Break every connection and listen no more; chats, updates and the log stay."""
        await self._server.stop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.port}"

    @property
    def bot(self) -> RoomPerson:
        return self.state.bot

    @property
    def token(self) -> str:
        return self.state.token

    @property
    def reads_everything(self) -> bool:
        return self.state.reads_everything

    @reads_everything.setter
    def reads_everything(self, value: bool) -> None:
        self.state.reads_everything = value

    @property
    def changed(self) -> Changes:
        return self.state.changes

    @property
    def faults(self) -> Faults:
        return self.state.faults

    @property
    def limits(self) -> Limits:
        return self.state.limits

    @property
    def log(self) -> Log:
        return self.state.log

    @property
    def updates(self) -> list[RoomUpdate]:
        """Every update ever made, in order, with its state."""
        for_their_state = self.state.updates
        for_their_state.owed()
        return list(for_their_state.every)

    @property
    def presses(self) -> list[Press]:
        return list(self.state.presses.values())

    @property
    def is_polled(self) -> bool:
        """Whether a bot stands waiting for updates now."""
        return self.state.updates.is_awaited

    def pending_updates(self) -> int:
        """How many were made, are not yet confirmed and have not expired."""
        return len(self.state.updates.owed())

    @property
    def deliveries(self) -> list[Delivery]:
        """Every attempt to hand an update to a webhook, in the order of their ends."""
        return list(self.state.deliveries.made)

    def menu(self, person: RoomPerson, chat: Chat) -> list[str]:
        """The commands with their descriptions that the person is shown in the chat."""
        return [f"{one['command']} {one['description']}" for one in profile.menu(self.state, person, chat)]

    def visible(self, chat: Chat) -> list[Message]:
        """What stands in the chat now, in order, both sides and service messages."""
        return [chat.messages[number] for number in sorted(chat.messages)]

    def html(self, message: Message) -> str:
        return to_html(message.text, message.entities)

    async def until(self, condition: Callable[[], bool], timeout: float = 10) -> None:  # noqa: ASYNC109
        """Wait for something in the room to become true; `timeout` only guards against a hang."""
        await self.state.changes.until(condition, timeout)
