"""Take out of a message whatever names somebody or could find them, before anybody outside reads it.

What goes: names of known people, @names, family names before a title, e-mail and web addresses, accounts, number
plates, telephone and identity numbers however they are spaced or spelt, and whatever follows a word like 工号 or 尾号.
What stays: up to four digits, because floors, rooms, times and amounts are what a matter is about (12楼, 2011, 30分钟)
and find nobody by themselves.
"""

import re
import unicodedata
from collections.abc import Iterable

PERSON, PHONE, NUMBER, PLATE, ACCOUNT, LINK = "〔人〕", "〔电话〕", "〔号码〕", "〔车牌〕", "〔账号〕", "〔链接〕"
LONGEST = 500  # characters that are sent; a matter is said in fewer

_HAN = "\u4e00-\u9fff"
_FAMILY = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆"
    "廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
)
_TITLE = "师傅|经理|主任|老师|阿姨|先生|女士|小姐|科长|处长|书记|队长|班长|部长|局长|大哥|大姐|老板|总监"
_PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SPELT = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_LINK = re.compile(r"(?:https?://|www\.|t\.me/)[^\s,。;、)]+", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_AT = re.compile(rf"@(?:[A-Za-z0-9_.]+|[{_HAN}]{{1,4}})")
_ACCOUNT = re.compile(
    r"(微信号?|v信|\bvx|\bwx|wechat|qq号?|支付宝)([\s::是为]*)[A-Za-z0-9][A-Za-z0-9_-]{3,}", re.IGNORECASE
)
_PLATE = re.compile(rf"[{_PROVINCE}][A-Z][\s·.-]?(?=[A-Z0-9]*\d)[A-Z0-9]{{4,6}}[挂学警港澳]?", re.IGNORECASE)
_AFTER = re.compile(
    r"(工号|尾号|单号|卡号|编号|证号|学号|房产证|身份证|驾驶证|护照|验证码|密码|后四位|订单)([\s::是为号]*)[A-Za-z]*\d[A-Za-z0-9_-]*"
)
_SPACED = re.compile(r"\+?[\d(][\d\s()./-]{5,}\d[xX]?")
_SPELT_OUT = re.compile(rf"[{_SPELT}](?:[\s-]?[{_SPELT}]){{6,}}")
_CODE = re.compile(r"(?<![A-Za-z0-9])(?=(?:[A-Za-z]*\d){4})[A-Za-z0-9]{6,}(?![A-Za-z0-9])")
_LONG = re.compile(r"\d{5,}")
_TITLED = re.compile(rf"[{_FAMILY}](?={_TITLE})")
_INVISIBLE = {"Cf", "Me"}
_PHONE_DIGITS = range(7, 14)


def mask(text: str, names: Iterable[str] = ()) -> str:
    """The text in half width without people and their numbers, at most LONGEST long. `names`: of known people."""
    plain = _visible(text)[: LONGEST * 2]
    plain = _MAIL.sub(ACCOUNT, _LINK.sub(LINK, plain))
    plain = _without_names(plain, names)
    plain = _AT.sub(PERSON, plain)
    plain = _ACCOUNT.sub(rf"\1\2{ACCOUNT}", plain)
    plain = _PLATE.sub(PLATE, plain)
    plain = _AFTER.sub(rf"\1\2{NUMBER}", plain)
    plain = _SPACED.sub(_number, plain)
    plain = _SPELT_OUT.sub(NUMBER, plain)
    plain = _LONG.sub(NUMBER, _CODE.sub(NUMBER, plain))
    return _TITLED.sub(PERSON, plain)[:LONGEST]


def _visible(text: str) -> str:
    """In one width, and without the signs between letters that nobody sees."""
    plain = unicodedata.normalize("NFKC", text)
    kept = [letter for letter in plain if unicodedata.category(letter) not in _INVISIBLE and letter != "\ufe0f"]
    return "".join(str(unicodedata.digit(one, one)) for one in kept)


def _number(found: re.Match[str]) -> str:
    """Digits in groups: a telephone number, a longer number, or only several small ones."""
    digits = sum(letter.isdigit() for letter in found[0])
    if digits < _PHONE_DIGITS.start:
        return found[0]
    return PHONE if digits in _PHONE_DIGITS else NUMBER


def _without_names(plain: str, names: Iterable[str]) -> str:
    """Longest first, so that no half of a name is left; a single letter finds nobody and would spoil the words."""
    said = plain.casefold()
    parts = {part for name in names for part in _parts(_visible(name)) if part.casefold() in said}
    if not parts:
        return plain
    wanted = "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))
    return re.sub(wanted, PERSON, plain, flags=re.IGNORECASE)


def _parts(name: str) -> list[str]:
    """A name as it stands, and the words that it is made of."""
    return [one for one in {name.strip(), *re.split(r"[\W_]+", name)} if len(one) > 1]
