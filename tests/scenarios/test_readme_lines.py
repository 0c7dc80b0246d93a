"""The lines that the README gives as examples do what it says."""

import re
from pathlib import Path

from tests.stations import loads
from tests.town import Town

README = Path(__file__).parents[2] / "README.md"
LINES = re.compile(r"<!-- lines -->\n```text\n(.+?)```\n<!-- /lines -->", re.DOTALL)


async def test_lines_of_the_readme_are_understood_as_it_says(town: Town) -> None:
    found = LINES.search(README.read_text("utf-8"))
    assert found is not None
    event, rota, duty = found[1].splitlines()
    await loads(town)
    await town.admin.tells_bot(event)
    assert "👥 名额 30，还剩 30 · 已报名 0 · 每格限 3 人" in town.admin.last().text
    await town.admin.presses("发布")
    assert (await town.zhang.presses("报名", on=town.zhang.last(town.g01))).startswith("报上了，第 1 位。")
    await town.admin.tells_bot(rota)
    assert "市税务局" in town.admin.last().text
    await town.admin.presses("开始轮值")
    await town.liu.tells_bot(duty)
    assert town.liu.last().text.startswith("📍 12月2日（周三）\n· 总商会红领驿站：市人力社保局 09:00–17:00")
