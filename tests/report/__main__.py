"""`make triage-report DATA=/path`: how well the reading does, per set and style, and what it costs."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console

from desk.directory import read
from desk.triage import Reading, Triage, read_reply
from desk.triage.bands import SURE, UNSURE
from desk.triage.evidence import Scales
from desk.triage.learning.corpus import NONE, Corpus
from desk.triage.model import shipped
from desk.triage.normal import normal
from desk.triage.services import offered
from tests.report import figures, sets

SAMPLE = Path(__file__).parent.parent.parent / "bot" / "sample" / "nanshi.yaml"
STEPS = (0.1, 0.15, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)
RULES_SURE = 0.5
MISTAKES = 20

out = Console(width=150, highlight=False, markup=False)


def main(folder: Path | None) -> None:
    """Print it all; without a folder only what is our own."""
    directory = read(SAMPLE.read_text("utf-8"))
    triage = Triage(directory)
    cases = list(sets.wider(folder)) if folder else []
    if not cases:
        out.print("no folder with the wider world's sets: only our own are measured (DATA=/path)")
    for name, corpus in sets.own().items():
        ours(triage, name, corpus)
    world(triage, cases)
    pairs(triage, list(sets.twins(folder)) if folder else [])
    trade_off(triage, cases)
    ablation(triage, Scales(offered(directory.services), offered(directory.services, of_units=True)), cases)
    worst(triage, cases)
    times(triage, cases)


def ours(triage: Triage, name: str, corpus: Corpus) -> None:
    """One of our own parts: matter or not, service, place, emergencies, replies, pairs."""
    lines = corpus.lines
    if not lines:
        out.print(f"\n{name}: not here")
        return
    readings = [triage.read(line.text) for line in lines]
    score, precision, recall = figures.f1([one.is_issue for one in readings], [line.is_matter for line in lines])
    out.print(f"\n== {name}: {len(lines)} messages, {sum(line.is_matter for line in lines)} matters")
    out.print(f"F1 {score:.3f} (precision {precision:.3f}, recall {recall:.3f})")
    matters = [(line, triage.matter(line.text)) for line in lines if line.is_matter and line.service != NONE]
    out.print(f"service right {figures.share(one.service == line.service for line, one in matters)}")
    out.print(f"service among three {figures.share(line.service in one.services for line, one in matters)}")
    heights = {"top"}
    both = [(line, one) for line, one in zip(lines, readings, strict=True) if line.floor not in heights]
    out.print(f"building right {figures.share(str(one.building or NONE) == line.building for line, one in both)}")
    named = [(line, one) for line, one in both if line.floor != NONE]
    out.print(f"floor right, where named {figures.share(_floor(one) == line.floor for line, one in named)}")
    out.print(f"floor right, everywhere {figures.share(_floor(one) == line.floor for line, one in both)}")
    alarms = [(line.is_emergency, one.priority == "emergency") for line, one in zip(lines, readings, strict=True)]
    out.print(f"emergencies found {figures.share(said for true, said in alarms if true)}")
    out.print(f"emergencies false {figures.share(said for true, said in alarms if not true)}")
    replies = [(said.done, read_reply(said.text).done) for said in corpus.replies]
    out.print(f"replies right {figures.share(true is said for true, said in replies)}")
    out.print(f"  done, and heard {figures.share(said for true, said in replies if true)}")
    out.print(f"  not done, and taken for done {figures.share(said for true, said in replies if not true)}")
    twins = [(two.same, triage.pair(two.one, two.other).same) for two in corpus.pairs]
    out.print(f"pairs: one matter found {figures.share(said for true, said in twins if true)}")
    out.print(f"pairs: two matters kept apart {figures.share(not said for true, said in twins if not true)}")


def _floor(reading: Reading) -> str:
    return NONE if reading.floor is None else str(reading.floor)


def world(triage: Triage, cases: list[sets.Case]) -> None:
    """The wider world's sets: how many of each style were taken for a matter, with and without doubtful rows."""
    groups: dict[tuple[str, str], list[tuple[bool, bool, bool]]] = defaultdict(list)
    for case in cases:
        groups[case.group, case.style].append((triage.read(case.text).is_issue, case.matter, case.doubtful))
    if groups:
        out.print("\n== taken for a matter, by set and style (of rows without doubt)")
    for (group, style), found in sorted(groups.items()):
        kind = "matters" if found[0][1] else "no matters"
        sure = figures.share(said for said, _, doubtful in found if not doubtful)
        out.print(f"{group}, {style} ({kind}): {figures.share(said for said, *_ in found)}; without doubt {sure}")
    chat = [one for (group, _), found in groups.items() if group == "labelled chat" for one in found if not one[2]]
    if chat:
        out.print(
            f"labelled chat, right on rows without doubt: {figures.share(said is true for said, true, _ in chat)}"
        )


