"""Send text, copies and the sign that the bot is typing."""

from typing import Any

from bot.chatroom import topics, wire
from bot.chatroom.changes import Change
from bot.chatroom.methods import content
from bot.chatroom.model import Chat, Json, Message
from bot.chatroom.params import Params
from bot.chatroom.refusals import bad_request
from bot.chatroom.state import State

KNOWN_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note"
)
ACTIONS = frozenset(KNOWN_ACTIONS.split())


def post(state: State, params: Params, words: content.Words, **fields: Any) -> Message:
    """The way of every message of the bot: nothing is done before everything was found good."""
    chat = state.open_chat(params.text("chat_id"))
    _permitted(chat, fields.get("media"))
    reply_to = content.reply(chat, params)
    thread = topics.for_bot(chat, params.number("message_thread_id"), reply_to)
    rows, reply_keyboard = content.keyboard(params)
    fields |= {"reply_to": reply_to, "keyboard": rows, "reply_keyboard": reply_keyboard, "thread": thread}
    return state.post(chat, state.bot, text=words.text, entities=words.entities, **fields)


def _permitted(chat: Chat, media: str | None) -> None:
    """telegram-bot-api answers so where members, or this bot, may not send such a thing; admins always may."""
    kind = f"{media}s" if media else "text messages"
    if chat.bot == "restricted" or (chat.bot != "administrator" and kind in chat.forbidden):
        raise bad_request(f"not enough rights to send {kind} to the chat")


def send_message(state: State, params: Params) -> Json:
    return wire.message(post(state, params, content.message_text(state, params)))


def copy_message(state: State, params: Params) -> Json:
    """Bot API, copyMessage: no service messages; buttons are not copied; a caption given replaces the old one."""
    source = state.find_chat(params.text("from_chat_id")).messages.get(params.message_id())
    if not source:
        raise bad_request("message to copy not found")
    if source.service:
        raise bad_request("message can't be copied")
    words = content.Words(source.text, source.entities)
    if source.media and "caption" in params:
        words = content.caption(state, params)
    fields = {"media": source.media, "file": source.file, "location": source.location}
    return {"message_id": post(state, params, words, **fields).id}


def send_chat_action(state: State, params: Params) -> bool:
    chat = state.open_chat(params.text("chat_id"))
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    state.actions.append((chat.id, params.text("action")))
    state.changes.tell(Change("typing", chat.id))
    return True
