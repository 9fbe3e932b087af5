"""The stages as a list: the columns of its table, and the sentences above it."""

from collections.abc import Callable, Sequence
from functools import partial

from app.queries.schedule import SchedulePage
from app.queries.stages import StageRow
from app.words import say, say_count
from app.words.formats import Formats
from ui.models.columns import Align, Cell, Column

INK = {"info": "info_text", "warn": "warn_text", "success": "success_text", "danger": "danger_text"}
ICON = {"info": "info", "warn": "warn", "success": "success", "danger": "danger"}
ORDER = ("ready", "changes", "in_progress", "planned")
"""What is looked at first when the page opens."""


def stage_columns(certainty: Callable[[StageRow], str]) -> tuple[Column, ...]:
    """Stage with what it waits for, status and how sure what is left is, who, when and how much."""
    return (
        Column(say("Stage"), _stage, term=say("Milestone")),
        Column(say("Status"), partial(_status, certainty), width=190),
        Column(say("On site"), lambda each: Cell(each.owner or "–", tone="text2"), width=150),
        Column(say("Ready by"), _due, width=150, sort=lambda each: each.planned_on),
        Column(
            say("Pay"),
            lambda each: Cell(each.pay, tabular=True, said=each.amount.line),
            width=120,
            align=Align.END,
        ),
    )


def certainty_of(schedule: SchedulePage | None, stage: StageRow) -> str:
    """How sure what is left of a stage is, as its lines say."""
    bars = schedule.bars if schedule is not None else ()
    return next((bar.certainty for bar in bars if bar.id == stage.id), "")


def _stage(stage: StageRow) -> Cell:
    title = say("{number} {stage}", number=stage.number, stage=stage.title)
    return Cell(title, sub=stage.note or stage.tests, role="dense_strong")


def _status(certainty: Callable[[StageRow], str], stage: StageRow) -> Cell:
    sure = certainty(stage) if stage.status in ("planned", "in_progress", "changes") else ""
    ink, icon_tone = INK.get(stage.tone, "text2"), ICON.get(stage.tone, "text3")
    return Cell(
        stage.status_words, sub=sure, icon=stage.icon, icon_tone=icon_tone, tone=ink, role="dense_medium"
    )


def _due(stage: StageRow) -> Cell:
    return Cell(stage.due, sub=stage.late, tone="warn_text" if stage.late else "text2")


def finding(rows: Sequence[StageRow], *, running: bool) -> str:
    """The page's title: where the work stands."""
    if not running:
        return say_count("{count} stage is planned", "{count} stages are planned", len(rows))
    by_status = {status: [each for each in rows if each.status == status] for status in ORDER}
    words: dict[str, Callable[[str], str]] = {
        "ready": lambda name: say("“{stage}” is ready for your review", stage=name),
        "changes": lambda name: say("“{stage}” is being put right", stage=name),
        "in_progress": lambda name: say("“{stage}” is being worked on", stage=name),
        "planned": lambda name: say("“{stage}” comes next", stage=name),
    }
    for status in ORDER:
        if by_status[status]:
            return words[status](by_status[status][0].title)
    return say("Every stage is accepted")


def beneath(rows: Sequence[StageRow], *, late_told: bool = False) -> str:
    """How many stages are accepted, and which one is late where that is not told yet."""
    done = sum(each.status in ("accepted", "paid") for each in rows)
    late = [each for each in rows if each.late and each.status not in ("accepted", "paid")]
    said = say("{done} of {count} stages accepted.", done=done, count=len(rows))
    if not late or late_told:
        return said
    return say("{said} “{stage}” is {late}.", said=said, stage=late[0].title, late=late[0].late)


def moves_finding(page: SchedulePage | None, formats: Formats) -> str:
    """What is late and what that does to the end; empty where nothing that is open is late."""
    stages = [bar for bar in page.bars if bar.kind == "stage"] if page is not None else []
    open_stages = [bar for bar in stages if bar.state not in ("accepted", "paid")]
    late = [bar for bar in open_stages if bar.slip]
    if not late:
        return ""
    first = late[0]
    last = open_stages[-1]
    if last is first or not last.slip:
        return say("{stage} is {late}", stage=first.title, late=first.slip)
    return say(
        "{stage} is {late}, so {last} moves to {day}",
        stage=first.title,
        late=first.slip,
        last=last.title,
        day=formats.short_day(last.ends_on),
    )
