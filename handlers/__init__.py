"""What people say, press and do: the index of behaviours. A new command is one module and one line here."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from desk.chats.units import outsider
from desk.desk import Desk
from desk.errors import NotAllowed, Unknown
from desk.tickets import additions
from desk.values import OFFER, OWN, SPLIT, Joined, Moved, Pressed, Reached, Reacted, Said
from handlers import (
    announcements,
    answers,
    assists,
    checkins,
    checkup,
    deadlines,
    delays,
    deputies,
    duty,
    edits,
    events,
    groups,
    holds,
    language,
    lists,
    masks,
    merges,
    notes,
    offers,
    offices,
    plain,
    proposals,
    reactions,
    replies,
    reports,
    returns,
    rota,
    rounds,
    services,
    signups,
    swaps,
    welcome,
    whats_on,
    why,
    work,
)
from storage.moving import move

SaidHandler = Callable[[Said, Desk], Awaitable[None]]
PressedHandler = Callable[[Pressed, Desk], Awaitable[None]]

# Command, who it is shown to in the menu, and what it does. The order is the menu's.
COMMANDS: dict[str, tuple[str, SaidHandler]] = {
    "start": ("anyone", welcome.start),
    "help": ("anyone", welcome.help_),
    "report": ("anyone", reports.command),
    "ticket": ("anyone", lists.ticket),
    "mine": ("anyone", lists.mine),
    "cancel": ("anyone", work.cancel),
    "confirm": ("anyone", answers.confirm),
    "reopen": ("anyone", answers.reopen),
    "support": ("anyone", work.support),
    "events": ("anyone", whats_on.command),
    "duty": ("anyone", duty.command),
    "services": ("anyone", services.command),
    "language": ("anyone", language.ask),
    "todo": ("worker", lists.todo),
    "accept": ("worker", work.accept),
    "resolve": ("worker", work.resolve),
    "transfer": ("worker", work.transfer),
    "return": ("worker", returns.give_back),
    "hold": ("worker", holds.hold),
    "resume": ("worker", holds.resume),
    "note": ("worker", notes.note),
    "merge": ("worker", merges.merge),
    "unmerge": ("worker", merges.unmerge),
    "assist": ("worker", assists.assist),
    "deadline": ("worker", deadlines.deadline),
    "why": ("worker", why.why),
    "deputy": ("worker", deputies.deputy),
    "bind": ("admin", groups.bind),
    "unbind": ("admin", groups.unbind),
    "appoint": ("admin", offices.appoint),
    "dismiss": ("admin", offices.dismiss),
    "event": ("admin", events.event),
    "announce": ("admin", announcements.announce),
    "rota": ("admin", rota.command),
    "outbox": ("admin", lists.outbox),
    "check": ("admin", checkup.check),
}


async def owned(what: Pressed, desk: Desk) -> None:
    """我来确认: what was said under a mask is treated as said by the presser, with the presser's rights."""
    await _heard(await masks.taken_over(what, desk), desk)
    await masks.close(what, desk)


