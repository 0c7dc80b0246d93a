"""Set out a desk for each transaction: the time, the directory as it stands, a voice."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.speaker import Speaker
from desk.desk import Desk
from desk.directory.book import Book, open_book
from desk.values import Notice, ToPerson
from locales import Phrasebook, languages
from storage import people
from storage.kinds import Lane


class Popup:
    """What the person who pressed a button reads, in their `language`."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self.language: str | None = None
        self.text = ""

    def __call__(self, phrase: str, **facts: Any) -> None:
        """Decide on the words."""
        self.text = self._speaker.popup(self.language, phrase, facts)


@dataclass(frozen=True, slots=True)
class Bench:
    """A desk, and the voice behind it."""

    desk: Desk
    speaker: Speaker
    popup: Popup


@cache
def _phrasebook(language: str, zone: ZoneInfo) -> Phrasebook:
    """Templates are compiled once, however often a bot is started."""
    return Phrasebook(language, zone)


class Workshop:
    """Makes desks. The directory is read anew only when a load has changed it."""

    def __init__(
        self, clock: Clock, zone: ZoneInfo, locale: str, admins: frozenset[int], link: Callable[[str], str]
    ) -> None:
        self.clock = clock
        self._zone = zone
        self._admins = admins
        self._link = link
        self._book: Book | None = None
        self._locale = locale

    def _phrasebook(self, language: str | None) -> Phrasebook:
        if language is None or language not in languages():  # a row may name one that is spoken no more
            language = self._locale
        return _phrasebook(language, self._zone)

    def words(self, phrase: str, facts: dict[str, Any]) -> str:
        """A sentence without any markup, in the district's language: for when nobody can be looked up."""
        return self._phrasebook(None).say(phrase, facts, self.clock.now(), plain=True)

    async def bench(self, session: AsyncSession) -> Bench:
        """A desk for this transaction."""
        self._book = await open_book(session, self._zone, self._book)
        now = self.clock.now()
        speaker = Speaker(session, now, self._phrasebook, self._link)
        popup = Popup(speaker)
        desk = Desk(session, now, self._book, self._admins, speaker.tell, popup)
        return Bench(desk, speaker, popup)


async def tell_admins(desk: Desk, phrase: str, facts: dict[str, Any], key: str) -> None:
    """Say something to every admin, once under this key."""
    for admin in sorted(desk.admins):
        person = await people.by_telegram_id(desk.session, admin)
        if person is not None:
            await desk.tell(Notice(ToPerson(person), phrase, facts, lane=Lane.REMINDER, key=f"{key}:{admin}"))
