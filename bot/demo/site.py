"""Serve the page and what it asks for; only to the page itself, only on this machine."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route

from bot.chatroom import Chat, RoomPerson
from bot.chatroom.methods import profile
from bot.demo.clock import Backwards
from bot.demo.clockwork import Clockwork
from bot.demo.doings import Doings, Mistaken
from bot.demo.guard import Guard
from bot.demo.house import ZONE, House
from bot.demo.inside import Drawer
from bot.demo.personas import Personas
from bot.demo.stream import Stream
from bot.demo.trouble import Trouble
from bot.demo.views import Eyes, Json
from locales import languages, phrases

PAGE = Path(__file__).parent / "page"
FILES = {path.name: path for path in PAGE.iterdir() if path.suffix in {".html", ".css", ".js", ".svg"}}
POLICY = "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; object-src 'none'; frame-ancestors 'none'"
HEADERS = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}

Doing = Callable[[RoomPerson, Chat, Json], Awaitable[Any]]


class Site:
    """The addresses of the page. `tour` is what the guided tour needs to know of the district."""

    def __init__(self, house: House, personas: Personas, clockwork: Clockwork, language: str) -> None:
        self.house = house
        self.personas = personas
        self.clockwork = clockwork
        self.language = language
        self.eyes = Eyes(house.room)
        self.stream = Stream(house.room, self.eyes)
        self.doings = Doings(house.room)
        self.drawer = Drawer(house)
        self.trouble = Trouble(house)
        self.missed: list[str] = []
        self._leaps: set[asyncio.Task[None]] = set()
        self._doings: dict[str, Doing] = {
            "say": self._say,
            "press": self._press,
            "react": self._react,
            "edit": self._edit,
            "take_back": self._take_back,
            "locate": self._locate,
            "read": self._read,
            "trouble": self._trouble,
        }

    def routes(self) -> list[BaseRoute]:
        """Everything but the Bot API, behind the guard."""
        routes = [
            Route("/", self._page),
            Route("/api/start", self._start),
            Route("/api/page", self._messages),
            Route("/api/inside", self._inside),
            Route("/api/file", self._file),
            Route("/api/stream", self._stream),
            Route("/api/show", self._show, methods=["POST"]),
            Route("/api/clock", self._clock, methods=["POST"]),
            Route("/api/{doing}", self._do, methods=["POST"]),
            Route("/{name}", self._page),
        ]
        return [Mount("/", app=Guard(Starlette(routes=routes, exception_handlers={Mistaken: _mistaken})))]

    async def _page(self, request: Request) -> Response:
        path = FILES.get(request.path_params.get("name", "index.html"))
        return FileResponse(path, headers=HEADERS) if path else Response(status_code=404)

    async def _start(self, request: Request) -> Response:
        """Who I am, whom I could be, my chats, the time, the words."""
        asked = request.query_params.get("language", self.language)
        language = asked if asked in languages() else self.language
        person = self._person(request.query_params)
        words = {
            key: text
            for key, text in phrases(language).items()
            if key.partition(".")[0] in {"page", "command", "status"}
        }
        return JSONResponse(
            {
                "me": self.personas.shown(person, language),
                "personas": [self.personas.shown(one, language) for one in self.personas.all()],
                "chats": self.eyes.chats(person),
                "clock": self.clockwork.shown(),
                "trouble": self.trouble.shown(),
                "zone": str(ZONE),
                "language": language,
                "words": words,
                "bot": {"id": self.house.room.bot.id, "username": self.house.room.bot.username},
                "tour": self.personas.tour(),
            }
        )

    async def _messages(self, request: Request) -> Response:
        person = self._person(request.query_params)
        chat = self.doings.chat(person, request.query_params.get("chat"))
        before = request.query_params.get("before")
        page = self.eyes.page(chat, person, int(before) if before and before.isdecimal() else None)
        people = [{"id": one.id, "name": one.name, "username": one.username} for one in chat.members.values()]
        return JSONResponse(page | {"people": people, "commands": self._commands(chat, person)})

    def _commands(self, chat: Chat, person: RoomPerson) -> list[Json]:
        """The command menu that the platform would show: the most particular one that was set."""
        return profile.menu(self.house.room.state, person, chat)

    async def _inside(self, request: Request) -> Response:
        person = self._person(request.query_params)
        return JSONResponse(await self.drawer.show(self.doings.chat(person, request.query_params.get("chat")).id))

    async def _file(self, request: Request) -> Response:
        file = self.house.room.state.files.get(request.query_params.get("file", ""))
        if file is None:
            return Response(status_code=404)
        kind = (
            file.mime
            if file.mime.startswith(("image/", "audio/")) and "svg" not in file.mime
            else "application/octet-stream"
        )
        return Response(file.content, media_type=kind, headers=HEADERS | {"Content-Security-Policy": "sandbox"})

    async def _stream(self, request: Request) -> Response:
        follow = self.stream.follow(self._person(request.query_params))
        return StreamingResponse(follow, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def _do(self, request: Request) -> Response:
        doing = self._doings.get(request.path_params["doing"])
        if doing is None:
            return Response(status_code=404)
        asked = await request.json()
        person = self._person(asked)
        done = await doing(person, self.doings.chat(person, asked.get("chat")), asked)
        return JSONResponse(done or {})

    async def _show(self, request: Request) -> Response:
        """Files come as a form."""
        async with request.form() as form:
            person = self._person(form)
            chat = self.doings.chat(person, form.get("chat"))
            files = [file for file in form.getlist("file") if isinstance(file, UploadFile)]
            reply = self.doings.message(chat, form["reply"]) if form.get("reply") else None
            await self.doings.show(person, chat, files, str(form.get("text") or ""), reply)
        return JSONResponse({})

    async def _say(self, person: RoomPerson, chat: Chat, asked: Json) -> None:
        reply = self.doings.message(chat, asked["reply"]) if asked.get("reply") else None
        mentions = asked.get("mentions")
        meant = mentions if isinstance(mentions, dict) else None
        self.doings.say(person, chat, str(asked.get("text", "")), reply, meant)

    async def _press(self, person: RoomPerson, chat: Chat, asked: Json) -> Json:
        return await self.doings.press(person, self.doings.message(chat, asked.get("message")), str(asked.get("data")))

    async def _edit(self, person: RoomPerson, chat: Chat, asked: Json) -> None:
        self.doings.edit(person, self.doings.message(chat, asked.get("message")), str(asked.get("text", "")))

    async def _react(self, person: RoomPerson, chat: Chat, asked: Json) -> None:
        self.doings.react(person, self.doings.message(chat, asked.get("message")))

    async def _take_back(self, person: RoomPerson, chat: Chat, asked: Json) -> None:
        self.doings.take_back(person, self.doings.message(chat, asked.get("message")))

    async def _locate(self, person: RoomPerson, chat: Chat, _asked: Json) -> None:
        self.doings.locate(person, chat)

    async def _read(self, person: RoomPerson, chat: Chat, _asked: Json) -> None:
        self.eyes.read(chat, person)

    async def _trouble(self, person: RoomPerson, chat: Chat, asked: Json) -> None:
        await self.trouble.make(str(asked.get("wish")), person, chat)
        self.stream.tell(self.trouble.shown())

    async def _clock(self, request: Request) -> Response:
        """Move the time; a leap goes on after the answer, and pages see what it brings."""
        wish = str((await request.json()).get("wish"))
        if wish in {"play", "pause"}:
            self.clockwork.play(wish == "play")
        else:
            moment = self.clockwork.moment(wish)
            if moment is None:
                raise Mistaken("unknown")
            leap = asyncio.create_task(self._leap(moment))
            self._leaps.add(leap)
            leap.add_done_callback(self._leaps.discard)
        self.stream.tell(self.clockwork.shown())
        return JSONResponse(self.clockwork.shown())

    async def _leap(self, moment: Any) -> None:
        with suppress(Backwards):  # another leap went farther meanwhile
            await self.clockwork.leap(moment)
        self.stream.tell(self.clockwork.shown())

    def _person(self, given: Any) -> RoomPerson:
        number = given.get("as")
        return self.doings.person(number) if number else self.personas.first()


async def _mistaken(_: Request, error: Exception) -> Response:
    phrase = error.phrase if isinstance(error, Mistaken) else "unknown"
    return JSONResponse({"mistake": phrase}, 400)
