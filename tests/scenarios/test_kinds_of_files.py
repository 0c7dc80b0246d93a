"""Every kind of file that shows a problem reaches whoever mends it; what shows none is not kept."""

import pytest
from sqlmodel import select

from storage.tickets import Attachment
from tests.person import Person
from tests.town import Town

LIFT = "12楼电梯按了没反应"


async def kept(town: Town) -> list[tuple[str, str]]:
    """The kinds and ids of what was kept."""
    async with town.store.read() as session:
        return [(one.kind, one.file_id) for one in (await session.exec(select(Attachment))).all()]


async def at_home(person: Person) -> None:
    """Report something privately, so that the grid is known from now on."""
    await person.tells_bot(LIFT)
    await person.presses("总商会大厦")
    await person.presses("总商会大厦一微网格")


@pytest.mark.parametrize("kind", ["photo", "video", "document", "voice", "audio", "animation"])
async def test_a_file_with_words_reaches_the_handler_as_it_is(town: Town, kind: str) -> None:
    sent = town.room.send_photo(town.g01, town.zhang.known, LIFT) if kind == "photo" else None
    sent = sent or town.room.send_file(town.g01, town.zhang.known, kind, LIFT)
    await town.settles()
    assert sent.file is not None
    assert await kept(town) == [(kind, sent.file.file_id)]
    passed_on = town.zhou.last()
    assert (passed_on.media, passed_on.text, passed_on.file) == (kind, "📎 #1", sent.file)
    assert "（附 1 件）" in town.last_card.text


@pytest.mark.parametrize("kind", ["sticker", "contact"])
async def test_stickers_and_other_peoples_numbers_are_not_kept(town: Town, kind: str) -> None:
    await at_home(town.zhang)
    heard = len(town.heard(town.zhang.private))
    for chat in (town.zhang.private, town.g01):
        if kind == "sticker":
            town.room.send_file(chat, town.zhang.known, "sticker")
        else:
            town.room.send_contact(chat, town.zhang.known, "房东", "13800001234")
        await town.settles()
    assert await kept(town) == []
    assert len(town.heard(town.zhang.private)) == heard
    assert not await town.database_holds("13800001234")
