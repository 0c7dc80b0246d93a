"""Have a town's bot receive by webhook, and speak to the webhook like the platform, or like somebody else."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from bot.telegram.webhook import SECRET_HEADER, secret
from tests.town import Town


@contextmanager
def free_port() -> Iterator[int]:
    """A port of this machine that nobody else is given meanwhile: bound, but not listened on."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as reserved:
        reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        reserved.bind(("127.0.0.1", 0))
        yield reserved.getsockname()[1]


class Hook:
    """The webhook of a town."""

    def __init__(self, town: Town, port: int) -> None:
        self.town = town
        self.port = port
        self.address = f"127.0.0.1:{port}"
        self.url = f"http://{self.address}/hook"

    async def is_used(self) -> None:
        """Start the town's bot anew, receiving by webhook."""
        self.set_up()
        await self.town.restarts()

    def set_up(self) -> None:
        """From the next start on the bot receives by webhook."""
        how = {"webhook_url": self.url, "listen": self.address}
        self.town.settings = self.town.settings.model_copy(update=how)

    @property
    def secret(self) -> str:
        return secret(self.town.settings)

    async def is_given(self, body: bytes | dict[str, Any], given: str | None = None) -> httpx.Response:
        """POST this, by default with the secret."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await self.is_called("POST", "/hook", content, {SECRET_HEADER: self.secret if given is None else given})

    async def is_called(
        self, method: str, path: str, content: bytes = b"", headers: dict[str, str] | None = None
    ) -> httpx.Response:
        """Any call."""
        async with httpx.AsyncClient(trust_env=False) as client:
            return await client.request(method, f"http://{self.address}{path}", content=content, headers=headers)
