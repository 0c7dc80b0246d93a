"""The command line, called in this process or as the program that people start."""

import asyncio
import io
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.chatroom import Room
from bot.cli import main

ROOT = Path(__file__).parents[2]
DIRECTORY = ROOT / "tests" / "town.yaml"


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode("utf-8")

    @property
    def complaint(self) -> str:
        """The one line that tells of wrong use or wrong input."""
        assert (self.code, self.err.count("\n")) == (2, 1), self
        assert "Traceback" not in self.err
        assert self.err.endswith("\n")
        return self.err.rstrip()


Youlin = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _empty_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the settings nor the .env file nor the database of whoever runs the tests."""
    for name in os.environ:
        if name.startswith("YOULIN_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def youlin(monkeypatch: pytest.MonkeyPatch) -> Youlin:
    """Call the command line in this process, with these bytes on standard input and these settings."""

    def call(*arguments: object, stdin: bytes | str = b"", **settings: str) -> Ended:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = io.BytesIO(), io.BytesIO()
        with monkeypatch.context() as patch:
            for name, value in settings.items():
                patch.setenv(f"YOULIN_{name}".upper(), value)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="ascii"))
            patch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="ascii"))
            patch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="ascii"))
            with pytest.raises(SystemExit) as ended:
                main([str(one) for one in arguments])
            sys.stdout.flush()
            sys.stderr.flush()
            code = ended.value.code
            assert isinstance(code, int)
            return Ended(code, out.getvalue(), err.getvalue().decode())

    return call


class Program:
    """`python -m bot` as a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.said = ""

    async def says(self, words: str) -> None:
        """Wait until the words stand on its standard error."""
        assert self.process.stderr is not None
        while words not in self.said:
            line = await asyncio.wait_for(self.process.stderr.readline(), 30)
            assert line, f"ended without saying {words}: {self.said}"
            self.said += line.decode()

    async def ends(self, number: int | None = None) -> Ended:
        """Send it this signal, if any, and wait for its end."""
        if number is not None:
            self.process.send_signal(number)
        out, err = await asyncio.wait_for(self.process.communicate(b""), 30)
        self.said += err.decode()
        assert self.process.returncode is not None
        return Ended(self.process.returncode, out, self.said)


Start = Callable[..., Awaitable[Program]]


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    """Start the program with these settings; what still runs at the end of the test is killed."""
    started: list[asyncio.subprocess.Process] = []

    async def begin(*arguments: str, **settings: str) -> Program:
        own = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        environment = {f"YOULIN_{name}".upper(): value for name, value in settings.items()}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *arguments),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**own, "PYTHONPATH": str(ROOT), **environment},
        )
        started.append(process)
        return Program(process)

    yield begin
    for process in started:
        if process.returncode is None:
            process.kill()
            await process.communicate(b"")


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """A chat platform without a bot."""
    room = Room()
    await room.start()
    yield room
    await room.stop()
