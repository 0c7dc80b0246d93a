"""Groups wider than a grid's: a building's owners, the whole district, and those that nobody has bound."""

import pytest

from bot.chatroom import Chat
from tests.town import Town

LIFT = "12楼电梯按了没反应"
COLD = "空调不制冷了"
PRIVATELY = "请点开私聊再说一遍，我问清是哪幢楼就登记。　［👉 点开私聊］"
HINT = "本群还没有绑定，我先不出声。请小邻的管理员在本群发 /bind，选微网格、业主群、单位或全区。"


@pytest.fixture
async def owners(town: Town) -> Chat:
    """The owners' group of 总商会大厦."""
    return await town.bound_group(-1010, "总商会业主群", "building ZSH", town.zhang, town.liu)


@pytest.fixture
async def everybody(town: Town) -> Chat:
    """The district's group."""
    return await town.bound_group(-1011, "党群零距离", "district", town.zhang, town.liu, town.zhou)


BOUND = [
    (
        "/bind building ZSH",
        "本群已绑定：总商会大厦（业主群）。直接说问题就行，带上楼层更快，例如：12楼电梯按了没反应。",
    ),
    (
        "/bind 业主群 总商会大厦",
        "本群已绑定：总商会大厦（业主群）。直接说问题就行，带上楼层更快，例如：12楼电梯按了没反应。",
    ),
    ("/bind district", "本群已绑定：南市中央商务区（全区群）。登记问题请发 报修 加楼名和问题；闲聊我不记。"),
    (
        "/bind unit tax",
        "本群已绑定：市税务局（单位工作群）。转来的工单会贴在这里：点「受理」，回复卡片写进展，写「已办结」就办结。",
    ),
    ("/bind unit taxes", "没有单位 taxes。有的编号如：tax、hr。"),
    ("/bind building X", "没有楼宇 X。有的编号如：ZSH、JGD。"),
    ("/bind unit", "是哪个单位？　［市税务局］［市人力社保局］"),
    ("/bind building", "本群是哪幢楼的？　［总商会大厦］［建工大厦］"),
    ("/bind", "本群是什么群？　［微网格群］［业主群］［单位工作群］［全区群］"),
]


async def test_admin_binds_any_kind_of_group_and_reads_what_happens_there(
    town: Town, subtests: pytest.Subtests
) -> None:
    group = town.group(-1003, "新群", town.zhang, town.admin)
    town.room.add_bot(group, by=town.zhang.known)
    await town.settles()
    for said, answer in BOUND:
        with subtests.test(said=said, answer=answer):
            await town.admin.says(said, to=group)
            assert town.heard(group)[-1] == answer


@pytest.mark.parametrize(
    ("taps", "bound"),
    [
        (["业主群", "建工大厦"], "建工大厦（业主群）"),
        (["单位工作群", "市税务局"], "市税务局（单位工作群）"),
        (["全区群"], "南市中央商务区（全区群）"),
    ],
)
async def test_admin_binds_by_tapping(town: Town, taps: list[str], bound: str) -> None:
    group = town.group(-1003, "新群", town.zhang, town.admin)
    town.room.add_bot(group, by=town.zhang.known)
    await town.settles()
    for tap in taps:
        await town.admin.presses(tap, on=town.admin.last(group))
    assert f"本群已绑定：{bound}" in town.admin.last(group).text
    await town.admin.says("/unbind", to=group)
    assert "已解绑" in town.heard(group)[-1]


async def test_owner_says_a_problem_and_the_floor_finds_its_grid(town: Town, owners: Chat) -> None:
    await town.zhang.says("20楼" + COLD, to=owners)
    ticket = await town.ticket()
    assert (ticket.grid, ticket.chat_id) == ("G02", owners.id)
    assert "📍 总商会大厦二微网格 · 20楼" in town.zhang.last(owners).text
    [card] = town.heard(town.g02)  # the grid's own group sees it, too
    assert card.startswith("🟢 #1 空调与漏水报修 · 待受理\n📍 总商会大厦 · 20楼")
    assert town.heard(town.g01) == []
    await town.he.replies("已修好", to=town.he.last(town.g02))
    assert "🔧 已修好" in town.zhang.last(owners).text or "已修好" in town.heard(owners)[-1]
    assert len(town.heard(town.g02)) == 1
    assert town.heard(owners)[-1].startswith("张伟 #1 已办结（何静）")


