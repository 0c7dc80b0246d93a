"""Turn YAML text into nodes that know their line, and refuse what a directory never needs: loops, bombs, own tags."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml
from yaml.resolver import Resolver

from desk.directory.mistakes import Mistake, Mistakes

MAX_BYTES = 5_000_000
MAX_DEPTH = 30  # of nesting, with aliases followed
MAX_NODES = 1_000_000  # with aliases followed

# libyaml reads ten times as fast; PyYAML without it understands the same files.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CORE = "tag:yaml.org,2002:"
KINDS = frozenset(f"{CORE}{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp", "merge"))
BRANCHES = frozenset({f"{CORE}seq", f"{CORE}map"})


@dataclass(slots=True)
class Scalar:
    """A single value as written; `kind` is what YAML takes it for: str, int, float, bool, null, timestamp, merge."""

    line: int
    kind: str
    text: str


@dataclass(slots=True)
class Sequence:
    """A list."""

    line: int
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values in the order written, repeated keys included."""

    line: int
    pairs: list[tuple["Node", "Node"]] = field(default_factory=list)


Node = Scalar | Sequence | Mapping


@dataclass(slots=True)
class _Grown:
    """A node, how deep it goes and how many nodes it has with its aliases followed."""

    node: Node
    height: int = 1
    weight: int = 1


@dataclass(slots=True)
class _Branch:
    """A list or mapping that is still open; `key` waits for its value."""

    grown: _Grown
    anchor: str | None
    key: Node | None = None


def compose(text: str) -> Node:
    """The root node of `text`; raises Mistakes, with one mistake, when it is not YAML that we would read."""
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        _refuse(1, "file_too_big", limit=MAX_BYTES)
    if odd := UNREADABLE.search(text):
        _refuse(text.count("\n", 0, odd.start()) + 1, "bad_character")
    composer = _Composer()
    try:
        for event in yaml.parse(text, Loader=LOADER):
            composer.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        _refuse(min(mark.line, text.count("\n")) + 1 if mark else 1, "bad_yaml")
    root = composer.root
    if root is None or (isinstance(root, Scalar) and root.kind == "null"):
        _refuse(1, "empty_file")
    return root


def _refuse(line: int, what: str, **facts: Any) -> NoReturn:
    raise Mistakes([Mistake(line, "", what, facts)])


class _Composer:
    """Builds nodes from parser events without recursion."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.open: list[_Branch] = []
        self.anchors: dict[str, _Grown] = {}
        self.resolver: Any = Resolver()  # its methods carry no annotations
        self.steps: dict[type, Callable[[Any, int], None]] = {
            yaml.DocumentStartEvent: self.start_document,
            yaml.ScalarEvent: self.add_scalar,
            yaml.AliasEvent: self.add_alias,
            yaml.SequenceStartEvent: self.start_sequence,
            yaml.MappingStartEvent: self.start_mapping,
            yaml.SequenceEndEvent: self.end_branch,
            yaml.MappingEndEvent: self.end_branch,
        }

    def take(self, event: Any) -> None:
        if step := self.steps.get(type(event)):
            step(event, event.start_mark.line + 1)

    def start_document(self, _: Any, line: int) -> None:
        if self.root is not None:
            _refuse(line, "second_document")

    def add_scalar(self, event: Any, line: int) -> None:
        tag = event.tag
        if tag in (None, "!"):
            tag = self.resolver.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag == f"{CORE}value":  # a lone `=`, which only YAML 1.1 finds special
            tag = f"{CORE}str"
        if tag not in KINDS:
            _refuse(line, "unknown_tag", value=tag.removeprefix(CORE)[:40])
        self.add(_Grown(Scalar(line, tag.removeprefix(CORE), event.value)), event.anchor, line)

    def add_alias(self, event: Any, line: int) -> None:
        if event.anchor not in self.anchors:  # not defined, or still open: a loop
            _refuse(line, "bad_alias", value=event.anchor[:40])
        self.add(self.anchors[event.anchor], None, line)

    def start_sequence(self, event: Any, line: int) -> None:
        self.start_branch(Sequence(line), event)

    def start_mapping(self, event: Any, line: int) -> None:
        self.start_branch(Mapping(line), event)

    def start_branch(self, node: Sequence | Mapping, event: Any) -> None:
        if event.tag not in (None, "!") and event.tag not in BRANCHES:
            _refuse(node.line, "unknown_tag", value=event.tag.removeprefix(CORE)[:40])
        if len(self.open) >= MAX_DEPTH:
            _refuse(node.line, "too_deep", limit=MAX_DEPTH)
        self.open.append(_Branch(_Grown(node), event.anchor))

    def end_branch(self, _: Any, line: int) -> None:
        branch = self.open.pop()
        self.add(branch.grown, branch.anchor, line)

    def add(self, grown: _Grown, anchor: str | None, line: int) -> None:
        """Hang a finished node where the file has it, and keep it for its aliases."""
        if anchor:
            self.anchors[anchor] = grown
        if not self.open:
            self.root = grown.node
            return
        branch = self.open[-1]
        self.grow(branch.grown, grown, line)
        match branch.grown.node:
            case Sequence(items=items):
                items.append(grown.node)
            case Mapping(pairs=pairs) if branch.key is not None:
                pairs.append((branch.key, grown.node))
                branch.key = None
            case _:
                branch.key = grown.node

    def grow(self, parent: _Grown, child: _Grown, line: int) -> None:
        parent.height = max(parent.height, child.height + 1)
        parent.weight += child.weight
        if parent.height + len(self.open) - 1 > MAX_DEPTH:
            _refuse(line, "too_deep", limit=MAX_DEPTH)
        if parent.weight > MAX_NODES:
            _refuse(line, "too_many_nodes", limit=MAX_NODES)
