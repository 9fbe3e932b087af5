"""The columns of a list of projects, wherever one is shown."""

from collections.abc import Callable

from app.queries.projects import ProjectRow
from app.words import say
from app.words.formats import NOTHING
from ui.models.columns import Cell, Column


def project_columns(with_client: Callable[[], bool]) -> tuple[Column, ...]:
    """Name, stage, next step and when it is due; while `with_client` holds, the client stands under the name."""

    def name(row: ProjectRow) -> Cell:
        return Cell(row.title, sub=row.client if with_client() else "", role="dense_medium")

    return (
        Column(say("Project"), name, sort=lambda row: row.title.casefold()),
        Column(say("Stage"), _stage, width=130),
        Column(say("Next step"), lambda row: Cell(row.next_step, tone="text2")),
        Column(say("Due"), _due, width=185, sort=lambda row: row.due),
    )


def _stage(row: ProjectRow) -> Cell:
    return Cell(row.state_words, icon=row.icon, icon_tone=INK.get(row.tone, "text3"), tone="text2")


def _due(row: ProjectRow) -> Cell:
    return Cell(row.due_words or NOTHING, tone="danger_text" if row.late else "text2", tabular=True)


INK = {"info": "info", "warn": "warn", "success": "success", "danger": "danger"}
