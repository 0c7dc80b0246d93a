"""The town with stations: three of them, a third unit, and people of the units that take turns there."""

from desk.directory import read
from desk.directory.keeping import keep
from tests.conftest import DIRECTORY
from tests.town import Town

STATIONS = """
stations:
  - {code: ST01, name: 总商会红领驿站, building: ZSH, kind: 红领驿站}
  - {code: ST02, name: 建工红领驿站, building: JGD, kind: 红领驿站}
  - {code: ST03, name: 总商会骑士加油站, building: ZSH, kind: 骑士加油站}
"""
FUND = "  - {code: fund, name: 市公积金中心}\n"
PEOPLE = """
  - {telegram_id: 1008, name: 小梅, roles: [{role: unit_staff, unit: hr}]}
  - {telegram_id: 1009, name: 小金, roles: [{role: unit_staff, unit: fund}]}
"""
MEI, JIN = 1008, 1009
LINE = "/rota ST01 tax hr fund 每个工作日 从12月1日 9:00-17:00"


def directory(more: str = "", without: str = "") -> str:
    """The town's directory file with stations, with more sections, without a piece of it."""
    text = DIRECTORY.read_text("utf-8")
    text = text.replace("services:\n", f"{FUND}services:\n", 1)
    text = text.replace("support:", f"{PEOPLE.strip(chr(10))}\nsupport:", 1)
    return (text + STATIONS + more).replace(without, "") if without else text + STATIONS + more


async def loads(town: Town, more: str = "", without: str = "") -> None:
    """Load that file, and know the new people."""
    async with town.store.write() as session:
        await keep(session, read(directory(more, without)), town.clock.now())
    town.person(MEI, "小梅", "xiaomei")
    town.person(JIN, "小金", "xiaojin")


async def takes_turns(town: Town, line: str = LINE) -> None:
    """Stations, people who can be written to, and a round that has been started."""
    await loads(town)
    for person in (town.li, town.xiaowu, town.people[MEI], town.people[JIN], town.party):
        await person.starts()
    await town.admin.tells_bot(line)
    await town.admin.presses("开始轮值")
    await town.passes()
