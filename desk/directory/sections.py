"""What each section of the directory file may hold: one table per section, each key with its check."""

from desk.directory import agreements as agree
from desk.directory.fields import (
    as_written,
    code,
    day,
    duration,
    floors,
    handling_role,
    holidays,
    one_of,
    percent,
    person_id,
    phone,
    refers,
    role,
    telegram_id,
    text,
    whole,
    window,
)
from desk.directory.shapes import keyed, listing, mapping, may, must
from storage.kinds import Priority

HIGHEST = 200  # floors
WORDS = listing(text(50))
WINDOWS = listing(window, agree.windows_apart)

DISTRICT = {"name": must(text())}

BUILDING = {
    "code": must(code("buildings")),
    "name": must(text()),
    "aliases": may(WORDS),
    "floors": may(whole(1, HIGHEST)),
    "calendar": may(refers("calendars")),
}

GRID = {
    "code": must(code("grids")),
    "name": must(text()),
    "building": must(refers("buildings")),
    "floors": may(floors),
}

UNIT = {
    "code": must(code("units")),
    "name": must(text()),
    "calendar": may(refers("calendars")),
}

SERVICE = {
    "code": must(code("services")),
    "name": must(text()),
    "unit": may(refers("units")),
    "role": may(handling_role),
    "category": may(text(20)),
    "keywords": may(WORDS),
    "priority": may(one_of({str(p): p for p in Priority}, "unknown_priority")),
}

STATION = {
    "code": must(code("stations")),
    "name": must(text()),
    "building": may(refers("buildings")),
    "kind": may(text(20)),
}

GRANT = {
    "role": must(role),
    "grid": may(refers("grids")),
    "building": may(refers("buildings")),
    "unit": may(refers("units")),
}

PERSON = {
    "telegram_id": must(person_id),
    "name": must(text()),
    "roles": may(listing(mapping(GRANT, agree.scope_fits), agree.no_role_twice)),
    "deputy": may(telegram_id),
}

LEVEL = {
    "accept": may(duration),
    "resolve": may(duration),
    "clock": may(one_of({"always": "always", "working": "working"}, "bad_clock")),
    "calendar": may(refers("calendars")),
}

CALENDAR = {
    "weekdays": may(WINDOWS),
    **dict.fromkeys(agree.WEEK, may(WINDOWS)),
    "holidays": may(holidays),
    "days_off": may(listing(day)),
    "days_on": may(listing(day)),
    "hours": may(keyed(day, WINDOWS)),
}

ADVICE = {"keywords": must(WORDS), "text": must(text(1000, lines=True))}

EMERGENCY = {"number": may(phone), "advice": may(listing(mapping(ADVICE)))}

BRAND = {"code": must(code("brands")), "name": must(text()), "aliases": may(WORDS)}

COMPANY = {"name": must(text()), "building": may(refers("buildings")), "floor": may(whole(-9, HIGHEST))}

REMINDERS = {"before_due": may(listing(percent)), "overdue_every": may(as_written(duration))}

ESCALATION = {"after_overdue": may(listing(as_written(duration), agree.three_rungs))}

CLOSING = {"confirm_within": may(duration), "reopen_within": may(duration)}

FILE = {
    "district": must(mapping(DISTRICT)),
    "buildings": may(listing(mapping(BUILDING))),
    "grids": may(listing(mapping(GRID))),
    "units": may(listing(mapping(UNIT))),
    "services": may(listing(mapping(SERVICE, agree.one_handler))),
    "stations": may(listing(mapping(STATION))),
    "people": may(listing(mapping(PERSON, agree.another_deputy))),
    "service_levels": may(mapping({str(p): may(mapping(LEVEL)) for p in Priority})),
    "working_time": may(mapping(CALENDAR, agree.some_working_hours)),
    "calendars": may(keyed(code("calendars"), mapping(CALENDAR, agree.some_working_hours))),
    "reminders": may(mapping(REMINDERS)),
    "escalation": may(mapping(ESCALATION)),
    "closing": may(mapping(CLOSING)),
    "emergency": may(mapping(EMERGENCY)),
    "support": may(mapping({"raise_after": may(whole(1, 1_000))})),
    "retention": may(mapping({"mask_after": may(as_written(duration))})),
    "brands": may(listing(mapping(BRAND))),
    "companies": may(listing(mapping(COMPANY))),
}
DIRECTORY = mapping(FILE, agree.floors_agree)
