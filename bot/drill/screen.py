"""Print the play as a chat: the time, whose chat it is, who speaks, and what they say."""

import asyncio
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.drill.wrap import wrap

WIDEST = 96  # cells; longer lines are hard to read
TIME, GROUP, PRIVATE = 6, 4, 12  # cells on the left: the time, then whose chat it is; private chats stand further in
HANGING = 6  # cells that further lines of a speaker stand in, as far as 「小邻：」
SHORTEST, LONGEST, PER_CELL = 0.5, 4.2, 0.02  # seconds to read a line: at least, at most, and for each cell of it


@dataclass(frozen=True, slots=True)
class Place:
    """A chat as the screen names it."""

    label: str
    private: bool


class Screen:
    """A console that gives the reader time. `hurry`: no pauses."""

    def __init__(self, console: Console, hurry: bool) -> None:
        self.console = console
        self._hurry = hurry
        self._clock = ""
        self.width = min(console.width, WIDEST) - 1  # a full line would wrap on some terminals

    async def scene(self, title: str, note: str = "") -> None:
        """A heading, and what to look out for."""
        self.line("")
        self.line(f"{title} {'─' * (self.width - cell_len(title) - 1)}", "bold yellow")
        self._clock = ""
        if note:
            await self.aside(note)

    async def aside(self, text: str) -> None:
        """A sentence to the reader."""
        self.paragraph(text, "yellow")
        await self.pause(text)

    async def later(self, text: str) -> None:
        """The clock has jumped."""
        self.line("")
        self.line(" " * ((self.width - cell_len(text)) // 2) + text, "bold yellow")
        self._clock = ""
        await self.pause(text)

    async def said(self, clock: str, place: Place, speaker: str, text: str, ours: bool) -> None:
        """What somebody says in a chat; `ours` is 小邻."""
        self._row(clock, place, text, "", speaker, "bold green" if ours else "bold")
        await self.pause(text)

    async def happened(self, clock: str, place: Place, text: str, style: str) -> None:
        """What is done, changed or shown without anybody's words."""
        self._row(clock, place, text, style)
        await self.pause(text)

    async def pause(self, text: str) -> None:
        """Long enough to read this."""
        if not self._hurry:
            await asyncio.sleep(min(LONGEST, SHORTEST + PER_CELL * cell_len(text)))

    def paragraph(self, text: str, style: str = "") -> None:
        """Text over the whole width."""
        for line in wrap(text, self.width):
            self.line(line, style)

    def line(self, text: str | Text, style: str = "") -> None:
        """One line as it is."""
        self.console.print(text, style=style, markup=False, highlight=False, emoji=False, soft_wrap=True)

    def _row(self, clock: str, place: Place, text: str, style: str, speaker: str = "", speaker_style: str = "") -> None:
        left = PRIVATE if place.private else GROUP
        room = self.width - TIME - left
        first, *rest = _hung(speaker, text, room)
        row = Text(_padded("" if clock == self._clock else clock, TIME), "dim")
        row.append(_padded(place.label, left), "magenta" if place.private else "blue")
        row.append(speaker, speaker_style).append(first.removeprefix(speaker), style)
        self._clock = clock
        self.line(row)
        for line in rest:
            self.line(" " * (TIME + left) + line, style)


def _hung(speaker: str, text: str, room: int) -> list[str]:
    """The lines with the speaker before the first, the others hanging below."""
    indent = min(HANGING, cell_len(speaker))
    opening, *paragraphs = (speaker + text).splitlines()
    first, *rest = wrap(opening, room)
    over = opening[len(first) :].lstrip() if rest else ""
    below = "\n".join(filter(None, (over, *paragraphs)))
    return [first, *(" " * indent + line for line in wrap(below, room - indent))]


def _padded(text: str, cells: int) -> str:
    return text + " " * max(0, cells - cell_len(text))
