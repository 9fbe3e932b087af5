"""The rows of the schedule's picture: bars, what waits for what, days that are not worked, and how sure an end is."""

import uuid
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.queries.schedule_risks import Register


class Bar(NamedTuple):
    """One line of the schedule. A stage is followed by what it is made of; its sign-off and payment lie at its end."""

    id: uuid.UUID | None
    """Of the stage or the activity; None for what is nobody's to move."""

    key: str
    kind: str
    """"stage", "task", "owner_task" or "milestone"."""

    title: str
    stage: str
    """The key of the stage it belongs to; its own for a stage, empty for what belongs to none."""

    depth: int
    starts_on: date | None
    ends_on: date | None
    base_starts: date | None
    """As the agreed version has it; None where none is agreed."""

    base_ends: date | None
    working_days: Decimal
    critical: bool
    """Whether a day lost here is a day lost."""

    float_days: int
    """Whole working days it may be late before the end is; below nothing where a day that is due is missed."""

    state: str
    """What its stage's status is ("planned", "in_progress", "ready", "changes", "accepted", "paid")."""

    status: str
    owner: str
    pay: str
    slip: str
    """"6 days late" against the agreed version; empty where it is not."""

    certainty: str
    """How sure it is, in words; of a stage, that of the line which is known least."""

    early: date | None = None
    """In one of ten draws it is over by this day; None until the draws are in."""

    late: date | None = None
    """In nine of ten draws it is over by this day."""

    can_move: bool = False
    hours: str = ""
    """What it takes of the owner's side."""

    sure: str = ""
    """The certainty by its key, for the form that changes it."""

    can_be_sure: bool = False
    """Whether something is left of which somebody may say how sure it is."""


class Arrow(NamedTuple):
    """What waits for what, by the keys of two bars; `kind` is one of the four of `Link`."""

    id: uuid.UUID | None
    before: str
    after: str
    kind: str
    lag: str
    """In words; empty where there is none."""

    days: Decimal = Decimal(0)
    """The lag in working days; below nothing it begins earlier."""


class Band(NamedTuple):
    """Days that are not worked, the last included; `kind` is "weekend", "holiday" or "closure"."""

    first: date
    last: date
    kind: str
    name: str
    whose: str
    """Whose days they are, in words."""

    id: uuid.UUID | None = None
    """Of the closure; None for what the calendar says."""


class Pull(NamedTuple):
    """What moves the end most: `share` is of one, the largest being the longest line."""

    key: str
    title: str
    share: float
    words: str


class Chances(NamedTuple):
    """What ten thousand draws of the plan say; a day is None where nothing could be drawn."""

    p50: date | None
    p80: date | None
    cost_p50: str
    cost_p80: str
    words: str
    drivers: tuple[Pull, ...]
    ranges: dict[str, tuple[date, date]]
    """Of each bar by its key: the days by which it is over in one and in nine of ten draws."""

    risk_words: str = ""
    """Which risks of the register are counted, and what the plan is without them; empty where none is open."""


class SchedulePage(NamedTuple):
    """The whole schedule, finished for its picture; what only draws can say is empty until they are in."""

    title: str
    start: date
    end: date
    today: date
    needed_by: date | None
    p50: date | None
    p80: date | None
    chance_words: str
    bars: tuple[Bar, ...]
    arrows: tuple[Arrow, ...]
    bands: tuple[Band, ...]
    findings: tuple[str, ...]
    drivers: tuple[Pull, ...]
    can_edit: bool
    baseline_version: int
    """Of the agreed version that `base_starts` is read from; 0 where none is."""

    p50_cost: str = ""
    p80_cost: str = ""
    edit_note: str = ""
    """Why dates cannot be changed now, and what to do instead."""

    open_version: int = 0
    """Of the version that is being changed after the plan was agreed; 0 where none is."""

    register: Register = Register()
    """The open risks as they are drawn."""
