"""Tell matters from talk: what a message, a reply or a pair of messages says, from the words alone."""

from desk.triage.addressing import addressed, asks_after_a_report, asks_how_it_goes, is_greeting
from desk.triage.bands import Band
from desk.triage.pairs import Pair, read_pair
from desk.triage.reading import Reading, Triage
from desk.triage.replies import Reply, read_answer, read_reply

__all__ = [
    "Band",
    "Pair",
    "Reading",
    "Reply",
    "Triage",
    "addressed",
    "asks_after_a_report",
    "asks_how_it_goes",
    "is_greeting",
    "read_answer",
    "read_pair",
    "read_reply",
]
