"""The dates of one row typed into a form, the same as dragging its bar; and how sure what is left of it is."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.schedule_rows import Bar
from app.queries.schedule_words import certainties
from app.words import say
from ui.context import Context
from ui.widgets.buttons import Button
from ui.widgets.fields import Choice, DateField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Heading, Label

Told = Callable[[Bar, date, date], str]


class DatesForm(QFrame):
    """First and last day of a row, and what they would do before they are kept.

    How sure the row is counts as soon as it is chosen, whether dates may be changed or not.
    """

    kept = Signal(object, object, object)
    """The bar, its first and its last day."""
    sure = Signal(object, str)
    """The bar, and how sure what is left of it is."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._bar: Bar | None = None
        self.told: Told = lambda bar, starts, ends: ""
        self._title = Heading("", "dense_strong")
        self._now = Label("", "caption", "text2", wrap=True)
        self._from = DateField(context.today, context.formats)
        self._to = DateField(context.today, context.formats)
        self.starts, self.ends = FormRow(say("Begins"), self._from), FormRow(say("Ends"), self._to)
        self._effect = Label("", "dense", "text2", wrap=True)
        self._certainty = Choice(certainties(), blank=say("Nobody has said"))
        self.certainty = FormRow(
            say("How sure is what is left?"),
            self._certainty,
            help=say("Ask whoever does the work, once a week."),
        )
        self._certainty.committed.connect(self._be_sure)
        self.keep = Button(say("Move it"), "primary", dense=True)
        self.keep.clicked.connect(self._keep)
        for each in (self.starts, self.ends):
            each.field.edited.connect(self._show_effect)
        self._dates = framed(
            column(self.starts, 12, self.ends, 10, self._effect, 12, row(self.keep, STRETCH), 18)
        )
        self.setLayout(column(self._title, 2, self._now, 14, self._dates, self.certainty, STRETCH))

    @property
    def first(self) -> QWidget:
        """Where typing begins."""
        asked = self.certainty if self._dates.isHidden() else self.starts
        return asked.field.target()

    def show_bar(self, bar: Bar | None, *, dates: bool = True) -> None:
        """Show what was kept last of `bar`; with `dates`, its days may be changed."""
        self._bar = bar
        self.setEnabled(bar is not None and (bar.can_move or bar.can_be_sure))
        if bar is None:
            return
        self._title.setText(bar.title)
        movable = bar.can_move and dates
        self._now.setText(bar.status if movable or not dates else say("This row does not move by itself."))
        self._from.set_value(bar.starts_on)
        self._to.set_value(bar.ends_on)
        self._dates.setVisible(movable)
        self.ends.setHidden(bar.kind == "milestone")
        self.certainty.setVisible(bar.can_be_sure)
        self._certainty.set_value(bar.sure)
        self._clear()
        self._effect.setText("")

    def follow(self, bar: Bar | None, *, dates: bool) -> None:
        """Go along with the row that is chosen, where the form is to be seen."""
        if self.isVisible():
            self.show_bar(bar, dates=dates)

    def _be_sure(self) -> None:
        if self._bar is not None:
            self.sure.emit(self._bar, self._certainty.value())

    def _clear(self) -> None:
        for each in (self.starts, self.ends):
            each.set_problem("")

    def _read(self) -> tuple[date, date] | None:
        starts, ends = self._from.value(), self._to.value()
        if self._bar is not None and self._bar.kind == "milestone":
            ends = starts
        return (starts, ends) if isinstance(starts, date) and isinstance(ends, date) else None

    def _show_effect(self) -> None:
        self._clear()
        span = self._read()
        words = ""
        if span is not None and self._bar is not None and span[0] <= span[1]:
            same = span == (self._bar.starts_on, self._bar.ends_on)
            words = "" if same else self.told(self._bar, *span)
        self._effect.setText(words)

    def _keep(self) -> None:
        span = self._read()
        self._clear()
        for each, field in ((self.starts, self._from), (self.ends, self._to)):
            if field.value() is None and not each.isHidden():
                each.set_problem(field.problem() or say("Enter a date"))
        if span is None or self._bar is None:
            return
        if span[1] < span[0]:
            self.ends.set_problem(say("It can’t end before it begins"))
            self.ends.field.target().setFocus()
            return
        self.kept.emit(self._bar, *span)
