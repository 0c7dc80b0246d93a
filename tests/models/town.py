"""A town whose bot has a model at an address, and words that its local judgement is unsure of."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from desk.directory import read
from desk.triage import Band, Triage
from tests.conftest import DIRECTORY
from tests.town import Town

THINGS = ("门禁", "电梯", "空调", "厕所", "走廊", "车库", "大厅", "食堂", "暖气", "窗户")
COMPLAINTS = ("有点吵", "又来了", "一直这样", "怪怪的", "好像有味道", "好卡", "不太行", "好慢", "脏兮兮的")


def perhaps(more: str = "") -> Iterator[str]:
    """Messages that may or may not be matters, as the judgement of today has it; ends when it is sure of all."""
    triage = Triage(read(DIRECTORY.read_text("utf-8")))
    for thing, complaint in product(THINGS, COMPLAINTS):
        text = f"{thing}{complaint}{more}"
        if triage.read(text, "G01").band is Band.UNSURE:
            yield text


async def has(town: Town, **settings: Any) -> None:
    """Start the town's bot anew with these settings."""
    town.settings = town.settings.model_copy(update=settings)
    await town.restarts()
