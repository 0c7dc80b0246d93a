"""Read which floor a phrase names: 12楼, 十二层, 12F, B1, 负一楼, 地下车库, 顶楼, 3楼和4楼之间, 1203室."""

import re

from desk.triage import english_words
from desk.triage.patterns import any_of
from desk.triage.words import THING_SHAPES, THINGS, TROUBLES, TROUBLES_ALONE

TOP = 1000  # 顶楼, until it is known of which building
_HIGHEST = 130

_DIGITS = {
    sign: value
    for row in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖", "零两貳參")
    for value, sign in enumerate(row)
}
_DIGITS |= {"两": 2, "貳": 2, "參": 3, "廿": 20}
_SIGNS = "".join(sorted({*_DIGITS, "十", "拾", "百"}))

_NUMBER = rf"(?:(?<!\d)\d{{1,3}}|[{_SIGNS}]{{1,5}})"
_STOREY = r"(?:层楼?(?![灰油膜皮水冰土胶纸层高黄黑白雾])|楼(?![主盘市房高])|/?f(?![a-z0-9]))"
_BETWEEN = rf"\s?(?:[-~—/、]|[和与到至跟或及])\s?{_NUMBER}\s?{_STOREY}(?:之间|中间)?"
_COUNTED = f"(?<![共有高爬走了第\\d.{_SIGNS}])(?:(?<![哪这那每同加错漂抹积铺盖蒙])|(?!一层))"  # 一层灰, 哪一层
_REACHED = rf"(?:(?<=爬)|(?<=了)(?<!爬了)){_NUMBER}\s?(?:楼(?![主盘市房高])|f(?![a-z0-9]))"  # 又要爬17楼, not 爬了三楼
_SO_HIGH = r"(?<![\d.共有高爬走了第])\d{2}层(?=[水油膜皮冰土胶纸])"  # 12层水压低: there are not so many layers of it
_ABOVE = (
    rf"{_REACHED}|{_SO_HIGH}"
    rf"|{_COUNTED}第?{_NUMBER}\s?(?:{_STOREY}{_BETWEEN}|{_STOREY}|(?=\s?[-~—/、和与到至跟]){_BETWEEN})"
)
_BELOW = (
    rf"(?<![a-z0-9素])b[1-9](?![a-z0-9])\s?[层楼]?|(?<![\d层楼f])-[1-9]\s?(?:{_STOREY})"
    rf"|负{_NUMBER}\s?[层楼f]|地下{_NUMBER}\s?[层楼]"
    r"|(?<![胜正])负[一二三1-3](?![\d.%分级号千百十万个点比月])"
)
_BASEMENT = "(?<![a-z])basement(?![a-z])|地下车库|地下停车场|地下室|地库"
_TOP = "顶楼|顶层|最高层"
_WHAT_ROOMS_HAVE = any_of((*THINGS, *TROUBLES, *TROUBLES_ALONE), THING_SHAPES)
_OF_WHAT = "[年月日元块米人个次点条度号路分秒岁斤公千万倍种天周小多平件套字张份页家位名期届瓦步卡]"  # a number of these
_NO_ROOM = (
    r"(?!(?:711|996|995|11[09]|12[02]|315|360|520|618|\d{1,2}00)(?!\d))"  # a shop, working hours, calls, days, sums
)
_ROOM = (
    r"(?<![\d.:年#-])\d{3,4}(?:号房间?|号室|号办公室|室|房间?)(?!价|租|费)"
    rf"|(?<![\d.:年#-])\d{{3,4}}(?=的?(?:办公室|会议室|门口|{_WHAT_ROOMS_HAVE}))"
    rf"|(?<=我们|咱们|楼上|楼下|隔壁|对面){_NO_ROOM}\d{{3,4}}(?![\d.:]|\s?{_OF_WHAT})"
    # Four digits alone are a room as doors are numbered, but no year, no time, no day of the year that people name so.
    r"|(?:^|(?<=[在到回退去进,、\s@]))(?!20[0-3]|1111|1212|122[45]|1024|1314)(?:0[3-9]|[12]\d|3[0-5])(?:0[1-9]|[12]\d)"
    r"(?=$|[\u4e00-\u9fff,。!?、\s])"
    rf"(?!\s?{_OF_WHAT})"
)

FLOOR = f"{english_words.FLOOR}|{_ROOM}|{_BELOW}|{_ABOVE}|{_TOP}"
BASEMENT = _BASEMENT
BEGINS = f"{_SIGNS}第负地顶最-"  # with a digit or a Latin letter, what all of these begin with
UNMARKED_ROOM = r"(?<![\d.:])\d{3,4}(?![\d.:年块元人个次米平条点多万号度%路])"

_NUMBERS = re.compile(_NUMBER)
_IS_TOP = re.compile(_TOP)
_IS_BELOW = re.compile("b|-[1-9]|负|地下|地库")
_IS_ROOM = re.compile(r"(?:room|suite)?\s?(?P<number>\d{3,4})(?!\d|\s?[层楼f])")


def counted(number: str) -> int:
    """The value of a number up to 199 in digits or characters; of 三四 (three or four) the lower."""
    if number.isdecimal():
        return int(number)
    if not any(sign in number for sign in "十拾百"):
        return sum(_DIGITS[sign] for sign in number) if number[0] == "廿" else _DIGITS[number[0]]
    total = pending = 0
    for sign in number:
        weight = {"十": 10, "拾": 10, "百": 100}.get(sign)
        if weight is None:
            pending = _DIGITS[sign]
        else:
            total, pending = total + (pending or 1) * weight, 0
    return total + pending


def room_floor(number: str) -> int | None:
    """The floor of a room: all but the last two digits."""
    floor, door = divmod(int(number), 100)
    return floor if floor and door else None


def level(phrase: str) -> int | None:
    """The floor that a phrase found by these patterns names: of several the lowest, B1 is -1, `TOP` for the top one."""
    if _IS_TOP.match(phrase):
        return TOP
    if phrase == "ground floor":
        return 1
    if _IS_BELOW.match(phrase):
        depths = _NUMBERS.findall(phrase)
        return -counted(depths[0]) if depths else -1
    if room := _IS_ROOM.match(phrase):
        return room_floor(room["number"])
    floors = [counted(number) for number in _NUMBERS.findall(phrase)]
    lowest = min(floors, default=0)
    return lowest if 0 < lowest <= _HIGHEST else None
