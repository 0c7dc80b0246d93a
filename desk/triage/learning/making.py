"""Make the model: from labelled lines to the file that is shipped."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from desk.directory.entries import Directory, Service
from desk.triage import grams, model
from desk.triage.evidence import Scales
from desk.triage.judging import signals
from desk.triage.learning import calibrate
from desk.triage.learning.corpus import NONE, Corpus, Line, Two
from desk.triage.learning.counting import count
from desk.triage.learning.descend import Row, Weights, fit, fit_in_turns
from desk.triage.learning.lessons import NO_LESSONS, Lessons
from desk.triage.marks import Marks
from desk.triage.normal import normal
from desk.triage.pairs import Pairs
from desk.triage.replies import reply_marks
from desk.triage.seeing import Seen
from desk.triage.services import offered

FOLDS = 3
TIMES = 2  # what one correction counts against one line of the corpus
_ROUNDS, _LAST_ROUNDS = 6, 20
_PERIL_PULL = 30.0
_SETTLED = 0.02  # an example that is as sure as this is not looked at again in its round
SERVICE_RUNS = 2  # letters in a run that tells of a service
_KINDS = {
    "office": frozenset(("staff", "notice")),
    "talk": frozenset(("chat", "joke", "favour", "own", "weather", "food")),
}
_RARE = 2  # runs met less often are left out


class Examples:
    """Makes examples of texts, as they will be seen later."""

    def __init__(self, directory: Directory) -> None:
        keywords = offered(directory.services)
        self._scales, self._marks = Scales(keywords, offered(directory.services, of_units=True)), Marks(keywords)

    def of(self, text: str) -> Seen:
        plain = normal(text)
        ready = grams.prepared(plain)
        seen = tuple(self._marks.of(plain, self._scales.weigh(plain)))
        return Seen(frozenset(grams.keys(ready)), frozenset(grams.telling(ready)), seen)

    def seen_in(self, text: str) -> tuple[frozenset[int], tuple[str, ...]]:
        """The runs and the marks of a text."""
        one = self.of(text)
        return one.runs, one.marks


def make(learn: Corpus, tune: Corpus, directory: Directory, made_from: str, lessons: Lessons = NO_LESSONS) -> bytes:
    """The model's file; `lessons`: what a district has taught beside the corpus. Nobody can unlearn what danger is."""
    made = Examples(directory)
    lines = [made.of(line.text) for line in learn.lines]
    kept = _often([*lines, *(one.seen for one in lessons.messages)])
    examples = [*lines, *(one.seen for one in lessons.messages * TIMES)]
    columns, judging = {}, {}
    matters = [line.is_matter for line in learn.lines] + [one.is_matter for one in lessons.messages * TIMES]
    perils, often = [line.is_emergency for line in learn.lines], _often(lines)
    folds = [at % FOLDS for at in [*range(len(lines)), *[*range(len(lessons.messages))] * TIMES]]
    columns["full"], full = _scorer(examples, matters, lambda one: one.runs & kept, folds)
    columns["subject"], subject = _scorer(examples, matters, lambda one: one.telling & kept, folds)
    columns["danger"], danger = _scorer(lines, perils, lambda one: one.runs & often, folds, pull=3.0, settled=0.0)
    voices: dict[str, list[float]] = {}
    for voice, kinds in _KINDS.items():
        heard = [line.kind in kinds for line in learn.lines] + [False] * (len(examples) - len(lines))
        columns[voice], voices[voice] = _scorer(examples, heard, lambda one: one.runs & kept, folds)
    judging["matter"] = _judge(examples, matters, {"full": full, "subject": subject, **voices})
    judging["danger"] = _judge([_of_perils(one) for one in lines], perils, {"danger": danger}, _PERIL_PULL)
    tables = [_table("message", columns), _services(learn.lines, lessons), _replies(learn, judging)]
    pairs = Pairs(directory.buildings)
    judging["same"] = _pairs(
        [*learn.pairs, *lessons.pairs], pairs, model.read(model.written(tables, judging, made_from, {}))
    )
    plain = model.read(model.written(tables, judging, made_from, {}))
    # Emergencies are matters, too: two ways to pass.
    sieve = {"full": calibrate.sieve(full, matters, 0.99), "danger": calibrate.sieve(danger, perils, 0.85)}
    facts = {**calibrate.all_of(plain, tune, made.seen_in, pairs), "sieve": sieve}
    facts |= {"services": {one.code: named(one) for one in directory.services} | dict(lessons.names)}
    return model.written(tables, judging, made_from, facts)


