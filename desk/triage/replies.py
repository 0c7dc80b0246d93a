"""Read what is replied to a card: the handler's that it is done, the reporter's that it is or is not."""

import re
from dataclasses import dataclass

from desk.triage import english, grams
from desk.triage.bands import DONE
from desk.triage.model import Model, chance_of, shipped
from desk.triage.normal import normal
from desk.triage.patterns import any_of
from desk.triage.seeing import Seen
from desk.triage.words import WORK

_CLAUSES = re.compile(r"[,。.!?;…\n~、 ]+|(?<=[吗呢?])|(?=但|不过|可是|只是)")
_ASKS = re.compile(r"[吗?]|了没$|了么|没有$|是否|何时|什么时候|多久|能不能|会不会")

_TICKED = re.compile("^[√✅✔☑]+$")
_WHOLLY_ASKED = re.compile(r"^[^,。.!;…\n]*(?:[吗么]|没有?|了没)[?~。.! ]*$|^[^,。.!;…\n]*\?$")

_TO_COME = re.compile(
    r"(?:明天|明早|明日|后天|下周|下午|晚上|待会|稍后|回头|晚点|等会).{0,6}(?:再|来|去|带|送|换|修|装|看|弄|上门)(?!过)"
)
_PROMISED = 0.4  # a reply that ends in what is still to come: 「表已发您，明天带您看房」 is on its way
_UNSEEN = 1.0  # how much clearer it must be where no rule sees that it is done: 「换了门机」 may be half of the work

_WORK = any_of(WORK)
_DONE = re.compile(
    rf"(?:{_WORK})(?:好|完|完毕|完成|妥|定|掉|干净|正常|到位|通)(?:了|啦|咯|喽|$|,|\W|请|可)"
    rf"|(?:已经?|都|刚刚?|全部?|现场|师傅){{1,2}}.{{0,8}}?(?:{_WORK})(?:好|完|毕|掉|通|过|妥|复|成)?了?(?!中|去|人|过来|单|物业)"
    rf"|换(?:了|上)(?:个|一个|只|根|块|套)?新|(?:{_WORK})了一?(?:个|下|台|只|根|块|遍|次)"
    r"|(?:^|已经?|都|现在|又|可以|基本)(?:好|ok|妥|通|亮|行|完事|齐活)(?:了|啦|咯)"
    rf"|{_WORK}.{{0,2}}了$|(?:制冷|制热|运行|使用|工作|显示|供电|供水)正常"
    r"|[通亮]了$|搞定|办结|结案|完工|竣工|收工|恢复(?:正常|了|使用|运行|供|通)|已恢复|已?解决了|完成了?$|处理完"
    r"|(?:可以|能|正常)(?:正常)?(?:使用|用|走|坐|上网|开|刷|运行)了|正常(?:使用|运行)?了|一切正常|能用了"
    r"|[不没](?:漏|堵|响|吵|闪|滴|臭|渗|卡|晃|抖|停|掉|跳)了|没(?:事|问题)了|来[电水]了|有[电水网]了|出水了|制冷了"
    r"|(?<![a-z])(?:done|fixed|finished|resolved|solved|completed?)(?![a-z])|ok了|[√✅✔☑]"
)
_NOT_YET = re.compile(
    r"[没未](?!问题|事了|漏|堵|响|滴|渗|再)(?:有)?|尚|无法|不了|修不|弄不|搞不|不好|不行|不能|不是"
    r"|马上|立刻|即将|明天|明日|明早|后天|下周|下午(?!已)|晚上(?!已)|晚点|稍后|稍等|等下|等一下|一会|待会|回头|尽快|预计|大概"
    r"|准备|打算|争取|计划|将|会(?!议)|要(?!求)|需要|想|得先|快(?!递)|差不多|正在|在修|在处理|在弄|在换|中$|进行|试运行|在试|观察|还在|过程"
    r"|已派|派人|安排|联系|通知|报了|报修|上报|下单|订|采购|排查|去看|来看|过去|赶|等(?!级)|再(?!次(?:检|确))|如果|的话|才|告诉|跟你说|叫我"
    r"|昨天.{0,6}的|一半|部分|能.{0,4}吗|怎么|为什么|谁|not|n't|will"
)
_AGAIN = re.compile(
    r"又(?!好|通|能|可以|恢复)|还(?:是|没|有(?!问题)|差|在|要|漏|堵|不|得)|仍|依旧|再次|没(?:有)?(?:完全|彻底)|反复"
)
_HEARSAY = re.compile("应该|可能|好像|似乎|也许|听说")
_LATER_TALK = re.compile(
    r"(?:有|再有|如|若|如有|要是有).{0,4}(?:问题|情况|异常).{0,12}|随时.{0,8}|欢迎.*|(?:您|你们?|大家)再(?:试|看|用)(?:试|看|用|一?下)*"
)
_JUST_TALK = re.compile(
    r"^(?:好的?|收到|ok|okay|嗯+|行|可以|没问题|明白|知道了|了解|谢谢|辛苦了?|👌|👍)[啊哦吧呀呢的~!。.]*$"
)

