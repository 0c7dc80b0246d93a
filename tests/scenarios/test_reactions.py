"""A leader reacts with ✍ and a message becomes a ticket; its words were nowhere but in memory until then."""

import pytest

from bot.chatroom import Message
from bot.telegram.plain import REGISTERS
from bot.telegram.recent import KEPT, MOST
from locales import languages, phrases
from storage import tickets
from storage.people import Person
from tests.town import Town

TALK = "咱们这儿一早就是那样"  # nothing that anybody could read a problem out of
GONE = "「总商会大厦一微网格」里您点 ✍ 的那条，内容我这里已经没有了（只在内存里留 15 分钟，重启就清）。"


@pytest.fixture(autouse=True)
async def _bot_is_admin(town: Town) -> None:
    """Only administrators are told of reactions."""
    town.room.promote_bot(town.g01)
    await town.settles()


async def reporter(town: Town, number: int = 1) -> int:
    """Whose ticket it is."""
    async with town.store.read() as session:
        return (await session.get_one(Person, (await town.ticket(number)).reporter_id)).telegram_id


async def test_leader_reacts_and_the_writer_has_a_ticket(town: Town) -> None:
    said = await town.liu.says(TALK)
    assert not await town.database_holds(TALK)
    await town.wang.reacts(said, REGISTERS)
    ticket = await town.ticket()
    assert (ticket.text, ticket.message_id) == (TALK, said.id)
    assert await reporter(town) == town.liu.known.id
    assert town.last_card.reply_to is said
    assert (await town.inbox_reasons())[-1] == "reaction"


async def test_ticket_is_the_same_as_by_the_command(town: Town) -> None:
    by_reaction, by_command = await town.liu.says(TALK), await town.liu.says(TALK)
    await town.wang.reacts(by_reaction, REGISTERS)
    await town.wang.replies("/report", to=by_command)
    first, second = (one.model_dump(exclude={"id", "message_id"}) for one in await town.tickets())
    assert first == second
    assert await town.history(1) == await town.history(2)


@pytest.mark.parametrize("who", ["zhou", "zhao", "party", "admin", "wang"])
async def test_officers_those_above_and_admins_may_too(town: Town, who: str) -> None:
    said = await town.liu.says(TALK)
    person = getattr(town, who)
    if person.known.id not in town.g01.members:
        town.room.join(town.g01, person.known)
    await person.reacts(said, REGISTERS)
    assert len(await town.tickets()) == 1


@pytest.mark.parametrize("who", ["zhang", "li", "he", "liu"])
async def test_reaction_of_anybody_else_means_nothing_and_leaves_no_trace(town: Town, who: str) -> None:
    """A member, a unit's contact, another grid's leader, the writer."""
    said = await town.liu.says(TALK)
    reasons, heard = await town.inbox_reasons(), len(town.lines)
    person = getattr(town, who)
    if person.known.id not in town.g01.members:
        town.room.join(town.g01, person.known)
    await person.reacts(said, REGISTERS)
    assert await town.inbox_reasons() == reasons
    assert len(town.lines) == heard + 1, "nothing but the reaction itself"
    assert not await town.database_holds(TALK)


async def test_other_emoji_and_taking_back_mean_nothing(town: Town) -> None:
    said = await town.liu.says(TALK)
    await town.wang.reacts(said, "👍")
    await town.wang.reacts(said, "👍", "🎉")
    await town.wang.reacts(said)
    assert await town.tickets() == []
    await town.wang.reacts(said, "👍", f"{REGISTERS}\ufe0f")
    await town.wang.reacts(said)
    await town.wang.reacts(said, REGISTERS)
    await town.wang.reacts(said, REGISTERS, "👍")
    assert len(await town.tickets()) == 1
    assert (await town.history()) == ["open"]


async def test_two_who_react_at_once_make_one_ticket_and_one_card(town: Town) -> None:
    said = await town.liu.says(TALK)
    town.room.react(said, town.wang.known, REGISTERS)
    town.room.react(said, town.zhou.known, REGISTERS)
    await town.settles()
    assert len(await town.tickets()) == 1
    assert len(town.heard(town.g01)) == 1


async def test_reaction_to_what_is_a_ticket_already_says_nothing(town: Town) -> None:
    said = await town.zhang.says("12楼电梯按了没反应")
    heard = len(town.heard(town.g01))
    await town.wang.reacts(said, REGISTERS)
    await town.wang.reacts(town.last_card, REGISTERS)
    assert len(town.heard(town.g01)) == heard
    assert town.heard(town.wang.private) == []


async def test_no_issue_undoes_it_and_the_words_are_gone_again(town: Town) -> None:
    said = await town.liu.says(TALK)
    await town.wang.reacts(said, REGISTERS)
    await town.wang.presses("不是问题", on=town.last_card)
    assert (await town.ticket()).status == "cancelled"
    await town.wang.reacts(said)
    await town.wang.reacts(said, REGISTERS)
    assert len(await town.tickets()) == 1
    assert not await town.database_holds(TALK)


async def test_leader_registers_their_own_words(town: Town) -> None:
    said = await town.wang.says(TALK)
    await town.wang.reacts(said, REGISTERS)
    assert await reporter(town) == town.wang.known.id


async def test_words_too_old_are_asked_for_privately_once(town: Town) -> None:
    said = await town.liu.says(TALK)
    await town.passes(minutes=KEPT.total_seconds() / 60)
    await town.wang.reacts(said, REGISTERS)
    await town.wang.reacts(said)
    await town.wang.reacts(said, REGISTERS)
    assert await town.tickets() == []
    assert town.heard(town.g01) == []
    assert town.heard(town.wang.private) == [f"{GONE}要登记请回复那条发 /report。"]
    await town.wang.replies("/report", to=said)
    assert (await town.ticket()).text == TALK


