"""The tables of what speaks for a matter to act on, and of what speaks for mere talk."""

import re
from dataclasses import dataclass

from desk.triage import words
from desk.triage.patterns import CLAUSE_END, NEVER, WITHIN, any_of, near

_NEGATED = "(?<![没不未别])(?<!没有)"
_OPENING = r"^\W*(?:我|我要|我想|想|再次|请|来信|实名|在此|就是)?"
IN_TOWER = rf"(?:\d+(?:楼|层|f)|[一二三四五六七八九十][楼层]|[b负]\d|{any_of(words.TOWER_PARTS)})"
_UNDER_WAY = "已经?来|已经?在|处理得|我让|我叫|我请|很快|谢谢|辛苦"
OUT = "没有?(?:电(?!话|影|脑)|水(?!杯)|网|热水|暖气)"
_NO_BETTER = rf"{any_of(words.STILL)}|[没未]{any_of(words.RESOLVED)}"


@dataclass(frozen=True, slots=True)
class Sign:
    """Something in a text: with `weight` it speaks for a matter; a doubt leaves that share of what speaks for it.

    `turned`: the same said the other way round, a pattern of its own, since an engine looks for two sooner than for a
    choice of them.
    """

    name: str
    pattern: str
    weight: float
    unless: str | None = None
    even_in_danger: bool = False
    turned: str | None = None

    def compiled(self) -> "Reader":
        patterns = tuple(re.compile(pattern) for pattern in (self.pattern, self.turned) if pattern)
        return Reader(self, patterns, re.compile(self.unless) if self.unless else None)


@dataclass(frozen=True, slots=True)
class Reader:
    sign: Sign
    patterns: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None

    def seen(self, plain: str) -> str | None:
        for pattern in self.patterns:
            if found := pattern.search(plain):
                return None if self.unless and self.unless.search(plain) else found[0]
        return None


def faults(things: str) -> tuple[Sign, ...]:
    """What speaks for something being wrong; `things` is a pattern for what can fail."""
    trouble = any_of(words.TROUBLES, words.TROUBLE_SHAPES)
    return (
        Sign("a thing and its trouble", near(things, _NEGATED + trouble, 8), 0.7, turned=f"{trouble}的{things}"),
        Sign(
            "a thing, and its trouble after a pause",
            rf"{things}{WITHIN}{{0,8}}\W{{1,2}}\w{{0,5}}?{_NEGATED}{trouble}",
            0.5,
        ),
        Sign("a trouble that needs no thing", _NEGATED + any_of(words.TROUBLES_ALONE), 0.6),
        Sign("something is out in a place", rf"{IN_TOWER}.{{0,12}}?{OUT}|{OUT}.{{0,8}}?{IN_TOWER}", 0.5),
        Sign("a car in the way", near("车", any_of(words.BLOCKED), 6) + "|挪一?下?车", 0.5),
        Sign("a nuisance", f"{any_of(words.NUISANCES)}.{{0,16}}?{any_of(words.DISTURBANCES)}", 0.6),
        Sign("a grievance", _NEGATED + any_of(words.GRIEVANCES), 0.5),
        Sign("a place in a tower", IN_TOWER, 0.15),
        Sign("it goes on", any_of(words.STILL), 0.1),
    )


def requests(things: str, asked_for: tuple[str, ...]) -> tuple[Sign, ...]:
    """What speaks for somebody being wanted to act or answer; `asked_for` are the words of what departments offer."""
    matters, plainly = any_of((*words.MATTERS, *asked_for)), any_of(words.PLAIN_QUESTIONS)
    asked, opened = any_of(words.DESK_QUESTIONS), f"(?:^|[{CLAUSE_END}]){any_of(words.WISHES)}"
    return (
        Sign("a demand", _OPENING + any_of(words.DEMANDS) + "(?![你他她]).{4,}", 0.5),
        Sign("a matter by its title", r"^\W*(?:关于|对|请问).{2,}的?" + any_of(words.TITLES) + r"\W*$", 0.5),
        Sign(
            "a wish that somebody act",
            f"{opened}.{{2,24}}?{any_of(words.DEMANDED)}",
            0.4,
        ),
        Sign("a demand at the end", any_of(words.DEMAND_ENDS) + r"\W*$", 0.4),
        Sign("a wish with a subject", f"{opened}.{{0,16}}?(?:{things}|{matters})", 0.3),
        Sign("somebody is to mend it", near(any_of(words.MENDERS), any_of(words.MENDING), 8), 0.5, _UNDER_WAY),
        Sign("a question for a desk", near(matters, asked, 16), 0.6, turned=near(asked, matters, 16)),
        Sign("a question about a matter", near(matters, plainly, 20), 0.35),
        Sign("a question about a service", near(any_of(asked_for) if asked_for else NEVER, plainly, 20), 0.3),
    )


def doubts() -> tuple[Sign, ...]:
    """What speaks for mere talk."""
    own = near(any_of(words.BELONGINGS), any_of((*words.TROUBLES, *words.TROUBLES_ALONE)), 6)
    return (
        Sign("it is over", any_of(words.RESOLVED), 0.2, _NO_BETTER, even_in_danger=True),
        Sign("an announcement", any_of(words.NOTICES), 0.2, even_in_danger=True),
        Sign("an office answers", any_of(words.STAFF), 0.15, even_in_danger=True),
        Sign("a favour between friends", any_of(words.FAVOURS), 0.3),
        Sign("one's own thing", rf"{own}|我的?车(?!位|库).{{0,3}}(?:坏|抛锚|没电|爆胎|没油|启动)", 0.3),
        Sign("at home", any_of(words.HOMES), 0.6),
        Sign("elsewhere", any_of(words.ELSEWHERE), 0.5, any_of(words.DEMANDS)),
        Sign("supposed", any_of(words.SUPPOSED), 0.5),
        Sign("planned", near(any_of(words.PLANNED), "(?:停|断|检修)", 6), 0.4),
        Sign("in the past", any_of(words.PAST), 0.5, any_of(words.STILL)),
        Sign("a tale", any_of(words.TALES), 0.4, _OPENING + any_of(words.DEMANDS)),
        Sign("laughter", any_of(words.LAUGHTER), 0.5),
        Sign(
            "an advertisement",
            any_of(words.ADVERTS),
            0.3,
            _OPENING + any_of(words.DEMANDS) + "|政策|请问|补贴",
            even_in_danger=True,
        ),
        Sign("asked of a friend", "[你妳](?:们)?(?:那|家|宿舍|寝室|学校|呢|说|在|要|有空|今天|明天|到)", 0.6),
    )
