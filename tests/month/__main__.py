"""`make month`: a month of one tower, played through the whole stack at speed, and what it came to."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from tests.month.run import ran
from tests.month.telling import lines

TICKETS = 330  # 3,860 a year (the article's tower), in proportion


def main() -> None:
    """Play it and print the figures; `--transcripts` keeps what was said in each chat."""
    parser = argparse.ArgumentParser(prog="python -m tests.month", description=__doc__)
    parser.add_argument("--tickets", type=int, default=TICKETS)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--transcripts", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        month = asyncio.run(ran(Path(folder), given.tickets, given.days, given.seed))
    for line in lines(month.figures):
        print(line)  # noqa: T201  it is a command
    print(f"wall time: {month.seconds:.0f} s, {month.ticks} ticks")  # noqa: T201
    if given.transcripts is not None:
        given.transcripts.mkdir(parents=True, exist_ok=True)
        for name, text in month.transcripts.items():
            (given.transcripts / f"{name}.txt").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
