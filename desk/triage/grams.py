"""Take a text apart into runs of one to three letters, and give each run a number that is the same everywhere."""

import re
from zlib import crc32

LONGEST = 3  # letters in a run
_BEGIN, _END = "\x02", "\x03"
_NUMBERS = re.compile(r"\d")
_REPEATED = re.compile(r"(.)\1{2,}")
_AT_MOST = 200  # letters; what comes later says nothing new

# Letters of talk about anything: a run of nothing else tells no subject.
_OF_ALL_TALK = frozenset(
    "的了着过得地是不没无有在也都就还又再才只很太真好更最挺蛮非常我你您他她它们咱俺自己人家谁这那哪里儿边些个么什怎样咋何为因所以但而且或者"
    "如果要想能会可该应必须肯愿让叫给被把对跟和与同及从到向往于比按用以吗呢吧啊呀哦嘛哈嘿哎唉喔噢嗯哟哇啦喽咯嗨呵嘻来去上下进出起回说看听"
    "知道觉认问讲话时候现前后今明昨天年月日早晚中午点分秒多少几一二三四五六七八九十百千万两半第次每各某另其之乎即便则若虽然却并已经曾将"
    "正刚马立常总老直永远随大小长高快慢新旧事情东西意思子感假别莫先生女士哥姐弟妹叔妈爸孩朋友学亲爱死活喜欢笑哭开心烦气"
    "0123456789,.?!~;:'\"()<>#@&*-_+=/[]…—、。 abcdefghijklmnopqrstuvwxyz" + _BEGIN + _END
)


def prepared(plain: str) -> str:
    """The normal form with every digit alike, at most two of a letter in a row, and its ends marked."""
    alike = _REPEATED.sub(r"\1\1", _NUMBERS.sub("0", plain[:_AT_MOST]))
    return f"{_BEGIN}{alike}{_END}"


def keys(ready: str, longest: int = LONGEST) -> set[int]:
    """The numbers of the runs in a prepared text."""
    raw = ready.encode("utf-16-le", "surrogatepass")
    ends = len(raw) + 1
    return {crc32(raw[at : at + wide]) for wide in range(2, 2 * longest + 1, 2) for at in range(0, ends - wide, 2)}


def telling(ready: str) -> set[int]:
    """The numbers of those runs that hold a letter of some subject."""
    runs = {ready[at : at + wide] for wide in range(1, LONGEST + 1) for at in range(len(ready) - wide + 1)}
    return {key_of(run) for run in runs if not _OF_ALL_TALK.issuperset(run)}


def key_of(run: str) -> int:
    """The number of a run."""
    return crc32(run.encode("utf-16-le", "surrogatepass"))
