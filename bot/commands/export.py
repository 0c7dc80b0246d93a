"""Hand the records out: as lines of JSON, as CSV or as a workbook."""

import asyncio
import io
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, BinaryIO, TextIO
from zoneinfo import ZoneInfo

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.commands import database
from bot.commands.configuration import settings
from bot.commands.endings import wrong
from bot.commands.words import text
from bot.export import Csv, Lines, Workbook, Writer
from desk.events.exporting import EVENT_FIELDS, ROW_FIELDS
from desk.events.exporting import events as happenings
from desk.events.exporting import rows as sign_ups
from desk.exporting import TICKET_FIELDS
from desk.exporting import tickets as records

Records = Callable[[AsyncSession, ZoneInfo], AsyncIterator[dict[str, Any]]]


class Format(StrEnum):
    """How records are written."""

    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


def tickets(
    form: Annotated[Format, typer.Option("--format", help=text("cli.help_format"))] = Format.JSONL,
    out: Annotated[Path | None, typer.Option(help=text("cli.help_out"), metavar="FILE")] = None,
) -> None:
    """All tickets, oldest first."""
    if form is Format.XLSX and out is None:
        raise wrong("cli.xlsx_needs_file")
    asyncio.run(_export("tickets", TICKET_FIELDS, records, form, out))


def events(
    form: Annotated[Format, typer.Option("--format", help=text("cli.help_format"))] = Format.JSONL,
    out: Annotated[Path | None, typer.Option(help=text("cli.help_out"), metavar="FILE")] = None,
) -> None:
    """All events, oldest first; as a table, a row for each sign-up."""
    if form is Format.XLSX and out is None:
        raise wrong("cli.xlsx_needs_file")
    whole = form is Format.JSONL
    records = happenings if whole else sign_ups
    asyncio.run(_export("events", EVENT_FIELDS if whole else ROW_FIELDS, records, form, out))


async def _export(title: str, fields: tuple[str, ...], records: Records, form: Format, out: Path | None) -> None:
    chosen = settings()
    async with database.opened(chosen.database_url) as store:
        await database.ready(store)
        with _writer(form, out, title, fields) as writer:
            async with store.read() as session:
                async for record in records(session, chosen.zone):
                    writer.add(record)


@contextmanager
def _writer(form: Format, out: Path | None, title: str, fields: tuple[str, ...]) -> Iterator[Writer]:
    """Where the records go; the file is complete when the context ends."""
    if out is None:
        writer = _text_writer(form, sys.stdout, fields)
        yield writer
        writer.close()
        return
    with _file(out) as file:
        if form is Format.XLSX:
            book = Workbook(file, title, fields)
            yield book
            book.close()
            return
        with io.TextIOWrapper(file, encoding="utf-8", newline="") as stream:
            writer = _text_writer(form, stream, fields)
            yield writer
            writer.close()


def _file(out: Path) -> BinaryIO:
    try:
        return out.open("wb")
    except (OSError, ValueError):
        raise wrong("cli.unwritable_file", file=out) from None


def _text_writer(form: Format, stream: TextIO, fields: tuple[str, ...]) -> Writer:
    return Csv(stream, fields) if form is Format.CSV else Lines(stream)
