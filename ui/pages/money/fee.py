"""The broker's own fee, private to them: written here, and on no page or paper of anybody else's."""

import uuid
from functools import partial

from app.queries import fees
from app.services import projects
from app.words import say
from ui.context import Context
from ui.widgets.cards import Card
from ui.widgets.chips import PrivateMark
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import column


class FeeCard(Card):
    """One field, kept as it is left. It hides where the reader is not the broker."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._project: uuid.UUID | None = None
        self._kept: str | None = None
        self.fee = GrowingText(lines=1)
        words = say("What you are paid for this project, and when. It stays with you: no paper holds it.")
        super().__init__(
            column(FormRow(say("Your fee"), self.fee, help=words, beside=PrivateMark())), kind="private"
        )
        self.fee.committed.connect(self.flush)
        self.hide()

    def show_fee(self, project: uuid.UUID) -> None:
        """Show what is kept; what is being typed is left alone."""
        self._project = project
        read = partial(fees.fee, project_id=project, lens=self._context.lens)
        kept = self._context.operations.read(read)
        typing = self.fee.target().hasFocus() and self.fee.value() != self._kept
        self._kept = kept
        self.setVisible(kept is not None)
        if kept is None or not typing:
            self.fee.set_value(kept or "")

    def flush(self) -> None:
        """Keep what was typed, if anything was."""
        typed = self.fee.value().strip()
        if self._project is not None and self._kept is not None and typed != self._kept:
            self._kept = typed
            verb = partial(projects.write_fee, project_id=self._project, fee=typed)
            self._context.operations.succeeded(verb, say("Write down your fee"))
