"""Find in the code which phrases it says, and which refusals it raises."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("desk", "handlers", "scheduled", "bot")
REFUSALS = {"Refused", "NotAllowed", "WrongState", "Unknown", "BadArgument"}
PHRASE = re.compile(r"[a-z]+\.[a-z_]+")


def _trees() -> Iterator[ast.Module]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield ast.parse(path.read_text("utf-8"), str(path))


def _strings(node: ast.AST) -> set[str]:
    """Every whole string in it; the pieces of an f-string are none."""
    pieces = {id(piece) for one in ast.walk(node) if isinstance(one, ast.JoinedStr) for piece in one.values}
    found = (one for one in ast.walk(node) if isinstance(one, ast.Constant) and id(one) not in pieces)
    return {one.value for one in found if isinstance(one.value, str)}


def phrases_said(subjects: set[str]) -> set[str]:
    """Every `subject.key` that stands in the code."""
    strings = set().union(*(_strings(tree) for tree in _trees()))
    return {text for text in strings if PHRASE.fullmatch(text) and text.partition(".")[0] in subjects}


def refusals_raised() -> set[str]:
    """The phrase of every refusal, also where the phrase was chosen just before."""
    found: set[str] = set()
    for tree in _trees():
        for function in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)):
            for call in (one for one in ast.walk(function) if isinstance(one, ast.Call)):
                if isinstance(call.func, ast.Name) and call.func.id in REFUSALS and call.args:
                    found |= _chosen(function, call.args[0])
    return found


def _chosen(function: ast.AST, phrase: ast.expr) -> set[str]:
    """What the first argument may be: itself, or what its name was given."""
    if not isinstance(phrase, ast.Name):
        return _strings(phrase)
    given = (one for one in ast.walk(function) if isinstance(one, ast.Assign))
    values = [
        one.value for one in given if phrase.id in {name.id for name in one.targets if isinstance(name, ast.Name)}
    ]
    branches = [end for one in values if isinstance(one, ast.IfExp) for end in (one.body, one.orelse)]
    return set().union(*(_strings(one) for one in branches or values))
