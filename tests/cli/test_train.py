"""`youlin train`: what was corrected here is learnt here; the better model is kept, and nothing else changes."""

import asyncio
import re
from pathlib import Path

import pytest

from desk.triage import model
from storage import examples
from storage.examples import TrainedModel
from tests.cli.conftest import Ended, Youlin
from tests.town import MONDAY_MORNING, Town
from tests.trained import credulous, ruined, small_corpus

LIFT = "12楼电梯按了没反应"
TALK = "空调漏水漏得像尼亚加拉瀑布"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_corpus(tmp_path_factory.mktemp("corpus"))


async def corrections(town: Town) -> None:
    """An erased one, a transfer, two that are one, one that was missed."""
    await town.zhang.says(TALK)
    await town.zhang.presses("不是问题")
    await town.zhang.says(LIFT)
    await town.wang.tells_bot("/transfer 2 tax")
    await town.liu.says("卫生间水管漏水")
    await town.liu.says("/report 咱们这儿一早就是那样")
    await town.wang.tells_bot("/merge 4 3")


async def keep(town: Town, file: bytes, release: str | None = None) -> None:
    async with town.store.write() as session:
        await examples.keep_trained(session, file, release or model.release(), MONDAY_MORNING)


async def kept(town: Town) -> TrainedModel | None:
    async with town.store.read() as session:
        return await examples.trained(session)


async def train(youlin: Youlin, town: Town, *options: object) -> Ended:
    ended = await asyncio.to_thread(youlin, "train", *options, database_url=town.settings.database_url)
    assert (ended.code, ended.err) == (0, "")
    return ended


async def test_a_better_model_is_kept_and_the_counts_are_told(town: Town, youlin: Youlin, corpus: Path) -> None:
    await corrections(town)
    await keep(town, ruined())
    said = (await train(youlin, town, "--corpus", corpus)).out.splitlines()
    assert said[0] == "更正 4 条（不是问题 1、转办 1、并案 1、手动上报 1），可学 2 条，另留 2 条检验。"
    assert re.fullmatch(r"语料·是不是问题：原来 \d+/39 对，新的 \d+/39 对", said[1])
    assert re.fullmatch(r"语料·险情认出：原来 (\d+)/(\d+) 对，新的 \d+/\2 对", said[2])
    assert "更正·是不是问题：原来 1/1 对，新的 " in "\n".join(said)
    assert said[-1] == "新模型更好，已启用（第 2 版）。"
    row = await kept(town)
    assert row is not None
    assert row.file != ruined()
    assert model.read(row.file).tables


async def test_a_worse_model_is_not_kept(town: Town, youlin: Youlin, corpus: Path) -> None:
    """The shipped one has learnt from all of the corpus, the new one from a sixteenth."""
    await corrections(town)
    said = (await train(youlin, town, "--corpus", corpus)).out
    assert said.endswith("新模型不比原来的好，不换。\n")
    assert await kept(town) is None


async def test_a_dry_run_changes_nothing_and_gives_the_same_file_each_time(
    town: Town, youlin: Youlin, corpus: Path, tmp_path: Path
) -> None:
    await corrections(town)
    await keep(town, ruined())
    one, other = tmp_path / "one.bin", tmp_path / "other.bin"
    said = await train(youlin, town, "--corpus", corpus, "--dry-run", "--out", one)
    await train(youlin, town, "--corpus", corpus, "--dry-run", "--out", other)
    assert "新模型更好；只是比较，没有启用。" in said.out
    row = await kept(town)
    assert row is not None
    assert (row.version, row.file) == (1, ruined())
    assert one.read_bytes() == other.read_bytes()
    assert one.read_bytes() not in {ruined(), model.shipped_file()}


async def test_where_nothing_was_corrected_nothing_is_learnt(town: Town, youlin: Youlin, tmp_path: Path) -> None:
    out = tmp_path / "in-use.bin"
    said = await train(youlin, town, "--out", out)
    assert said.out == f"更正 0 条，可学 0 条，另留 0 条检验。\n没有可学的更正，模型不变。\n已写到 {out}。\n"
    assert out.read_bytes() == model.shipped_file()


async def test_the_bot_reads_by_the_kept_model_at_once_and_triage_agrees(
    town: Town, youlin: Youlin, tmp_path: Path
) -> None:
    await town.zhang.says("咱们这儿一早就是那样")
    assert await town.tickets() == []
    await keep(town, credulous())
    await town.zhang.says("咱们这儿一早就是那样")
    assert len(await town.tickets()) == 1
    out = tmp_path / "in-use.bin"
    await train(youlin, town, "--out", out)
    for options, verdict in ((("--model", out), '"is_issue": true'), ((), '"is_issue": false')):
        ended = await asyncio.to_thread(youlin, "triage", *options, stdin="咱们这儿一早就是那样\n")
        assert verdict in ended.out


async def test_another_releases_model_is_not_read(town: Town) -> None:
    await keep(town, credulous(), "0123456789abcdef")
    await town.zhang.says("咱们这儿一早就是那样")
    assert await town.tickets() == []


async def test_a_kept_model_survives_a_restart(town: Town) -> None:
    await keep(town, credulous())
    await town.restarts()
    await town.zhang.says("咱们这儿一早就是那样")
    assert len(await town.tickets()) == 1


async def test_what_was_erased_is_in_no_byte_of_the_model_or_of_what_is_printed(
    town: Town, youlin: Youlin, corpus: Path, tmp_path: Path
) -> None:
    await corrections(town)
    await keep(town, ruined())
    out = tmp_path / "new.bin"
    said = await train(youlin, town, "--corpus", corpus, "--out", out)
    for words in ("尼亚加拉", "瀑布", LIFT, "咱们这儿"):
        assert words not in said.out
        assert words.encode() not in out.read_bytes()
    assert not await town.database_holds("尼亚加拉")


def test_wrong_use_is_told(youlin: Youlin, tmp_path: Path) -> None:
    assert "没有数据库" in youlin("train").complaint
    youlin("migrate")
    assert "数据库里还没有名录" in youlin("train").complaint
    assert "没有语料" in youlin("train", "--corpus", tmp_path).complaint
    assert "不是判断模型" in youlin("triage", "--model", tmp_path / "none.bin", stdin="灯坏了\n").complaint
