"""Write people, chats and messages as the platform's JSON."""

import zlib
from datetime import datetime
from typing import Any

from bot.chatroom.model import Chat, Json, Message, RoomFile, RoomPerson

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_send_welcome_messages",
)
# The fields that each kind of file has beside its ids (Bot API, Video, Voice, VideoNote, Audio, Animation, Sticker)
FILMED: Json = {"width": 720, "height": 1280, "duration": 3}
SHAPES: dict[str, Json] = {
    "document": {},
    "video": FILMED,
    "animation": FILMED,
    "voice": {"duration": 3},
    "audio": {"duration": 3},
    "video_note": {"length": 240, "duration": 3},
    "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
}
NAMED = frozenset({"document", "video", "animation", "audio"})
MEMBER_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
PHOTO_SIZES = ((90, 68), (320, 240), (1280, 960))


def stamp(moment: datetime) -> int:
    return int(moment.timestamp())


def user(person: RoomPerson) -> Json:
    body: Json = {"id": person.id, "is_bot": person.is_bot, "first_name": person.name}
    if person.username:
        body["username"] = person.username
    if person.language and not person.is_bot:
        body["language_code"] = person.language
    return body


def chat(room: Chat) -> Json:
    if not room.person:
        forum = {"is_forum": True} if room.is_forum else {}
        return {"id": room.id, "type": room.kind, "title": room.title} | forum
    name = {"first_name": room.person.name}
    username = {"username": room.person.username} if room.person.username else {}
    return {"id": room.id, "type": room.kind} | name | username


def entity(found: Json) -> Json:
    return found | {"user": user(found["user"])} if isinstance(found.get("user"), RoomPerson) else found


def keyboard(message: Message) -> Json:
    return {"inline_keyboard": [[button.raw for button in row] for row in message.keyboard]}


def message(said: Message, *, nested: bool = False) -> Json:
    """Bot API, Message: a reply's own reply is not repeated, and an edit keeps `date` and gains `edit_date`."""
    body: Json = {"message_id": said.id, "from": user(said.sender), "chat": chat(said.chat), "date": stamp(said.date)}
    if said.under:
        body["sender_chat"] = chat(said.under)
    if said.edited_at:
        body["edit_date"] = stamp(said.edited_at)
    if said.album:
        body["media_group_id"] = said.album
    if said.keyboard:
        body["reply_markup"] = keyboard(said)
    if not nested:
        body |= _answered(said)
    return body | _thread(said) | _words(said) | _media(said) | _service(said, nested=nested) | said.extra


def _answered(said: Message) -> Json:
    """The message that this one answers; in a topic, for want of one, the message that opened the topic."""
    root = said.chat.messages.get(said.thread) if said.thread and said.thread != said.id else None
    answered = said.reply_to if said.reply_to and not said.reply_to.deleted else root
    return {"reply_to_message": message(answered, nested=True)} if answered else {}


def _thread(said: Message) -> Json:
    """Bot API, Message.message_thread_id: a forum's topic, or in other supergroups the start of a chain of answers."""
    if said.thread:
        return {"message_thread_id": said.thread, "is_topic_message": True}
    start = said
    while start.reply_to:
        start = start.reply_to
    is_chain = start is not said and said.chat.kind == "supergroup" and not said.chat.is_forum
    return {"message_thread_id": start.id} if is_chain else {}


def _words(said: Message) -> Json:
    if not said.text:
        return {}
    name, entities = ("caption", "caption_entities") if said.media else ("text", "entities")
    return {name: said.text} | ({entities: [entity(found) for found in said.entities]} if said.entities else {})


def _media(said: Message) -> Json:
    if said.location:
        return _place(said, {"latitude": said.location[0], "longitude": said.location[1]})
    if not said.file or not said.media:
        return {}
    if said.media == "photo":
        return {"photo": [_photo_size(said.file, *size) for size in PHOTO_SIZES]}
    body = {said.media: file_head(said.file) | SHAPES[said.media]}
    if said.media in NAMED:
        body[said.media] |= {"file_name": said.file.name, "mime_type": said.file.mime}
    if said.media == "animation":  # Bot API, Message.animation: the document field is set, too
        body["document"] = file_head(said.file) | {"file_name": said.file.name, "mime_type": said.file.mime}
    return body


def _place(said: Message, location: Json) -> Json:
    """Bot API, Message.venue: the location field is set, too."""
    if said.media != "venue":
        return {"location": location}
    return {"location": location, "venue": {"location": location, "title": "总商会大厦", "address": "环城东路"}}


def file_head(file: RoomFile) -> Json:
    return {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": len(file.content)}


def _photo_size(file: RoomFile, width: int, height: int) -> Json:
    return file_head(file) | {"width": width, "height": height}


def _service(said: Message, *, nested: bool) -> Json:
    return {name: _service_part(value) for name, value in said.service.items() if not (nested and _is_message(value))}


def _is_message(value: object) -> bool:
    return isinstance(value, Message)


def _service_part(value: Any) -> Any:
    if isinstance(value, RoomPerson):
        return user(value)
    if isinstance(value, Message):
        return message(value, nested=True)
    return [_service_part(item) for item in value] if isinstance(value, list) else value


def reaction(said: Message, by: Json, at: datetime, old: tuple[str, ...], new: tuple[str, ...]) -> Json:
    """Bot API, MessageReactionUpdated: nothing of the message but its id. `by`: the user, or the chat that acts."""
    body: Json = {"chat": chat(said.chat), "message_id": said.id, "date": stamp(at)} | by
    old_new = {"old_reaction": old, "new_reaction": new}
    return body | {name: [{"type": "emoji", "emoji": one} for one in emoji] for name, emoji in old_new.items()}


def inaccessible(said: Message) -> Json:
    """Bot API, InaccessibleMessage: date is always 0."""
    return {"chat": chat(said.chat), "message_id": said.id, "date": 0}


def chat_instance(room: Chat) -> str:
    return str(zlib.crc32(f"instance of {room.id}".encode()))


def member(person: RoomPerson, status: str, rights: frozenset[str] = frozenset()) -> Json:
    body: Json = {"status": status, "user": user(person)}
    if status == "administrator":
        granted = {right: right in rights or right == "can_manage_chat" for right in ADMIN_RIGHTS}
        return body | {"can_be_edited": False, "is_anonymous": False} | granted
    if status == "creator":
        return body | {"is_anonymous": False}
    if status == "restricted":
        return body | dict.fromkeys(MEMBER_RIGHTS, False) | {"is_member": True, "until_date": 0}
    return body | ({"until_date": 0} if status == "kicked" else {})
