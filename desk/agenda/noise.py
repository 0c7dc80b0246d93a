"""What looks like a date or a time and is none: rooms, floors, counts, phone numbers, versions, 下午茶."""

from desk.agenda.numbers import COUNT
from desk.agenda.tokens import Kind, Rule, word

_THINGS = (
    "人|位|名|元|块钱?|岁|份|张|桌|组|队|件|辆|盒|杯|瓶|斤|米|平米?|家|套|本|页|条|届|期|场|次|批|种|步|句|轮|级|折|倍|堂|"
    "门课|节课|公里|千米|毫米|厘米|分钱|分贝|度|吨|万|亿|千|百|%|瓦|伏|户|支|只"
)
_PLACES = (
    "幢|栋|楼|层|座|室|房|f(?![a-z])|号(?:楼|门|厅|会议|线(?![上下])|院|馆|桌|窗|车|库|店|铺|房|室|展|球|位|选手|教室|场馆|"
    "电梯|机房|柜|台|文件|令)"
)
_MEASURES = r"小时|元|块|万|亿|米|公里|分(?![\d钟])|折|倍|版|千克|公斤|kg|km|cm|mm|mb|gb|m(?![a-z])"
_UNITS = rf"(?:{_MEASURES}|个|平|度|吨|级|%|寸|升|克|秒)"
_ORDERED = (
    "届|期|场|讲|课|次|季(?!度)|章|批|组|会议室|食堂|医院|中学|小学|名|位|轮|排|部|集|版|号|教室|报告厅|党支部|支部"
)
_PRODUCTS = "v|ver|version|版本(?:号)?|升级[到至]|python|java|android|ios|windows|win|office|gpt-?|chatgpt-?|web"
_POINTS = "建议|意见|要求|说明|希望|想法|体会|感受|原因|问题|注意|理由|内容|提示|看法|启示|共识|疑问"

_NO_TIME = "(?!半?个?(?:小时|钟头|月|工作日|星期|礼拜|周|半月|月后|刻钟))"
_NUMBER = rf"(?:{COUNT}|\d+(?:\.\d+)?)"
_FROM_TO = rf"{_NUMBER}(?: [-~到至、] {_NUMBER})?"
_FREE = r"(?<![\d.:月年])"
_HEADS = rf"(?:人|位|名|个{_NO_TIME}|份|桌|组)"
_LIMIT = r"(?:限|限额|名额|共|满|前|约|超过?|每?满|不[超少]过?于?)"
_OCLOCK_FOLLOWS = r"[\d半一二三四五六钟整零到至~:-]"

_PHONES = (
    r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)",
    r"(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)",
    r"(?<!\d)[48]00-?\d{3,4}-?\d{3,4}(?!\d)",
    r"(?<!\d)(?!20\d{6}(?!\d))\d{5,}",  # an account, but not 20260815
)
_TITLES = (
    r"午间一小时|下午茶|(?:早上|上午|中午|下午|晚上)好|晚安|早安|午安|早晚|(?:中午|晚上|早上)[吃饭]",
    r"周年|[一两二三四五六七八九十几\d]+周年|周[边围到转知期刊报会记岁]|一周[一二两三四五]次",
    r"大雪天|小满意|清明上河|大寒潮|七一广场|八一路|月[饼嫂子]|年[会度终货级轻薪检]|(?:今|往|从|此)后|[从此]前",
)

RULES: tuple[Rule, ...] = tuple(
    word(Kind.BREAK, pattern)
    for pattern in (
        r"(?<!\S)/[a-z_]+(?:@\w+)?(?!\S)",  # a command
        r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+",
        *_PHONES,
        rf"(?:{_PRODUCTS}) ?\d+(?:\.\d+)*",
        r"(?<!\d)\d+(?:\.\d+){3,}|(?<![\d.])\d+\.\d+(?:\.\d+)?版",
        rf"{_FREE}\d+(?:\.\d+)? [-~到至] \d+(?:\.\d+)? {_UNITS}",
        rf"{_FREE}\d+\.\d+ {_UNITS}(?!后)(?<!小时)",
        r"(?<![a-z])[a-z]+[a-z-]*\d+(?:[-.]\d+)*(?![\d:])(?=[^a-z0-9]|$)",  # B1, Q3, G12, covid-19
        r"[路街弄巷道村组区园] \d+(?:弄 \d+)?(?:-\d+)? 号",
        rf"{_LIMIT} {_FROM_TO} {_HEADS}(?:左右|上下)?",
        rf"第 {COUNT} (?:{_ORDERED})",
        rf"{_FREE}{_FROM_TO} (?:{_THINGS}|{_PLACES})(?:左右|上下|以[上下内])?",
        rf"{_FREE}{_FROM_TO} 个{_NO_TIME}(?!(?:周|星期)[一二三四五六日天末])(?:人|位|名额?|左右)*",
        r"(?:提|讲|说|谈|列|这|那|哪|以下|如下|有)[2-9两二三四五六七八九]点(?![\d半一二三四五钟整零到至~-])",
        rf"{COUNT} 点(?:{_POINTS})",
        rf"(?<![上下晚早午中天日号\d周期拜一二三四五六夜])一点(?!{_OCLOCK_FOLLOWS})",
        r"[早晚快慢多少好有差]一?点[儿点]?(?![钟\d])|一点[也都不没就儿点]",
        *_TITLES,
    )
)
"""In order; the first that fits decides."""
