"""Answer a button press, or react to a message."""

from bot.chatroom.model import EMOJI
from bot.chatroom.params import Params
from bot.chatroom.presses import Answer
from bot.chatroom.refusals import QUERY_TOO_OLD, bad_request
from bot.chatroom.state import State


def answer_callback_query(state: State, params: Params) -> bool:
    press = state.presses.get(params.text("callback_query_id"))
    if not press:
        raise bad_request(QUERY_TOO_OLD)
    if len(params.text("text")) > 200:  # Bot API, answerCallbackQuery.text: 0 to 200 characters
        raise bad_request("MESSAGE_TOO_LONG")
    answer = Answer(params.text("text"), params.flag("show_alert"), params.text("url") or None)
    press.take(answer, state.clock.now())
    return True


def set_message_reaction(state: State, params: Params) -> bool:
    """Bot API, setMessageReaction: a bot sets at most one; an empty list takes it back."""
    chat = state.open_chat(params.text("chat_id"))
    message = chat.messages.get(params.message_id())
    if not message:
        raise bad_request("message to react not found")
    given = params.items("reaction")
    emoji = tuple(str(one.get("emoji", "")) if isinstance(one, dict) else "" for one in given)
    if len(emoji) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(one.replace("\ufe0f", "") not in EMOJI for one in emoji):
        raise bad_request("REACTION_INVALID")
    message.reactions = emoji
    state.tell("reacted", message)
    return True
