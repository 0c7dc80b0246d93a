"""Let people and the bot come, go, rise, block and return."""

from bot.chatroom import topics, wire
from bot.chatroom.changes import Change
from bot.chatroom.model import ALL_RIGHTS, Chat, Impossible, Json, Message, RoomPerson, Topic
from bot.chatroom.state import State
from bot.chatroom.updates import DAY


class Membership:
    """The part of a room that is about who is where."""

    state: State

    def add_person(
        self, person_id: int, name: str, username: str | None = None, language: str | None = "zh-hans"
    ) -> RoomPerson:
        person = RoomPerson(person_id, name, username, language=language)
        self.state.people[person_id] = person
        return person

    def add_group(self, group_id: int, title: str, *, supergroup: bool = True, owner: RoomPerson | None = None) -> Chat:
        group = Chat(group_id, "supergroup" if supergroup else "group", title)
        self.state.chats[group_id] = group
        if owner:
            group.owner = owner.id
            group.members[owner.id] = owner
        return group

    def add_forum(self, group_id: int, title: str, *, owner: RoomPerson | None = None) -> Chat:
        """A supergroup with topics; what is said in the chat itself is said in General."""
        forum = self.add_group(group_id, title, owner=owner)
        forum.is_forum = True
        return forum

    def open_topic(self, forum: Chat, person: RoomPerson, name: str) -> Topic:
        return topics.open_topic(self.state, forum, person, name)

    def close_topic(self, topic: Topic, person: RoomPerson) -> None:
        """Only administrators who manage topics can speak there from now on."""
        topic.closed = True
        self.state.post(topic.chat, person, thread=topic.id, service={"forum_topic_closed": {}})

    def delete_topic(self, topic: Topic) -> None:
        """The topic goes with every message in it; bots are not told."""
        del topic.chat.topics[topic.id]
        for message in [one for one in topic.chat.messages.values() if one.thread == topic.id]:
            self.state.take_back(message)

    def private_chat(self, person: RoomPerson) -> Chat:
        return self.state.private_chat(person)

    def join(self, group: Chat, *people: RoomPerson, admin: bool = False, by: RoomPerson | None = None) -> Message:
        """People come in, one service message for all of them; `by` added them, else they came by themselves."""
        for person in people:
            old = self.state.standing(group, person)
            group.members[person.id] = person
            if admin:
                group.admins.add(person.id)
            self._member_changed(group, by or person, person, old)
        return self.state.post(group, by or people[0], service={"new_chat_members": list(people)})

    def leave(self, group: Chat, person: RoomPerson, by: RoomPerson | None = None) -> Message:
        old = self.state.standing(group, person)
        del group.members[person.id]
        group.admins.discard(person.id)
        self._member_changed(group, by or person, person, old)
        return self.state.post(group, by or person, service={"left_chat_member": person})

    def make_admin(self, group: Chat, person: RoomPerson, by: RoomPerson | None = None) -> None:
        old = self.state.standing(group, person)
        group.admins.add(person.id)
        self._member_changed(group, by or person, person, old)

    def add_bot(self, group: Chat, *, admin: bool = False, by: RoomPerson | None = None) -> None:
        """The bot hears my_chat_member first, then the service message that names it."""
        adder = by or self._somebody(group)
        self._bot_becomes("administrator" if admin else "member", group, adder)
        self.state.post(group, adder, service={"new_chat_members": [self.state.bot]})

    def promote_bot(self, group: Chat, by: RoomPerson | None = None, rights: frozenset[str] = ALL_RIGHTS) -> None:
        group.bot_rights = rights
        self._bot_becomes("administrator", group, by or self._somebody(group))

    def demote_bot(self, group: Chat, by: RoomPerson | None = None) -> None:
        self._bot_becomes("member", group, by or self._somebody(group))

    def silence_bot(self, group: Chat, by: RoomPerson | None = None) -> None:
        """An admin takes the right to send anything from the bot; it hears so by my_chat_member."""
        self._bot_becomes("restricted", group, by or self._somebody(group))

    def let_bot_speak(self, group: Chat, by: RoomPerson | None = None) -> None:
        self._bot_becomes("member", group, by or self._somebody(group))

    def forbid(self, group: Chat, *kinds: str) -> None:
        """Members may not send these ("text messages", "photos" …); no bot is told of a chat's permissions."""
        group.forbidden = frozenset(kinds)

    def remove_bot(self, group: Chat, by: RoomPerson | None = None) -> None:
        """It hears of it by my_chat_member; the service message comes when it is already out."""
        remover = by or self._somebody(group)
        self._bot_becomes("kicked", group, remover)
        self.state.post(group, remover, service={"left_chat_member": self.state.bot})

    def blocks_bot(self, person: RoomPerson) -> None:
        self._bot_becomes("kicked", self.private_chat(person), person)

    def unblocks_bot(self, person: RoomPerson) -> None:
        """Bot API, Update.my_chat_member: in private chats only when the bot is blocked or unblocked."""
        chat = self.private_chat(person)
        if chat.bot == "kicked":
            self._bot_becomes("member", chat, person)
        chat.bot = "member"

    def migrate_to_supergroup(
        self,
        group: Chat,
        new_id: int | None = None,
        by: RoomPerson | None = None,
        heard: frozenset[str] = frozenset({"old", "new"}),
    ) -> Chat:
        """A basic group becomes a supergroup: a new chat whose message ids start again, and no way back.

        `heard`: in which of the two the bot is told; it is not always told in both (RESEARCH 2.1).
        """
        if group.kind != "group":
            raise Impossible("only a basic group becomes a supergroup")
        new = self.add_group(new_id or -1_000_000_000_000 + group.id, group.title)
        new.members, new.admins, new.owner = dict(group.members), set(group.admins), group.owner
        new.bot, new.bot_rights = group.bot, group.bot_rights
        self.state.post(
            group, by or self._somebody(group), heard="old" in heard, service={"migrate_to_chat_id": new.id}
        )
        group.migrated_to = new
        told: Json = {"migrate_from_chat_id": group.id}
        self.state.post(new, self.state.anonymous, under=new, heard="new" in heard, service=told)
        return new

    def _somebody(self, group: Chat) -> RoomPerson:
        first = group.owner or next(iter(group.members), None)
        return group.members[first] if first is not None else self.state.anonymous

    def _bot_becomes(self, status: str, chat: Chat, by: RoomPerson) -> None:
        set_bot_standing(self.state, chat, status, by)

    def _member_changed(self, group: Chat, by: RoomPerson, person: RoomPerson, old: str) -> None:
        """Bot API, Update.chat_member: only for administrators that asked for it."""
        new = self.state.standing(group, person)
        if group.bot == "administrator" and new != old:
            body = standing_change(self.state, group, by, wire.member(person, old), wire.member(person, new))
            self.state.updates.make("chat_member", body, self.state.clock.now() + DAY, group.id)
        self.state.changes.tell(Change("members", group.id))


def set_bot_standing(state: State, chat: Chat, status: str, by: RoomPerson) -> None:
    """Change what the bot is in a chat, and tell it by my_chat_member."""
    old = wire.member(state.bot, chat.bot, chat.bot_rights)
    if chat.bot == status:
        return
    chat.bot = status
    body = standing_change(state, chat, by, old, wire.member(state.bot, status, chat.bot_rights))
    state.updates.make("my_chat_member", body, state.clock.now() + DAY, chat.id)
    state.changes.tell(Change("members", chat.id))


def standing_change(state: State, chat: Chat, by: RoomPerson, old: Json, new: Json) -> Json:
    head: Json = {"chat": wire.chat(chat), "from": wire.user(by), "date": wire.stamp(state.clock.now())}
    return head | {"old_chat_member": old, "new_chat_member": new}
