"""Tell what is said to the assistant: a report by prefix, or only a greeting."""

import re

from desk.triage.normal import normal
from desk.triage.patterns import any_of
from desk.triage.words import COURTESIES, NAMES

_PREFIX = re.compile(r"\s*(?:#\s*报修|报修(?=[\s::,]|$)|#\s*report(?=[\s::,]|$))[\s::,]*")
_ABOUT_REPORTING = re.compile(
    r"(?:的)?(?:电话|热线|号码|流程|方式|渠道|入口|平台|系统|记录|单|进度|怎么|在哪|找谁|了|过)"
)
_COURTESY = re.compile(rf"(?:{any_of(COURTESIES)}|{any_of(NAMES)}|[\W_啊呀哦呢吧哈了嘛么的您你])")
_NEWS = "(?:怎么样了|进展|什么情况了|到哪一?步|办得|处理得|修好了?(?:吗|没)|好了(?:吗|没)|有结果|有人(?:管|处理)了?吗)"
_HOW_IT_GOES = re.compile(
    rf"(?:我|上次|之前|昨天|前天|报|那个|这个|工单|#\s*\d+).{{0,12}}{_NEWS}"
    r"|(?:how is|any news (?:of|on)|what about) my\b"
)
_WHAT_WAS_REPORTED = re.compile(rf"(?:报修?|反映|提交|投诉|上次说|之前说|昨天说)过?的.{{0,12}}{_NEWS}")
_WORSE = re.compile("又|更|再次|还在")


def addressed(text: str) -> str | None:
    """What is reported behind `报修 …`, `#报修 …` or `#report …` (empty if nothing is); None for other text."""
    found = _PREFIX.match(normal(text))
    if not found:
        return None
    rest = text[found.end() :].strip()
    return None if _ABOUT_REPORTING.match(normal(rest)) else rest


def is_greeting(text: str) -> bool:
    """Whether there is nothing in it but courtesies, names and signs."""
    return not _COURTESY.sub("", normal(text))


def asks_how_it_goes(text: str) -> bool:
    """Whether somebody asks what has become of what they reported: 「我那个灯怎么样了」."""
    return _HOW_IT_GOES.search(normal(text)) is not None


def asks_after_a_report(text: str) -> bool:
    """The same, where it has been reported beyond doubt (「我报的灯怎么样了」) and is no worse."""
    plain = normal(text)
    return _WHAT_WAS_REPORTED.search(plain) is not None and _WORSE.search(plain) is None
