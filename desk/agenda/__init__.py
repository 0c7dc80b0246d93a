"""When something takes place: read dates as people write them, and count out series of them."""

from desk.agenda.reading import Found, find
from desk.agenda.refusing import Unreadable, Why
from desk.agenda.series import Calendar, Series, occurrences
from desk.agenda.workdays import works

__all__ = ["Calendar", "Found", "Series", "Unreadable", "Why", "find", "occurrences", "works"]
