"""Another time for an event that has one: what is not said of it stays, the hour or the day."""

import re
from datetime import datetime, timedelta

from desk.agenda.refusing import Unreadable, Why
from desk.desk import Desk
from desk.errors import BadArgument
from desk.events import limits, making
from desk.events.making import Read
from storage.events import Happening

_LATER = "推迟|推后|延后|延迟|顺延|晚"
SHIFT = re.compile(
    rf"(?P<how>{_LATER}|提前|提早)\s?(?P<n>\d{{1,3}}|半|[一二两三四五六七八九十]{{1,3}})\s?个?"
    r"(?P<unit>分钟|小时|钟头|天|日|周|星期|礼拜)(?P<half>半)?(?![报预通]|\s?截止)"
)
UNITS = {
    "分钟": timedelta(minutes=1),
    "小时": timedelta(hours=1),
    "钟头": timedelta(hours=1),
    "天": timedelta(days=1),
    "日": timedelta(days=1),
}
WEEK = timedelta(weeks=1)
RENAMES = re.compile(r"^(?:(?:改名|更名|名[字称]改?|标题改?)(?:为|成|叫做|叫)?|改叫做?)[\s:：]*(?P<name>\S.*)$")
# Words that mean a change which has not been understood: they are no new name.
NO_NAME = re.compile(rf"{_LATER}|提前|提早|[改换调][到成为]|(?:周|星期|礼拜)[八九]|^(?:全天|整天)$|人数|取消")
ALL_DAY = re.compile(r"全天|整天|一整日|all[ -]day|whole day", re.IGNORECASE)


async def read(desk: Desk, event: Happening, words: str) -> Read:
    """What the words change of it: 改到周五 keeps the hour, 改到14点 the day, 推迟一小时 goes by what it was.

    Raises Unreadable where that is over already, and what `making.read` raises.
    """
    rest, starts = shifted(desk, event, words)
    found = await making.read(desk, rest)
    if starts is not None:
        length = event.ends_at - event.starts_at if event.ends_at is not None else None
        if "starts_at" in found.fields:
            raise Unreadable(Why.SEVERAL, words.strip())
        found.fields["all_day"] = event.all_day
        _move(found, starts, length)
    else:
        keep_hour(desk, event, found, words)
        keep_day(desk, event, found)
    _ahead(desk, found, words)
    name_only(found)
    return found


def _ahead(desk: Desk, read: Read, words: str) -> None:
    ahead = "starts_at" not in read.fields or read.fields["starts_at"] > desk.now
    if not ahead and read.series is None and not read.fields["all_day"]:
        raise Unreadable(Why.PAST, words.strip())


def shifted(desk: Desk, event: Happening, words: str) -> tuple[str, datetime | None]:
    """推迟一小时: the words without it, and when it begins then; hours and days are of the district's clock."""
    found = SHIFT.search(words)
    if found is None:
        return words, None
    count = 0.5 if found["n"] == "半" else float(limits.number(found["n"])) + 0.5 * (found["half"] is not None)
    by = UNITS.get(found["unit"], WEEK) * count
    local = event.starts_at.astimezone(desk.book.zone)
    starts = local + (-by if found["how"] in ("提前", "提早") else by)
    return words[: found.start()] + words[found.end() :], starts


def name_only(read: Read) -> None:
    """Where nothing but a name was read, it is one. Raises BadArgument for what was meant as something else."""
    title = read.fields.get("title")
    if title is None or len(read.fields) > 1 or read.titled:
        return
    if (said := RENAMES.match(title)) is not None:
        read.fields["title"] = said["name"]
    elif NO_NAME.search(title):
        raise BadArgument("event_change_what")


def keep_hour(desk: Desk, event: Happening, read: Read, words: str) -> None:
    """A day alone: at the hour of before, and as long."""
    fields = read.fields
    one_day = fields.get("all_day") and fields["ends_at"] is None and not ALL_DAY.search(words)
    if one_day and not event.all_day:
        hour = event.starts_at.astimezone(desk.book.zone).timetz()
        length = event.ends_at - event.starts_at if event.ends_at is not None else None
        _move(read, datetime.combine(fields["starts_at"].astimezone(desk.book.zone).date(), hour), length)
        fields["all_day"] = False


def keep_day(desk: Desk, event: Happening, read: Read) -> None:
    """An hour alone: on the day of before, unless that is over."""
    fields = read.fields
    if read.day_said or event.starts_at <= desk.now:
        return
    day = event.starts_at.astimezone(desk.book.zone).date()
    length = fields["ends_at"] - fields["starts_at"] if fields["ends_at"] is not None else None
    _move(read, datetime.combine(day, fields["starts_at"].astimezone(desk.book.zone).timetz()), length)


def _move(read: Read, starts: datetime, length: timedelta | None) -> None:
    read.fields["starts_at"] = starts
    read.fields["ends_at"] = starts + length if length is not None else None
