"""Give and take roles in the chat: /appoint and /dismiss."""

from desk.chats.cover import cover
from desk.desk import Desk
from desk.errors import BadArgument, NotAllowed, Unknown
from desk.people.acquaintance import meet, named
from desk.people.permissions import is_admin
from desk.people.roles import Scope, code_named, fitting, role_named, scope_for
from desk.people.roles import appoint as give
from desk.people.roles import dismiss as take
from desk.tickets.move import LARGEST_ID
from desk.values import Button, Notice, Pressed, Said, ToChat, Who, pairs
from handlers.arguments import number
from storage.kinds import Role
from storage.people import Person


def _words(what: Said) -> list[str]:
    """The words after the command, but for the name that was mentioned."""
    names = {part for one in what.mentions if isinstance(one, Who) for part in (one.name, *one.name.split())}
    return [word for word in what.text.split() if not word.startswith("@") and word not in names]


def _role_and_code(desk: Desk, words: list[str]) -> tuple[Role | None, str | None]:
    """The role, and the code of what it is for, which people may also call by its name."""
    roles = [role for word in words if (role := role_named(word)) is not None]
    others = [word for word in words if role_named(word) is None]
    codes = [code for word in others if (code := code_named(desk, word)) is not None] or others
    return (roles[0] if roles else None), (codes[0] if codes else None)


async def appoint(what: Said, desk: Desk) -> None:
    """`/appoint ROLE @name` or as a reply; without a role, buttons offer those that fit here."""
    by = await meet(desk, what.who)
    if not is_admin(desk, by):
        raise NotAllowed("admins_only")
    words = _words(what)
    role, code = _role_and_code(desk, words)
    if role is None and words:
        raise BadArgument("unknown_role", word=words[0])
    person = await named(desk, what)
    if person is None:
        raise BadArgument("appoint_whom")
    if role is None:
        await _offer_roles(what, desk, person)
        return
    scope = scope_for(desk, role, code, (await cover(desk, what.where.id)).scope)
    await _appointed(desk, what, by, person, role, scope)


async def _appointed(desk: Desk, what: Said | Pressed, by: Person, person: Person, role: Role, scope: Scope) -> None:
    new = await give(desk, by, person, role, scope)
    facts = {"person": person, "role": role.value, "scope": desk.book.name_of(scope.code)}
    phrase = "office.appointed" if new else "office.held_already"
    edits = what.message_id if isinstance(what, Pressed) else None
    reply_to = what.message_id if isinstance(what, Said) else None
    await desk.tell(Notice(ToChat(what.where.id), phrase, facts, reply_to=reply_to, edits=edits))


async def _offer_roles(what: Said, desk: Desk, person: Person) -> None:
    """Roles that need no code but the one this chat is bound to."""
    roles = fitting((await cover(desk, what.where.id)).scope)
    if not roles:
        raise BadArgument("appoint_what")
    offered = [Button(data=f"appoint:{role.value}:{person.id}", label=f"role.{role.value}") for role in roles]
    to = ToChat(what.where.id)
    await desk.tell(Notice(to, "office.which_role", {"person": person}, pairs(offered), reply_to=what.message_id))


async def appoint_pressed(what: Pressed, desk: Desk) -> None:
    """A role for the person who was named."""
    by = await meet(desk, what.who)
    if not is_admin(desk, by):
        raise NotAllowed("admins_only")
    role = role_named(what.args[0])
    person_id = number(what.args[1])
    person = await desk.session.get(Person, person_id) if person_id <= LARGEST_ID else None
    if role is None or person is None:
        raise Unknown("unknown_button")
    scope = scope_for(desk, role, None, (await cover(desk, what.where.id)).scope)
    await _appointed(desk, what, by, person, role, scope)


async def dismiss(what: Said, desk: Desk) -> None:
    """`/dismiss [ROLE] [CODE] @name` or as a reply; without a role, all that the person holds."""
    by = await meet(desk, what.who)
    if not is_admin(desk, by):
        raise NotAllowed("admins_only")
    words = _words(what)
    role, code = _role_and_code(desk, words)
    if role is None and words and code_named(desk, code or "") is None:
        raise BadArgument("unknown_role", word=words[0])
    person = await named(desk, what)
    if person is None:
        raise BadArgument("dismiss_whom")
    taken = await take(desk, by, person, role, code)
    if not taken:
        raise BadArgument("holds_no_such_role", person=person)
    held = [{"role": grant.role.value, "scope": desk.book.name_of(grant.scope)} for grant in taken]
    facts = {"person": person, "roles": held}
    await desk.tell(Notice(ToChat(what.where.id), "office.dismissed", facts, reply_to=what.message_id))
