"""Make an update into plain values, once; nothing behind this point knows the platform."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberRestricted,
    ChatMemberUpdated,
    MaybeInaccessibleMessage,
    Message,
    MessageEntity,
    MessageReactionUpdated,
    ReactionType,
    ReactionTypeEmoji,
    Update,
    User,
)
from telegram.constants import ChatID, ReactionEmoji

from desk.values import OWN, QUOTING, File, Joined, Moved, Pressed, Reached, Reacted, RepliedTo, Said, Where, Who
from locales import language_for

Plain = Said | Pressed | Reacted | Joined | Moved | Reached

COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<to>[A-Za-z0-9_]+))?")
MENTION = re.compile(r"(?<![A-Za-z0-9_.])@([A-Za-z][A-Za-z0-9_]{3,31})")
NUMBER = re.compile(r"#(\d{1,15})(?!\d)")
PRESENT = {ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER, ChatMember.RESTRICTED}
# The kinds of files that may show a problem. Stickers never matter; a contact is another person's data (not kept).
# An animation comes with itself as a document, for older apps (Bot API, Message.animation).
FILES = ("animation", "document", "video", "voice", "video_note", "audio")
# Whom the platform names as the sender when an admin speaks as the group, or somebody as a channel (RESEARCH 2.1).
MASKS = {ChatID.ANONYMOUS_ADMIN, ChatID.FAKE_CHANNEL}
OURS = "youlin"  # under this name the doorman has added to the update what he knows (slim.py)
LONGEST_NAME = 64  # characters, of first and last name together; more would fill a card
LONGEST_TITLE = 128  # Bot API, setChatTitle
GROUPS = {Chat.GROUP, Chat.SUPERGROUP}
REGISTERS = ReactionEmoji.WRITING_HAND.value  # one that groups may react with; the help names it, too


def plain(update: Update, bot: User, hears_all: bool) -> Plain | None:
    """What the update says, or None if it is of a kind that we have no use for."""
    if update.callback_query is not None:
        return _pressed(update.callback_query, bot)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member, hears_all)
    if update.message is not None:
        ours = update.api_kwargs.get(OURS, {})
        said = _said(update.message, bot, unsure=ours.get("unsure", False))
        return _moved(update.message) or _with_more(said, ours)
    if update.edited_message is not None:
        return _edited(update.edited_message, bot)
    if update.message_reaction is not None:
        return _reacted(update.message_reaction, bot, update.api_kwargs.get(OURS, {}))
    return None


def _moved(message: Message) -> Moved | None:
    """Told in the old group, in the new one, or in both (Bot API, Message.migrate_to_chat_id, migrate_from_chat_id)."""
    chat = message.chat
    if message.migrate_to_chat_id is not None:
        return Moved(Where(message.migrate_to_chat_id, False, chat.title or ""), chat.id)
    if message.migrate_from_chat_id is not None:
        return Moved(_where(chat), message.migrate_from_chat_id)
    return None


def _edited(message: Message, bot: User) -> Said | None:
    """What the message says now; it is said when it is edited."""
    what = _said(message, bot)
    at = message.edit_date or message.date
    return replace(what, edited=True, at=at.astimezone(UTC)) if what is not None else None


def _with_more(what: Said | None, ours: Mapping[str, Any]) -> Said | None:
    """The message with what belongs to it. Fields that the library does not know are kept apart (api_kwargs)."""
    if what is None or not ours:
        return what
    files = (*what.files, *(File(**file) for file in ours.get("files", ())))
    vouched, service = ours.get("vouched", False), ours.get("service")
    return replace(what, files=files, belongs_to=ours.get("belongs_to"), vouched=vouched, service=service)


def _who(user: User) -> Who:
    return Who(user.id, _name(user), user.username, user.is_bot, language_for(user.language_code))


def _name(user: User) -> str:
    """One line that is no longer than a name should be; whose name cannot be seen goes by their number."""
    name = " ".join(user.full_name.split())[:LONGEST_NAME]
    return name if any(letter.isprintable() and not letter.isspace() for letter in name) else str(user.id)


def _where(chat: Chat, message: MaybeInaccessibleMessage | None = None) -> Where:
    title = " ".join((chat.title or "").split())[:LONGEST_TITLE]
    return Where(chat.id, chat.type == Chat.PRIVATE, title, _thread(message))


def _thread(message: MaybeInaccessibleMessage | None) -> int | None:
    """The forum's topic. Reply threads of ordinary groups carry a message_thread_id as well: that is no topic."""
    return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None


def _pressed(query: CallbackQuery, bot: User) -> Pressed | None:
    """A press acts on its data alone: the message may be inaccessible by now (RESEARCH 2.2)."""
    if query.message is None or query.data is None:
        return None
    action, *args = query.data.split(":")
    where, who = _where(query.message.chat, query.message), _who(query.from_user)
    quoted = _quoted(query.message, who, bot, action) if action in QUOTING else None
    return Pressed(where, who, query.message.message_id, action, tuple(args), quoted)


def _quoted(pressed_on: MaybeInaccessibleMessage, who: Who, bot: User, action: str) -> Said | None:
    """What the pressed message answers, handed back by the platform; said under a mask, as if by `who`."""
    original = pressed_on.reply_to_message if isinstance(pressed_on, Message) else None
    said = _said(original, bot) if original is not None else None
    if said is None or said.masked != (action == OWN) or not (said.text or said.command or said.files):
        return None
    return replace(said, who=who if said.masked else said.who, masked=False, reply=None)


