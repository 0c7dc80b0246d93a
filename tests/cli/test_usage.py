"""Whoever uses the command line wrongly is told in one line what would be right."""

import tomllib
from importlib.resources import files

import pytest

from tests.cli.conftest import Start, Youlin

COMMANDS = ("run", "drill", "load", "check", "triage", "due", "worktime", "when", "export", "migrate")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nope", "没有这个命令，youlin 之后应为"),
        ("export nope", "youlin export 之后应为 tickets 之一"),
        ("triage --nope", "没有选项 --nope"),
        ("triage --kind letter", "--kind 的值不对，应为 message、reply、pair 之一"),
        ("triage --grid", "选项 --grid 后面缺少它的值"),
        ("triage more", "应为：youlin triage [OPTIONS]"),
        ("due", "缺少 --level（emergency、high、normal、low 之一）"),
        ("due --level soon", "--level 的值不对，应为 emergency、high、normal、low 之一"),
        ("load", "缺少 FILE"),
        ("when", "缺少 PHRASE"),
        ("when 明天 12点", "应为：youlin when [OPTIONS] PHRASE"),
        ("load one two", "应为：youlin load [OPTIONS] FILE"),
        ("export tickets --format doc", "--format 的值不对，应为 jsonl、csv、xlsx 之一"),
    ],
)
def test_wrong_use_is_answered_in_one_line_that_says_what_would_be_right(youlin: Youlin, line: str, told: str) -> None:
    ended = youlin(*line.split())
    assert told in ended.complaint
    assert ended.out == ""


def test_help_names_every_command_in_our_words(youlin: Youlin) -> None:
    ended = youlin("--help")
    assert ended.code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in ended.out
    assert "显示这份说明" in ended.out


def test_no_command_is_answered_with_the_help(youlin: Youlin) -> None:
    ended = youlin()
    assert ended.code == 2
    assert "triage" in ended.err


@pytest.mark.parametrize("command", ["run", "load", "check", "triage", "due", "worktime", "when", "migrate", "drill"])
def test_every_command_explains_itself(youlin: Youlin, command: str) -> None:
    ended = youlin(command, "--help")
    assert ended.code == 0
    assert f"Usage: youlin {command}" in ended.out


def test_wrong_settings_are_all_named_with_what_would_be_right_and_never_their_value(youlin: Youlin) -> None:
    values = {"telegram_token": "hunter2", "tick": "soon", "log": "loud", "timezone": "Moon/Base"}
    told = youlin("migrate", **values).complaint
    for name, right in (("TELEGRAM_TOKEN", "123456:ABC"), ("TICK", "15s"), ("LOG", "debug/info"), ("TIMEZONE", "Asia")):
        assert f"YOULIN_{name} 的值不对，应为 {right}" in told
    assert "hunter2" not in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("llm_url", "localhost:8000"),
        ("llm_url", "http://127.0.0.1:8000/v1?key=hunter2"),
        ("llm_key", "hunter2 hunter2"),
        ("llm_budget", "-1"),
        ("llm_timeout", "2m"),
        ("transcribe_url", "ftp://hunter2/v1"),
        ("transcribe_key", "密钥hunter2"),
        ("transcribe_timeout", "0s"),
    ],
)
def test_wrong_settings_of_models_are_named(youlin: Youlin, name: str, value: str) -> None:
    told = youlin("migrate", **{name: value}).complaint
    assert f"YOULIN_{name.upper()} 的值不对" in told
    assert "hunter2" not in told


def test_a_env_file_is_read_and_an_unreadable_one_is_named(youlin: Youlin, tmp_path: object) -> None:
    with open(".env", "w", encoding="utf-8") as file:
        file.write("YOULIN_TICK=never\n")
    assert "YOULIN_TICK" in youlin("migrate").complaint
    with open(".env", "wb") as raw:
        raw.write(b"YOULIN_TICK=\xff\n")
    assert ".env" in youlin("migrate").complaint


def test_what_goes_wrong_inside_is_told_by_its_place_and_not_by_its_words(
    youlin: Youlin, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise KeyError("12楼电梯困人")

    monkeypatch.setattr("bot.commands.triage.Triage", fails)
    ended = youlin("triage", stdin="x\n")
    assert ended.code == 1
    assert "KeyError at tests/cli/" in ended.err
    assert "困人" not in ended.err


async def test_python_m_bot_is_the_same_program(start: Start) -> None:
    ended = await (await start("nope")).ends()
    assert "没有这个命令" in ended.complaint


def test_every_sentence_is_used() -> None:
    """A phrase nobody says any more is dropped."""
    folder = files("bot") / "commands"
    code = "".join(entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".py"))
    code += (files("bot") / "cli.py").read_text("utf-8")
    for subject in ("cli", "check"):
        for key in tomllib.loads((files("locales.zh_CN") / f"{subject}.toml").read_text("utf-8")):
            built = key.startswith("help_")
            assert built or f'"{subject}.{key}"' in code, key
