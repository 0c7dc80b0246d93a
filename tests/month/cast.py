"""Who works in the tower and how: prompt, late, absent, or giving everything back; and who reports."""

from dataclasses import dataclass

Share = tuple[float, float]  # of the level's time, from and to


@dataclass(frozen=True, slots=True)
class Habit:
    """How somebody works. `accepts`, `resolves`: after which share of the time; None never.

    `holds`, `tells`: how often they put a ticket on hold, or report progress. `heeds`: how often a reminder makes them
    do at once what they would have done later. `steps_in`: how often, owning or called, they do it themselves.
    """

    name: str
    accepts: Share | None
    resolves: Share | None
    holds: float = 0.0
    tells: float = 0.0
    heeds: float = 0.0
    steps_in: float = 0.0
    gives_back: bool = False


PROMPT = Habit("prompt", (0.05, 0.6), (0.1, 0.75), holds=0.05, tells=0.25, heeds=0.8, steps_in=0.7)
LATE = Habit("late", (0.6, 2.5), (0.7, 1.7), holds=0.1, tells=0.1, heeds=0.35, steps_in=0.2)
ABSENT = Habit("absent", None, None)
RETURNS = Habit("returns everything", (0.3, 1.2), (0.5, 1.2), heeds=0.3, gives_back=True)
CHIEF = Habit("rung", (0.1, 0.9), (0.05, 0.4), tells=0.2, heeds=0.6, steps_in=0.8)

# By the number that the directory (tower.yaml) gives them.
HABITS: dict[int, Habit] = {
    1001: PROMPT,  # 王芳 leads the first grid
    1006: LATE,  # 何静 leads the second
    1002: PROMPT,  # 老周, property; a week away with a deputy
    1012: PROMPT,  # 小马, party guide, who stands in for him
    1101: LATE,  # 小许, community; two days away without a deputy
    1091: ABSENT,  # 小何, investment
    1003: PROMPT,  # 小李, tax, who works in the unit's group
    1007: ABSENT,  # 小吴, tax, who leaves it to her
    1113: LATE,  # 小朱, social insurance
    1117: RETURNS,  # 小冯, market supervision
    1119: ABSENT,  # Grace, housing fund, whose phone is set to English
    1004: CHIEF,  # 赵主任
    1005: CHIEF,  # 综合党委
    1008: CHIEF,  # 当湖街道
}
RUNGS = (1004, 1005, 1008)
LEADERS = {"G01": 1001, "G02": 1006}
PROPERTY, HIS_DEPUTY, COMMUNITY, ABROAD = 1002, 1012, 1101, 1119
MEMBERS = {
    "G01": ("张伟", "刘洋", "孙丽", "周敏", "吴昊", "郑洁", "冯磊", "陈晨", "褚宁", "卫红", "蒋欣", "沈涛"),
    "G02": ("韩冰", "杨帆", "朱琳", "秦朗", "尤佳", "许诺", "何川", "吕梁", "施雨", "张弛", "孔亮", "Daniel"),
}
NOT_STARTED = frozenset({"孙丽", "蒋欣", "施雨"})  # members who never pressed start
ENGLISH_SPEAKER = "Daniel"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody who is asked whether it is done does, and how often (a weight)."""

    label: str
    weight: int


ANSWERS = (
    Answer("satisfied", 45),
    Answer("fair", 8),
    Answer("dissatisfied", 3),
    Answer("unsolved", 6),
    Answer("says_so", 6),  # 好了, as a reply
    Answer("contradicts", 1),  # 满意, then 还是老样子
    Answer("", 36),  # silence
)
