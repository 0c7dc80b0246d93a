"""The day that is played: a tower's group from the morning on, and what the days after it settle."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.drill.steps import Does, Holder, Later, Line, Member, Note, Scene, Step
from storage.kinds import Role, Status

DAY = date(2026, 11, 23)  # a Monday with no holiday near
GRID, BUILDING = "G01", "ZSH"
ADMIN = "admin"

CAST: Mapping[str, Holder | Member] = {
    ADMIN: Member(9001, "name_admin"),
    "leader": Holder(Role.GRID_LEADER, GRID),
    "property": Holder(Role.PROPERTY_OFFICER, BUILDING),
    "tax": Holder(Role.UNIT_STAFF, "tax"),
    "liaison": Holder(Role.INVESTMENT_LIAISON, BUILDING, started=False),
    "community": Holder(Role.COMMUNITY_OFFICER, BUILDING),
    "zhang": Member(2001, "name_zhang"),
    "liu": Member(2002, "name_liu"),
    "li": Member(2003, "name_li"),
    "shen": Member(2004, "name_shen"),
    "wu": Member(2005, "name_wu"),
    "chen": Member(2006, "name_chen"),
}
OUTSIDE = frozenset({"tax"})  # not in the group

SAYS, REPLIES, PRESSES = Does.SAYS, Does.REPLIES, Does.PRESSES
NEW, ACCEPTED, RESOLVED, CLOSED = Status.NEW, Status.ACCEPTED, Status.RESOLVED, Status.CLOSED

SCRIPT: Sequence[Line] = (
    Later(0, "08:40", "later_first"),
    Scene("scene_bind", "note_bind"),
    Step("08:40", "leader", Does.ADDS_BOT),
    Step("08:41", ADMIN, SAYS, "say_bind"),
    Scene("scene_chatter"),
    Step("08:55", "li", SAYS, "say_morning", ignored=True),
    Step("08:55", "chen", SAYS, "say_coffee", ignored=True),
    Step("08:56", "shen", SAYS, "say_latte", ignored=True),
    Note("note_chatter"),
    Scene("scene_lift", "note_lift"),
    Step("09:02", "zhang", SAYS, "say_lift", ticket=1, leaves=NEW),
    Step("09:03", "liu", PRESSES, "button.support", ticket=1, leaves=NEW),
    Step("09:03", "li", PRESSES, "button.accept", ticket=1, leaves=NEW),
    Note("note_refused"),
    Step("09:05", "property", PRESSES, "button.accept", ticket=1, leaves=ACCEPTED),
    Step("09:41", "property", REPLIES, "say_lift_done", ticket=1, photo=True, leaves=RESOLVED),
    Step("09:43", "zhang", PRESSES, "button.satisfied", ticket=1, leaves=CLOSED),
    Scene("scene_mistake", "note_mistake"),
    Step("09:50", "shen", SAYS, "say_cafe", ticket=2, leaves=NEW),
    Step("09:51", "shen", PRESSES, "button.not_an_issue", ticket=2, leaves=Status.CANCELLED),
    Scene("scene_unit", "note_unit"),
    Step("10:10", "li", SAYS, "say_tax", ticket=3, leaves=NEW),
    Step("10:12", "tax", PRESSES, "button.accept", ticket=3, private=True, leaves=ACCEPTED),
    Step("10:20", "tax", REPLIES, "say_tax_answer", ticket=3, private=True, leaves=ACCEPTED),
    Step("10:21", "tax", PRESSES, "button.resolve", ticket=3, private=True, leaves=RESOLVED),
    Step("10:24", "li", PRESSES, "button.satisfied", ticket=3, leaves=CLOSED),
    Scene("scene_vacant", "note_vacant"),
    Step("10:30", ADMIN, SAYS, "say_dismiss", private=True, names="community"),
    Step("10:34", "wu", SAYS, "say_locker", ticket=4, leaves=NEW),
    Step("10:36", "leader", PRESSES, "button.accept", ticket=4, leaves=ACCEPTED),
    Step("11:15", "leader", REPLIES, "say_locker_done", ticket=4, leaves=RESOLVED),
    Note("note_unanswered"),
    Scene("scene_reopen", "note_reopen"),
    Step("11:20", "chen", SAYS, "say_cooling", ticket=5, leaves=NEW),
    Step("11:22", "property", PRESSES, "button.accept", ticket=5, private=True, leaves=ACCEPTED),
    Step("11:50", "property", REPLIES, "say_cooling_done", ticket=5, private=True, leaves=RESOLVED),
    Step("13:35", "chen", PRESSES, "button.unsolved", ticket=5, leaves=ACCEPTED),
    Step("13:36", "chen", REPLIES, "say_cooling_why", ticket=5, leaves=ACCEPTED),
    Step("14:40", "property", REPLIES, "say_cooling_again", ticket=5, private=True, leaves=RESOLVED),
    Step("14:45", "chen", PRESSES, "button.fair", ticket=5, leaves=CLOSED),
    Scene("scene_stranger", "note_stranger"),
    Step("15:00", "zhang", SAYS, "say_office", ticket=6, leaves=NEW),
    Step("15:04", "liaison", Does.STARTS, ticket=6),
    Step("15:05", "liaison", PRESSES, "button.accept", ticket=6, private=True, leaves=ACCEPTED),
    Step("15:06", "liaison", REPLIES, "say_office_progress", ticket=6, private=True, leaves=ACCEPTED),
    Scene("scene_private", "note_private"),
    Step("15:30", "liu", SAYS, "say_paper", private=True),
    Step("15:30", "liu", PRESSES, f"building.{BUILDING}", private=True),
    Step("15:30", "liu", PRESSES, f"grid.{GRID}", ticket=7, private=True, leaves=NEW),
    Step("15:48", "property", REPLIES, "say_paper_done", ticket=7, private=True, leaves=RESOLVED),
    Step("15:50", "liu", PRESSES, "button.satisfied", ticket=7, private=True, leaves=CLOSED),
    Scene("scene_days", "note_days"),
    Later(1, "10:00", "later_next"),
    Step("10:00", "liaison", REPLIES, "say_office_done", ticket=6, private=True, leaves=RESOLVED),
    Step("10:06", "zhang", REPLIES, "say_office_thanks", ticket=6, leaves=CLOSED),
    Later(0, "11:20", "later_nudge", ticket=4, leaves=RESOLVED),
    Later(1, "11:20", "later_close", ticket=4, leaves=CLOSED),
    Note("note_unrated"),
)
