"""The command line: which commands there are, and how a command ends."""

import io
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from bot.commands.endings import Stop
from bot.commands.usage import usage_mistake
from bot.commands.words import say, text
from bot.faults import place
from locales import BrokenPhrases

COMMANDS = ("demo", "run", "drill", "load", "check", "triage", "due", "worktime", "when", "export", "migrate")
EXPORTS = ("tickets", "events")


class Command(TyperCommand):
    """A command whose --help is described in our words, too."""

    def get_help_option(self, ctx: Any) -> Any:
        """As the library makes it, but worded by us."""
        return _worded(super().get_help_option(ctx))


class Group(TyperGroup):
    """Likewise a group of commands."""

    def get_help_option(self, ctx: Any) -> Any:
        """As the library makes it, but worded by us."""
        return _worded(super().get_help_option(ctx))


def _worded(option: Any) -> Any:
    if option is not None:
        option.help = text("cli.help_help")
    return option


def app(asked: Sequence[str]) -> typer.Typer:
    """The command line. Of the commands only the one asked for is imported, so that a small one starts at once."""
    wanted = [name for name in COMMANDS if asked and name == asked[0]]
    whole = _group("cli.help")
    for name in wanted or COMMANDS:
        module = import_module(f"bot.commands.{name}")
        if name == "export":
            exports = _group("cli.help_export")
            for kind in EXPORTS:
                _add(exports, kind, getattr(module, kind), f"cli.help_export_{kind}")
            whole.add_typer(exports, name=name)
        else:
            _add(whole, name, getattr(module, name), f"cli.help_{name}")
    return whole


def _group(phrase: str) -> typer.Typer:
    made = typer.Typer(cls=Group, help=text(phrase), no_args_is_help=True, add_completion=False, rich_markup_mode=None)
    made.callback()(_nothing)  # makes it a group also when it has but one command
    return made


def _nothing() -> None:
    """What a group does by itself."""


def _add(group: typer.Typer, name: str, command: Callable[..., None], phrase: str) -> None:
    group.command(name, cls=Command, help=text(phrase))(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 a check failed, 2 wrong use or wrong input."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):  # whatever the terminal's locale: what we print is UTF-8
            stream.reconfigure(encoding="utf-8", errors=errors, newline="")
    sys.exit(_ended(sys.argv[1:] if arguments is None else arguments))


def _ended(arguments: Sequence[str]) -> int:
    """Run the command; what went wrong is told on standard error. Returns the exit code."""
    try:
        return app(arguments)(args=arguments, prog_name="youlin", standalone_mode=False) or 0
    except Stop as stop:
        return _told(stop)
    except BrokenPhrases as broken:
        sys.stderr.write(f"{broken}\n")
        return 2
    except TyperException as mistake:
        return _told(usage_mistake(mistake))
    except (typer.Abort, KeyboardInterrupt, BrokenPipeError):
        return 1
    except Exception as error:  # its words may quote a message
        return _told(Stop([say("cli.unexpected", place=place(error))], code=1))


def _told(stop: Stop) -> int:
    for line in stop.lines:
        sys.stderr.write(f"{line}\n")
    return stop.code
