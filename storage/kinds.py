"""The closed sets of words that records are made of; stored by value."""

from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What a person is for a grid, a building, a unit or the district (the article's 双长四员 and the rungs above)."""

    GRID_LEADER = "grid_leader"
    BUILDING_CHIEF = "building_chief"
    PARTY_GUIDE = "party_guide"
    INVESTMENT_LIAISON = "investment_liaison"
    COMMUNITY_OFFICER = "community_officer"
    PROPERTY_OFFICER = "property_officer"
    UNIT_STAFF = "unit_staff"
    COMMITTEE = "committee"
    STREET = "street"


BUILDING_ROLES = frozenset(
    {
        Role.BUILDING_CHIEF,
        Role.PARTY_GUIDE,
        Role.INVESTMENT_LIAISON,
        Role.COMMUNITY_OFFICER,
        Role.PROPERTY_OFFICER,
    }
)
OFFICER_ROLES = BUILDING_ROLES - {Role.BUILDING_CHIEF}
DISTRICT_ROLES = frozenset({Role.COMMITTEE, Role.STREET})
RUNGS = (Role.BUILDING_CHIEF, Role.COMMITTEE, Role.STREET)  # as escalation climbs them (CONTRACT)


class Priority(StrEnum):
    """How urgent a ticket is; names its service level."""

    EMERGENCY = "emergency"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Status(StrEnum):
    """Where a ticket stands."""

    NEW = "new"
    ACCEPTED = "accepted"
    ON_HOLD = "on_hold"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    MERGED = "merged"


class Verb(StrEnum):
    """What can happen to a ticket; every history line carries one."""

    OPEN = "open"
    ACCEPT = "accept"
    TRANSFER = "transfer"
    RETURN = "return"
    HOLD = "hold"
    RESOLVE = "resolve"
    CONFIRM = "confirm"
    CLOSE = "close"
    REOPEN = "reopen"
    CANCEL = "cancel"
    MERGE = "merge"
    UNMERGE = "unmerge"
    REMIND = "remind"
    ESCALATE = "escalate"
    PROGRESS = "progress"
    SUPPORT = "support"
    RATE = "rate"


class ChatKind(StrEnum):
    """What a chat is to us. BUILDING: its owners' group (业主群); DISTRICT: everybody's (党群零距离)."""

    PRIVATE = "private"
    GRID = "grid"
    UNIT = "unit"
    BUILDING = "building"
    DISTRICT = "district"
    UNBOUND = "unbound"


class Lane(IntEnum):
    """Which of a chat's waiting messages goes first; lower is sooner."""

    ANSWER = 0
    CARD = 1
    REMINDER = 2
    ANNOUNCEMENT = 3


class Shows(StrEnum):
    """What a message of ours about a ticket or an event is for. EVENT: an event's announcement; DRAFT: its preview."""

    CARD = "card"
    COPY = "copy"
    QUESTION = "question"
    REASON = "reason"
    HOLD = "hold"
    RETURN = "return"
    DEADLINE = "deadline"
    EVENT = "event"
    DRAFT = "draft"
    PICTURE = "picture"
    NOTE = "note"


class EventStatus(StrEnum):
    """Where an event stands; CLOSED: no more sign-ups."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    DONE = "done"


class SignUpState(StrEnum):
    """Where somebody stands with an event. OFFERED: a place has come free for them until a moment."""

    GOING = "going"
    WAITING = "waiting"
    OFFERED = "offered"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    NO_SHOW = "no_show"


class RotaStatus(StrEnum):
    """Where a round of duty stands. DRAFT: still being put together, or waiting to be started."""

    DRAFT = "draft"
    RUNNING = "running"
    ENDED = "ended"


class Turn(StrEnum):
    """How long it is a unit's turn: one day of duty, or all those of a week."""

    DAY = "day"
    WEEK = "week"


class Cause(StrEnum):
    """Why a shift is not as the round has it. EXTRA: the round has none there."""

    EXCEPTION = "exception"
    SWAP = "swap"
    EXTRA = "extra"


class OfferState(StrEnum):
    """What became of an offer to swap. STALE: one of the two shifts has changed since."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    STALE = "stale"


class InboxState(StrEnum):
    """What became of an update. HELD: its turn comes once it is known what it is."""

    NEW = "new"
    HELD = "held"
    DONE = "done"
    PARKED = "parked"


class OutboxState(StrEnum):
    """What became of an outgoing message. HELD: waits until its chat lets us write there again."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FOLDED = "folded"
    HELD = "held"
    PARKED = "parked"


class OutboxKind(StrEnum):
    """What is done to the chat."""

    SEND = "send"
    EDIT = "edit"
    REMOVE = "remove"
    PIN = "pin"
    MENU = "menu"


class DueKind(StrEnum):
    """What the schedule does when the time comes: for a ticket, then for a chat or the whole district."""

    REMIND = "remind"
    RING = "ring"
    ESCALATE = "escalate"
    HOLD_ENDS = "hold_ends"
    NUDGE = "nudge"
    CLOSE = "close"
    REDRAW = "redraw"
    TELL = "tell"
    DIGEST = "digest"
    MORNING = "morning"
    WEEK = "week"
    YEAR = "year"
    RECOUNT = "recount"
    OFFER_ENDS = "offer_ends"
    SERIES = "series"
    ANNOUNCE = "announce"
    DRAFT = "draft"
    SPREAD = "spread"
    HELD_BACK = "held_back"
    OFFER = "offer"
    EVENT_TOLD = "event_told"
    EVENT_DRAWN = "event_drawn"
    EVENT_DAY = "event_day"
    EVENT_SOON = "event_soon"
    EVENT_ENDS = "event_ends"
    EVENT_SUMMARY = "event_summary"
    MONTH = "month"
    FESTIVAL = "festival"
    ROTA = "rota"
    DUTY = "duty"
    VACANT = "vacant"


class ExampleKind(StrEnum):
    """What somebody has corrected. MISSED: reported by hand. TAKEN, LEFT: what became of an offer."""

    NOT_AN_ISSUE = "not_an_issue"
    SERVICE = "service"
    PLACE = "place"
    SPLIT = "split"
    MERGE = "merge"
    TAKEN = "taken"
    LEFT = "left"
    MISSED = "missed"
