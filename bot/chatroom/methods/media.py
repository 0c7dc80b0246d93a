"""Send files of all kinds, places and albums, and say where a file can be fetched."""

from collections.abc import Callable
from typing import Any

from bot.chatroom import wire
from bot.chatroom.methods import content
from bot.chatroom.methods.sending import post
from bot.chatroom.model import Json, RoomFile
from bot.chatroom.params import Params
from bot.chatroom.refusals import bad_request
from bot.chatroom.state import State

FILES = ("document", "video", "animation", "voice", "audio", "video_note")
MOST_UPLOADED = {"photo": 10 << 20} | dict.fromkeys(FILES, 50 << 20)  # Bot API, "Sending files"
WORDLESS = frozenset({"video_note"})
TOGETHER = {"photo": "seen", "video": "seen", "document": "read", "audio": "heard"}  # Bot API, sendMediaGroup
MOST_FETCHED = 20 << 20  # Bot API, getFile


def sender(kind: str) -> Callable[[State, Params], Json]:
    """The method that sends a file of this kind."""

    def send(state: State, params: Params) -> Json:
        if kind in WORDLESS and ("caption" in params or "caption_entities" in params):
            raise bad_request("a caption is not known here")  # the platform would drop it without a word
        return _send(state, params, kind)

    return send


def send_location(state: State, params: Params) -> Json:
    """Bot API, sendLocation; the words for what is no place on earth are not known here."""
    state.open_chat(params.text("chat_id"))
    where = float(params.text("latitude") or "nan"), float(params.text("longitude") or "nan")
    if not (-90 <= where[0] <= 90 and -180 <= where[1] <= 180):
        raise bad_request("wrong latitude or longitude specified")
    return wire.message(post(state, params, content.Words("", []), media="location", location=where))


def _send(state: State, params: Params, kind: str) -> Json:
    words = content.caption(state, params)
    state.open_chat(params.text("chat_id"))
    file = _file(state, params, kind, params.text(kind) or f"attach://{kind}")
    return wire.message(post(state, params, words, media=kind, file=file))


def _file(state: State, params: Params, kind: str, where: str) -> RoomFile:
    """A file_id that the room gave out, or a part of this request; the room fetches nothing from elsewhere."""
    if where in state.files:
        return state.files[where]
    if where.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    upload = params.files.get(where.removeprefix("attach://")) if where.startswith("attach://") else None
    if not upload:
        named = where and not where.startswith("attach://")
        raise bad_request("wrong remote file identifier specified" if named else f"there is no {kind} in the request")
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > MOST_UPLOADED[kind]:
        raise bad_request("file is too big")
    return state.keep_file(kind, upload.name, upload.mime, upload.content)


def send_media_group(state: State, params: Params) -> list[Json]:
    """Bot API, sendMediaGroup: 2 to 10 items, each with a caption of its own."""
    items = params.items("media")
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > 10:
        raise bad_request("too many messages to send as an album")
    if len({TOGETHER.get(one.get("type", "")) for one in items if isinstance(one, dict)}) > 1:
        raise bad_request("photos and videos, documents, and audios cannot be mixed in an album")  # in our own words
    state.open_chat(params.text("chat_id"))
    ready = [item(state, params, one) for one in items]
    album = str(13_000_000_000_000_000 + state.number())
    return [wire.message(post(state, params, words, album=album, **fields)) for words, fields in ready]


def item(state: State, params: Params, item: Any) -> tuple[content.Words, Json]:
    """One item of an album, or what a message is to show instead."""
    if not isinstance(item, dict) or item.get("type") not in TOGETHER:
        raise bad_request("can't parse InputMedia: Type must be photo, video, document or audio")
    kind = item["type"]
    caption = item.get("caption", ""), item.get("parse_mode", ""), item.get("caption_entities", [])
    words = content.short_caption(state, *caption)
    return words, {"media": kind, "file": _file(state, params, kind, str(item.get("media", "")))}


def get_file(state: State, params: Params) -> Json:
    file = state.files.get(params.text("file_id"))
    if not file:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > MOST_FETCHED:
        raise bad_request("file is too big")
    return wire.file_head(file) | {"file_path": file.path}
