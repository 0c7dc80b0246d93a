"""A desk that reads lines: the town's directory, a Monday morning, no database."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk.desk import Desk
from desk.directory import read
from desk.directory.book import Book
from desk.values import Notice
from tests.conftest import DIRECTORY
from tests.town import MONDAY_MORNING


async def _untold(*_notices: Notice) -> None:
    """Nobody listens."""


def _unseen(phrase: str, **_facts: Any) -> None:
    """Nothing pops up."""


@pytest.fixture(scope="session")
def book() -> Book:
    """The town's directory."""
    return Book(read(DIRECTORY.read_text("utf-8")), 1, ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def desk(book: Book) -> Desk:
    """What a line is read with; nothing here needs records."""
    nothing: Any = None
    return Desk(nothing, MONDAY_MORNING, book, frozenset(), _untold, _unseen)
