"""Choose among the pieces of a line those that make one date, and refuse what makes several or none."""

from collections.abc import Sequence
from dataclasses import replace

from desk.agenda.pieces import Moment, Piece
from desk.agenda.refusing import Unreadable, Why
from desk.agenda.tokens import fold

LONGEST_QUOTE = 40
ENDS = {None, Why.DEADLINE}


def span(text: str, pieces: Sequence[Piece]) -> tuple[int, int]:
    """Where the pieces stand, with the bracket that closes one of their own."""
    start, end = min(piece.start for piece in pieces), max(piece.end for piece in pieces)
    words = fold(text[start:end])
    closes = words.count("(") > words.count(")") and fold(text[end : end + 1]) == ")"
    return start, end + closes


def quoted(text: str, pieces: Sequence[Piece]) -> str:
    """The words as they were written, shortened."""
    words = text[slice(*span(text, pieces))].strip()
    return words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 1]}…"


def chosen(pieces: Sequence[Piece], text: str) -> list[Piece]:
    """The pieces that count, the one that says most of the day first; none if the line names no date.

    A series goes before a date, a date before a festival's name or a number with a point, those before a time alone.
    Raises Unreadable.
    """
    if bad := next((piece for piece in pieces if piece.hard), None):
        raise Unreadable(bad.trouble or Why.VAGUE, quoted(text, [bad]))
    able = [piece for piece in pieces if piece.trouble is None]
    series = [piece for piece in able if piece.every is not None]
    dated = [piece for piece in able if piece.dated and piece.every is None]
    strong = [piece for piece in dated if not piece.slight]
    if len(series) > 1:
        raise Unreadable(Why.SEVERAL, quoted(text, series))
    if series:
        return [*series, *_limits(pieces), *_begins(series[0], strong, text), *_times(series[0], able)]
    if strong or dated:
        days = _one(strong or dated, text)
        return [*days, *_times(days[0], able), *_lasting(able), *_numbers_of_days(able)]
    if soft := next((piece for piece in pieces if piece.trouble is not None), None):
        raise Unreadable(soft.trouble or Why.VAGUE, quoted(text, [soft]))
    return [*_times(None, able), *_lasting(able)] if _times(None, able) else []


def _one(dated: Sequence[Piece], text: str) -> list[Piece]:
    """The pieces that name the day, one with a time first; whether their days agree is seen when they are settled."""
    timed = [piece for piece in dated if piece.first.timed or len(piece.moments) > 1]
    if len({_said(piece) for piece in timed}) > 1:
        raise Unreadable(Why.SEVERAL, quoted(text, dated))
    first = timed[0] if timed else dated[0]
    return [first, *(piece for piece in dated if piece is not first)]


def _said(piece: Piece) -> str:
    """What a piece says of time, to see whether another says the same."""
    return repr([(moment.clock, moment.part, moment.days if n else ()) for n, moment in enumerate(piece.moments)])


def _times(base: Piece | None, able: Sequence[Piece]) -> list[Piece]:
    """The time that stands apart from its day: a range rather than an hour, an hour rather than a part of the day."""
    if base is not None and any(moment.clock is not None for moment in base.moments):
        return []
    alone = [piece for piece in able if piece.first.timed and not piece.dated and piece.every is None]
    if base is not None and base.first.part is not None:
        alone = [piece for piece in alone if piece.first.clock is not None]
    ranked = sorted(
        alone, key=lambda piece: (len(piece.moments) < 2 and piece.length is None, piece.first.clock is None)
    )
    return ranked[:1]


def _lasting(able: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in able if piece.lasts is not None and not piece.dated and not piece.first.timed][:1]


def _numbers_of_days(able: Sequence[Piece]) -> list[Piece]:
    """为期三天, apart from the day it begins."""
    return [piece for piece in able if piece.times is not None and not piece.first.said][:1]


def _limits(pieces: Sequence[Piece]) -> list[Piece]:
    """What ends a series apart from it: 到12月底, 共8次."""
    ends = [piece for piece in pieces if piece.every is None and not piece.first.said and piece.trouble in ENDS]
    return [piece for piece in ends if piece.times is not None or len(piece.moments) > 1]


def _begins(series: Piece, strong: Sequence[Piece], text: str) -> list[Piece]:
    """A day apart from a series is its first, if it says so or fits."""
    if len(strong) > 1 or (strong and series.dated):
        raise Unreadable(Why.SEVERAL, quoted(text, [series, *strong]))
    return list(strong)


def with_time(base: Piece, other: Piece) -> Piece:
    """The piece with the time that another says."""
    if len(base.moments) > 1 and base.moments[1].days:  # every day of a range
        return replace(base, moments=[base.first, _timed(base.moments[1], other.first), *other.moments[1:]])
    return replace(
        base, moments=[_timed(base.first, other.first), *other.moments[1:], *base.moments[1:]], length=other.length
    )


def _timed(moment: Moment, other: Moment) -> Moment:
    clock, part = other.clock, moment.part or other.part
    if clock is not None and clock.part is None and moment.part is not None:
        clock = replace(clock, part=moment.part)
    return replace(moment, clock=clock, part=part)
