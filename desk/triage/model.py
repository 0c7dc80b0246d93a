"""The small model that was made from the corpus: what each run of letters weighs, in a small file.

A run's weights lie side by side as bytes. Once it is met they are spread into one integer, one lane a column, which is
kept: adding up a text is one addition a run, and what is never said costs nothing. A table with heads is a small
network: its first columns are sums that are bent once (what is below nothing counts as nothing) and weighed by each
head; the others speak for each judgement directly. The file is a header (what it was made from, scales, heads), then,
compressed, for each table the steps between its sorted keys, byte by byte and, column by column, one signed byte a run.
"""

import json
import lzma
import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib import resources
from itertools import accumulate, pairwise
from operator import mul
from typing import Any

_MAGIC = b"YLTM2\n"
HEAT = 1.2  # how evenly the shares of columns are spread; chosen on the tune part
_LANE = 4  # bytes: room for 16 million runs of 255
_BIAS, _MOST = 128, 127  # a signed byte is kept as 0 to 255


@dataclass(frozen=True)
class Table:
    """What runs weigh in each column; a run that is not in it weighs nothing. `rows`: where the weights of each lie."""

    columns: tuple[str, ...]
    scales: tuple[float, ...]
    biases: tuple[float, ...]
    rows: Mapping[int, int]
    cells: bytes
    _met: dict[int, int] = field(default_factory=dict, repr=False, compare=False)  # the lanes of runs

    def scores(self, keys: Iterable[int]) -> list[float]:
        """The sum of each column over these runs."""
        rows, met = self.rows, self._met
        known = [met.get(key) or self._spread(key) for key in keys if key in rows]
        raw = array("I", sum(known).to_bytes(len(self.columns) * _LANE, "little"))
        off = _BIAS * len(known)
        return [(lane - off) * scale + bias for lane, scale, bias in zip(raw, self.scales, self.biases, strict=True)]

    def _spread(self, key: int) -> int:
        wide = len(self.columns)
        lanes = bytearray(wide * _LANE)
        lanes[::_LANE] = self.cells[self.rows[key] * wide : (self.rows[key] + 1) * wide]
        self._met[key] = whole = int.from_bytes(lanes, "little")
        return whole


@dataclass(frozen=True)
class Model:
    """Tables by name, the heads of those that are networks, and what it was made from."""

    tables: Mapping[str, Table]
    heads: Mapping[str, Mapping[str, Sequence[float]]]
    made_from: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def logits(self, table: str, keys: Iterable[int]) -> dict[str, float]:
        """By judgement of a table with heads, what these runs come to, before it is made a chance."""
        heads, sums = self.heads[table], self.tables[table].scores(keys)
        wide = len(sums) - len(heads)
        bent = [one if one > 0 else 0.0 for one in sums[:wide]]
        return {
            name: directly + head[-1] + sum(map(mul, head, bent))
            for (name, head), directly in zip(heads.items(), sums[wide:], strict=True)
        }

    def chance_of(self, judging: str, logit: float) -> float:
        """What a logit of this model is as a chance."""
        slope, offset = self.facts[judging]
        return chance(slope * logit + offset)


def chance(logit: float) -> float:
    """Log-odds as a probability, in steps that can be read."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, logit)))), 3)


def chance_of(judging: str, logit: float) -> float:
    """What the shipped model's logit is as a chance."""
    return shipped().chance_of(judging, logit)


def shares_of(model: Model, table: str, keys: Iterable[int]) -> dict[str, float]:
    """By column of a table, its share of the whole for these runs."""
    scores = model.tables[table].scores(keys)
    top = max(scores)
    raised = [math.exp((score - top) / HEAT) for score in scores]
    whole = sum(raised)
    return {name: part / whole for name, part in zip(model.tables[table].columns, raised, strict=True)}


@cache
def shipped() -> Model:
    """The model that came with the program."""
    return read(shipped_file())


def shipped_file() -> bytes:
    """Its file."""
    return resources.files("desk.triage").joinpath("model.bin").read_bytes()


