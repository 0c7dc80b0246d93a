"""Let in what concerns the assistant, as inbox rows; what does not leaves no trace."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.telegram.asking import Asked, Asking
from bot.telegram.clean import clean
from bot.telegram.held import Album, Held
from bot.telegram.plain import Plain, plain
from bot.telegram.recent import Recent
from bot.telegram.slim import belonging, digest, recalled, slim, with_more, words
from desk.chats.cover import covered
from desk.chats.moving import today
from desk.desk import Desk
from desk.door import UNSURE, Reason, changes_the_door, concerns, may_quote, takes_up
from desk.edits import concerns_edited
from desk.expecting import belongs_to, expect
from desk.values import Joined, Moved, Pressed, Reached, Reacted, Said
from storage import inbox
from storage.chats import Chat
from storage.inbox import Inbox
from storage.kinds import InboxState
from storage.seconds import SECONDS

log = logging.getLogger(__name__)

PICTURES = frozenset({"photo", "video"})
SHOWN_FIRST = frozenset({Reason.ISSUE.value, Reason.REPORT.value, Reason.ADDRESSED.value})


@dataclass(frozen=True, slots=True)
class LetIn:
    """What came of a batch. `judged`: how many of its updates; the rest must wait until the last one is handled.
    `pressed`: row and id of each button press now in the inbox; `repeated`: ids of those seen before that have been
    handled or answered; `parked`: not understood; `asked`: a language model is to be asked about them."""

    judged: int
    pressed: tuple[tuple[int, str], ...]
    repeated: tuple[str, ...]
    parked: tuple[Inbox, ...]
    asked: tuple[Asked, ...] = ()


class Doorman:
    """Judges raw updates one by one, in order, inside the transaction that keeps them."""

    def __init__(self, bot: Bot, commands: frozenset[str], asking: Asking) -> None:
        self._bot = bot
        self._asking = asking
        self._commands = commands
        self._held = Held()
        self._recent = Recent()

    async def let_in(self, updates: Sequence[Mapping[str, Any]], desk: Desk) -> LetIn:
        """Write a row for each update that concerns us; the caller commits, then acknowledges."""
        desk = replace(desk, asks=self._asking.budget)
        judged = len(updates)
        asked: list[Asked] = []
        pressed: list[tuple[int, str]] = []
        repeated: list[str] = []
        parked: list[Inbox] = []
        worded = _albums_with_words(updates)
        for number, update in enumerate(updates, start=1):
            mark = digest(update)
            press = _press_id(update)
            update_id = _integer(update.get("update_id"))
            seen = await inbox.known(desk.session, self._bot.id, update_id, mark)
            if seen is not None:
                repeated += [press] if press and seen != (InboxState.NEW, False) else []
                continue
            cleaned = clean(update)
            row = await self._row(cleaned, mark, desk, worded)
            if row is None:
                continue
            desk.session.add(row)
            await desk.session.flush()
            if row.state is InboxState.PARKED:
                parked.append(row)
            elif row.state is InboxState.HELD:
                asked.append(Asked(row.id or 0, cleaned))
            elif press:
                pressed.append((row.id or 0, press))
            if row.reason == Reason.DOOR:
                judged = number
                break  # a binding or a role changes how the next message is judged
        return LetIn(judged, tuple(pressed), tuple(repeated), tuple(parked), tuple(asked))

    async def _row(self, update: Mapping[str, Any], mark: str, desk: Desk, worded: frozenset[Album]) -> Inbox | None:
        try:
            update = self._with_words(update, desk.now)
            parsed = Update.de_json(dict(update), self._bot)
            what = plain(parsed, self._bot.bot, bool(self._bot.can_read_all_group_messages))
        except (TelegramError, TypeError, KeyError, ValueError, AttributeError) as error:
            return self._unreadable(update, mark, desk.now, error)
        chat = await desk.session.get(Chat, what.where.id) if isinstance(what, Said | Pressed | Reacted) else None
        if isinstance(what, Said) and chat is not None and covered(desk, chat).takes_reports:
            self._remember(what, update, desk.now)
        if isinstance(what, Said | Pressed | Reacted):
            what = await today(desk.session, what)
        reason, belongs = await self._judge(what, desk, worded)
        if what is None or reason is None:
            return None
        quote = await may_quote(desk, what)
        row = Inbox(
            bot_id=self._bot.id,
            update_id=parsed.update_id,
            digest=mark,
            chat_id=_row_of(what),
            message_id=_message_of(what),
            press=isinstance(what, Pressed),
            reason=reason.value,
            body=slim(update, self._bot.id, quote, unsure=reason in UNSURE),
            state=InboxState.HELD if reason is Reason.ASKED else InboxState.NEW,
            received_at=desk.now,
            arrived=SECONDS,
        )
        if isinstance(what, Said) and not what.masked:
            await self._put_together(row, what, belongs, desk)
            await expect(desk, what, reason, belongs)
        elif isinstance(what, Reacted) and what.report is not None:
            await expect(desk, what.report, reason, None)
        return row

    def _remember(self, what: Said, update: Mapping[str, Any], now: datetime) -> None:
        """What anybody there could have registered with `/report`; commands are for us or nobody."""
        if what.command is None and (what.text or what.files):
            said = update.get("edited_message") or update["message"]
            self._recent.hold(what.where.id, what.message_id, words(said), now)

    def _with_words(self, update: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
        """The update; a reaction with the message that it is about, if that is remembered."""
        change = update.get("message_reaction")
        if change is None:
            return update
        return recalled(update, self._recent.of(change["chat"]["id"], change["message_id"], now))

    async def _judge(self, what: object, desk: Desk, worded: frozenset[Album]) -> tuple[Reason | None, int | None]:
        """Why this is let in, if it is, and the message that it belongs to, if to one before."""
        if isinstance(what, Said) and what.edited:
            self._asking.forget(what)  # the words that it was asked about do not stand any more
            return await concerns_edited(desk, what, self._commands), None
        if not isinstance(what, Said) or what.masked:
            return await self._reason(what, desk), None
        more = await belongs_to(desk, what)
        if more is None and what.album is None and _only_pictures(what) and not what.where.private:
            self._held.hold(what, desk.now)  # perhaps its words come next
        if what.album is not None and not what.text:
            self._held.hold(what, desk.now)
            if more is None and (what.where.id, what.album) in worded:
                return None, None  # the words come right behind; it is let in with them, or not at all
        return more or (await self._reason(what, desk), None)

    async def _put_together(self, row: Inbox, what: Said, belongs: int | None, desk: Desk) -> None:
        """An album is one row as far as it can be: what came before its words, and what comes while they wait."""
        body = row.body or {}
        if belongs is None:
            files = self._held.of(what, desk.now) if self._may_have_shown(row, what) else []
            row.body = with_more(body, files) if files else body
            return
        waiting = await inbox.waiting_for(desk.session, row.chat_id, belongs, (Reason.ALBUM.value, Reason.MORE.value))
        first = (one for one in waiting if one.reason != Reason.EDIT)
        main = next((one for one in first if belongs in (one.message_id, belonging(one.body))), None)
        if main is None or what.text:
            row.body = with_more(body, (), belongs)
        else:
            main.body = with_more(main.body or {}, what.files)
            row.state, row.body = InboxState.DONE, None

    def _may_have_shown(self, row: Inbox, what: Said) -> bool:
        """Whether pictures that came before may be of what is said now: of its album, or a problem's."""
        return not what.edited and (what.album is not None or row.reason in SHOWN_FIRST)

    async def _reason(self, what: object, desk: Desk) -> Reason | None:
        if changes_the_door(what):
            return Reason.DOOR
        if isinstance(what, Said):
            return await concerns(desk, what, self._commands)
        if isinstance(what, Pressed):
            return Reason.PRESS
        if isinstance(what, Reacted):
            return Reason.REACTION if await takes_up(desk, what) else None
        return Reason.MEMBERSHIP if isinstance(what, Joined | Reached) else None

    def _unreadable(self, update: Mapping[str, Any], mark: str, now: datetime, error: Exception) -> Inbox:
        """What cannot be understood is kept as ids and a hash: its words might be chatter."""
        log.warning("update %s cannot be read: %s", update.get("update_id"), type(error).__name__)
        return Inbox(
            bot_id=self._bot.id,
            update_id=_integer(update.get("update_id")),
            digest=mark,
            chat_id=_chat_id(update),
            reason="unreadable",
            received_at=now,
            state=InboxState.PARKED,
            error=type(error).__name__,
        )


