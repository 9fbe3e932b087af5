"""The lines of a schedule in a form: what is to be done, how long, within which stage, and what it waits for."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.queries.schedule_lines import LineRow, LinesPage
from app.services import schedules
from app.words import say
from ui.context import Context
from ui.widgets.buttons import Button
from ui.widgets.fields import Choice, NumberEdit, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.text import Label

NEW = "new"
MOST_DAYS, MOST_HOURS = Decimal(2000), Decimal(10_000)


def kinds() -> tuple[tuple[str, str], ...]:
    """Whose work a line is."""
    return (
        ("task", say("The provider’s work")),
        ("owner_task", say("Your own task")),
        ("milestone", say("A moment that takes no days")),
    )


def waits() -> tuple[tuple[str, str], ...]:
    """The four ways of waiting."""
    return (
        ("finish_start", say("begins once it has ended")),
        ("start_start", say("begins once it has begun")),
        ("finish_finish", say("ends once it has ended")),
        ("start_finish", say("ends once it has begun")),
    )


class LinesForm(QFrame):
    """One line at a time: choose it, change it, keep it; each act is one step that can be undone."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._page: LinesPage | None = None
        self._project: uuid.UUID | None = None
        formats = context.formats
        self.line = Choice(((NEW, say("A new line")),), name=say("Which line"))
        self._title = TextField(longest=200)
        self._kind = Choice(kinds())
        self._stage = Choice((), blank=say("Beside all stages"))
        days = partial(NumberEdit, formats, least=Decimal(0), most=MOST_DAYS, chars=6)
        self._low, self._days, self._high = days(), days(), days()
        self._hours = NumberEdit(formats, least=Decimal(0), most=MOST_HOURS, chars=6)
        self.title = FormRow(say("What is to be done"), self._title)
        self.days = FormRow(say("Working days, most likely"), self._days)
        self.range = FormRow(
            say("At least"), self._low, optional=True, help=say("Empty: half to twice the likely days")
        )
        self._keep = Button(say("Keep this line"), "primary", dense=True)
        self._remove = Button(say("Remove it"), "quiet", dense=True)
        self._waits = column(gap=4)
        self._other, self._how = Choice((), blank=say("Choose a line")), Choice(waits())
        self._lag = NumberEdit(formats, least=-MOST_DAYS, most=MOST_DAYS, chars=6)
        self._add = Button(say("Let it wait"), "secondary", dense=True)
        self._waiting = framed(
            column(
                Label(say("What it waits for"), "strong"), 4, framed(self._waits), 6,
                _flow(
                    FormRow(say("It waits for"), self._other, role="medium"),
                    FormRow(say("How"), self._how, role="medium"),
                    FormRow(say("Days later"), self._lag, role="medium"),
                ), 8, row(self._add, STRETCH),
            )
        )  # fmt: skip
        self.setLayout(
            column(
                FormRow(say("Line"), self.line), 12, self.title, 12,
                _flow(FormRow(say("Whose"), self._kind), FormRow(say("Stage"), self._stage)), 12,
                _flow(
                    self.days, self.range, FormRow(say("At most"), self._high, optional=True),
                    FormRow(say("Hours of yours"), self._hours, optional=True),
                ), 12, row(self._keep, self._remove, STRETCH, gap=8), 16, self._waiting,
            )
        )  # fmt: skip
        self.line.committed.connect(self._show_line)
        self._keep.clicked.connect(self._save)
        self._remove.clicked.connect(self._take_out)
        self._add.clicked.connect(self._wait)

    def show_page(self, page: LinesPage, project: uuid.UUID) -> None:
        """Offer the lines of this schedule; the chosen one stays chosen."""
        self._page, self._project = page, project
        self._stage.set_options(page.stages, blank=say("Beside all stages"))
        self.line.set_options(((NEW, say("A new line")), *((each.id.hex, each.title) for each in page.lines)))
        self._show_line()

    @property
    def _chosen(self) -> LineRow | None:
        key = self.line.value()
        lines: Sequence[LineRow] = self._page.lines if self._page is not None else ()
        return next((each for each in lines if each.id.hex == key), None)

    def _show_line(self) -> None:
        line = self._chosen
        self._title.set_value(line.title if line is not None else "")
        self._kind.set_value(line.kind if line is not None else "task")
        self._stage.set_value(line.stage_id.hex if line is not None and line.stage_id is not None else "")
        self._low.set_value(line.low if line is not None else None)
        self._days.set_value(line.days if line is not None else Decimal(1))
        self._high.set_value(line.high if line is not None else None)
        self._hours.set_value(line.hours if line is not None else None)
        self.title.set_problem("")
        self.days.set_problem("")
        self._remove.setVisible(line is not None)
        self._waiting.setVisible(line is not None)
        if line is not None and self._page is not None:
            others = [(each.id.hex, each.title) for each in self._page.lines if each.id != line.id]
            self._other.set_options(others, blank=say("Choose a line"))
            self._show_waits(line)

    def _show_waits(self, line: LineRow) -> None:
        clear(self._waits)
        for wait in line.waits:
            drop = Button(say("Take away"), "quiet", dense=True)
            drop.setAccessibleName(say("Take away: {words}", words=wait.words))
            drop.clicked.connect(partial(self._drop, wait.id))
            self._waits.addWidget(framed(row((Label(wait.words, "dense", wrap=True), 1), drop, gap=8)))
        if not line.waits:
            self._waits.addWidget(Label(say("Nothing: it begins on its own day."), "dense", "text2"))

    def _save(self) -> None:
        project, line = self._project, self._chosen
        name, days = self._title.value().strip(), self._days.value()
        self.title.set_problem("" if name else say("Say what is to be done"))
        self.days.set_problem(
            "" if days is not None else self._days.problem() or say("Enter the working days")
        )
        if project is None or not name or days is None:
            return
        stage = self._stage.value()
        kind = self._kind.value()
        fields: dict[str, Any] = {
            "title": name, "kind": kind, "stage_id": uuid.UUID(hex=stage) if stage else None, "days": days,
            "low": self._low.value(), "high": self._high.value(), "hours": self._hours.value(),
            "calendar": "owner" if kind == "owner_task" else "team", "on": self._context.today(),
        }  # fmt: skip
        run = self._context.operations.succeeded
        if line is None:
            done = say("“{line}” is in the schedule.", line=name)
            if run(
                partial(schedules.add_activity, project_id=project, **fields),
                say("Add “{line}”", line=name),
                done=done,
            ):
                self.line.set_value(NEW)
                self._show_line()
            return
        run(
            partial(schedules.change_activity, activity_id=line.id, **fields),
            say("Change “{line}”", line=name),
            done=say("“{line}” is changed.", line=name),
        )

    def _take_out(self) -> None:
        line = self._chosen
        if line is not None:
            verb = partial(schedules.remove_activity, activity_id=line.id, on=self._context.today())
            self._context.operations.succeeded(
                verb,
                say("Remove “{line}”", line=line.title),
                done=say("“{line}” is removed.", line=line.title),
            )

    def _wait(self) -> None:
        line, other = self._chosen, self._other.value()
        if line is None or not other:
            self._other.target().setFocus()
            return
        verb = partial(
            schedules.add_link, before_id=uuid.UUID(hex=other), after_id=line.id, kind=self._how.value(),
            lag=self._lag.value() or Decimal(0), on=self._context.today(),
        )  # fmt: skip
        if self._context.operations.run(verb, say("Let “{line}” wait", line=line.title)) is not None:
            self._lag.set_value(None)

    def _drop(self, link_id: uuid.UUID) -> None:
        verb = partial(schedules.remove_link, link_id=link_id, on=self._context.today())
        self._context.operations.succeeded(verb, say("Let a line wait no longer"))


def _flow(*rows: FormRow) -> QFrame:
    flow = FlowLayout(14)
    for each in rows:
        flow.addWidget(each)
    return framed(flow)
