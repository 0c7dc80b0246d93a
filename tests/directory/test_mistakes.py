"""Whoever writes a directory file is told of every mistake, and where it stands."""

import json
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined

from desk.directory import Mistake, Mistakes, read
from desk.directory.mistakes import FACTS
from desk.directory.yaml_nodes import MAX_BYTES
from tests.directory.bad_files import BAD_FILES, HEAD, Bad, bomb

SENTENCES: dict[str, str] = tomllib.loads((files("locales.zh_CN") / "load.toml").read_text(encoding="utf-8"))
WORDING = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 — for a terminal


def mistakes_of(text: str) -> list[Mistake]:
    with pytest.raises(Mistakes) as told:
        read(text)
    return told.value.mistakes


def sentence(mistake: Mistake) -> str:
    return WORDING.from_string(SENTENCES[mistake.what]).render(line=mistake.line, where=mistake.where, **mistake.facts)


@pytest.mark.parametrize("bad", BAD_FILES, ids=lambda bad: f"{bad.what}-{bad.where}")
def test_a_mistake_is_named_with_its_line_and_place(bad: Bad) -> None:
    (mistake,) = mistakes_of(HEAD + bad.body)
    assert (mistake.what, mistake.line, mistake.where) == (bad.what, bad.line, bad.where)
    assert set(mistake.facts) == set(FACTS[mistake.what])


@pytest.mark.parametrize("bad", BAD_FILES, ids=lambda bad: f"{bad.what}-{bad.where}")
def test_a_mistake_is_told_in_one_short_line_that_says_what_would_be_right(bad: Bad) -> None:
    (mistake,) = mistakes_of(HEAD + bad.body)
    told = sentence(mistake)
    assert f"第 {bad.line} 行" in told
    assert bad.where in told
    assert "\n" not in told
    assert len(told) < 260


def test_every_code_has_a_sentence_and_no_sentence_is_left_over() -> None:
    assert set(SENTENCES) == set(FACTS)


def test_every_code_has_a_file_that_makes_it() -> None:
    tried = {bad.what for bad in BAD_FILES} | {"file_too_big", "empty_file", "file_not_a_mapping", "too_many_nodes"}
    assert set(FACTS) == tried


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("", "empty_file", 1),
        ("# nothing yet\n", "empty_file", 1),
        ("---\n...\n", "empty_file", 1),
        ("\n- a\n", "file_not_a_mapping", 2),
        ("南市", "file_not_a_mapping", 1),
        ("{}", "missing", 1),
        ("#" * (MAX_BYTES + 1), "file_too_big", 1),
        (bomb(10, 9), "too_many_nodes", 7),
        (bomb(1, 60), "too_deep", 29),
        ("district: {name: 南市\n", "bad_yaml", 2),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_file_that_is_no_directory_at_all_is_refused_with_one_mistake(text: str, what: str, line: int) -> None:
    (mistake,) = mistakes_of(text)
    assert (mistake.what, mistake.line) == (what, line)
    assert sentence(mistake)


def test_all_mistakes_of_a_file_are_named_in_the_order_of_its_lines() -> None:
    text = """
        services:
          - {code: S01, name: 税费, unit: tax, role: street}
          - {code: S01, name: 电梯, role: property_officer, priority: soon}
        colour: red
        people:
          - {telegram_id: x, name: 王芳, roles: [{role: grid_leader, grid: G9}, {role: admin}]}
        units: [{code: taxes, name: 市税务局}]
    """
    found = [(m.line, m.where, m.what) for m in mistakes_of(text)]
    assert sorted(found) == [
        (2, "district", "missing"),
        (3, "services[0]", "two_handlers"),
        (3, "services[0].unit", "unknown_unit"),
        (4, "services[1].code", "duplicate_code"),
        (4, "services[1].priority", "unknown_priority"),
        (5, "colour", "unknown_key"),
        (7, "people[0].roles[0].grid", "unknown_grid"),
        (7, "people[0].roles[1].role", "admin_role"),
        (7, "people[0].telegram_id", "bad_telegram_id"),
    ]
    assert [line for line, _, _ in found] == sorted(line for line, _, _ in found)


def test_nobody_is_blamed_for_referring_to_a_section_or_an_entry_that_is_itself_wrong() -> None:
    text = HEAD + "buildings: 3\ngrids: [{code: G, name: 格, building: A}]\n"
    assert [m.what for m in mistakes_of(text)] == ["not_a_list"]
    text = HEAD + "units: [{code: 'a:b', name: 单位}]\nservices: [{code: S, name: 税, unit: 'a:b'}]\n"
    assert [m.what for m in mistakes_of(text)] == ["bad_code"]


def test_a_misspelt_key_or_code_is_answered_with_the_right_one() -> None:
    (mistake,) = mistakes_of(HEAD + "servces: []")
    assert "是不是 services？" in sentence(mistake)
    (mistake,) = mistakes_of(HEAD + "units: [{code: tax, name: 税务}]\nservices: [{code: S, name: 税, unit: taxes}]")
    assert sentence(mistake).endswith("应为其中的编号，如 tax。")


def test_a_value_is_repeated_short_and_without_what_a_terminal_would_obey() -> None:
    (mistake,) = mistakes_of(HEAD + f'units: [{{code: "a:\\e[2J\\n{"b" * 99}", name: 单位}}]')
    assert mistake.what == "not_one_line"
    (mistake,) = mistakes_of(HEAD + f'support: {{raise_after: "\\e[2J\\n{"b" * 99}"}}')
    assert mistake.facts["value"] == f"·[2J·{'b' * 34}…"


yaml_bits = st.sampled_from(
    [
        *"-:,[]{}&*!|>'\"%@#?~ \n\t<=",
        "<<: ",
        "- ",
        ": ",
        "&a ",
        "*a",
        "!!int ",
        "district",
        "name",
        "units",
        "code",
        "1:30",
    ]
)


def told_of(text: str) -> list[Mistake]:
    try:
        read(text)
    except Mistakes as told:
        return told.mistakes
    return []


@given(st.one_of(st.text(), st.lists(yaml_bits, max_size=40).map("".join)))
def test_no_text_whatever_raises_anything_but_mistakes(text: str) -> None:
    for body in (text, HEAD + text, HEAD + "units:\n- " + text):
        for mistake in told_of(body):
            assert 1 <= mistake.line <= len(body.splitlines()) + 1
            assert sentence(mistake)


yaml_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(["district", "grids", "people", "working_time", "calendars", "emergency"]), yaml_values
    )
)
def test_no_value_in_a_known_section_raises_anything_but_mistakes(file: dict[str, object]) -> None:
    with pytest.raises(Mistakes):
        read(json.dumps({**file, "zzz": 1}))
