"""What holds where the directory file is silent."""

from desk.directory.entries import Duration, Level, Window
from desk.directory.spans import parse_duration, parse_window
from storage.kinds import Priority


def _level(accept: str, resolve: str, clock: str) -> Level:
    return Level(parse_duration(accept), parse_duration(resolve), clock)


LEVELS: dict[Priority, Level] = {
    Priority.EMERGENCY: _level("10m", "4h", "always"),
    Priority.HIGH: _level("1h", "1d", "working"),
    Priority.NORMAL: _level("4h", "3d", "working"),
    Priority.LOW: _level("1d", "7d", "working"),
}
WEEKDAY_WINDOWS: tuple[Window, ...] = (parse_window("08:30-12:00"), parse_window("13:30-17:30"))
WORKING_WINDOWS: dict[int, tuple[Window, ...]] = dict.fromkeys(range(5), WEEKDAY_WINDOWS)  # Monday is 0
CONFIRM_WITHIN: Duration = parse_duration("2d")
REOPEN_WITHIN: Duration = parse_duration("7d")

# Sections that are kept as written: what each key is when the file leaves it out.
KEPT: dict[str, dict[str, object]] = {
    "reminders": {"before_due": ["50%", "80%"], "overdue_every": "1d"},
    "escalation": {"after_overdue": ["1d", "2d", "4d"]},
    "working_time": {"holidays": "CN"},
}
