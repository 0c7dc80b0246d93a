"""The drill is what newcomers see first: it plays to its end, or says in one line where it could not."""

import asyncio
import io
import logging
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.drill import play
from bot.drill.script import SCRIPT
from bot.drill.steps import Does, Line, Scene, Step
from bot.drill.wrap import wrap
from storage.kinds import Status

WIDTH = 80
LEADS_IN = 4  # lines of the script until the group is bound

# What a reader must have seen, in this order. The sentences of 小邻 itself are tested elsewhere.
SEEN = (
    "08:41 群  小陈：/bind G01",
    "陈晨：楼下咖啡买一送一，谁一起？",
    "09:02 群  张伟：6楼电梯按了没反应，上班要迟到了",
    "#1 电梯故障报修 · 待受理",
    "李娜 点了［✋ 受理］",
    "☁ #1 ",
    "✎ #1 待受理 → 办理中",
    "老周 回复 #1：［照片］已修好，换了6楼的按键面板",
    "✎ #1 已办结，待确认 → 已结案",
    "✎ #2 待受理 → 已撤销",
    "私聊 小李   小邻：",
    "10:20 私聊 小李   小李 回复 #3：抬头还写公司名称",
    "抬头还写公司名称",
    "社区信息员暂缺",
    "✎ #5 已办结，待确认 → 办理中",
    "13:36 群  陈晨 回复 #5：还是热风，一点没凉",
    "还是热风，一点没凉",
    "小何 点开私聊，按了「开始」",
    "刘洋 点了［总商会大厦一微网格］",
    "私聊 刘洋   小邻：",
    "—— #4 办结满一个工作日 · 11月24日 星期二 11:20 ——",
    "小邻：吴昊 ",
    "—— 又过一个工作日 · 11月25日 星期三 11:20 ——",
    "✎ #4 已办结，待确认 → 已结案",
    "办结率 100.0%（应办结 6，已办结 6，撤销 1 不计）；确认 5 件，未评价 1 件。",
)


async def played(script: Sequence[Line] = SCRIPT) -> tuple[int, str]:
    """The exit code, and what stood on an 80-column screen without colours."""
    shown = io.StringIO()
    code = await play(True, script, Console(file=shown, width=WIDTH, color_system=None))
    return code, shown.getvalue()


def scratch() -> set[Path]:
    """The drill's folders that are on disk now."""
    return set(Path(tempfile.gettempdir()).glob("youlin-drill-*"))


@pytest.mark.long
async def test_the_whole_day_is_played_and_summed_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    code, shown = await played()
    assert code == 0, shown
    at = 0
    for line in SEEN:
        found = shown.find(line, at)
        assert found >= 0, f"{line} is missing after: {shown[max(0, at - 200) : at]}"
        at = found + len(line)
    rows = re.findall(r"^ +#(\d) .*$", shown, re.MULTILINE)
    assert rows == list("1234567")
    assert [line for line in shown.splitlines() if cell_len(line) > WIDTH] == []
    chatter = shown[shown.index("早上好，今天降温了") : shown.index("6楼电梯")]
    assert "小邻：" not in chatter.replace("闲聊：小邻", "")
    assert not scratch()
    assert capfd.readouterr() == ("", "")


LIFT = Step("09:02", "zhang", Does.SAYS, "say_lift", ticket=1, leaves=Status.NEW)
IMPOSSIBLE: dict[str, tuple[Step, str]] = {
    "a button that is not there": (Step("09:05", "property", Does.PRESSES, "button.satisfied", ticket=1), "看不到［😊"),
    "a ticket that nobody opened": (Step("09:05", "property", Does.REPLIES, "say_lift_done", ticket=9), "#9"),
    "a press that is refused": (
        Step("09:05", "li", Does.PRESSES, "button.accept", ticket=1, leaves=Status.ACCEPTED),
        "#1 应为「办理中」，实为「待受理」",
    ),
    "chatter that is a matter": (Step("09:05", "li", Does.SAYS, "say_cooling", ignored=True), "这句是闲聊"),
    "somebody who is not in the group": (Step("09:05", "tax", Does.SAYS, "say_tax"), "聊天室里做不了"),
}


@pytest.mark.parametrize("case", IMPOSSIBLE)
async def test_a_step_that_cannot_be_done_ends_the_drill_with_one_line(case: str) -> None:
    step, why = IMPOSSIBLE[case]
    code, shown = await played([*SCRIPT[:LEADS_IN], LIFT, step, Scene("scene_days")])
    assert code == 1
    last = shown.rstrip().splitlines()[-1]
    assert last.startswith("演练没能走完，停在 09:05 ")
    assert why in last
    assert "Traceback" not in shown
    assert "办结率" not in shown


async def test_ctrl_c_leaves_with_one_line_and_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    shown = io.StringIO()
    opened = asyncio.Event()

    class Watched(io.StringIO):
        def write(self, text: str) -> int:
            if "张伟" in text:
                opened.set()
            return shown.write(text)

    playing = asyncio.create_task(play(True, SCRIPT, Console(file=Watched(), width=WIDTH, color_system=None)))
    await opened.wait()
    assert scratch()
    playing.cancel()
    assert await playing == 130
    assert shown.getvalue().rstrip().endswith("演练已退出，没有留下任何数据。")
    assert not scratch()


async def test_the_logs_are_as_loud_afterwards_as_before() -> None:
    logger = logging.getLogger("bot")
    before = logger.level
    await played(SCRIPT[:LEADS_IN])
    assert logger.level == before


def test_lines_break_by_cells_and_never_start_with_a_full_stop() -> None:
    assert wrap("一二三四。五", 8) == ["一二三", "四。五"]
    assert wrap("［✋ 受理］［✅ 办结］", 12) == ["［✋ 受理］", "［✅ 办结］"]
    assert wrap("看 youlin load", 9) == ["看 youlin", "load"]
    assert wrap("一\n二", 8) == ["一", "二"]
