"""Take a line about an event apart: what stands behind a label, what a pattern finds, and the words that are left."""

import re
from collections.abc import Callable, Iterable

HIDDEN = "\0"  # stands where something was taken out; the grammar of dates reads nothing across it
LABELS = {
    "title": "标题|主题|名称|内容|title",
    "brand": "品牌|brand",
    "when": "时间|日期|when",
    "announce": "公告时间|公告|发布时间|announce at|announce",
    "place": "地点|地址|where|place",
    "capacity": "名额|人数|places",
    "grids": "面向|发到|范围|for",
    "unit": "主办单位|主办|承办单位|承办|host",
    "details": "说明|详情|备注|简介|note",
}
_LABEL = re.compile(
    "|".join(rf"(?P<{name}>(?<![^\s，,；;。\0])(?:{words})\s?[:：])" for name, words in LABELS.items()), re.IGNORECASE
)
_EDGES = " ，,。；;、|·-—\n\t\0"


class Line:
    """What is still to be read of a line; whatever is taken leaves a gap, so that places in the line stay the same."""

    def __init__(self, text: str) -> None:
        self.text = text

    def labelled(self) -> dict[str, str]:
        """Take out what stands behind labels: to the end of the line, or a word where all stands on one line.

        A date is left in its place without its label, since only the grammar of dates knows where it ends.
        """
        found = list(_LABEL.finditer(self.text))
        on_one_line = "\n" not in self.text.strip()
        ends = [*(label.start() for label in found[1:]), len(self.text)]
        values: dict[str, str] = {}
        for label, end in zip(found, ends, strict=False):
            name = label.lastgroup or ""
            if on_one_line and name == "when":
                self.cut(*label.span())
                continue
            stop = end if name == "details" else _stop(self.text, label.end(), end, on_one_line)
            values.setdefault(name, self.text[label.end() : stop].strip(_EDGES))
            self.cut(label.start(), stop)
        return {name: value for name, value in values.items() if value}

    def cut(self, start: int, end: int) -> None:
        """Take this stretch out."""
        self.text = self.text[:start] + HIDDEN * (end - start) + self.text[end:]

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take out the first that fits."""
        found = pattern.search(self.text)
        if found is not None:
            self.cut(*found.span())
        return found

    def take_all(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Take out all that fit."""
        found = list(pattern.finditer(self.text))
        for one in found:
            self.cut(*one.span())
        return found

    def take_word(self, fits: Callable[[str], bool]) -> str | None:
        """Take out the first word of the line that fits."""
        for found in re.finditer(r"[^\s，,；;。\0]+", self.text):
            if fits(found[0]):
                self.cut(*found.span())
                return found[0]
        return None

    def words(self) -> list[list[str]]:
        """What is left, word by word, each stretch by itself."""
        stretches = [[word.strip(_EDGES) for word in part.split()] for part in self.text.split(HIDDEN)]
        kept = [[word for word in stretch if word] for stretch in stretches]
        return [stretch for stretch in kept if stretch]


def _stop(text: str, start: int, end: int, one_word: bool) -> int:
    """Where a label's value ends: before the next line or a ；, or after a word."""
    begins = end - len(text[start:end].lstrip())
    found = re.compile(r"[\s；;，,]" if one_word else r"[\n；;]").search(text, begins, end)
    return found.start() if found is not None else end


def any_of(names: Iterable[str]) -> str:
    """A pattern for any of these names, longest first; one that fits nothing if there are none."""
    words = sorted({name for name in names if name}, key=len, reverse=True)
    return "|".join(map(re.escape, words)) or "(?!)"
