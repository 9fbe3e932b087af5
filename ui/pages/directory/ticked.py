"""The providers ticked in the directory, whatever the filters show, and taking them to a project."""

import json
import uuid
from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries import providers, quote_asking
from app.queries.provider_rows import ProviderRow
from app.words import say_count
from app.workflows.shortlists import put_forward
from ui.context import Context
from ui.pages.directory.asking import AskForm, told_words
from ui.read_first import once_read
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.layouts import clear, column

DRAFT, FIELD = "directory", "ticked"
"""Where the ticks are kept: they are there again when the page is, as is what was typed into a form."""


class Ticked(QFrame):
    """Is itself the place of the form; `ask` and `untick` stand in the head of the page.

    `changed` follows every tick and every opening or closing of the form.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._names: dict[uuid.UUID, str] = {}
        self.form: AskForm | None = None
        self.ask = Button("", "primary", icon="mail")
        self.ask.clicked.connect(self._open)
        self.untick = LinkButton("")
        self.untick.clicked.connect(self.forget)
        self._place = column()
        self.setLayout(self._place)
        self._tell()

    def __contains__(self, provider: object) -> bool:
        return provider in self._names

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[uuid.UUID]:
        return iter(self._names)

    def tick(self, row: object) -> None:
        """Tick a row, or take its tick off."""
        if not isinstance(row, ProviderRow):
            return
        if row.id in self._names:
            del self._names[row.id]
        else:
            self._names[row.id] = row.name
        self._keep()
        self._tell()
        count = len(self._names)
        self._context.notices.announce(say_count("{count} ticked", "{count} ticked", count))

    def recall(self) -> None:
        """Take up the ticks that were kept, under today's names and without those who are gone."""
        kept = [uuid.UUID(each) for each in json.loads(self._context.drafts.of(DRAFT).get(FIELD, "[]"))]
        known = self._context.operations.read(partial(providers.values_of, ids=kept)) if kept else {}
        names = {each: str(known[each]["name"]) for each in kept if each in known}
        if names != self._names:
            self._names = names
            self._tell()

    def forget(self) -> None:
        """Take every tick off, and put the form away."""
        self._context.drafts.forget(DRAFT, FIELD)
        self.put_away()

    def put_away(self) -> None:
        """Show no tick and no form to a reader who may not see them; they are kept."""
        self._names.clear()
        self._close()

    def _keep(self) -> None:
        if self._names:
            self._context.drafts.keep(DRAFT, FIELD, json.dumps([str(each) for each in self._names]))
        else:
            self._context.drafts.forget(DRAFT, FIELD)

    def target(self) -> QWidget | None:
        """Where the focus goes while the form is open."""
        return self.form.target() if self.form is not None else None

    def _tell(self) -> None:
        """Say how many are ticked, also those that the filters leave out."""
        count = len(self._names)
        self.ask.set_words(say_count("Ask {count} for a quote", "Ask {count} for quotes", count))
        words = say_count("{count} ticked: take it off", "{count} ticked: take them off", count)
        self.untick.set_words(words)
        for part in (self.ask, self.untick):
            part.setVisible(bool(count) and self.form is None)
        self.setVisible(self.form is not None)
        self.changed.emit()

    def _open(self) -> None:
        self.form = AskForm(self._names, self._context.operations.read(quote_asking.places))
        self.form.left.connect(self._close)
        self.form.asked.connect(self._ask)
        self._place.addSpacing(14)
        self._place.addWidget(self.form)
        self._place.addStretch(1)
        self._tell()
        self.form.target().setFocus()

    def _close(self) -> None:
        self.form = None
        clear(self._place)
        self._tell()

    def _ask(self, project: uuid.UUID, reason: str) -> None:
        """Put them on the list of `project`, and show it. A project without a list is ranked for that."""
        once_read(self._context, partial(self._put_forward, project, reason), self)

    def _put_forward(self, project: uuid.UUID, reason: str) -> None:
        context = self._context
        told = context.operations.carry_out(
            partial(
                put_forward, project_id=project, provider_ids=tuple(self), reason=reason, on=context.today()
            )
        )
        if told is None:
            return
        self.forget()
        context.go(f"project/{project}/providers")
        context.notices.toast(told_words(told), tone="success" if told.marked else "info")
