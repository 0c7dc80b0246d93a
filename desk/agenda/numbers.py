"""Read numbers as they stand in dates: 12, 十二, 廿三, 初八, 二〇二六."""

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}

COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十廿]{1,4})"
"""A small number, in digits or characters."""
CLOCK = r"(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
"""A number of a clock or a calendar: up to two digits, up to three characters."""

YEAR_IN_CHARACTERS = "[二一][〇零一二三四五六七八九]{3}"
"""A year such as 二〇二六."""


def number(written: str) -> int:
    """The value of a number below 100 in characters, or of any in digits. Raises ValueError on what is none."""
    if written.isdecimal():
        return int(written)
    signs = written.removeprefix("初").replace("廿", "二十").lstrip("零〇") or "零"
    tens, ten, ones = signs.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or not {*tens, *ones} <= _DIGITS.keys():
        raise ValueError(written)
    return (10 * _DIGITS[tens or "一"] if ten else 0) + (_DIGITS[ones] if ones else 0)


def year_number(written: str) -> int:
    """A year of four or two digits, in digits or characters; two digits are of this century."""
    value = int("".join(sign if sign.isdecimal() else str(_DIGITS[sign]) for sign in written))
    return value if value >= 100 else 2000 + value
