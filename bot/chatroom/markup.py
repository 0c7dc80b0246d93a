"""Read HTML the way the platform reads it, and write it back; refuse what the platform would refuse.

Bot API, "HTML style": only these tags, properly nested, and only the named entities lt, gt, amp and quot. A lone `&` is
taken as written; a lone `<` is a mistake. Error texts name byte offsets, as the platform's do.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.chatroom.model import Json, RoomPerson
from bot.chatroom.refusals import Refused, bad_request
from bot.chatroom.text import utf16

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "spoiler": "tg-spoiler",
    "blockquote": "blockquote",
    "text_link": "a",
    "text_mention": "a",
    "expandable_blockquote": "blockquote",
}
CHARACTER = re.compile(r"&(?:(lt|gt|amp|quot)|#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6}));")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.\-]+(?=[\s>])))?""")
LINK = re.compile(r"(?:https?|tg|ton)://\S|(?:mailto|tel):\S|[^\s/]+\.[^\s/.]")
Known = Callable[[int], RoomPerson | None]


@dataclass
class _Open:
    tag: str
    start: int
    attributes: dict[str, str] = field(default_factory=dict)


def _decoded(match: re.Match[str]) -> str:
    name, decimal, hexadecimal = match.groups()
    code = int(decimal) if decimal else int(hexadecimal, 16) if hexadecimal else 0
    if name:
        return NAMED[name]
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match.group()


