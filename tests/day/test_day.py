"""The day in haste: what must hold whatever the reading makes of it. What it does make of it is for `make day`."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bot import sample
from bot.commands import triage
from desk.directory import read
from desk.directory.entries import Directory
from desk.offering import MOST
from storage.kinds import Verb
from tests.databases import file_of
from tests.day.figures import Judged, Outcome, measure
from tests.day.play import GRID, Day, opened
from tests.day.script import day

MOST_SAID = 100  # by 小邻 in a day with 600 messages of others
SHORTEST = 6  # characters; what is shorter may stand in any other sentence


@pytest.fixture(scope="module")
def directory() -> Directory:
    return read(sample.text())


@pytest.fixture
async def played(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Day]:
    """The day, once it is over. So many looks around cost time."""
    monkeypatch.setattr("tests.town.GLANCE", 0.1)
    async with opened(tmp_path, day()) as one:
        await one.plays(carefully=False)
        yield one


async def test_busy_day_leaves_no_chatter_floods_nobody_and_is_read_as_the_command_reads(
    played: Day, directory: Directory
) -> None:
    judged = await measure(played)
    assert judged.messages == 600
    assert {update.state for update in played.town.room.updates} <= {"confirmed", "filtered"}
    assert judged.offers <= MOST
    assert judged.bot_messages < MOST_SAID
    assert sum(one.line.label == "issue" for one in judged.outcomes) == 12
    _no_chatter_kept(played, judged)
    _read_alike(judged, triage.message_reader(directory, GRID))


def _no_chatter_kept(played: Day, judged: Judged) -> None:
    """No byte of the database's files is of anything that was let alone."""
    file = file_of(played.town.settings.database_url)
    content = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    kept = "\n".join(one.line.text for one in judged.outcomes if _matters(one))
    alone = [one.line.text for one in judged.outcomes if not _matters(one) and len(one.line.text) >= SHORTEST]
    alone = [text for text in alone if text not in kept]
    assert len(alone) > 300
    assert [text for text in alone if text.encode() in content or _escaped(text) in content] == []


def _escaped(text: str) -> bytes:
    """As JSON writes it."""
    return text.encode("unicode_escape")


def _matters(one: Outcome) -> bool:
    return bool(one.did or one.attached or one.line.label)


def _read_alike(judged: Judged, read_line: Callable[[int, str], dict[str, Any]]) -> None:
    """What was just said, in answer to nothing, got a card (or joined one) exactly where `youlin triage` says so."""
    spoken = [one for one in judged.outcomes if one.line.kind == "text" and one.message.reply_to is None]
    spoken = [one for one in spoken if one.line.label != "edit" and not one.message.edited]
    spoken = [one for one in spoken if not one.does(Verb.PROGRESS)]  # the rest of a report is judged with it
    assert len(spoken) > 500
    taken = [one.line.text for one in spoken if one.does(Verb.OPEN, Verb.SUPPORT)]
    assert [one.line.text for one in spoken if read_line(1, one.line.text)["is_issue"]] == taken
