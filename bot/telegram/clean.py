"""Take out of an update what no database keeps and what would disturb the words around it, before it is judged."""

from collections.abc import Mapping
from typing import Any

LONGEST = 4096  # Bot API: no text is longer; whatever claims to be is cut
CONTROL = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
# Half of a pair: JSON may carry it, UTF-8 cannot.
SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
# Embeddings, overrides and isolates would turn round whatever stands behind them on a card; right-to-left letters
# keep their direction without them.
DIRECTIONS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), None)
UNCLEAN: dict[int, str | None] = {**CONTROL, **SURROGATES, **DIRECTIONS}


def clean(value: Any) -> Any:
    """The same with every text in it cleaned, at any depth."""
    if isinstance(value, str):
        return value.translate(UNCLEAN)[:LONGEST]
    if isinstance(value, Mapping):
        return {clean(name): clean(inner) for name, inner in value.items()}
    return [clean(inner) for inner in value] if isinstance(value, list) else value
