"""Make the model: from labelled lines to the file that is shipped."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desk.directory.entries import Directory, Service
from desk.triage import grams, model
from desk.triage.evidence import Scales
from desk.triage.judging import signals
from desk.triage.learning import calibrate
from desk.triage.learning.corpus import NONE, Corpus, Line
from desk.triage.learning.counting import count
from desk.triage.learning.descend import Row, Weights, fit
from desk.triage.marks import Marks
from desk.triage.normal import normal
from desk.triage.pairs import Pairs
from desk.triage.replies import reply_marks
from desk.triage.services import offered

FOLDS = 5
_ROUNDS, _LAST_ROUNDS = 6, 20
_SERVICE_RUNS = 2  # letters in a run that tells of a service
_LITTLE = 0.2  # what a run without a subject counts there
_RARE = 2  # runs met less often are left out


@dataclass(frozen=True)
class Example:
    """What is known of a line: enough to learn from it, too little to read it."""

    keys: frozenset[int]
    telling: frozenset[int]
    marks: tuple[str, ...]


class Examples:
    """Makes examples of texts, as they will be seen later."""

    def __init__(self, directory: Directory) -> None:
        keywords = offered(directory.services)
        self._scales, self._marks = Scales(keywords, offered(directory.services, of_units=True)), Marks(keywords)

    def of(self, text: str) -> Example:
        plain = normal(text)
        ready = grams.prepared(plain)
        seen = tuple(self._marks.of(plain, self._scales.weigh(plain)))
        return Example(frozenset(grams.keys(ready)), frozenset(grams.telling(ready)), seen)

    def seen_in(self, text: str) -> tuple[frozenset[int], tuple[str, ...]]:
        """The runs and the marks of a text."""
        one = self.of(text)
        return one.keys, one.marks


def make(learn: Corpus, tune: Corpus, directory: Directory, made_from: str) -> bytes:
    """The model's file."""
    made = Examples(directory)
    examples = [made.of(line.text) for line in learn.lines]
    kept = _often(examples)
    columns, judging = {}, {}
    matters = [line.is_matter for line in learn.lines]
    perils = [line.is_emergency for line in learn.lines]
    columns["full"], full = _scorer(examples, matters, lambda one: one.keys & kept)
    columns["subject"], subject = _scorer(examples, matters, lambda one: one.telling & kept)
    columns["danger"], danger = _scorer(examples, perils, lambda one: one.telling & kept)
    judging["matter"] = _judge(examples, matters, {"full": full, "subject": subject})
    judging["danger"] = _judge(examples, perils, {"danger": danger})
    tables = [_table("message", columns), _services(learn.lines), _replies(learn, judging)]
    pairs = Pairs(directory.buildings)
    judging["same"] = _pairs(learn, pairs, model.read(model.written(tables, judging, made_from, {})))
    plain = model.read(model.written(tables, judging, made_from, {}))
    # Emergencies are matters, too: two ways to pass.
    sieve = {"full": calibrate.sieve(full, matters, 0.99), "danger": calibrate.sieve(danger, perils, 0.85)}
    facts = {**calibrate.all_of(plain, tune, made.seen_in, pairs), "sieve": sieve}
    facts |= {"services": {one.code: _named(one) for one in directory.services}}
    return model.written(tables, judging, made_from, facts)


def _named(service: Service) -> list[str]:
    return [normal(word) for word in (service.name, *service.keywords)]


def _often(examples: Sequence[Example]) -> frozenset[int]:
    met: dict[int, int] = {}
    for one in examples:
        for key in one.keys:
            met[key] = met.get(key, 0) + 1
    return frozenset(key for key, times in met.items() if times >= _RARE)


Chosen = Callable[[Example], frozenset[int]]


def _scorer(examples: Sequence[Example], truth: Sequence[bool], chosen: Chosen) -> tuple[Weights, list[float]]:
    """The weights of runs, and what each line would score if it had not been learnt from."""
    rows: list[Row] = [[(key, 1.0) for key in sorted(chosen(one))] for one in examples]
    apart = [0.0] * len(rows)
    for fold in range(FOLDS):
        others = [at for at in range(len(rows)) if at % FOLDS != fold]
        found = fit([rows[at] for at in others], [truth[at] for at in others], 1.0, _ROUNDS)
        for at in range(fold, len(rows), FOLDS):
            apart[at] = found.score(rows[at])
    return fit(rows, truth, 1.0, _ROUNDS), apart


def _judge(examples: Sequence[Example], truth: Sequence[bool], scores: Mapping[str, list[float]]) -> dict[str, float]:
    rows: list[Row] = [
        sorted(signals({name: each[at] for name, each in scores.items()}, one.marks).items())
        for at, one in enumerate(examples)
    ]
    found = fit(rows, truth, 3.0, _LAST_ROUNDS)
    return {"": found.bias, **{str(name): weight for name, weight in found.of.items()}}


def _table(name: str, columns: Mapping[str, Weights]) -> model.Columns:
    keys = {key for each in columns.values() for key in each.of}
    weights = {int(key): [each.of.get(key, 0.0) for each in columns.values()] for key in keys}
    return model.Columns(name, tuple(columns), tuple(each.bias for each in columns.values()), weights)


def _services(lines: Sequence[Line]) -> model.Columns:
    known = [line for line in lines if line.is_matter and line.service != NONE]
    rows, about = [], set()
    for ready in (grams.prepared(normal(line.text)) for line in known):
        telling = grams.telling(ready)
        about |= telling
        rows.append([(key, 1.0 if key in telling else _LITTLE) for key in sorted(grams.keys(ready, _SERVICE_RUNS))])
    classes, weights = count(rows, [line.service for line in known])
    counted = {key: row if key in about else [_LITTLE * weight for weight in row] for key, row in weights.items()}
    return model.Columns("service", tuple(classes), (0.0,) * len(classes), counted)


def _replies(learn: Corpus, judging: dict[str, dict[str, float]]) -> model.Columns:
    examples = [reply_example(said.text) for said in learn.replies]
    truth = [said.done for said in learn.replies]
    weights, apart = _scorer(examples, truth, lambda one: one.keys)
    judging["done"] = _judge(examples, truth, {"done": apart})
    return _table("reply", {"done": weights})


def _pairs(learn: Corpus, pairs: Pairs, plain: model.Model) -> dict[str, float]:
    rows: list[Row] = [list(pairs.signals(plain, two.one, two.other).items()) for two in learn.pairs]
    found = fit(rows, [two.same for two in learn.pairs], 3.0, _LAST_ROUNDS)
    return {"": found.bias, **{str(name): weight for name, weight in found.of.items()}}


def reply_example(text: str) -> Example:
    """What is known of a reply."""
    plain = normal(text)
    ready = grams.prepared(plain)
    return Example(frozenset(grams.keys(ready)), frozenset(), tuple(reply_marks(plain)))
