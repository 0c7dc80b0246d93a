"""Read the settings, and name those that are wrong."""

from pydantic import ValidationError

from bot.commands.endings import Stop, wrong
from bot.commands.words import say, text
from bot.settings import Settings


def settings() -> Settings:
    """The settings; every wrong one is named, its value never: it may be a secret."""
    try:
        return Settings()
    except ValidationError as error:
        raise Stop([text("cli.settings_joint").join(_setting(error))]) from None
    except (OSError, ValueError):
        raise wrong("cli.bad_environment_file") from None


def _setting(error: ValidationError) -> list[str]:
    found = []
    for one in error.errors(include_input=False, include_url=False):
        facts = one.get("ctx", {})
        right = str(facts.get("expected") or facts.get("error") or "")
        for before, after in (("'", ""), (", ", "/"), (" or ", "/")):
            right = right.replace(before, after)
        name = f"YOULIN_{'_'.join(map(str, one['loc']))}".upper()
        found.append(say("cli.bad_setting", name=name, right=right))
    return found
