"""What is said: every sentence a person reads, as Jinja2 templates per language, one TOML file a subject.

A phrase is named `file.key`. A language is a folder; a second one only has to fill in the same names.
"""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateSyntaxError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

DEFAULT = "zh_CN"


class BrokenPhrases(Exception):
    """A file of phrases cannot be read: which, and where in it. No phrase says so, since phrases are what is broken."""


@cache
def languages() -> tuple[str, ...]:
    """The languages we speak."""
    return tuple(sorted(one.name for one in files(__name__).iterdir() if one.is_dir() and one.name[0] != "_"))


def language_for(tag: str | None) -> str | None:
    """Which of our languages is meant by this IETF language tag (zh-hans: zh_CN); None if we do not speak it."""
    spoken = (tag or "").partition("-")[0].lower()
    return next((one for one in languages() if one.partition("_")[0] == spoken), None)


@cache
def phrases(language: str) -> Mapping[str, str]:
    """All phrases of a language by name, as written."""
    found: dict[str, str] = {}
    for entry in files(__name__).joinpath(language).iterdir():
        if entry.name.endswith(".toml"):
            subject = entry.name.removesuffix(".toml")
            found |= {f"{subject}.{key}": text for key, text in _written(entry, f"{language}/{entry.name}").items()}
    return found


def _written(entry: Traversable, path: str) -> dict[str, str]:
    try:
        written = tomllib.loads(entry.read_text("utf-8"))
    except ValueError as error:  # what tomllib and the decoder raise tells the place
        raise BrokenPhrases(f"{__name__}/{path}: {error}") from None
    for key, text in written.items():
        if not isinstance(text, str):
            raise BrokenPhrases(f"{__name__}/{path}: {key} = {text!r}")
    return written


def proofread() -> None:
    """Read every phrase of every language as a template. Raises BrokenPhrases."""
    reader = Environment(autoescape=True)
    for language in languages():
        for name, text in phrases(language).items():
            subject, _, key = name.partition(".")
            try:
                reader.parse(text)
            except TemplateSyntaxError as error:
                place = f"{__name__}/{language}/{subject}.toml: {key}, line {error.lineno}"
                raise BrokenPhrases(f"{place}: {error.message}") from None


class Phrasebook:
    """Words phrases in one language for readers in one zone: HTML for chats, plain for pop-ups and terminals."""

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        self.language = language
        self.zone = zone
        self._html = self._environment(autoescape=True)
        self._plain = self._environment(autoescape=False)

    def say(self, phrase: str, facts: Mapping[str, Any], now: datetime, plain: bool = False) -> str:
        """The phrase with these facts; `now` decides what 今天 means. Raises UndefinedError on a missing fact."""
        environment = self._plain if plain else self._html
        return environment.get_template(phrase).render(**facts, now=now).strip()

    def _environment(self, autoescape: bool) -> Environment:
        environment = Environment(
            loader=DictLoader(dict(phrases(self.language))),
            autoescape=autoescape,  # noqa: S701  the plain twin is for pop-ups and terminals, which read no HTML
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["when"] = self._when
        environment.filters["on"] = self._on
        environment.filters["mention"] = _mention if autoescape else _name
        environment.globals["term"] = self._term
        environment.globals["told"] = _told
        return environment

    def _term(self, kind: str, code: Any) -> str:
        return phrases(self.language)[f"{kind}.{code}"]

    @pass_context
    def _when(self, context: Context, at: datetime) -> str:
        """A time as people say it: today and tomorrow by name, the year only if it is another."""
        now = context["now"].astimezone(self.zone)
        days = (at.astimezone(self.zone).date() - now.date()).days
        return self._dated(context, at, {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days))

    @pass_context
    def _on(self, context: Context, at: datetime) -> str:
        """A time by its date: for what stands in a chat and is read on another day, when 今天 would be wrong."""
        return self._dated(context, at)

    def _dated(self, context: Context, at: datetime, name: str | None = None) -> str:
        local = at.astimezone(self.zone)
        name = name or ("date" if local.year == context["now"].astimezone(self.zone).year else "far_date")
        numbers = {"year": local.year, "month": local.month, "day": local.day}
        template = context.environment.get_template
        clock = template("time.clock").render(hour=local.hour, minute=local.minute)
        return template(f"time.{name}").render(clock=clock, **numbers)


@pass_context
def _told(context: Context, phrase: str, facts: Mapping[str, Any]) -> str:
    """Another phrase with facts of its own, inside of one."""
    said = context.environment.get_template(phrase).render(**facts, now=context["now"]).strip()
    return Markup(said) if context.eval_ctx.autoescape else said  # noqa: S704  escaped by its own template


def _name(person: Any) -> str:
    return str(person.name)


def _mention(person: Any) -> Markup:
    return Markup('<a href="tg://user?id={}">{}</a>').format(int(person.telegram_id), escape(person.name))
