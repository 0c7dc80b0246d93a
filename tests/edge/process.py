"""The bot as a process of its own, to be killed, ended and started again."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.chatroom import Room

ENDS = 30.0  # seconds that a process gets to finish what is in hand
# Each is forked from a process that has done nothing but import: that is most of a start, and there are dozens.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["bot.commands.run"])


def run(data: Path, environment: Mapping[str, str], log: Path) -> None:
    """`youlin run` as if started in this folder and this environment; what it writes goes to the log."""
    os.chdir(data)
    os.environ.clear()
    os.environ.update(environment)
    with log.open("ab") as file:
        for number in (1, 2):
            os.dup2(file.fileno(), number)
    from bot.cli import main  # noqa: PLC0415  only in the process that becomes it

    main(["run"])


class BotProcess:
    """`youlin run` against a room, with its database and its log in `data`."""

    def __init__(self, room: Room, data: Path, **settings: str) -> None:
        self.data = data
        self.log = data.parent / "bot.log"
        self.database = data / "youlin.db"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("YOULIN_")},
            "YOULIN_TELEGRAM_TOKEN": room.token,
            "YOULIN_TELEGRAM_API_URL": room.url,
            "YOULIN_DATABASE_URL": f"sqlite+aiosqlite:///{self.database}",
            "YOULIN_RATE_LIMITS": "off",
            "YOULIN_ADMINS": "9001",
            **settings,
        }
        self._process: BaseProcess | None = None
        self.kills = 0

    async def starts(self) -> None:
        """Start it; does not wait until it is ready."""
        process = FORKS.Process(target=run, args=(self.data, self._environment, self.log), daemon=True)  # ends with us
        await asyncio.to_thread(process.start)
        self._process = process

    async def is_killed(self) -> None:
        """kill -9."""
        await self._ends(signal.SIGKILL)
        self.kills += 1

    async def is_ended(self) -> int:
        """SIGTERM; returns the exit code."""
        return await self._ends(signal.SIGTERM)

    async def _ends(self, how: signal.Signals) -> int:
        assert self._process is not None
        assert self._process.pid is not None
        os.kill(self._process.pid, how)
        await asyncio.to_thread(self._process.join, ENDS)
        assert self._process.exitcode is not None, "does not end"
        return self._process.exitcode

    def worked(self) -> float:
        """Seconds of processor time that the process has had (proc_pid_stat(5)); 0 where the system does not tell."""
        assert self._process is not None
        told = Path(f"/proc/{self._process.pid}/stat")
        if not told.exists():
            return 0.0
        fields = told.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def said_in_log(self) -> str:
        """All that the process wrote to its standard output and error."""
        return self.log.read_text("utf-8", errors="replace")
