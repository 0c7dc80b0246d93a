"""Name an unexpected error for logs and parked rows: its kind and place, never its words, which may quote a message."""

import traceback
from pathlib import Path

ROOT = Path(__file__).parent.parent


def place(error: BaseException) -> str:
    """`KeyError at handlers/work.py:31`: the innermost line of ours."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(ROOT) and ".venv" not in path.parts:
            return f"{type(error).__name__} at {path.relative_to(ROOT)}:{frame.lineno}"
    return type(error).__name__
