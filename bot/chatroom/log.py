"""Remember every call that a bot made and how it was answered."""

from dataclasses import dataclass, field

from bot.chatroom.model import Json


@dataclass(eq=False)
class Call:
    """One call. `status` is None while it runs; `answered` tells whether the answer went out whole; `result` is the
    JSON of what it gave, but for updates, which the room keeps anyway.
    """

    method: str
    params: dict[str, str]
    files: tuple[str, ...] = ()
    status: int | None = None
    description: str = ""
    applied: bool = False
    answered: bool = False
    known: bool = True
    result: str | None = field(default=None, repr=False)

    @property
    def chat_id(self) -> int | None:
        text = self.params.get("chat_id", "")
        return int(text) if text.lstrip("-").isdigit() else None


@dataclass
class Log:
    calls: list[Call] = field(default_factory=list)

    def to(self, method: str) -> list[Call]:
        """The calls of one method, whatever case it was called in."""
        return [call for call in self.calls if call.method.lower() == method.lower()]

    @property
    def unexpected(self) -> list[Call]:
        """Calls of methods that the room does not have."""
        return [call for call in self.calls if not call.known]

    @property
    def refused(self) -> list[tuple[str, Json, str]]:
        """Method, parameters and the room's words for every call that was turned down with 4xx."""
        return [(c.method, dict(c.params), c.description) for c in self.calls if c.status and 400 <= c.status < 500]