@cache
def release() -> str:
    """What the shipped model is known by; it changes with the corpus and with what the rules see."""
    return sha256(shipped_file()).hexdigest()[:16]


def read(blob: bytes) -> Model:
    """The model in a file; ValueError when it is none of ours."""
    if not blob.startswith(_MAGIC):
        raise ValueError("not a triage model")
    start = len(_MAGIC) + 4
    size = int.from_bytes(blob[len(_MAGIC) : start], "little")
    header = json.loads(blob[start : start + size])
    body, tables, at = lzma.decompress(blob[start + size :]), {}, 0
    for table in header["tables"]:
        rows, wide = table["rows"], len(table["columns"])
        keys = accumulate(array("I", _woven(body[at : at + 4 * rows], 4)))
        cells = body[at + 4 * rows : at + (4 + wide) * rows]
        at += (4 + wide) * rows
        tables[table["name"]] = _table(table, keys, cells)
    return Model(tables, header["heads"], header["made_from"], header["facts"])


def _table(header: Mapping[str, Any], keys: Iterable[int], cells: bytes) -> Table:
    columns = tuple(header["columns"])
    side_by_side = _woven(cells, len(columns))
    return Table(
        columns,
        tuple(header["scales"]),
        tuple(header["biases"]),
        {key: row for row, key in enumerate(keys)},
        side_by_side,
    )


def _woven(planes: bytes, wide: int) -> bytes:
    """Rows side by side, of which all first bytes, all second bytes and so on lay together, since those are alike."""
    rows = len(planes) // wide
    woven = bytearray(len(planes))
    for at in range(wide):
        woven[at::wide] = planes[at * rows : (at + 1) * rows]
    return bytes(woven)


@dataclass(frozen=True)
class Columns:
    """A table before it is written: the weights of each key, one a column.

    `step`: the least difference that is kept, where not each column has its own. `heads`: of a network.
    """

    name: str
    columns: tuple[str, ...]
    biases: tuple[float, ...]
    weights: Mapping[int, Sequence[float]]
    step: float | None = None
    heads: Mapping[str, Sequence[float]] = field(default_factory=dict)

    def scales(self) -> list[float]:
        """What one step is worth in each column."""
        if self.step is not None:
            return [self.step] * len(self.columns)
        tops = (max((abs(row[at]) for row in self.weights.values()), default=1.0) for at in range(len(self.columns)))
        return [top / _MOST or 1.0 for top in tops]


def written(tables: Sequence[Columns], made_from: str, facts: Mapping[str, Any]) -> bytes:
    """The file of a model. The same model gives the same bytes."""
    described, body = [], bytearray()
    for table in tables:
        scales = table.scales()
        kept = {key: cells for key in sorted(table.weights) if any(cells := _cells(table.weights[key], scales))}
        steps = array("I", [key - before for before, key in pairwise([0, *kept])]).tobytes()
        body += b"".join(steps[at::4] for at in range(4))
        body += b"".join(bytes(cell + _BIAS for cell in column) for column in zip(*kept.values(), strict=True))
        described.append(
            {
                "name": table.name,
                "rows": len(kept),
                "columns": table.columns,
                "scales": [float(f"{scale:.6g}") for scale in scales],
                "biases": [round(bias, 4) for bias in table.biases],
            }
        )
    header = {
        "tables": described,
        "heads": {table.name: _rounded(table.heads) for table in tables if table.heads},
        "made_from": made_from,
        "facts": facts,
    }
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return _MAGIC + len(head).to_bytes(4, "little") + head + lzma.compress(bytes(body), check=lzma.CHECK_NONE, preset=9)


def _rounded(heads: Mapping[str, Sequence[float]]) -> dict[str, list[float]]:
    return {name: [round(weight, 5) for weight in head] for name, head in heads.items()}


def _cells(row: Sequence[float], scales: Sequence[float]) -> list[int]:
    return [max(-_MOST, min(_MOST, round(weight / scale))) for weight, scale in zip(row, scales, strict=True)]
