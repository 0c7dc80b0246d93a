"""Find the people of the play: those who hold an office in the directory, and the members invented for the group."""

from collections.abc import Mapping

from bot.drill.steps import Holder, Member
from desk.directory.book import Book
from desk.directory.entries import Grant
from locales import DEFAULT, phrases


class Missed(Exception):
    """Something of the script could not be played. `phrase` and `facts` say what, in the words of `drill.toml`."""

    def __init__(self, phrase: str, **facts: object) -> None:
        super().__init__(phrase)
        self.phrase = phrase
        self.facts = facts


def engage(cast: Mapping[str, Holder | Member], book: Book) -> dict[str, tuple[int, str]]:
    """The id and the name of everybody, by part. Raises Missed when nobody holds an office of the cast."""
    return {part: _member(who) if isinstance(who, Member) else _holder(who, book) for part, who in cast.items()}


def _member(who: Member) -> tuple[int, str]:
    return who.telegram_id, phrases(DEFAULT)[f"drill.{who.name}"]


def _holder(who: Holder, book: Book) -> tuple[int, str]:
    for person in book.directory.people:
        if any(grant.role is who.role and _scope(grant) == who.scope for grant in person.roles):
            return person.telegram_id, person.name
    role = phrases(DEFAULT)[f"role.{who.role.value}"]
    raise Missed("nobody", role=role, scope=book.name_of(who.scope))


def _scope(grant: Grant) -> str | None:
    return grant.grid or grant.building or grant.unit