# What a button does, and how many ids it does it with.
PRESSES: dict[str, tuple[int, PressedHandler]] = {
    "accept": (1, work.accept_pressed),
    "resolve": (1, work.resolve_pressed),
    "transfer": (1, work.transfer_pressed),
    "hand": (2, work.hand_pressed),
    "return": (1, returns.return_pressed),
    "suggest": (2, returns.suggest_pressed),
    "hold": (1, holds.hold_pressed),
    "resume": (1, holds.resume_pressed),
    "deadline": (1, deadlines.deadline_pressed),
    "assist": (1, assists.assist_pressed),
    "help": (2, assists.help_pressed),
    "unmerge": (1, merges.unmerge_pressed),
    "show": (1, lists.show_pressed),
    "cancel": (1, work.cancel_pressed),
    "support": (1, work.support_pressed),
    "not_an_issue": (1, work.not_an_issue_pressed),
    "satisfied": (1, answers.rated),
    "fair": (1, answers.rated),
    "dissatisfied": (1, answers.rated),
    "unsolved": (1, answers.unsolved),
    "solved": (1, answers.solved),
    "kind": (1, groups.kind_pressed),
    "bind": (2, groups.bind_pressed),
    "building": (1, groups.building_pressed),
    "language": (1, language.chosen),
    "appoint": (2, offices.appoint_pressed),
    OWN: (1, owned),
    OFFER: (0, offers.taken),
    SPLIT: (1, offers.split),
    "two": (1, offers.two),
    "draft": (2, reports.draft_pressed),
    "services": (0, services.overview),
    "category": (2, services.category_pressed),
    "service": (1, services.service_pressed),
    "want": (1, services.want_pressed),
    "report": (0, services.report_pressed),
    "publish": (1, events.publish_pressed),
    "amend": (1, events.amend_pressed),
    "later": (1, events.later_pressed),
    "pinned": (1, events.pin_pressed),
    "discard": (1, events.discard_pressed),
    "call_off": (1, events.call_off_pressed),
    "copy": (1, events.copy_pressed),
    "step": (2, events.step_pressed),
    "apply": (2, events.apply_pressed),
    "end": (2, events.end_pressed),
    "keep": (1, events.keep_pressed),
    "spread": (1, announcements.spread_pressed),
    "pin_words": (1, announcements.pin_words_pressed),
    "drop_words": (1, announcements.drop_words_pressed),
    "propose": (1, proposals.propose),
    "invite": (1, proposals.invite),
    "tell_duty": (2, proposals.tell_duty),
    "mine": (0, lists.mine_pressed),
    "todo": (0, lists.todo_pressed),
    "join": (1, signups.join),
    "leave": (1, signups.leave),
    "details": (1, whats_on.details),
    "calendar": (1, whats_on.calendar),
    "take": (1, signups.take),
    "pass": (1, signups.leave),
    "plus": (1, signups.plus),
    "minus": (1, signups.minus),
    "signups": (2, signups.signups_pressed),
    "shut": (1, signups.shut),
    "unshut": (1, signups.unshut),
    "checkin": (1, checkins.checkin),
    "qr": (1, checkins.qr),
    "came": (3, checkins.came),
    "stars": (2, checkins.stars),
    "events": (2, whats_on.events_pressed),
    "rota": (3, rounds.pressed),
    "rotas": (0, rota.list_pressed),
    "rota_show": (1, rota.show_pressed),
    "rota_start": (1, rota.start_pressed),
    "rota_stop": (1, rota.stop_pressed),
    "swap": (1, swaps.swap_pressed),
    "swap_with": (2, swaps.offer_pressed),
    "swap_accept": (1, swaps.accept_pressed),
    "swap_decline": (1, swaps.decline_pressed),
}

# What is said without a command goes to the first that takes it.
TALK: tuple[Callable[[Said, Desk], Awaitable[bool]], ...] = (
    reports.by_prefix,
    checkins.to_rating,
    replies.to_ticket,
    replies.to_why,
    events.answered,
    replies.to_question,
    plain.in_private,
    plain.in_group,
)


async def said(what: Said, desk: Desk) -> None:
    """Answer a message. Whoever writes privately can be written to privately."""
    if what.masked:
        await masks.ask_who(what, desk)
        return
    await _heard(what, desk)
    await delays.explain(what, desk)


async def _heard(what: Said, desk: Desk) -> None:
    desk = replace(desk, hears=what)
    if what.where.private:
        await welcome.reachable(desk, what.who, True)
    if what.belongs_to is not None:
        await desk.tell(*await additions.add(desk, what))
        return
    if what.edited and await edits.taken(what, desk):
        return
    if what.unsure:
        await offers.offer(what, desk)
        return
    if await groups.hint(what, desk):
        return
    try:
        await _said(what, desk)
    except NotAllowed as refusal:
        raise await outsider(desk, what, refusal) from refusal


async def _said(what: Said, desk: Desk) -> None:
    if what.command is not None:
        _, handler = COMMANDS.get(what.command, ("anyone", welcome.unknown_command))
        await handler(what, desk)
        return
    for behaviour in TALK:
        if await behaviour(what, desk):
            return


async def pressed(what: Pressed, desk: Desk) -> None:
    """Act on a button. Raises Unknown for a button that nothing here has made."""
    ids, handler = PRESSES.get(what.action, (0, None))
    if handler is None or len(what.args) != ids:
        raise Unknown("unknown_button")
    try:
        await handler(what, desk)
    except NotAllowed as refusal:
        raise await outsider(desk, what, refusal) from refusal


async def reacted(what: Reacted, desk: Desk) -> None:
    """Make a ticket of the message that somebody reacted to."""
    await reactions.register(what, desk)


async def joined(what: Joined, desk: Desk) -> None:
    """Note a change of our place in a group."""
    await groups.joined(what, desk)


async def moved(what: Moved, desk: Desk) -> None:
    """Follow a group to its new id."""
    await move(desk.session, what.old, what.where.id)


async def reached(what: Reached, desk: Desk) -> None:
    """Note whether a person can be written to."""
    await welcome.reached(what, desk)
