"""Log to standard error what happens, and never what people say or what opens the bot."""

import asyncio
import logging
import sys
from typing import Any

from bot.faults import place

OURS = ("bot", "desk", "handlers", "locales", "scheduled", "storage")
FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class Discreet(logging.Formatter):
    """Names an exception by its kind and place, since its words may quote a message; blots out the token."""

    def __init__(self, token: str) -> None:
        super().__init__(FORM)
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """One line for a record, whatever came with it."""
        record.exc_text = place(record.exc_info[1]) if record.exc_info and record.exc_info[1] else None
        record.stack_info = None
        line = super().format(record).replace("\n", " ")
        return line.replace(self._token, "***") if self._token else line


def set_up(level: str, token: str) -> None:
    """Our rooms at this level. Libraries only from warnings on: below, some print addresses that hold the token, and
    bodies; what the platform's requests say is not printed at all."""
    to_terminal = logging.StreamHandler(sys.stderr)
    to_terminal.setFormatter(Discreet(token))
    wanted = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(level=max(logging.WARNING, wanted), handlers=[to_terminal], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(wanted)
    for name in ("httpx", "httpcore", "apscheduler", "aiosqlite", "alembic", "telegram"):
        logging.getLogger(name).setLevel(max(logging.WARNING, wanted))
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL + 1)


def discreetly(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What the event loop reports, without the exception's own words."""
    error = context.get("exception")
    kind = f": {place(error)}" if isinstance(error, BaseException) else ""
    logging.getLogger("bot").error("%s%s", context["message"], kind)