class Reader:
    """One reading of one text: `text` and `entities` are what came out."""

    def __init__(self, source: str, known: Known = lambda _: None) -> None:
        self.source = source
        self.known = known
        self.text = ""
        self.entities: list[Json] = []
        self._open: list[_Open] = []
        self._length = 0
        self._read()

    def _read(self) -> None:
        at = 0
        while at < len(self.source):
            tag = self.source.find("<", at)
            self._take(self.source[at : tag if tag >= 0 else len(self.source)])
            if tag < 0:
                break
            at = self._end_tag(tag) if self.source.startswith("</", tag) else self._start_tag(tag)
        if self._open:
            raise self._mistake(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        self.entities = _settled(self.entities)

    def _take(self, plain: str) -> None:
        words = CHARACTER.sub(_decoded, plain)
        self.text += words
        self._length += utf16(words)

    def _start_tag(self, at: int) -> int:
        match = re.compile(r"<([^\s>]*)").match(self.source, at)
        tag = match.group(1).lower() if match else ""
        if not match or match.end() == len(self.source):
            raise self._mistake("Unclosed start tag", at)
        if tag not in KINDS:
            raise self._mistake(f'Unsupported start tag "{tag}"', at)
        attributes, end = self._attributes(tag, at, match.end())
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._mistake('Tag "span" must have class "tg-spoiler"', at)
        self._open.append(_Open(tag, self._length, attributes))
        return end

    def _attributes(self, tag: str, begin: int, at: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while True:
            while at < len(self.source) and self.source[at].isspace():
                at += 1
            if at >= len(self.source):
                raise self._mistake("Unclosed start tag", begin)
            if self.source[at] == ">":
                return attributes, at + 1
            match = ATTRIBUTE.match(self.source, at)
            if not match:
                raise self._mistake(f'Empty attribute name in the tag "{tag}"', begin)
            name, value = match.group(1).lower(), match.group(2)
            if value is None and name != "expandable":
                raise self._mistake(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin)
            attributes[name] = CHARACTER.sub(_decoded, (value or "").strip("\"'"))
            at = match.end()

    def _end_tag(self, at: int) -> int:
        if not self._open:
            raise self._mistake("Unexpected end tag", at)
        match = re.compile(r"</([^\s>]*)\s*>").match(self.source, at)
        if not match:
            raise self._mistake("Unclosed end tag", at)
        opened = self._open.pop()
        found = match.group(1).lower()
        if found and found != opened.tag:
            raise self._mistake("Unmatched end tag", at, f', expected "</{opened.tag}>", found "</{found}>"')
        if self._length > opened.start:
            self._close(opened)
        return match.end()

    def _close(self, opened: _Open) -> None:
        details = self._details(opened)
        if details is not None:
            place = {"offset": opened.start, "length": self._length - opened.start}
            self.entities.append({"type": KINDS[opened.tag]} | place | details)

    def _details(self, opened: _Open) -> Json | None:
        """What the tag's attributes add; None when the platform would keep the words and drop the tag."""
        attributes = opened.attributes
        if opened.tag == "a":
            words = self.text.encode("utf-16-le")[opened.start * 2 :].decode("utf-16-le")
            return self._link(attributes.get("href") or words)
        if opened.tag == "tg-emoji":
            return {"custom_emoji_id": attributes["emoji-id"]} if attributes.get("emoji-id") else None
        if opened.tag == "blockquote" and "expandable" in attributes:
            return {"type": "expandable_blockquote"}
        language = attributes.get("class", "")
        if opened.tag == "code" and language.startswith("language-"):
            return {"language": language.removeprefix("language-")}
        return {}

    def _link(self, href: str) -> Json | None:
        """Bot API: tg://user?id=… mentions a user without a username; it works only for users the bot may know."""
        user = re.fullmatch(r"tg://user/?\?id=(\d+)", href)
        if user:
            person = self.known(int(user.group(1)))
            return {"type": "text_mention", "user": person} if person else None
        return {"url": href} if LINK.match(href) else None

    def _mistake(self, what: str, at: int | None = None, more: str = "") -> Refused:
        place = "" if at is None else f" at byte offset {len(self.source[:at].encode())}"
        return bad_request(f"can't parse entities: {what}{place}{more}")


def _settled(entities: list[Json]) -> list[Json]:
    """In reading order, with nothing left inside code and pre (Bot API: they can't contain other entities)."""
    ordered = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"], entity["type"] != "pre"))
    kept: list[Json] = []
    blocked_until = 0
    for entity in ordered:
        end = entity["offset"] + entity["length"]
        if entity["offset"] >= blocked_until:
            kept.append({name: value for name, value in entity.items() if name != "language" or _is_pre(entity)})
            if entity["type"] in ("code", "pre"):
                blocked_until = end
        elif "language" in entity and kept[-1]["type"] == "pre" and kept[-1]["length"] == entity["length"]:
            kept[-1]["language"] = entity["language"]
    return kept


def _is_pre(entity: Json) -> bool:
    return bool(entity["type"] == "pre")


def parse_html(source: str, known: Known = lambda _: None) -> tuple[str, list[Json]]:
    reader = Reader(source, known)
    return reader.text, reader.entities


def to_html(text: str, entities: list[Json]) -> str:
    """The text with its decoration and links as HTML; parse_html reads it back to the same."""
    units = text.encode("utf-16-le")
    marks: list[tuple[int, int, int, str]] = []
    for order, entity in enumerate(e for e in entities if e["type"] in TAGS):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        marks.append((start, 1, order, _opening(entity)))
        marks.append((end, 0, -order, f"</{TAGS[entity['type']]}>"))
    pieces, at = [], 0
    for place, _, _, tag in sorted(marks):
        pieces += [_escaped(units[at * 2 : place * 2]), tag]
        at = place
    return "".join([*pieces, _escaped(units[at * 2 :])])


def _escaped(units: bytes) -> str:
    return html.escape(units.decode("utf-16-le"), quote=False)


def _opening(entity: Json) -> str:
    if entity["type"] == "text_link":
        return f'<a href="{html.escape(entity["url"])}">'
    if entity["type"] == "text_mention":
        return f'<a href="tg://user?id={entity["user"].id}">'
    return "<blockquote expandable>" if entity["type"] == "expandable_blockquote" else f"<{TAGS[entity['type']]}>"
