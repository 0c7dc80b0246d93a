"""Make the model: from labelled lines to the file that is shipped."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

from desk.directory.entries import Directory, Service
from desk.triage import grams, model
from desk.triage.evidence import Scales
from desk.triage.learning import calibrate, network
from desk.triage.learning.corpus import NONE, Corpus, Line, Said, Two
from desk.triage.learning.counting import count
from desk.triage.learning.lessons import NO_LESSONS, Lessons
from desk.triage.learning.network import Example, Learnt, Side
from desk.triage.marks import Marks
from desk.triage.normal import normal
from desk.triage.pairs import Pairs
from desk.triage.replies import reply_seen
from desk.triage.seeing import Seen
from desk.triage.services import offered

TIMES = 2  # what one correction counts against one line of the corpus
SERVICE_RUNS = 2  # letters in a run that tells of a service
_RARE = 4  # runs met less often are left out: they are a quarter of all, and what they say is mostly chance
_FEW_SUMS = 8  # for what has fewer examples
_FINE = 0.22  # what one step of a weight is worth; half of it judges hardly better
_LESSON_STEP = 0.1  # how far one lesson moves what each of its runs says


class Examples:
    """Makes examples of texts, as they will be seen later."""

    def __init__(self, directory: Directory) -> None:
        keywords = offered(directory.services)
        self._scales, self._marks = Scales(keywords, offered(directory.services, of_units=True)), Marks(keywords)

    def of(self, text: str) -> Seen:
        plain = normal(text)
        runs = grams.keys(grams.prepared(plain))
        return Seen(frozenset(runs), tuple(self._marks.of(plain, self._scales.weigh(plain))))


def make(learn: Corpus, tune: Corpus, directory: Directory, made_from: str, lessons: Lessons = NO_LESSONS) -> bytes:
    """The model's file; `lessons`: what a district has taught beside the corpus. Nobody can unlearn what danger is."""
    made = Examples(directory)
    tables = [_messages(learn.lines, made, lessons), _services(learn.lines, lessons), _replies(learn.replies)]
    pairs = Pairs(directory.buildings)
    tables.append(_pairs([*learn.pairs, *lessons.pairs], pairs, model.read(model.written(tables, made_from, {}))))
    facts = calibrate.all_of(model.read(model.written(tables, made_from, {})), tune, made.of, pairs)
    facts |= {"services": {one.code: named(one) for one in directory.services} | dict(lessons.names)}
    return model.written(tables, made_from, facts)


def named(service: Service) -> list[str]:
    """What a service is known by."""
    return [normal(word) for word in (service.name, *service.keywords)]


def _messages(lines: Sequence[Line], made: Examples, lessons: Lessons) -> model.Columns:
    """Matters and dangers, by letters and marks; kinds, services and registers are learnt beside them, and help."""
    known = _known(line.text for line in lines)
    examples = [_example(made.of(line.text).of(known)) for line in lines]
    taught = network.teach(
        examples,
        {
            "matter": [line.is_matter for line in lines],
            "danger": [line.is_emergency for line in lines],
        },
        [
            Side([line.kind for line in lines], 0.5),
            Side([line.service for line in lines], 0.5),
            Side([line.register for line in lines], 1.0),  # whom it is said to decides what many a word means
        ],
    )
    return _table("message", _with_lessons(taught, examples, lines, lessons))


def _with_lessons(taught: Learnt, examples: Sequence[Example], lines: Sequence[Line], lessons: Lessons) -> Learnt:
    """Corrections are learnt last, among the lines, and move what runs say directly for a matter, nothing else."""
    if not lessons.messages:
        return taught
    told = lessons.messages * TIMES
    truth = [line.is_matter for line in lines] + [one.is_matter for one in told]
    among = [*examples, *(_example(one.seen) for one in told)]
    return network.teach_directly(taught, among, "matter", truth, _LESSON_STEP)


def _replies(replies: Sequence[Said]) -> model.Columns:
    known = _known(said.text for said in replies)
    examples = [_example(reply_seen(normal(said.text)).of(known)) for said in replies]
    return _table("reply", network.teach(examples, {"done": [said.done for said in replies]}, sums=_FEW_SUMS))


def _example(seen: Seen) -> Example:
    """In an order that is the same everywhere, and close together: there are eight million of them."""
    return Example(array("I", sorted(seen.runs)), array("I", sorted(map(grams.key_of_mark, seen.marks))))


def _often(runs: Iterable[Iterable[int]], least: int) -> frozenset[int]:
    met = Counter(run for each in runs for run in each)
    return frozenset(run for run, times in met.items() if times >= least)


def _known(texts: Iterable[str]) -> frozenset[int]:
    """The runs that are met often enough in these."""
    return _often(map(_runs, texts), _RARE)


def _runs(text: str) -> set[int]:
    return grams.keys(grams.prepared(normal(text)))


def _table(name: str, taught: Learnt) -> model.Columns:
    sums = tuple(f"sum {at}" for at in range(len(taught.biases)))
    biases = (*taught.biases, *(0.0 for _ in taught.heads))
    return model.Columns(name, (*sums, *taught.heads), biases, taught.of, _FINE, taught.heads)


def _services(lines: Sequence[Line], lessons: Lessons) -> model.Columns:
    known = [line for line in lines if line.is_matter and line.service != NONE]
    seen = [grams.keys(grams.prepared(normal(line.text)), SERVICE_RUNS) for line in known]
    often = _often([*seen, *(one.runs for one in lessons.services)], _RARE)
    rows = [sorted(often.intersection(runs)) for runs in (*seen, *(one.runs for one in lessons.services))]
    classes, weights = count(rows, [line.service for line in known] + [one.service for one in lessons.services])
    return model.Columns("service", tuple(classes), (0.0,) * len(classes), weights)


def _pairs(learn: Sequence[Two], pairs: Pairs, plain: model.Model) -> model.Columns:
    """Whether two are one matter: what both hold, what one holds, and how near they are in meaning and place."""
    seen = [pairs.seen(plain, two.one, two.other) for two in learn]
    often = _often([one.runs for one in seen], _RARE)
    examples = [_example(one.of(often)) for one in seen]
    return _table("pair", network.teach(examples, {"same": [two.same for two in learn]}, sums=_FEW_SUMS))
