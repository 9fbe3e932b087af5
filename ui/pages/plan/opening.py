"""A list of lines that each open into a form: what stands there first, how to change it behind one link."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout

from app.words import say
from ui.pages.plan.live import LiveForm
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Icon, Label

TOP = Qt.AlignmentFlag.AlignTop


class Item(NamedTuple):
    """One line: its id, what it is called, how it is shown, its form and what stands in the form."""

    id: uuid.UUID
    name: str
    summary: Callable[[], QLayout]
    form: Callable[[], LiveForm]
    values: Mapping[str, Any]
    remove: str = ""
    """What the link that takes it out says; none where it stays."""


class OpeningLine(QFrame):
    """A line with its form, which is made when it is first opened."""

    removed = Signal(object, str)
    """Id and name."""

    def __init__(self) -> None:
        super().__init__()
        self.form: LiveForm | None = None
        self._item: Item | None = None
        self._edit: LinkButton | None = None
        self._summary = column()
        self._place = column()
        self.setLayout(column(framed(self._summary), framed(self._place)))

    def show_item(self, item: Item, *, editable: bool) -> None:
        """Show what stands there; what is being typed stays."""
        self._item = item
        had_focus = self._edit is not None and self._edit.hasFocus()
        clear(self._summary)
        self._edit = LinkButton(say("Close") if self.form else say("Change"))
        name = say("Close {name}", name=item.name) if self.form else say("Change {name}", name=item.name)
        self._edit.setAccessibleName(name)
        self._edit.clicked.connect(self._toggle)
        self._edit.setVisible(editable)
        self._summary.addLayout(
            row((framed(item.summary()), 1), (self._edit, TOP), gap=12, margins=(0, 9, 0, 9))
        )
        if had_focus:
            self._edit.setFocus()
        if self.form is not None:
            self.form.show_values(item.values)
            self.form.set_editable(editable)

    def _toggle(self) -> None:
        item = self._item
        if item is None:
            return
        if self.form is None:
            self.form = item.form()
            self.form.show_values(item.values)
            remove = None
            if item.remove:
                link = LinkButton(item.remove, kind="fix")
                link.clicked.connect(lambda: self.removed.emit(item.id, item.name))
                remove = row(link, STRETCH)
            self._place.addWidget(Card(column(self.form, 12, remove), kind="well", padding=14))
            self._place.addSpacing(10)
            self.form.focus(next(iter(self.form.rows)))
        else:
            self.form.flush()
            self.form = None
            clear(self._place)
        self.show_item(item, editable=True)


class OpeningList(QFrame):
    """Lines one below the other; the same row keeps its line, so that nothing typed is lost."""

    removed = Signal(object, str)

    def __init__(self, nothing: str) -> None:
        """`nothing` is said where there is no line."""
        super().__init__()
        self._nothing = nothing
        self._place = column()
        self._lines: dict[uuid.UUID, OpeningLine] = {}
        self.setLayout(self._place)

    def show_items(self, items: Sequence[Item], *, editable: bool) -> None:
        """Show `items` in their order."""
        kept = {item.id: self._lines.get(item.id) for item in items}
        for line in filter(None, kept.values()):
            self._place.removeWidget(line)
        clear(self._place)
        self._lines = {}
        if not items:
            self._place.addWidget(Label(self._nothing, "dense", "text3", wrap=True))
        for number, item in enumerate(items):
            if number:
                self._place.addWidget(Line())
            line = kept[item.id] or self._made()
            self._place.addWidget(line)
            line.show_item(item, editable=editable)
            self._lines[item.id] = line

    def _made(self) -> OpeningLine:
        line = OpeningLine()
        line.removed.connect(self.removed)
        return line

    def flush(self) -> None:
        """Keep what is being typed."""
        for line in self._lines.values():
            if line.form is not None:
                line.form.flush()


def cells(*parts: tuple[str, str, str, int]) -> QLayout:
    """Texts beside each other: words, role, tone and share of the width."""
    return row(*((Label(words, role, tone, wrap=True), share) for words, role, tone, share in parts), gap=14)


def bullets(sentences: Sequence[str]) -> QLayout:
    """Sentences one below the other, each behind a dot."""
    return column(
        *(
            row((Icon("circle", "text3", 8), TOP), (Label(words, "dense", "text2", wrap=True), 1), gap=6)
            for words in sentences
        ),
        gap=4,
    )