async def test_owner_who_names_no_floor_gets_the_first_grid_named_on_the_card(town: Town, owners: Chat) -> None:
    await town.zhang.says("大堂空调不制冷了", to=owners)
    assert (await town.ticket()).grid == "G01"
    assert "📍 总商会大厦一微网格" in town.zhang.last(owners).text


async def test_card_is_private_to_a_leader_whose_grid_has_no_group(town: Town, owners: Chat) -> None:
    town.room.remove_bot(town.g02)
    await town.settles()
    await town.zhang.says("20楼" + COLD, to=owners)
    assert "#1" in town.he.last().text
    assert len(town.heard(owners)) == 1


async def test_talk_among_owners_leaves_no_trace(town: Town, owners: Chat) -> None:
    rows = len(await town.inbox_reasons())
    await town.zhang.says("中午一起吃面吗", to=owners)
    assert len(await town.inbox_reasons()) == rows


async def test_two_groups_of_owners_may_be_of_one_building(town: Town, owners: Chat) -> None:
    other = await town.bound_group(-1012, "总商会业主二群", "building ZSH", town.liu)
    await town.liu.says("3楼空调漏水", to=other)
    await town.zhang.says(LIFT, to=owners)
    assert [ticket.chat_id for ticket in await town.tickets()] == [other.id, owners.id]


async def test_plain_talk_opens_nothing_in_the_districts_group(town: Town, everybody: Chat) -> None:
    rows = len(await town.inbox_reasons())
    await town.zhang.says("总商会大厦12楼电梯按了没反应", to=everybody)
    assert len(await town.inbox_reasons()) == rows
    assert town.heard(everybody) == []


@pytest.mark.parametrize("way", ["/report {}", "报修 {}", "@{bot} {}"])
async def test_report_that_names_its_building_is_taken_in_the_districts_group(
    town: Town, everybody: Chat, way: str
) -> None:
    await town.zhang.says(way.format("总商会大厦20楼" + COLD, bot=town.room.bot.username), to=everybody)
    ticket = await town.ticket()
    assert (ticket.grid, ticket.chat_id) == ("G02", everybody.id)
    assert "📍 总商会大厦二微网格" in town.zhang.last(everybody).text
    assert len(town.heard(town.g02)) == 1


@pytest.mark.parametrize("way", ["/report {}", "报修 {}", "@{bot} {}"])
async def test_report_that_names_no_building_is_asked_for_privately(town: Town, everybody: Chat, way: str) -> None:
    await town.zhang.says(way.format(LIFT, bot=town.room.bot.username), to=everybody)
    assert town.heard(everybody) == [PRIVATELY]
    [button] = town.zhang.last(everybody).buttons
    assert button.url == f"https://t.me/{town.room.bot.username}?start=report"
    assert await town.tickets() == []
    await town.passes(minutes=1)
    assert not await town.database_holds("按了没反应")


async def test_handler_answers_a_report_of_the_districts_group_where_it_was_made(town: Town, everybody: Chat) -> None:
    await town.zhang.says("报修 总商会大厦12楼电梯按了没反应", to=everybody)
    await town.zhou.replies("已修好", to=town.zhou.last(everybody))
    assert town.heard(everybody)[-1].startswith("张伟 #1 已办结（老周）")
    await town.zhang.presses("满意", on=town.zhang.last(everybody))
    assert (await town.ticket()).status == "closed"


async def test_unbound_group_gets_one_hint_a_week_whatever_is_said(town: Town) -> None:
    group = town.group(-1003, "建工大厦群", town.zhang, town.admin)
    town.room.add_bot(group, by=town.zhang.known)
    await town.settles()
    for words in ("/help", "/report " + LIFT, f"@{town.room.bot.username} 你好", "/mine", "/bind G03", "/ticket 1"):
        await town.zhang.says(words, to=group)
    assert town.heard(group)[1:] == [HINT]  # behind what it said when it came
    await town.passes(days=6, hours=23)
    await town.zhang.says("/help", to=group)
    assert len(town.heard(group)) == 2
    await town.passes(hours=2)
    await town.zhang.says("/help", to=group)
    assert town.heard(group)[2:] == [HINT]
    await town.admin.says("/bind G03", to=group)
    assert town.heard(group)[-1].startswith("本群已绑定：建工大厦微网格。")
