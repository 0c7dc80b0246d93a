"""A desk without a platform: what the rules need to be tried alone."""

from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.settings import Settings
from desk.desk import Desk
from desk.directory.book import open_book
from desk.values import Notice
from tests.town import MONDAY_MORNING


async def _untold(*_notices: Notice) -> None:
    """Nobody listens."""


def _unseen(phrase: str, **_facts: Any) -> None:
    """Nothing pops up."""


async def desk_on(session: AsyncSession) -> Desk:
    """A desk on a Monday morning, in this transaction."""
    book = await open_book(session, Settings(_env_file=None).zone)
    return Desk(session, MONDAY_MORNING, book, frozenset({9001}), _untold, _unseen)
