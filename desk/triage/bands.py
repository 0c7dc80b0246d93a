"""Where sure, unsure and no begin: every threshold of the reading, with what it was weighed against.

`make triage-report` prints the trade-off for other choices.
"""

from enum import StrEnum

SURE = 0.4  # a card is made: a false one annoys two hundred people
UNSURE = 0.15  # the cheapest offer may be made
CAUTION = 2.0  # log-odds: how much clearer it must be when it names nothing that a tower or a desk has
EMERGENCY = 0.45  # somebody is called at any hour: on the tune part a hundredth of the rest is taken for one
PLAIN_DANGER = 0.15  # the same where a danger is named in plain words: below it they are a figure of speech, or over
DONE = 0.5  # a ticket is resolved with the words: a promise taken for it costs more than one asked again
SAME = 0.45  # a second report becomes support of the first


class Band(StrEnum):
    """How sure it is that a message is a matter."""

    SURE = "sure"
    UNSURE = "unsure"
    NO = "no"


def band(score: float) -> Band:
    """The band of a score."""
    if score >= SURE:
        return Band.SURE
    return Band.UNSURE if score >= UNSURE else Band.NO
