"""List the methods that the room's Bot API has; every other name is answered with 404 and remembered."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.chatroom.methods import answering, chats, editing, media, polling, profile, sending
from bot.chatroom.methods.polling import Raw
from bot.chatroom.params import Params
from bot.chatroom.state import State

__all__ = ["METHODS", "Raw"]

Method = Callable[[State, Params], Any | Awaitable[Raw]]

METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyDescription": profile.set_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getUpdates": polling.get_updates,
    "setWebhook": polling.set_webhook,
    "deleteWebhook": polling.delete_webhook,
    "getWebhookInfo": polling.get_webhook_info,
    "sendMessage": sending.send_message,
    "copyMessage": sending.copy_message,
    "sendChatAction": sending.send_chat_action,
    "sendPhoto": media.sender("photo"),
    "sendDocument": media.sender("document"),
    "sendVideo": media.sender("video"),
    "sendAnimation": media.sender("animation"),
    "sendVoice": media.sender("voice"),
    "sendAudio": media.sender("audio"),
    "sendVideoNote": media.sender("video_note"),
    "sendLocation": media.send_location,
    "sendMediaGroup": media.send_media_group,
    "getFile": media.get_file,
    "editMessageText": editing.edit_message_text,
    "editMessageMedia": editing.edit_message_media,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "answerCallbackQuery": answering.answer_callback_query,
    "setMessageReaction": answering.set_message_reaction,
    "pinChatMessage": chats.pin_chat_message,
    "unpinChatMessage": chats.unpin_chat_message,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatAdministrators": chats.get_chat_administrators,
    "getChatMemberCount": chats.get_chat_member_count,
    "createForumTopic": chats.create_forum_topic,
    "leaveChat": chats.leave_chat,
}
