"""What `youlin check` looks at: token, privacy mode, database, directory, fonts. Nothing is changed or made."""

import asyncio
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import col, or_, select
from telegram.error import InvalidToken, TelegramError

from bot.app import build_application
from bot.commands import database, inputs
from bot.commands.database import PATIENCE, Schema
from bot.commands.endings import Stop
from bot.commands.words import say
from bot.settings import Settings
from desk.directory.entries import Directory, Service
from desk.directory.keeping import recall
from storage.engine import Store
from storage.kinds import BUILDING_ROLES, Role
from storage.people import Grant, Person

FINE, BAD, NOTE = "✔", "✘", "–"
MOST_NAMED = 6
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts")
CJK = ("cjk", "wqy", "droidsansfallback", "arphic", "pingfang", "songti", "heiti")  # in names of font files

Held = set[tuple[Role, str]]  # which role is held for what


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the examination."""

    mark: str
    line: str


def finding(mark: str, phrase: str, **facts: Any) -> Finding:
    """What was found, worded."""
    return Finding(mark, f"{mark} {say(phrase, **facts)}")


async def examine(settings: Settings, tell: Callable[[Finding], None]) -> list[Finding]:
    """Look at everything; each finding is told as soon as it is there."""
    findings: list[Finding] = []
    for look in (_platform, _records, _fonts):
        for found in await look(settings):
            findings.append(found)
            tell(found)
    return findings


async def _platform(settings: Settings) -> list[Finding]:
    """The token, and whether the bot is given what people say in groups."""
    if settings.telegram_token is None:
        return [finding(BAD, "check.no_token")]
    try:
        bot = build_application(settings).bot
        try:
            async with asyncio.timeout(PATIENCE):
                await bot.initialize()
        finally:
            await bot.shutdown()
            await bot.request.shutdown()  # which the line above leaves open if the first call failed
    except InvalidToken:
        return [finding(BAD, "check.invalid_token")]
    except (TelegramError, TimeoutError, ValueError) as error:
        return [finding(BAD, "check.unreachable", url=settings.telegram_api_url, why=type(error).__name__)]
    hears_all = bot.bot.can_read_all_group_messages
    privacy = finding(FINE, "check.hears_all") if hears_all else finding(BAD, "check.privacy", username=bot.username)
    return [finding(FINE, "check.token", username=bot.username), privacy]


async def _records(settings: Settings) -> list[Finding]:
    """The database, and the directory in it or in the file."""
    try:
        async with database.opened(settings.database_url) as store:
            if database.missing(store):
                return [_to_be_made(store), *_named_file(settings)]
            state = await database.schema(store)
            mark = {Schema.CURRENT: FINE, Schema.UNKNOWN: BAD}.get(state, NOTE)
            found = finding(mark, "check.database", state=state.name, url=database.named(store))
            loaded = await _loaded(store) if state is Schema.CURRENT else []
            return [found, *(loaded or _named_file(settings))]
    except Stop as stop:
        return [Finding(BAD, f"{BAD} {stop.lines[0]}"), *_named_file(settings)]


def _to_be_made(store: Store) -> Finding:
    there = Path(store.url.database or "").absolute().parent.is_dir()
    mark, phrase = (NOTE, "check.database_to_be") if there else (BAD, "check.database_nowhere")
    return finding(mark, phrase, url=database.named(store))


async def _loaded(store: Store) -> list[Finding]:
    """The directory in the database; nothing if none was loaded."""
    async with asyncio.timeout(PATIENCE), store.read() as session:
        directory = await recall(session)
        reachable = or_(col(Person.reachable).is_(None), col(Person.reachable).is_(True))
        grants = await session.exec(select(Grant).join(Person, col(Person.id) == Grant.person_id).where(reachable))
        held = {(grant.role, grant.scope) for grant in grants}
    if directory is None:
        return []
    return [finding(FINE, "check.directory_loaded", directory=directory), *_handlers(directory, held)]


def _named_file(settings: Settings) -> list[Finding]:
    """The directory file, which is loaded at the first start."""
    if settings.directory is None:
        return [finding(NOTE, "check.no_directory")]
    try:
        directory = inputs.directory(Path(settings.directory))
    except Stop as stop:
        more = len(stop.lines) - 1
        return [finding(BAD, "check.directory_wrong", file=settings.directory, first=stop.lines[0], more=more)]
    grants = [grant for person in directory.people for grant in person.roles]
    held = {(grant.role, grant.grid or grant.building or grant.unit or "") for grant in grants}
    found = finding(FINE, "check.directory_file", file=settings.directory, directory=directory)
    return [found, *_handlers(directory, held)]


def _handlers(directory: Directory, held: Held) -> list[Finding]:
    """Services of which some ticket would have nobody to go to but the leader."""
    orphans = [(one, missing) for one in directory.services if (missing := _missing(directory, one, held))]
    if not orphans:
        return [finding(FINE, "check.handlers", count=len(directory.services))]
    named = [{"service": service, "places": missing} for service, missing in orphans[:MOST_NAMED]]
    return [finding(NOTE, "check.no_handlers", count=len(orphans), named=named)]


def _missing(directory: Directory, service: Service, held: Held) -> list[str]:
    """Where nobody reachable handles the service: codes; empty strings stand for the district."""
    if service.unit is not None:
        return [] if (Role.UNIT_STAFF, service.unit) in held else [service.unit]
    role = service.role or Role.GRID_LEADER
    scopes = [""]
    if role is Role.GRID_LEADER:
        scopes = [grid.code for grid in directory.grids]
    elif role in BUILDING_ROLES:
        scopes = list(dict.fromkeys(grid.building for grid in directory.grids))
    return [scope for scope in scopes if (role, scope) not in held]


async def _fonts(_settings: Settings) -> list[Finding]:
    """A font with Chinese letters; needed for pictures only."""
    with suppress(TimeoutError, OSError):
        async with asyncio.timeout(PATIENCE):
            there = await _listed_font() if shutil.which("fc-list") else await asyncio.to_thread(_font_file)
        return [finding(FINE, "check.font") if there else finding(NOTE, "check.no_font")]
    return [finding(NOTE, "check.no_font")]


async def _listed_font() -> bool:
    asking = await asyncio.create_subprocess_exec(
        "fc-list", ":lang=zh-cn", "family", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        listed, _ = await asking.communicate()
    finally:
        if asking.returncode is None:
            asking.kill()
    return bool(listed.strip())


def _font_file() -> bool:
    files = (file.name.lower() for folder in FONTS for file in Path(folder).rglob("*.*"))
    return any(word in name for name in files for word in CJK)
