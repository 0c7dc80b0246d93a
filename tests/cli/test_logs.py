"""Logs tell what happens, never what people say nor what opens the bot."""

import os
import subprocess
import sys

from tests.cli.conftest import ROOT

SCRIPT = """
import asyncio, logging
from bot.commands.logs import discreetly, set_up
set_up({level!r}, "42:SECRET")
logging.getLogger("bot.app").debug("ours, in detail")
logging.getLogger("bot.app").info("ours")
logging.getLogger("bot.app").warning("at https://platform/bot42:SECRET/sendMessage")
for name in ("httpx", "httpcore.http11", "apscheduler.scheduler", "aiosqlite", "telegram.Bot", "some.library"):
    logging.getLogger(name).info("private words")
logging.getLogger("telegram.request.HTTPXRequest").critical("private words")
try:
    raise ValueError("private words")
except ValueError:
    logging.getLogger("some.library").exception("a library failed")

async def forgets():
    asyncio.get_running_loop().set_exception_handler(discreetly)
    asyncio.get_running_loop().call_exception_handler({{"message": "lost", "exception": KeyError("private words")}})

asyncio.run(forgets())
"""


def said(level: str) -> str:
    run = [sys.executable, "-c", SCRIPT.format(level=level)]
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(run, capture_output=True, check=True, text=True, env=here)  # noqa: S603 - our own script
    assert ended.stdout == ""
    return ended.stderr


def test_nothing_private_is_logged_at_any_level() -> None:
    told = said("debug")
    assert "ours, in detail" in told
    assert "private" not in told
    assert "SECRET" not in told
    assert "a library failed ValueError" in told
    assert "lost: KeyError" in told


def test_the_level_is_that_of_the_settings() -> None:
    assert "ours, in detail" not in said("info")
    assert "INFO bot.app: ours" in said("info")
    assert "a library failed" in said("error")
    assert "platform" not in said("error")
