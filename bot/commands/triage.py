"""Read messages as the assistant would, one a line; needs no token, no database and no platform."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands import inputs
from bot.commands.endings import wrong
from bot.commands.outputs import put
from bot.commands.words import text
from desk.triage import Triage, read_reply


class Kind(StrEnum):
    """What a line of the input is."""

    MESSAGE = "message"
    REPLY = "reply"
    PAIR = "pair"


Read = Callable[[int, str], dict[str, Any]]


def triage(
    kind: Annotated[Kind, typer.Option(help=text("cli.help_kind"))] = Kind.MESSAGE,
    grid: Annotated[str | None, typer.Option(help=text("cli.help_grid"), metavar="CODE")] = None,
    directory: Annotated[Path | None, typer.Option(help=text("cli.help_directory"), metavar="FILE")] = None,
    explain: Annotated[bool, typer.Option("--explain", help=text("cli.help_explain"))] = False,
) -> None:
    """One JSON object for every line of standard input, in the same order, at once."""
    read = {Kind.MESSAGE: _message, Kind.REPLY: _reply, Kind.PAIR: _pair}[kind](grid, directory, explain)
    for number, line in inputs.lines():
        put(read(number, line))


def _message(grid: str | None, file: Path | None, explain: bool) -> Read:
    directory = inputs.directory(file)
    code = _known(grid, [one.code for one in directory.grids])
    reader = Triage(directory)

    def read(_number: int, line: str) -> dict[str, Any]:
        found = reader.read(line, code).as_json()
        return {**found, "explain": reader.explain(line, code)} if explain else found

    return read


def _reply(_grid: str | None, _file: Path | None, explain: bool) -> Read:
    def read(_number: int, line: str) -> dict[str, Any]:
        reply = read_reply(line)
        found = {"text": line, "done": reply.done, "score": reply.score}
        return {**found, "explain": [f"score {reply.score}"]} if explain else found

    return read


def _pair(_grid: str | None, file: Path | None, explain: bool) -> Read:
    reader = Triage(inputs.directory(file))

    def read(number: int, line: str) -> dict[str, Any]:
        messages = line.split("\t")
        if len(messages) != 2:
            raise wrong("cli.no_pair", line=number, tabs=len(messages) - 1)
        pair = reader.pair(*messages)
        found = {"same": pair.same, "score": pair.score}
        return {**found, "explain": [f"score {pair.score}"]} if explain else found

    return read


def _known(grid: str | None, codes: list[str]) -> str | None:
    """The grid's code as the directory writes it."""
    if grid is None:
        return None
    found = grid if grid in codes else next((code for code in codes if code.lower() == grid.lower()), None)
    if found is None:
        raise wrong("cli.unknown_grid", grid=grid, known=codes[:6])
    return found
