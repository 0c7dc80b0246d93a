"""Word what is wrong with a command line: the library's complaints, each in one line of ours."""

from enum import EnumType, StrEnum
from typing import Any

from typer.exceptions import TyperException

from bot.commands.endings import Stop, wrong

PHRASES = {
    "NoSuchOption": "cli.no_option",
    "MissingParameter": "cli.missing",
    "BadParameter": "cli.bad_value",
    "BadOptionUsage": "cli.no_value",
}


def usage_mistake(mistake: TyperException) -> Stop:
    """The complaint; a command line that names no command is answered with the help."""
    kind = type(mistake).__name__
    context = getattr(mistake, "ctx", None)
    if kind == "NoArgsIsHelpError" or (context is None and kind not in PHRASES):
        return Stop(mistake.format_message().splitlines())
    known = sorted(getattr(getattr(context, "command", None), "commands", ()))
    facts = {
        "option": getattr(mistake, "option_name", "") or _name(mistake),
        "choices": _choices(mistake),
        "known": known,
        "usage": _usage(context) if context else "",
        "command": context.command_path if context else "",
    }
    return wrong(PHRASES.get(kind, "cli.no_command" if known else "cli.usage"), **facts)


def _usage(context: Any) -> str:
    return " ".join(context.get_usage().split()).removeprefix("Usage: ").replace("{", "").replace("}", "")


def _name(mistake: Any) -> str:
    """The option as it is spelt, the argument as the help calls it."""
    parameter = getattr(mistake, "param", None)
    if parameter is None:
        return ""
    return str(parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar or parameter.name)


def _choices(mistake: Any) -> list[str]:
    """What the option takes, where that is one of a few words."""
    descriptor = getattr(getattr(mistake, "param", None), "type_descriptor", None)
    kind = getattr(descriptor, "annotation", None)
    return [str(word) for word in kind] if isinstance(kind, EnumType) and issubclass(kind, StrEnum) else []
