"""Read how many may come to an event: in all, of each grid, and with whom."""

import re
from typing import Any

from desk.errors import BadArgument
from desk.events.line import HIDDEN, Line

MOST_PLACES = 100_000
MOST_COMPANIONS = 9
_DIGITS = "0123456789０１２３４５６７８９〇零一二两三四五六七八九十百"
_N = f"[{_DIGITS}]{{1,7}}"
# So many people, or a number that stands by itself: 每格限3人 and 每格3 say it, 每格一味 does not.
_HEADS = rf"(?:-?{_N}(?=\s?(?:[人位名]|个(?:名额|人)|[\s，,；;。（(）)\0]|$))|(?<=[额报])-?{_N}(?=个))"
_UNIT = r"\s?(?:[人位名]|个(?:名额|人)?)?(?:以?内)?"
_MOST = r"(?:(?:最多|至多|不超过|仅限|限额?|名额)(?:报名?)?)?\s?[:：]?\s?"
_AT_MOST = r"(?:(?:max(?:imum)?|limit|at most|up to)\s)?"
_EACH = "[每一]个?人"
_FREE = "不限(?:人数|名额|人)?"
CAPACITY = re.compile(
    rf"(?:(?<![人格])限额?|仅限|最多|共)\s?(?P<a>-?{_N})\s?[人个位名](?:以?内|名额|参加)?"
    rf"|(?P<b>(?<![{_DIGITS}A-Za-z]){_N})(?:个|人)名额"
    rf"|(?<![格人])(?:名额|人数)(?:[改调增减加]+[成为到至])?\s?(?P<c>-?{_N})\s?[人个位名]?"
    r"|(?:max(?:imum)?|limit)\s?(?P<d>\d{1,7})(?:\s?(?:people|places))?",
    re.IGNORECASE,
)
LIMITLESS = re.compile("不限(?:人数|名额|人)?|人数不限|名额不限|no limit", re.IGNORECASE)
COMPANIONS = re.compile(
    rf"(?:{_EACH})?(?:可以?|能|限|允许|最多|至多)(?:可以?|能)?携?带\s?(?P<n>{_N})?\s?(?:[人位名个](?:家属|亲友|朋友|同事|同伴)?|家属|亲友|朋友|同事)"
    r"|bring\s(?P<e>\d{1,2})(?:\sguests?)?"
)
PER_GRID = re.compile(
    rf"[每各]个?(?:微?网)?格{_MOST}(?:(?P<a>{_HEADS}){_UNIT}|(?P<free>{_FREE}))"
    rf"|{_AT_MOST}(?P<b>-?\d{{1,7}})\s?(?:(?:people|places)\s)?(?:per|from each|for each)\sgrid"
    r"|(?P<unlimited>no limit per grid)",
    re.IGNORECASE,
)
PER_MEMBER = re.compile(
    rf"{_EACH}{_MOST}(?:可报\s?|能报\s?)?(?:(?P<a>{_HEADS}){_UNIT}|(?P<free>{_FREE}))"
    rf"|{_AT_MOST}(?P<b>-?\d{{1,7}})\s?(?:(?:people|places)\s)?(?:per|for each)\s(?:person|member)",
    re.IGNORECASE,
)
# Companies, floors and the like have no places of their own; so many of each must not be taken for so many in all.
PER_OTHER = re.compile(
    r"[每各](?:家|个|幢|栋|座)?(?:公司|企业|单位|部门|科室|办公室|楼层|层楼|楼|层|户|家|组|队)(?=限|最多|至多|不超过|仅限|名额)"
)
COUNTED = re.compile(
    r"[（(]?\s?(?:含|包括|连)(?:随行|同行|同伴|家属|亲友|陪同|本人|自己)(?:人员|者|的人)?(?:在内)?\s?[)）]?"
    r"|[(]?(?:with|incl\.?|including|counting)\s(?:guests|companions)[)]?",
    re.IGNORECASE,
)


def read(line: Line, labelled: str) -> dict[str, Any]:
    """What is said of it in a line, and behind the label of the places; taken out. Raises BadArgument."""
    value = Line(labelled)
    fields: dict[str, Any] = {}
    for one in (value, line):
        fields |= _per_grid(one) | _companions(one)
        if fields:
            one.take(COUNTED)
        if (other := PER_OTHER.search(one.text)) is not None:
            raise BadArgument("event_per_other", given=other[0])
    return fields | _capacity(line, " ".join(value.text.replace(HIDDEN, " ").split()).strip(" ，,、"))


def _per_grid(line: Line) -> dict[str, Any]:
    found = line.take(PER_GRID)
    if found is None:
        return {}
    if found["free"] or found["unlimited"]:
        return {"grid_places": None}
    written = found["a"] or found["b"]
    if not 1 <= (count := number(written)) <= MOST_PLACES:
        raise BadArgument("event_per_grid", given=written)
    return {"grid_places": count}


def _companions(line: Line) -> dict[str, Any]:
    """How many each may bring: said as such, or as how many each may be in all."""
    member, brings = line.take(PER_MEMBER), line.take(COMPANIONS)
    said = [] if brings is None else [_within(number(brings["n"] or brings["e"] or "1"))]
    if member is not None:
        written = member["a"] or member["b"] or member["free"]
        count = 0 if member["free"] else number(written)
        if not 1 <= count <= MOST_COMPANIONS + 1:
            raise BadArgument("event_per_member", given=written, most=MOST_COMPANIONS + 1)
        said.append(count - 1)
    if len(set(said)) > 1:
        raise BadArgument("event_companions_twice")
    return {"companions": said[0]} if said else {}


def _within(count: int) -> int:
    if not 0 <= count <= MOST_COMPANIONS:
        raise BadArgument("event_companions", most=MOST_COMPANIONS)
    return count


def _capacity(line: Line, written: str) -> dict[str, Any]:
    if line.take(LIMITLESS) or LIMITLESS.fullmatch(written):
        return {"capacity": None}
    found = re.match(rf"(-?{_N})", written) if written else line.take(CAPACITY)
    if found is not None:
        return {"capacity": _places(next(group for group in found.groups() if group))}
    if written:
        raise BadArgument("event_places", given=written)
    return {}


def _places(written: str) -> int:
    count = number(written)
    if not 1 <= count <= MOST_PLACES:
        raise BadArgument("event_places", given=written)
    return count


def number(written: str) -> int:
    """The value of a number in digits or characters up to 百."""
    plain = written.strip().lstrip("-")
    if plain.isdecimal():
        return -int(plain) if written.strip().startswith("-") else int(plain)
    total = pending = 0
    for sign in plain:
        weight = {"十": 10, "百": 100}.get(sign)
        if weight is None:
            pending = "〇一二三四五六七八九".find(sign.replace("零", "〇").replace("两", "二"))
        else:
            total, pending = total + (pending or 1) * weight, 0
    return total + pending
