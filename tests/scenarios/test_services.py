"""People look through the service list by buttons, and report what one of its services is for."""

import pytest

from bot import sample
from desk.directory import read
from desk.directory.keeping import keep
from storage.kinds import Priority
from tests.town import Town


def labels(town: Town, who: str = "zhang") -> list[str]:
    return [button.text for button in getattr(town, who).last().buttons]


async def test_list_is_browsed_in_one_message_and_back(town: Town) -> None:
    await town.zhang.tells_bot("/services")
    screen = town.zhang.last()
    assert screen.text == "服务清单共 5 项，选一类看看；也可以发 /services 加一个词来找，例如：/services 发票。"
    assert labels(town) == ["政务", "物业", "党务"]
    await town.zhang.presses("政务")
    assert labels(town) == ["税费政策咨询", "社保办理咨询", "⬅️ 返回"]
    await town.zhang.presses("税费政策咨询")
    assert screen.text == (
        "税费政策咨询 · 政务\n👷 谁来办：市税务局，已有 2 位\n"
        "⏰ 多久：4 小时内受理，3 天内办结（按工作时间算）\n🔎 常见：税、发票"
    )
    await town.zhang.presses("返回")
    await town.zhang.presses("返回")
    assert labels(town) == ["政务", "物业", "党务"]
    assert town.zhang.last() is screen


async def test_unit_without_staff_is_said_to_have_none(town: Town) -> None:
    await town.zhang.tells_bot("/services 社保")
    assert "👷 谁来办：市人力社保局，暂时没有人，先由微网格长代办" in town.zhang.last().text


async def test_officer_is_that_of_ones_own_building_once_it_is_known(town: Town) -> None:
    await town.liu.tells_bot("/services 电梯")
    assert "👷 谁来办：各楼的物业服务员\n" in town.liu.last().text
    await town.liu.tells_bot("总商会大厦3楼空调漏水")
    await town.liu.presses("总商会大厦一微网格")
    await town.liu.tells_bot("/services 电梯")
    assert "👷 谁来办：总商会大厦的物业服务员，已有 1 位\n" in town.liu.last().text


FOUND = [
    ("税", ["税费政策咨询"]),
    ("税务局", ["税费政策咨询"]),
    ("开发票", ["税费政策咨询"]),
    ("报修", ["电梯故障报修", "空调与漏水报修"]),
    ("咨询", ["税费政策咨询", "社保办理咨询", "党员活动咨询"]),
]


async def test_service_is_found_by_its_name_a_keyword_or_its_unit(town: Town, subtests: pytest.Subtests) -> None:
    for word, found in FOUND:
        with subtests.test(word=word, found=found):
            await town.zhang.tells_bot(f"/services {word}")
            if len(found) == 1:
                assert town.zhang.last().text.startswith(found[0])
            else:
                assert labels(town) == [*found, "📚 服务清单"]


async def test_nothing_found_leads_on(town: Town) -> None:
    await town.zhang.tells_bot("/services 火箭")
    assert town.zhang.last().text == "没找到「火箭」。换个词试试，或者直接说是什么事，我来找人办。"
    await town.zhang.presses("服务清单")
    assert labels(town) == ["政务", "物业", "党务"]


async def test_group_gets_one_line_and_the_way_to_the_private_chat(town: Town) -> None:
    for said, link in (("/services", "services"), ("/services 税", "report-S01"), ("/services 咨询", "services")):
        before = len(town.heard(town.g01))
        await town.zhang.says(said)
        assert len(town.heard(town.g01)) == before + 1
        [button] = town.zhang.last(town.g01).buttons
        assert button.url == f"https://t.me/{town.room.bot.username}?start={link}"
    await town.zhang.starts("services")
    assert labels(town) == ["政务", "物业", "党务"]


async def test_report_of_a_chosen_service_goes_to_its_unit_whatever_its_words(town: Town) -> None:
    await town.liu.tells_bot("/services 税")
    await town.liu.presses("我要反映")
    assert town.liu.last().text == "好的，税费政策咨询。请说一句是什么事、在哪里，可以附照片；我来登记。"
    await town.liu.tells_bot("还是我本人来说吧")
    await town.liu.presses("总商会大厦")
    await town.liu.presses("总商会大厦一微网格")
    ticket = await town.ticket()
    assert (ticket.service, ticket.unit, ticket.text) == ("S01", "tax", "还是我本人来说吧")
    assert "#1" in town.li.last().text
    await town.liu.tells_bot("还是我本人来说吧")
    assert len(await town.tickets()) == 1, "what was announced once is one report"


async def test_link_from_the_group_starts_the_report_of_the_service(town: Town) -> None:
    await town.liu.starts("report-S01")
    await town.liu.tells_bot("总商会大厦这边想约个时间聊聊")
    await town.liu.presses("总商会大厦一微网格")
    assert (await town.ticket()).service == "S01"


async def test_danger_is_no_matter_of_the_chosen_service(town: Town) -> None:
    await town.liu.starts("report-S01")
    await town.liu.tells_bot("总商会大厦12楼电梯困人了")
    await town.liu.presses("总商会大厦一微网格")
    ticket = await town.ticket()
    assert (ticket.service, ticket.priority) == ("P01", Priority.EMERGENCY)


async def test_report_button_takes_the_next_words_for_a_report(town: Town) -> None:
    await town.liu.starts()
    await town.liu.presses("我要反映")
    await town.liu.tells_bot("你好")
    assert await town.tickets() == []
    await town.liu.tells_bot("三楼那边下午总有人来推销")
    await town.liu.presses("总商会大厦")
    await town.liu.presses("总商会大厦一微网格")
    assert (await town.ticket()).text == "三楼那边下午总有人来推销"


async def test_announced_report_is_forgotten_after_half_an_hour(town: Town) -> None:
    await town.liu.starts("report-S01")
    await town.passes(minutes=31)
    await town.liu.tells_bot("还是我本人来说吧")
    assert town.liu.last().text.startswith("在的。")


async def test_button_of_a_service_that_is_gone_says_so(town: Town) -> None:
    await town.zhang.tells_bot("/services 税")
    assert await town.zhang.presses_data("service:S99", on=town.zhang.last()) == (
        "这个按钮已经失效。查看工单请发 /mine 或 /todo。"
    )
    assert await town.zhang.presses_data("category:S01:x", on=town.zhang.last()) != ""


async def test_long_category_is_turned_page_by_page(town: Town) -> None:
    async with town.store.write() as session:
        await keep(session, read(sample.text()), town.clock.now())
    await town.zhang.tells_bot("/services")
    assert labels(town) == ["党务", "政务", "社务", "医务", "法务", "物业"]
    await town.zhang.presses("物业")
    assert labels(town)[-2:] == ["下一页", "⬅️ 返回"]
    assert len(town.zhang.last().text.splitlines()) == 1
    await town.zhang.presses("下一页")
    assert labels(town) == ["灭虫和绿化", "热水和饮水", "物业费和水电费咨询", "上一页", "⬅️ 返回"]
    await town.zhang.presses("热水和饮水")
    await town.zhang.presses("返回")
    assert "上一页" in labels(town)
    await town.zhang.presses("上一页")
    assert labels(town)[0] == "电梯故障报修"