def _reacted(change: MessageReactionUpdated, bot: User, ours: Mapping[str, Any]) -> Reacted | None:
    """The reaction that asks for a ticket, once it is there; not its going, nor any other, nor one under a mask.

    Its update carries no words; those come along if the doorman has remembered them.
    """
    if change.user is None or change.user.is_bot or change.chat.type not in GROUPS:
        return None
    if _asks(change.old_reaction) or not _asks(change.new_reaction):
        return None
    what = Reacted(_where(change.chat), _who(change.user), change.message_id, change.date.astimezone(UTC))
    quoted = Message.de_json(ours["quoted"]) if "quoted" in ours else None
    if quoted is None:
        return what
    reply = _replied_to(quoted, bot)
    reply = replace(reply, files=(*reply.files, *(File(**file) for file in ours.get("files", ()))))
    report = Said(_where(quoted.chat, quoted), what.who, what.message_id, what.at, reply=reply, command="report")
    return replace(what, report=report)


def _asks(reactions: Sequence[ReactionType]) -> bool:
    """Some apps put a variation selector behind the emoji."""
    emoji = (one.emoji for one in reactions if isinstance(one, ReactionTypeEmoji))
    return any(one.replace("\ufe0f", "") == REGISTERS for one in emoji)


def _membership(change: ChatMemberUpdated, hears_all: bool) -> Joined | Reached | None:
    now = change.new_chat_member
    new = now.status
    if change.chat.type == Chat.PRIVATE:
        return Reached(_who(change.from_user), reachable=new in PRESENT)
    if change.chat.type not in GROUPS:
        return None
    return Joined(
        where=_where(change.chat),
        who=_who(change.from_user),
        present=_is_in(now),
        was_present=_is_in(change.old_chat_member),
        is_admin=new in {ChatMember.OWNER, ChatMember.ADMINISTRATOR},
        hears_all=hears_all or new in {ChatMember.OWNER, ChatMember.ADMINISTRATOR},
        can_speak=not isinstance(now, ChatMemberRestricted) or now.can_send_messages,
    )


def _is_in(member: ChatMember) -> bool:
    """Whether somebody of this standing is in the group; the restricted may have left it."""
    return member.status in PRESENT and not (isinstance(member, ChatMemberRestricted) and not member.is_member)


def _said(message: Message, bot: User, unsure: bool = False) -> Said | None:
    if message.from_user is None or message.chat.type not in {*GROUPS, Chat.PRIVATE}:
        return None
    if message.is_automatic_forward:
        return None  # a linked channel's post; nobody says it to anybody here
    masked = message.from_user.id in MASKS
    text = message.text or message.caption or ""
    files = _files(message)
    if not (text or files or masked or unsure):
        return None
    command, rest = _command(text, bot)
    mentions, addressed = _mentions(message, text, bot)
    if addressed and command is None:
        rest = _without_mention(rest, bot)
    return Said(
        where=_where(message.chat, message),
        who=_who(message.from_user),
        message_id=message.message_id,
        at=message.date.astimezone(UTC),
        text=rest,
        files=files,
        reply=_reply(message, bot),
        command=command,
        mentions=mentions,
        addressed=addressed,
        masked=masked,
        album=message.media_group_id,
        unsure=unsure,
    )


def _command(text: str, bot: User) -> tuple[str | None, str]:
    """The command at the start of the message, if it is not another bot's, and what follows it.

    Read from the words, not from the entities: the platform marks no command that letters touch (/report电梯坏了).
    """
    found = COMMAND.match(text)
    if found is None or (found["to"] and found["to"].lower() != (bot.username or "").lower()):
        return None, text
    return found["name"].lower(), text[found.end() :].strip()


def _mentions(message: Message, text: str, bot: User) -> tuple[tuple[Who | str, ...], bool]:
    """The other people that the message names, and whether it names us; only a mention by id needs the entities."""
    entities = message.entities or message.caption_entities
    by_id = [entity.user for entity in entities if entity.type == MessageEntity.TEXT_MENTION and entity.user]
    names = MENTION.findall(text)
    others: list[Who | str] = [_who(user) for user in by_id if user.id != bot.id]
    others += [name for name in names if name.lower() != (bot.username or "").lower()]
    return tuple(others), len(others) < len(by_id) + len(names)


def _without_mention(text: str, bot: User) -> str:
    return re.sub(rf"@{re.escape(bot.username or '')}(?![A-Za-z0-9_])", "", text, flags=re.IGNORECASE).strip()


def _reply(said: Message, bot: User) -> RepliedTo | None:
    """What the message answers. In a topic whatever answers nothing hangs on the message that opened the topic."""
    message = said.reply_to_message
    if message is None or (said.is_topic_message and message.message_id == said.message_thread_id):
        return None
    return _replied_to(message, bot)


def _replied_to(message: Message, bot: User) -> RepliedTo:
    text = message.text or message.caption or ""
    ours = message.from_user is not None and message.from_user.id == bot.id
    numbers = {int(number) for number in NUMBER.findall(text)} if ours else set()
    return RepliedTo(
        message_id=message.message_id,
        who=_who(message.from_user) if message.from_user and not message.is_automatic_forward else None,
        ours=ours,
        ticket=numbers.pop() if len(numbers) == 1 else None,
        text="" if ours else text,
        files=() if ours else _files(message),
    )


def _files(message: Message) -> tuple[File, ...]:
    """What came along: the largest form of a photo, the one file, or a place (of a venue, too)."""
    if message.photo:
        largest = message.photo[-1]
        return (File("photo", largest.file_id, largest.file_unique_id),)
    if message.location is not None:
        where = f"{message.location.latitude},{message.location.longitude}"
        return (File("location", where, where),)
    for kind in FILES:
        found = getattr(message, kind)
        if found is not None:
            return (File(kind, found.file_id, found.file_unique_id),)
    return ()
