"""Directory files with one mistake each, and what a reader has to be told."""

from typing import NamedTuple


class Bad(NamedTuple):
    """A file and its one mistake; `body` stands below the line that names the district."""

    what: str
    line: int
    where: str
    body: str


HEAD = "district: {name: 南市}\n"
TOWERS = "buildings:\n- {code: A, name: 甲, floors: 9}\n- {code: B, name: 乙}\n"
GRIDS = TOWERS + "grids:\n"  # grids begin on line 6
SERVICES = "units: [{code: tax, name: 税务}]\nservices:\n"  # services begin on line 4
PEOPLE = TOWERS + "grids: [{code: G, name: 格, building: A}]\npeople:\n"  # people begin on line 7

BAD_FILES = [
    # keys
    Bad("unknown_key", 2, "colour", "colour: red"),
    Bad("unknown_key", 3, "units[0].nmae", "units:\n- {nmae: 1, code: U, name: 单位}"),
    Bad("unknown_key", 2, "service_levels.urgent", "service_levels: {urgent: {accept: 1h}}"),
    Bad("unknown_key", 3, "working_time.week", "working_time:\n  week: []"),
    Bad("unknown_key", 4, "units[0].{…}", "units:\n- code: U\n  '{…}': 1\n  name: 单位"),
    Bad("bad_key", 2, "[…]", "[a, b]: 1"),
    Bad("duplicate_key", 4, "units[0].name", "units:\n- {name: 甲, code: U,\n   name: 乙}"),
    Bad("duplicate_key", 3, "units", "units: []\nunits: []"),
    Bad("bad_merge", 2, "units[0].<<", "units: [{<<: 3, code: U, name: 单位}]"),
    Bad("missing", 3, "units[0].name", "units:\n- code: U"),
    Bad("missing", 4, "units[0].name", "units:\n- code: U\n  name:"),
    Bad("missing", 3, "units[0]", "units:\n-"),
    Bad("missing", 3, "reminders.before_due[0]", "retention: {mask_after: 3d}\nreminders: {before_due: [~]}"),
    # shapes
    Bad("not_a_list", 2, "units", "units: {code: U}"),
    Bad("not_a_list", 2, "units", "units: 单位"),
    Bad("not_a_list", 4, "buildings[0].aliases", "buildings:\n- {code: A, name: 甲,\n   aliases: 商会}"),
    Bad("not_a_mapping", 3, "units[0]", "units:\n- 税务"),
    Bad("not_a_mapping", 2, "working_time", "working_time: [08:30-12:00]"),
    # texts and codes
    Bad("not_text", 3, "units[0].name", "units:\n- {code: U, name: 12}"),
    Bad("not_text", 3, "units[0].code", "units:\n- {code: no, name: 单位}"),
    Bad("not_text", 3, "units[0].name", "units:\n- {code: U, name: [单位]}"),
    Bad("not_text", 2, "stations[0].kind", "stations: [{code: S, name: 站, kind: 2026-10-01}]"),
    Bad("quote_time", 2, "units[0].name", "units: [{code: U, name: 12:30}]"),
    Bad("empty_text", 2, "units[0].name", "units: [{code: U, name: ' '}]"),
    Bad("text_too_long", 2, "units[0].name", f"units: [{{code: U, name: {'长' * 201}}}]"),
    Bad("not_one_line", 2, "units[0].name", 'units: [{code: U, name: "a\\nb"}]'),
    Bad("bad_code", 2, "units[0].code", "units: [{code: 'a:b', name: 单位}]"),
    Bad("bad_code", 2, "units[0].code", "units: [{code: 'a b', name: 单位}]"),
    Bad("bad_code", 2, "units[0].code", f"units: [{{code: {'楼' * 9}, name: 单位}}]"),
    Bad("bad_code", 4, "buildings[0].code", "buildings:\n-\n  code: 'a:b'\n  name: 甲\ngrids: []"),
    *(
        Bad("duplicate_code", 4, f"{section}[1].code", f"{section}:\n- {{code: X, name: 甲}}\n- {{code: X, name: 乙}}")
        for section in ("buildings", "units", "stations", "brands")
    ),
    Bad(
        "duplicate_code",
        7,
        "grids[1].code",
        GRIDS + "- {code: G, name: 格, building: A}\n- {code: G, name: 格, building: B}",
    ),
    Bad("duplicate_code", 4, "services[1].code", SERVICES + "- &s {code: S, name: 税, unit: tax}\n- *s"),
    # numbers
    Bad("bad_number", 2, "buildings[0].floors", "buildings: [{code: A, name: 甲, floors: 0}]"),
    Bad("bad_number", 2, "buildings[0].floors", "buildings: [{code: A, name: 甲, floors: '26'}]"),
    Bad("bad_number", 2, "buildings[0].floors", "buildings: [{code: A, name: 甲, floors: 026}]"),
    Bad("bad_number", 2, "support.raise_after", "support: {raise_after: 0}"),
    Bad("bad_number", 2, "support.raise_after", "support: {raise_after: 1_0}"),
    Bad("bad_number", 2, "companies[0].floor", "companies: [{name: 公司, floor: 3.5}]"),
    Bad("bad_telegram_id", 2, "people[0].telegram_id", "people: [{telegram_id: '1001', name: 王芳}]"),
    Bad("bad_telegram_id", 2, "people[0].telegram_id", "people: [{telegram_id: -5, name: 王芳}]"),
    Bad("bad_telegram_id", 2, "people[0].telegram_id", f"people: [{{telegram_id: {2**52}, name: 王芳}}]"),
    Bad("bad_telegram_id", 2, "people[0].deputy", "people: [{telegram_id: 1, name: 王芳, deputy: 老周}]"),
    Bad(
        "duplicate_person",
        4,
        "people[1].telegram_id",
        "people:\n- {telegram_id: 1, name: 甲}\n- {telegram_id: 1, name: 乙}",
    ),
    Bad("own_deputy", 2, "people[0].deputy", "people: [{telegram_id: 1, name: 甲, deputy: 1}]"),
    Bad("bad_phone", 2, "emergency.number", "emergency: {number: 打119}"),
    # floors
    Bad("bad_floors", 6, "grids[0].floors", GRIDS + "- {code: G, name: 格, building: A, floors: 9-1}"),
    Bad("bad_floors", 6, "grids[0].floors", GRIDS + "- {code: G, name: 格, building: A, floors: B1-3}"),
    Bad("bad_floors", 6, "grids[0].floors", GRIDS + "- {code: G, name: 格, building: A, floors: [1, 9]}"),
    Bad("bad_floors", 6, "grids[0].floors", GRIDS + "- {code: G, name: 格, building: A, floors: 0}"),
    Bad("floors_beyond_building", 6, "grids[0].floors", GRIDS + "- {code: G, name: 格, building: A, floors: 8-10}"),
    Bad(
        "floors_overlap",
        7,
        "grids[1].floors",
        GRIDS + "- {code: G, name: 格, building: B, floors: 1-9}\n- {code: H, name: 格, building: B, floors: 9-12}",
    ),
    Bad(
        "floors_overlap",
        8,
        "grids[2].floors",
        GRIDS
        + "- {code: G, name: 格, building: B, floors: 1-20}\n- {code: H, name: 格, building: A, floors: 2}\n"
        + "- {code: I, name: 格, building: B, floors: 15-16}",
    ),
    # times
    *(
        Bad("bad_duration", 2, "service_levels.high.accept", f"service_levels: {{high: {{accept: {text}}}}}")
        for text in ("10", "1.5h", "1 h", "0m", "-1h", "1w", "[1h]", "4000d", "１h")
    ),
    Bad("bad_duration", 2, "closing.reopen_within", "closing: {reopen_within: 7}"),
    Bad("bad_duration", 2, "escalation.after_overdue[1]", "escalation: {after_overdue: [1d, 2]}"),
    Bad("bad_duration", 2, "reminders.overdue_every", "reminders: {overdue_every: 0d}"),
    Bad("bad_percent", 2, "reminders.before_due[0]", "reminders: {before_due: [50]}"),
    Bad("bad_percent", 2, "reminders.before_due[0]", "reminders: {before_due: [100%]}"),
    *(
        Bad("bad_window", 2, "working_time.weekdays[0]", f"working_time: {{weekdays: [{text}]}}")
        for text in ("12:30", "'12:00-08:30'", "'08:30-08:30'", "'08:60-12:00'", "'22:00-24:30'", "早上", "{a: b}")
    ),
    Bad("windows_overlap", 3, "working_time.sat", "working_time:\n  sat: ['10:00-12:00', '08:00-10:01']"),
    Bad("no_working_hours", 2, "working_time", "working_time: {weekdays: []}"),
    Bad("bad_date", 2, "working_time.days_off[0]", "working_time: {days_off: [2026-02-30]}"),
    Bad("bad_date", 2, "working_time.days_on[0]", "working_time: {days_on: [国庆]}"),
    Bad("bad_date", 2, "working_time.hours.2026-1-1", "working_time: {hours: {2026-1-1: ['08:00-09:00']}}"),
    Bad("bad_window", 2, "working_time.hours.2026-01-01[0]", "working_time: {hours: {2026-01-01: [全天]}}"),
    Bad("bad_holidays", 2, "working_time.holidays", "working_time: {holidays: 中国}"),
    Bad("bad_clock", 2, "service_levels.low.clock", "service_levels: {low: {clock: 24h}}"),
    Bad("too_many_rungs", 2, "escalation.after_overdue", "escalation: {after_overdue: [1d, 2d, 3d, 4d]}"),
    # who does what
    Bad("no_handler", 4, "services[0]", SERVICES + "- {code: S, name: 税}"),
    Bad("two_handlers", 4, "services[0]", SERVICES + "- {code: S, name: 税, unit: tax, role: street}"),
    Bad("unit_staff_service", 4, "services[0].role", SERVICES + "- {code: S, name: 税, role: unit_staff}"),
    Bad("bad_role", 4, "services[0].role", SERVICES + "- {code: S, name: 税, role: boss}"),
    Bad(
        "unknown_priority",
        5,
        "services[0].priority",
        SERVICES + "- {code: S, name: 税, unit: tax,\n   priority: urgent}",
    ),
    Bad("admin_role", 7, "people[0].roles[0].role", PEOPLE + "- {telegram_id: 1, name: 甲, roles: [{role: admin}]}"),
    Bad("bad_role", 7, "people[0].roles[0].role", PEOPLE + "- {telegram_id: 1, name: 甲, roles: [{role: 楼长}]}"),
    Bad(
        "role_scope_missing",
        7,
        "people[0].roles[0]",
        PEOPLE + "- {telegram_id: 1, name: 甲, roles: [{role: grid_leader}]}",
    ),
    Bad(
        "role_scope_missing",
        7,
        "people[0].roles[0]",
        PEOPLE + "- {telegram_id: 1, name: 甲, roles: [{role: unit_staff}]}",
    ),
    Bad(
        "role_scope_extra",
        7,
        "people[0].roles[0].building",
        PEOPLE + "- {telegram_id: 1, name: 甲, roles: [{role: committee, building: A}]}",
    ),
    Bad(
        "duplicate_role",
        10,
        "people[0].roles[1]",
        PEOPLE + "- telegram_id: 1\n  roles:\n  - {role: street}\n  - {role: street}\n  name: 甲",
    ),
    # references
    Bad("unknown_building", 6, "grids[0].building", GRIDS + "- {code: G, name: 格, building: C}"),
    Bad("unknown_building", 2, "stations[0].building", "stations: [{code: S, name: 站, building: C}]"),
    Bad("unknown_building", 2, "companies[0].building", "companies: [{name: 公司, building: C}]"),
    Bad("unknown_unit", 4, "services[0].unit", SERVICES + "- {code: S, name: 税, unit: taxes}"),
    Bad("unknown_calendar", 2, "units[0].calendar", "units: [{code: U, name: 单位, calendar: C}]"),
    Bad("unknown_calendar", 2, "service_levels.low.calendar", "service_levels: {low: {calendar: C}}"),
    Bad(
        "unknown_grid",
        7,
        "people[0].roles[0].grid",
        PEOPLE + "- {telegram_id: 1, name: 甲, roles: [{role: grid_leader, grid: g}]}",
    ),
    # the YAML itself
    Bad("bad_yaml", 2, "", "units: [a: b: c]"),
    Bad("bad_yaml", 3, "", "units: []\n\tgrids: []"),
    Bad("bad_character", 3, "", "units: []\n# \x07"),
    Bad("bad_character", 2, "", "# \ud800"),
    Bad("bad_alias", 2, "", "units: *nowhere"),
    Bad("bad_alias", 2, "", "units: &u [*u]"),
    Bad("unknown_tag", 2, "", "units: !!python/object:os.system []"),
    Bad("unknown_tag", 2, "", "units: !mine x"),
    Bad("second_document", 3, "", "units: []\n---\nunits: []"),
    Bad("too_deep", 2, "", f"units: {'[' * 40}{']' * 40}"),
]


def bomb(width: int, depth: int) -> str:
    """A small file that is enormous once its aliases are followed."""
    lines = ["a0: &a0 [x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, depth)]
    return "\n".join(lines)