def pairs(triage: Triage, twins: list[sets.Twin]) -> None:
    """Pairs of titles by how hard they are."""
    kinds: dict[tuple[bool, str], list[bool]] = defaultdict(list)
    for two in twins:
        kinds[two.same, two.kind].append(triage.pair(two.one, two.other).same is two.same)
    if kinds:
        out.print("\n== pairs, right by type")
    for (same, kind), right in sorted(kinds.items()):
        out.print(f"{'one matter' if same else 'two matters'}, {kind}: {figures.share(right)}")
    found = [right for (same, _), each in kinds.items() if same for right in each]
    hard = [right for (same, kind), each in kinds.items() if not same and kind.startswith("hn") for right in each]
    if found:
        out.print(f"duplicates found {figures.share(found)}; hard negatives right {figures.share(hard)}")


def trade_off(triage: Triage, cases: list[sets.Case]) -> None:
    """What other thresholds would do."""
    lines = sets.own()["tune"].lines
    ours_found = [(triage.read(line.text).score, line.is_matter) for line in lines]
    found = [(case, triage.read(case.text).score) for case in cases]
    out.print(f"\n== the trade-off (sure from {SURE}, unsure from {UNSURE})")
    for step in STEPS:
        score, precision, recall = figures.f1([s >= step for s, _ in ours_found], [t for _, t in ours_found])
        line = f"from {step:.2f}: tune F1 {score:.3f}, precision {precision:.3f}, recall {recall:.3f}"
        for group in ("small talk", "officials' replies", "complaints"):
            each = [s >= step for case, s in found if case.group == group]
            line += f"; {group} {100 * sum(each) / len(each):.1f} %" if each else ""
        out.print(line)


def ablation(triage: Triage, scales: Scales, cases: list[sets.Case]) -> None:
    """Rules only, letters only, and both."""
    model = shipped()

    def letters(text: str) -> bool:
        return model.chance_of("matter", model.logits("message", _runs(text))["matter"]) >= SURE

    ways: dict[str, Callable[[str], bool]] = {
        "rules only": lambda text: scales.weigh(normal(text)).score >= RULES_SURE,
        "letters only": letters,
        "both": lambda text: triage.read(text).is_issue,
    }
    out.print("\n== ablation")
    for name, way in ways.items():
        line = f"{name}:"
        for part_name, corpus in sets.own().items():
            score, *_ = figures.f1([way(one.text) for one in corpus.lines], [one.is_matter for one in corpus.lines])
            line += f" {part_name} F1 {score:.3f};"
        for group in ("small talk", "officials' replies", "complaints"):
            each = [way(case.text) for case in cases if case.group == group]
            line += f" {group} {100 * sum(each) / len(each):.1f} %;" if each else ""
        out.print(line)


def _runs(text: str) -> Iterable[int]:
    from desk.triage import grams  # noqa: PLC0415 - only the ablation looks below the reading

    return grams.keys(grams.prepared(normal(text)))


def worst(triage: Triage, cases: list[sets.Case]) -> None:
    """The mistakes that were made with the most confidence, with what was weighed."""
    tune = [sets.Case(line.text, line.is_matter, "tune", line.kind) for line in sets.own()["tune"].lines]
    found = [(case, triage.read(case.text)) for case in [*tune, *cases] if not case.doubtful]
    wrong = [(case, one) for case, one in found if one.is_issue is not case.matter]
    wrong.sort(key=lambda each: -abs(each[1].score - each[0].matter))
    out.print(f"\n== the {MISTAKES} worst of {len(wrong)} mistakes")
    for case, one in wrong[:MISTAKES]:
        out.print(f"{one.score:.2f} {case.group}, {case.style}: {case.text[:60]}")
        out.print(f"     {'; '.join(triage.explain(case.text)[:6])}")


def times(triage: Triage, cases: list[sets.Case]) -> None:
    """What one reading costs, in milliseconds."""
    groups = {
        "tune, no matters": [line.text for line in sets.own()["tune"].lines if not line.is_matter],
        "tune, matters": [line.text for line in sets.own()["tune"].lines if line.is_matter],
        "small talk": [case.text for case in cases if case.group == "small talk"],
        "complaints": [case.text for case in cases if case.group == "complaints"],
    }
    out.print("\n== times of one reading, ms")
    for name, texts in groups.items():
        spent = sorted(_spent(triage, text) for text in texts)
        if spent:
            out.print(f"{name}: median {median(spent):.3f}, 95 of 100 below {spent[int(len(spent) * 0.95)]:.3f}")


def _spent(triage: Triage, text: str) -> float:
    best = []
    for _ in range(3):
        start = perf_counter()
        triage.read(text)
        best.append(perf_counter() - start)
    return 1000 * min(best)


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    main(given if given is not None and given.is_dir() else None)
