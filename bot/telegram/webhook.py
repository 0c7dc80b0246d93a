"""Receive updates by webhook: each is committed before it is acknowledged, and every answer is empty."""

import asyncio
import hashlib
import hmac
import json
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from sqlmodel import select
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.faults import place
from bot.settings import Settings
from bot.telegram.outcomes import seconds
from bot.telegram.reception import WANTED, Reception
from storage.engine import Store

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name, not the secret
LARGEST = 2**20  # bytes; the platform's own updates are far smaller
CONNECTIONS = 40  # the platform's own default (Bot API, setWebhook.max_connections)
DOOR_PATIENCE = 10.0  # seconds; the platform itself waits 60 (RESEARCH 2.1)
COME_BACK = {"Retry-After": "2"}  # seconds; the platform keeps to it (RESEARCH 2.1)
FAREWELL = 20  # seconds for requests in hand when we stop
HEARTBEAT = 3  # seconds within which the database must answer for us to be healthy
LONGEST_PAUSE = 30.0


class CannotListen(Exception):
    """The address is taken, or not ours to listen on."""


class _Server(uvicorn.Server):
    """Leaves signals to the program."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Webhook:
    """A small web server: updates at the path of the webhook's URL, and GET /health for a load balancer."""

    def __init__(self, bot: Bot, store: Store, reception: Reception, settings: Settings) -> None:
        self._bot = bot
        self._store = store
        self._reception = reception
        self._url = settings.webhook_url or ""
        self._listen = settings.listen
        self._secret = secret(settings)
        self._open = False
        self._away = False
        self._serving: asyncio.Task[None] | None = None
        path = urlsplit(self._url).path or "/"
        routes = [Route("/health", self._health, methods=["GET"]), Route(path, self._receive, methods=["POST"])]
        app = Starlette(routes=routes, exception_handlers={HTTPException: _nothing})
        config = uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=FAREWELL,
        )
        self._server = _Server(config)

    def listen(self) -> None:
        """Take the address; until `open` whoever calls is told to come back. Raises CannotListen."""
        try:
            listener = _listener(self._listen)
        except (OSError, UnicodeError) as error:
            raise CannotListen(getattr(error, "strerror", None) or type(error).__name__) from None
        self._serving = asyncio.create_task(self._server.serve([listener]))

    async def open(self) -> None:
        """Take updates, and have the platform send them; tries until it answers. Several processes may all do so."""
        self._open = True
        pause = 1.0
        while True:
            try:
                await self._bot.set_webhook(
                    self._url, secret_token=self._secret, allowed_updates=WANTED, max_connections=CONNECTIONS
                )
            except TelegramError as error:
                wait = seconds(error) if isinstance(error, RetryAfter) else pause
                log.warning("the webhook could not be set (%s); trying again in %.0f s", error.message, wait)
                await asyncio.sleep(wait)
                pause = min(LONGEST_PAUSE, pause * 2)
            else:
                return log.info("the webhook is set; listening on %s", self._listen)

    async def close(self) -> None:
        """Take no new requests and answer those in hand. The webhook stays set: what comes meanwhile is kept for us."""
        self._server.should_exit = True
        if self._serving is not None:
            await asyncio.wait({self._serving})

    async def _receive(self, request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode("latin-1")
        if not hmac.compare_digest(given, self._secret.encode()):
            return Response(status_code=403)
        if not self._open:
            return _later()
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        update = _update(body)
        if update is None:
            return Response(status_code=400)
        try:
            await self._reception.receive([update], DOOR_PATIENCE)
            await self._reception.heard()
        except Exception as error:  # whatever it is, the platform brings the update again
            if not self._away:
                log.error("updates cannot be taken: %s; the platform is asked to come back", place(error))
            self._away = True
            return _later()
        if self._away:
            log.warning("updates can be taken again")
        self._away = False
        return Response()

    async def _health(self, _request: Request) -> Response:
        """200: updates can be taken; 503: not yet, or the database does not answer."""
        try:
            async with asyncio.timeout(HEARTBEAT), self._store.read() as session:
                await session.exec(select(1))
        except Exception as error:
            log.info("not healthy: %s", place(error))
            return _later()
        return Response() if self._open else _later()


def secret(settings: Settings) -> str:
    """What the platform must show with each update: as set, or derived from the token, so that all processes agree."""
    if settings.webhook_secret is not None:
        return settings.webhook_secret.get_secret_value()
    token = settings.telegram_token.get_secret_value() if settings.telegram_token is not None else ""
    return hmac.new(token.encode(), b"youlin webhook", hashlib.sha256).hexdigest()


def _later() -> Response:
    return Response(status_code=503, headers=COME_BACK)


async def _nothing(_request: Request, error: Exception) -> Response:
    """No such path or method, in no words: what stands in a body might be carried out (RESEARCH 2.2)."""
    return Response(status_code=error.status_code if isinstance(error, HTTPException) else 500)


async def _body(request: Request) -> bytes | None:
    """The body, or None once it proves too large; what breaks off is as good as no JSON."""
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > LARGEST:
                return None
    except ClientDisconnect:
        return b""
    return body


def _update(body: bytes) -> dict[str, Any] | None:
    """The JSON object in the body, if there is one."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) else None


def _listener(address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    # Named in full: asyncio turns Nagle's delay off only where it sees that this is TCP.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host.strip("[]"), int(port)))
    except (OSError, UnicodeError):
        listener.close()
        raise
    return listener
