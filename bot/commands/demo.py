"""Let somebody try everything in a browser."""

import asyncio
import errno
import logging
import signal
import socket
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from bot.commands.endings import failed, wrong
from bot.commands.words import say, text
from locales import DEFAULT

TRIES = 20  # ports beyond the one asked for
LOOPBACK = "127.0.0.1"
PARTS = {"groups": "cli.demo_groups", "history": "cli.demo_history"}  # of what takes its time


def demo(
    port: Annotated[int, typer.Option(help=text("cli.help_demo_port"), min=1, max=65535)] = 8080,
    no_browser: Annotated[bool, typer.Option("--no-browser", help=text("cli.help_demo_no_browser"))] = False,
    empty: Annotated[bool, typer.Option("--empty", help=text("cli.help_demo_empty"))] = False,
    data: Annotated[Path | None, typer.Option(help=text("cli.help_demo_data"), file_okay=False)] = None,
) -> None:
    """Chat room, bot, database and sample district on this machine, behind a page; until told to stop."""
    logging.basicConfig(level=logging.ERROR)
    with _folder(data) as folder:
        asyncio.run(_run(folder, _free(port), no_browser, empty, data is not None))


@contextmanager
def _folder(wanted: Path | None) -> Iterator[Path]:
    """The one asked for, which stays; else a temporary one, which goes."""
    if wanted is not None:
        wanted.mkdir(parents=True, exist_ok=True)
        yield wanted
        return
    with TemporaryDirectory(prefix="youlin-demo-") as folder:
        yield Path(folder)


def _free(wanted: int) -> int:
    """The port, or the next one that nobody listens on; says so."""
    for port in range(wanted, min(wanted + TRIES, 65535) + 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
        if port != wanted:
            typer.echo(say("cli.demo_port_taken", wanted=wanted, port=port))
        return port
    raise failed("cli.demo_no_port", first=wanted, last=wanted + TRIES)


async def _run(folder: Path, port: int, no_browser: bool, empty: bool, stays: bool) -> None:
    from bot.demo.memory import Unreadable  # noqa: PLC0415  only this command needs the page
    from bot.demo.opening import opened  # noqa: PLC0415

    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    with _progress() as tell:
        opening = opened(folder, port, datetime.now(UTC), empty, DEFAULT, tell)
        try:
            await opening.__aenter__()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise failed("cli.demo_port_lost", port=port) from None  # within the second since we looked
        except Unreadable:
            raise wrong("cli.demo_bad_data", folder=folder) from None
    try:
        address = f"http://{LOOPBACK}:{port}/"
        typer.echo(say("cli.demo_ready", address=address))
        typer.echo(say("cli.demo_about", folder=folder, stays=stays))
        if not no_browser:
            webbrowser.open(address)
        await told.wait()
    finally:
        await opening.__aexit__(None, None, None)
    typer.echo(say("cli.demo_stopped"))


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar while it takes its time; on a terminal only."""
    with Progress(TextColumn("{task.description}"), BarColumn(), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(say(PARTS[what]), total=of)
            bar.update(tasks[what], completed=done)

        yield tell
