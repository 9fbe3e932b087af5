"""A list of providers from a file: what every row would do is shown first, then all of it is written at once."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.queries.lens import Lens
from app.words import say, say_count
from app.workflows.import_rows import ImportPreview
from app.workflows.imports import (
    ColumnsMisfit,
    compare_away,
    compare_list,
    guessed_columns_of,
    import_providers,
    read_list,
    soon_compared,
)
from ui import garbage
from ui.context import Context
from ui.jobs import Job, Where
from ui.long_step import importing
from ui.page import Page
from ui.pages.import_providers.columns import ColumnsView
from ui.pages.import_providers.deciding import DecidingView
from ui.pages.import_providers.foot import show_foot
from ui.pages.import_providers.rows import Decided
from ui.pages.import_providers.start import StartView
from ui.widgets.buttons import Button
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.navigation import Segments, StepFooter
from ui.widgets.side_panel import SidePanel
from ui.widgets.states import EmptyState, Skeleton
from ui.widgets.text import Heading, Label, breakable

ROWS, COLUMNS = "rows", "columns"
SHEET_BELOW = 1240
"""Effective width under which the details lie over the table, so that they open on Enter only."""


class ImportProvidersPage(Page):
    """Private to the broker. Nothing is written before the last button, and then all of it or nothing."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"provider", "provider_skill", "provider_credential", "provider_rate"}
    )
    wide: ClassVar[bool] = True
    help_topic: ClassVar[str] = "directory"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._path: Path | None = None
        self._plan: Any = None
        self._preview: ImportPreview | None = None
        self._job: Job | None = None
        self._headed = False
        self._writing = False
        self._file = Label("", "dense", "text3", wrap=True)
        self.another = Button(say("Choose another file"), dense=True)
        self.another.clicked.connect(self._start_again)
        self._start = StartView(context)
        self._start.taken.connect(self.read)
        self.drop = self._start.drop
        self.rows = DecidingView(context.formats)
        self.model, self.table, self.details = self.rows.model, self.rows.table, self.rows.details
        self.rows.looked_at.connect(self._look_at)
        self.rows.opened.connect(lambda _: self.open_side())
        self.rows.decided.connect(self._show_foot)
        self._panel = SidePanel(say("Row"), self.details, width=316)
        self.columns = ColumnsView()
        self.columns.changed.connect(self._read_again)
        self._view = Segments(
            ((ROWS, say("Rows")), (COLUMNS, say("Columns"))), name=say("What to look at"), chosen=ROWS
        )
        self._view.chosen.connect(lambda _: self._show_view())
        self._note = column()
        self._not_yours = EmptyState(
            "lock-keyhole", say("The directory belongs to your broker"),
            say("You see the providers that were suggested for your project, with everything that was checked."),
            say("Go to Home"),
        )  # fmt: skip
        self._not_yours.chosen.connect(partial(context.go, "home"))
        self._foot = StepFooter(say("Import"), say("Back to the directory"))
        self._foot.continued.connect(self._import)
        self._foot.closed.connect(partial(context.go, "directory"))
        self._build()
        self._start_again()

    def _build(self) -> None:
        self._summary = Label("", "dense", "text2", wrap=True)
        self._tools = framed(row(self._view, (self._summary, 1), gap=14))
        head = row(
            (column(Heading(say("Import a list of providers")), 2, self._file), 1), self.another, gap=12
        )
        self._head = framed(head)
        self._waiting = framed(self._note)
        parts = (self._start, self.rows, self.columns, self._waiting, self._not_yours)
        self.set_body(
            column(self._head, 14, self._tools, 10, *((each, 1) for each in parts)),
            scrolls=False,
        )
        self.set_side(self._panel, opened=False)
        self.set_footer(self._foot)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return say("Import a list")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Directory"), "directory"),) if self.context.lens is Lens.BROKER else ()

    def primary_focus(self) -> QWidget | None:
        if self.context.lens is not Lens.BROKER:
            return self._not_yours.button
        return self.table if self._preview is not None else self.drop.button

    def refresh(self) -> None:
        """Compare again with the directory as it is now; what was decided about a row stays."""
        broker = self.context.lens is Lens.BROKER
        self._head.setVisible(broker)
        self._foot.setVisible(broker)
        self._not_yours.setVisible(not broker)
        if not broker:
            self._start_again()
            self._start.hide()
        elif self._plan is not None and not self._writing:
            self._compare()
        else:
            self._show_view()

    # Reading --------------------------------------------------------------------------------------

    def _start_again(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._path = self._plan = self._preview = self._job = None
        self._headed = False
        self.rows.put_away()
        garbage.take_back()
        self._view.set_value(ROWS)
        self._start.clear()
        self.close_side()
        self._show_view()
        if self.isVisible():
            self.drop.button.setFocus()

    def read(self, path: Path) -> None:
        """Read the list in `path` and show what it would do."""
        self._start_again()
        self._path = path
        self._run(guessed_columns_of, path, done=self._found_columns)

    def _found_columns(self, matches: Sequence[tuple[str, str]]) -> None:
        self._headed = True
        self.columns.show_columns(matches)
        self._read_again()

    def _read_again(self) -> None:
        context = self.context
        self._plan = self._preview = None
        self.rows.forget()
        formats, today, chosen = context.formats, context.today(), self.columns.chosen()
        self._run(read_list, self._path, formats, today, chosen, done=self._planned, failed=self._misfit)

    def _planned(self, plan: Any) -> None:
        self._plan = plan
        self.columns.show_problem("")
        self._compare(first=True)

    def _compare(self, *, first: bool = False) -> None:
        """Show what the plan would do; a long list or directory is compared away from the window."""
        context = self.context
        store = context.openings.store if context.openings is not None else None

        def show(preview: ImportPreview) -> None:
            self._compared(preview)
            if first and self._view.value() == ROWS:
                self.table.setFocus()

        if store is None or soon_compared(context.operations, self._plan):
            found: list[ImportPreview] = []
            compare = partial(compare_list, context.operations, self._plan, formats=context.formats)
            problem = context.operations.shown(lambda: found.append(compare()))
            self._refused(problem) if problem else show(found[0])
            return
        self._run(
            compare_away, store, self._plan, context.formats,
            done=show, label=say("Comparing the list with the directory…"), where=Where.THREAD,
        )  # fmt: skip

    def _compared(self, preview: ImportPreview) -> None:
        self._preview = preview
        self.rows.show_preview(preview)
        self._show_view()
        garbage.set_aside(len(preview.rows))
        self.context.notices.announce(preview.summary)

    def _run(
        self, work: Callable[..., Any], *arguments: Any, done: Callable[[Any], None],
        failed: Callable[[str], None] | None = None, label: str = "", where: Where = Where.PROCESS,
    ) -> None:  # fmt: skip
        """Do `work` elsewhere, the foreign file in the worker process, instead of what is being done there."""
        if self._job is not None:
            self._job.cancel()
        label = label or say("Reading the list…")
        clear(self._note)
        self._note.addWidget(Skeleton(label, rows=6))
        self._note.addStretch(1)

        def finish(result: Any) -> None:
            self._job = None
            done(result)

        def fail(problem: Exception) -> None:
            self._job = None
            told = failed if isinstance(problem, ColumnsMisfit) and failed is not None else self._refused
            told(self.context.operations.shown(partial(_raise, problem)))

        garbage.pause()
        job = self._job = self.context.jobs.run(
            work, *arguments, label=label, done=finish, failed=fail, where=where,
            reports=where is Where.THREAD, reader=self,
        )  # fmt: skip
        job.finished.connect(garbage.resume_soon)
        job.when_ended(self, partial(self._ended, job))
        self._show_view()

    def _ended(self, job: Job) -> None:
        """A job that ended without a word was stopped."""
        if self._job is job:
            self._job = None
            self._start_again()

    def _refused(self, problem: str) -> None:
        """The file is no list: say why, where another one is chosen."""
        name = self._path.name if self._path is not None else ""
        self._start_again()
        happened = say("“{file}” was not read. Nothing has changed.", file=name)
        self._start.show_problem(happened, problem)
        self.context.notices.announce(happened)

    def _misfit(self, problem: str) -> None:
        """The columns do not say enough: they are chosen by hand."""
        self.columns.show_problem(problem)
        there = self._view.value() == COLUMNS
        self._view.set_value(COLUMNS)
        self._show_view()
        if not there:
            self.columns.take_focus()
        self.context.notices.announce(problem)

    # Showing --------------------------------------------------------------------------------------

    def _show_view(self) -> None:
        busy, begun = self._job is not None, self._path is not None
        view = self._view.value()
        broker = self.context.lens is Lens.BROKER
        self._start.setVisible(broker and not begun)
        self.another.setVisible(begun)
        self._file.setText(self._path.name if self._path is not None else "")
        self._file.setVisible(begun)
        columns = self._headed and view == COLUMNS  # stay while they are read again
        self._tools.setVisible(begun and (columns or not busy))
        self._waiting.setVisible(busy and not columns)
        self.rows.setVisible(begun and not busy and view == ROWS and self._preview is not None)
        self.columns.setVisible(columns)
        left_out = len(self._preview.passed_over) if self._preview is not None else 0
        self._view.set_words(
            COLUMNS,
            say_count("Columns ({count} left out)", "Columns ({count} left out)", left_out)
            if left_out
            else say("Columns"),
        )
        if view == COLUMNS:
            self.close_side()
        self._summary.setText(self._preview.summary if self._preview is not None else "")
        self._show_foot()

    def _show_foot(self) -> None:
        begun = self._path is not None
        show_foot(
            self._foot, self._preview, self.rows.decisions, begun=begun, number=self.context.formats.number
        )

    # Looking --------------------------------------------------------------------------------------

    def _look_at(self, chosen: Decided) -> None:
        self._panel.heading.setText(breakable(chosen.row.name or say("No name")))
        if self.effective_width() >= SHEET_BELOW:
            self.open_side()

    # Writing --------------------------------------------------------------------------------------

    def _import(self) -> None:
        preview = self._preview
        if preview is None or self._writing:
            return
        operations = self.context.operations
        writing = importing(self.window(), self.context.formats)
        work = partial(
            import_providers, preview=preview, on=self.context.today(), decisions=dict(self.rows.decisions),
            same_as=dict(self.rows.same_as), progress=writing,
        )  # fmt: skip
        self._writing = True
        try:
            result = operations.carry_out(work)
        finally:
            self._writing = False
            writing.put_away()
        if result is None:
            return
        if result.cancelled:
            self.context.notices.toast(result.words)
            return
        QTimer.singleShot(0, self, self._start_again)  # a long list takes a moment to let go of
        undo = operations.undo_of_this()
        self.context.notices.toast(result.words, tone="success", action=say("Undo"), act=undo)
        self.context.go("directory")


def _raise(problem: Exception) -> None:
    raise problem
