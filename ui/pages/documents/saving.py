"""Write a document to a place of the person's choice, and say how it went."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.words import say
from ui.context import Context


def save_as(parent: QWidget, context: Context, content: bytes, name: str, kinds: str, done: str = "") -> bool:
    """Ask where to, and write `content` there; False where it was left or could not be written.

    `done` is said in place of the name that was written.
    """
    chosen, _ = QFileDialog.getSaveFileName(parent, say("Save the document"), name, kinds)
    if not chosen:
        return False
    try:
        Path(chosen).write_bytes(content)
    except OSError:
        context.notices.problem(
            say(
                "Couldn't save “{file}”. It may be open in another program, or the folder cannot be "
                "written. Close it there, or choose another name.",
                file=Path(chosen).name,
            )
        )
        return False
    context.notices.toast(done or say("Saved as “{file}”.", file=Path(chosen).name), tone="success")
    return True
