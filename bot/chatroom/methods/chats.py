"""Tell the bot about chats and their members, pin messages, leave."""

from bot.chatroom import topics, wire
from bot.chatroom.membership import set_bot_standing
from bot.chatroom.model import Chat, Json
from bot.chatroom.params import Params
from bot.chatroom.refusals import bad_request
from bot.chatroom.state import State


def get_chat(state: State, params: Params) -> Json:
    """Bot API, ChatFullInfo; works for a person who has not started the bot, unlike sending."""
    chat = state.find_chat(params.text("chat_id"))
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    body = wire.chat(chat) | {"accent_color_id": 0, "max_reaction_count": 11}
    body["accepted_gift_types"] = dict.fromkeys(gifts, False)
    if chat.pinned:
        body["pinned_message"] = wire.message(chat.messages[chat.pinned[-1]], nested=True)
    return body


def get_chat_member(state: State, params: Params) -> Json:
    chat = state.find_chat(params.text("chat_id"))
    person = state.people.get(params.number("user_id"))
    if not person:
        raise bad_request("user not found")
    return wire.member(person, state.standing(chat, person), chat.bot_rights)


def get_chat_administrators(state: State, params: Params) -> list[Json]:
    chat = state.find_chat(params.text("chat_id"))
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    everyone = [*chat.members.values(), state.bot]
    standings = [(person, state.standing(chat, person)) for person in everyone]
    chosen = [one for one in standings if one[1] in ("creator", "administrator")]
    return [wire.member(person, status, chat.bot_rights) for person, status in chosen]


def get_chat_member_count(state: State, params: Params) -> int:
    chat = state.find_chat(params.text("chat_id"))
    return len(chat.members) + 1


def pin_chat_message(state: State, params: Params) -> bool:
    """Bot API, pinChatMessage; the service message about it comes back to the bot that pinned."""
    chat = _where_it_may_pin(state, params)
    message = chat.messages.get(params.message_id())
    if not message:
        raise bad_request("message to pin not found")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        state.tell("pinned", message)
        state.post(chat, state.bot, service={"pinned_message": message})
    return True


def unpin_chat_message(state: State, params: Params) -> bool:
    """Without message_id, the message pinned last."""
    chat = _where_it_may_pin(state, params)
    number = params.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    if number in chat.messages:
        state.tell("pinned", chat.messages[number])
    return True


def _where_it_may_pin(state: State, params: Params) -> Chat:
    chat = state.open_chat(params.text("chat_id"))
    entitled = chat.bot == "administrator" and "can_pin_messages" in chat.bot_rights
    if not chat.is_private and not entitled:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


def create_forum_topic(state: State, params: Params) -> Json:
    """Bot API, createForumTopic: an administrator with can_manage_topics, a name of 1 to 128 characters."""
    chat = state.open_chat(params.text("chat_id"))
    if not (chat.bot == "administrator" and "can_manage_topics" in chat.bot_rights):
        raise bad_request("not enough rights to create a topic")
    name = params.text("name")
    if not 1 <= len(name) <= topics.LONGEST_NAME:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_TOO_LONG")
    topic = topics.open_topic(state, chat, state.bot, name)
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": 7322096}


def leave_chat(state: State, params: Params) -> bool:
    chat = state.find_chat(params.text("chat_id"))
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    set_bot_standing(state, chat, "left", state.bot)
    return True
