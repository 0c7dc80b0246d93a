"""An event is made, read back, announced in the groups that it invites, changed and called off."""

from tests.town import Town

LINE = "/event 午间一小时 下周三12:00-13:00 总商会大厦3楼 太极课 限30人"


async def test_event_in_one_line_is_read_back_and_announced_where_people_are(town: Town) -> None:
    await town.admin.tells_bot(LINE)
    read = town.admin.last()
    print(read.text, [b.text for b in read.buttons])
    assert await town.admin.presses("发布") == "x"
    print(town.transcript)
    assert 0
