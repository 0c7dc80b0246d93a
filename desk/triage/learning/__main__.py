"""`make train`: the shipped model, made anew from the corpus."""

import sys
from importlib import resources
from pathlib import Path

from desk.directory import read
from desk.triage.learning.corpus import fingerprint, part
from desk.triage.learning.making import make


def main(directory: str, out: str) -> None:
    """Make the model with the service list of this directory file, and write it there."""
    made = make(part("train-"), part("tune"), read(Path(directory).read_text("utf-8")), fingerprint())
    Path(out).write_bytes(made)
    sys.stdout.write(f"{out}: {len(made)} bytes, made from corpus {fingerprint()}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else str(resources.files("desk.triage").joinpath("model.bin")))
