"""Ask where a list is to be written, write it, and say where it lies or why it could not be written."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.words import say
from ui.context import Context


def asked_path(parent: QWidget, title: str, name: str) -> Path | None:
    """Where the person wants a CSV file; None where they left it."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, name, say("Files ({kinds})", kinds="*.csv"))
    return Path(chosen) if chosen else None


def write_file(path: Path, content: bytes, context: Context, done: str) -> None:
    """Write `content`; `done` is said once it is there."""
    try:
        path.write_bytes(content)
    except OSError:
        words = say(
            "“{file}” could not be written. Close it in other programs, or choose another place.",
            file=path.name,
        )
        context.notices.problem(words)
        return
    context.notices.toast(done, tone="success")