def _albums_with_words(updates: Sequence[Mapping[str, Any]]) -> frozenset[Album]:
    """The albums of this batch that carry a caption."""
    messages = [update.get("message") for update in updates]
    worded = [one for one in messages if isinstance(one, Mapping) and one.get("caption") and one.get("media_group_id")]
    return frozenset((_chat_id({"message": one}), str(one["media_group_id"])) for one in worded)


def _message_of(what: Plain) -> int | None:
    """The message whose words the row keeps."""
    if isinstance(what, Reacted):
        return what.message_id if what.report is not None else None
    return what.message_id if isinstance(what, Said) else None


def _row_of(what: Plain) -> int:
    """The chat in whose order it is handled; a move comes behind all that was said in the old group."""
    if isinstance(what, Reached):
        return what.who.id
    return what.old if isinstance(what, Moved) else what.where.id


def _press_id(update: Mapping[str, Any]) -> str | None:
    query = update.get("callback_query")
    found = query.get("id") if isinstance(query, Mapping) else None
    return found if isinstance(found, str) else None


def _integer(value: object) -> int:
    return value if isinstance(value, int) and abs(value) < 2**63 else 0


def _chat_id(update: Mapping[str, Any]) -> int:
    for part in update.values():
        chat = part.get("chat") if isinstance(part, Mapping) else None
        if isinstance(chat, Mapping):
            return _integer(chat.get("id"))
    return 0


def _only_pictures(what: Said) -> bool:
    """Pictures without words; a voice note is talk, and talk is kept only where it is said to us."""
    return not what.text and bool(what.files) and all(file.kind in PICTURES for file in what.files)
