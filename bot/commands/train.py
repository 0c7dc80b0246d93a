"""Learn from what was corrected on this machine, and keep the new model if it is better."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.commands import database, inputs
from bot.commands.configuration import settings
from bot.commands.endings import wrong
from bot.commands.outputs import put_line
from bot.commands.words import say, text
from desk.directory.book import own_model
from desk.directory.entries import Directory
from desk.directory.keeping import recall
from desk.training import Material, Outcome, gather
from desk.training import train as trained
from desk.triage import model
from storage import examples
from storage.engine import Store


def train(
    out: Annotated[Path | None, typer.Option(help=text("cli.help_train_out"), metavar="FILE")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=text("cli.help_train_dry_run"))] = False,
    corpus: Annotated[Path | None, typer.Option(help=text("cli.help_train_corpus"), metavar="FOLDER")] = None,
) -> None:
    """Train, compare, keep the better; the database is free meanwhile."""
    if corpus is not None and not (any(corpus.glob("train-*.tsv")) and any(corpus.glob("tune*.tsv"))):
        raise wrong("cli.no_corpus", folder=corpus)
    asyncio.run(_train(out, dry_run, corpus))


async def _train(out: Path | None, dry_run: bool, corpus: Path | None) -> None:
    async with database.opened(settings().database_url) as store:
        await database.ready(store)
        here, material, in_use, file = await _gathered(store)
        _tell_kept(material)
        if len(material.corrections):
            outcome = trained(material.corrections, here, in_use, inputs.directory(None), corpus)
            _tell_compared(outcome)
            file = outcome.file if outcome.is_better else file
            put_line(await _kept(store, outcome, dry_run))
        else:
            put_line(say("cli.train_nothing"))
        if out is not None:
            _write(out, file)


async def _gathered(store: Store) -> tuple[Directory, Material, model.Model, bytes]:
    """The directory, what there is to learn from, and the model in use with its file."""
    async with store.read() as session:
        directory = await recall(session)
        if directory is None:
            raise wrong("cli.train_no_directory")
        own = await own_model(session)
        row = await examples.trained(session)
        file = row.file if own is not None and row is not None else model.shipped_file()
        return directory, await gather(session), own or model.shipped(), file


def _tell_kept(material: Material) -> None:
    held = len(material.corrections.held_back())
    kinds = [(kind.value, much) for kind, much in material.counts.items()]
    learnt = len(material.corrections) - held
    put_line(say("cli.train_kept", count=sum(material.counts.values()), kinds=kinds, learnt=learnt, held=held))


def _tell_compared(outcome: Outcome) -> None:
    for part in ("corpus", "corrections"):
        for kind, before in getattr(outcome.before, part).items():
            after = getattr(outcome.after, part)[kind]
            if before.of:
                put_line(say("cli.train_row", part=part, kind=kind, before=before, after=after))


async def _kept(store: Store, outcome: Outcome, dry_run: bool) -> str:
    """What became of the new model, in words."""
    if not outcome.is_better:
        return say("cli.train_worse")
    if dry_run:
        return say("cli.train_would")
    async with store.write() as session:
        version = await examples.keep_trained(session, outcome.file, model.release(), SystemClock().now())
    return say("cli.train_better", version=version)


def _write(out: Path, file: bytes) -> None:
    try:
        out.write_bytes(file)
    except (OSError, ValueError):
        raise wrong("cli.unwritable_file", file=out) from None
    put_line(say("cli.train_written", file=out))
