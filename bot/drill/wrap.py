"""Break lines of Chinese and Latin for a terminal: by cells, words whole, no line that starts with a full stop."""

import re
from collections.abc import Iterator

from rich.cells import cell_len

# What must not be torn apart: a button, a Latin word or number; any other character stands alone.
_PIECE = re.compile(r"［[^］]*］|[\x21-\x7e]+|.")
_CLOSING = "，。；：！？、）」』］…·"
_OPENING = "（「『［#"


def wrap(text: str, width: int) -> list[str]:
    """The lines of a text, none wider than `width` cells unless a single piece is."""
    return [line for paragraph in text.splitlines() for line in _lines(paragraph, width)]


def _lines(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for piece in _pieces(paragraph):
        if line and cell_len(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    yield line.rstrip()


def _pieces(paragraph: str) -> list[str]:
    """Pieces with the punctuation that belongs to them."""
    pieces: list[str] = []
    for match in _PIECE.finditer(paragraph):
        piece = match[0]
        if pieces and (piece[0] in _CLOSING or pieces[-1][-1] in _OPENING):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces
