"""What a directory file says is what the desk works by; where it is silent the defaults hold."""

import json
import time
from collections import Counter
from datetime import time as clock

import pytest

from bot import sample
from desk.directory import read
from desk.directory.entries import Building, Duration, Grant, Grid, Level, Person, Service, Station, Unit, Window
from storage.kinds import BUILDING_ROLES, Priority, Role

CONTRACT = """
district: {name: 南市中央商务区}
buildings:
  - {code: ZSH, name: 总商会大厦, aliases: [总商会, 商会大厦], floors: 26}
grids:
  - {code: G01, name: 总商会大厦一微网格, building: ZSH, floors: 1-9}   # floors optional
units:
  - {code: tax, name: 市税务局}
services:                               # exactly one of unit, role names the handler
  - {code: S01, name: 税费政策咨询, unit: tax, category: 政务, keywords: [税, 发票]}
  - {code: P01, name: 电梯故障报修, role: property_officer, category: 物业, keywords: [电梯, 困人], priority: high}
stations:
  - {code: ST01, name: 总商会红领驿站, building: ZSH}
people:                                 # optional; roles can also be given in the chat
  - {telegram_id: 1001, name: 王芳, roles: [{role: grid_leader, grid: G01}]}
  - {telegram_id: 1002, name: 老周, roles: [{role: property_officer, building: ZSH}]}
  - {telegram_id: 1003, name: 小李, roles: [{role: unit_staff, unit: tax}]}
  - {telegram_id: 1004, name: 赵主任, roles: [{role: building_chief, building: ZSH}]}
  - {telegram_id: 1005, name: 综合党委, roles: [{role: committee}]}
service_levels:                         # optional; these are the defaults
  emergency: {accept: 10m, resolve: 4h, clock: always}
  high:      {accept: 1h,  resolve: 1d, clock: working}    # 1d = one working day
  normal:    {accept: 4h,  resolve: 3d, clock: working}
  low:       {accept: 1d,  resolve: 7d, clock: working}
working_time: {weekdays: ["08:30-12:00", "13:30-17:30"], holidays: CN}
reminders: {before_due: [50%, 80%], overdue_every: 1d}
escalation: {after_overdue: [1d, 2d, 4d]}                  # building_chief, committee, street
closing: {confirm_within: 2d, reopen_within: 7d}
"""
EVERY_OTHER_KEY = """
district: {name: 南市}
buildings: [{code: A, name: 甲, calendar: late}]
units: [{code: tax, name: 税务, calendar: "NO"}]
stations: [{code: S, name: 站, kind: 红领驿站}]
people:
- {telegram_id: 4503599627370495, name: 甲, deputy: 2, roles: [{role: street}, {role: party_guide, building: A}]}
service_levels: {low: {calendar: late, resolve: 9d}}
calendars:
  late: {weekdays: &w ["12:00-20:00"], sat: *w, days_off: [2026-10-01], days_on: ["2026-10-10"]}
  NO: {holidays: none, hours: {2026-12-24: ["08:30-12:00"], 2026-12-25: []}}
working_time:
  mon: ["9:00-12:00", "00:00-09:00"]
  tue: []
  sun: ["20:00-24:00"]
  days_off: [2026-10-01]
  hours: {2026-10-02: ["10:00 - 11:00"]}
emergency: {number: 0573, advice: [{keywords: [着火], text: "请拨 119\\n走楼梯"}]}
support: {raise_after: 3}
retention: {mask_after: 180d}
brands: [{code: noon, name: 午间一小时, aliases: [午间]}]
companies: [{name: 某公司, building: A, floor: -1}]
reminders: {before_due: []}
"""
NINE_TO_FIVE = (Window(clock(8, 30), clock(12)), Window(clock(13, 30), clock(17, 30)))


