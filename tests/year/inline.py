"""Run SQLite's statements where they are awaited: handing each to a thread and back takes most of a long play's time.

What is played stays the same; only the driver's thread is left out, and statements are compiled once (compiled.py).
"""

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from aiosqlite import core


async def _execute(_connection: core.Connection, call: Callable[..., Any], *given: Any, **named: Any) -> Any:
    return call(*given, **named)


def here(patch: pytest.MonkeyPatch) -> None:
    """From now on, connections that are opened work so."""
    patch.setattr(core.Connection, "_execute", _execute)
    # Connections are opened by the driver's thread, and used by ours.
    patch.setattr(sqlite3, "connect", partial(sqlite3.connect, check_same_thread=False))
