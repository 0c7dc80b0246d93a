"""What people may write, and may call themselves, their groups and their places: the worst of it, too."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from hypothesis import strategies as st

from desk.directory.entries import Duration
from desk.events.festivals import Occasion
from storage.outbox import Outbox
from storage.people import Person

NASTY = (
    "<b>", "</b>", "<a href='tg://user?id=1'>", "</a>", "<", ">", "&", "&lt;", "&amp;lt;", "&#60;", '"', "'", "<br>",
    "{{ 7 * 7 }}", "{% raw %}", "\\", "*_`[", "<!--", "]]>", "#128", "@all", "/cancel 1",
    "\u202e", "\u200b", "👩‍👩‍👧", "e\u0301", "楼", " ",
)  # fmt: skip
# Names of facts, and of what is in them, that hold what somebody wrote or a name that somebody gave.
FREE = frozenset(
    [
        "text",
        "place",
        "progress",
        "resolution",
        "service",
        "building",
        "grid",
        "unit",
        "handler_unit",
        "name",
        "scope",
        "reason",
        "title",
        "words",
        "word",
        "username",
        "error",
        "given",
        "code",
        "district",
    ]
)

words = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=8)), min_size=1, max_size=8).map("".join)


def written(value: Any, name: str, said: str) -> Any:
    """The value with every piece of free text in it, whatever it was, now `said`; what is absent stays so."""
    if isinstance(value, Enum | Duration | Occasion):
        return value
    if isinstance(value, str):
        return said if value and name in FREE else value
    if isinstance(value, Mapping):
        return {key: written(inner, key, said) for key, inner in value.items()}
    if isinstance(value, list):
        return [written(inner, name, said) for inner in value]
    if isinstance(value, Person | Outbox):
        return type(value)(**{key: written(inner, key, said) for key, inner in value.model_dump().items()})
    return _rewritten(value, said) if is_dataclass(value) and not isinstance(value, type) else value


def _rewritten(value: Any, said: str) -> Any:
    inside = {one.name: getattr(value, one.name) for one in fields(value)}
    return replace(value, **{key: written(inner, key, said) for key, inner in inside.items()})
