"""Days on which nobody works: whose holidays count, and days off that somebody named."""

import uuid
from functools import partial

from PySide6.QtWidgets import QFrame

from app.queries.schedule_lines import LinesPage
from app.services import schedules
from app.words import say
from ui.context import Context
from ui.widgets.buttons import Button
from ui.widgets.fields import Choice, DateField, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.text import Label


class DaysOff(QFrame):
    """Two countries with their regions, the days off that are known, and a form for more."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._page: LinesPage | None = None
        self._project: uuid.UUID | None = None
        weekends = say("Weekends alone")
        self.owner, self.team = Choice((), blank=weekends), Choice((), blank=weekends)
        self.owner_region, self.team_region = Choice(()), Choice(())
        self._list = column(gap=4)
        self._name = TextField(longest=120)
        self._whose = Choice((("team", say("The team")), ("owner", say("You")), ("both", say("Everybody"))))
        self._first = DateField(context.today, context.formats)
        self._last = DateField(context.today, context.formats)
        self.name = FormRow(say("What they are called"), self._name)
        self.first, self.last = FormRow(say("First day"), self._first), FormRow(say("Last day"), self._last)
        self.add = Button(say("Add days off"), "secondary", dense=True)
        places = _flow(
            FormRow(say("Your holidays"), self.owner), FormRow(say("Your region"), self.owner_region),
            FormRow(say("The team’s holidays"), self.team), FormRow(say("The team’s region"), self.team_region),
        )  # fmt: skip
        self.setLayout(
            column(
                places, 14, Label(say("Days off"), "strong"), 4, framed(self._list), 10, self.name, 10,
                _flow(FormRow(say("Who is off"), self._whose), self.first, self.last), 10, row(self.add, STRETCH),
            )
        )  # fmt: skip
        for each in (self.owner, self.team, self.owner_region, self.team_region):
            each.committed.connect(self._keep)
        self.add.clicked.connect(self._add)

    def show_page(self, page: LinesPage, project: uuid.UUID) -> None:
        """Show what days are counted by."""
        self._page, self._project = page, project
        sides = (
            (self.owner, self.owner_region, page.owner_country, page.owner_region),
            (self.team, self.team_region, page.team_country, page.team_region),
        )
        for country, region, code, part in sides:
            country.set_options(page.countries, blank=say("Weekends alone"))
            country.set_value(code)
            region.set_options(page.regions.get(code, ()), blank=say("The whole country"))
            region.set_value(part)
            region.setEnabled(bool(page.regions.get(code)))
        clear(self._list)
        for off in page.off:
            drop = Button(say("Remove"), "quiet", dense=True)
            drop.setAccessibleName(say("Remove: {words}", words=off.words))
            drop.clicked.connect(partial(self._remove, off.id))
            self._list.addWidget(framed(row((Label(off.words, "dense", wrap=True), 1), drop, gap=8)))
        if not page.off:
            self._list.addWidget(Label(say("None beside the holidays."), "dense", "text2"))

    def _keep(self) -> None:
        if self._project is None or self._page is None:
            return
        owner, team = self.owner.value(), self.team.value()
        verb = partial(
            schedules.set_basis, project_id=self._project, owner_country=owner,
            owner_region=self.owner_region.value() if owner == self._page.owner_country else "",
            team_country=team, team_region=self.team_region.value() if team == self._page.team_country else "",
            on=self._context.today(),
        )  # fmt: skip
        if not self._context.operations.succeeded(verb, say("Whose holidays count")):
            self.show_page(self._page, self._project)

    def _add(self) -> None:
        name, first, last = self._name.value().strip(), self._first.value(), self._last.value()
        self.name.set_problem("" if name else say("Say what they are called"))
        self.first.set_problem("" if first else self._first.problem() or say("Enter a date"))
        self.last.set_problem("" if last else self._last.problem() or say("Enter a date"))
        if self._project is None or not name or first is None or last is None:
            return
        verb = partial(
            schedules.set_closure, project_id=self._project, whose=self._whose.value(), name=name, first=first,
            last=last, on=self._context.today(),
        )  # fmt: skip
        if self._context.operations.run(verb, say("Add days off: {name}", name=name)) is not None:
            self._name.set_value("")
            self._first.set_value(None)
            self._last.set_value(None)

    def _remove(self, closure_id: uuid.UUID) -> None:
        verb = partial(schedules.remove_closure, closure_id=closure_id, on=self._context.today())
        self._context.operations.succeeded(verb, say("Remove days off"))


def _flow(*rows: FormRow) -> QFrame:
    flow = FlowLayout(14)
    for each in rows:
        flow.addWidget(each)
    return framed(flow)
