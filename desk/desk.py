"""What a rule works with while one update is handled or one due row done: a transaction, the time, the directory."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlmodel.ext.asyncio.session import AsyncSession

from desk.directory.book import Book
from desk.values import Notice, Said


class Tell(Protocol):
    """Writes notices to the outbox, worded, in the desk's transaction."""

    async def __call__(self, *notices: Notice) -> None: ...


class Verdict(Protocol):
    """Sets what the person who pressed a button reads in the pop-up."""

    def __call__(self, phrase: str, **facts: Any) -> None: ...


@dataclass(frozen=True)
class Desk:
    """Handed to every handler and job. `admins` are the platform ids that the settings name.

    `asks`: how many unsure messages a day a language model may be asked about; 0 where there is none.
    `hears`: the message that is being handled, if it is one; the history remembers which message a line came from.
    """

    session: AsyncSession
    now: datetime
    book: Book
    admins: frozenset[int]
    tell: Tell
    verdict: Verdict
    hears: Said | None = None
    asks: int = 0
