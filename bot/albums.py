"""Put files into as few messages as the platform allows."""

from collections.abc import Iterable

from desk.values import File

MOST = 10  # Bot API, sendMediaGroup: 2 to 10 items,
TOGETHER = {"photo": "seen", "video": "seen", "document": "read", "audio": "heard"}  # and what goes with what


def albums(files: Iterable[File]) -> list[tuple[File, ...]]:
    """The files, those of a message together. A kind that fits no album is a message of its own."""
    parts: list[list[File]] = []
    for file in files:
        kind = TOGETHER.get(file.kind)
        fitting = (part for part in parts if kind and TOGETHER.get(part[0].kind) == kind and len(part) < MOST)
        part = next(fitting, None)
        if part is None:
            parts.append([file])
        else:
            part.append(file)
    return [tuple(part) for part in parts]
