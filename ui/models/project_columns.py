"""The columns of a list of projects, wherever one is shown."""

from app.queries.projects import ProjectRow
from app.words import say
from app.words.formats import NOTHING
from ui.models.columns import Cell, Column


def project_columns(*, with_client: bool) -> tuple[Column, ...]:
    """Name, client (for the broker), stage, next step and when it is due."""
    client = Column(say("Client"), lambda row: Cell(row.client, tone="text2"), width=160)
    return (
        Column(say("Project"), _name),
        *((client,) if with_client else ()),
        Column(say("Stage"), _stage, width=160),
        Column(say("Next step"), lambda row: Cell(row.next_step, tone="text2"), width=250),
        Column(say("Due"), _due, width=150, sort=lambda row: row.due),
    )


def desk_columns() -> tuple[Column, ...]:
    """The same for a narrow place: the client stands under the project's name."""
    return (
        Column(say("Project"), lambda row: Cell(row.title, sub=row.client, role="dense_medium")),
        Column(say("Stage"), _stage, width=150),
        Column(say("Next step"), lambda row: Cell(row.next_step, tone="text2"), width=190),
        Column(say("Due"), _due, width=170, sort=lambda row: row.due),
    )


def _name(row: ProjectRow) -> Cell:
    return Cell(row.title, role="dense_medium")


def _stage(row: ProjectRow) -> Cell:
    return Cell(row.state_words, icon=row.icon, icon_tone=INK.get(row.tone, "text3"), tone="text2")


def _due(row: ProjectRow) -> Cell:
    return Cell(row.due_words or NOTHING, tone="danger_text" if row.late else "text2", tabular=True)


INK = {"info": "info", "warn": "warn", "success": "success", "danger": "danger"}
