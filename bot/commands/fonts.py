"""Find out whether this machine has a font with Chinese letters."""

import asyncio
import shutil
from contextlib import suppress
from pathlib import Path

from bot.commands.database import PATIENCE

FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts")
CJK = ("cjk", "wqy", "droidsansfallback", "arphic", "pingfang", "songti", "heiti")  # in names of font files


async def has_chinese_font() -> bool:
    """False also where the search takes too long."""
    with suppress(TimeoutError, OSError):
        async with asyncio.timeout(PATIENCE):
            return await _listed_font() if shutil.which("fc-list") else await asyncio.to_thread(_font_file)
    return False


async def _listed_font() -> bool:
    asking = await asyncio.create_subprocess_exec(
        "fc-list", ":lang=zh-cn", "family", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        listed, _ = await asking.communicate()
    finally:
        if asking.returncode is None:
            asking.kill()
    return bool(listed.strip())


def _font_file() -> bool:
    files = (file.name.lower() for folder in FONTS for file in Path(folder).rglob("*.*"))
    return any(word in name for name in files for word in CJK)
