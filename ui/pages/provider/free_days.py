"""How many person-days are free in each of the coming weeks: a picture, its table, and a form for all of them."""

from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame

from app.queries.provider_rows import ProviderProfile, WeekRow
from app.services import provider_sites
from app.words import say, say_count
from ui.context import Context
from ui.entry_form import Entry, EntryForm
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.charts import ChartWithTable
from ui.widgets.fields import NumberEdit
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.text import Heading, Label
from ui.widgets.week_bars import WeekBar, WeekBars


class FreeDays(QFrame):
    """The next weeks of one provider; each can be said apart from the usual week, all in one form."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._profile: ProviderProfile | None = None
        self.form: EntryForm | None = None
        self.bars = WeekBars()
        self.chart = ChartWithTable("", self.bars)
        self._note = Label("", "caption", "text3", wrap=True)
        self._place = column()
        self.change = Button(say("Change the weeks"), icon="pencil", dense=True)
        self.change.clicked.connect(self.open_form)
        head = row((Heading(say("Free days"), "sub"), 1), self.change, gap=10)
        self._card = Card(column(self.chart, 8, self._note), padding=18)
        self.setLayout(column(head, 8, framed(self._place), self._card))

    def show_profile(self, profile: ProviderProfile) -> None:
        """Show the weeks of `profile`; a form that is open stays as it is."""
        self._profile = profile
        self.bars.show_bars([_bar(week, self._context) for week in profile.weeks])
        self.chart.refresh(_finding(profile, self._context))
        usual = profile.row.free
        self._note.setText(
            say("Filled bars were said for that week. A usual week has {free}; it is changed in About.", free=usual)
            if profile.row.free_days is not None
            else say("Filled bars were said for that week. What a usual week has is stated in About.")
        )  # fmt: skip

    def open_form(self) -> None:
        """Change all weeks at once; one left empty is a usual week."""
        profile = self._profile
        if profile is None or self.form is not None:
            return
        entries = [_entry(week, self._context) for week in profile.weeks]
        draft = f"provider/{profile.row.id}/weeks"
        form = EntryForm(
            self._context, draft, say("Free person-days in each week"), entries, say("Keep the weeks"),
            note=say("Leave a week empty where it is like a usual one. 0 says that nobody is free."),
        )  # fmt: skip
        form.kept.connect(self._keep)
        form.left.connect(self.close_form)
        self.form = form
        self._place.addWidget(form)
        self._place.addSpacing(12)
        self.change.hide()
        form.begin()

    def close_form(self) -> None:
        """Put the form away; what was typed and not applied stays a draft."""
        if self.form is None:
            return
        self.form.flush()
        self.form = None
        clear(self._place)
        self.change.show()
        self.change.setFocus()

    def flush(self) -> None:
        """Keep what is being typed."""
        if self.form is not None:
            self.form.flush()

    def _keep(self, values: dict[str, Any]) -> None:
        profile, form = self._profile, self.form
        if profile is None or form is None:
            return
        weeks = {week.week.isoformat(): week.week for week in profile.weeks}
        free = {weeks[key]: days for key, days in values.items() if key in weeks}
        verb = partial(provider_sites.set_weeks, provider_id=profile.row.id, free=free)
        if self._context.operations.succeeded(verb, say("Change free days")):
            form.applied()
            self.close_form()


def _entry(week: WeekRow, context: Context) -> Entry:
    field = NumberEdit(context.formats, least=Decimal(0), unit=say("days"))
    field.set_value(week.said)
    return Entry(week.week.isoformat(), week.words, field)


def _bar(week: WeekRow, context: Context) -> WeekBar:
    size = None if week.free is None else float(week.free)
    label = context.formats.short_day(week.week)
    return WeekBar(week.words, label, size, week.free_words, week.said is not None)


def _finding(profile: ProviderProfile, context: Context) -> str:
    """What the picture says in a sentence."""
    known = [week.free for week in profile.weeks if week.free is not None]
    if not known:
        return say("Nobody has said yet how much is free.")
    total = context.formats.effort(sum(known, Decimal(0)))
    return say_count(
        "{free} free in the next {count} week.", "{free} free in the next {count} weeks.", len(known), free=total
    )  # fmt: skip
