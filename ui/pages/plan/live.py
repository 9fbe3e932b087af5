"""A form without a Save button: leaving a field applies it, and what is being typed is never lost."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QLayout

from app.words import say
from ui.context import Context
from ui.drafts import DraftKeeper
from ui.widgets.buttons import LinkButton
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Icon, Label

Apply = Callable[[str, Any], bool]
"""Runs the verb for one field with its value; False where it was refused, which was said then."""


class LiveForm(QFrame):
    """Rows of fields, each applied by itself when it is left. Showing new values spares what is typed."""

    def __init__(self, context: Context, form: str, rows: Mapping[str, FormRow], apply: Apply) -> None:
        """`form` is what its drafts are kept under. Call `lay_out`, then `show_values`."""
        super().__init__()
        self.rows = dict(rows)
        self._apply = apply
        self._values: dict[str, Any] = {}
        self._shown: dict[str, Any] = {}
        self._drafts = DraftKeeper(context.drafts, form, self)
        self._begun = False
        for key, each in self.rows.items():
            each.field.committed.connect(partial(self._commit, key))
            self._drafts.keep(key, each.field)
        back = LinkButton(say("Go back to what is saved"))
        back.clicked.connect(self._forget)
        words = Label(
            say("This is what you typed earlier. It is not applied yet."), "dense", "info_text", wrap=True
        )
        self._restored = framed(
            row(Icon("info", "info_text"), (words, 1), back, gap=8, margins=(0, 0, 0, 10))
        )
        self._restored.hide()

    def lay_out(self, layout: QLayout) -> None:
        """Stand the rows as `layout` says."""
        self.setLayout(column(self._restored, layout))

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show what is stored, except where something else is being typed."""
        for key, value in values.items():
            field = self.rows[key].field
            typing = key in self._shown and field.draft() != self._shown[key]
            self._values[key] = value
            if not typing:
                self._put(key, value)
        if not self._begun:
            self._begun = True
            self._restored.setVisible(self._drafts.begin())

    def set_editable(self, editable: bool) -> None:
        """Lock or unlock every field."""
        for each in self.rows.values():
            each.field.setEnabled(editable)

    def flush(self) -> None:
        """Keep what is being typed now."""
        self._drafts.flush()

    def focus(self, key: str) -> None:
        """Put the cursor into a field."""
        self.rows[key].field.target().setFocus()

    def _put(self, key: str, value: Any) -> None:
        field: Any = self.rows[key].field
        field.set_value(value)
        self._shown[key] = field.draft()
        self.rows[key].set_problem("")

    def _commit(self, key: str) -> None:
        each = self.rows[key]
        if each.check() is not None:
            return
        field: Any = each.field
        value = field.value()
        if value == self._values.get(key):
            self._settled(key)
            return
        if not self._apply(key, value):
            each.set_problem(say("This is not applied yet."))
            self._drafts.flush()
            return
        self._values[key] = value
        self._settled(key)

    def _settled(self, key: str) -> None:
        each = self.rows[key]
        self._shown[key] = each.field.draft()
        each.set_problem("")
        if all(row.field.draft() == self._shown.get(name) for name, row in self.rows.items()):
            self._drafts.applied()
            self._restored.hide()

    def _forget(self) -> None:
        for key, value in self._values.items():
            self._put(key, value)
        self._drafts.applied()
        self._restored.hide()


def pair(*rows: FormRow | None, gap: int = 20) -> QLayout:
    """Fields side by side, each with an equal part of the width."""
    cells: list[Any] = [(framed(column(each, STRETCH)), 1) for each in rows if each is not None]
    return row(*cells, gap=gap)
