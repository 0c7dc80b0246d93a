"""What can be wrong in a directory file: a code, its place and its facts; the sentences live in the locales."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Mistake:
    """`what` is a key of FACTS; `line` counts from 1; `where` is like `services[3].unit`, empty for the whole file."""

    line: int
    where: str
    what: str
    facts: dict[str, Any] = field(default_factory=dict)


class Mistakes(Exception):
    """The file says nothing that we may use; `mistakes` names everything that is wrong with it, in file order."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("; ".join(f"{m.line}: {m.where} {m.what}" for m in mistakes))
        self.mistakes = list(mistakes)


class Wrong(Exception):
    """Raised by a check of one value; whoever holds the value's place notes it as a mistake."""

    def __init__(self, what: str, **facts: Any) -> None:
        super().__init__(what)
        self.what = what
        self.facts = facts


# Every code, and the facts that its sentence may use besides `line` and `where`. `first` is a line.
FACTS: dict[str, tuple[str, ...]] = {
    # the file as a whole
    "file_too_big": ("limit",),
    "empty_file": (),
    "file_not_a_mapping": (),
    "bad_character": (),
    "bad_yaml": (),
    "bad_alias": ("value",),
    "unknown_tag": ("value",),
    "second_document": (),
    "too_deep": ("limit",),
    "too_many_nodes": ("limit",),
    # the shape of it
    "not_a_mapping": ("value",),
    "not_a_list": ("value",),
    "bad_key": (),
    "bad_merge": (),
    "duplicate_key": ("first",),
    "unknown_key": ("known", "near"),
    "missing": (),
    # one value
    "not_text": ("value",),
    "quote_time": ("value",),
    "empty_text": (),
    "text_too_long": ("limit",),
    "not_one_line": (),
    "bad_code": ("value", "limit"),
    "bad_number": ("value", "low", "high"),
    "bad_telegram_id": ("value",),
    "bad_phone": ("value",),
    "bad_floors": ("value",),
    "bad_duration": ("value",),
    "bad_percent": ("value",),
    "bad_window": ("value",),
    "bad_date": ("value",),
    "bad_holidays": ("value",),
    "bad_clock": ("value", "known"),
    "unknown_priority": ("value", "known"),
    "bad_role": ("value", "known"),
    "admin_role": (),
    "unit_staff_service": (),
    # what must agree with the rest of the file
    "duplicate_code": ("value", "first"),
    "duplicate_person": ("value", "first"),
    "unknown_building": ("value", "known"),
    "unknown_grid": ("value", "known"),
    "unknown_unit": ("value", "known"),
    "unknown_calendar": ("value", "known"),
    "no_handler": (),
    "two_handlers": (),
    "role_scope_missing": ("role", "needs"),
    "role_scope_extra": ("role", "extra"),
    "duplicate_role": ("role",),
    "own_deputy": (),
    "floors_beyond_building": ("value", "highest"),
    "floors_overlap": ("value", "other"),
    "windows_overlap": ("value", "other"),
    "no_working_hours": (),
    "too_many_rungs": ("limit",),
}
