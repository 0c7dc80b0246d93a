"""Checks of single values: each takes a place and returns what stands there, or raises Wrong."""

import re
from collections.abc import Mapping as Dict
from contextlib import suppress
from datetime import date
from typing import Any

from desk.directory.calendars import NONE, countries
from desk.directory.entries import Duration, Window
from desk.directory.mistakes import Wrong
from desk.directory.sheet import Check, Place, shown, suggested
from desk.directory.spans import parse_duration, parse_window
from desk.directory.yaml_nodes import Scalar
from storage.kinds import Role

CODE_BYTES = 24  # codes travel in a button's 64 bytes of data
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
FLOORS = re.compile(r"([1-9][0-9]{0,2})(?:\s*-\s*([1-9][0-9]{0,2}))?")
PHONE = re.compile(r"\+?[0-9][0-9 -]{1,30}")
TELEGRAM_IDS = 2**52  # the platform promises that ids stay below


def raw(place: Place, otherwise: str) -> str:
    """A single value as written, whatever YAML takes it for; else the mistake `otherwise`."""
    if not isinstance(place.node, Scalar):
        raise Wrong(otherwise, value=shown(place.node))
    return place.node.text.strip()


def text(limit: int = 200, lines: bool = False) -> Check:
    """Text of at most `limit` characters, in one line unless `lines`."""

    def check(place: Place) -> str:
        node = place.node
        if not isinstance(node, Scalar):
            raise Wrong("not_text", value=shown(node))
        if node.kind != "str":
            raise Wrong("quote_time" if ":" in node.text else "not_text", value=shown(node))
        value = node.text.strip()
        if not value:
            raise Wrong("empty_text")
        if len(value) > limit:
            raise Wrong("text_too_long", limit=limit)
        if any(not c.isprintable() and not (lines and c == "\n") for c in value):
            raise Wrong("not_one_line")
        return value

    return check


def code(section: str) -> Check:
    """A code that no other entry of the section has."""

    def check(place: Place) -> str:
        value: str = text()(place)
        mine = place.sheet.codes.setdefault(section, {})
        if value in mine:
            raise Wrong("duplicate_code", value=shown(value), first=mine[value])
        mine[value] = place.node.line  # a code that is no good is known all the same: who refers to it is not to blame
        if len(value.encode()) > CODE_BYTES or any(c.isspace() or c == ":" for c in value):
            raise Wrong("bad_code", value=shown(value), limit=CODE_BYTES)
        return value

    return check


def refers(section: str) -> Check:
    """The code of an entry of that section, wherever in the file it stands."""

    def check(place: Place) -> str:
        value: str = text()(place)
        place.sheet.references.append((place, section, value))
        return value

    return check


def whole(low: int, high: int) -> Check:
    """A whole number from `low` to `high`."""

    def check(place: Place) -> int:
        value = integer(place)
        if value is None or not low <= value <= high:
            raise Wrong("bad_number", value=shown(place.node), low=low, high=high)
        return value

    return check


def integer(place: Place) -> int | None:
    """A number written plainly in decimal digits; YAML's octals, base sixties and underscores are traps."""
    node = place.node
    if isinstance(node, Scalar) and node.kind == "int" and NUMBER.fullmatch(node.text):
        return int(node.text)
    return None


def telegram_id(place: Place) -> int:
    """A person's id on the platform."""
    value = integer(place)
    if value is None or not 0 < value < TELEGRAM_IDS:
        raise Wrong("bad_telegram_id", value=shown(place.node))
    return value


def person_id(place: Place) -> int:
    """The telegram_id of a person whom the file has not named yet."""
    value = telegram_id(place)
    mine = place.sheet.codes.setdefault("people", {})
    if str(value) in mine:
        raise Wrong("duplicate_person", value=str(value), first=mine[str(value)])
    mine[str(value)] = place.node.line
    return value


def floors(place: Place) -> tuple[int, int]:
    """`1-9` or `3`, lowest and highest."""
    match = FLOORS.fullmatch(raw(place, "bad_floors"))
    if match is None or int(match[2] or match[1]) < int(match[1]):
        raise Wrong("bad_floors", value=shown(place.node))
    return int(match[1]), int(match[2] or match[1])


def duration(place: Place) -> Duration:
    """`30m`, `3d`; more than nothing."""
    try:
        value = parse_duration(raw(place, "bad_duration"))
    except ValueError:
        value = Duration(0, "s")
    if value.amount == 0:
        raise Wrong("bad_duration", value=shown(place.node))
    return value


def window(place: Place) -> Window:
    """`08:30-12:00`."""
    try:
        return parse_window(raw(place, "bad_window"))
    except ValueError:
        raise Wrong("bad_window", value=shown(place.node)) from None


def percent(place: Place) -> str:
    """`50%`, from 1% to 99%."""
    value = raw(place, "bad_percent")
    if not re.fullmatch(r"[1-9][0-9]?%", value):
        raise Wrong("bad_percent", value=shown(place.node))
    return value


def day(place: Place) -> str:
    """`2026-10-01`, as written."""
    value = raw(place, "bad_date")
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        with suppress(ValueError):  # 2026-02-30 has the form of a date and is none
            return date.fromisoformat(value).isoformat()
    raise Wrong("bad_date", value=shown(place.node))


def holidays(place: Place) -> str:
    """The country whose public holidays are kept, like `CN`, or `none`."""
    value: str = text()(place)
    if value != NONE and value not in countries():
        raise Wrong("bad_holidays", value=shown(value))
    return value


def phone(place: Place) -> str:
    """A telephone number, quoted or not, as written."""
    value = raw(place, "bad_phone")
    if not PHONE.fullmatch(value):
        raise Wrong("bad_phone", value=shown(place.node))
    return value


def one_of(words: Dict[str, Any], otherwise: str) -> Check:
    """One of a few words, and what it stands for; else the mistake `otherwise`."""

    def check(place: Place) -> Any:
        word = raw(place, otherwise)
        if word not in words:
            raise Wrong(otherwise, value=shown(place.node), known=suggested(word, words))
        return words[word]

    return check


def role(place: Place) -> Role:
    """A role that the file may give; administrators come from the settings."""
    if raw(place, "bad_role") == "admin":
        raise Wrong("admin_role")
    return Role(one_of({str(r): r for r in Role}, "bad_role")(place))


def handling_role(place: Place) -> Role:
    """A role that can handle a service; a unit's staff does so through its unit."""
    value = role(place)
    if value is Role.UNIT_STAFF:
        raise Wrong("unit_staff_service")
    return value


def as_written(check: Check) -> Check:
    """The value's text, once the check has found nothing wrong with it."""

    def written(place: Place) -> str:
        return str(check(place) and raw(place, "not_text"))

    return written