def test_the_contracts_example_is_read_as_it_is_written() -> None:
    directory = read(CONTRACT)
    assert directory.district == "南市中央商务区"
    assert directory.buildings == (Building("ZSH", "总商会大厦", ("总商会", "商会大厦"), 26),)
    assert directory.grids == (Grid("G01", "总商会大厦一微网格", "ZSH", (1, 9)),)
    assert directory.units == (Unit("tax", "市税务局"),)
    assert directory.services == (
        Service("S01", "税费政策咨询", unit="tax", category="政务", keywords=("税", "发票")),
        Service("P01", "电梯故障报修", None, Role.PROPERTY_OFFICER, "物业", ("电梯", "困人"), Priority.HIGH),
    )
    assert directory.stations == (Station("ST01", "总商会红领驿站", "ZSH"),)
    assert directory.people[0] == Person(1001, "王芳", (Grant(Role.GRID_LEADER, grid="G01"),))
    assert [grant for person in directory.people[1:] for grant in person.roles] == [
        Grant(Role.PROPERTY_OFFICER, building="ZSH"),
        Grant(Role.UNIT_STAFF, unit="tax"),
        Grant(Role.BUILDING_CHIEF, building="ZSH"),
        Grant(Role.COMMITTEE),
    ]


def test_a_file_that_writes_the_defaults_out_says_the_same_as_one_that_is_silent() -> None:
    spoken, silent = read(CONTRACT), read("district: {name: 南市}\npeople:\nworking_time:\n")
    assert silent.people == ()
    for rule in ("levels", "working_windows", "confirm_within", "reopen_within", "rest"):
        assert getattr(spoken, rule) == getattr(silent, rule)
    assert silent.levels == {
        Priority.EMERGENCY: Level(Duration(10, "m"), Duration(4, "h"), "always"),
        Priority.HIGH: Level(Duration(1, "h"), Duration(1, "d"), "working"),
        Priority.NORMAL: Level(Duration(4, "h"), Duration(3, "d"), "working"),
        Priority.LOW: Level(Duration(1, "d"), Duration(7, "d"), "working"),
    }
    assert silent.working_windows == dict.fromkeys(range(5), NINE_TO_FIVE)
    assert (silent.confirm_within, silent.reopen_within) == (Duration(2, "d"), Duration(7, "d"))
    assert silent.rest == {
        "reminders": {"before_due": ["50%", "80%"], "overdue_every": "1d"},
        "escalation": {"after_overdue": ["1d", "2d", "4d"]},
        "working_time": {"holidays": "CN"},
    }


def test_a_level_changes_only_in_what_the_file_says_of_it() -> None:
    levels = read(EVERY_OTHER_KEY).levels
    assert levels[Priority.LOW] == Level(Duration(1, "d"), Duration(9, "d"), "working")
    assert levels[Priority.HIGH] == Level(Duration(1, "h"), Duration(1, "d"), "working")


def test_a_weekday_of_its_own_goes_before_the_windows_of_all_weekdays() -> None:
    windows = read(EVERY_OTHER_KEY).working_windows
    assert windows == {
        0: (Window(clock(0), clock(9)), Window(clock(9), clock(12))),
        **dict.fromkeys((2, 3, 4), NINE_TO_FIVE),
        6: (Window(clock(20), clock(0)),),
    }


def test_what_nothing_reads_yet_is_kept_in_plain_words() -> None:
    directory = read(EVERY_OTHER_KEY)
    assert json.loads(json.dumps(directory.rest)) == directory.rest
    assert directory.rest == {
        "calendars": {
            "late": {
                "weekdays": ["12:00-20:00"],
                "sat": ["12:00-20:00"],
                "days_off": ["2026-10-01"],
                "days_on": ["2026-10-10"],
            },
            "NO": {"holidays": "none", "hours": {"2026-12-24": ["08:30-12:00"], "2026-12-25": []}},
        },
        "calendar_of": {"buildings": {"A": "late"}, "units": {"tax": "NO"}, "levels": {"low": "late"}},
        "working_time": {"holidays": "CN", "days_off": ["2026-10-01"], "hours": {"2026-10-02": ["10:00-11:00"]}},
        "emergency": {"number": "0573", "advice": [{"keywords": ["着火"], "text": "请拨 119\n走楼梯"}]},
        "support": {"raise_after": 3},
        "retention": {"mask_after": "180d"},
        "brands": [{"code": "noon", "name": "午间一小时", "aliases": ["午间"]}],
        "companies": [{"name": "某公司", "building": "A", "floor": -1}],
        "reminders": {"before_due": [], "overdue_every": "1d"},
        "escalation": {"after_overdue": ["1d", "2d", "4d"]},
    }
    assert directory.people[0].deputy == 2
    assert directory.stations[0].kind == "红领驿站"


