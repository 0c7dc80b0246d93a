"""Cut an update down to the fields that are needed, before it is written (DESIGN, rule 1)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from bot.telegram.plain import FILES, MASKS, NUMBER, OURS
from desk.values import File

MOVED = ("migrate_to_chat_id", "migrate_from_chat_id")
TOPIC = ("message_thread_id", "is_topic_message")
MESSAGE = (*TOPIC, "message_id", "date", "chat", "from", "text", "entities", "caption", "caption_entities", "location",
           *MOVED, *FILES)  # fmt: skip
QUOTED_IDS = ("message_id", "date", "chat", "from", "is_automatic_forward")
QUOTED_WORDS = ("text", "caption", "location", *FILES)
PRESS = ("id", "from", "chat_instance", "data")
REACTION = ("chat", "message_id", "user", "date", "old_reaction", "new_reaction")
PRESSED_ON = (*TOPIC, "message_id", "date", "chat")


def digest(update: Mapping[str, Any]) -> str:
    """A hash of the whole update as it came; redelivered updates are the same to the letter (RESEARCH 7)."""
    return hashlib.sha256(json.dumps(update, sort_keys=True).encode()).hexdigest()


def slim(update: Mapping[str, Any], bot_id: int, quote: bool, unsure: bool = False) -> dict[str, Any]:
    """The update without what we do not need. `quote`: the words of the message replied to (or,
    for a press, of the one that the pressed message answers) may come along. `unsure`: not even its own may."""
    kept: dict[str, Any] = {"update_id": update["update_id"]}
    if unsure:
        return {**kept, "message": _pick(update["message"], (*TOPIC, *QUOTED_IDS)), OURS: {"unsure": True}}
    if "message" in update:
        kept["message"] = _message(update["message"], bot_id, quote)
    if "edited_message" in update:
        edited = update["edited_message"]
        kept["edited_message"] = _message(edited, bot_id, quote) | _pick(edited, ("edit_date",))
    if "message_reaction" in update:
        kept["message_reaction"] = _pick(update["message_reaction"], REACTION)
        kept |= _pick(update, (OURS,))
    if "my_chat_member" in update:
        kept["my_chat_member"] = update["my_chat_member"]
    if "callback_query" in update:
        query = update["callback_query"]
        kept["callback_query"] = _pick(query, PRESS)
        kept["callback_query"]["message"] = _pick(query["message"], PRESSED_ON)
        if quote:
            kept["callback_query"]["message"]["reply_to_message"] = words(query["message"]["reply_to_message"])
    return kept


def with_more(body: Mapping[str, Any], files: Iterable[File], belongs_to: int | None = None) -> dict[str, Any]:
    """What the doorman adds to an update of his: files that belong to its message, or the message it belongs to."""
    ours = dict(body.get(OURS, {}))
    ours["files"] = [*ours.get("files", ()), *(asdict(file) for file in files)]
    if belongs_to is not None:
        ours["belongs_to"] = belongs_to
    return {**body, OURS: ours}


def recalled(update: Mapping[str, Any], quoted: Mapping[str, Any] | None) -> dict[str, Any]:
    """An update with the message that it is about, as far as the doorman remembers it."""
    return {**update, OURS: {"quoted": quoted}} if quoted is not None else dict(update)


def vouched(update: Mapping[str, Any], bot_id: int, service: str | None) -> dict[str, Any]:
    """An update whose words come in because a language model vouches for them; `service`: if it names one."""
    return {**slim(update, bot_id, quote=False), OURS: {"vouched": True, "service": service}}


def belonging(body: Mapping[str, Any] | None) -> int | None:
    """The message that the doorman found this one to belong to."""
    found: int | None = (body or {}).get(OURS, {}).get("belongs_to")
    return found


def _message(message: Mapping[str, Any], bot_id: int, quote: bool) -> dict[str, Any]:
    masked = message["from"]["id"] in MASKS  # its words come back with the press that takes them over
    kept = _pick(message, (*TOPIC, *MOVED, *QUOTED_IDS)) if masked else words(message)
    quoted = message.get("reply_to_message")
    if quoted is not None:
        kept["reply_to_message"] = _quoted(quoted, bot_id, quote)
    return kept


def words(message: Mapping[str, Any]) -> dict[str, Any]:
    """A message with nothing but what is needed of it, and nothing of what it answers."""
    kept = _pick(message, MESSAGE)
    if "photo" in message:
        kept["photo"] = message["photo"][-1:]
    return kept


def _quoted(quoted: Mapping[str, Any], bot_id: int, quote: bool) -> dict[str, Any]:
    kept = _pick(quoted, QUOTED_IDS)
    if quoted.get("from", {}).get("id") == bot_id:
        numbers = set(NUMBER.findall(quoted.get("text") or quoted.get("caption") or ""))
        kept["text"] = " ".join(f"#{number}" for number in sorted(numbers))
    elif quote:
        kept |= _pick(quoted, QUOTED_WORDS)
        if "photo" in quoted:
            kept["photo"] = quoted["photo"][-1:]
    return kept


def _pick(source: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: source[name] for name in names if name in source}
