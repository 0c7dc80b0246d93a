"""Count what a year came to, from its records and from what stands in its chats."""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from icalendar import Calendar
from sqlmodel import col, func, select

from bot.chatroom import Chat, Message
from desk.chats import budget
from desk.events import exporting, hosting
from storage.events import Happening, Opinion, SignUp
from storage.kinds import EventStatus, OfferState, SignUpState
from storage.plans import Spread as Announced
from storage.rota import Offer
from tests.month.figures import Spread
from tests.year.life import Life, Year

FINAL = frozenset({EventStatus.DONE, EventStatus.CANCELLED})
OVER = frozenset({SignUpState.ATTENDED, SignUpState.NO_SHOW, SignUpState.CANCELLED, SignUpState.WAITING})
# How the messages of a group begin, and what they are; what begins otherwise calls somebody by name.
KINDS = {
    **dict.fromkeys("📣🏁🚫🔒", "announcements"),
    "📍": "notes of duty",
    "🗓": "sheets of a month",
    "⏰": "reminders",
}
OK = 200
SENDS = frozenset({"sendMessage", "sendPhoto", "sendDocument"})


@dataclass
class Figures:
    """What the year came to. `groups`: messages a group and working day; `over_budget` and what follows must be empty,
    `waits`: hours that groups waited for what was held back."""

    days: int
    events: Counter[str]
    changed: int
    sign_ups: Counter[str]
    open: Counter[str]
    companions: int
    full: int
    ratings: int
    comments: int
    mean: float
    taps: int
    reminders: Counter[str]
    groups: Spread
    busy: Counter[int]
    kinds: Counter[str]
    loudest: list[str]
    swaps: Counter[str]
    waits: list[float]
    calendars: int
    grew: int
    edits: int
    sends: int
    dropped: int
    life: Life
    refused: list[str]
    over_budget: list[str]
    unfinished: list[str]
    disagreeing: list[str]
    twice: list[str]
    shrunk: list[str]

    @property
    def wrong(self) -> dict[str, list[str]]:
        """What must be empty, by its name."""
        return {
            "days of a group over its budget": self.over_budget,
            "more people than places": self.life.overfull,
            "due rows passed over": self.life.forgotten,
            "failed or parked": self.life.failed,
            "without a final state": self.unfinished,
            "exported otherwise than recorded": self.disagreeing,
            "announced or reminded twice": self.twice,
            "calendar files that do not grow with changes": self.shrunk,
            "hosts' lines not read as meant": self.refused,
        }


async def measure(year: Year) -> Figures:
    """Everything that is printed."""
    district = year.district
    async with district.store.read() as session:
        events = list((await session.exec(select(Happening).order_by(col(Happening.id)))).all())
        ups = list((await session.exec(select(SignUp).order_by(col(SignUp.id)))).all())
        opinions = list((await session.exec(select(Opinion))).all())
        swaps = (await session.exec(select(Offer.state, func.count()).group_by(col(Offer.state)))).all()
        spreads = {one.id or 0: one.event_id or 0 for one in (await session.exec(select(Announced))).all()}
        exported = [one async for one in exporting.events(session, district.book.zone)]
    said = {code: unasked(group, year) for code, group in district.group_of.items()}
    counts = Counter({(code, day): len(found) for code, by_day in said.items() for day, found in by_day.items()})
    files = _calendars(year)
    taken = year.guests.presses
    calls = district.room.log.calls
    return Figures(
        days=len(year.days),
        events=Counter(one.status.value for one in events),
        changed=sum(one.sequence > 0 and one.status is not EventStatus.CANCELLED for one in events),
        sign_ups=Counter(one.state.value for one in ups),
        open=_open(events, ups),
        companions=sum(one.companions for one in ups),
        full=len({one.event_id for one in ups if one.state is SignUpState.WAITING}),
        ratings=len(opinions),
        comments=sum(bool(one.comment) for one in opinions),
        mean=sum(one.stars for one in opinions) / max(1, len(opinions)),
        taps=len(taken),
        reminders=_reminders(year),
        groups=_spread([counts[code, day] for code in said for day in year.working]),
        busy=Counter(counts.values()),
        kinds=Counter(_kind(one) for by_day in said.values() for found in by_day.values() for one in found),
        loudest=[f"{code} {day:%m-%d} {n}" for (code, day), n in counts.most_common(5)],
        swaps=Counter({OfferState(state).value: count for state, count in swaps}),
        waits=_waits(year, spreads),
        calendars=sum(map(len, files.values())),
        grew=sum(found[-1][1] > found[0][1] for found in files.values()),
        edits=sum(call.method == "editMessageText" for call in calls),
        sends=sum(call.method in SENDS for call in calls),
        dropped=year.hosts.dropped,
        life=year.life,
        refused=year.hosts.refused,
        over_budget=[f"{code} {day:%m-%d}: {n}" for (code, day), n in counts.items() if n > budget.A_DAY],
        unfinished=_unfinished(year, events, ups),
        disagreeing=_disagreeing(exported, events, ups, opinions),
        twice=_twice(year, {one.id or 0 for one in events if one.sequence == 0}),
        shrunk=[f"event {number}: {found}" for number, found in files.items() if not _grows(found)],
    )


def unasked(group: Chat, year: Year) -> dict[date, list[Message]]:
    """What 小邻 said in a group by day, but for answers to what was said there."""
    found: defaultdict[date, list[Message]] = defaultdict(list)
    for one in group.messages.values():
        if one.from_bot and not one.service and one.reply_to is None and one.date > year.begins:
            found[year.book.worktime.date_of(one.date)].append(one)
    return found


