"""`make day`: 600 messages of one group on one working day, 12 new problems among them, and what came of each."""

import argparse
import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bot.chatroom import Message
from desk.offering import MOST
from tests.day.figures import Judged, measure
from tests.day.play import opened
from tests.day.script import ZONE, day

ORDER = (
    "issues with a card", "services", "floors", "priorities", "chatter left alone", "follow-ups attached", "supporters",
    "edits", "replies that say done", "replies that say not yet", "reporters' answers",
)  # fmt: skip


def told(judged: Judged) -> Iterator[str]:
    """Counts, then every message that was taken for something that it is not, in its words."""
    yield f"{judged.messages} messages, {judged.chatter} of them chatter ({judged.near} that look like a problem)"
    for what in ORDER:
        yield f"{what}: {judged.right[what]} of {judged.of[what]}"
    chatter = [one for one in judged.outcomes if not one.line.label]
    issues = [one for one in judged.outcomes if one.line.label == "issue"]
    yield f"false cards: {sum(bool(one.did or one.attached) for one in chatter)}"
    yield f"offers: {sum(one.offered for one in issues)} right, {sum(one.offered for one in chatter)} needless"
    yield f"misses (neither card nor offer): {sum(not one.did and not one.offered for one in issues)}"
    yield f"小邻 in the group: {judged.bot_messages} messages, {judged.offers} of them offers (at most {MOST})"
    yield f"edits of its messages: {judged.bot_edits}; messages and presses let in: {judged.let_in}"
    for what in ORDER:
        for line in judged.wrong.get(what, ()):
            yield f"  {what}, not so: {line}"


async def _play(folder: Path, transcript: Path | None) -> Judged:
    async with opened(folder, day()) as played:
        await played.plays(carefully=True)
        if transcript is not None:
            lines = [_shown(one) for one in played.town.room.visible(played.group)]
            transcript.write_text("\n".join(lines) + "\n", "utf-8")
        return await measure(played)


def _shown(one: Message) -> str:
    return f"{one.date.astimezone(ZONE):%H:%M} {one.sender.name}：{one.text or f'［{one.media}］'}"


def main() -> None:
    """Play it and print what came of it; `--transcript` keeps how the group looks in the evening."""
    parser = argparse.ArgumentParser(prog="python -m tests.day", description=__doc__)
    parser.add_argument("--transcript", type=Path, metavar="FILE")
    given = parser.parse_args()
    begun = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        judged = asyncio.run(_play(Path(folder), given.transcript))
    for line in told(judged):
        print(line)  # noqa: T201  it is a command
    print(f"wall time: {perf_counter() - begun:.0f} s")  # noqa: T201


if __name__ == "__main__":
    main()
