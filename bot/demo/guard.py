"""Refuse what does not come from the page itself: other sites, other machines' names for us."""

from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

NAMES = {"127.0.0.1", "localhost", "[::1]"}
OWN = {"same-origin", "none"}  # Fetch Metadata, Sec-Fetch-Site: the page itself, or an address typed in


class Guard:
    """Lets requests through whose Host is loopback and whose Origin, if they have one, is the page's own.

    The Host check also keeps out a foreign name that was made to point at this machine (DNS rebinding).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse one request."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope.get("headers", ())}
        app = self._app if _is_own(headers) else PlainTextResponse("only from this machine's own page", 403)
        await app(scope, receive, send)


def _is_own(headers: dict[str, str]) -> bool:
    host = headers.get("host", "")
    if host.rpartition(":")[0] not in NAMES and host not in NAMES:
        return False
    if "origin" in headers and urlsplit(headers["origin"]).netloc != host:
        return False
    return headers.get("sec-fetch-site", "none") in OWN
