"""Write results to standard output, so that programs can read them line by line as they come."""

import json
import sys
from typing import Any

# Some readers take these for the end of a line; JSON allows them to be spelt out.
LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def as_line(value: Any) -> str:
    """A value as JSON in one line, Chinese readable."""
    return json.dumps(value, ensure_ascii=False).translate(LINE_ENDS)


def put(value: Any) -> None:
    """One line of JSON, at once."""
    put_line(as_line(value))


def put_line(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def minutes(number: float) -> int | float:
    """Minutes as people write them: whole ones without a fraction."""
    short = round(number, 4)
    return int(short) if short == int(short) else short
