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
from desk.triage.learning.network import Example, teach, teach_directly
from desk.triage.normal import normal

SAMPLE = Path(__file__).parent.parent.parent / "bot" / "sample" / "nanshi.yaml"
THREE_MEGABYTES = 3_000_000


def test_the_shipped_model_was_made_from_the_corpus_that_is_shipped() -> None:
    """Whoever changes a line of the corpus runs `make train`."""
    assert model.shipped().made_from == fingerprint()


def test_the_shipped_model_is_small() -> None:
    assert len(resources.files("desk.triage").joinpath("model.bin").read_bytes()) < THREE_MEGABYTES


def test_training_twice_gives_the_same_file() -> None:
    whole, tune = part("train-"), part("tune")
    few = Corpus(whole.lines[::240], whole.replies[::80], whole.pairs[::80])
    tune = Corpus(tune.lines[::8], tune.replies[::8], tune.pairs[::8])
    directory = read_directory(SAMPLE.read_text("utf-8"))
    made = make(few, tune, directory, "a few")
    assert make(few, tune, directory, "a few") == made
    assert model.read(made).made_from == "a few"


def test_what_is_written_is_read_back() -> None:
    columns = model.Columns("message", ("one", "other"), (0.5, -1.0), {7: (1.0, -2.0), 9: (0.25, 0.0)})
    back = model.read(model.written([columns], "here", {"sieve": 1}))
    assert back.tables["message"].scores([7, 9, 11]) == pytest.approx([1.75, -3.0], abs=0.02)
    assert back.tables["message"].scores([]) == pytest.approx([0.5, -1.0])
    assert back.facts == {"sieve": 1}


def test_a_network_bends_its_sums_and_adds_what_is_said_directly() -> None:
    heads = {"matter": [2.0, 3.0, 0.5]}
    weights = {7: (1.0, -2.0, 0.25), 9: (0.5, 1.0, 0.0)}
    network = model.Columns("message", ("sum 0", "sum 1", "matter"), (0.0, 0.0, 0.0), weights, 0.125, heads)
    back = model.read(model.written([network], "here", {}))
    assert back.logits("message", [7]) == {"matter": 2.0 * 1.0 + 0.25 + 0.5}
    assert back.logits("message", [7, 9]) == {"matter": 2.0 * 1.5 + 0.25 + 0.5}
    assert back.logits("message", [9]) == {"matter": 2.0 * 0.5 + 3.0 * 1.0 + 0.5}
    assert back.logits("message", []) == {"matter": 0.5}


def test_a_file_that_is_none_of_ours_is_refused() -> None:
    with pytest.raises(ValueError, match="not a triage model"):
        model.read(b"something else")


def test_no_line_stands_in_two_parts_of_the_corpus() -> None:
    learnt = {line.text for line in part("train-").lines}
    assert learnt.isdisjoint(line.text for line in part("tune").lines)


def test_a_network_learns_what_no_single_word_tells() -> None:
    """Either of two words is a matter, both or neither are none: nothing linear can learn that."""
    texts = [((1,), True), ((2,), True), ((1, 2), False), ((3,), False)] * 60
    told = teach([Example(runs) for runs, _ in texts], {"matter": [true for _, true in texts]}, rounds=12)
    names = tuple(map(str, range(len(told.biases) + 1)))
    made = model.Columns("few", names, (*told.biases, 0.0), told.of, 0.01, told.heads)
    learnt = model.read(model.written([made], "here", {}))
    found = {runs: learnt.logits("few", runs)["matter"] for runs, _ in texts[:4]}
    assert min(found[1,], found[2,]) > 0 > max(found[1, 2], found[3,])


def test_what_is_learnt_directly_moves_no_other_judgement() -> None:
    texts = [Example((1, 3)), Example((2, 3))] * 30
    told = teach(texts, {"matter": [True, False] * 30, "danger": [True, False] * 30})
    after = teach_directly(told, [Example((1, 3))] * 9, "matter", [False] * 9, 0.1)
    assert after.heads == told.heads
    moved = [(old, new) for run in told.of for old, new in zip(told.of[run], after.of[run], strict=True) if old != new]
    assert len(moved) == 2
    assert all(new < old for old, new in moved)


def test_descent_finds_what_tells_the_true_from_the_false() -> None:
    rows = [[("lift", 1.0), ("the", 1.0)], [("lunch", 1.0), ("the", 1.0)]] * 20
    found = fit(rows, [True, False] * 20, 0.1, 20)
    assert found.score([("lift", 1.0)]) > 1
    assert found.score([("lunch", 1.0)]) < -1


@given(st.text(st.characters(max_codepoint=0xFFFF)))
def test_runs_are_those_of_every_length(said: str) -> None:
    ready = grams.prepared(normal(said))
    assert grams.keys(ready) == {
        grams.key_of(ready[at : at + wide])
        for wide in range(1, grams.LONGEST + 1)
        for at in range(len(ready) - wide + 1)
    }


def test_digits_and_repeats_are_alike() -> None:
    assert grams.prepared("12楼") == grams.prepared("35楼")
    assert grams.prepared("啊啊啊啊啊") == grams.prepared("啊啊啊")
