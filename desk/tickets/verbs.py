"""The one table of what can be done with a ticket: from where, to where, by whom."""

from dataclasses import dataclass

from desk.people.permissions import ASKED, WORKING, Standing
from storage.kinds import Status, Verb

LEADERS = frozenset({Standing.OWNER, Standing.ABOVE})
CLOCK = frozenset({Standing.SCHEDULE})
UNDONE = frozenset({Status.NEW, Status.ACCEPTED, Status.ON_HOLD})


@dataclass(frozen=True, slots=True)
class Rule:
    """A verb's way through the states, and who may go it."""

    origins: frozenset[Status]
    target: Status
    who: frozenset[Standing]


RULES: dict[Verb, Rule] = {
    Verb.ACCEPT: Rule(frozenset({Status.NEW}), Status.ACCEPTED, WORKING),
    Verb.TRANSFER: Rule(UNDONE, Status.NEW, WORKING),
    Verb.RETURN: Rule(frozenset({Status.NEW, Status.ACCEPTED}), Status.NEW, frozenset({Standing.HANDLER})),
    Verb.HOLD: Rule(frozenset({Status.NEW, Status.ACCEPTED}), Status.ON_HOLD, WORKING),
    Verb.RESOLVE: Rule(UNDONE, Status.RESOLVED, WORKING),
    # Above: only where the reporter resolved it (move.py); nobody confirms their own resolution.
    Verb.CONFIRM: Rule(frozenset({Status.RESOLVED}), Status.CLOSED, ASKED | {Standing.ABOVE}),
    Verb.CLOSE: Rule(frozenset({Status.RESOLVED}), Status.CLOSED, CLOCK),
    Verb.REOPEN: Rule(frozenset({Status.RESOLVED, Status.CLOSED}), Status.ACCEPTED, ASKED | LEADERS),
    Verb.CANCEL: Rule(UNDONE, Status.CANCELLED, LEADERS | {Standing.REPORTER}),
    Verb.MERGE: Rule(UNDONE, Status.MERGED, WORKING),
    # Back to what it was before (merging.py); so does a hold that ends, by itself or because somebody goes on.
    Verb.UNMERGE: Rule(frozenset({Status.MERGED}), Status.ACCEPTED, WORKING),
}
GOES_ON = frozenset({Status.NEW, Status.ACCEPTED})


def diagram() -> str:
    """The table as a Mermaid state diagram, as the README shows it."""
    lines = ["stateDiagram-v2", "    [*] --> new: open"]
    moves = sorted(
        (origin.value, rule.target.value, verb.value) for verb, rule in RULES.items() for origin in rule.origins
    )
    moves += [(Status.ON_HOLD.value, target.value, "hold ends") for target in GOES_ON]
    moves.append((Status.MERGED.value, Status.NEW.value, Verb.UNMERGE.value))
    lines += [f"    {origin} --> {target}: {verb}" for origin, target, verb in sorted(moves)]
    lines += [f"    {status.value} --> [*]" for status in (Status.CLOSED, Status.CANCELLED, Status.MERGED)]
    return "\n".join(lines)
