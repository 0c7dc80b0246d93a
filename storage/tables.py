"""All tables, for migrations and for tests that look at the schema."""

from sqlmodel import SQLModel

from storage import (
    chats,
    directory,
    due,
    events,
    expected,
    inbox,
    marks,
    outbox,
    people,
    plans,
    reminders,
    rota,
    tickets,
)

__all__ = [
    "chats",
    "directory",
    "due",
    "events",
    "expected",
    "inbox",
    "marks",
    "metadata",
    "outbox",
    "people",
    "plans",
    "reminders",
    "rota",
    "tickets",
]

metadata = SQLModel.metadata