def test_anchors_and_merged_mappings_are_followed_and_give_way_to_what_is_said() -> None:
    directory = read(
        "district: {name: 南市}\nunits: [{code: U, name: 单位}]\n"
        "services:\n- &s {code: S1, name: 甲, unit: U, keywords: &k [税]}\n- {<<: *s, code: S2}\n"
        "- {<<: [{name: 丙, code: S9}, *s], code: S3, keywords: *k}\n"
    )
    assert [(s.code, s.name, s.unit, s.keywords) for s in directory.services] == [
        ("S1", "甲", "U", ("税",)),
        ("S2", "甲", "U", ("税",)),
        ("S3", "丙", "U", ("税",)),
    ]


@pytest.mark.parametrize("text", ["\ufeff" + CONTRACT, CONTRACT.replace("\n", "\r\n"), "---\n" + CONTRACT + "...\n"])
def test_a_file_from_another_editor_is_read_the_same(text: str) -> None:
    assert read(text) == read(CONTRACT)


def test_grids_of_other_buildings_or_without_floors_do_not_collide() -> None:
    directory = read(
        "district: {name: 南市}\nbuildings: [{code: A, name: 甲, floors: 9}, {code: B, name: 乙}]\n"
        "grids:\n- {code: G1, name: 格, building: A, floors: 4-9}\n- {code: G2, name: 格, building: A, floors: 1-3}\n"
        "- {code: G3, name: 格, building: B, floors: 3}\n- {code: G4, name: 格, building: A}\n"
    )
    assert [grid.floors for grid in directory.grids] == [(4, 9), (1, 3), (3, 3), None]


def test_the_sample_district_is_read_without_a_mistake() -> None:
    directory = read(sample.text())
    assert {grid.building for grid in directory.grids} == {building.code for building in directory.buildings}
    assert {service.category for service in directory.services} == {"党务", "政务", "社务", "医务", "法务", "物业"}
    assert all(service.keywords for service in directory.services)
    holders = {(grant.role, grant.grid or grant.building or grant.unit) for p in directory.people for grant in p.roles}
    assert {(Role.GRID_LEADER, grid.code) for grid in directory.grids} <= holders
    assert {(Role.UNIT_STAFF, unit.code) for unit in directory.units} <= holders
    assert {(role, building.code) for role in BUILDING_ROLES for building in directory.buildings} <= holders
    assert {(Role.COMMITTEE, None), (Role.STREET, None)} <= holders
    assert all(1000 < person.telegram_id < 1200 for person in directory.people)


def test_the_sample_district_has_the_articles_numbers() -> None:
    directory = read(sample.text())
    listed = [service for service in directory.services if service.category != "物业"]
    counts = [len(part) for part in (directory.buildings, directory.grids, directory.units, listed)]
    assert counts == [16, 33, 22, 27]
    assert {service.unit for service in listed if service.unit} == {unit.code for unit in directory.units}
    assert Counter(station.kind for station in directory.stations) == {"红领驿站": 10, "骑士加油站": 5}
    brands = [brand["name"] for brand in directory.rest["brands"]]
    assert brands == ["午间一小时", "楼宇讲坛", "延时服务", "楼宇友邻节", "骑士关爱周"]


def test_every_floor_of_the_sample_district_has_its_one_grid() -> None:
    directory = read(sample.text())
    for building in directory.buildings:
        spans = sorted(grid.floors for grid in directory.grids if grid.building == building.code if grid.floors)
        floors = [floor for low, high in spans for floor in range(low, high + 1)]
        assert floors == list(range(1, (building.floors or 0) + 1)), building.code


def test_a_district_of_two_thousand_people_is_read_in_under_two_seconds() -> None:
    people = "\n".join(
        f"  - {{telegram_id: {n}, name: 人{n}, roles: [{{role: grid_leader, grid: G{n % 300}}}, {{role: street}}]}}"
        for n in range(1, 2001)
    )
    grids = "\n".join(f"  - {{code: G{n}, name: 格, building: A}}" for n in range(300))
    began = time.process_time()
    directory = read(
        f"district: {{name: 南市}}\nbuildings: [{{code: A, name: 甲}}]\ngrids:\n{grids}\npeople:\n{people}\n"
    )
    assert len(directory.people) == 2000
    assert time.process_time() - began < 2
