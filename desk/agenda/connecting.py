"""Read what stands between the names of days and times: from, to, or, and, before, about, some day."""

import re

from desk.agenda.numbers import COUNT
from desk.agenda.refusing import Why
from desk.agenda.tokens import Kind, Place, Rule, Said, rule, word

_NOT_BEFORE = "(?![台往来厅门排锋沿年天半面言辈程期任后途瞻进两一]|线(?!上)|提(?![交出供]))"

_VAGUE = (
    "改天|改日|哪天|某天|某日|过几天|过两天|过些天|过些日子|过阵子|过段时间|几天后|前几天|这几天|这两天|近几天|近日|近期|最近",
    "不日|择日|择期|找个?时间|找 ?个?(?:天|日子|机会|空)|抽空|抽个?时间|有空|有时间|方便的?时候|空了",
    "回头|到时候?|届时|待定",
    "另行通知|再定|再说|看情况|一会儿?|待会儿?|等会儿?|等下|稍后|晚点|晚些时候|早点|早些时候|马上|立刻|尽快|尽早|随时",
    "将来|偶尔|不定期|有时|几点|几号|[周星]期?几|何时|什么时候",
    "(?:[上本这下]+个?|每)?(?:周|星期)末|周中|[上中下]旬|月[初中]|年[初中]|季[初末]",
    "[今明]?年?(?:春天|夏天|秋天|冬天|春季|夏季|秋季|冬季|暑假|寒假|上半年|下半年)",
)
_UNTIL = "直到|直至|持续到|持续至|延续到|延续至|进行到|开到|办到|到|至"


def _after(_found: re.Match[str], place: Place) -> Said | None:
    """周三后, 国庆节后第一个工作日: some time after that day."""
    return (Kind.UNSURE, None) if place.follows(Kind.DAY) else None


RULES: tuple[Rule, ...] = (
    word(Kind.TROUBLE, rf"(?:几|{COUNT}) 个? (?:天|日|周|星期|礼拜|工作日|月) (?:之|以)?内", Why.DEADLINE),
    word(Kind.TROUBLE, "(?:本|这 个?|当|下 个?)(?:周|星期|月|年)(?:之|以)?内|[月年]内|[月年节]前", Why.DEADLINE),
    word(
        Kind.VAGUE,
        "|".join(_VAGUE),
    ),
    word(
        Kind.UNSURE, "下班 (?:之|以)?[后前]|上班前|[早午中晚]?饭[后前]|[早午晚]餐[后前]|会[后前]|课[后前]|放学后|散会后"
    ),
    word(Kind.ROUGH, "左右|上下(?!午)|前后|大概|大约|约莫|差不多|约"),
    word(Kind.LIMIT, "截 ?止 ?(?:时间|日期)?(?:为|是)?[到至于]?|截[至到]|最迟|最晚|不[晚迟]于|赶在|务必在|必须在"),
    word(Kind.LIMIT, "(?:报名|登记|预约|申报|提交|反馈|投票|征集)(?:时间|日期)?[到至](?!场)"),
    word(Kind.BEFORE, f"(?:之|以)前|前{_NOT_BEFORE}|为止|止(?=[,，。;!) ]|$)|到期"),
    word(
        Kind.LEAD,
        "(?:改|调整?|推迟|延期|提前|挪|移|顺延|换)[到至]|在|于|从|自|由|定[在于]|[暂拟]定[在于]?|(?:活动|上课|开课|举办|培训|讲座|会议|比赛|举行|具体)?(?:时间|日期)(?:为|是)?",
    ),
    word(
        Kind.TO,
        f"(?:[,，] )?(?:一直)?(?:{_UNTIL})(?![场达岗位家店])|[-~]+|->|→",
    ),
    word(Kind.OR, "或者?(?:是|说)?|还是|要么|抑或|二选一|/|\\|"),
    word(Kind.AND, "、|和|与|及|以及|跟|同时|并|&|\\+"),
    word(Kind.BEGINNING, "开始|起(?![来点码床立])|开课|首次|首课|第一次|首场"),
    rule("(?:之|以)?后(?![天台门勤面日续期年])", _after),
    word(Kind.COMMA, "[,，]"),
    word(
        Kind.FILLER,
        r"[()\[\]【】「」《》“”\"':_*]|的|每次|时长|历时|共计|为时|都|就|这天|当天|当日|那天|举行|召开|准时|整|暂时|是|为",
    ),
    word(Kind.BREAK, r"[。;!?]"),
)
"""In order; the first that fits decides."""
