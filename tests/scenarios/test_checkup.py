"""An admin asks how the district's 小邻 is: what is wrong, where, and what to do about it."""

from sqlmodel import col, select

from storage.chats import Chat
from storage.directory import DistrictRow
from storage.inbox import Inbox
from storage.kinds import InboxState, Lane, OutboxKind, OutboxState
from storage.outbox import Outbox
from storage.people import Person
from tests.town import MONDAY_MORNING, Town


async def lines(town: Town) -> list[str]:
    """What the admin reads."""
    await town.admin.tells_bot("/check")
    return town.admin.last().text.splitlines()


async def everybody_starts(town: Town) -> None:
    for person in (town.wang, town.zhou, town.li, town.zhao, town.party, town.he, town.xiaowu):
        await person.starts()


async def the_rest_is_manned(town: Town) -> None:
    """Give every service and grid of the town somebody, and the third grid a group."""
    for office in ("微网格长 G03", "物业服务员 JGD", "党群指导员 ZSH", "党群指导员 JGD", "联络人 hr"):
        await town.admin.says(f"/appoint {office} @laozhou")
    group = town.group(-1003, "建工大厦微网格", town.zhou, town.admin)
    town.room.add_bot(group, by=town.zhou.known)
    await town.settles()
    await town.admin.says("/bind G03", to=group)


async def test_healthy_town_is_told_in_one_line(town: Town) -> None:
    await everybody_starts(town)
    await the_rest_is_manned(town)
    for group in town.groups:
        town.room.promote_bot(group)
    await town.settles()
    assert await lines(town) == ["体检：8 项都正常。"]


async def test_ailing_town_is_told_what_is_wrong_where_and_what_to_do(town: Town) -> None:
    await town.wang.starts()
    await town.zhou.blocks_the_bot()
    said = await lines(town)
    assert len(said) <= 10, said
    assert said[0] == "体检：3 项正常，5 项要看。"
    assert said[-1] == "名单不全的，在服务器上运行 youlin check 可看更多。"
    assert said[1:-1] == [
        (
            "· 承办：4 项服务有地方没有能联系到的承办人，工单会落到微网格长：S02 社保办理咨询（hr）；"
            "P01 电梯故障报修（ZSH、JGD）；P02 空调与漏水报修（ZSH、JGD） 等。请用 /appoint 任命。"
        ),
        "· 微网格长：1 个微网格没有：G03 建工大厦微网格。请用 /appoint 任命。",
        (
            "· 人员：6 位任职的私聊不到（没点过「开始」，或停用了我）：何静（总商会大厦二微网格微网格长）、"
            "赵主任（总商会大厦楼长）、老周（总商会大厦物业服务员） 等。请他们打开与我的私聊，点一下「开始」。"
        ),
        "· 绑定：1 个微网格还没有群：G03 建工大厦微网格。请把我拉进群，再发 /bind。",
        (
            "· 表情：2 个群里我不是群管理员，微网格长点 ✍ 登记我收不到：总商会大厦二微网格、总商会大厦一微网格。"
            "要用请让我做群管理员；回复 /report 一样能登记。"
        ),
    ]


async def test_groups_without_ears_voice_or_us_come_first(town: Town) -> None:
    async with town.store.write() as session:
        first, second = (
            await session.exec(select(Chat).where(col(Chat.grid).is_not(None)).order_by(col(Chat.grid)))
        ).all()
        first.can_speak, second.hears_all = False, False
    said = await lines(town)
    assert said[1:3] == [
        "· 群：1 个群里我不能发言：总商会大厦一微网格。请群管理员放开我的发言权限。",
        "· 群：1 个群里的话我听不到：总商会大厦二微网格。请让我做群管理员，或关掉隐私模式后重新拉我进群。",
    ]
    town.room.remove_bot(town.g02)
    await town.settles()
    said = await lines(town)
    assert "· 群：1 个绑定的群里没有我：总商会大厦二微网格。请把我拉回去。" in said
    assert any(line.startswith("· 绑定：2 个微网格还没有群：G02 ") for line in said)


async def test_what_was_set_aside_is_counted(town: Town) -> None:
    town.trouble_expected = True
    async with town.store.write() as session:
        session.add(
            Outbox(
                chat_id=-1001,
                lane=Lane.CARD,
                kind=OutboxKind.SEND,
                created_at=MONDAY_MORNING,
                state=OutboxState.PARKED,
                error="Forbidden",
            )
        )
        session.add(
            Inbox(
                bot_id=42,
                update_id=1,
                digest="d",
                chat_id=5,
                reason="odd",
                received_at=MONDAY_MORNING,
                state=InboxState.PARKED,
            )
        )
    assert "· 搁置：有 2 条消息发不出去或没能处理，详见 /outbox。" in await lines(town)


async def test_district_that_never_opens_is_told_first(town: Town) -> None:
    async with town.store.write() as session:
        district = await session.get_one(DistrictRow, 1)
        district.settings = {**district.settings, "windows": {}}
        district.version += 1
    assert (await lines(town))[1] == "· 日历：400 天内没有工作时间，时限算不出来。请核对名录的 working_time。"


async def test_names_arrive_as_they_are_written(town: Town) -> None:
    async with town.store.write() as session:
        (await session.exec(select(Person).where(Person.telegram_id == 1006))).one().name = "<b>何&静"
    assert any("<b>何&静" in line for line in await lines(town))


async def test_only_admins_are_told(town: Town) -> None:
    await town.wang.tells_bot("/check")
    assert town.wang.last().text == "这件事只有管理员能做。"
