"""Draw the sheet of a month: seven columns, what takes place on each day, days off in another colour."""

import asyncio
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.drawing.fonts import chinese_font
from desk.values import Day, MonthSheet

WIDTH, CELL_WIDTH, CELL_HEIGHT, HEAD, ROW = 1120, 160, 132, 96, 40  # pixels; ROW: of the names of the weekdays
ENTRIES = 4  # lines of a day; the last says how many more there are
INK, FAINT, OFF, LINE, PAPER, TITLE = "#1f2933", "#8a94a0", "#c0392b", "#d8dde3", "#ffffff", "#b3261e"
Word = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Fonts:
    """The sizes in use."""

    title: ImageFont.FreeTypeFont
    day: ImageFont.FreeTypeFont
    entry: ImageFont.FreeTypeFont


async def month_picture(sheet: MonthSheet, word: Word) -> bytes | None:
    """A PNG; None on a machine without Chinese letters. `word` says a phrase."""
    font = await chinese_font()
    if font is None:
        return None
    weeks = _weeks(sheet.days)
    heads = [word(f"weekday.{number}") for number in range(7)]
    notes = {note: word(note) for day in sheet.days for note in day.notes}
    return await asyncio.to_thread(_drawn, font, word(sheet.title), heads, weeks, notes)


def _weeks(days: Sequence[Day]) -> list[list[Day | None]]:
    """The days by weeks from Monday on, with gaps before the first and after the last."""
    cells: list[Day | None] = [None] * days[0].date.weekday() + list(days)
    cells += [None] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def _drawn(
    font: Path, title: str, heads: Sequence[str], weeks: Sequence[Sequence[Day | None]], notes: dict[str, str]
) -> bytes:
    fonts = Fonts(*(ImageFont.truetype(str(font), size) for size in (40, 26, 17)))
    image = Image.new("RGB", (WIDTH, HEAD + ROW + CELL_HEIGHT * len(weeks) + 1), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((WIDTH / 2, HEAD / 2), title, TITLE, fonts.title, anchor="mm")
    for column, head in enumerate(heads):
        draw.text((column * CELL_WIDTH + CELL_WIDTH / 2, HEAD + ROW / 2), head, FAINT, fonts.entry, anchor="mm")
    for row, week in enumerate(weeks):
        for column, day in enumerate(week):
            _cell(draw, fonts, (column * CELL_WIDTH, HEAD + ROW + row * CELL_HEIGHT), day, notes)
    picture = io.BytesIO()
    image.quantize(32).save(picture, "png", optimize=True)
    return picture.getvalue()


def _cell(draw: ImageDraw.ImageDraw, fonts: Fonts, at: tuple[int, int], day: Day | None, notes: dict[str, str]) -> None:
    left, top = at
    draw.rectangle((left, top, left + CELL_WIDTH, top + CELL_HEIGHT), outline=LINE)
    if day is None:
        return
    draw.text((left + 8, top + 6), str(day.date.day), OFF if day.off else INK, fonts.day)
    if day.notes:
        said = " ".join(notes[note] for note in day.notes)
        draw.text((left + 48, top + 13), _cut(said, fonts.entry, CELL_WIDTH - 54), OFF, fonts.entry)
    for number, line in enumerate(_lines(day.entries)):
        draw.text((left + 8, top + 42 + number * 22), _cut(line, fonts.entry, CELL_WIDTH - 14), INK, fonts.entry)


def _lines(entries: Sequence[str]) -> list[str]:
    if len(entries) <= ENTRIES:
        return list(entries)
    return [*entries[: ENTRIES - 1], f"+{len(entries) - ENTRIES + 1}"]


def _cut(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """As much of a line as fits."""
    if font.getlength(line) <= width:
        return line
    while line and font.getlength(line + "…") > width:
        line = line[:-1]
    return line + "…"
