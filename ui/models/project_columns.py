"""The columns of a list of projects, wherever one is shown."""

from app.queries.projects import ProjectRow
from app.words import say
from app.words.formats import NOTHING
from ui.models.columns import Align, Cell, Column

INK = {"info": "info", "warn": "warn", "success": "success", "danger": "danger"}


def owner_columns() -> tuple[Column, ...]:
    """Name, stage, next step and when it is due."""
    return (
        Column(say("Project"), lambda row: Cell(row.title, role="dense_medium", wraps=True), sort=_title),
        Column(say("Stage"), _stage, width=160),
        Column(say("Next step"), lambda row: Cell(row.next_step, tone="text2")),
        _due_column(),
    )


def broker_columns(*, stage_width: int = 0) -> tuple[Column, ...]:
    """Client under the name, next step under the stage; then what it is worth, and the fee nobody else sees.

    The stage takes `stage_width` where the names need the rest of the room, else half of it.
    """
    return (
        Column(say("Project"), _name_and_client, sort=_title),
        Column(say("Stage"), _stage_and_next, width=stage_width, sort=_stage_words),
        _due_column(),
        Column(say("Value, excl. tax"), _value, width=118, align=Align.END, sort=lambda row: row.value.amount),
        Column(
            say("Your fee"), _fee, width=128, sort=lambda row: row.fee.casefold() or None,
            term=say("Private: it never leaves this workspace."),
        ),
    )  # fmt: skip


def _due_column() -> Column:
    return Column(say("Due"), _due, width=92, sort=lambda row: row.due)


def _name_and_client(row: ProjectRow) -> Cell:
    return Cell(row.title, sub=row.client, role="dense_medium", wraps=True)


def _title(row: ProjectRow) -> str:
    return row.title.casefold()


def _stage_words(row: ProjectRow) -> str:
    return row.state_words.casefold()


def _stage(row: ProjectRow) -> Cell:
    return Cell(row.state_words, icon=row.icon, icon_tone=INK.get(row.tone, "text3"), tone="text2")


def _stage_and_next(row: ProjectRow) -> Cell:
    tone = INK.get(row.tone, "text3")
    return Cell(row.state_words, sub=row.next_step, icon=row.icon, icon_tone=tone, tone="text2")


def _due(row: ProjectRow) -> Cell:
    tone = "danger_text" if row.late else "text2"
    return Cell(row.due_day or NOTHING, sub=row.due_left, tone=tone, tabular=True)


def _value(row: ProjectRow) -> Cell:
    return Cell(row.value.words or NOTHING, sub=row.value.note, tabular=True, said=row.value.said)


def _fee(row: ProjectRow) -> Cell:
    """A fee is a sentence: what comes after its first part goes on below."""
    first, _, rest = row.fee.partition(", ")
    return Cell(first or NOTHING, sub=rest, tone="private_text", fill="private_soft", said=row.fee)
