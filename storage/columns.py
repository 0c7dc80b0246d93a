"""Column types that mean the same on SQLite and PostgreSQL (RESEARCH: SQLModel's traps 2 to 4)."""

from enum import StrEnum

from sqlalchemy import BigInteger, Enum, Integer
from sqlmodel import SQLModel

# A BIGINT primary key does not count up by itself on SQLite; there INTEGER is 64-bit already.
BigId = BigInteger().with_variant(Integer, "sqlite")

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def by_value(kind: type[StrEnum]) -> Enum:
    """An enum column that stores values as text, checked on reading; no native type, so adding a word needs no DDL."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )
