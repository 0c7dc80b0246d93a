"""The command that opens the demo: which port, and what it says."""

import socket

import pytest

from bot.commands.demo import LOOPBACK
from tests.demo.page.browser import Demo


def test_a_taken_port_is_named_and_the_next_free_one_used_on_this_machine_only() -> None:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        port = taken.getsockname()[1]
        demo = Demo("--empty", "--port", str(port))
        assert f"端口 {port} 有人用着，改用 " in demo.said
        other = int(demo.address.rpartition(":")[2].rstrip("/"))
        assert port < other <= port + 20
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", other), 5)  # also this machine, but not the address listened on
        assert demo.stop() == 0
    assert "演示已结束。" in demo.said
    assert "退出时删除" in demo.said
