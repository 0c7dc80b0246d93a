"""A series is kept as a rule and comes back from it; its events are announced two working days before."""

from datetime import datetime
from itertools import islice

import pytest

from desk.agenda import find, occurrences
from desk.directory.book import Book
from desk.events.series import announce_at, recurrence
from storage.events import Series
from tests.town import MONDAY_MORNING


@pytest.mark.parametrize(
    "phrase",
    [
        "每周三12:00",
        "每两周的周三12:00",
        "每周一、周五12:00到2027年3月底",
        "每月第一个周五14:00",
        "每月最后一个工作日14:00",
        "每月15日10:00",
        "每个工作日12:00",
        "工作日每天12点",
        "每周三12:00 共8次",
        "每天9:00",
        "每年3月5日",
        "每周三12:00，节假日除外",
    ],
)
def test_series_is_the_same_after_it_was_kept(book: Book, phrase: str) -> None:
    works = book.worktime.works
    found = find(phrase, MONDAY_MORNING, book.zone, works=works)
    assert found is not None
    assert found.series is not None
    said = found.series
    kept = Series(rule=said.rule(book.zone), calendar=said.calendar.value, starts_at=found.start, alike={})
    again = recurrence(kept, book.zone, works)
    assert again.rule(book.zone) == kept.rule
    first = list(islice(occurrences(found.start, said, book.zone, works), 12))
    assert list(islice(occurrences(found.start, again, book.zone, works), 12)) == first


@pytest.mark.parametrize(
    ("starts", "announced"),
    [
        ("2026-12-02 12:00", "2026-11-30 08:30"),
        ("2026-12-07 12:00", "2026-12-03 08:30"),
        ("2026-12-06 10:00", "2026-12-03 08:30"),
        ("2027-01-04 12:00", "2026-12-30 08:30"),
    ],
)
def test_event_of_a_series_is_announced_in_the_morning_two_working_days_before(
    book: Book, starts: str, announced: str
) -> None:
    at = datetime.strptime(starts, "%Y-%m-%d %H:%M").replace(tzinfo=book.zone)
    assert f"{announce_at(book.worktime, at).astimezone(book.zone):%Y-%m-%d %H:%M}" == announced
