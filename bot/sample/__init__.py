"""The sample district that the demo shows and newcomers copy."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def path() -> Traversable:
    """The sample directory file."""
    return files(__name__) / "nanshi.yaml"


def text() -> str:
    """What the sample directory file says."""
    return path().read_text(encoding="utf-8")
