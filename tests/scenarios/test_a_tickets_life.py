"""One ticket, the whole way, as its group sees it: the story that the README tells."""

from pathlib import Path

import pytest

from tests.hooks import Hook
from tests.town import Town

STORY = Path(__file__).with_name("a_tickets_life.txt")
README = Path(__file__).parents[2] / "README.md"
OPENS, ENDS = "<!-- transcript -->", "<!-- /transcript -->"


async def plays(town: Town) -> None:
    """The story; every word must be as it is told."""
    await town.liu.says("中午一起去食堂吗")
    await town.zhang.says("12楼电梯按了没反应")
    await town.zhou.presses("受理", on=town.last_card)
    await town.passes(hours=1)
    await town.zhou.replies("已修好，换了门机", to=town.last_card)
    await town.zhang.presses("满意")
    assert town.transcript_of(town.g01) == STORY.read_text("utf-8").strip()
    assert await town.history() == ["open", "accept", "resolve", "confirm", "rate"]


async def test_lift_is_reported_taken_and_mended(town: Town) -> None:
    await plays(town)


async def test_the_same_story_is_told_when_updates_come_by_webhook(town: Town, hook: Hook) -> None:
    await hook.is_used()
    polls = len(town.room.log.to("getUpdates"))
    await plays(town)
    assert len(town.room.log.to("getUpdates")) == polls
    assert {one.status for one in town.room.deliveries} == {200}


def test_readme_tells_the_story_as_it_happens() -> None:
    if not README.exists() or OPENS not in README.read_text("utf-8"):
        pytest.skip("the README has no place for the story yet")
    told = README.read_text("utf-8").partition(OPENS)[2].partition("<!--")[0]
    assert STORY.read_text("utf-8").strip() in told
