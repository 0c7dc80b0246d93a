"""All tables, for migrations and for tests that look at the schema."""

from sqlmodel import SQLModel

from storage import chats, directory, due, inbox, outbox, people, tickets

__all__ = ["chats", "directory", "due", "inbox", "metadata", "outbox", "people", "tickets"]

metadata = SQLModel.metadata
