"""Why a database does not serve: it is away, or it is full. Whoever asked it something wrong has no outage."""

import errno
import sqlite3
import ssl
from enum import StrEnum

from sqlalchemy import exc

from storage.postgresql import Away

# Primary result codes of SQLite (sqlite.org/rescode.html): another holds it, or the file cannot be read or written.
SQLITE_AWAY = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY}
    | {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL}
)  # fmt: skip
# PostgreSQL, appendix A: classes connection, insufficient resources, operator intervention, system error.
CLASSES_AWAY = frozenset({"08", "53", "57", "58"})
DISK_FULL = "53100"
# asyncpg's connection may raise what the socket did. No rule uses another socket; what a file says is no outage.
SOCKET = (ConnectionError, TimeoutError, ssl.SSLError)
NO_WAY_THERE = frozenset({errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTDOWN, errno.EHOSTUNREACH})


class Why(StrEnum):
    """What is wrong with the database."""

    AWAY = "away"
    FULL = "full"


def why(error: BaseException | None) -> Why | None:
    """What is wrong, if it is the database itself; None for any other error."""
    match error:
        case Away(orig=OSError(errno=errno.ENOSPC)):
            return Why.FULL
        case exc.DBAPIError(connection_invalidated=True) | Away() | exc.TimeoutError() | exc.InterfaceError():
            return Why.AWAY
        case exc.DBAPIError():
            return _by_sqlstate(error.orig) or why(error.orig)
        case sqlite3.Error():
            return _by_code(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF)
        case OSError() if isinstance(error, SOCKET) or error.errno in NO_WAY_THERE:
            return Why.AWAY
    return None


def _by_sqlstate(error: BaseException | None) -> Why | None:
    state = str(getattr(error, "sqlstate", None) or "")
    if state == DISK_FULL:
        return Why.FULL
    return Why.AWAY if state[:2] in CLASSES_AWAY else None


def _by_code(code: int) -> Why | None:
    if code == sqlite3.SQLITE_FULL:
        return Why.FULL
    return Why.AWAY if code in SQLITE_AWAY else None
