"""Tests are given out so that what is dear to start is started once, whatever test tools are in use."""

from types import SimpleNamespace
from typing import Any

from xdist.workermanage import parse_tx_spec_config

from tests.packing import Packing, long_first

PAGE = ["tests/demo/page/test_page.py::test_one", "tests/demo/page/test_access.py::test_two[a::b]"]
OTHERS = ["tests/cli/test_run.py::test_three", "tests/cli/test_run.py::test_four"]


class Node:
    """A test process that writes down what it is given."""

    shutting_down = False

    def __init__(self, name: str) -> None:
        self.gateway = SimpleNamespace(id=name)
        self.given: list[list[int]] = []

    def send_runtest_some(self, numbers: list[int]) -> None:
        self.given.append(numbers)

    def shutdown(self) -> None:
        self.shutting_down = True


def test_tests_of_the_page_go_to_one_process_and_first() -> None:
    config: Any = SimpleNamespace(getvalue=lambda _: ["2*popen"], option=SimpleNamespace(loadscopereorder=True))
    packing, nodes = Packing(config), [Node("gw0"), Node("gw1")]
    assert len(parse_tx_spec_config(config)) == len(nodes)
    for node in nodes:
        packing.add_node(node)
        packing.add_node_collection(node, [*OTHERS, *PAGE])
    packing.schedule()
    assert nodes[0].given == [[2, 3], [1]]
    assert nodes[1].given == [[0]]


def test_long_tests_come_first_and_all_others_stay_in_order() -> None:
    def item(name: str, marker: str | None = None) -> Any:
        return SimpleNamespace(name=name, get_closest_marker=lambda wanted: marker if wanted == marker else None)

    items = [item("one"), item("two", "long"), item("three"), item("four", "long")]
    long_first(items)
    assert [one.name for one in items] == ["two", "four", "one", "three"]
