"""Write how one score is made to a file of the broker's choice."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.queries.shortlist_rows import WhyView
from app.words import say
from app.workflows.shortlist_exports import file_name, why_table
from ui.context import Context
from ui.table_files import asked_path, write_file


def export_why(parent: QWidget, context: Context, why: WhyView) -> None:
    """Ask where to, then write every factor with what it rests on."""
    path = asked_path(parent, say("Export as a table"), file_name("why", why.card.name))
    if path is not None:
        write_why(path, context, why)


def write_why(path: Path, context: Context, why: WhyView) -> None:
    """Write it to `path`."""
    write_file(path, why_table(why), context, say("How the score is made is in “{file}”.", file=path.name))
