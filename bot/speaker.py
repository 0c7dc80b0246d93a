"""Make notices into rows of the outbox: worded, with buttons, in the reader's language, in the rule's transaction."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.albums import albums
from bot.drawing.month import month_picture
from bot.drawing.qr import qr_code
from bot.uploads import upload
from desk.values import (
    Button,
    Code,
    Document,
    Joined,
    Made,
    Notice,
    Pressed,
    Reached,
    Reacted,
    Rows,
    Said,
    ToChat,
    ToPerson,
    Where,
)
from locales import Phrasebook
from storage import events, outbox, people, tickets
from storage.chats import Chat
from storage.kinds import ChatKind, OutboxKind, OutboxState, Shows
from storage.outbox import Outbox
from storage.tickets import Shown, Ticket

LONGEST_FACT = 1000  # characters; keeps a message below the platform's 4096 whatever people write
LONGEST_POPUP = 200  # Bot API, answerCallbackQuery.text


class Speaker:
    """Words notices for one transaction. `link` makes the address that opens the private chat with a payload."""

    def __init__(
        self, session: AsyncSession, now: datetime, book: Callable[[str | None], Phrasebook], link: Callable[[str], str]
    ) -> None:
        self._session = session
        self._now = now
        self._book = book
        self._link = link
        self._answered: tuple[Where, int] | None = None
        self._new: set[int] = set()  # records of messages that nobody has owed yet

    def answers(self, where: Where, message_id: int) -> None:
        """What is said now answers this message, so it is said in that message's topic."""
        self._answered = where, message_id

    async def tell(self, *notices: Notice) -> None:
        """Write each notice to the outbox."""
        for notice in notices:
            await self._tell(notice)
        await self._session.flush()

    async def _tell(self, notice: Notice) -> None:
        if notice.removes is not None and isinstance(notice.to, ToChat):
            if notice.removes > 0:
                await self._remove(notice, notice.to, notice.removes)
            return
        if notice.key is not None and await self._said_already(notice.key):
            return
        if len(notice.files) > 1 and len(parts := albums(notice.files)) > 1:
            for files in parts:
                await self._tell(replace(notice, files=files))
            return
        chat_id = notice.to.id if isinstance(notice.to, ToChat) else notice.to.person.telegram_id
        language = await self._language(notice.to)
        payload: dict[str, Any] = {
            "text": self._say(language, notice.phrase, notice.facts),
            "buttons": self._buttons(language, notice.buttons),
        }
        if notice.silent:
            payload["silent"] = True
        if notice.files:
            payload["files"] = [{"kind": file.kind, "id": file.file_id} for file in notice.files]
            if notice.swaps:
                payload["swap"] = True
        if notice.made is not None:
            payload |= await self._upload(notice, notice.made, language)
        if notice.reply_to is not None and notice.reply_to > 0:  # else of a group that has become another
            payload["reply_to"] = notice.reply_to
        if (thread := await self._thread(notice, chat_id)) is not None:
            payload["thread"] = thread
        row = Outbox(
            chat_id=chat_id,
            lane=int(notice.lane),
            kind=OutboxKind.SEND,
            payload=payload,
            ticket_id=notice.ticket,
            key=notice.key,
            created_at=self._now,
        )
        if isinstance(notice.to, ToPerson):
            row.fallback = await self._fallback(notice, notice.to)
        await self._owe(notice, row)

    async def _upload(self, notice: Notice, made: Made, language: str | None) -> dict[str, Any]:
        """What is sent along, as bytes that go with the row; or what is said instead of a picture."""
        if isinstance(made, Document):
            return {"upload": upload("document", made.name, made.content)}
        if isinstance(made, Code):
            return {"upload": upload("photo", "qr.png", qr_code(self._link(made.payload)))}
        instead = self._say(language, made.instead, notice.facts)

        def word(phrase: str) -> str:
            return self._say(language, phrase, notice.facts, plain=True)

        picture = await month_picture(made, word)
        return {"text": instead} if picture is None else {"upload": upload("photo", "month.png", picture, instead)}

    async def _thread(self, notice: Notice, chat_id: int) -> int | None:
        """The topic: an answer's is its message's; whatever else is said of a ticket stands in the ticket's own."""
        where, answered = self._answered or (None, None)
        is_answer = notice.purpose is None or notice.reply_to == answered
        if where is not None and where.id == chat_id and is_answer:
            return where.thread
        return await self._thread_of(notice.ticket, chat_id)

    async def _thread_of(self, number: int | None, chat_id: int) -> int | None:
        ticket = await self._session.get(Ticket, number) if number is not None else None
        return ticket.thread_id if ticket is not None and ticket.chat_id == chat_id else None

    async def _remove(self, notice: Notice, to: ToChat, message_id: int) -> None:
        """Take a message away; with the words that stand there instead if the platform finds it too old for that."""
        payload: dict[str, Any] = {"message_id": message_id}
        if notice.phrase:
            words = self._say(await self._language(to), notice.phrase, notice.facts)
            payload |= {"text": words, "buttons": [], "blank": True}
        lane = int(notice.lane)
        row = Outbox(chat_id=to.id, lane=lane, kind=OutboxKind.REMOVE, payload=payload, created_at=self._now)
        self._session.add(row)

    async def _owe(self, notice: Notice, row: Outbox) -> None:
        """Queue the row as what it is: an edit of something said before, or a message of its own."""
        if notice.edits is not None and notice.edits > 0:
            row.kind = OutboxKind.EDIT
            row.payload = {**(row.payload or {}), "message_id": notice.edits}
            self._session.add(row)
            return
        shown = await self._shown(notice, row.chat_id)
        if shown is not None:
            row.shown_id = shown.id
            is_new = shown.id in self._new
            self._new.discard(shown.id or 0)
            if not is_new and await self._replaces(notice, shown, row):
                return
            if notice.pins and row.kind is OutboxKind.SEND:
                self._session.add(row)
                await self._session.flush()  # it is sent before it is pinned
                self._session.add(self._pin(row))
                return
        if row.kind is OutboxKind.SEND and isinstance(notice.to, ToPerson) and notice.to.person.reachable is False:
            await self._owe_instead(row)
        else:
            self._session.add(row)

    def _pin(self, row: Outbox) -> Outbox:
        """Pins what the row sends."""
        return Outbox(
            chat_id=row.chat_id,
            lane=row.lane,
            kind=OutboxKind.PIN,
            payload={},
            shown_id=row.shown_id,
            key=f"pin:{row.key}" if row.key is not None else None,
            created_at=self._now,
        )

    async def _owe_instead(self, row: Outbox) -> None:
        """To somebody who cannot be written to: what is said in their group instead, once under its key."""
        if row.fallback is None:
            self._session.add(row)  # nowhere else to say it: try, and let an admin see what comes of it
        elif row.fallback and not await self._said_already(row.fallback["key"]):
            row.chat_id, row.payload, row.key = row.fallback["chat_id"], row.fallback["payload"], row.fallback["key"]
            row.shown_id = row.fallback = None
            self._session.add(row)

    async def _shown(self, notice: Notice, chat_id: int) -> Shown | None:
        """The record of the message: the one it edits, the chat's card, or a new one."""
        if notice.shown is not None:
            return await self._session.get(Shown, notice.shown)
        if notice.purpose is None or (notice.ticket is None and notice.event is None):
            return await self._made(Shown(chat_id=chat_id, purpose=Shows.NOTE)) if notice.pins else None
        purpose = notice.purpose
        if purpose is Shows.EVENT and (known := await events.announcement(self._session, notice.event or 0, chat_id)):
            return known
        if notice.ticket is None:
            return await self._made(Shown(event_id=notice.event, chat_id=chat_id, purpose=purpose))
        if purpose in {Shows.CARD, Shows.COPY}:
            card = await tickets.card(self._session, notice.ticket, chat_id)
            if card is not None and (purpose is Shows.CARD or await self._never_sent(card)):
                return card
            purpose = Shows.CARD if card is None else Shows.COPY
        return await self._made(Shown(ticket_id=notice.ticket, chat_id=chat_id, purpose=purpose))

    async def _made(self, shown: Shown) -> Shown:
        self._session.add(shown)
        await self._session.flush()
        self._new.add(shown.id or 0)
        return shown

    async def _replaces(self, notice: Notice, shown: Shown, row: Outbox) -> bool:
        """Turn the row into an edit of what was said. True if nothing is left to queue: an unsent message just
        changes its words, and one that will never be sent has none."""
        sending = await outbox.send_of(self._session, shown.id or 0)
        if sending is None and shown.message_id is None:
            await self._session.refresh(shown, ["message_id"])  # it may have been sent a moment ago
        await outbox.fold(self._session, shown.id or 0)
        stands = shown.message_id is not None and shown.message_id > 0
        if stands or (sending is not None and sending.state is OutboxState.SENDING):
            row.kind, row.fallback = OutboxKind.EDIT, None
            # Should the send have to be repeated, the edit must not overtake it in a more urgent lane.
            row.lane = max(row.lane, sending.lane) if sending is not None else row.lane
            return False
        if sending is not None:
            sending.payload = {**(row.payload or {}), **_kept(sending.payload)}
            sending.fallback = row.fallback
            return True
        left_behind = shown.message_id is not None and shown.purpose in {
            Shows.CARD,
            Shows.EVENT,
        }  # in what is a supergroup now
        return notice.shown is not None and not left_behind

    async def _never_sent(self, shown: Shown) -> bool:
        return shown.message_id is None and await outbox.send_of(self._session, shown.id or 0) is None

    async def _said_already(self, key: str) -> bool:
        return (await self._session.exec(select(Outbox.id).where(Outbox.key == key))).first() is not None

    async def _fallback(self, notice: Notice, to: ToPerson) -> dict[str, Any] | None:
        """What to say in the person's group if they never pressed start: a mention and a link, once a ticket.

        Empty if nothing need be said at all.
        """
        if to.dispensable:
            return {}
        if to.instead is None:
            return None
        group = await self._session.get(Chat, to.instead)
        language = group.language if group is not None else None
        url = self._link(to.link or (f"t{notice.ticket}" if notice.ticket else "hello"))
        facts = {"person": to.person, "ticket": notice.ticket, **to.facts}
        text = self._say(language, to.call, facts)
        button = {"text": self._say(language, "button.open_private", {}, plain=True), "url": url}
        payload: dict[str, Any] = {"text": text, "buttons": [[button]]}
        if (thread := await self._thread_of(notice.ticket, to.instead)) is not None:
            payload["thread"] = thread
        key = f"reach:{to.person.id}:{to.mark or notice.ticket}"
        return {"chat_id": to.instead, "key": key, "payload": payload}

    async def _language(self, to: ToChat | ToPerson) -> str | None:
        """A group's own language; privately (a private chat has its person's id) the person's."""
        if isinstance(to, ToPerson):
            return to.person.language
        chat = await self._session.get(Chat, to.id)
        if chat is not None and chat.kind is not ChatKind.PRIVATE:
            return chat.language
        person = await people.by_telegram_id(self._session, to.id)
        return person.language if person is not None else None

    async def answers_in(self, what: Said | Pressed | Reacted | Joined | Reached) -> str | None:
        """In which language to say no to this: the group's where it was said in one, else that of whoever acts."""
        if isinstance(what, Said) and not what.where.private:
            return await self._language(ToChat(what.where.id))
        person = await people.by_telegram_id(self._session, what.who.id)
        return (person.language if person is not None else None) or what.who.language

    async def word(self, chat_id: int, phrase: str) -> str:
        """A phrase without facts, in the language of the chat."""
        return self._say(await self._language(ToChat(chat_id)), phrase, {})

    def _say(self, language: str | None, phrase: str, facts: Mapping[str, Any], plain: bool = False) -> str:
        return self._book(language).say(phrase, _bounded(facts), self._now, plain)

    def _buttons(self, language: str | None, rows: Rows) -> list[list[dict[str, str]]]:
        def text(name: str, label: str) -> str:
            phrase = label if "." in label else f"button.{label}"
            return name or self._say(language, phrase, {}, plain=True)

        def target(one: Button) -> dict[str, str]:
            return {"url": self._link(one.link)} if one.link else {"data": one.data}

        return [[{"text": text(one.name, one.label), **target(one)} for one in row] for row in rows]

    def refusal(self, language: str | None, phrase: str, facts: Mapping[str, Any], html: bool) -> str:
        """Why something was refused, for a message (html) or a pop-up."""
        return self._say(language, phrase, facts) if html else self.popup(language, phrase, facts)

    def popup(self, language: str | None, phrase: str, facts: Mapping[str, Any]) -> str:
        """The words of a pop-up: plain text, no longer than the platform shows."""
        return self._say(language, phrase, facts, plain=True)[:LONGEST_POPUP]


def _bounded(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with no text in them longer than a message can bear."""
    return {
        name: value[: LONGEST_FACT - 1] + "…" if isinstance(value, str) and len(value) > LONGEST_FACT else value
        for name, value in facts.items()
    }


def _kept(payload: dict[str, Any] | None) -> dict[str, Any]:
    """What a waiting message keeps when its words change: the message that it answers."""
    return {"reply_to": payload["reply_to"]} if payload and "reply_to" in payload else {}
