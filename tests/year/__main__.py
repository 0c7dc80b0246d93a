"""`make year`: a year of events and duty of the sample district, played through the whole stack, and what it came to.

Exits 1 if something is in the figures that must not be.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.year.run import Scale, ran
from tests.year.telling import lines


def main() -> int:
    """Play it and print the figures; `--transcripts` keeps what was said in each group."""
    usual = Scale()
    parser = argparse.ArgumentParser(prog="python -m tests.year", description=__doc__)
    parser.add_argument("--days", type=int, default=usual.days)
    parser.add_argument("--members", type=int, default=usual.each)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--transcripts", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        year = asyncio.run(ran(Path(folder), Scale(given.days, given.members), given.seed))
    for line in lines(year.figures):
        print(line)  # noqa: T201  it is a command
    print(f"wall time: {year.seconds:.0f} s, processor {year.cpu:.0f} s, {year.ticks} ticks")  # noqa: T201
    if given.transcripts is not None:
        given.transcripts.mkdir(parents=True, exist_ok=True)
        for name, text in year.transcripts.items():
            (given.transcripts / f"{name}.txt").write_text(text + "\n", "utf-8")
    return 1 if any(year.figures.wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
