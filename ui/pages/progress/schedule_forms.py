"""What a schedule is made of, beneath its picture: the owner's own tasks, and forms for its lines and days off."""

import uuid
from functools import partial

from PySide6.QtWidgets import QFrame

from app.queries.schedule_lines import lines_page
from app.queries.schedule_rows import SchedulePage
from app.services import schedules
from app.words import say
from ui.context import Context
from ui.pages.progress.days_off import DaysOff
from ui.pages.progress.lines import LinesForm
from ui.pages.progress.own_tasks import OwnTasks
from ui.widgets.cards import Card
from ui.widgets.fold import Fold
from ui.widgets.layouts import column


class ScheduleForms(QFrame):
    """Own tasks for both lenses; the forms only where dates may be changed."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.own = OwnTasks()
        self.own.ticked.connect(self._tick)
        self.lines, self.off = LinesForm(context), DaysOff(context)
        self._lines = Fold(say("Change the lines and what they wait for"), say("Close the lines"), self.lines)
        self._off = Fold(say("Holidays and days off"), say("Close the days off"), self.off)
        self._card = Card(column(self._lines, 8, self._off), padding=16)
        self.setLayout(column(self.own, self._card, gap=12))

    def show_page(self, page: SchedulePage, project: uuid.UUID) -> None:
        """Show what `page` is made of."""
        context = self._context
        found = context.operations.read(
            partial(
                lines_page, lens=context.lens, project_id=project, on=context.today(), formats=context.formats
            )
        )
        self.setVisible(found is not None)
        if found is None:
            return
        self.own.show_page(found)
        self._card.setVisible(page.can_edit)
        if page.can_edit:
            self.lines.show_page(found, project)
            self.off.show_page(found, project)

    def _tick(self, activity_id: uuid.UUID, done: bool) -> None:
        today = self._context.today()
        verb = partial(schedules.tick, activity_id=activity_id, done_on=today if done else None, on=today)
        self._context.operations.succeeded(
            verb, say("A task of yours is done") if done else say("A task of yours is not done yet")
        )
