"""The platform's methods and types as somebody else wrote them down: aiogram's models, used as nothing but that.

They take fields that they do not know, so these are looked for afterwards. Loading them takes seconds, so this module
is imported only where something is to be checked.
"""

from collections.abc import Iterator
from typing import Any

from aiogram import methods, types
from aiogram.methods.base import TelegramMethod
from pydantic import BaseModel, TypeAdapter, ValidationError

METHODS: dict[str, type[TelegramMethod[Any]]] = {
    name.lower(): getattr(methods, name) for name in methods.__all__ if name not in {"Request", "Response"}
}

UPDATE = types.Update


def mistakes(kind: Any, value: Any) -> list[str]:
    """What is wrong with a value of this type: wrong types, missing fields, fields that nobody knows."""
    try:
        read = TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        return [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
    return list(_unknown(read, ""))


def _unknown(read: Any, where: str) -> Iterator[str]:
    if isinstance(read, BaseModel):
        yield from (f"{where}{name}: no such field" for name in read.model_extra or ())
        for name in read.model_fields_set - (read.model_extra or {}).keys():
            yield from _unknown(getattr(read, name), f"{where}{name}.")
    elif isinstance(read, list | tuple):
        for number, item in enumerate(read):
            yield from _unknown(item, f"{where}{number}.")
