"""Put the parts together and keep them running: the composition root."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder
from telegram.request import HTTPXRequest

import handlers
from bot.clock import Clock, SystemClock
from bot.faults import place
from bot.models.listening import Listener
from bot.models.reading import LanguageModel
from bot.outage import Outage
from bot.settings import Settings
from bot.telegram.alarm import Alarm
from bot.telegram.asking import Asking
from bot.telegram.doorman import Doorman
from bot.telegram.hearing import Hearing, through
from bot.telegram.limits import Limits
from bot.telegram.menus import Menus
from bot.telegram.poller import Poller
from bot.telegram.reception import Reception
from bot.telegram.sender import Sender
from bot.telegram.verdicts import Verdicts
from bot.telegram.webhook import Webhook
from bot.telegram.worker import Worker
from bot.tick import Ticker
from bot.workshop import Workshop
from desk.people.acquaintance import meet
from desk.values import Who
from locales import phrases
from storage import due, people
from storage.engine import Store
from storage.kinds import DueKind
from storage.rest import at_rest

log = logging.getLogger(__name__)

WORKERS = 4  # on PostgreSQL; SQLite has one writer, and others would only stand in line behind it
IDLE = 1.0  # seconds between looks at the database when nothing woke us; another process may have left work


class App:
    """The bot against one platform and one database. `settings` must carry a token."""

    def __init__(self, settings: Settings, store: Store, clock: Clock | None = None) -> None:
        self.settings = settings
        self.store = store
        self.clock = clock or SystemClock()
        self.application = build_application(settings)
        self.bot = self.application.bot
        self.workshop = Workshop(self.clock, settings.zone, settings.locale, settings.admins, self._link)
        self.verdicts = Verdicts(self.bot, store)
        self._inbox_has_work = asyncio.Event()
        self._outbox_has_work = asyncio.Event()
        self._stopping = asyncio.Event()
        self._at_work = 0  # loops that are not waiting
        wake = self._inbox_has_work.set
        listens = settings.transcribe_timeout.total_seconds()
        hear = through(self.bot, Listener(settings)) if settings.transcribe_url else None
        self.hearing = Hearing(hear, lambda: self._speaks and self.voice.held, wake, listens)
        self.worker = Worker(
            self.bot, self.application, store, self.workshop, self.verdicts, self.hearing, self._tick_soon
        )
        self.worker.attach()
        self.menus = Menus(settings)
        limits = Limits(settings.rate_limits == "on")
        self._outage = Outage(self.clock)
        self._alarm = Alarm(self.bot, store, self.workshop, self._outage, settings.admins)
        self.sender = Sender(self.bot, store, self.workshop, limits, self.menus, self._outage)
        self.voice = store.voice()
        self._speaks = False
        self.ticker = Ticker(store, self.workshop)
        adviser = LanguageModel(settings) if settings.llm_url else None
        self.asking = Asking(self.bot, store, self.workshop, adviser, settings.llm_budget, wake)
        doorman = Doorman(self.bot, frozenset(handlers.COMMANDS), self.asking)
        self.reception = Reception(store, self.workshop, doorman, self.asking, self.verdicts, wake)
        self.poller = Poller(self.bot, self.reception)
        self.webhook = Webhook(self.bot, store, self.reception, settings) if settings.webhook_url else None
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._tasks: list[asyncio.Task[None]] = []
        self._leading: asyncio.Task[None] | None = None
        self._receiving: asyncio.Task[None] | None = None

    async def start(self, ticking: bool = True) -> None:
        """Go to work; waits for the platform as long as it takes. Raises InvalidToken, CannotListen."""
        if self.webhook is not None:
            self.webhook.listen()  # first, so that a taken port is told at once
        await self._connect()
        await self._know_admins()
        await self._owe_what_is_new()
        self._leading = asyncio.create_task(self._forever("voice", self._lead))
        if self.webhook is not None:
            await self.reception.heard()
            self._receiving = asyncio.create_task(self.webhook.open())
        workers = 1 if self.store.is_sqlite else WORKERS
        self._tasks = [asyncio.create_task(self._work()) for _ in range(workers)]
        self._tasks.append(asyncio.create_task(self._send()))
        if ticking:
            self._scheduler.add_job(
                self.tick,
                "interval",
                seconds=self.settings.tick.total_seconds(),
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,  # the default of one second drops a late tick (RESEARCH 4)
            )
            self._scheduler.start()

    async def stop(self) -> None:
        """Finish what is in hand: no new updates, the row of each worker, the calls under way, the answers."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        for task in (self._leading, self._receiving):
            if task is not None:
                task.cancel()
                await asyncio.wait({task})
        if self.webhook is not None:
            await self.webhook.close()  # while the workers still settle the door
        await self.asking.close()
        await asyncio.gather(*self.hearing.drop(), return_exceptions=True)
        self._stopping.set()
        self._inbox_has_work.set()
        self._outbox_has_work.set()
        await asyncio.gather(*self._tasks)
        await asyncio.gather(*self.sender.busy())
        await self.voice.give_back()
        await self.verdicts.close()
        await self.application.shutdown()

    async def drop(self) -> None:
        """Fall over where we stand and finish nothing, as in a power cut; the next start finds its work in rows."""
        self._stopping.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        work = [
            *self._tasks,
            *self.sender.busy(),
            *self.asking.drop(),
            *self.hearing.drop(),
            *(one for one in (self._leading, self._receiving) if one is not None),
        ]
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        self.verdicts.drop()
        await self.voice.give_back()
        await self.application.shutdown()

    async def tick(self) -> None:
        """Do what is due."""
        try:
            if self.webhook is not None:
                await self.reception.heard()  # a quiet night is no outage while we listen
            if await self.ticker.tick():
                self._outbox_has_work.set()
        except Exception as error:
            log.error("tick failed: %s", place(error))

    def _tick_soon(self) -> None:
        """An update has left more than one transaction should do; the schedule goes on with it at once."""
        if not any(task.get_name() == "hurry" for task in self._tasks if not task.done()):
            self._tasks = [task for task in self._tasks if task.get_name() != "hurry"]
            self._tasks.append(asyncio.create_task(self.tick(), name="hurry"))

    async def is_quiet(self) -> bool:
        """Whether nothing that came in waits, and nothing that could go out now."""
        if self._at_work or self.sender.busy():
            return False
        async with self.store.read() as session:
            return await at_rest(session) and not self.sender.busy()

    def _link(self, payload: str) -> str:
        return f"https://t.me/{self.bot.username}?start={payload}"

    async def _connect(self) -> None:
        pause = 1.0
        while True:
            try:
                await self.application.initialize()
                return
            except InvalidToken:
                raise
            except TelegramError as error:
                log.warning("the platform cannot be reached (%s); trying again in %.0f s", type(error).__name__, pause)
                await asyncio.sleep(pause)
                pause = min(30.0, pause * 2)

    async def _know_admins(self) -> None:
        """Admins can be told things before they have said a word."""
        async with self.store.write() as session:
            bench = await self.workshop.bench(session)
            name = phrases(self.settings.locale)["role.admin"]
            for admin in sorted(self.settings.admins):
                if await people.by_telegram_id(session, admin) is None:
                    await meet(bench.desk, Who(admin, name))

    async def _lead(self) -> None:
        """Wait for the voice, then send and poll for as long as it is ours: the platform's limits belong to the token.

        What was being sent when the voice was lost, here or elsewhere, is in doubt.
        """
        await self._until_the_voice_is_ours()
        await asyncio.gather(*self.sender.busy())
        await self.sender.recover()
        await self.asking.recover()
        self._speaks = True
        self._outbox_has_work.set()
        polling = asyncio.create_task(self._forever("poller", self.poller.run)) if self.webhook is None else None
        try:
            while await self.voice.keeps():  # noqa: ASYNC110  asked of the database
                await asyncio.sleep(IDLE)
        finally:
            self._speaks = False
            if polling is not None:
                polling.cancel()
                await asyncio.wait({polling})
        log.error("the connection that let this process speak is lost")

    async def _until_the_voice_is_ours(self) -> None:
        if await self.voice.take():
            return
        log.info("another process speaks for this bot; waiting for its end")
        while not await self.voice.take():  # noqa: ASYNC110  another process rings no bell
            await asyncio.sleep(IDLE)
        log.info("now this process speaks for the bot")

    async def _owe_what_is_new(self) -> None:
        """Whatever a new release may have changed: menus, and the deadlines of tickets that are open."""
        async with self.store.write() as session:
            await self.menus.owe(session, self.clock.now())
            await due.owe(session, DueKind.RECOUNT, "directory", self.clock.now())

    async def _work(self) -> None:
        async def once() -> float:
            worked = await self.worker.one()
            await self._alarm.end()
            if worked:
                self._outbox_has_work.set()
                return 0  # what this row held up is taken next, by the same worker
            return min(IDLE, self.worker.delay())

        await self._loop("worker", once, self._inbox_has_work)

    async def _send(self) -> None:
        async def once() -> float:
            if not (self._speaks and self.voice.held):
                return IDLE
            wait = await self.sender.round()
            busy = self.sender.busy()
            if busy:
                await asyncio.wait(busy, timeout=wait, return_when=asyncio.FIRST_COMPLETED)
                return 0
            return min(IDLE, wait)

        await self._loop("sender", once, self._outbox_has_work)

    async def _loop(self, name: str, once: Callable[[], Awaitable[float]], wake: asyncio.Event) -> None:
        """Call `once` until we stop; it says how long to wait unless woken."""
        while not self._stopping.is_set():
            wake.clear()
            self._at_work += 1
            try:
                wait = await once()
            except Exception as error:
                wait = await self._trouble(name, error)
            finally:
                self._at_work -= 1
            if wait > 0:
                with suppress(TimeoutError):
                    await asyncio.wait_for(wake.wait(), wait)

    async def _forever(self, name: str, body: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await body()
            except Exception as error:
                await asyncio.sleep(await self._trouble(name, error))

    async def _trouble(self, name: str, error: Exception) -> float:
        """Log it, an outage once; returns the seconds to wait."""
        pause = self._outage.pause(error)
        if pause is None:
            log.error("%s: %s", name, place(error))
            return IDLE
        await self._alarm.ring()
        return pause


def is_local(settings: Settings) -> bool:
    """Whether the platform is this machine."""
    return urlsplit(settings.telegram_api_url).hostname in {"127.0.0.1", "localhost", "::1"}


def build_application(settings: Settings) -> Application[Any, Any, Any, Any, Any, Any]:
    """PTB's application over our own poller. Local platforms are reached without the proxy of the environment."""
    if settings.telegram_token is None:
        raise ValueError("YOULIN_TELEGRAM_TOKEN")
    encrypted = settings.telegram_api_url.startswith("https:")  # else no authorities need to be loaded, thrice
    options: dict[str, Any] = {"trust_env": not is_local(settings), "verify": encrypted}
    builder = ApplicationBuilder().token(settings.telegram_token.get_secret_value())
    address = settings.telegram_api_url
    builder = builder.base_url(f"{address}/bot").base_file_url(f"{address}/file/bot")
    builder = builder.request(HTTPXRequest(connection_pool_size=16, read_timeout=20, httpx_kwargs=options))
    # One slot would stall for ever behind a half-open socket (RESEARCH 1.5).
    builder = builder.get_updates_request(HTTPXRequest(connection_pool_size=4, pool_timeout=5, httpx_kwargs=options))
    return builder.updater(None).job_queue(None).build()
