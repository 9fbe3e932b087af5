"""Save a print where the person says: one page on a provider, why these are suggested, or the schedule."""

import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.queries.schedule_paper import SchedulePaper
from app.queries.source_papers import ProviderPaper, ShortlistPaper
from app.words import say
from app.workflows import prints
from ui.context import Context
from ui.jobs import Where
from ui.table_files import write_file


def save_provider(
    parent: QWidget, context: Context, provider_id: uuid.UUID, name: str, project_id: uuid.UUID | None = None
) -> None:
    """Ask where to, then write the page on a provider that a client may read."""
    path = asked_path(parent, say("Save the page on this provider"), say("About {name}", name=name))
    if path is not None:
        read = partial(prints.provider_rows, provider_id=provider_id, project_id=project_id)
        write_print(path, parent, context, read)


def save_shortlist(parent: QWidget, context: Context, project_id: uuid.UUID) -> None:
    """Ask where to, then write why these providers are suggested and how that was reckoned."""
    path = asked_path(parent, say("Save why these providers"), say("Why these providers"))
    if path is not None:
        write_print(path, parent, context, partial(prints.shortlist_rows, project_id=project_id))


def save_schedule(
    parent: QWidget, context: Context, project_id: uuid.UUID, title: str, *, tasks: bool
) -> None:
    """Ask where to, then write the schedule as it is looked at: with its tasks, or its stages alone."""
    path = asked_path(parent, say("Save the schedule"), say("Schedule of {project}", project=title))
    if path is not None:
        read = partial(prints.schedule_rows, project_id=project_id, lens=context.lens, tasks=tasks)
        write_print(path, parent, context, read)


def asked_path(parent: QWidget, title: str, name: str) -> Path | None:
    """Where the person wants a PDF; None where they left it."""
    safe = "".join(each if each.isalnum() or each in " -_" else " " for each in name).strip()
    kinds = say("Files ({kinds})", kinds="*.pdf")
    chosen, _ = QFileDialog.getSaveFileName(parent, title, f"{safe}.pdf", kinds)
    return Path(chosen) if chosen else None


def write_print(
    path: Path,
    parent: QWidget,
    context: Context,
    read: Callable[..., ProviderPaper | ShortlistPaper | SchedulePaper],
) -> None:
    """Read the rows now, draw them in another process, and write the file when it is there."""
    found: list[ProviderPaper | ShortlistPaper | SchedulePaper] = []
    operations = context.operations
    problem = operations.shown(
        lambda: found.append(read(operations, formats=context.formats, today=context.today()))
    )
    if problem:
        context.notices.problem(problem)
        return
    done = say("Saved as “{file}”.", file=path.name)
    context.jobs.run(
        prints.draw_print, found[0], context.formats,
        label=say("Drawing “{file}”…", file=path.name), where=Where.PROCESS, reader=parent,
        done=lambda drawn: write_file(path, drawn.pdf, context, done),
    )  # fmt: skip
