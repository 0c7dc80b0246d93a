"""Name what can be seen in a text besides its letters: what the model weighs beside them."""

import re
from collections.abc import Iterable

from desk.triage import public_words, words
from desk.triage.evidence import Weighed
from desk.triage.patterns import NEVER, any_of
from desk.triage.perils import perils

_SHORT_ENDS = tuple(
    f"{end}(?<=[\u4e00-\u9fff]{{2}}{end})"
    + (f"(?<![{before}]{end})" if before else "")
    + "(?<![满逛]大街)(?!(?<=一路)[上走平顺来向]|(?<=厂)[商家]|[\u4e00-\u9fff]?[子边数])"
    for end, before in public_words.SHORT_PLACE_ENDS.items()
)
_NUMBERED_ENDS = tuple(
    f"{end}(?<=[一二三四五六七八九十\\d]{end})(?<![上下第]一期)(?![待间望末节])" for end in public_words.NUMBERED_ENDS
)
_FAMILIES = {
    name: re.compile(pattern)
    for name, pattern in {
        "place": any_of(public_words.PLACE_ENDS, (*_SHORT_ENDS, *_NUMBERED_ENDS)),
        "body": any_of(public_words.BODIES),
        "wrong": any_of(public_words.WRONGS),
        "asked": any_of(public_words.ASKED),
        "answer": any_of(public_words.ANSWERS),
        "office": any_of((), public_words.ANSWER_SHAPES),
        "thing": any_of(words.THINGS, words.THING_SHAPES),
        "trouble": any_of((*words.TROUBLES, *words.TROUBLES_ALONE), words.TROUBLE_SHAPES),
        "matter": any_of(words.MATTERS),
        "desk": any_of(words.DESK_QUESTIONS),
        "question": any_of(words.PLAIN_QUESTIONS),
        "you": "[你妳]",
        "me": "我",
        "laughter": any_of(words.LAUGHTER),
        "over": any_of(words.RESOLVED),
        "demand": r"^\W*(?:再次|第.次|实名|强烈|我要)?"
        "(?:投诉|举报|反映|咨询|建议|请求|关于|恳请|呼吁|求助|质疑|希望|对)"
        "|特此(?:投诉|举报|反映|求助|控告|申诉|请求|恳请)",
    }.items()
}
_GRIEVING = ("wrong", "asked", "demand")
_SPEAKING = ("wrong", "asked", "thing", "matter")  # of these a message that is a matter mostly has one
_BESIDE = ("trouble", "desk", "question", "you", "laughter", "over", "answer")
_SUBJECTS = ("thing", "matter", "public", "offered")
_MOST = 4
UNMARKED = frozenset(("nothing", "no subject"))
PUBLIC = frozenset(("public grievance 1", "grievance 2", "demand 1"))  # as people write to their city


class Marks:
    """Sees marks; `keywords` are the directory's, each a subject of its own."""

    def __init__(self, keywords: Iterable[str]) -> None:
        known = [word for word in keywords if len(word) > 1]
        self._families = {**_FAMILIES, "offered": re.compile(any_of(known) if known else NEVER)}

    def may_speak_of_one(self, plain: str) -> bool:
        """Whether it has any word of those that matters mostly have: cheap, to look at before all else."""
        return any(self._families[name].search(plain) for name in _SPEAKING)

    def may_be_public(self, plain: str) -> bool:
        """Whether it has any word without which none of `PUBLIC` can be seen."""
        return any(self._families[name].search(plain) for name in _GRIEVING)

    def of(self, plain: str, weighed: Weighed) -> list[str]:
        """The names of what is seen, each once."""
        count = {name: len(set(family.findall(plain))) for name, family in self._families.items()}
        count["public"] = count["place"] + count["body"]
        count["grievance"] = count["wrong"] + count["asked"]
        count["public grievance"] = min(count["public"], count["grievance"])
        count["answer"] += count["office"]
        count["public answer"] = min(count["public"], count["answer"])
        count["on balance"] = max(0, count["public"] + count["grievance"] - 2 * count["answer"] - 1)
        found = [f"{name} {much}" for name, total in count.items() for much in range(1, min(total, _MOST) + 1)]
        found += [f"{one} beside {other}" for one, other in _pairs(count)]
        if not any(count[name] for name in _SUBJECTS):
            found.append("no subject" if count["grievance"] else "nothing")
        return [*found, f"length {min(len(plain) // 6, 8)}", *_of_rules(weighed), *perils(plain)]


def _pairs(count: dict[str, int]) -> Iterable[tuple[str, str]]:
    subjects = [name for name in _SUBJECTS if count[name]]
    return ((one, other) for one in subjects for other in _BESIDE if count[other])


def _of_rules(weighed: Weighed) -> Iterable[str]:
    yield from (f"rule: {name}" for name in dict.fromkeys(name for name, _ in weighed.seen))
    yield from (f"rules say {step}" for step in (1, 3, 5, 7, 9) if weighed.score * 10 >= step)
    if weighed.danger:
        yield "rules see danger"
