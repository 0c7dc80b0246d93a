"""Read what a message is to contain: words, what it replies to, and the buttons under it."""

import re
from dataclasses import dataclass
from typing import Any

from bot.chatroom.markup import parse_html
from bot.chatroom.model import Button, Chat, Json, Message
from bot.chatroom.params import Params, is_true
from bot.chatroom.refusals import bad_request
from bot.chatroom.state import State
from bot.chatroom.text import tidy, with_found

Rows = tuple[tuple[Button, ...], ...]
ACTIONS = ("callback_data", "url", "web_app", "login_url", "switch_inline_query", "copy_text")


@dataclass(frozen=True)
class Words:
    text: str
    entities: list[Json]


def message_text(state: State, params: Params) -> Words:
    """Bot API, sendMessage.text: 1 to 4096 characters after entities parsing."""
    words = _words(state, params.text("text"), params.text("parse_mode"), params.items("entities"))
    if not words.text:
        raise bad_request("message text is empty")
    if len(words.text) > 4096:
        raise bad_request("message is too long")
    return words


def caption(state: State, params: Params) -> Words:
    given = (params.text("caption"), params.text("parse_mode"), params.items("caption_entities"))
    return short_caption(state, *given)


def short_caption(state: State, source: str, parse_mode: str, entities: list[Json]) -> Words:
    """Bot API, caption: 0 to 1024 characters after entities parsing."""
    words = _words(state, source, parse_mode, entities)
    if len(words.text) > 1024:
        raise bad_request("message caption is too long")
    return words


def _words(state: State, source: str, parse_mode: str, entities: list[Json]) -> Words:
    if parse_mode and parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")  # the room reads no Markdown: ours is HTML only
    text, found = parse_html(source, state.people.get) if parse_mode else (source, entities)
    text, found = tidy(text, found)
    return Words(text, with_found(text, found))


def reply(chat: Chat, params: Params) -> Message | None:
    """Bot API, ReplyParameters; the older reply_to_message_id is still understood."""
    given: Json = params.tree("reply_parameters") or {}
    number = int(given.get("message_id") or params.number("reply_to_message_id"))
    found = chat.messages.get(number)
    lenient = given.get("allow_sending_without_reply", params.text("allow_sending_without_reply"))
    if number and not found and not is_true(lenient):
        raise bad_request("message to be replied not found")
    return found


def keyboard(params: Params) -> tuple[Rows, Json | None]:
    """The inline buttons, or the reply keyboard (also its removal and a forced reply), of a call."""
    given = params.tree("reply_markup", "reply keyboard markup")
    if given is None:
        return (), None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in given:
        return (), given or None
    rows = given["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array')
    return tuple(tuple(_button(raw) for raw in row) for row in rows if row), None


def _button(raw: Any) -> Button:
    if not isinstance(raw, dict) or not str(raw.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not any(action in raw for action in ACTIONS):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    data, url = raw.get("callback_data"), raw.get("url")
    if data is not None and not 1 <= len(str(data).encode()) <= 64:  # Bot API: callback_data is 1 to 64 bytes
        raise bad_request("BUTTON_DATA_INVALID")
    if url is not None and not re.match(r"(https?://|tg://)[^\s]+$", str(url)):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return Button(str(raw["text"]), data, url, raw)
