"""Change or take back what the bot has sent."""

from datetime import timedelta

from bot.chatroom import wire
from bot.chatroom.methods import content, media
from bot.chatroom.model import Chat, Json, Message
from bot.chatroom.params import Params
from bot.chatroom.refusals import NOT_MODIFIED, bad_request
from bot.chatroom.state import State

UNCHANGEABLE = frozenset({None, "voice", "video_note", "location", "venue"})
DELETABLE = timedelta(hours=48)  # Bot API, deleteMessage


def edit_message_text(state: State, params: Params) -> Json:
    words = content.message_text(state, params)
    message = _editable(state, params)
    if message.media:
        raise bad_request("there is no text in the message to edit")
    return _edit(state, params, message, words)


def edit_message_caption(state: State, params: Params) -> Json:
    words = content.caption(state, params)
    message = _editable(state, params)
    if message.media in (None, "location", "video_note"):
        raise bad_request("there is no caption in the message to edit")
    return _edit(state, params, message, words)


def edit_message_media(state: State, params: Params) -> Json:
    """Bot API, editMessageMedia: an item of an album may only become a photo or a video; text, voice and places never
    become media."""
    item = params.tree("media", "InputMedia")
    message = _editable(state, params)
    if message.media in UNCHANGEABLE:
        raise bad_request("message can't be edited")
    words, fields = media.item(state, params, item)
    if message.album and fields["media"] not in {"photo", "video"}:
        raise bad_request("message can't be edited")
    message.media, message.file = fields["media"], fields["file"]
    return _edit(state, params, message, words, fresh=True)


def edit_message_reply_markup(state: State, params: Params) -> Json:
    message = _editable(state, params)
    return _edit(state, params, message, content.Words(message.text, message.entities))


def _editable(state: State, params: Params) -> Message:
    """Only the bot's own messages, and none that carries a reply keyboard."""
    chat = state.open_chat(params.text("chat_id"))
    message = chat.messages.get(params.message_id())
    if not message:
        raise bad_request("message to edit not found")
    if message.sender != state.bot or message.service or message.reply_keyboard:
        raise bad_request("message can't be edited")
    return message


def _edit(state: State, params: Params, message: Message, words: content.Words, fresh: bool = False) -> Json:
    """The whole content is replaced: without reply_markup the buttons go. `date` stays as it was."""
    rows, _ = content.keyboard(params)
    same_rows = [[b.raw for b in row] for row in rows] == [[b.raw for b in row] for row in message.keyboard]
    if not fresh and same_rows and (words.text, words.entities) == (message.text, message.entities):
        raise bad_request(NOT_MODIFIED)
    message.text, message.entities, message.keyboard = words.text, words.entities, rows
    message.edited_at = state.clock.now()
    state.tell("edited", message)
    return wire.message(message)


def delete_message(state: State, params: Params) -> bool:
    chat = state.open_chat(params.text("chat_id"))
    message = chat.messages.get(params.message_id())
    if not message:
        raise bad_request("message to delete not found")
    if not _may_delete(state, chat, message):
        raise bad_request("message can't be deleted")
    state.take_back(message)
    return True


def _may_delete(state: State, chat: Chat, message: Message) -> bool:
    """Bot API, deleteMessage: younger than 48 hours; in groups its own, or anyone's with the right to."""
    if state.clock.now() - message.date >= DELETABLE:
        return False
    entitled = chat.bot == "administrator" and "can_delete_messages" in chat.bot_rights
    return chat.is_private or message.sender == state.bot or entitled
