"""小邻 comes into a group, says what is missing, and is bound to its grid by an admin."""

import pytest

from bot.chatroom import Chat
from tests.town import Town

WATER = "3楼空调漏水，地毯都湿了"
HINT = "本群还没有绑定，我先不出声。请小邻的管理员在本群发 /bind，选微网格、业主群、单位或全区。"


@pytest.fixture
async def group(town: Town) -> Chat:
    """A group that 小邻 has just come into; nobody has bound it."""
    group = town.group(-1003, "建工大厦群", town.zhang, town.admin)
    town.room.add_bot(group, by=town.zhang.known)
    await town.settles()
    return group


async def test_newcomer_says_in_two_lines_what_it_does_and_what_is_missing(town: Town, group: Chat) -> None:
    assert town.transcript_of(group) == (
        "小邻：我是小邻：直接说问题，我来登记、找人办、盯到办好；闲聊我不记。\n"
        "还差：请小邻的管理员点下面的按钮绑定本群，或发 /bind。"
        "把我设为管理员，微网格长对一条消息点 ✍ 就能登记。　［微网格群］［业主群］［单位工作群］［全区群］"
    )


async def test_newcomer_that_is_kept_from_hearing_asks_to_be_made_admin(town: Town) -> None:
    town.room.state.reads_everything = False
    await town.restarts()
    deaf = town.group(-1004, "建工大厦群", town.zhang, town.admin)
    town.room.add_bot(deaf, by=town.zhang.known)
    await town.settles()
    assert "请把我设为管理员（否则听不到大家说话）；请小邻的管理员点下面的按钮" in town.zhang.last(deaf).text
    town.room.promote_bot(deaf)
    await town.settles()
    assert "设为管理员" not in town.zhang.last(deaf).text


async def test_admin_taps_kind_building_and_grid_and_members_are_heard(town: Town, group: Chat) -> None:
    assert await town.zhang.presses("微网格群") == "这件事只有管理员能做。"
    await town.admin.presses("微网格群", on=town.admin.last(group))
    await town.admin.presses("建工大厦", on=town.admin.last(group))
    await town.admin.presses("建工大厦微网格", on=town.admin.last(group))
    assert town.admin.last(group).text == "本群已绑定：建工大厦微网格。直接说问题就行，例如：12楼电梯按了没反应。"
    await town.zhang.says(WATER, to=group)
    assert (await town.ticket()).grid == "G03"


async def test_unbound_group_is_not_listened_to(town: Town, group: Chat) -> None:
    rows = len(await town.inbox_reasons())
    await town.zhang.says(WATER, to=group)
    await town.zhang.says(f"报修 {WATER}", to=group)
    assert len(await town.inbox_reasons()) == rows
    assert not await town.database_holds("地毯")
    await town.zhang.says(f"@{town.room.bot.username} {WATER}", to=group)
    assert town.heard(group)[-1] == HINT
    assert await town.tickets() == []


BINDINGS = [
    ("zhang", "/bind G03", HINT),
    ("zhang", "/bind", HINT),
    ("zhang", "/unbind", HINT),
    ("admin", "/unbind", HINT),
    ("admin", "/bind G99", "没有网格 G99。有的编号如：G01、G02、G03。"),
    ("admin", "/bind <b>", "没有网格 <b>。有的编号如：G01、G02、G03。"),
    ("admin", "/bind g01", "总商会大厦一微网格 已绑定「总商会大厦一微网格」，请先在那边 /unbind。"),
    ("admin", "/bind 建工大厦微网格", "本群已绑定：建工大厦微网格。直接说问题就行，例如：12楼电梯按了没反应。"),
]


async def test_binding_is_answered_in_one_line(town: Town, group: Chat, subtests: pytest.Subtests) -> None:
    for who, said, answer in BINDINGS:
        with subtests.test(who=who, said=said):
            speaker = town.admin if who == "admin" else town.zhang
            await speaker.says(said, to=group)
            assert town.heard(group)[-1] == answer


async def test_binding_is_done_in_the_group_itself(town: Town) -> None:
    await town.admin.tells_bot("/bind G03")
    assert town.admin.last().text == "请在要绑定的群里发 /bind。"
    await town.admin.tells_bot("/unbind")
    assert town.admin.last().text == "请在要解绑的群里发 /unbind。"


async def test_grid_moves_to_another_group_and_open_tickets_go_on(town: Town, group: Chat) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    await town.admin.says("/unbind")
    assert "本群与总商会大厦一微网格已解绑" in town.admin.last(town.g01).text
    await town.zhang.says(WATER)
    await town.admin.says("/bind G01", to=group)
    await town.zhang.says(WATER, to=group)
    assert [ticket.chat_id for ticket in await town.tickets()] == [town.g01.id, group.id]
    await town.zhou.replies("已修好", to=town.last_card)
    assert (await town.ticket()).status == "resolved"


async def test_group_that_comes_back_is_still_bound(town: Town) -> None:
    town.room.remove_bot(town.g01)
    await town.settles()
    town.room.add_bot(town.g01, by=town.wang.known)
    await town.settles()
    assert town.wang.last(town.g01).text.endswith("可以开始了。把我设为管理员，微网格长对一条消息点 ✍ 就能登记。")
