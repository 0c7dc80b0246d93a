"""Files of our own making, as they go with a row of the outbox: JSON carries no bytes."""

from base64 import b64decode, b64encode
from typing import Any


def upload(kind: str, name: str, content: bytes, instead: str = "") -> dict[str, str]:
    """A photo or document; `instead`: what is said where no file may be sent."""
    return {"kind": kind, "name": name, "content": b64encode(content).decode(), "instead": instead}


def content_of(sent: dict[str, str]) -> bytes:
    """Its bytes."""
    return b64decode(sent["content"])


def instead_of(payload: dict[str, Any]) -> dict[str, Any] | None:
    """The message in words alone, if it has a file that can be told in words."""
    instead = payload.get("upload", {}).get("instead")
    kept = {name: value for name, value in payload.items() if name != "upload"}
    return kept | {"text": instead} if instead else None
