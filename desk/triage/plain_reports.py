"""Know the plainest reports, of which every word is understood: 「12楼漏水了」 needs no weighing."""

import re
from collections.abc import Iterable

from desk.triage import floors, words
from desk.triage.evidence import Weighed
from desk.triage.patterns import any_of

_LONGEST = 24  # letters
_FAULTS = {"a thing and its trouble", "a trouble that needs no thing", "something is out in a place", "a nuisance"}
_AROUND = """
    又 了 啊 呀 吧 的 都 还 也 怎么 大家 麻烦 好 太 很 一直 已经 全部 全 整层 整栋 这层 我们 咱们 这里 这边
    那边 那里 有 在 里 今天 现在 早上 上午 下午 物业 请 急 再 特别 非常 有点 处 个 一个
"""

# What it does to whoever tells it: 「停电了，气死了」, 「爬楼爬死我」.
_FELT = (
    "[气烦急热冷冻累渴臭吵憋闷爬走]死(?:我|人|个人)?",
    "(?:天天|每天|只能|只好|得|要)?(?:爬|走)(?:楼梯|楼)",
    "无语|服了|郁闷|崩溃|受不了|咋办|怎么办",
)
# What others are warned of beside it: 「玻璃门碎了，小心扎到」.
_WARNED = (
    "(?:进去|路过|经过|各位)?(?:小心|当心|注意)(?:点|些|一下|安全|脚下)?"
    "别?[扎滑摔碰绊踩撞烫划割]?(?:[倒到着伤]|[手脚])?"
)
# What of the working day hangs on it: 「空调不制冷，下午要开会」.
_AT_STAKE = (
    "(?:上午|中午|下午|晚上|明天|上班|马上|一会儿?|等下|待会儿?|快)*(?:就|都|还)?[要得有该]?"
    "(?:开会|面试|直播|签约|路演|培训|考试|接待|见客户|交标书|交方案|交货|发货|迟到|上班|加班|打卡)"
)
# A fault told by what it makes of one's day: 「又要爬楼了」. Who has to may say more, unless it is for their health.
_CLIMBING = "(?:爬楼梯?|走楼梯|摸黑|摸黑走楼梯)(?:了|啦|咯|啊|呀|吧)*"
_BY_ITS_EFFECT = re.compile(
    rf"(?:今天|今早|早上|现在|唉|哎|怎么|\W)*又(?:(?:是|开始)?{_CLIMBING}\W*"
    rf"|(?:要|得|只能|只好){_CLIMBING}(?:\W(?!.*(?:锻炼|健身|减肥|运动|步数|身材|打卡)).*)?)"
)


class PlainReports:
    """Tells them for a directory, whose `keywords` are understood as well."""

    def __init__(self, keywords: Iterable[str]) -> None:
        understood = (
            *(word for word in keywords if len(word) > 1),
            *words.ROOMS,
            *words.SIDES,
            *words.PLACE_TAILS,
            *words.THINGS,
            *words.TROUBLES,
            *words.TROUBLES_ALONE,
            *words.NUISANCES,
            *words.DISTURBANCES,
            *_AROUND.split(),
        )
        shapes = (
            floors.FLOOR,
            floors.BASEMENT,
            *words.THING_SHAPES,
            *words.TROUBLE_SHAPES,
            *_FELT,
            _WARNED,
            _AT_STAKE,
            r"\W",
        )
        self._understood = re.compile(f"{'|'.join(shapes[:2])}|{any_of(understood, shapes[2:])}")

    def is_one(self, plain: str, weighed: Weighed) -> bool:
        """Whether the rules see a fault, nothing else, and no word is left over; or its well-known effect is told."""
        if _BY_ITS_EFFECT.fullmatch(plain):
            return True
        if len(plain) > _LONGEST or not weighed.seen or not {name for name, _ in weighed.seen} & _FAULTS:
            return False
        if any(name not in _TOLD for name, _ in weighed.seen):
            return False
        return not self._understood.sub("", plain)


_TOLD = _FAULTS | {
    "a place in a tower",
    "it goes on",
    "a thing, and its trouble after a pause",
    "somebody is to mend it",
}
