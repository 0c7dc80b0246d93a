"""Another time for an event that has one: what is not said of it stays, the hour or the day."""

import re
from datetime import datetime, timedelta

from desk.agenda.refusing import Unreadable, Why
from desk.desk import Desk
from desk.events.making import Read
from storage.events import Happening

ALL_DAY = re.compile(r"全天|整天|一整日|all[ -]day|whole day", re.IGNORECASE)


def keep_unsaid(desk: Desk, event: Happening, read: Read, words: str) -> None:
    """改到周五 keeps the hour, 改到14点 the day. Raises Unreadable where that is over already."""
    keep_hour(desk, event, read, words)
    keep_day(desk, event, read)
    ahead = "starts_at" not in read.fields or read.fields["starts_at"] > desk.now
    if not ahead and read.series is None and not read.fields["all_day"]:
        raise Unreadable(Why.PAST, words.strip())


def keep_hour(desk: Desk, event: Happening, read: Read, words: str) -> None:
    """A day alone: at the hour of before, and as long."""
    fields = read.fields
    one_day = fields.get("all_day") and fields["ends_at"] is None and not ALL_DAY.search(words)
    if one_day and not event.all_day:
        hour = event.starts_at.astimezone(desk.book.zone).timetz()
        length = event.ends_at - event.starts_at if event.ends_at is not None else None
        _move(read, datetime.combine(fields["starts_at"].astimezone(desk.book.zone).date(), hour), length)
        fields["all_day"] = False


def keep_day(desk: Desk, event: Happening, read: Read) -> None:
    """An hour alone: on the day of before, unless that is over."""
    fields = read.fields
    if read.day_said or event.starts_at <= desk.now:
        return
    day = event.starts_at.astimezone(desk.book.zone).date()
    length = fields["ends_at"] - fields["starts_at"] if fields["ends_at"] is not None else None
    _move(read, datetime.combine(day, fields["starts_at"].astimezone(desk.book.zone).timetz()), length)


def _move(read: Read, starts: datetime, length: timedelta | None) -> None:
    read.fields["starts_at"] = starts
    read.fields["ends_at"] = starts + length if length is not None else None
