"""The small model that was made from the corpus: what each run of letters weighs, in a small file.

Everything is linear. The weights of all columns of a run are packed into one integer, one lane a column, so that adding
up a text is one addition a run. The file is a header (what it was made from, scales, the weights of the marks), then,
compressed, for each table its sorted keys and one signed byte a column.
"""

import json
import math
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

_MAGIC = b"YLTM1\n"
HEAT = 1.2  # how evenly the shares of columns are spread; chosen on the tune part
_LANE = 32  # bits: room for 16 million runs of 255
_BIAS = 128  # a signed byte is kept as 0 to 255


@dataclass(frozen=True)
class Table:
    """What runs weigh in each column; a run that is not in it weighs nothing."""

    columns: tuple[str, ...]
    scales: tuple[float, ...]
    biases: tuple[float, ...]
    packed: Mapping[int, int]

    def scores(self, keys: Iterable[int]) -> list[float]:
        """The sum of each column over these runs."""
        known = list(filter(None, map(self.packed.get, keys)))
        total = sum(known)
        raw = array("I", total.to_bytes(len(self.columns) * _LANE // 8, "little"))
        off = _BIAS * len(known)
        return [(lane - off) * scale + bias for lane, scale, bias in zip(raw, self.scales, self.biases, strict=True)]


@dataclass(frozen=True)
class Model:
    """Tables by name, the weights of marks by what they judge, and what it was made from."""

    tables: Mapping[str, Table]
    marks: Mapping[str, Mapping[str, float]]
    made_from: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def weighed(self, judging: str, signals: Mapping[str, float]) -> float:
        """The sum of what these signals weigh when `judging`, with its bias."""
        weights = self.marks[judging]
        return weights[""] + sum(weights.get(name, 0.0) * much for name, much in signals.items())


def chance(logit: float) -> float:
    """Log-odds as a probability, in steps that can be read."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, logit)))), 3)


def chance_of(judging: str, logit: float) -> float:
    """What the shipped model's logit is as a chance."""
    slope, offset = shipped().facts[judging]
    return chance(slope * logit + offset)


def shares(table: str, keys: Iterable[int]) -> dict[str, float]:
    """The same of the shipped model."""
    return shares_of(shipped(), table, keys)


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
    return read(resources.files("desk.triage").joinpath("model.bin").read_bytes())


def read(blob: bytes) -> Model:
    """The model in a file; ValueError when it is none of ours."""
    if not blob.startswith(_MAGIC):
        raise ValueError("not a triage model")
    start = len(_MAGIC) + 4
    size = int.from_bytes(blob[len(_MAGIC) : start], "little")
    header = json.loads(blob[start : start + size])
    body, tables, at = zlib.decompress(blob[start + size :]), {}, 0
    for table in header["tables"]:
        rows, wide = table["rows"], len(table["columns"])
        keys = array("I", body[at : at + 4 * rows])
        cells = body[at + 4 * rows : at + (4 + wide) * rows]
        at += (4 + wide) * rows
        tables[table["name"]] = _table(table, keys, cells)
    return Model(tables, header["marks"], header["made_from"], header["facts"])


def _table(header: Mapping[str, Any], keys: Sequence[int], cells: bytes) -> Table:
    wide = len(header["columns"])
    lanes = array("I", list(cells)).tobytes()
    row = wide * _LANE // 8
    packed = {key: int.from_bytes(lanes[at * row : (at + 1) * row], "little") for at, key in enumerate(keys)}
    return Table(tuple(header["columns"]), tuple(header["scales"]), tuple(header["biases"]), packed)


@dataclass(frozen=True)
class Columns:
    """A table before it is written: the weights of each key, one a column."""

    name: str
    columns: tuple[str, ...]
    biases: tuple[float, ...]
    weights: Mapping[int, Sequence[float]]


def written(
    tables: Sequence[Columns], marks: Mapping[str, Mapping[str, float]], made_from: str, facts: Mapping[str, Any]
) -> bytes:
    """The file of a model. The same model gives the same bytes."""
    heads, body = [], bytearray()
    for table in tables:
        scales = [max((abs(row[at]) for row in table.weights.values()), default=1.0) / 127 or 1.0 for at in _at(table)]
        kept = {key: cells for key in sorted(table.weights) if any(cells := _cells(table.weights[key], scales))}
        body += array("I", kept).tobytes()
        body += bytes(cell + _BIAS for cells in kept.values() for cell in cells)
        heads.append(
            {
                "name": table.name,
                "rows": len(kept),
                "columns": table.columns,
                "scales": [float(f"{scale:.6g}") for scale in scales],
                "biases": [round(bias, 4) for bias in table.biases],
            }
        )
    rounded = {name: {mark: round(w, 4) for mark, w in sorted(each.items())} for name, each in sorted(marks.items())}
    header = {"tables": heads, "marks": rounded, "made_from": made_from, "facts": facts}
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    return _MAGIC + len(head).to_bytes(4, "little") + head + zlib.compress(bytes(body), 9)


def _at(table: Columns) -> range:
    return range(len(table.columns))


def _cells(row: Sequence[float], scales: Sequence[float]) -> list[int]:
    return [round(weight / scale) for weight, scale in zip(row, scales, strict=True)]
