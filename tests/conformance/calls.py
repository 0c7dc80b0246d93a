"""Check a call against the platform's documentation: its name, its parameters, their types and their lengths."""

import json
from collections.abc import Callable, Iterator
from typing import Any, get_args

from pydantic.fields import FieldInfo

from bot.chatroom.log import Call
from bot.chatroom.markup import parse_html
from bot.chatroom.refusals import Refused
from tests.conformance.models import METHODS, mistakes
from tests.conformance.shapes import once_a_shape

Limit = tuple[Callable[[Any], int], int, int]  # how it is measured, the least, the most

# Words count after their markup was read, in code points (RESEARCH 2.2). Bot API, the parameters' descriptions.
WORDS: dict[str, tuple[int, int]] = {
    "text": (1, 4096),
    "caption": (0, 1024),
    "answercallbackquery.text": (0, 200),
    "setmydescription.description": (0, 512),
    "setmyshortdescription.short_description": (0, 120),
}
PARTS: dict[str, Limit] = {
    "commands": (len, 0, 100),
    "command": (len, 1, 32),
    "description": (len, 1, 256),
    "callback_data": (lambda data: len(data.encode()), 1, 64),
    "media": (lambda items: len(items) if isinstance(items, list) else 2, 2, 10),
    "inline_keyboard": (lambda rows: sum(map(len, rows)), 0, 100),  # nowhere documented, but held (RESEARCH 2.2)
}
ROW = 8  # likewise


def call_mistakes(call: Call) -> list[str]:
    """What the documentation does not allow about the call."""
    method = METHODS.get(call.method.lower())
    if method is None:
        return [f"{call.method}: no such method"]
    fields = method.model_fields
    given = {name: _value(text, fields.get(name)) for name, text in call.params.items()}
    files = {name: "attach://it" for name in call.files if name in fields}  # other parts are named by what refers to it
    found = [*once_a_shape(call.method.lower(), given | files, _typed), *_long_words(call), *_long_parts(call, given)]
    return [f"{call.method} {one}" for one in found]


def _value(text: str, field: FieldInfo | None) -> Any:
    """A parameter as text where the documentation says String, else as the JSON that it holds."""
    if field is None or str in (field.annotation, *get_args(field.annotation)):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def _typed(method: str, given: dict[str, Any]) -> list[str]:
    return mistakes(METHODS[method], given)


def _long_words(call: Call) -> list[str]:
    found = []
    for name, text in call.params.items():
        limits = WORDS.get(f"{call.method.lower()}.{name}") or WORDS.get(name)
        if limits is not None:
            found += _words_beyond(name, text, call.params.get("parse_mode", ""), *limits)
    return found


def _words_beyond(name: str, text: str, mode: str, least: int, most: int) -> list[str]:
    try:
        words = parse_html(text)[0] if mode.lower() == "html" else text
    except Refused as refused:
        return [f"{name}: {refused.description}"]
    length = len(words.strip())
    return [] if least <= length <= most else [f"{name}: {length} characters"]


def _long_parts(call: Call, given: dict[str, Any]) -> list[str]:
    found = []
    for name, part in _parts(given):
        measure, least, most = PARTS.get(name, (len, 0, 0))
        if name in PARTS and f"{call.method.lower()}.{name}" not in WORDS and not least <= measure(part) <= most:
            found.append(f"{name}: {measure(part)}, not {least} to {most}")
        if name == "inline_keyboard" and any(len(row) > ROW for row in part):
            found.append(f"{name}: more than {ROW} buttons in a row")
    return found


def _parts(tree: Any) -> Iterator[tuple[str, Any]]:
    """Every named value, however deep."""
    if isinstance(tree, dict):
        yield from tree.items()
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    for one in inner:
        yield from _parts(one)
