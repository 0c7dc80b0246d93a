"""The small model: made from the corpus that lies beside it, the same every time, read back as it was written."""

from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.directory import read as read_directory
from desk.triage import grams, model
from desk.triage.learning.corpus import Corpus, fingerprint, part
from desk.triage.learning.descend import fit
from desk.triage.learning.making import make
from desk.triage.normal import normal

SAMPLE = Path(__file__).parent.parent.parent / "bot" / "sample" / "nanshi.yaml"
MEGABYTES = 3 * 1024 * 1024


def test_the_shipped_model_was_made_from_the_corpus_that_is_shipped() -> None:
    """Whoever changes a line of the corpus runs `make train`."""
    assert model.shipped().made_from == fingerprint()


def test_the_shipped_model_is_small() -> None:
    assert len(resources.files("desk.triage").joinpath("model.bin").read_bytes()) < MEGABYTES


def test_training_twice_gives_the_same_file() -> None:
    whole, tune = part("train-"), part("tune")
    few = Corpus(whole.lines[::12], whole.replies[::8], whole.pairs[::8])
    directory = read_directory(SAMPLE.read_text("utf-8"))
    made = make(few, tune, directory, "a few")
    assert make(few, tune, directory, "a few") == made
    assert model.read(made).made_from == "a few"


def test_what_is_written_is_read_back() -> None:
    columns = model.Columns("message", ("one", "other"), (0.5, -1.0), {7: (1.0, -2.0), 9: (0.25, 0.0)})
    back = model.read(model.written([columns], {"matter": {"": 0.1, "nothing": -1.0}}, "here", {"sieve": 1}))
    assert back.tables["message"].scores([7, 9, 11]) == pytest.approx([1.75, -3.0], abs=0.02)
    assert back.tables["message"].scores([]) == pytest.approx([0.5, -1.0])
    assert back.weighed("matter", {"nothing": 1.0, "unheard of": 5.0}) == pytest.approx(-0.9)
    assert back.facts == {"sieve": 1}


def test_a_file_that_is_none_of_ours_is_refused() -> None:
    with pytest.raises(ValueError, match="not a triage model"):
        model.read(b"something else")


def test_no_line_stands_in_two_parts_of_the_corpus() -> None:
    learnt = {line.text for line in part("train-").lines}
    assert learnt.isdisjoint(line.text for line in part("tune").lines)


def test_descent_finds_what_tells_the_true_from_the_false() -> None:
    rows = [[("lift", 1.0), ("the", 1.0)], [("lunch", 1.0), ("the", 1.0)]] * 20
    found = fit(rows, [True, False] * 20, 0.1, 20)
    assert found.score([("lift", 1.0)]) > 1
    assert found.score([("lunch", 1.0)]) < -1


@given(st.text())
def test_runs_are_those_of_every_length_and_the_telling_are_among_them(said: str) -> None:
    ready = grams.prepared(normal(said))
    runs = grams.keys(ready)
    assert runs == {
        grams.key_of(ready[at : at + wide])
        for wide in range(1, grams.LONGEST + 1)
        for at in range(len(ready) - wide + 1)
        if max(map(ord, ready)) <= 0xFFFF or wide
    } or any(ord(letter) > 0xFFFF for letter in ready)
    assert grams.telling(ready) <= runs or any(ord(letter) > 0xFFFF for letter in ready)


def test_digits_and_repeats_are_alike() -> None:
    assert grams.prepared("12楼") == grams.prepared("35楼")
    assert grams.prepared("啊啊啊啊啊") == grams.prepared("啊啊啊")
