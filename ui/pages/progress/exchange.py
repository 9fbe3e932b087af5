"""The schedule as files: a provider's plan taken in after a look at it, and ours as a table or calendar dates."""

import uuid
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame

from app.queries.schedule_rows import SchedulePage
from app.words import say
from app.workflows.plan_exports import CALENDAR, TABLE, schedule_file, schedule_file_name
from app.workflows.plan_imports import ReadPlan, read_provider_plan
from ui.context import Context
from ui.jobs import Cancelled, Where
from ui.table_files import write_file
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, FlowLayout, column, row
from ui.widgets.text import Heading, Label

KINDS = "*.xml *.csv *.xlsx *.json"


class PlanExchange(QFrame):
    """Three acts, and the plan that was read until it is taken over or left."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._page: SchedulePage | None = None
        self._project: uuid.UUID | None = None
        self._read: ReadPlan | None = None
        self.take_in = Button(say("Take in a provider’s plan…"), icon="upload", dense=True)
        self.table = Button(say("Save as a table…"), icon="download", dense=True)
        self.calendar = Button(say("Dates for your calendar…"), icon="calendar-days", dense=True)
        acts = FlowLayout(8)
        for each in (self.take_in, self.table, self.calendar):
            acts.addWidget(each)
        self._title = Heading("", "dense_strong")
        self._words = Label("", "dense", "text2", wrap=True)
        self.take = Button(say("Take over this plan"), "primary", dense=True)
        self.leave = Button(say("Not now"), "quiet", dense=True)
        self.card = Card(
            column(self._title, 3, self._words, 10, row(self.take, self.leave, STRETCH, gap=8)), padding=14
        )
        self.card.hide()
        self.setLayout(column(acts, self.card, gap=8))
        self.take_in.clicked.connect(self._choose)
        self.table.clicked.connect(self._save_table)
        self.calendar.clicked.connect(self._save_calendar)
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self._leave)

    def show_page(self, page: SchedulePage, project: uuid.UUID) -> None:
        """What can be done with this schedule: a plan is taken in only where dates may be changed."""
        if project != self._project:
            self._leave()
        self._page, self._project = page, project
        self.take_in.setVisible(page.can_edit)
        if not page.can_edit:
            self._leave()

    def read_file(self, path: Path) -> None:
        """Read a provider's plan beside the window; nothing changes by that."""
        context = self._context
        context.jobs.run(
            read_provider_plan, path, context.formats,
            label=say("Reading “{file}”…", file=path.name), where=Where.PROCESS, reader=self,
            done=partial(self._show, path.name), failed=self._failed,
        )  # fmt: skip

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, say("Take in a provider’s plan"), "", say("Files ({kinds})", kinds=KINDS)
        )
        if chosen:
            self.read_file(Path(chosen))

    def _show(self, name: str, read: ReadPlan) -> None:
        self._read = read
        self._title.setText(say("The plan in “{file}”", file=name))
        self._words.setText(
            "\n".join(
                (
                    read.finding,
                    *read.notes,
                    say(
                        "Taken over, it stands in place of the provider’s lines. Your own tasks and the days off "
                        "stay. One step takes it back."
                    ),
                )
            )
        )
        self.card.show()
        self.take.setFocus()

    def _take(self) -> None:
        read, project = self._read, self._project
        if read is None or project is None:
            return
        verb = partial(read.take, project_id=project, on=self._context.today())
        done = say("The provider’s plan is taken over.")
        if self._context.operations.run(verb, say("Take over a provider’s plan"), done=done) is not None:
            self._leave()

    def _leave(self) -> None:
        self._read = None
        self.card.hide()

    def _save_table(self) -> None:
        self._save(say("Save the schedule"), TABLE)

    def _save_calendar(self) -> None:
        self._save(say("Save the dates"), CALENDAR)

    def _save(self, title: str, ending: str) -> None:
        page = self._page
        if page is None:
            return
        kinds = say("Files ({kinds})", kinds=f"*.{ending}")
        chosen, _ = QFileDialog.getSaveFileName(self, title, schedule_file_name(page, ending), kinds)
        if not chosen:
            return
        path = Path(chosen)
        done = say("It is in “{file}”, in the folder {folder}.", file=path.name, folder=str(path.parent))
        write_file(path, schedule_file(page, ending, self._context.today()), self._context, done)

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, Cancelled):
            self._context.operations.carry_out(partial(_raise, problem))


def _raise(problem: Exception, _: object) -> None:
    raise problem