_UNSOLVED = re.compile(
    r"[没未](?:有)?(?:修|弄|搞|解决|处理|换|人|好|恢复|通|动静|用|反应|电|水|网|变化|效果|完|来|彻底|修复|改善|清)|不行|不好使|不管用|没用"
    r"|又.{0,4}(?:坏|漏|堵|停|卡|不|没|响|断|臭|跳|开始|这样|犯|出)|还(?:是|在|不|有).{0,6}(?:漏|堵|坏|响|吵|不|没|臭|卡|断|一样|老样子|这样|滴|问题|渗)"
    r"|依然|仍然?|依旧|还漏|还堵|还坏|还响|还臭|还吵|老样子|一点没|并没|哪里?好|假的|修了个寂寞|根本没"
)
_SOLVED = re.compile(
    rf"(?:{_WORK})(?:好|完|妥)(?:了|啦)|(?:^|嗯+|已经?|都|现在|终于|真的?|确实|这下|是|又|们)(?:好|可以|行|ok|正常|通|亮|解决|恢复)(?:了|啦|咯)"
    r"|解决了|恢复了|正常了|(?:可以|能)(?:正常)?(?:用|使用|走|坐|上网|开|刷|出|进)了|[不没](?:漏|堵|响|吵|闪|滴|臭|渗|卡|停)了|没(?:事|问题)了"
    r"|来[电水]了|有[电水网]了|很?满意$|^确认|^已确认|搞定|(?<![a-z])(?:fixed|solved|done)(?![a-z])|ok了|[✅✔]"
)
_DOUBTED = re.compile(r"不满意|好了?一点|好多了|好些|如果|等.{0,6}好了|[吗?么]|了没|才|快|明天|应该|什么时候|何时|马上")


@dataclass(frozen=True, slots=True)
class Reply:
    """A handler's reply: whether it says the work is done."""

    text: str
    done: bool
    score: float


def _clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSES.split(normal(text).strip()) if clause.strip()]


def read_reply(text: str) -> Reply:
    """Whether a handler says it is done: what the rules see of it, weighed with its letters."""
    plain = normal(text)
    if english.is_english(plain):
        score = english.done(plain)
    elif _TICKED.match(plain.strip()):
        score = 0.9
    elif _JUST_TALK.match(plain.strip()) or _WHOLLY_ASKED.search(plain.strip()):
        score = 0.1
    else:
        unseen = _UNSEEN if not _DONE.search(plain) else 0.0
        score = chance_of("done", done_logit(shipped(), plain) - unseen)
        score = min(score, _PROMISED) if _TO_COME.search((_clauses(plain) or [""])[-1]) else score
    return Reply(text, score >= DONE, score)


def done_logit(model: Model, plain: str) -> float:
    """What its letters and the rules come to, before it is calibrated."""
    return model.logits("reply", reply_seen(plain).keys)["done"]


def reply_seen(plain: str) -> Seen:
    """What the model sees of a reply."""
    return Seen(frozenset(grams.keys(grams.prepared(plain))), tuple(reply_marks(plain)))


def reply_marks(plain: str) -> list[str]:
    """The names of what the rules see in a reply."""
    said = _LATER_TALK.sub("", plain.strip())
    clauses = _clauses(said)
    done = [clause for clause in clauses if _DONE.search(clause)]
    settled = [clause for clause in done if not _NOT_YET.search(_settled(clause))]
    seen = {
        "done": done,
        "done, and nothing to be done": settled,
        "not yet": _NOT_YET.search(_settled(said)),
        "not yet, last": clauses and _NOT_YET.search(_settled(clauses[-1])),
        "asks": _ASKS.search(said),
        "asks whether it is done": any(_ASKS.search(clause) for clause in done),
        "again": any(_AGAIN.search(clause) for clause in clauses),
        "perhaps": _HEARSAY.search(said),
        "just talk": _JUST_TALK.match(said),
        "rules say done": settled and not any(_ASKS.search(one) for one in done) and not _taken_back(clauses),
        "short": len(said) < 8,
        "long": len(said) > 20,
    }
    return [name for name, found in seen.items() if found]


def _taken_back(clauses: list[str]) -> bool:
    return any(_AGAIN.search(clause) for clause in clauses)


def _settled(clause: str) -> str:
    """The clause without states that only look like a denial: 不漏了, 没问题了."""
    return re.sub(r"[不没](?:漏|堵|响|吵|闪|滴|臭|渗|卡|晃|抖|停|掉|跳)了|没(?:事|问题)了", "", clause)


def read_answer(text: str) -> str | None:
    """What the reporter answers to a resolved card: `solved`, `unsolved`, or None when it is neither."""
    if english.is_english(normal(text)):
        return english.answer(normal(text))
    clauses = _clauses(text)
    if any(_UNSOLVED.search(_settled(clause)) and not _ASKS.search(clause) for clause in clauses):
        return "unsolved"
    if _DOUBTED.search(normal(text)):
        return None
    return "solved" if any(_SOLVED.search(clause) for clause in clauses) else None
