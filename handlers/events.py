"""Make, announce, change and call off events."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from desk.desk import Desk
from desk.errors import BadArgument, Unknown
from desk.events import announcing, asking, changing, drafting, making, retiming, telling
from desk.events.permissions import may_change, may_make
from desk.people.acquaintance import meet
from desk.values import Button, File, Notice, Pressed, Said, ToChat
from handlers import signups
from handlers.arguments import number
from storage import events
from storage.events import Happening
from storage.kinds import EventStatus
from storage.people import Person

MOST_NAMED = 3
NUMBERED = re.compile(r"[#＃]?(\d{1,15})(?!\S)\s*")


async def event(what: Said, desk: Desk) -> None:
    """`/event`: a line makes one, nothing asks step by step; `copy`, `change ID …`, `cancel ID …` are about others."""
    word, _, rest = what.text.strip().partition(" ")
    if (behaviour := SUBCOMMANDS.get(word.lower())) is not None:
        await behaviour(replace(what, text=rest.strip()), desk)
        return
    person = await meet(desk, what.who)
    await may_make(desk, person)
    if not what.text.strip():
        await _step_by_step(what, desk, person)
        return
    read = await making.read(desk, what.text)
    made = await drafting.make(desk, person, read, what.files)
    preview = await drafting.preview(desk, made, what.where.id, drafting.notes_on(read))
    await desk.tell(replace(preview, reply_to=what.message_id))


async def _step_by_step(what: Said, desk: Desk, person: Person) -> None:
    """One question after the other; in a group that would be much talk, so there the private chat is pointed to."""
    if not what.where.private:
        button = Button(label="open_private", link="event")
        await desk.tell(Notice(ToChat(what.where.id), "event.privately", {}, ((button,),), reply_to=what.message_id))
        return
    await desk.tell(*await asking.begin(desk, person, what.where.id))


async def copy(what: Said, desk: Desk) -> None:
    """`/event copy WHEN …`: as the last one."""
    person = await meet(desk, what.who)
    await may_make(desk, person)
    last = await events.last_of(desk.session, person.id or 0)
    if last is None:
        raise Unknown("no_last_event")
    if not what.text:
        await desk.tell(await asking.ask(desk, person, last, "copy", "event.ask_copy"))
        return
    notices = await asking.again(desk, person, last, what.text, what.files)
    await desk.tell(*(replace(one, to=ToChat(what.where.id)) for one in notices))


async def change(what: Said, desk: Desk) -> None:
    """`/event change ID what becomes different`."""
    person, meant, words = await _meant(what, desk, "change")
    if not words and not what.files:
        await desk.tell(await asking.ask(desk, person, meant, "amend", "event.ask_change"))
        return
    await _change(desk, person, meant, words, what.files)


async def cancel(what: Said, desk: Desk) -> None:
    """`/event cancel ID reason`."""
    person, meant, reason = await _meant(what, desk, "cancel")
    if not reason:
        await desk.tell(await asking.ask(desk, person, meant, "reason", "event.ask_reason"))
        return
    await _end(desk, person, meant, reason)


async def _meant(what: Said, desk: Desk, command: str) -> tuple[Person, Happening, str]:
    """Who, the event that is meant, and the words after its number. Raises BadArgument, NotAllowed, WrongState."""
    person = await meet(desk, what.who)
    own = await events.hosted_by(desk.session, person.id or 0, desk.now, MOST_NAMED)
    found = NUMBERED.match(what.text)
    if found is None:
        named = [{"number": one.id, "title": one.title} for one in own]
        raise BadArgument("which_of_yours", command=command, named=named)
    meant = await drafting.get(desk, int(found[1]))
    await may_change(desk, person, meant)
    return person, meant, what.text[found.end() :].strip()


SUBCOMMANDS: dict[str, Callable[[Said, Desk], Awaitable[None]]] = {
    "list": signups.listing,
    "名单": signups.listing,
    "copy": copy,
    "照上次": copy,
    "change": change,
    "修改": change,
    "cancel": cancel,
    "取消": cancel,
}


async def _change(desk: Desk, person: Person, meant: Happening, words: str, files: tuple[File, ...]) -> None:
    """What is not out yet is changed at once and shown anew; what is out only after a confirming tap."""
    if meant.status is EventStatus.DRAFT:
        read = await retiming.read(desk, meant, words)
        old = await drafting.amend(desk, person, meant, read, files)
        await asking.drop(desk, person)
        await desk.tell(*old, await drafting.preview(desk, meant, person.telegram_id, drafting.notes_on(read)))
        return
    plan = await asking.keep(desk, person, "amend", meant)
    picture = next((file.file_id for file in files if file.kind == "photo"), None)
    await desk.tell(await changing.propose(desk, person, meant, words, plan, picture))


async def _end(desk: Desk, person: Person, meant: Happening, reason: str) -> None:
    plan = await asking.keep(desk, person, "reason", meant)
    await desk.tell(await changing.propose_end(desk, person, meant, reason, plan))


async def answered(what: Said, desk: Desk) -> bool:
    """What is said privately after a question about an event; False if nothing was asked."""
    if not what.where.private:
        return False
    person = await meet(desk, what.who)
    plan = await asking.current(desk, person)
    if plan is None:
        return False
    if plan.asks in asking.BY_NAME:
        await desk.tell(*await asking.answered(desk, person, plan, what))
        return True
    behaviour = ANSWERS.get(plan.asks)
    if behaviour is None or plan.event_id is None:
        return False
    meant = await drafting.get(desk, plan.event_id)
    if plan.asks != "copy":
        await may_change(desk, person, meant)
    await behaviour(desk, person, meant, what)
    return True


async def _amended(desk: Desk, person: Person, meant: Happening, what: Said) -> None:
    await _change(desk, person, meant, what.text.strip(), what.files)


async def _reasoned(desk: Desk, person: Person, meant: Happening, what: Said) -> None:
    await _end(desk, person, meant, what.text.strip())


async def _copied(desk: Desk, person: Person, meant: Happening, what: Said) -> None:
    notices = await asking.again(desk, person, meant, what.text, what.files)
    await asking.drop(desk, person)
    await desk.tell(*notices)


async def _timed(desk: Desk, person: Person, meant: Happening, what: Said) -> None:
    """When it is to be announced."""
    at = making.announced(desk, what.text)
    old = await drafting.amend(desk, person, meant, making.Read({"announce_at": at}))
    await asking.drop(desk, person)
    await desk.tell(*old, await drafting.preview(desk, meant, person.telegram_id))


ANSWERS: dict[str, Callable[[Desk, Person, Happening, Said], Awaitable[None]]] = {
    "amend": _amended,
    "reason": _reasoned,
    "copy": _copied,
    "later": _timed,
}


async def step_pressed(what: Pressed, desk: Desk) -> None:
    """An answer to one of the questions."""
    step, value = what.args
    person = await meet(desk, what.who)
    await desk.tell(*await asking.chosen(desk, person, step, value, what.where.id, what.message_id))


async def _pressed(what: Pressed, desk: Desk) -> tuple[Person, Happening]:
    """Who pressed, and the event, which is theirs to change. Raises NotAllowed, WrongState."""
    person = await meet(desk, what.who)
    meant = await drafting.get(desk, number(what.args[0]))
    await may_change(desk, person, meant)
    return person, meant


async def publish_pressed(what: Pressed, desk: Desk) -> None:
    """发布."""
    person, _ = await _pressed(what, desk)
    meant = await drafting.get_draft(desk, number(what.args[0]))
    await desk.tell(*await announcing.publish(desk, meant, person, what.where.id, what.message_id))
    desk.verdict("event.confirmed", title=meant.title, at=meant.announce_at if meant.announced_at is None else None)


async def amend_pressed(what: Pressed, desk: Desk) -> None:
    """修改: ask privately what becomes different."""
    await _asked(what, desk, "amend", "event.ask_change")


async def later_pressed(what: Pressed, desk: Desk) -> None:
    """定时: ask privately when it is to be announced."""
    await drafting.get_draft(desk, number(what.args[0]))
    await _asked(what, desk, "later", "event.ask_later")


async def call_off_pressed(what: Pressed, desk: Desk) -> None:
    """取消活动: ask privately why."""
    await _asked(what, desk, "reason", "event.ask_reason")


async def _asked(what: Pressed, desk: Desk, asks: str, phrase: str) -> None:
    person, meant = await _pressed(what, desk)
    await desk.tell(await asking.ask(desk, person, meant, asks, phrase))
    desk.verdict("event.answer_below" if what.where.private else "event.answer_privately")


async def pin_pressed(what: Pressed, desk: Desk) -> None:
    """置顶, or not."""
    person, _ = await _pressed(what, desk)
    meant = await drafting.get_draft(desk, number(what.args[0]))
    await announcing.pin_changed(desk, meant)
    shown = await drafting.preview(desk, meant, what.where.id)
    await desk.tell(replace(shown, purpose=None, edits=what.message_id))
    desk.verdict("event.pinned" if meant.pinned else "event.unpinned", by=person)


async def discard_pressed(what: Pressed, desk: Desk) -> None:
    """不发了."""
    await _pressed(what, desk)
    meant = await drafting.get_draft(desk, number(what.args[0]))
    picture = (File("photo", meant.picture, ""),) if meant.picture else ()
    await drafting.discard(desk, meant)
    await desk.tell(Notice(ToChat(what.where.id), "event.dropped", {}, edits=what.message_id, files=picture))
    desk.verdict("event.dropped")


async def copy_pressed(what: Pressed, desk: Desk) -> None:
    """照上次."""
    person = await meet(desk, what.who)
    await may_make(desk, person)
    last = await drafting.get(desk, number(what.args[0]))
    await desk.tell(await asking.ask(desk, person, last, "copy", "event.ask_copy"))
    desk.verdict("event.answer_below")


async def apply_pressed(what: Pressed, desk: Desk) -> None:
    """The change was confirmed, of this one or of all that follow."""
    person, meant = await _pressed(what, desk)
    plan = await asking.current(desk, person)
    if plan is None or plan.asks != "apply" or plan.event_id != meant.id:
        raise Unknown("event_step_over")
    following = what.args[1] == "all"
    notices = await changing.apply(desk, meant, str(plan.said["words"]), following, plan.said.get("picture"))
    await asking.drop(desk, person)
    await _settled(what, desk, meant, "event.change_done", notices)


async def end_pressed(what: Pressed, desk: Desk) -> None:
    """Calling it off was confirmed, of this one or of all that follow."""
    person, meant = await _pressed(what, desk)
    plan = await asking.current(desk, person)
    if plan is None or plan.asks != "end" or plan.event_id != meant.id:
        raise Unknown("event_step_over")
    notices = await changing.call_off(desk, meant, str(plan.said["reason"]), what.args[1] == "all")
    await asking.drop(desk, person)
    await _settled(what, desk, meant, "event.end_done", notices)


async def _settled(what: Pressed, desk: Desk, meant: Happening, phrase: str, notices: list[Notice]) -> None:
    """Say under the question that it is done."""
    told = sum(map(telling.is_of_this, notices))
    left = await telling.left(desk)
    facts = {"title": meant.title, "count": told + left, "left": left}
    await desk.tell(*notices, Notice(ToChat(what.where.id), phrase, facts, edits=what.message_id))
    desk.verdict(phrase, **facts)


async def keep_pressed(what: Pressed, desk: Desk) -> None:
    """Everything stays as it is."""
    await asking.drop(desk, await meet(desk, what.who))
    await desk.tell(Notice(ToChat(what.where.id), "event.kept", {}, edits=what.message_id))
    desk.verdict("event.kept")
