"""One ticket, the whole way."""

from tests.town import Town


async def test_lift_is_reported_taken_and_mended(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    await town.zhou.presses("受理")
    await town.passes(hours=2)
    await town.zhou.replies("已修好，换了门机", to=town.last_card)
    await town.zhang.presses("满意")
    print(town.transcript)
    assert (await town.ticket()).status == "closed"
