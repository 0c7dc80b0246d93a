"""Ask the chat platform how we stand with it: token, privacy mode, webhook, clock, our rights in groups."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

from telegram import Bot, ChatMember
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.app import build_application, is_local
from bot.commands.database import PATIENCE
from bot.commands.findings import BAD, FINE, NOTE, Finding, finding
from bot.settings import Settings
from storage.chats import Chat

MOST_OFF = 30  # seconds by which two clocks may differ


@dataclass(frozen=True, slots=True)
class Reached:
    """The bot, if the platform knows it, and what it said so far."""

    bot: Bot | None
    findings: list[Finding]


@asynccontextmanager
async def reached(settings: Settings) -> AsyncIterator[Reached]:
    """Go to the platform with the settings' token."""
    if settings.telegram_token is None:
        yield Reached(None, [finding(BAD, "check.no_token")])
        return
    bot = build_application(settings).bot
    try:
        trouble = await _trouble(bot, settings)
        yield Reached(None, [trouble]) if trouble else Reached(bot, await _standing(bot, settings))
    finally:
        await bot.shutdown()
        await bot.request.shutdown()  # which the line above leaves open if the first call failed


async def _trouble(bot: Bot, settings: Settings) -> Finding | None:
    try:
        async with asyncio.timeout(PATIENCE):
            await bot.initialize()
    except InvalidToken:
        return finding(BAD, "check.invalid_token")
    except (TelegramError, TimeoutError, ValueError) as error:
        return finding(BAD, "check.unreachable", url=settings.telegram_api_url, why=type(error).__name__)
    return None


async def _standing(bot: Bot, settings: Settings) -> list[Finding]:
    hears_all = bot.bot.can_read_all_group_messages
    privacy = finding(FINE, "check.hears_all") if hears_all else finding(BAD, "check.privacy", username=bot.username)
    found = [finding(FINE, "check.token", username=bot.username), privacy, await _receiving(bot, settings)]
    theirs = await asyncio.to_thread(_platform_time, settings)
    return found if theirs is None else [*found, clock("platform", theirs)]


async def _receiving(bot: Bot, settings: Settings) -> Finding:
    """How updates come in (Bot API, WebhookInfo), against what the settings want."""
    try:
        info = await bot.get_webhook_info()
    except TelegramError as error:
        return finding(BAD, "check.unreachable", url=settings.telegram_api_url, why=type(error).__name__)
    pending = info.pending_update_count
    if settings.webhook_url is None:
        return finding(NOTE, "check.hook_in_way") if info.url else finding(FINE, "check.polls", pending=pending)
    if info.url != settings.webhook_url:
        return finding(NOTE, "check.hook_differs", pending=pending)
    if info.last_error_message and pending:
        return finding(BAD, "check.hook_fails", why=info.last_error_message, pending=pending)
    return finding(FINE, "check.hook", pending=pending)


def clock(where: str, theirs: datetime) -> Finding:
    """Our clock against another's, to the second."""
    off = round(abs((datetime.now(UTC) - theirs).total_seconds()))
    facts: dict[str, Any] = {"where": where, "seconds": off, "most": MOST_OFF}
    return finding(FINE, "check.clock", **facts) if off < MOST_OFF else finding(NOTE, "check.clock_off", **facts)


def _platform_time(settings: Settings) -> datetime | None:
    """The Date header of any answer (RFC 9110, 6.6.1); None if there is none."""
    opener = build_opener(ProxyHandler({})) if is_local(settings) else build_opener()
    request = Request(settings.telegram_api_url, method="HEAD")  # noqa: S310  the settings take http and https only
    try:
        with opener.open(request, timeout=PATIENCE) as answer:
            said = answer.headers.get("Date")
    except HTTPError as error:  # 404 is an answer as good as any
        said = error.headers.get("Date")
        error.close()
    except OSError:
        return None
    return parsedate_to_datetime(said) if said else None


async def looked_at(bot: Bot, chats: Sequence[Chat]) -> list[Chat]:
    """Our rights in these groups as they are now; what cannot be asked stays as it was remembered."""
    return [await _rights(bot, chat) for chat in chats]


async def _rights(bot: Bot, chat: Chat) -> Chat:
    now = Chat(**chat.model_dump())
    try:
        async with asyncio.timeout(PATIENCE):
            me = await bot.get_chat_member(chat.id, bot.id)
    except (Forbidden, BadRequest):  # not there any more, or no such chat
        now.present = False
    except (TelegramError, TimeoutError):
        return now
    else:
        now.present = me.status not in {ChatMember.LEFT, ChatMember.BANNED}
        now.can_speak = me.status != ChatMember.RESTRICTED or bool(getattr(me, "can_send_messages", False))
        now.is_admin = me.status == ChatMember.ADMINISTRATOR
        now.hears_all = bool(bot.bot.can_read_all_group_messages) or now.is_admin
    return now
