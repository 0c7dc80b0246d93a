"""The day as it is written down: who says what when, and what it is. All of it invented.

A line is `name | words {marks}`; `@ 09:30` gives the time, and lines in between are spread evenly. The marks of one:
`issue NAME service=… floor=… priority=…` a new problem, and how its ticket is to stand in the evening; `more NAME` its
writer goes on; `same NAME` another tells of it again; `done NAME`, `going NAME` its handler says that it is, or is not;
`answer NAME` its reporter that it is; `edit NAME` its new words; `near` looks like a problem and is none. Without a
mark it is chatter. How it is said: `photo`, `voice`, `sticker`, `album=2`, and in answer to what: `card=NAME` its card,
`to=NAME` its message.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
WEDNESDAY = datetime(2026, 11, 25, tzinfo=ZONE)
PARTS = ("morning.txt", "afternoon.txt")
LABELS = frozenset({"issue", "more", "same", "done", "going", "answer", "edit"})
KINDS = frozenset({"photo", "voice", "sticker"})
MARKS = re.compile(r"\{([^}]*)\}")
LAST_BLOCK = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody says. `label`: what it is; `about`: the problem; `marks`: what is expected and how it is said."""

    at: datetime
    who: str
    text: str
    label: str = ""
    about: str = ""
    kind: str = "text"
    near: bool = False
    marks: dict[str, str] = field(default_factory=dict)

    @property
    def messages(self) -> int:
        """How many messages it is on the platform; an edit is none of its own."""
        return 0 if self.label == "edit" else int(self.marks.get("album", 1))


def day() -> list[Line]:
    """All lines, in order."""
    blocks: list[tuple[datetime, list[str]]] = []
    for part in PARTS:
        for written in (Path(__file__).parent / part).read_text("utf-8").splitlines():
            if written.startswith("@ "):
                hour, minute = map(int, written[2:].split(":"))
                blocks.append((WEDNESDAY.replace(hour=hour, minute=minute), []))
            elif written.strip():
                blocks[-1][1].append(written)
    return list(_spread(blocks))


def _spread(blocks: list[tuple[datetime, list[str]]]) -> Iterator[Line]:
    ends = [start for start, _ in blocks[1:]] + [blocks[-1][0] + LAST_BLOCK]
    for (start, lines), end in zip(blocks, ends, strict=True):
        for place, written in enumerate(lines):
            yield _line(start + (end - start) * place / len(lines), written)


def _line(at: datetime, written: str) -> Line:
    who, _, rest = written.partition(" | ")
    label = about = ""
    kind, near = "text", False
    marks: dict[str, str] = {}
    for word, *more in (found.split() for found in MARKS.findall(rest)):
        marks |= dict(one.split("=") for one in (word, *more) if "=" in one)
        near = near or word == "near"
        if word in LABELS:
            label, about = word, more[0]
        kind = next((one for one in (word, *more) if one in KINDS), kind)
    kind = "album" if "album" in marks else kind
    text = MARKS.sub("", rest).strip().removesuffix("|").strip()
    return Line(at.replace(microsecond=0), who, text, label, about, kind, near, marks)
