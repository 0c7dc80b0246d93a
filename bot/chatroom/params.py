"""Read the parameters of a call, which arrive as strings, the way the platform does."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.chatroom.model import Json
from bot.chatroom.refusals import bad_request


@dataclass(frozen=True)
class Upload:
    name: str
    mime: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Params:
    values: dict[str, str]
    files: dict[str, Upload] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def number(self, name: str, default: int = 0) -> int:
        try:
            return int(self.values.get(name, default))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        return is_true(self.values.get(name, ""))

    def tree(self, name: str, what: str = "") -> Any:
        """A nested value, which Bot API wants JSON-serialized; None when it is absent or empty."""
        text = self.values.get(name, "")
        try:
            return json.loads(text) if text else None
        except ValueError:
            raise bad_request(f"can't parse {what or name} JSON object") from None

    def items(self, name: str) -> list[Any]:
        found = self.tree(name)
        if not isinstance(found, list | None):
            raise bad_request(f"expected an Array of {name}")
        return found or []

    def message_id(self) -> int:
        number = self.number("message_id")
        if number <= 0:
            raise bad_request("message identifier is not specified")
        return number


def is_true(value: object) -> bool:
    """telegram-bot-api: the strings true, yes and 1 in any case are true, everything else is not."""
    return str(value).lower() in ("true", "yes", "1")


def as_strings(body: Json) -> dict[str, str]:
    """The members of a JSON request, as they would stand in a form."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in body.items()
        if value is not None
    }
