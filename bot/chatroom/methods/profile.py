"""Say who the bot is, and keep the commands and descriptions that it shows."""

import json
import re
from typing import Any

from bot.chatroom import wire
from bot.chatroom.model import Chat, Json, RoomPerson
from bot.chatroom.params import Params
from bot.chatroom.refusals import bad_request
from bot.chatroom.state import State

GENERAL = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
OF_A_CHAT = ("chat", "chat_administrators", "chat_member")
SCOPES = (*GENERAL, *OF_A_CHAT)  # Bot API, BotCommandScope


def get_me(state: State, _: Params) -> Json:
    body = wire.user(state.bot) | {"can_join_groups": True, "supports_inline_queries": False}
    flags = {"can_connect_to_business": False, "has_main_web_app": False}
    return body | flags | {"can_read_all_group_messages": state.reads_everything}


def scope_key(params: Params) -> tuple[str, str]:
    """Commands are kept per scope and language; no scope is the default one (Bot API, BotCommandScope)."""
    scope = params.tree("scope", "BotCommandScope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), params.text("language_code")


def _checked(state: State, params: Params) -> tuple[str, str]:
    """The key, if the platform knows such a scope, its chat and such a language (RESEARCH 2.2)."""
    key = scope_key(params)
    scope = json.loads(key[0])
    if scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if scope["type"] in OF_A_CHAT and state.find_chat(str(scope.get("chat_id", ""))).bot == "left":
        raise bad_request("chat not found")  # nobody whom the bot has never met
    if not re.fullmatch("([a-z]{2})?", key[1]):
        raise bad_request("invalid language code specified")
    return key


def set_my_commands(state: State, params: Params) -> bool:
    """Bot API, setMyCommands: at most 100; names of 1 to 32 of a-z, 0-9 and _; descriptions of 1 to 256."""
    commands = params.items("commands")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    state.commands[_checked(state, params)] = [_command(one) for one in commands]
    return True


def _command(one: Any) -> Json:
    if not isinstance(one, dict) or not re.fullmatch(r"/?[a-z0-9_]{1,32}", str(one.get("command", ""))):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(one.get("description", "")).strip()) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": one["command"].removeprefix("/"), "description": one["description"].strip()}


def menu(state: State, person: RoomPerson, chat: Chat) -> list[Json]:
    """The commands that a person is shown in a chat: those of the narrowest scope, in their language first."""
    kinds = ["all_private_chats"] if chat.is_private else ["all_group_chats"]
    if not chat.is_private and (person.id == chat.owner or person.id in chat.admins):
        kinds.insert(0, "all_chat_administrators")
    scopes: list[Json] = [{"type": "chat", "chat_id": chat.id}, *({"type": kind} for kind in (*kinds, "default"))]
    for scope in scopes:
        for language in dict.fromkeys((str(person.language or "")[:2], "")):
            found = state.commands.get((json.dumps(scope, sort_keys=True), language))
            if found:
                return found
    return []


def get_my_commands(state: State, params: Params) -> list[Json]:
    return state.commands.get(scope_key(params), [])


def delete_my_commands(state: State, params: Params) -> bool:
    state.commands.pop(_checked(state, params), None)
    return True


def set_my_description(state: State, params: Params) -> bool:
    return _describe(state, params, "description", 512)


def set_my_short_description(state: State, params: Params) -> bool:
    return _describe(state, params, "short_description", 120)


def _describe(state: State, params: Params, name: str, most: int) -> bool:
    if len(params.text(name)) > most:
        raise bad_request(f"{name.upper()}_TOO_LONG")  # the platform's own words are not known here
    state.descriptions[name, params.text("language_code")] = params.text(name)
    return True
