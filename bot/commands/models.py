"""Try the models at the addresses of the settings, if there are any."""

import time

from bot.commands.findings import BAD, FINE, Finding, finding
from bot.models.listening import Listener, silence
from bot.models.reading import LanguageModel
from bot.models.wire import Unusable, is_here, shown
from bot.settings import Settings
from desk.advising import Question

TRIAL = Question("12楼电梯按了没反应", (("P01", "电梯故障报修"),))


async def tried(settings: Settings) -> list[Finding]:
    """One line for each address: does it answer, and as it should?"""
    found = []
    if settings.llm_url is not None:
        found.append(await _reads(settings, settings.llm_url))
    if settings.transcribe_url is not None:
        found.append(await _listens(settings, settings.transcribe_url))
    return found


async def _reads(settings: Settings, url: str) -> Finding:
    begin = time.monotonic()
    try:
        advice = await LanguageModel(settings).ask(TRIAL)
    except Unusable as error:
        return finding(BAD, "check.llm_fails", url=shown(url), why=error.why)
    return finding(FINE, "check.llm", yes=advice.is_issue, **_facts(url, settings.llm_model, begin))


async def _listens(settings: Settings, url: str) -> Finding:
    begin = time.monotonic()
    try:
        await Listener(settings).write_down(silence(), "silence.wav", "audio/wav")
    except Unusable as error:
        return finding(BAD, "check.transcribe_fails", url=shown(url), why=error.why)
    return finding(FINE, "check.transcribe", **_facts(url, settings.transcribe_model, begin))


def _facts(url: str, model: str, begin: float) -> dict[str, object]:
    seconds = f"{time.monotonic() - begin:.1f}"
    return {"url": shown(url), "model": model, "seconds": seconds, "here": is_here(url)}
