"""The table of odd corners names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`(tests/[a-z_/]+\.py)::(test_\w+)`")


def test_each_corner_names_a_test_that_exists() -> None:
    rows = [line for line in (ROOT / "docs/platform.md").read_text("utf-8").splitlines() if line.startswith("|")][2:]
    assert rows
    for row in rows:
        named = NAMED.findall(row)
        assert named, f"no test is named: {row}"
        for path, name in named:
            file = ROOT / path
            assert file.exists(), f"{path} does not exist: {row}"
            assert re.search(rf"^(async )?def {name}\(", file.read_text("utf-8"), re.M), f"{path} has no {name}"
