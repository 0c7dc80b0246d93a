"""Write records as lines of JSON, as CSV or as a workbook, one after the other as they come."""

import csv
import json
import re
from collections.abc import Sequence
from typing import Any, BinaryIO, Protocol, TextIO

import xlsxwriter

from bot.commands.outputs import as_line

FORMULA = re.compile(r"[=+\-@\t\r\n]")  # a spreadsheet runs a cell that begins so
LONGEST_CELL = 32_767  # characters that a spreadsheet takes

Record = dict[str, Any]


class Writer(Protocol):
    """Takes records; nothing is certain to be written before `close`."""

    def add(self, record: Record) -> None:
        """Write one record."""
        ...

    def close(self) -> None:
        """Write what is left."""
        ...


class Lines:
    """A JSON object a line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def add(self, record: Record) -> None:
        """Write one record."""
        self._stream.write(as_line(record) + "\n")

    def close(self) -> None:
        """Write what is left."""
        self._stream.flush()


class Csv:
    """Comma-separated values; marked as UTF-8, without which Excel takes Chinese for something else."""

    def __init__(self, stream: TextIO, fields: Sequence[str]) -> None:
        self._stream = stream
        stream.write("\ufeff")
        self._rows = csv.writer(stream)
        self._rows.writerow(fields)

    def add(self, record: Record) -> None:
        """Write one record; a text that would be taken for a formula gets the apostrophe that makes it a text."""
        cells = [_cell(value) for value in record.values()]
        self._rows.writerow([f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell for cell in cells])

    def close(self) -> None:
        """Write what is left."""
        self._stream.flush()


class Workbook:
    """A sheet with a bold first row; texts are texts whatever they begin with."""

    def __init__(self, file: BinaryIO, title: str, fields: Sequence[str]) -> None:
        plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(file, {"constant_memory": True, **plain})
        self._sheet = self._book.add_worksheet(title)
        self._sheet.freeze_panes(1, 0)
        self._sheet.write_row(0, 0, fields, self._book.add_format({"bold": True}))
        self._row = 0

    def add(self, record: Record) -> None:
        """Write one record."""
        self._row += 1
        for column, value in enumerate(record.values()):
            cell = _cell(value)
            if isinstance(cell, str):
                cut = cell if len(cell) <= LONGEST_CELL else f"{cell[: LONGEST_CELL - 1]}…"
                self._sheet.write_string(self._row, column, cut)
            elif cell is not None:
                self._sheet.write_number(self._row, column, cell)

    def close(self) -> None:
        """Write the file."""
        self._book.close()


def _cell(value: Any) -> str | int | float | None:
    """A value as a cell holds it; what has parts, as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
