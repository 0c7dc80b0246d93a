"""All tables, for migrations and for tests that look at the schema."""

from sqlmodel import SQLModel

from storage import (
    chats,
    directory,
    due,
    events,
    examples,
    expected,
    inbox,
    marks,
    outbox,
    people,
    plans,
    reminders,
    rota,
    tellings,
    tickets,
)

__all__ = [
    "chats",
    "directory",
    "due",
    "events",
    "examples",
    "expected",
    "inbox",
    "marks",
    "metadata",
    "outbox",
    "people",
    "plans",
    "reminders",
    "rota",
    "tellings",
    "tickets",
]

metadata = SQLModel.metadata
