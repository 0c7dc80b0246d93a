"""Find a font with Chinese letters to draw with, once."""

import asyncio
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts")
CJK = ("cjk", "wqy", "droidsansfallback", "arphic", "pingfang", "songti", "heiti")  # in names of font files
DRAWN = (".ttf", ".ttc", ".otf")  # what can be drawn with
PATIENCE = 5.0  # seconds

_found: list[Path] = []


async def chinese_font() -> Path | None:
    """The font's file. None, too, where the search takes too long; none is looked for anew the next time."""
    if not _found:
        with suppress(TimeoutError, OSError):
            async with asyncio.timeout(PATIENCE):
                _found.extend(await (_listed() if shutil.which("fc-list") else asyncio.to_thread(_in_folders)))
    return _found[0] if _found else None


async def _listed() -> list[Path]:
    asking = await asyncio.create_subprocess_exec(
        "fc-list", ":lang=zh-cn", "file", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        listed, _ = await asking.communicate()
    finally:
        if asking.returncode is None:
            asking.kill()
    return _usable(Path(line.strip().rstrip(":")) for line in listed.decode(errors="replace").splitlines())


def _in_folders() -> list[Path]:
    files = (file for folder in FONTS for file in Path(folder).rglob("*.*"))
    return _usable(file for file in files if any(word in file.name.lower() for word in CJK))


def _usable(files: Iterable[Path]) -> list[Path]:
    """Those that can be drawn with; the same one first every time."""
    return sorted(file for file in files if file.suffix.lower() in DRAWN)