def named(service: Service) -> list[str]:
    """What a service is known by."""
    return [normal(word) for word in (service.name, *service.keywords)]


def _often(examples: Sequence[Seen]) -> frozenset[int]:
    met: dict[int, int] = {}
    for one in examples:
        for key in one.runs:
            met[key] = met.get(key, 0) + 1
    return frozenset(key for key, times in met.items() if times >= _RARE)


Chosen = Callable[[Seen], frozenset[int]]


def _scorer(
    examples: Sequence[Seen],
    truth: Sequence[bool],
    chosen: Chosen,
    folds: Sequence[int],
    pull: float = 1.0,
    settled: float = _SETTLED,
) -> tuple[Weights, list[float]]:
    """The weights of runs, and what each line would score if its fold had not been learnt from."""
    rows: list[Row] = [[(key, 1.0) for key in sorted(chosen(one))] for one in examples]
    apart = [0.0] * len(rows)
    for fold in range(FOLDS):
        others = [at for at in range(len(rows)) if folds[at] != fold]
        found = fit([rows[at] for at in others], [truth[at] for at in others], pull, _ROUNDS, settled)
        for at in (at for at in range(len(rows)) if folds[at] == fold):
            apart[at] = found.score(rows[at])
    return fit_in_turns(rows, truth, pull, _ROUNDS, settled), apart


def _of_perils(one: Seen) -> Seen:
    """With those marks alone that speak of danger: the others are many, and dangers few."""
    return replace(one, marks=tuple(name for name in one.marks if name.startswith("peril")))


def _judge(
    examples: Sequence[Seen], truth: Sequence[bool], scores: Mapping[str, list[float]], pull: float = 3.0
) -> dict[str, float]:
    rows: list[Row] = [
        sorted(signals({name: each[at] for name, each in scores.items()}, one.marks).items())
        for at, one in enumerate(examples)
    ]
    found = fit(rows, truth, pull, _LAST_ROUNDS)
    return {"": found.bias, **{str(name): weight for name, weight in found.of.items()}}


def _table(name: str, columns: Mapping[str, Weights]) -> model.Columns:
    keys = {key for each in columns.values() for key in each.of}
    weights = {int(key): [each.of.get(key, 0.0) for each in columns.values()] for key in keys}
    return model.Columns(name, tuple(columns), tuple(each.bias for each in columns.values()), weights)


def _services(lines: Sequence[Line], lessons: Lessons) -> model.Columns:
    known = [line for line in lines if line.is_matter and line.service != NONE]
    readies = (grams.prepared(normal(line.text)) for line in known)
    seen = [grams.keys(ready, SERVICE_RUNS) for ready in readies]
    rows = [sorted(runs) for runs in (*seen, *(one.runs for one in lessons.services))]
    classes, weights = count(rows, [line.service for line in known] + [one.service for one in lessons.services])
    return model.Columns("service", tuple(classes), (0.0,) * len(classes), weights)


def _replies(learn: Corpus, judging: dict[str, dict[str, float]]) -> model.Columns:
    examples = [reply_example(said.text) for said in learn.replies]
    truth = [said.done for said in learn.replies]
    weights, apart = _scorer(examples, truth, lambda one: one.runs, [at % FOLDS for at in range(len(truth))])
    judging["done"] = _judge(examples, truth, {"done": apart})
    return _table("reply", {"done": weights})


def _pairs(learn: Sequence[Two], pairs: Pairs, plain: model.Model) -> dict[str, float]:
    rows: list[Row] = [list(pairs.signals(plain, two.one, two.other).items()) for two in learn]
    found = fit(rows, [two.same for two in learn], 3.0, _LAST_ROUNDS)
    return {"": found.bias, **{str(name): weight for name, weight in found.of.items()}}


def reply_example(text: str) -> Seen:
    """What is known of a reply."""
    plain = normal(text)
    ready = grams.prepared(plain)
    return Seen(frozenset(grams.keys(ready)), frozenset(), tuple(reply_marks(plain)))
