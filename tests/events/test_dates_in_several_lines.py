"""A date is found in a text of several lines, too; a line break alone keeps nobody busy."""

import pytest

from desk.agenda import find
from desk.directory.book import Book
from tests.town import MONDAY_MORNING


@pytest.mark.parametrize("text", ["太极课\n周三12:00", "周三12:00\n太极课", "周三12:00，\n太极课", "\n周三12:00\n\n"])
def test_date_stands_in_one_of_several_lines(book: Book, text: str) -> None:
    found = find(text, MONDAY_MORNING, book.zone)
    assert found is not None
    assert f"{found.start:%m-%d %H:%M}" == "11-25 12:00"


def test_line_breaks_alone_name_no_date(book: Book) -> None:
    assert find("\n\n", MONDAY_MORNING, book.zone) is None
