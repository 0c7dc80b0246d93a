"""Judge what became of a call that raised: surely not sent, perhaps sent, never to be sent."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.faults import place
from storage.kinds import OutboxKind


class Result(Enum):
    """What is to happen to the row."""

    SENT = auto()
    LATER = auto()
    UNKNOWN = auto()
    UNREACHABLE = auto()
    GONE = auto()
    KEPT = auto()
    NO_TOPIC = auto()
    MOVED = auto()
    CLOSED = auto()
    MUTE = auto()
    NO_FILES = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result; the messages that were sent (an album is several); `seconds` to wait where the platform said so;
    `error` in the platform's words;
    `moved_to` is what a group has become.
    """

    result: Result
    message_ids: tuple[int, ...] = ()
    seconds: float = 0
    error: str = ""
    moved_to: int = 0


# What the platform says (RESEARCH 2.2) when the message is as wanted already, or the person cannot be written to,
# or what was to be changed is not there any more.
SAYINGS: tuple[tuple[str, Result], ...] = (
    ("message is not modified", Result.SENT),
    ("chat not found", Result.UNREACHABLE),
    ("bot was kicked from the", Result.CLOSED),  # a group of either kind, or a channel
    ("bot is not a member of the", Result.CLOSED),
    ("the group chat was deleted", Result.CLOSED),
    ("not enough rights to send text messages", Result.MUTE),
    ("have no rights to send a message", Result.MUTE),
    ("chat_write_forbidden", Result.MUTE),
    ("not enough rights to send", Result.NO_FILES),  # photos, documents, voice notes …
    ("message thread not found", Result.NO_TOPIC),
    ("topic_closed", Result.NO_TOPIC),
    ("topic_deleted", Result.NO_TOPIC),
    ("message to edit not found", Result.GONE),
    ("message can't be edited", Result.GONE),
    ("there is no text in the message to edit", Result.GONE),
    ("there is no caption in the message to edit", Result.NO_FILES),  # the group had got the words without the picture
    ("message to delete not found", Result.GONE),
    ("message can't be deleted", Result.KEPT),
)
UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


def judge(error: Exception, kind: OutboxKind) -> Outcome:
    """What an error of the library means for the row that was being sent."""
    if isinstance(error, RetryAfter):
        return Outcome(Result.LATER, seconds=seconds(error))
    if isinstance(error, InvalidToken):
        return Outcome(Result.LATER, seconds=30, error="the token is refused")
    if isinstance(error, BadRequest | Forbidden | ChatMigrated):
        return _said(error)
    if isinstance(error, NetworkError):
        return _lost(error, kind)
    if isinstance(error, TelegramError):  # an answer that is no JSON: something was done, nobody knows what
        return _unknown(error, kind)
    return Outcome(Result.REFUSED, error=place(error))


def seconds(error: RetryAfter) -> float:
    """How long the platform asks us to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _said(error: BadRequest | Forbidden | ChatMigrated) -> Outcome:
    """The platform understood and says no."""
    if isinstance(error, ChatMigrated):
        return Outcome(Result.MOVED, error=error.message, moved_to=error.new_chat_id)
    otherwise = Result.UNREACHABLE if isinstance(error, Forbidden) else Result.REFUSED
    said = error.message.lower()
    return Outcome(next((result for words, result in SAYINGS if words in said), otherwise), error=error.message)


def _lost(error: NetworkError, kind: OutboxKind) -> Outcome:
    """No proper answer. Never connected, or an error page: not sent. Else a send may have been applied."""
    cause = error.__cause__
    if isinstance(cause, UNSENT) or not isinstance(cause, httpx.HTTPError):
        return Outcome(Result.LATER, error=type(cause or error).__name__)
    return _unknown(cause, kind)


def _unknown(error: Exception, kind: OutboxKind) -> Outcome:
    """Edits and removals may be repeated freely; a send may not."""
    result = Result.UNKNOWN if kind is OutboxKind.SEND else Result.LATER
    return Outcome(result, error=f"the outcome of the call is unknown ({type(error).__name__})")
