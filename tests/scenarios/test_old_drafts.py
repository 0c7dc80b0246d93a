"""What nobody publishes is cleared away after a while, and its author was told so."""

from sqlmodel import select

from storage.events import Happening, Series
from tests.happenings import event_of
from tests.town import Town

LINE = "/event 太极课 12月20日12:00-13:00 限30人"


async def drafts(town: Town) -> int:
    """How many events there are, series counted."""
    async with town.store.read() as session:
        found = (await session.exec(select(Happening))).all()
        return len(found) + len((await session.exec(select(Series))).all())


async def test_draft_that_nobody_publishes_goes_after_the_days_that_were_told(town: Town) -> None:
    await town.admin.tells_bot(LINE)
    read = town.admin.last()
    assert read.text.startswith("👀 请核对，点「发布」才发出（7 天没发就清掉）：")
    await town.passes(days=6, hours=23)
    assert await drafts(town) == 1
    await town.passes(hours=1)
    assert await drafts(town) == 0
    assert read.text == "🗑 「太极课」7 天没有发布，草稿已清掉；还要办请再发 /event。"
    assert await town.admin.presses_data("publish:1", read) == "这条已经不在了，重新来请发 /event。"
    await town.passes(days=8)
    assert await drafts(town) == 0


async def test_change_keeps_it_for_as_long_again(town: Town) -> None:
    await town.admin.tells_bot(LINE)
    await town.passes(days=5)
    await town.admin.tells_bot("/event change 1 限20人")
    await town.passes(days=5)
    assert await drafts(town) == 1
    await town.passes(days=2)
    assert await drafts(town) == 0


async def test_what_is_out_or_will_be_is_kept(town: Town) -> None:
    await town.admin.tells_bot(LINE)
    await town.admin.presses("发布")
    await town.admin.tells_bot("/event 茶话会 12月20日12:00 公告：12月9日9:00")
    await town.admin.presses("发布")
    await town.passes(days=10)
    assert (await event_of(town, 1)).status == "announced"
    assert (await event_of(town, 2)).status == "draft"
    await town.passes(days=7)
    assert (await event_of(town, 2)).status == "announced"


async def test_draft_of_a_series_takes_the_series_along(town: Town) -> None:
    await town.admin.tells_bot("/event 太极课 每周三12:00")
    await town.passes(days=7)
    assert await drafts(town) == 0
