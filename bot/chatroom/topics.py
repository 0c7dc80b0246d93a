"""The topics of a forum: opened by people or the bot, closed, deleted; General is the chat itself."""

from bot.chatroom.model import Chat, Message, RoomPerson, Topic
from bot.chatroom.refusals import bad_request
from bot.chatroom.state import State

GENERAL = 1  # Bot API: the topic that every forum has; its number is never given with a message
LONGEST_NAME = 128  # Bot API, createForumTopic.name
NO_TOPIC = "message thread not found"  # telegram-bot-api Client.cpp


def open_topic(state: State, chat: Chat, by: RoomPerson, name: str) -> Topic:
    """A topic's number is the id of the service message that opens it."""
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    topic = Topic(chat, chat.last_message_id + 1, name)
    chat.topics[topic.id] = topic
    created = {"name": name, "icon_color": 7322096}
    state.post(chat, by, thread=topic.id, service={"forum_topic_created": created})
    return topic


def for_bot(chat: Chat, thread: int, reply_to: Message | None) -> int | None:
    """Where a message of the bot goes: into the topic named, else into that of the message which it answers."""
    if thread and thread not in chat.topics:
        raise bad_request(NO_TOPIC)  # also General's own number, and any number outside a forum
    place = thread or (reply_to.thread if reply_to else None)
    topic = chat.topics.get(place or 0)
    entitled = chat.bot == "administrator" and "can_manage_topics" in chat.bot_rights
    if topic is not None and topic.closed and not entitled:
        raise bad_request("TOPIC_CLOSED")
    return topic.id if topic is not None else None
