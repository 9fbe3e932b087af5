"""Write the payments to a file of the person's choice."""

import uuid
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.queries import projects
from app.queries.payments import MoneyPage
from app.words import say
from app.workflows.payment_exports import payment_list, payment_list_name
from ui.context import Context


def export_payments(parent: QWidget, context: Context, project: uuid.UUID, page: MoneyPage) -> None:
    """Ask where to, write what the page shows, and say where it lies or why it could not be written."""
    head = context.operations.read(partial(projects.head, project_id=project))
    name = payment_list_name(head.title if head is not None else "")
    chosen, _ = QFileDialog.getSaveFileName(
        parent, say("Save the payments"), name, say("Files ({kinds})", kinds="*.csv")
    )
    if not chosen:
        return
    path = Path(chosen)
    try:
        path.write_bytes(payment_list(page))
    except OSError:
        context.notices.problem(
            say(
                "“{file}” could not be written. Close it in other programs, or choose another place.",
                file=path.name,
            )
        )
        return
    context.notices.toast(
        say("The payments are in “{file}”, in the folder {folder}.", file=path.name, folder=str(path.parent)),
        tone="success",
    )
