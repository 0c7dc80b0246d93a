"""What the door waits for once somebody was let in: the rest of their album, and a picture right after a report."""

import re
from collections.abc import Callable
from datetime import timedelta

from desk.desk import Desk
from desk.door import Reason, is_matter, is_private_report
from desk.events import asking
from desk.triage import addressed
from desk.triage.concepts import SUBJECTS, named
from desk.triage.normal import normal
from desk.values import Said
from storage import expected, people, tickets
from storage.expected import Expected
from storage.kinds import Priority
from storage.tickets import OPEN

# Long enough to walk up to the thing and take its picture, short enough that the next picture is not about lunch.
AFTER_REPORT = timedelta(minutes=3)
ALBUM = timedelta(minutes=10)  # siblings come up to 11 s late (RESEARCH 2.1); a slow network and a restart later still
ADDS = re.compile(r"补充|更正|说错了|另外|对了|还有|位置[是在]|就?在|地点|ps\b|p\.s\.|correction|also", re.IGNORECASE)
PARTICLES = re.compile(r"[\W_]|就是|是在|就在|那边|这边|附近|旁边|在|的|是|哦|啊|哈|呢|那")
LONGEST_ADDITION = 60
SHOWING = frozenset({"photo", "video", "video_note", "voice", "audio", "document", "location"})  # what follows a report


async def belongs_to(desk: Desk, what: Said) -> tuple[Reason, int] | None:
    """The message, let in before, that this one is the rest of (`ALBUM`) or shows what it meant (`MORE`)."""
    if what.album is not None:
        album = await expected.of_album(desk.session, what.where.id, what.who.id, what.album)
        if album is not None and album.until >= what.at and (album.worded or not what.text):
            return Reason.ALBUM, album.message_id
    certain = _only_shows(what) or (_is_said_alone(what) and _only_adds(desk, what))
    perhaps = not certain and _is_said_alone(what) and _may_say_on(desk, what)
    if not (certain or perhaps) or await _answers_a_question(desk, what):
        return None
    report = await expected.of_person(desk.session, what.where.id, what.who.id, what.at)
    if report is None or not (certain or await _says_it_on(desk, what, report)):
        return None
    return Reason.MORE, report.message_id


async def _answers_a_question(desk: Desk, what: Said) -> bool:
    """Whether it is said privately by somebody who is asked about an event: it is about that one, then."""
    person = await people.by_telegram_id(desk.session, what.who.id) if what.where.private else None
    return person is not None and await asking.current(desk, person) is not None


def _only_shows(what: Said) -> bool:
    """A picture or the like without words, and not in answer to another or to a message of ours."""
    return not what.text and not _answers_another(what) and any(file.kind in SHOWING for file in what.files)


def _is_said_alone(what: Said) -> bool:
    """Words that are neither for us by name nor in answer to somebody."""
    told = what.command is not None or what.addressed or addressed(what.text) is not None
    return 0 < len(what.text.strip()) <= LONGEST_ADDITION and not told and not _answers_another(what)


def _only_adds(desk: Desk, what: Said) -> bool:
    """Words that only say more of what was reported: they begin so, or are hardly more than a place."""
    text = what.text.strip()
    reading = desk.book.triage.read(text)
    if reading.is_issue and not ADDS.match(text):
        return False
    place = len(reading.place or "")
    return ADDS.match(text) is not None or (place > 1 and place * 2 >= len(PARTICLES.sub("", text)))


def _may_say_on(desk: Desk, what: Said) -> bool:
    """Whether it would be a matter by itself. Danger never waits behind another; what is said privately is for us."""
    reading = desk.book.triage.read(what.text)
    return not what.where.private and reading.is_issue and reading.priority is not Priority.EMERGENCY


async def _says_it_on(desk: Desk, what: Said, report: Expected) -> bool:
    """Whether it is the matter just reported: the same service, and nowhere else.

    People tell a thing in several breaths: 「3号电梯停了」「按住关门也没用」.
    """
    reading = desk.book.triage.read(what.text)
    ticket = await tickets.said_as(desk.session, what.where.id, report.message_id)
    if ticket is None or ticket.status not in OPEN or ticket.service is None or ticket.service != reading.service:
        return False
    elsewhere = reading.floor not in (None, ticket.floor) or reading.building not in (None, ticket.building)
    return not elsewhere and not _name_other_things(ticket.text, what.text)


def _name_other_things(one: str, other: str) -> bool:
    """Whether both say what it is about, and it is not the same."""
    here, there = (named(normal(text), SUBJECTS) for text in (one, other))
    return bool(here and there) and not here & there


def _answers_another(what: Said) -> bool:
    """Whether it is said to somebody else, or to us."""
    return what.reply is not None and (what.reply.who is None or what.reply.who.id != what.who.id)


async def expect(desk: Desk, what: Said, reason: Reason, belongs: int | None) -> None:
    """Remember what may come now that this message was let in; written with its row."""
    if what.album is not None:
        await _album(desk, what, belongs)
    if belongs is None and _reports(desk, what, reason) and not await _answers_a_question(desk, what):
        who, message_id = _reporter(what)
        until = what.at + AFTER_REPORT
        desk.session.add(Expected(chat_id=what.where.id, telegram_id=who, message_id=message_id, until=until))
    await desk.session.flush()


async def _album(desk: Desk, what: Said, belongs: int | None) -> None:
    """The album goes where its words go: with the first item that has some, as soon as there is one."""
    worded = bool(what.text) or belongs is not None
    message_id = belongs if belongs is not None else what.message_id
    known = await expected.of_album(desk.session, what.where.id, what.who.id, what.album or "")
    if known is None:
        known = Expected(
            chat_id=what.where.id,
            telegram_id=what.who.id,
            message_id=message_id,
            album=what.album,
            worded=worded,
            until=what.at + ALBUM,
        )
    elif worded and not known.worded:
        known.message_id, known.worded = message_id, True
    desk.session.add(known)


def _reporter(what: Said) -> tuple[int, int]:
    """Whose picture may come, and to which message: a bare `/report` in answer to another reports their words."""
    if what.command == "report" and not what.text and not what.files and what.reply is not None:
        who = what.reply.who.id if what.reply.who is not None else what.who.id
        return who, what.reply.message_id
    return what.who.id, what.message_id


def _reports(desk: Desk, what: Said, reason: Reason) -> bool:
    """Whether a ticket is about to be opened, as far as the door can tell."""
    if what.command is not None:
        return what.command == "report"
    if addressed(what.text) is not None:
        return True
    judge = REPORTS.get(reason)
    return judge is not None and judge(desk, what)


REPORTS: dict[Reason, Callable[[Desk, Said], bool]] = {
    Reason.ISSUE: lambda _desk, _what: True,
    Reason.EDIT: lambda _desk, _what: True,
    Reason.ADDRESSED: is_matter,
    Reason.PRIVATE: is_private_report,
}
