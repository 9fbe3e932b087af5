"""Write the directory to a file of the person's choice."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.words import say
from app.workflows.provider_exports import provider_list
from ui.context import Context


def export_list(page: QWidget, context: Context) -> None:
    """Ask where to, then write the same list that an import reads."""
    name, _ = QFileDialog.getSaveFileName(
        page, say("Export the list"), "providers.csv", say("Files ({kinds})", kinds="*.csv")
    )
    if name:
        write_list(Path(name), context)


def write_list(path: Path, context: Context) -> None:
    """Write it to `path`, and say where it is or why it could not be written."""
    lens = context.lens
    content = context.operations.carry_out(partial(provider_list, lens=lens))
    if content is None:
        return
    try:
        path.write_bytes(content)
    except OSError:
        words = say(
            "“{file}” could not be written. Close it in other programs, or choose another place.",
            file=path.name,
        )
        context.notices.problem(words)
        return
    context.notices.toast(
        say(
            "The list is in “{file}”. It holds rates and notes told in confidence: keep it to yourself.",
            file=path.name,
        ),
        tone="success",
    )
