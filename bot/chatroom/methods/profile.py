"""Say who the bot is, and keep the commands and descriptions that it shows."""

import json
import re
from typing import Any

from bot.chatroom import wire
from bot.chatroom.model import Json
from bot.chatroom.params import Params
from bot.chatroom.refusals import bad_request
from bot.chatroom.state import State


def get_me(state: State, _: Params) -> Json:
    body = wire.user(state.bot) | {"can_join_groups": True, "supports_inline_queries": False}
    flags = {"can_connect_to_business": False, "has_main_web_app": False}
    return body | flags | {"can_read_all_group_messages": state.reads_everything}


def scope_key(params: Params) -> tuple[str, str]:
    """Commands are kept per scope and language; no scope is the default one (Bot API, BotCommandScope)."""
    scope = params.tree("scope", "BotCommandScope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), params.text("language_code")


def set_my_commands(state: State, params: Params) -> bool:
    """Bot API, setMyCommands: at most 100; names of 1 to 32 of a-z, 0-9 and _; descriptions of 1 to 256."""
    commands = params.items("commands")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    state.commands[scope_key(params)] = [_command(one) for one in commands]
    return True


def _command(one: Any) -> Json:
    if not isinstance(one, dict) or not re.fullmatch(r"/?[a-z0-9_]{1,32}", str(one.get("command", ""))):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(one.get("description", "")).strip()) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": one["command"].removeprefix("/"), "description": one["description"].strip()}


def get_my_commands(state: State, params: Params) -> list[Json]:
    return state.commands.get(scope_key(params), [])


def delete_my_commands(state: State, params: Params) -> bool:
    state.commands.pop(scope_key(params), None)
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
