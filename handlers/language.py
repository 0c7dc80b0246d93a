"""Ask which language, and speak it: to the person privately, to everybody in a group."""

from desk.desk import Desk
from desk.errors import Unknown
from desk.language import choose, may_choose
from desk.people.acquaintance import meet
from desk.values import Button, Notice, Pressed, Said, ToChat
from locales import languages, phrases


async def ask(what: Said, desk: Desk) -> None:
    """`/language`: a button for each, by the name that it has in itself."""
    await may_choose(desk, await meet(desk, what.who), what.where)
    buttons = (tuple(Button(data=f"language:{one}", name=phrases(one)["language.name"]) for one in languages()),)
    facts = {"private": what.where.private}
    await desk.tell(Notice(ToChat(what.where.id), "language.which", facts, buttons, reply_to=what.message_id))


async def chosen(what: Pressed, desk: Desk) -> None:
    """A language. Raises Unknown, NotAllowed."""
    [language] = what.args
    if language not in languages():
        raise Unknown("unknown_button")
    await choose(desk, await meet(desk, what.who), what.where, language)
    facts = {"private": what.where.private}
    await desk.tell(Notice(ToChat(what.where.id), "language.chosen", facts, edits=what.message_id))
