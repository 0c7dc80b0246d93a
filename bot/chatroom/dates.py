"""Put the time of day on every answer, as servers do (RFC 9110, 6.6.1)."""

from datetime import UTC, datetime
from email.utils import format_datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.chatroom.faults import Faults


class Dated:
    """The machine's time, which is the platform's and not the story's; wrong by as much as the faults say."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                now = datetime.now(UTC) + self._faults.clock_off
                message["headers"] = [*message["headers"], (b"date", format_datetime(now, usegmt=True).encode())]
            await send(message)

        await self._app(scope, receive, dated)
