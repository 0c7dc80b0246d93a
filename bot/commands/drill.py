"""Play a day of the sample district in the terminal."""

import asyncio
from typing import Annotated

import typer

from bot.commands.words import text
from bot.drill import play


def drill(fast: Annotated[bool, typer.Option("--fast", help=text("cli.help_fast"))] = False) -> None:
    """The real bot on a chat room of its own; ends with the code that the play gives."""
    raise typer.Exit(asyncio.run(play(fast)))
