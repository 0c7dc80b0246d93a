"""Examine an installation: would it work?"""

import asyncio

import typer

from bot.commands.configuration import settings
from bot.commands.endings import Stop
from bot.commands.examining import examine
from bot.commands.findings import BAD, FINE, finding
from bot.commands.outputs import put_line
from locales import proofread


def check() -> None:
    """One line for each thing examined; exit code 1 if something would not work."""
    proofread()
    try:
        chosen = settings()
    except Stop as stop:
        put_line(f"{BAD} {'; '.join(stop.lines)}")
        raise typer.Exit(1) from None
    put_line(finding(FINE, "check.settings").line)
    findings = asyncio.run(examine(chosen, tell=lambda one: put_line(one.line)))
    if any(one.mark == BAD for one in findings):
        raise typer.Exit(1)
