"""Say no in the platform's own words: one exception and the texts a bot has to recognise."""

from typing import Any

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
HOOK_SET = "terminated by setWebhook request"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Refused(Exception):
    """The platform's answer to a call that it does not carry out."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(text: str, parameters: dict[str, Any] | None = None) -> Refused:
    return Refused(400, f"Bad Request: {text}", parameters)


def forbidden(text: str) -> Refused:
    return Refused(403, f"Forbidden: {text}")


def conflict(text: str) -> Refused:
    return Refused(409, f"Conflict: {text}")


def too_many(retry_after: int) -> Refused:
    """Bot API: ResponseParameters.retry_after; the same number goes into the Retry-After header."""
    return Refused(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
