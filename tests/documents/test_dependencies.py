"""The page about dependencies names those that there are."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_names_every_dependency_and_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = [re.split(r"[\[<>=]", line)[0] for line in project["dependencies"]]
    rows = [line for line in (ROOT / "docs/dependencies.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    told = [row.split("|")[1].strip() for row in rows[1:]]
    assert sorted(told) == sorted(declared)
    assert all(cell.strip() for row in rows for cell in row.split("|")[1:-1])
