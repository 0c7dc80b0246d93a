"""Serve the room's Bot API over HTTP on loopback, so that connections can also be lost on purpose."""

import asyncio
import json
import socket
from collections.abc import Awaitable, Sequence
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from bot.chatroom.changes import Change
from bot.chatroom.dates import Dated
from bot.chatroom.faults import Fault
from bot.chatroom.log import Call
from bot.chatroom.methods import METHODS, Raw
from bot.chatroom.params import Params, Upload, as_strings
from bot.chatroom.refusals import Refused
from bot.chatroom.state import State

UNAUTHORIZED = Refused(401, "Unauthorized")
NOT_FOUND = Refused(404, "Not Found")
NO_METHOD = Refused(404, "Not Found: method not found")


class Lost(Response):
    """No answer at all: the connection breaks."""

    def __init__(self, transports: dict[tuple[str, int], asyncio.Transport]) -> None:
        super().__init__()
        self._transports = transports

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        transport = self._transports.get(tuple(scope["client"]))
        if transport:
            transport.abort()
        while (await receive())["type"] != "http.disconnect":
            continue


class Server:
    """The listening side of a room. It may be stopped and started again on the same port."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.port = 0
        self._methods = {name.lower(): method for name, method in METHODS.items()}
        self._transports: dict[tuple[str, int], asyncio.Transport] = {}
        self._listening: asyncio.Server | None = None
        self._uvicorn = ServerState()

    async def start(self, port: int, routes: Sequence[BaseRoute]) -> None:
        own = [
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._file, methods=["GET"]),
        ]
        lost = Route("/{path:path}", self._nothing, methods=["GET", "POST"])
        app = Starlette(routes=[*own, *routes, lost])
        config = uvicorn.Config(
            Dated(app, self.state.faults), log_config=None, access_log=False, ws="none", lifespan="off", http="h11"
        )
        config.load()
        transports = self._transports

        class Protocol(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
                super().connection_made(transport)
                if self.client:
                    transports[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                super().connection_lost(exc)
                if self.client:
                    transports.pop(self.client, None)

        self._uvicorn = ServerState()
        listener = _listener(port or self.port)
        self.port = listener.getsockname()[1]
        loop = asyncio.get_running_loop()
        self._listening = await loop.create_server(lambda: Protocol(config, self._uvicorn, {}), sock=listener)
        self.state.deliveries.start()

    async def stop(self) -> None:
        if not self._listening:
            return
        await self.state.deliveries.stop()
        self._listening.close()
        for transport in list(self._transports.values()):
            transport.abort()
        tasks = list(self._uvicorn.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._listening.wait_closed()
        self._listening = None

    async def _nothing(self, _: Request) -> Response:
        return _refusal(NOT_FOUND)

    async def _file(self, request: Request) -> Response:
        if request.path_params["token"] != self.state.token:
            return _refusal(UNAUTHORIZED)
        for file in self.state.files.values():
            if file.path == request.path_params["path"]:
                return Response(file.content, media_type="application/octet-stream")
        return _refusal(NOT_FOUND)

    async def _call(self, request: Request) -> Response:
        params = await _params(request)
        name = request.path_params["method"]
        call = Call(name, params.values, tuple(params.files), known=name.lower() in self._methods)
        self.state.log.calls.append(call)
        try:
            if request.path_params["token"] != self.state.token:
                raise UNAUTHORIZED
            return await self._faulty(call, params, request)
        except Refused as refused:
            call.status, call.description, call.answered = refused.code, refused.description, True
            return _refusal(refused)
        except asyncio.CancelledError:  # only stop() cancels: the call ends here with its connection
            return Lost(self._transports)
        except Exception as mistake:
            call.status, call.description = 500, repr(mistake)
            raise
        finally:
            self.state.changes.tell(Change("called", call.chat_id))

    async def _faulty(self, call: Call, params: Params, request: Request) -> Response:
        """Carry the call out, unless a fault was armed for it; spoil the answer if one was."""
        faults = self.state.faults
        fault = faults.take(call.method.lower(), call.chat_id) or Fault("none")
        refusal = fault.refusal or faults.refusal_for(call.chat_id)
        if refusal:
            raise refusal
        if fault.kind == "hold_before":
            await fault.pause()
        if fault.kind == "drop_before":
            return Lost(self._transports)
        result = await self._result(call, params, request)
        if result is None:
            return Lost(self._transports)
        content = f'{{"ok":true,"result":{result}}}'.encode()
        call.applied, call.status = True, 200
        if fault.kind == "hold_after":
            await fault.pause()
        if fault.kind == "drop_after":
            return Lost(self._transports)
        if fault.kind == "truncate":
            return Response(content[: len(content) // 2], media_type="application/json")
        call.answered = True
        return Response(content, media_type="application/json")

    async def _result(self, call: Call, params: Params, request: Request) -> str | None:
        """The JSON text of what the method gives; None when the bot went away while it waited."""
        method = self._methods.get(call.method.lower())
        if not method:
            raise NO_METHOD
        self.state.limits.pass_or_refuse(call.method.lower(), call.chat_id)
        result: Any = method(self.state, params)
        if isinstance(result, Awaitable):
            result = await _unless_gone(request, asyncio.ensure_future(result))
            if result is None:
                return None
        if isinstance(result, Raw):
            return result.text
        call.result = json.dumps(result)
        return call.result


async def _unless_gone(request: Request, work: asyncio.Future[Any]) -> Any:
    """What the work gives, or None and the work is stopped when the connection is lost before."""
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        return work.result() if work.done() else None
    finally:
        gone.cancel()
        work.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue


def _refusal(refused: Refused) -> Response:
    wait = (refused.parameters or {}).get("retry_after")
    headers = {"Retry-After": str(wait)} if wait else None
    return Response(json.dumps(refused.as_json()), refused.code, headers, media_type="application/json")


def _listener(port: int) -> socket.socket:
    # Named in full: asyncio turns Nagle's delay (40 ms an answer) off only where it sees that this is TCP.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    return listener


async def _params(request: Request) -> Params:
    """Bot API, "Making requests": query string, urlencoded, multipart or JSON, in any mixture."""
    body = await request.body()
    values = dict(request.query_params)
    files: dict[str, Upload] = {}
    if request.headers.get("content-type", "").startswith("application/json"):
        return Params(values | as_strings(json.loads(body or b"{}")))
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                mime = value.content_type or "application/octet-stream"
                files[name] = Upload(value.filename or name, mime, await value.read())
            else:
                values[name] = value
    return Params(values, files)
