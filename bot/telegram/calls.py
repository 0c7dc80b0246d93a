"""Turn a row of the outbox into one call of the platform."""

from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode

from storage.kinds import OutboxKind

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def call(bot: Bot, kind: OutboxKind, chat_id: int, payload: dict[str, Any], message_id: int | None) -> int | None:
    """Make the call; returns the id of a message that was sent. Raises the library's errors."""
    if kind is OutboxKind.REMOVE and message_id is not None:
        await bot.delete_message(chat_id, message_id)
        return None
    keyboard = _keyboard(payload["buttons"])
    if kind is OutboxKind.EDIT:
        await bot.edit_message_text(
            payload["text"],
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,  # an edit without one removes it (RESEARCH 2.2)
            link_preview_options=NO_PREVIEW,
        )
        return message_id
    # A message that was deleted meanwhile is answered all the same.
    reply = ReplyParameters(payload["reply_to"], allow_sending_without_reply=True) if "reply_to" in payload else None
    common: dict[str, Any] = {"parse_mode": ParseMode.HTML, "reply_markup": keyboard, "reply_parameters": reply}
    if "file" in payload:
        return await _send_file(bot, chat_id, payload["file"], {**common, "caption": payload["text"]})
    sent = await bot.send_message(chat_id, payload["text"], link_preview_options=NO_PREVIEW, **common)
    return sent.message_id


async def _send_file(bot: Bot, chat_id: int, file: dict[str, str], rest: dict[str, Any]) -> int:
    if file["kind"] == "photo":
        return (await bot.send_photo(chat_id, file["id"], **rest)).message_id
    if file["kind"] == "video":
        return (await bot.send_video(chat_id, file["id"], **rest)).message_id
    if file["kind"] == "voice":
        return (await bot.send_voice(chat_id, file["id"], **rest)).message_id
    return (await bot.send_document(chat_id, file["id"], **rest)).message_id


def _keyboard(rows: list[list[dict[str, str]]]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(one["text"], callback_data=one.get("data"), url=one.get("url")) for one in row]
            for row in rows
        ]
    )
