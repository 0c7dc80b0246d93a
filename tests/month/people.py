"""What people see of a ticket, and how they act on it: by a button if they see one, else by a command."""

from bot.chatroom import Chat, Message
from tests.month.play import Play
from tests.person import Person


def button_on(chat: Chat, data: str) -> tuple[Message, str] | None:
    """The newest message in the chat that carries this button, and the button's words."""
    for number in sorted(chat.messages, reverse=True):
        message = chat.messages[number]
        for one in message.buttons if message.from_bot else ():
            if one.data == data:
                return message, one.text
    return None


def chats_of(play: Play, person: Person) -> list[Chat]:
    """Where they look: privately first, then in their groups."""
    return [person.private, *(group for group in play.tower.town.groups if person.known.id in group.members)]


async def press(play: Play, person: Person, action: str, number: int) -> bool:
    """Press the button for this ticket where the person sees one; False if they do not."""
    for chat in chats_of(play, person):
        if (found := button_on(chat, f"{action}:{number}")) is not None:
            message, label = found
            await person.presses(label, on=message)
            return True
    return False


async def do(play: Play, person: Person, action: str, number: int, words: str = "") -> None:
    """Press it, or send the command privately."""
    if words or not await press(play, person, action, number):
        await person.tells_bot(f"/{action} {number} {words}".strip())


def card_of(play: Play, person: Person, number: int) -> Message | None:
    """A card of the ticket that they can reply to."""
    for chat in chats_of(play, person):
        for at in sorted(chat.messages, reverse=True):
            message = chat.messages[at]
            if message.from_bot and f"#{number} " in message.text and "📍" in message.text:
                return message
    return None


async def reply(play: Play, person: Person, number: int, words: str) -> None:
    """Reply to its card."""
    card = card_of(play, person, number)
    if card is None:
        await person.tells_bot(f"/note {number} {words}")
    else:
        await person.replies(words, to=card)
