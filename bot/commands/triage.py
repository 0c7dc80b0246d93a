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
from desk.directory.entries import Directory
from desk.triage import Triage, read_reply
from desk.triage.model import Model


class Kind(StrEnum):
    """What a line of the input is."""

    MESSAGE = "message"
    REPLY = "reply"
    PAIR = "pair"


Read = Callable[[int, str], dict[str, Any]]
Reader = Callable[[Directory, str | None, bool, Model | None], Read]


def triage(
    kind: Annotated[Kind, typer.Option(help=text("cli.help_kind"))] = Kind.MESSAGE,
    grid: Annotated[str | None, typer.Option(help=text("cli.help_grid"), metavar="CODE")] = None,
    directory: Annotated[Path | None, typer.Option(help=text("cli.help_directory"), metavar="FILE")] = None,
    explain: Annotated[bool, typer.Option("--explain", help=text("cli.help_explain"))] = False,
    model: Annotated[Path | None, typer.Option(help=text("cli.help_model"), metavar="FILE")] = None,
) -> None:
    """One JSON object for every line of standard input, in the same order, at once."""
    readers: dict[Kind, Reader] = {Kind.MESSAGE: message_reader, Kind.REPLY: _reply, Kind.PAIR: _pair}
    read = readers[kind](inputs.directory(directory), grid, explain, inputs.model(model))
    for number, line in inputs.lines():
        put(read(number, line))


def message_reader(directory: Directory, grid: str | None, explain: bool = False, model: Model | None = None) -> Read:
    """Reads a line as a message, said in this grid's group if one is given."""
    code = _known(grid, [one.code for one in directory.grids])
    reader = Triage(directory, model)

    def read(_number: int, line: str) -> dict[str, Any]:
        found = reader.read(line, code).as_json()
        return {**found, "explain": reader.explain(line, code)} if explain else found

    return read


def _reply(_directory: Directory, _grid: str | None, explain: bool, _model: Model | None) -> Read:
    def read(_number: int, line: str) -> dict[str, Any]:
        reply = read_reply(line)
        found = {"text": line, "done": reply.done, "score": reply.score}
        return {**found, "explain": [f"score {reply.score}"]} if explain else found

    return read


def _pair(directory: Directory, _grid: str | None, explain: bool, model: Model | None) -> Read:
    reader = Triage(directory, model)

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