def _kind(message: Message) -> str:
    return KINDS.get(message.text[:1], "calls by name")


def _spread(counts: Sequence[int]) -> Spread:
    ordered = sorted(counts)
    return Spread(median(ordered), ordered[math.ceil(0.95 * len(ordered)) - 1], ordered[-1])


def _sent(year: Year) -> Iterator[tuple[int, str, list[str]]]:
    """Chat, words and buttons of every message as it was sent: what people see may have been changed since."""
    for call in year.district.room.log.calls:
        if call.method in SENDS and call.status == OK:
            rows = json.loads(call.params.get("reply_markup", "{}")).get("inline_keyboard", [])
            data = [key.get("callback_data", "") for row in rows for key in row]
            yield call.chat_id or 0, call.params.get("text") or call.params.get("caption", ""), data


def _reminders(year: Year) -> Counter[str]:
    """How many messages reminded, when and where. Those for the host begin otherwise."""
    found: Counter[str] = Counter()
    for chat, text, _ in _sent(year):
        if text.startswith("⏰") and "请点取消" in text:
            before = "half an hour" if "马上开始" in text else "a day"
            found[f"{before} before, {'privately' if chat > 0 else 'in groups'}"] += 1
    return found


def _waits(year: Year, spreads: dict[int, int]) -> list[float]:
    """Hours between the moment when a group was to hear of an event and the message."""
    found = []
    for subject, since in year.life.held.items():
        spread, chat = (int(part) for part in subject.split(":"))
        group = year.district.room.state.chats[chat]
        at = _announced(group, spreads[spread])
        if at is not None:
            found.append((at - since).total_seconds() / 3600)
    return found


def _announced(group: Chat, event: int) -> datetime | None:
    data = f"details:{event}"
    return next((one.date for one in group.messages.values() if any(key.data == data for key in one.buttons)), None)


def _unfinished(year: Year, events: Iterable[Happening], ups: Iterable[SignUp]) -> list[str]:
    """Events that are over and neither done nor called off, and sign-ups of those done that are still open."""
    hours = timedelta(hours=1)
    past = {one.id: one for one in events if (one.ends_at or one.starts_at + hosting.USUAL) + hours < year.play.now}
    known = [f"event {one.id} {one.status.value}" for one in past.values() if one.status not in FINAL]
    done = [one for one in ups if one.event_id in past and past[one.event_id].status is EventStatus.DONE]
    return [*known, *(f"sign-up {one.id} {one.state.value}" for one in done if one.state not in OVER)]


def _open(events: Iterable[Happening], ups: Iterable[SignUp]) -> Counter[str]:
    """Sign-ups in no final state, by the state of their event: of one called off the host can still read the list."""
    status = {one.id: one.status.value for one in events}
    return Counter(status[one.event_id] for one in ups if one.state not in OVER)


def _disagreeing(
    exported: Sequence[dict[str, Any]], events: Sequence[Happening], ups: Iterable[SignUp], opinions: Iterable[Opinion]
) -> list[str]:
    """Where the export says something else than the records."""
    found = [] if len(exported) == len(events) else [f"{len(exported)} events exported of {len(events)}"]
    states: defaultdict[int, Counter[str]] = defaultdict(Counter)
    stars = Counter(one.event_id for one in opinions)
    for one in ups:
        states[one.event_id][one.state.value] += 1
    for line in exported:
        said = json.loads(json.dumps(line))
        if (
            Counter(one["state"] for one in said["signups"]) != states[said["id"]]
            or said["ratings"] != stars[said["id"]]
        ):
            found.append(f"event {said['id']}")
    return found


def _twice(year: Year, unchanged: set[int]) -> list[str]:
    """Chats that heard twice that an event takes place, or were reminded twice; of what was put off one is anew."""
    heard: Counter[tuple[int, str]] = Counter()
    for chat, text, data in _sent(year):
        if chat < 0 and KINDS.get(text[:1]) == "announcements":
            heard[chat, next((one for one in data if one.startswith("details:")), "")] += 1
        elif text.startswith("⏰") and "请点取消" in text:
            left = next((one for one in data if one.startswith("leave:")), "leave:0")
            if int(left.split(":")[1]) in unchanged:
                heard[chat, f"{left} {'马上开始' in text}"] += 1
    return [f"{chat} {what}" for (chat, what), times in heard.items() if times > 1]


def _calendars(year: Year) -> dict[int, list[tuple[str, int]]]:
    """By event, UID and SEQUENCE of each file that somebody took, the earliest first."""
    found: defaultdict[int, list[tuple[datetime, str, int]]] = defaultdict(list)
    for chat in year.privates():
        for one in chat.messages.values():
            if one.document is not None and one.file is not None and one.file.name.endswith(".ics"):
                entry = Calendar.from_ical(one.document).walk("VEVENT")[0]
                number = int(one.file.name.removesuffix(".ics").rpartition("-")[2])
                found[number].append((one.date, str(entry["uid"]), int(str(entry["sequence"]))))
    return {number: [(uid, sequence) for _, uid, sequence in sorted(taken)] for number, taken in found.items()}


def _grows(taken: Sequence[tuple[str, int]]) -> bool:
    """One UID, and never a smaller SEQUENCE than before."""
    return len({uid for uid, _ in taken}) == 1 and all(one[1] <= other[1] for one, other in pairwise(taken))
