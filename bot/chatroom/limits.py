"""Slow a bot down like the platform, when asked to.

Bots FAQ, "My bot is hitting limits": about 30 messages a second overall, 20 a minute in a group, one a second in a
chat. Whether edits count is not documented; in practice they do get 429, so here they count unless `edits` is False.
Time is monotonic, not the room's clock: limits are about real load.
"""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator

from bot.chatroom.refusals import too_many

KINDS = ("photo", "document", "video", "animation", "voice", "audio", "videonote", "location", "mediagroup")
SENDS = frozenset({"sendmessage", "copymessage"}) | {f"send{kind}" for kind in KINDS}
EDITS = frozenset({"editmessagetext", "editmessagecaption", "editmessagemedia", "editmessagereplymarkup"})


class Limits:
    """Sliding windows of what was let through; `on` starts False."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.on = False
        self.edits = True
        self.overall_per_second = 30
        self.group_per_minute = 20
        self.chat_per_second = 1
        self._monotonic = monotonic
        self._past: defaultdict[Hashable, deque[float]] = defaultdict(deque)

    def pass_or_refuse(self, method: str, chat_id: int | None) -> None:
        if not self.on or method not in (SENDS | EDITS if self.edits else SENDS):
            return
        now = self._monotonic()
        windows = list(self._windows(chat_id))
        wait = max(self._wait(window, most, span, now) for window, most, span in windows)
        if wait > 0:
            raise too_many(math.ceil(wait))
        for window, _, _ in windows:
            self._past[window].append(now)

    def _windows(self, chat_id: int | None) -> Iterator[tuple[Hashable, int, float]]:
        yield "overall", self.overall_per_second, 1.0
        if chat_id is not None:
            yield ("chat", chat_id), self.chat_per_second, 1.0
            if chat_id < 0:
                yield ("group", chat_id), self.group_per_minute, 60.0

    def _wait(self, window: Hashable, most: int, span: float, now: float) -> float:
        past = self._past[window]
        while past and past[0] <= now - span:
            past.popleft()
        return 0.0 if len(past) < most else past[len(past) - most] + span - now
