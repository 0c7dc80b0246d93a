"""A load balancer in miniature: each connection is passed on to one of the processes that is up."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress


class Balancer:
    """Listens on a port of this machine. `passed`: how many connections each process was given."""

    def __init__(self, ports: Sequence[int], chance: random.Random) -> None:
        self.passed: Counter[int] = Counter()
        self._ports = ports
        self._chance = chance
        self._open: dict[asyncio.StreamWriter, asyncio.Task[None]] = {}

    async def starts(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]

    async def stops(self) -> None:
        self._server.close()
        for writer in self._open:
            writer.transport.abort()
        await asyncio.gather(*self._open.values())
        await self._server.wait_closed()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open[writer] = task
        try:
            there = await self._somebody()
            if there is not None:
                await self._pass_on((reader, writer), there)
        finally:
            del self._open[writer]
            writer.close()

    async def _somebody(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """A connection to a process that answers; the others are tried in turn."""
        for port in self._chance.sample(self._ports, len(self._ports)):
            with suppress(OSError):
                found = await asyncio.open_connection("127.0.0.1", port)
                self.passed[port] += 1
                return found
        return None

    async def _pass_on(
        self,
        here: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        there: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        """Both ways, until one side ends; then both do."""
        ways = [asyncio.ensure_future(pump(here[0], there[1])), asyncio.ensure_future(pump(there[0], here[1]))]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            there[1].close()


async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    """What comes in goes out, until one of the two is closed."""
    with suppress(OSError):
        while part := await source.read(65536):
            sink.write(part)
            await sink.drain()
