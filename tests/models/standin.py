"""Stand in for a model's server on this machine: answers as told, also in ways that no server should."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Answer = bytes | None  # None: never answers


@dataclass
class Request:
    """What was asked."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        """The body of a question to a language model."""
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def message(self) -> str:
        """The words that a language model was shown."""
        said: str = json.loads(self.json["messages"][-1]["content"])["message"]
        return said


@dataclass
class StandIn:
    """`answer` is sent to whoever asks; `endless`: its last part again and again. `free`: it may answer now."""

    port: int = 0
    answer: Callable[[Request], Answer] = field(default=lambda _request: http(b"{}"))
    endless: bool = False
    asked: list[Request] = field(default_factory=list)
    free: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def always(self, answer: Answer) -> None:
        """The same to everybody."""
        self.answer = lambda _request: answer

    def says(self, is_issue: bool, service: str | None = None, confidence: float = 0.95) -> None:
        """A language model's answer."""
        self.always(completion({"is_issue": is_issue, "service": service, "confidence": confidence}))

    def hears(self, words: str) -> None:
        """A transcriber's answer."""
        self.always(http(json.dumps({"text": words}).encode()))

    async def until_asked(self, times: int = 1) -> None:
        """Until somebody has asked so many times."""
        async with asyncio.timeout(30):
            while len(self.asked) < times:  # noqa: ASYNC110  it rings no bell
                await asyncio.sleep(0.01)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one call."""
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._answer(reader, writer)
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await _read(reader)
        self.asked.append(request)
        await self.free.wait()
        answer = self.answer(request)
        if answer is None:
            await reader.read()
        writer.write(answer or b"")
        while self.endless:
            writer.write(b"x" * 65_536)
            await writer.drain()
        await writer.drain()


async def _read(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(head[0].split(" ")[1], headers, body)


def http(body: bytes, status: str = "200 OK", length: int | None = None, more: str = "") -> bytes:
    """An answer as it goes over the wire; `length` is what it claims."""
    claimed = len(body) if length is None else length
    return f"HTTP/1.1 {status}\r\nContent-Length: {claimed}\r\n{more}Connection: close\r\n\r\n".encode() + body


def completion(content: Any) -> bytes:
    """What a language model's server says."""
    said = content if isinstance(content, str) else json.dumps(content)
    return http(json.dumps({"choices": [{"message": {"role": "assistant", "content": said}}]}).encode())


@asynccontextmanager
async def standing_in() -> AsyncIterator[StandIn]:
    """A server on a free port, answering at once unless told otherwise."""
    server = StandIn()
    server.free.set()
    tasks: set[asyncio.Task[None]] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(server.serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    listening = await asyncio.start_server(connected, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    yield server
    listening.close()
    for task in [*tasks]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await listening.wait_closed()
