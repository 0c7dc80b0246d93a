"""Turn a row of the outbox into one call of the platform."""

from base64 import b64decode
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode

from bot.uploads import content_of
from storage.kinds import OutboxKind

EMPTY = b64decode(  # 64 x 64 white pixels, to stand where a picture was that is too old to be deleted
    b"iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAQAAAACCEkxzAAAAEklEQVR42mP4DwUMo4xRBukMAOPT/hAC2mzjAAAAAElFTkSuQmCC"
)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
ALBUM = {"photo": InputMediaPhoto, "video": InputMediaVideo, "document": InputMediaDocument, "audio": InputMediaAudio}
WORDLESS = frozenset({"video_note", "location"})  # the platform gives these no caption


async def call(
    bot: Bot, kind: OutboxKind, chat_id: int, payload: dict[str, Any], message_id: int | None
) -> tuple[int, ...]:
    """Make the call; returns the ids of the messages that stand there now. Raises the library's errors."""
    if kind is OutboxKind.MENU:
        await _set_menu(bot, chat_id, payload)
        return ()
    if kind is OutboxKind.SEND or message_id is None:
        return await _send(bot, chat_id, payload)
    if kind is OutboxKind.PIN:
        await bot.pin_chat_message(chat_id, message_id, disable_notification=True)  # they were notified of the message
        return (message_id,)
    if kind is OutboxKind.REMOVE:
        await bot.delete_message(chat_id, message_id)
        return ()
    await _edit(bot, chat_id, payload, message_id)
    return (message_id,)


async def _edit(bot: Bot, chat_id: int, payload: dict[str, Any], message_id: int) -> None:
    if payload.get("blank"):
        empty = InputMediaPhoto(EMPTY, caption=payload["text"], parse_mode=ParseMode.HTML)
        await bot.edit_message_media(empty, chat_id=chat_id, message_id=message_id)
        return
    if payload.get("files") and payload.get("swap"):
        picture = InputMediaPhoto(payload["files"][0]["id"], caption=payload["text"], parse_mode=ParseMode.HTML)
        keyboard = _keyboard(payload["buttons"])
        await bot.edit_message_media(picture, chat_id=chat_id, message_id=message_id, reply_markup=keyboard)
        return
    if payload.get("files"):
        await bot.edit_message_caption(
            chat_id,
            message_id,
            caption=payload["text"],
            parse_mode=ParseMode.HTML,
            reply_markup=_keyboard(payload["buttons"]),
        )
        return
    await bot.edit_message_text(
        payload["text"],
        chat_id=chat_id,
        message_id=message_id,
        parse_mode=ParseMode.HTML,
        reply_markup=_keyboard(payload["buttons"]),  # an edit without one removes it (RESEARCH 2.2)
        link_preview_options=NO_PREVIEW,
    )


async def _send(bot: Bot, chat_id: int, payload: dict[str, Any]) -> tuple[int, ...]:
    # A message that was deleted meanwhile is answered all the same.
    reply = ReplyParameters(payload["reply_to"], allow_sending_without_reply=True) if "reply_to" in payload else None
    # No number for General: the platform refuses it there (RESEARCH 2.1).
    common: dict[str, Any] = {"reply_parameters": reply, "message_thread_id": payload.get("thread")}
    if payload.get("silent"):
        common["disable_notification"] = True
    files = payload.get("files", [])
    if len(files) > 1:
        return await _send_album(bot, chat_id, files, payload["text"], common)
    common["reply_markup"] = _keyboard(payload["buttons"])
    if "upload" in payload:
        return ((await _send_upload(bot, chat_id, payload["upload"], payload["text"], common)).message_id,)
    if files:
        return ((await _send_file(bot, chat_id, files[0], payload["text"], common)).message_id,)
    words: dict[str, Any] = {"parse_mode": ParseMode.HTML, "link_preview_options": NO_PREVIEW}
    return ((await bot.send_message(chat_id, payload["text"], **words, **common)).message_id,)


async def _set_menu(bot: Bot, chat_id: int, payload: dict[str, Any]) -> None:
    kind, language, commands = payload["kind"], payload["language"] or None, payload["commands"]
    scope = BotCommandScopeChat(chat_id) if kind == "chat" else BotCommandScope(kind)
    if commands is None:
        await bot.delete_my_commands(scope, language)
    else:
        await bot.set_my_commands([BotCommand(name, text) for name, text in commands], scope, language)


async def _send_album(
    bot: Bot, chat_id: int, files: list[dict[str, str]], text: str, rest: dict[str, Any]
) -> tuple[int, ...]:
    """The words go under the first; that is what people see as the album's caption."""
    first, *others = files
    media = [ALBUM[first["kind"]](first["id"], caption=text, parse_mode=ParseMode.HTML)]
    media += [ALBUM[file["kind"]](file["id"]) for file in others]
    return tuple(sent.message_id for sent in await bot.send_media_group(chat_id, media, **rest))


async def _send_file(bot: Bot, chat_id: int, file: dict[str, str], text: str, rest: dict[str, Any]) -> Message:
    """One file of any kind that we keep (plain.py); the library has a method for each, named after it."""
    kind = file["kind"]
    words = {} if kind in WORDLESS else {"caption": text, "parse_mode": ParseMode.HTML}
    if kind == "location":
        latitude, longitude = (float(part) for part in file["id"].split(","))
        return await bot.send_location(chat_id, latitude, longitude, **rest)
    sent: Message = await getattr(bot, f"send_{kind}")(chat_id, file["id"], **words, **rest)
    return sent


async def _send_upload(bot: Bot, chat_id: int, sent: dict[str, str], text: str, rest: dict[str, Any]) -> Message:
    """A file of our own making, whose bytes go with the row."""
    words: dict[str, Any] = {"caption": text, "parse_mode": ParseMode.HTML, "filename": sent["name"]}
    if sent["kind"] == "photo":
        return await bot.send_photo(chat_id, content_of(sent), **words, **rest)
    return await bot.send_document(chat_id, content_of(sent), **words, **rest)


def _keyboard(rows: list[list[dict[str, str]]]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(one["text"], callback_data=one.get("data"), url=one.get("url")) for one in row]
            for row in rows
        ]
    )
