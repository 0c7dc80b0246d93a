"""What people correct is kept to learn from: without anybody's name, and without a word that was erased."""

import pytest
from sqlmodel import col, select

from desk.triage.model import release, shipped
from storage.examples import Example, keep_trained
from tests.town import Town
from tests.trained import undecided

LIFT = "12楼电梯按了没反应"
AGAIN = "12楼的电梯坏了，怎么按都不动"
PERHAPS, PERHAPS_TOO = "大堂香薰太浓", "闸机那边排队"
TALK = "空调漏水漏得像尼亚加拉瀑布"


async def kept(town: Town) -> list[Example]:
    async with town.store.read() as session:
        return list((await session.exec(select(Example).order_by(col(Example.id)))).all())


async def kinds(town: Town) -> list[str]:
    return [one.kind.value for one in await kept(town)]


async def test_no_issue_leaves_what_the_model_sees_and_points_to_nothing(town: Town) -> None:
    await town.zhang.says(TALK)
    await town.zhang.presses("不是问题")
    (one,) = await kept(town)
    assert (one.kind, one.ticket_id, one.other_id, one.unit, one.role) == ("not_an_issue", None, None, None, None)
    assert one.seen is not None
    assert set(one.seen) == {"runs", "marks"}
    assert len(one.seen["runs"]) > 10
    assert set(one.seen["runs"]) <= set(shipped().tables["message"].rows)


@pytest.mark.parametrize("words", ["尼亚加拉", "瀑布", "空调漏水", "漏得像"])
async def test_no_word_of_it_survives_in_any_byte_of_the_database(town: Town, words: str) -> None:
    await town.zhang.says(TALK)
    await town.wang.tells_bot("/transfer 1 tax")
    await town.zhang.edits(town.zhang.sees(town.g01)[-2], f"18楼{TALK}")
    await town.wang.presses("不是问题", on=town.last_card)
    assert await kinds(town) == ["not_an_issue"]
    assert not await town.database_holds(words)


async def test_no_run_that_only_this_text_has_is_kept(town: Town) -> None:
    """Somebody's name, a company, a figure of speech: nobody could find out even by trying words."""
    await town.zhang.says(TALK)
    async with town.store.read() as session:
        triage = (await town.app.workshop.bench(session)).desk.book.triage
    all_of_it = triage.sees(TALK)
    rare = triage.sees("尼亚加拉")
    assert all_of_it is not None
    assert rare is not None
    await town.zhang.presses("不是问题")
    (one,) = await kept(town)
    assert one.seen is not None
    longer = {run for run in rare.runs & all_of_it.runs if run not in shipped().tables["message"].rows}
    assert longer
    assert not longer & set(one.seen["runs"])


async def test_what_was_erased_is_no_other_example_either(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.liu.says(AGAIN)
    await town.liu.presses("不是同一件")
    await town.wang.tells_bot("/transfer 2 tax")
    assert await kinds(town) == ["split", "service"]
    await town.wang.presses("不是问题", on=town.last_card)
    assert await kinds(town) == ["not_an_issue"]


async def test_english_that_was_no_issue_is_only_counted(town: Town) -> None:
    await town.zhang.says("#report the lift on 12F is stuck")
    await town.zhang.presses("不是问题")
    (one,) = await kept(town)
    assert (one.kind, one.seen) == ("not_an_issue", None)


async def test_transfer_says_whose_it_is_and_back_it_was_right(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.wang.tells_bot("/transfer 1 tax")
    (one,) = await kept(town)
    assert (one.kind, one.ticket_id, one.unit, one.role) == ("service", 1, "tax", None)
    await town.wang.tells_bot("/transfer 1 物业服务员")
    assert await kept(town) == []


async def test_transfer_to_somebody_with_one_post_is_to_that_post(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.li.starts()
    await town.wang.says("/transfer 1 @xiaoli")
    (one,) = await kept(town)
    assert (one.kind, one.unit, one.role) == ("service", "tax", None)


async def test_transfer_to_whom_no_service_is_for_says_nothing(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.wang.tells_bot("/transfer 1 微网格长")
    assert await kept(town) == []


async def test_another_place_is_kept_when_it_is_edited_and_when_it_is_added(town: Town) -> None:
    said = await town.zhang.says(LIFT)
    await town.zhang.edits(said, LIFT.replace("12楼", "9楼"))
    (one,) = await kept(town)
    assert (one.kind, one.ticket_id, one.building, one.floor) == ("place", 1, "ZSH", 9)
    await town.zhang.edits(said, LIFT.replace("12楼", "8楼"))
    assert [(one.kind, one.floor) for one in await kept(town)] == [("place", 8)]


async def test_an_edit_that_moves_nothing_is_no_correction(town: Town) -> None:
    said = await town.zhang.says(LIFT)
    await town.zhang.edits(said, f"{LIFT}，急")
    assert await kept(town) == []


async def test_two_that_are_not_one(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.liu.says(AGAIN)
    await town.liu.presses("不是同一件")
    (one,) = await kept(town)
    assert (one.kind, one.ticket_id, one.other_id) == ("split", 2, 1)


async def test_two_that_are_one_until_it_is_undone(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.liu.says("卫生间水管漏水")
    await town.wang.tells_bot("/merge 2 1")
    (one,) = await kept(town)
    assert (one.kind, one.ticket_id, one.other_id) == ("merge", 2, 1)
    await town.wang.tells_bot("/unmerge 2")
    assert await kept(town) == []


async def test_an_offer_that_was_taken_and_one_that_was_left(town: Town) -> None:
    async with town.store.write() as session:
        await keep_trained(session, undecided(), release(), town.clock.now())
    await town.zhang.says(PERHAPS)
    await town.zhang.presses("登记一下")
    await town.passes(minutes=11)
    assert [(one.kind, one.ticket_id) for one in await kept(town)] == [("taken", 1)]
    await town.liu.says(PERHAPS_TOO)
    await town.passes(minutes=11)
    left = (await kept(town))[-1]
    assert (left.kind, left.ticket_id, left.seen) == ("left", None, None)
    assert not await town.database_holds(PERHAPS_TOO)


async def test_report_by_hand_of_what_was_not_taken(town: Town) -> None:
    said = await town.liu.says("咱们这儿一早就是那样")
    await town.wang.replies("/report", to=said)
    (one,) = await kept(town)
    assert (one.kind, one.ticket_id) == ("missed", 1)


async def test_report_by_hand_of_what_would_have_been_taken_teaches_nothing(town: Town) -> None:
    await town.liu.says(f"/report {LIFT}")
    assert len(await town.tickets()) == 1
    assert await kept(town) == []


async def test_an_example_names_a_day_and_nobody(town: Town) -> None:
    assert {name for name in Example.model_fields if "person" in name or name.endswith("_at")} == set()
    await town.zhang.says(LIFT)
    await town.wang.tells_bot("/transfer 1 tax")
    (one,) = await kept(town)
    assert str(one.day) == "2026-11-23"