async def test_words_from_before_a_restart_are_asked_for_too(town: Town) -> None:
    said = await town.liu.says(TALK)
    await town.restarts()
    await town.wang.reacts(said, REGISTERS)
    assert await town.tickets() == []
    assert town.heard(town.wang.private)[-1].startswith(GONE)
    assert not await town.database_holds(TALK)


async def test_leader_who_cannot_be_written_to_is_told_in_the_group_once_for_all(town: Town) -> None:
    await town.wang.starts()
    await town.wang.blocks_the_bot()
    first, second = await town.liu.says(TALK), await town.liu.says("又来了")
    await town.passes(minutes=16)
    for said in (first, second):
        await town.wang.reacts(said, REGISTERS)
    heard = town.heard(town.g01)
    assert len(heard) == 1
    assert heard[0].startswith("王芳 您点 ✍ 的那条，内容我这里已经没有了。要登记请回复那条发 /report。")


async def test_newest_words_of_an_edited_message_are_taken(town: Town) -> None:
    said = await town.liu.says(TALK)
    await town.liu.edits(said, f"{TALK}，唉")
    await town.wang.reacts(said, REGISTERS)
    assert (await town.ticket()).text == f"{TALK}，唉"


async def test_picture_and_what_its_writer_sends_right_after_go_with_it(town: Town) -> None:
    said = await town.liu.sends_photo("你们看")
    await town.wang.reacts(said, REGISTERS)
    await town.liu.sends_photo("")
    async with town.store.read() as session:
        assert len(await tickets.attachments(session, 1)) == 2


async def test_in_a_topic_the_card_stands_in_that_topic(town: Town) -> None:
    forum = town.room.add_forum(-1077, "建工大厦微网格", owner=town.zhou.known)
    town.groups.append(forum)
    town.room.join(forum, town.admin.known, town.liu.known)
    town.room.add_bot(forum, admin=True, by=town.zhou.known)
    await town.settles()
    await town.admin.says("/bind G03", to=forum)
    topic = town.room.open_topic(forum, town.zhou.known, "报修")
    said = await town.liu.says(TALK, to=topic)
    await town.admin.reacts(said, REGISTERS)
    card = next(one for one in town.room.visible(forum) if one.from_bot and "#1 " in one.text)
    assert card.thread == topic.id


async def test_anonymous_admin_is_nobody_that_we_know(town: Town) -> None:
    said = await town.liu.says(TALK)
    await town.wang.reacts(said, REGISTERS, under=town.g01)
    assert await town.tickets() == []


async def test_where_no_reports_are_taken_nothing_is_remembered(town: Town) -> None:
    await town.admin.says("/unbind")
    said = await town.liu.says(TALK)
    await town.admin.says("/bind G01")
    await town.wang.reacts(said, REGISTERS)
    assert await town.tickets() == []
    assert town.heard(town.wang.private)[-1].startswith(GONE)


async def test_district_group_asks_for_the_building_as_with_the_command(town: Town) -> None:
    district = await town.bound_group(-1050, "全区群", "district", town.party, town.liu)
    town.room.promote_bot(district)
    await town.settles()
    here, nowhere = await town.liu.says("总商会大厦12楼灯坏了", to=district), await town.liu.says(TALK, to=district)
    await town.party.reacts(here, REGISTERS)
    await town.party.reacts(nowhere, REGISTERS)
    assert [one.text for one in await town.tickets()] == ["总商会大厦12楼灯坏了"]
    assert town.heard(district)[-1].startswith("请点开私聊再说一遍")


async def test_flood_pushes_out_the_oldest_of_its_own_group(town: Town) -> None:
    first: Message = town.room.say(town.g01, town.liu.known, TALK)
    others = [town.room.say(town.g01, town.liu.known, f"{TALK}{number}") for number in range(MOST)]
    await town.settles()
    await town.wang.reacts(first, REGISTERS)
    await town.wang.reacts(others[0], REGISTERS)
    assert [one.text for one in await town.tickets()] == [f"{TALK}0"]


async def test_who_is_no_admin_of_the_group_hears_of_no_reaction_and_check_says_so(town: Town) -> None:
    town.room.demote_bot(town.g01)
    await town.settles()
    said = await town.liu.says(TALK)
    await town.wang.reacts(said, REGISTERS)
    assert await town.tickets() == []
    await town.admin.tells_bot("/check")
    assert (
        "· 表情：2 个群里我不是群管理员，微网格长点 ✍ 登记我收不到：总商会大厦二微网格、总商会大厦一微网格。"
        "要用请让我做群管理员；回复 /report 一样能登记。"
    ) in town.admin.last().text


async def test_help_tells_those_who_may(town: Town) -> None:
    await town.wang.tells_bot("/help")
    assert "在群里对那条消息点 ✍（15 分钟内，我得是群管理员）" in town.wang.last().text
    await town.zhang.tells_bot("/help")
    assert "✍" not in town.zhang.last().text


@pytest.mark.parametrize("language", languages())
def test_what_is_said_of_it_fits_what_is_done(language: str) -> None:
    for name in ("report.not_held", "welcome.help"):
        assert REGISTERS in phrases(language)[name]
        assert f"{KEPT.total_seconds() / 60:.0f} " in phrases(language)[name]
