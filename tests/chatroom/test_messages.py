"""What the bot sends, changes and takes back; and what it may not."""

import html

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import InputMediaDocument, InputMediaPhoto, LinkPreviewOptions, ReplyKeyboardRemove, ReplyParameters
from telegram.error import BadRequest

from tests.chatroom.conftest import Scene, buttons

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


@given(text=ANY_TEXT)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_escaped_text_crosses_the_wire_exactly(scene: Scene, text: str) -> None:
    words = f"「{text}」"
    sent = await scene.bot.send_message(-1001, f"<b>{html.escape(words, quote=False)}</b>", parse_mode="HTML")
    assert sent.text == words == scene.room.visible(scene.group)[-1].text
    assert scene.room.html(scene.group.messages[sent.message_id]) == f"<b>{html.escape(words, quote=False)}</b>"


async def test_the_chat_shows_both_sides_in_order(scene: Scene) -> None:
    said = scene.room.say(scene.group, scene.zhang, "12楼电梯按了没反应")
    sent = await scene.bot.send_message(
        -1001,
        "<b>#1</b> 已登记",
        parse_mode="HTML",
        reply_parameters=ReplyParameters(said.id, allow_sending_without_reply=True),
        reply_markup=buttons("受理", "我也遇到"),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    shown = scene.room.visible(scene.group)[-2:]
    assert [(m.sender.name, m.text) for m in shown] == [("张伟", "12楼电梯按了没反应"), ("小邻", "#1 已登记")]
    assert [(b.text, b.data) for b in shown[1].buttons] == [("受理", "press:受理"), ("我也遇到", "press:我也遇到")]
    assert shown[1].reply_to is said
    assert sent.reply_to_message
    assert sent.reply_to_message.text == said.text
    assert sent.date == scene.watch.now()


async def test_replies_do_not_nest(scene: Scene) -> None:
    first = scene.room.say(scene.group, scene.zhang, "一")
    second = scene.room.say(scene.group, scene.zhang, "二", reply_to=first)
    sent = await scene.bot.send_message(-1001, "三", reply_to_message_id=second.id)
    assert sent.reply_to_message
    assert sent.reply_to_message.text == "二"
    assert sent.reply_to_message.reply_to_message is None


async def test_a_reply_to_nothing_is_refused_unless_it_is_allowed(scene: Scene) -> None:
    call = scene.bot.send_message(-1001, "好", reply_to_message_id=999)
    assert await scene.refusal(call, BadRequest) == "Bad Request: message to be replied not found"
    sent = await scene.bot.send_message(-1001, "好", reply_to_message_id=999, allow_sending_without_reply=True)
    assert sent.reply_to_message is None


@pytest.mark.parametrize(
    ("chat", "text", "words"),
    [
        (-9, "好", "chat not found"),
        (-1001, " \n ", "message text is empty"),
        (-1001, "<b> </b>", "message text is empty"),
        (-1001, "长" * 4097, "message is too long"),
        (-1001, "<b>x", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_what_cannot_be_sent_is_refused_and_not_shown(scene: Scene, chat: int, text: str, words: str) -> None:
    before = len(scene.room.visible(scene.group))
    call = scene.bot.send_message(chat, text, parse_mode="HTML")
    assert await scene.refusal(call, BadRequest) == f"Bad Request: {words}"
    assert len(scene.room.visible(scene.group)) == before


async def test_length_is_counted_after_markup_in_code_points(scene: Scene) -> None:
    sent = await scene.bot.send_message(-1001, f"<b>{'🔧' * 4096}</b>", parse_mode="HTML")
    assert sent.entities[0].length == 8192
    call = scene.bot.send_photo(-1001, b"png", caption="长" * 1025)
    assert await scene.refusal(call, BadRequest) == "Bad Request: message caption is too long"


async def test_button_data_is_1_to_64_bytes(scene: Scene) -> None:
    await scene.bot.send_message(-1001, "?", reply_markup=buttons("x" * 58))
    call = scene.bot.send_message(-1001, "?", reply_markup=buttons("受" * 20))
    assert await scene.refusal(call, BadRequest) == "Bad Request: BUTTON_DATA_INVALID"


async def test_an_edit_replaces_everything_and_keeps_the_date(scene: Scene) -> None:
    asked = await scene.asks("待受理", "受理")
    scene.watch.turn(minutes=5)
    edited = await scene.bot.edit_message_text("已受理", -1001, asked.id)
    assert (asked.text, asked.keyboard, asked.edited) == ("已受理", (), True)
    assert not isinstance(edited, bool)
    assert edited.edit_date
    assert (edited.edit_date - edited.date).seconds == 300
    await scene.bot.edit_message_reply_markup(-1001, asked.id, reply_markup=buttons("办结"))
    assert (asked.text, [b.text for b in asked.buttons]) == ("已受理", ["办结"])


async def test_an_edit_that_changes_nothing_is_refused(scene: Scene) -> None:
    asked = await scene.asks("待受理", "受理")
    call = scene.bot.edit_message_text("待受理", -1001, asked.id, reply_markup=buttons("受理"))
    assert (await scene.refusal(call, BadRequest)).startswith("Bad Request: message is not modified: specified new")
    assert not asked.edited


async def test_only_own_messages_with_text_can_be_edited(scene: Scene) -> None:
    said = scene.room.say(scene.group, scene.zhang, "在吗")
    photo = await scene.bot.send_photo(-1001, b"png")
    bare = await scene.bot.send_message(-1001, "?", reply_markup=ReplyKeyboardRemove())
    edits = [(said.id, "message can't be edited"), (photo.id, "there is no text in the message to edit")]
    edits += [(bare.id, "message can't be edited"), (999, "message to edit not found")]
    for number, words in edits:
        call = scene.bot.edit_message_text("好", -1001, number)
        assert await scene.refusal(call, BadRequest) == f"Bad Request: {words}"
    call = scene.bot.edit_message_caption(-1001, bare.id + 99, caption="好")
    assert await scene.refusal(call, BadRequest) == "Bad Request: message to edit not found"


async def test_deleting_needs_a_message_a_right_and_48_hours(scene: Scene) -> None:
    said = scene.room.say(scene.group, scene.zhang, "广告")
    asked = await scene.asks("?", "好")
    assert await scene.refusal(scene.bot.delete_message(-1001, 999)) == "Bad Request: message to delete not found"
    assert await scene.refusal(scene.bot.delete_message(-1001, said.id)) == "Bad Request: message can't be deleted"
    scene.room.promote_bot(scene.group)
    await scene.bot.delete_message(-1001, said.id)
    assert said not in scene.room.visible(scene.group)
    scene.watch.turn(hours=48)
    assert await scene.refusal(scene.bot.delete_message(-1001, asked.id)) == "Bad Request: message can't be deleted"


async def test_photos_come_and_go_with_their_bytes(scene: Scene) -> None:
    scene.room.send_photo(scene.group, scene.zhang, "漏水", content=b"a picture")
    [update] = await scene.hears()
    assert update.message
    assert update.message.caption == "漏水"
    file = await update.message.photo[-1].get_file()
    assert file.file_path
    assert file.file_path.startswith(scene.room.url)
    assert bytes(await file.download_as_bytearray()) == b"a picture"
    await scene.bot.send_photo(-1001, update.message.photo[-1].file_id, caption="转")
    assert scene.room.visible(scene.group)[-1].photo == b"a picture"


async def test_documents_and_albums_are_uploaded(scene: Scene) -> None:
    sent = await scene.bot.send_document(
        -1001, "表".encode(), filename="工单.xlsx", caption="<b>表</b>", parse_mode="HTML"
    )
    assert sent.document
    assert sent.document.file_name == "工单.xlsx"
    shown = scene.room.visible(scene.group)[-1]
    assert (shown.document, shown.entities[0]["type"]) == ("表".encode(), "bold")
    album = await scene.bot.send_media_group(-1001, [InputMediaPhoto(b"1", caption="前"), InputMediaPhoto(b"2")])
    assert len({message.media_group_id for message in album}) == 1
    assert [m.text for m in scene.room.visible(scene.group)[-2:]] == ["前", ""]
    mixed = scene.bot.send_media_group(-1001, [InputMediaPhoto(b"1"), InputMediaDocument(b"2")])
    assert "cannot be mixed" in await scene.refusal(mixed)
    call = scene.bot.get_file("nothing")
    assert (await scene.refusal(call)).startswith("Bad Request: wrong file_id")


async def test_a_copy_has_the_words_and_no_buttons(scene: Scene) -> None:
    asked = await scene.asks("通知", "好")
    copied = await scene.bot.copy_message(-1001, -1001, asked.id)
    shown = scene.group.messages[copied.message_id]
    assert (shown.text, shown.keyboard, shown.sender) == ("通知", (), scene.room.bot)


async def test_an_album_of_a_member_is_one_update_for_each_item(scene: Scene) -> None:
    scene.room.send_album(scene.group, scene.zhang, ["漏水", "", ""])
    heard = [update.message for update in await scene.hears() if update.message]
    assert [message.caption for message in heard] == ["漏水", None, None]
    assert len({message.media_group_id for message in heard}) == 1
