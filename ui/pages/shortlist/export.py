"""Write the shortlist to a file of the broker's choice."""

import uuid
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.words import say
from app.workflows.shortlist_exports import shortlist_name, shortlist_table
from ui.context import Context
from ui.table_files import asked_path, write_file


def export_shortlist(parent: QWidget, context: Context, project: uuid.UUID) -> None:
    """Ask where to, then write what the broker sees of the list."""
    name = context.operations.carry_out(partial(shortlist_name, project_id=project))
    path = asked_path(parent, say("Export the list"), name or "")
    if path is not None:
        write_shortlist(path, context, project)


def write_shortlist(path: Path, context: Context, project: uuid.UUID) -> None:
    """Write it to `path`."""
    table = partial(shortlist_table, project_id=project, formats=context.formats)
    content = context.operations.carry_out(table)
    if content is not None:
        done = say("The list is in “{file}”. It holds usual prices: keep it to yourself.", file=path.name)
        write_file(path, content, context, done)
