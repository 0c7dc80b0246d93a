"""What a district has corrected becomes lessons; a model is kept only if it is better, and never for a danger less."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.directory.entries import Service
from desk.triage import Triage, grams, model
from desk.triage.learning.comparing import Measured, Score, better, measure
from desk.triage.learning.corpus import Corpus, Two, part
from desk.triage.learning.folding import HELD_BACK, Corrections, Couple, Message, lessons
from desk.triage.learning.lessons import Lessons, Taught
from desk.triage.learning.making import make
from desk.triage.normal import normal
from desk.triage.seeing import Seen, seen_in
from storage.kinds import Role
from tests.trained import deaf, small_corpus
from tests.triage.conftest import district

OFFICER = Role.PROPERTY_OFFICER
FINE = Measured(
    {"matter": Score(90, 100), "danger": Score(9, 10), "calm": Score(95, 100), "pair": Score(40, 50)},
    {"matter": Score(2, 8)},
)


def taught(*messages: Message, here: tuple[Service, ...] = ()) -> list[str]:
    """The services that these messages are lessons for."""
    place = replace(district(), services=(*district().services, *here))
    return [one.service for one in lessons(Corrections(messages), place, model.shipped()).services]


@given(st.lists(st.integers(1, 400), max_size=30))
def test_each_correction_is_either_learnt_or_held_back_and_always_the_same(numbers: list[int]) -> None:
    every = Corrections(
        tuple(Message(one) for one in numbers), tuple(Couple(one, Two("a", "b", True)) for one in numbers)
    )
    learnt, held = every.held_back(False), every.held_back()
    assert len(learnt) + len(held) == len(every)
    assert {one.number for one in held.messages} == {one for one in numbers if one % HELD_BACK == 0}
    assert {one.number for one in learnt.messages}.isdisjoint(one.number for one in held.messages)
    assert {one.number for one in held.couples}.isdisjoint(one.number for one in learnt.messages)


def test_a_run_that_one_text_alone_has_is_not_learnt() -> None:
    rare = {grams.key_of(run) for run in ("魃", "魃魍", "魍魉")}
    assert rare.isdisjoint(model.shipped().tables["message"].rows)
    once = lessons(Corrections((Message(1, "魃魍魉漏水"),)), district(), model.shipped())
    twice = lessons(Corrections((Message(1, "魃魍魉漏水"), Message(2, "魃魍魉坏了"))), district(), model.shipped())
    assert rare.isdisjoint(once.messages[0].seen.runs)
    assert once.messages[0].seen.runs
    assert rare <= twice.messages[0].seen.runs


def test_what_is_left_of_erased_words_is_a_lesson_that_it_was_none() -> None:
    seen = Seen(frozenset({grams.key_of("漏")}), ("thing 1",))
    (one,) = lessons(Corrections((Message(1, seen=seen, is_matter=False),)), district(), model.shipped()).messages
    assert (one.seen, one.is_matter) == (seen, False)
    assert seen_in(seen.as_json()) == seen
    assert seen_in({**seen.as_json(), "telling": [1]}) == seen  # as version 1 kept it


def test_english_is_read_by_rules_and_teaches_nothing() -> None:
    assert lessons(Corrections((Message(1, "the lift on 12F is stuck"),)), district(), model.shipped()).messages == ()


def test_a_transfer_is_a_lesson_for_the_handlers_service() -> None:
    assert taught(Message(1, "社保卡丢了怎么补", unit="tax")) == ["S01"]
    assert taught(Message(1, "空调滴水", role=OFFICER)) in (["P02"], ["P03"])
    assert taught(Message(1, "社保卡丢了怎么补", unit="nobody")) == []
    assert taught(Message(1, "社保卡丢了怎么补")) == []


def test_a_service_that_the_corpus_does_not_know_is_learnt_under_its_own_name() -> None:
    pets = Service("S01X", "宠物登记", unit="pets", keywords=("养猫",))
    found = lessons(
        Corrections((Message(1, "我想养一只柯基要办证吗", unit="pets"),)),
        replace(district(), services=(*district().services, pets)),
        model.shipped(),
    )
    assert [one.service for one in found.services] == ["S01X"]
    assert found.names == {"S01X": [normal("宠物登记"), normal("养猫")]}


def test_a_code_that_means_something_else_here_is_not_taken_for_the_corpus() -> None:
    other = Service("S01", "宠物登记", unit="pets", keywords=("养猫",))
    place = replace(district(), services=(*(one for one in district().services if one.code != "S01"), other))
    found = lessons(Corrections((Message(1, "我想养柯基", unit="pets"),)), place, model.shipped())
    assert [one.service for one in found.services] == ["S01*"]


def test_better_is_fewer_mistakes_in_all() -> None:
    assert better(FINE, replace(FINE, corrections={"matter": Score(3, 8)}))
    assert not better(FINE, FINE)
    assert not better(FINE, replace(FINE, corrections={"matter": Score(1, 8)}))


def test_nothing_is_bought_with_somebody_in_danger() -> None:
    won = {"matter": Score(8, 8)}
    assert better(FINE, replace(FINE, corrections=won))
    assert not better(FINE, Measured({**FINE.corpus, "danger": Score(8, 10)}, won))


def test_no_kind_of_judgement_is_spoilt_for_another() -> None:
    won = {"matter": Score(8, 8)}
    assert better(FINE, Measured({**FINE.corpus, "matter": Score(89, 100)}, won))
    assert not better(FINE, Measured({**FINE.corpus, "matter": Score(88, 100)}, won))


@given(st.integers(0, 8), st.integers(0, 8))
def test_of_two_models_at_most_one_is_better(one: int, other: int) -> None:
    first, second = (replace(FINE, corrections={"matter": Score(right, 8)}) for right in (one, other))
    assert not (better(first, second) and better(second, first))


def test_nobody_can_unlearn_what_danger_is(tmp_path: Path) -> None:
    folder = small_corpus(tmp_path)
    learn, tune = part("train-", folder), part("tune", folder)
    wolf = Triage(district()).sees("电梯里有人被困，快来人")
    assert wolf is not None
    plain, spoilt = (
        model.read(make(learn, tune, district(), "here", Lessons((Taught(wolf, False),) * times))) for times in (0, 20)
    )
    before, after = (one.logits("message", wolf.keys) for one in (plain, spoilt))
    assert after["danger"] == before["danger"]
    assert after["matter"] < before["matter"] - 1


def test_a_deaf_model_is_measured_as_one() -> None:
    tune = part("tune")
    few = Corpus(tune.lines[5::10], (), tune.pairs[::10])
    held = Corrections((Message(4, "12楼厕所堵了，水漫出来了"), Message(8, "空调滴水", role=OFFICER)))
    shipped, none = (measure(one, few, district(), held, district()) for one in (model.shipped(), model.read(deaf())))
    assert none.corpus["danger"].right < shipped.corpus["danger"].right  # the plainest words are still heard
    assert none.corpus["matter"].right < shipped.corpus["matter"].right
    assert shipped.corrections["matter"] == Score(2, 2)
    assert shipped.corrections["service"] == Score(1, 1)
    assert not better(shipped, none)
    assert better(none, shipped)


@pytest.mark.parametrize("text", ["厕所味道好大", "12楼漏水了", "中午吃什么", "停车费发票哪里开"])
def test_a_triage_reads_by_the_model_that_it_is_given(text: str) -> None:
    assert Triage(district(), model.read(model.shipped_file())).read(text) == Triage(district()).read(text)
    if text == "厕所味道好大":
        assert not Triage(district(), model.read(deaf())).read(text).is_issue
