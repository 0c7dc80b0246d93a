"""Play a script: let each of the cast do what stands there, and show what 小邻 makes of it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, time, timedelta

from bot.chatroom import Button, Chat, Impossible, Message, Press, RoomPerson
from bot.drill.cast import Missed
from bot.drill.screen import Place, Screen
from bot.drill.stage import ZONE, Stage
from bot.drill.steps import Does, Later, Line, Note, Scene, Step
from bot.drill.watch import NUMBER, Change, Heard, Watch, card_state, changes
from bot.drill.words import Words
from storage.kinds import Status
from storage.tickets import Ticket

DEED, NEWS = "dim", "cyan"  # how what people do looks, and what comes of it


class Player:
    """Goes through the lines one by one; `now` and `who` say where it stands if it has to stop."""

    def __init__(self, stage: Stage, screen: Screen, words: Words, day: date) -> None:
        self._stage = stage
        self._screen = screen
        self._words = words
        self._day = day
        self._watch = Watch()
        self._step_of: dict[Does, Callable[[Step, RoomPerson, Chat], Awaitable[Press | None]]] = {
            Does.ADDS_BOT: self._adds_bot,
            Does.SAYS: self._says,
            Does.REPLIES: self._replies,
            Does.PRESSES: self._presses,
            Does.STARTS: self._starts,
        }
        self._carded: set[int | None] = set()  # the tickets of which a card was shown
        self._private_carded = False
        self.now = ""
        self.who = ""

    async def play(self, script: Sequence[Line]) -> None:
        """Every line in order. Raises Missed at the first that does not come out as written."""
        for line in script:
            try:
                await self._play(line)
            except Impossible as error:
                raise Missed("impossible", detail=str(error)) from error

    async def _play(self, line: Line) -> None:
        if isinstance(line, Scene):
            await self._screen.scene(self._words(line.title), self._words(line.note) if line.note else "")
        elif isinstance(line, Note):
            await self._screen.aside(self._words(line.words))
        elif isinstance(line, Later):
            await self._jump(line)
        else:
            await self._act(line)

    async def _jump(self, line: Later) -> None:
        self._day += timedelta(days=line.days)
        self.now, self.who = line.at, ""
        day = self._words("day", day=self._day, weekday=self._words("weekdays")[self._day.weekday()])
        await self._screen.later(self._words("later", words=self._words(line.words), day=day, clock=line.at))
        await self._turn_to(line.at)
        await self._stage.settles()
        heard = self._watch.look(self._stage.chats())
        if line.ticket and not heard:
            raise Missed("silent")
        await self._show(heard)
        await self._check(line.ticket, line.leaves)

    async def _act(self, step: Step) -> None:
        stage = self._stage
        person = stage.people[step.who]
        self.now, self.who = step.at, person.name
        await self._turn_to(step.at)
        chat = stage.room.private_chat(person) if step.private or step.does is Does.STARTS else stage.group
        press = await self._step_of[step.does](step, person, chat)
        await stage.settles(press)
        popup = press.answer.text if press is not None and press.answer is not None else ""
        if popup:
            await self._happened(chat, self._words("popup", text=popup), NEWS)
        heard = self._watch.look([stage.group, chat, *stage.chats()])
        if step.ignored and heard:
            raise Missed("not_ignored")
        await self._show([one for one in heard if one.before is None or one.text != popup])
        await self._check(step.ticket, step.leaves)

    async def _turn_to(self, at: str) -> None:
        await self._stage.turns_to(datetime.combine(self._day, time.fromisoformat(at), ZONE))

    async def _check(self, number: int, wanted: Status | None) -> None:
        """The ticket must stand as the script says."""
        if wanted is None:
            return
        async with self._stage.store.read() as session:
            ticket = await session.get(Ticket, number)
        if ticket is None:
            raise Missed("no_ticket", ticket=number)
        if ticket.status is not wanted:
            wanted_words, found = (self._words.term("status", one.value) for one in (wanted, ticket.status))
            raise Missed("wrong_status", ticket=number, wanted=wanted_words, found=found)

    # what people do

    async def _adds_bot(self, step: Step, person: RoomPerson, chat: Chat) -> None:
        await self._happened(chat, self._words("adds_bot", name=person.name))
        self._stage.room.add_bot(chat, by=person)

    async def _says(self, step: Step, person: RoomPerson, chat: Chat) -> None:
        text = self._words(step.words)
        await self._said(chat, self._words("says", name=person.name), text)
        named = self._stage.people.get(step.names)
        self._stage.room.say(chat, person, text, mentions={named.name: named} if named else None)

    async def _replies(self, step: Step, person: RoomPerson, chat: Chat) -> None:
        to = self._newest(chat, step.ticket)
        text = self._words(step.words)
        shown = self._words("photo", text=text) if step.photo else text
        await self._said(chat, self._words("replies", name=person.name, ticket=step.ticket), shown)
        if step.photo:
            self._stage.room.send_photo(chat, person, text, reply_to=to)
        else:
            self._stage.room.say(chat, person, text, reply_to=to)

    async def _presses(self, step: Step, person: RoomPerson, chat: Chat) -> Press:
        label = self._label(step.words)
        message, button = self._button(chat, label, step.ticket if step.words.startswith("button.") else 0)
        await self._happened(chat, self._words("presses", name=person.name, label=label))
        return self._stage.room.press_data(message, person, button.data or "")

    async def _starts(self, step: Step, person: RoomPerson, chat: Chat) -> None:
        """By the deep link under the newest message of the group that has one."""
        label = self._label("button.open_private")
        _, button = self._button(self._stage.group, label, step.ticket)
        await self._happened(self._stage.group, self._words("starts", name=person.name))
        self._stage.room.starts_bot(person, (button.url or "").partition("start=")[2])

    def _label(self, words: str) -> str:
        kind, _, code = words.partition(".")
        return self._words.term(kind, code) if kind == "button" else self._stage.book.name_of(code)

    def _newest(self, chat: Chat, ticket: int) -> Message:
        named = [one for one in _of_bot(chat) if str(ticket) in NUMBER.findall(one.text)]
        if not named:
            raise Missed("no_message", ticket=ticket)
        return named[-1]

    def _button(self, chat: Chat, label: str, ticket: int) -> tuple[Message, Button]:
        """The newest button of this label that can be seen, under a message about the ticket if one is given."""
        seen = [
            (message, button)
            for message in _of_bot(chat)
            if not ticket or str(ticket) in NUMBER.findall(message.text)
            for button in message.buttons
        ]
        fitting = [found for found in seen if found[1].text == label]
        if not fitting:
            raise Missed("no_button", label=label, seen=self._keys([button for _, button in seen]))
        return fitting[-1]

    # what is seen

    async def _show(self, heard: Sequence[Heard]) -> None:
        """Changes first, then what is new."""
        new = [one for one in heard if one.before is None]
        told = {one.ticket for one in new} - {None}  # something new is said of these; mere touches are not shown
        cards, others = changes(heard, self._words.states())
        for change in cards:
            if change.before != change.after or change.ticket not in told:
                await self._show_change(change)
        for one in (other for other in others if other.ticket not in told):
            await self._happened(
                one.chat, self._words("added", text=_joined(one.text, self._keys(one.message.buttons))), NEWS
            )
        bot = self._words("says", name=self._stage.room.bot.name)
        for one in new:
            await self._said(one.chat, bot, self._whole(one), ours=True)

    def _whole(self, one: Heard) -> str:
        """The message with its buttons. A second copy of a card, in a private chat, is cut down to its first line
        once the reader has seen what such a card is like."""
        rows = [self._keys(row) for row in one.message.keyboard]
        if card_state(one.text, self._words.states()) is not None:
            again, private = one.ticket in self._carded, one.chat.is_private
            self._carded.add(one.ticket)
            if again and private and self._private_carded:
                return "\n".join((one.text.splitlines()[0], "".join(rows)))
            self._private_carded = self._private_carded or private
        return "\n".join((one.text, *rows))

    async def _show_change(self, change: Change) -> None:
        if change.before != change.after:
            facts = {"ticket": change.ticket, "before": change.before, "after": change.after, "more": change.more}
            text = self._words("changed", **facts)
        elif change.added:
            text = self._words("added", text=f"#{change.ticket} {' '.join(change.added)}")
        else:
            return
        others = [chat for chat in change.elsewhere if chat is not change.seen.chat]
        await self._happened(change.seen.chat, text + (self._words("elsewhere") if others else ""), NEWS)

    async def _said(self, chat: Chat, speaker: str, text: str, ours: bool = False) -> None:
        await self._screen.said(self.now, self._place(chat), speaker, text, ours)

    async def _happened(self, chat: Chat, text: str, style: str = DEED) -> None:
        await self._screen.happened(self.now, self._place(chat), text, style)

    def _place(self, chat: Chat) -> Place:
        label = self._words("private", name=chat.person.name) if chat.person else self._words("group")
        return Place(label, chat.is_private)

    def _keys(self, buttons: Sequence[Button]) -> str:
        return "".join(self._words("button", label=button.text) for button in buttons)


def _of_bot(chat: Chat) -> list[Message]:
    return [chat.messages[number] for number in sorted(chat.messages) if chat.messages[number].from_bot]


def _joined(text: str, keys: str) -> str:
    return " ".join(filter(None, (*text.splitlines(), keys)))
