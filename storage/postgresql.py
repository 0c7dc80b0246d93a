"""PostgreSQL behind the store: the engine, and what of a libpq URL asyncpg is told."""

from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

DRIVERS = frozenset({"postgresql", "postgresql+asyncpg", "postgresql+psycopg"})  # all are served by asyncpg
# Options of a URL that asyncpg reads as libpq does; `ssl` is how SQLAlchemy's users write sslmode.
OPTIONS = frozenset(
    {"host", "port", "sslmode", "ssl", "sslcert", "sslkey", "sslrootcert", "sslcrl", "passfile", "service"}
    | {"target_session_attrs", "application_name", "connect_timeout"}
)  # fmt: skip
CONNECT = 10.0  # seconds
ANSWER = 60.0  # seconds for one statement; longer means that nobody is there any more
# The server learns within half a minute that a machine of ours has died, and lets go what it had locked.
KEEPALIVE = {"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}

Connect = Callable[[], Awaitable[Any]]


class Away(SQLAlchemyError):
    """The database cannot be reached; `orig` is why."""

    def __init__(self, why: Exception) -> None:
        super().__init__(type(why).__name__)
        self.orig = why


class UnknownOption(ValueError):
    """A URL asks for something that we cannot give; its one argument is the option's name."""


def connecting(url: URL) -> Connect:
    """What opens a connection. Raises UnknownOption, ValueError; connecting raises Away."""
    options = dict(url.query)
    unknown = [name for name, value in options.items() if name not in OPTIONS or not isinstance(value, str)]
    if unknown:
        raise UnknownOption(unknown[0])
    if "ssl" in options:
        options["sslmode"] = options.pop("ssl")
    patience = float(str(options.pop("connect_timeout", CONNECT)))
    asked = url.set(drivername="postgresql", query=options).render_as_string(hide_password=False)

    async def connect() -> Any:
        try:
            return await asyncpg.connect(asked, timeout=patience, command_timeout=ANSWER, server_settings=KEEPALIVE)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise Away(error) from error

    return connect


def engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """To write, and to look at one moment."""
    engine = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=connecting(url),
        pool_pre_ping=True,
        pool_use_lifo=True,  # the connection last used is warm: its statements are prepared, its catalogue is read
        hide_parameters=True,  # an error must not carry message text into a log
    )
    return engine, engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
