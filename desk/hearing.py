"""Decide which voice notes are to be understood, and put what was heard to what was written."""

from dataclasses import replace

from desk.values import File, Said

VOICE = "voice"  # not audio files, which may be music, and not videos


def to_be_heard(what: Said) -> File | None:
    """The voice note whose words are wanted: said to us or about a matter, or another's that `/report` takes up.

    In a group one that only follows a report is kept as it is: nobody spoke to us.
    """
    if what.masked or what.unsure or what.edited:
        return None
    if _takes_up(what):
        return _voice(what.reply.files) if what.reply is not None else None
    to_us = what.where.private or what.addressed or what.command is not None or bool(what.text)
    answers = what.reply is not None and what.reply.ours
    return _voice(what.files) if to_us or answers else None


def with_heard(what: Said, heard: str) -> Said:
    """The message with the words of its voice note, or of the one that it takes up."""
    if not heard:
        return what
    if _takes_up(what) and what.reply is not None:
        return replace(what, reply=replace(what.reply, text=heard), heard=heard)
    return replace(what, text=f"{what.text}\n{heard}".strip(), heard=heard)


def _takes_up(what: Said) -> bool:
    """A bare `/report` in answer to somebody's message without words."""
    bare = what.command == "report" and not what.text.strip() and not what.files
    return bare and what.reply is not None and not what.reply.ours and not what.reply.text


def _voice(files: tuple[File, ...]) -> File | None:
    return next((file for file in files if file.kind == VOICE), None)
