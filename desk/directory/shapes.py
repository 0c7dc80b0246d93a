"""Checks of lists and mappings: every part is checked, and every key must be one that the table names."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from desk.directory.mistakes import Wrong
from desk.directory.sheet import Check, Place, alike, shown
from desk.directory.yaml_nodes import Mapping, Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Field:
    """What a key's value must be, and whether the key must be there."""

    check: Check
    required: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping that was read: the values that are right, and the place of each that was given."""

    place: Place
    at: dict[str, Place]
    values: dict[str, Any]


Rule = Callable[[Entry], None]  # notes what does not agree within an entry


def must(check: Check) -> Field:
    """A key that has to be there."""
    return Field(check, required=True)


def may(check: Check) -> Field:
    """A key that can be left out, or left empty."""
    return Field(check)


def listing(check: Check, *rules: Callable[[Place, list[Any]], None]) -> Check:
    """A list of what `check` accepts; rules see it whole, without the items that are wrong."""

    def read(place: Place) -> list[Any]:
        if not isinstance(place.node, Sequence):
            raise Wrong("not_a_list", value=shown(place.node))
        spots = [place.item(i, node) for i, node in enumerate(place.node.items)]
        found = [spot.read(absent if empty(spot.node) else check) for spot in spots]
        values = [value for value in found if value is not None]
        for rule in rules:
            rule(place, values)
        return values

    return read


def mapping(fields: dict[str, Field], *rules: Rule) -> Check:
    """A mapping of the keys in the table; rules see what is right of it."""

    def read(place: Place) -> Entry:
        at = dict(_known(place, fields))
        for name, field in fields.items():
            if field.required and name not in at:
                place.key(name, place.node).note("missing")
        given = {name: spot for name, spot in at.items() if not empty(spot.node)}
        found = {name: spot.read(fields[name].check) for name, spot in given.items()}
        entry = Entry(place, given, {name: value for name, value in found.items() if value is not None})
        for rule in rules:
            rule(entry)
        return entry

    return read


def keyed(key: Check, value: Check) -> Check:
    """A mapping of free keys: each key passes one check, each value the other."""

    def read(place: Place) -> dict[str, Any]:
        pairs = [(name.read(key), spot.read(absent if empty(spot.node) else value)) for name, spot in pairs_of(place)]
        return {name: found for name, found in pairs if name is not None and found is not None}

    return read


def absent(place: Place) -> None:
    """The mistake of a value that is not there."""
    raise Wrong("missing")


def empty(node: Node) -> bool:
    """Whether nothing was written."""
    return isinstance(node, Scalar) and node.kind == "null"


def _known(place: Place, fields: dict[str, Field]) -> Iterator[tuple[str, Place]]:
    """The values whose keys the table has; notes the others, and required ones left empty, at their key."""
    for name, spot in pairs_of(place):
        word = raw_key(name)
        if word not in fields:
            name.note("unknown_key", known=list(fields), near=alike(word, fields))
            continue
        if fields[word].required and empty(spot.node):
            name.note("missing")
        yield word, spot


def pairs_of(place: Place) -> list[tuple[Place, Place]]:
    """The places of the keys and of their values, once per key; notes keys that are repeated or no single value."""
    seen: dict[str, int] = {}
    found: list[tuple[Place, Place]] = []
    for key, value in _merged(place):
        if not isinstance(key, Scalar):
            place.key(shown(key), key).note("bad_key")
        elif key.text in seen:
            place.key(key.text, key).note("duplicate_key", first=seen[key.text])
        else:
            seen[key.text] = key.line
            found.append((place.key(key.text, Scalar(key.line, "str", key.text)), place.key(key.text, value)))
    return found


def raw_key(place: Place) -> str:
    """The key as written."""
    return place.node.text if isinstance(place.node, Scalar) else ""


def _merged(place: Place) -> list[tuple[Node, Node]]:
    """The pairs of a mapping; what `<<` brings in stands behind and gives way to what the mapping says itself."""
    if not isinstance(place.node, Mapping):
        raise Wrong("not_a_mapping", value=shown(place.node))
    own = [(k, v) for k, v in place.node.pairs if not _is_merge(k)]
    said = {k.text for k, _ in own if isinstance(k, Scalar)}
    for key, value in place.node.pairs:
        if _is_merge(key):
            for source in value.items if isinstance(value, Sequence) else [value]:
                own += _new(place.key("<<", source), said)
    return own


def _new(place: Place, said: set[str]) -> list[tuple[Node, Node]]:
    """The pairs of a merged mapping whose keys are not said yet."""
    if not isinstance(place.node, Mapping):
        place.note("bad_merge")
        return []
    new = [(k, v) for k, v in _merged(place) if not isinstance(k, Scalar) or k.text not in said]
    said.update(k.text for k, _ in new if isinstance(k, Scalar))
    return new


def _is_merge(node: Node) -> bool:
    return isinstance(node, Scalar) and node.kind == "merge"
