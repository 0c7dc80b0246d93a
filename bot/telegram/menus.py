"""Set the command menu: everybody sees what members need, people with a role and admins see theirs as well."""

import logging

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select
from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeChat, BotCommandScopeDefault
from telegram.error import TelegramError

import handlers
from bot.settings import Settings
from locales import phrases
from storage.engine import Store
from storage.people import Grant, Person

log = logging.getLogger(__name__)

MEMBERS = frozenset({"anyone"})
WORKERS = MEMBERS | {"worker"}
ADMINS = WORKERS | {"admin"}


async def set_menus(bot: Bot, store: Store, settings: Settings) -> None:
    """The menu per audience. A convenience: rights are checked elsewhere, and a menu that fails is only logged."""
    try:
        await _set(bot, settings, MEMBERS, BotCommandScopeDefault())
        for telegram_id in sorted(await _workers(store) - settings.admins):
            await _set(bot, settings, WORKERS, BotCommandScopeChat(telegram_id))
        for telegram_id in sorted(settings.admins):
            await _set(bot, settings, ADMINS, BotCommandScopeChat(telegram_id))
    except SQLAlchemyError as error:
        log.warning("the command menus could not be set: %s", type(error).__name__)


async def _workers(store: Store) -> set[int]:
    """Those who hold a role and have opened their private chat, where the menu is theirs."""
    statement = select(Person.telegram_id).where(col(Person.reachable).is_(True), col(Person.id) == Grant.person_id)
    async with store.read() as session:
        return set((await session.exec(statement)).all())


async def _set(bot: Bot, settings: Settings, audience: frozenset[str], scope: BotCommandScope) -> None:
    words = phrases(settings.locale)
    menu = [
        BotCommand(name, words[f"command.{name}"])
        for name, (whose, _) in handlers.COMMANDS.items()
        if whose in audience
    ]
    try:
        await bot.set_my_commands(menu, scope=scope)
    except TelegramError as error:
        log.info("a command menu could not be set: %s", type(error).__name__)
