"""The zone and the times in which phrases are read."""

from datetime import datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(local: str) -> datetime:
    """A time of day in Shanghai."""
    return datetime.fromisoformat(local).replace(tzinfo=SHANGHAI)
