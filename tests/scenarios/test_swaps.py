"""Two units swap shifts by two taps; nobody else can, and a change in between makes the offer void."""

from bot.chatroom import Message
from tests.stations import JIN, MEI, takes_turns
from tests.town import Town

BEFORE = ["12月1日（周二） 市税务局", "12月2日（周三） 市人力社保局"]
OVER = "这次换班已经有结果，或者班变了。看现在的：/duty"
AFTER = ["12月1日（周二） 市人力社保局", "12月2日（周三） 市税务局"]


async def stands(town: Town, lines: list[str]) -> bool:
    """Whether duty at the first station is so."""
    await town.liu.tells_bot("/duty ST01")
    return all(line in town.liu.last().text for line in lines)


async def offers(town: Town) -> Message:
    """小李 offers the first shift for that of 市人力社保局; returns what 小梅 is asked."""
    await town.li.tells_bot("/duty")
    await town.li.presses("🔁 12/1")
    assert town.li.last().text.startswith("🔁 12月1日（周二）总商会红领驿站 09:00–17:00，想和谁换？")
    assert await town.li.presses("12/2 市人力社保局") == "已经去问了。"
    asked: Message = town.people[MEI].last()
    return asked


async def test_swap_is_offered_and_accepted_by_two_taps(town: Town) -> None:
    await takes_turns(town)
    asked = await offers(town)
    assert asked.text == (
        "🔁 市税务局想换班：\n"
        "· 他们的 12月1日（周二）总商会红领驿站 09:00–17:00，改由你们值\n"
        "· 你们的 12月2日（周三）总商会红领驿站 09:00–17:00，改由他们值"
    )
    assert await stands(town, BEFORE)
    assert await town.people[MEI].presses("同意换班") == "换好了。"
    assert await stands(town, AFTER)
    for person in (town.li, town.xiaowu):
        assert person.last().text.startswith(
            "✅ 换班成了：12月1日（周二）总商会红领驿站 09:00–17:00 由市人力社保局值班；"
        )
    assert await town.people[MEI].presses_data("swap_accept:1", on=asked) == OVER
    assert await stands(town, AFTER)


async def test_swap_that_is_declined_leaves_all_as_it_was_and_is_told(town: Town) -> None:
    await takes_turns(town)
    await offers(town)
    await town.people[MEI].presses("不换")
    assert town.people[MEI].last().text.startswith("已回绝。")
    assert town.li.last().text.startswith("市人力社保局这次换不了：12月1日（周二）")
    assert await stands(town, BEFORE)


async def test_only_the_staff_of_both_sides_or_an_admin_settle_a_swap(town: Town) -> None:
    await takes_turns(town)
    await offers(town)
    asked = town.room.state.post(town.g01, town.room.bot, text="🔁")
    for person in (town.people[JIN], town.li):
        town.room.join(town.g01, person.known)
    no = "换班要由市人力社保局的联络人或管理员来定。"
    for person in (town.people[JIN], town.li, town.zhang):
        assert await person.presses_data("swap_accept:1", on=asked) == no
    shown = "换班要由市税务局的联络人或管理员来定。"
    for person in (town.people[JIN], town.zhang):
        assert await person.presses_data("swap:1", on=asked) == shown
        assert await person.presses_data("swap_with:1:2", on=asked) == shown
    assert await town.zhang.presses_data("swap_decline:1", on=asked) == (
        "换班要由市人力社保局或市税务局的联络人或管理员来定。"
    )
    assert await stands(town, BEFORE)
    assert await town.admin.presses_data("swap_accept:1", on=asked) == "换好了。"
    assert await stands(town, AFTER)


async def test_same_offer_is_made_once_and_a_change_makes_it_void(town: Town) -> None:
    await takes_turns(town)
    asked = await offers(town)
    assert await town.li.presses_data("swap_with:1:2", on=town.li.last()) == "已经问过市人力社保局了，等对方答复。"
    await town.admin.tells_bot("/rota ST01 12月2日 fund")
    assert await town.people[MEI].presses("同意换班", on=asked) == OVER
    assert await stands(town, ["12月1日（周二） 市税务局", "12月2日（周三） 市公积金中心"])


async def test_what_has_begun_is_not_swapped(town: Town) -> None:
    await takes_turns(town)
    asked = await offers(town)
    await town.passes(days=8, hours=1)  # Tuesday, 10:00
    assert await town.people[MEI].presses("同意换班", on=asked) == OVER
    assert await town.li.presses_data("swap:1", on=town.li.last()) == "这一班已经开始或结束，改不了了。"


async def test_unit_with_a_group_is_asked_there_once(town: Town) -> None:
    await takes_turns(town)
    office = await town.bound_group(-1030, "人社工作群", "unit hr", town.people[MEI], town.zhang)
    await town.li.tells_bot("/duty")
    await town.li.presses("🔁 12/1")
    await town.li.presses("12/2 市人力社保局")
    assert town.heard(office)[-1].startswith("🔁 市税务局想换班")
    assert await town.zhang.presses("同意换班") == "换班要由市人力社保局的联络人或管理员来定。"
    await town.people[MEI].presses("同意换班")
    assert await stands(town, AFTER)
    assert town.people[MEI].last(office).text.startswith("✅ 已换：12月1日（周二）")


async def test_whoever_cannot_be_reached_is_not_asked(town: Town) -> None:
    await takes_turns(town)
    await town.people[MEI].blocks_the_bot()
    await town.li.tells_bot("/duty")
    await town.li.presses("🔁 12/1")
    assert (await town.li.presses("12/2 市人力社保局")).startswith("市人力社保局现在没有能联系到的人。")


async def test_swap_never_brings_a_unit_to_two_stations_on_one_day(town: Town) -> None:
    await takes_turns(town, "/rota ST01 ST02 tax hr fund 每个工作日 从12月1日 9:00-17:00")
    await town.li.tells_bot("/duty")
    await town.li.presses("🔁 12/1")
    offered = [button.text for button in town.li.last().buttons]
    assert offered[0] == "12/1 市人力社保局"
    assert "12/2 市公积金中心" not in offered
