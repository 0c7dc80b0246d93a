"""Be alone with something until the transaction ends, whichever process the others run in.

On SQLite a transaction that writes is alone anyway (BEGIN IMMEDIATE), so nothing is asked there.
"""

from sqlalchemy import ColumnElement, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

OURS = 20261123  # sets these apart from the one-key lock of the voice; names are hashed, which may make some wait more


async def alone(session: AsyncSession, name: str) -> None:
    """Wait for whoever holds this name, then hold it. What was read before may have changed: look again."""
    if _is_shared(session):
        await session.exec(select(func.pg_advisory_xact_lock(OURS, _key(name))))  # type: ignore[call-overload]  # plain SQL


async def alone_at_once(session: AsyncSession, name: str) -> bool:
    """Hold this name if nobody else does; never waits."""
    if not _is_shared(session):
        return True
    return bool((await session.exec(select(func.pg_try_advisory_xact_lock(OURS, _key(name))))).scalar_one())  # type: ignore[call-overload]  # plain SQL


def _is_shared(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _key(name: str) -> ColumnElement[int]:
    return func.hashtext(name)
