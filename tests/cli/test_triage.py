"""Messages are read from standard input, one a line, without token, database or platform."""

import asyncio
import json
import os
import subprocess
import sys

from tests.cli.conftest import DIRECTORY, ROOT, Start, Youlin

FIELDS = ["text", "is_issue", "score", "service", "services", "category", "priority", "building", "floor", "place"]


def test_each_line_is_answered_with_one_object_in_the_same_order(youlin: Youlin) -> None:
    ended = youlin("triage", "--directory", DIRECTORY, stdin="12楼电梯按了没反应\n\n今天天气真好\n发票怎么开")
    found = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 0
    assert [list(one) for one in found] == [FIELDS] * 4
    assert [one["text"] for one in found] == ["12楼电梯按了没反应", "", "今天天气真好", "发票怎么开"]
    assert [one["is_issue"] for one in found] == [True, False, False, True]
    assert (found[0]["service"], found[0]["floor"], found[0]["priority"]) == ("P01", 12, "high")
    assert "电梯" in ended.out  # readable, not \uXXXX


def test_without_a_directory_the_sample_is_read_with(youlin: Youlin) -> None:
    ended = youlin("triage", stdin="12楼电梯按了没反应")
    assert json.loads(ended.out)["service"] is not None


def test_a_message_is_read_as_said_in_the_group_of_the_grid(youlin: Youlin) -> None:
    asked = ("triage", "--directory", DIRECTORY, "--grid")
    assert json.loads(youlin(*asked, "g03", stdin="顶楼漏水了").out)["floor"] == 18
    assert "“G99”" in youlin(*asked, "G99", stdin="x").complaint


def test_reasons_are_added_when_asked_for(youlin: Youlin) -> None:
    found = json.loads(youlin("triage", "--explain", stdin="12楼电梯按了没反应").out)
    assert list(found) == [*FIELDS, "explain"]
    assert all(isinstance(reason, str) for reason in found["explain"])
    assert found["explain"]


def test_a_handlers_reply_is_read(youlin: Youlin) -> None:
    ended = youlin("triage", "--kind", "reply", stdin="已修好，换了门机\n明天来修\n")
    assert [json.loads(line)["done"] for line in ended.out.splitlines()] == [True, False]
    assert list(json.loads(ended.out.splitlines()[0])) == ["text", "done", "score"]


def test_a_pair_is_two_messages_with_a_tab_between(youlin: Youlin) -> None:
    ended = youlin("triage", "--kind", "pair", stdin="12楼电梯坏了\t12楼电梯不动了\n电梯坏了\t厕所堵了\n没有制表符\n")
    assert [json.loads(line)["same"] for line in ended.out.splitlines()] == [True, False]
    assert list(json.loads(ended.out.splitlines()[0])) == ["same", "score"]
    assert ended.complaint.startswith("第 3 行")


def test_bytes_that_are_no_text_do_not_stop_the_reading(youlin: Youlin) -> None:
    ended = youlin("triage", stdin=b"\xef\xbb\xbfa\r\n\xff\xfe\xc3\x28\n\xe2\x80\xa8\x0b\x1c\x00\n")
    assert [json.loads(line)["text"] for line in ended.out.splitlines()] == ["a", "��\ufffd(", "\u2028\x0b\x1c\x00"]


def test_a_directory_that_cannot_be_read_is_named(youlin: Youlin, tmp_path: object) -> None:
    assert "没有文件 nope.yaml" in youlin("triage", "--directory", "nope.yaml").complaint
    assert "文件夹" in youlin("triage", "--directory", str(tmp_path)).complaint


def test_neither_telegram_nor_a_database_is_loaded() -> None:
    code = "import sys, bot.cli\ntry: bot.cli.main(['triage'])\nexcept SystemExit: print(sorted(sys.modules))"
    run, here = [sys.executable, "-c", code], {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(run, input=b"x\n", capture_output=True, check=True, env=here)  # noqa: S603 - our own code
    loaded = ended.stdout.decode().splitlines()[1]
    assert "'desk.triage'" in loaded
    for name in ("telegram", "sqlalchemy", "alembic", "xlsxwriter"):
        assert f"'{name}'" not in loaded


async def test_a_line_is_answered_before_the_next_is_there(start: Start) -> None:
    program = await start("triage")
    stdin, stdout = program.process.stdin, program.process.stdout
    assert stdin is not None
    assert stdout is not None
    for text in ("电梯坏了", "发票怎么开"):
        stdin.write(f"{text}\n".encode())
        assert json.loads(await asyncio.wait_for(stdout.readline(), 30))["text"] == text
    assert (await program.ends()).code == 0
