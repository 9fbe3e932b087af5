"""The quotes side by side, to take along: on paper, or as a table to reckon with."""

import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu

from app.queries import projects
from app.words import say
from app.workflows.comparison_exports import comparison_file, comparison_name, read_comparison
from ui.context import Context
from ui.table_files import write_file
from ui.widgets.buttons import Button


class TakeAlong(Button):
    """One button for the papers that hold the comparison and the files that it is saved as."""

    def __init__(self, context: Context, project: Callable[[], uuid.UUID]) -> None:
        super().__init__(say("Print or save"), "quiet", icon="printer", dense=True)
        self._context, self._project = context, project
        self.menu_ = QMenu(self)
        self.menu_.setAccessibleName(say("Print or save"))
        acts = (
            (say("Print the comparison"), partial(self._to_paper, "QCM")),
            (say("Print the proposal"), partial(self._to_paper, "PRO")),
            (say("Save as a spreadsheet…"), partial(self._save, ".xlsx")),
            (say("Save as CSV…"), partial(self._save, ".csv")),
        )
        for words, act in acts:
            self.menu_.addAction(words).triggered.connect(lambda _=False, act=act: act())
        self.clicked.connect(lambda: self.menu_.popup(self.mapToGlobal(self.rect().bottomLeft())))

    def _to_paper(self, kind: str) -> None:
        """A draft of the paper, to look at, print or issue."""
        self._context.go(f"project/{self._project()}/documents/{kind}")

    def _save(self, suffix: str) -> None:
        """Every quote and every row, whatever the page shows of them."""
        context, project = self._context, self._project()
        whole = read_comparison(
            context.operations, project_id=project, formats=context.formats, today=context.today()
        )
        head = context.operations.read(partial(projects.head, project_id=project))
        if whole is None or head is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            say("Save the comparison"),
            comparison_name(head.title, suffix),
            say("Files ({kinds})", kinds=f"*{suffix}"),
        )
        if not chosen:
            return
        path = Path(chosen)
        done = say(
            "The comparison is in “{file}”, in the folder {folder}.", file=path.name, folder=str(path.parent)
        )
        write_file(path, comparison_file(whole, head.currency, suffix), context, done)
