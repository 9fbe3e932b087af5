"""Write the directory to a file of the person's choice."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.words import say
from app.workflows.provider_exports import write_provider_list
from ui.context import Context
from ui.widgets.buttons import Button


def list_path(page: QWidget) -> Path | None:
    """Where the person wants the list; None where they do not."""
    sheet, text = say("Spreadsheet ({kinds})", kinds="*.xlsx"), say("Text ({kinds})", kinds="*.csv")
    name, kind = QFileDialog.getSaveFileName(
        page, say("Export the list"), "providers.xlsx", f"{sheet};;{text}"
    )
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(".csv" if kind == text else ".xlsx")


class Exporting:
    """Writes the list where the person wants it, beside the window and one at a time, for the page with this button."""

    def __init__(self, page: QWidget, context: Context, button: Button) -> None:
        self._page, self._context, self._button = page, context, button
        button.clicked.connect(self.ask)

    def ask(self) -> None:
        """Ask where to, and write it."""
        path = list_path(self._page) if self._button.isEnabled() else None
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the same list that an import reads to `path`, and say where it is or why not."""
        context = self._context
        store = context.openings.store if context.openings is not None else None
        if store is None:
            return
        self._button.setEnabled(False)
        job = context.jobs.run(
            partial(write_provider_list, store, path, lens=context.lens),
            label=say("Writing the list…"),
            done=_told(path, context),
            failed=lambda problem: context.operations.carry_out(partial(_raise, problem)),
            reports=True,
        )
        job.when_ended(self._page, partial(self._button.setEnabled, True))


def _told(path: Path, context: Context) -> Callable[[None], None]:
    words = say(
        "The list is in “{file}”. It holds rates and notes told in confidence: keep it to yourself.",
        file=path.name,
    )
    return lambda _: context.notices.toast(words, tone="success")


def _raise(problem: Exception, _: object) -> None:
    raise problem
