"""Text as the platform keeps it: tidied, measured, with the entities that it finds by itself."""

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.chatroom.model import Json, RoomPerson

# A command or mention must stand free: a letter, digit or underscore on either side (Chinese characters are letters)
# unmakes it. Telegram clients and servers share this rule (TDLib: find_mentions, find_bot_commands).
FOUND: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "url",
        re.compile(r"https?://[^\s<>\"'，。；！？、（）【】「」《》]*[^\s<>\"'，。；！？、（）【】「」《》.,;:!?]"),
    ),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}(?![\w#])")),
)
CONTROL = {code: " " for code in range(32) if code != 10} | {13: None}


def utf16(text: str) -> int:
    """Length in UTF-16 code units, in which Bot API counts entity offsets (an emoji is two)."""
    return len(text.encode("utf-16-le")) // 2


def tidy(text: str, entities: Iterable[Json] = ()) -> tuple[str, list[Json]]:
    """What is left when the platform has replaced control characters and trimmed both ends."""
    clean = text.translate(CONTROL)
    cut = clean.lstrip(" \n")
    offset = utf16(clean) - utf16(cut)
    cut = cut.rstrip(" \n")
    return cut, list(_clipped(entities, offset, utf16(cut)))


def _clipped(entities: Iterable[Json], shift: int, end: int) -> Iterator[Json]:
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        stop = min(entity["offset"] + entity["length"] - shift, end)
        if stop > start:
            yield entity | {"offset": start, "length": stop - start}


def with_found(text: str, given: list[Json]) -> list[Json]:
    """The given entities and those that the platform finds where none is given, in reading order."""
    entities = list(given)
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            entity = {"type": kind, "offset": utf16(text[: match.start()]), "length": utf16(match.group())}
            if not any(_overlap(entity, other) for other in entities if _shuts_out(other)):
                entities.append(entity)
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _shuts_out(entity: Json) -> bool:
    """Inside plain decoration (bold, quotes) the platform still finds links and commands; elsewhere not."""
    return entity["type"] not in ("bold", "italic", "underline", "strikethrough", "spoiler", "blockquote")


def _overlap(one: Json, other: Json) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"],
    )


def name_mentions(text: str, mentions: Mapping[str, RoomPerson]) -> list[Json]:
    """Entities of kind text_mention for the first place where each of these words stands."""
    entities = []
    for words, person in mentions.items():
        at = text.index(words)
        entities.append(
            {"type": "text_mention", "offset": utf16(text[:at]), "length": utf16(words), "user": person},
        )
    return entities
