"""Where sure, unsure and no begin: every threshold of the reading, with what it was weighed against.

`make triage-report` prints the trade-off for other choices.
"""

from enum import StrEnum

SURE = 0.4  # what is said privately, by command or to us is a matter
SURE_IN_GROUP = 0.67  # a card is made of what a group says among itself: a false one annoys two hundred people
UNSURE = 0.15  # the cheapest offer may be made
CAUTION = 2.25  # log-odds: how much clearer it must be when it names nothing that a tower or a desk has
BOLDNESS = 6.5  # log-odds: how much less clear it may be when it speaks of a city's affairs as those do who write to it
EMERGENCY = 0.5  # somebody is called at any hour: of all else two in a thousand are taken for one on tune
PLAIN_DANGER = 0.15  # the same where a danger is named in plain words: below it they are a figure, or it is over
PLAIN_MATTER = 0.75  # and what the plain words are said of is a matter, or they are a figure of speech all the same
DONE = 0.5  # a ticket is resolved with the words: a promise taken for it costs more than one asked again
SAME = 0.42  # a second report becomes support of the first


class Band(StrEnum):
    """How sure it is that a message is a matter."""

    SURE = "sure"
    UNSURE = "unsure"
    NO = "no"


def band(score: float, *, in_group: bool = False) -> Band:
    """The band of a score; a group's talk among itself has to be clearer, since so much of it is none."""
    if score >= (SURE_IN_GROUP if in_group else SURE):
        return Band.SURE
    return Band.UNSURE if score >= UNSURE else Band.NO
