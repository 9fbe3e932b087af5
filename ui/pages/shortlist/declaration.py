"""The place of the broker's declaration on the page: its form where it is missing, else what was filed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.lens import Lens
from ui.context import Context
from ui.pages.shortlist.acts import ShortlistActs
from ui.pages.shortlist.disclosure import Declared, DisclosureCard, DisclosureForm
from ui.pages.shortlist.standing import Standing
from ui.widgets.layouts import clear, column


class DeclarationPlace(QFrame):
    """A form that is open stays while the page is read again. `closed` asks the page to show itself anew."""

    closed = Signal()

    def __init__(self, context: Context, acts: ShortlistActs) -> None:
        super().__init__()
        self._context = context
        self._acts = acts
        self._standing: Standing | None = None
        self.form: DisclosureForm | None = None
        self.first: QWidget | None = None
        """What waits to be done here, if anything does."""
        self._place = column()
        self.setLayout(self._place)

    @property
    def declaring(self) -> bool:
        """Whether the declaration is missing and its form is open."""
        missing = self._standing is None or self._standing.view.disclosure is None
        return self.form is not None and missing

    def show_standing(self, standing: Standing | None) -> None:
        """Show what fits how things stand."""
        self._standing = standing
        if self.form is not None and standing is not None and standing.broker:
            return
        self.flush()
        self.form = self.first = None
        clear(self._place)
        if standing is None:
            return
        filed = standing.view.disclosure
        if filed is None:
            missing = bool(standing.asking.broker_name) and standing.asking.project_state != "draft"
            if missing and standing.broker and not standing.locked:
                self._open()
            return
        card = DisclosureCard(
            filed, owner=not standing.broker, broker=standing.asking.broker_name, blocked=standing.locked
        )
        owner = standing.asking.owner_name or self._context.person
        card.acknowledged.connect(lambda: self._acts.acknowledge(owner))
        card.change_asked.connect(self._change)
        card.owner_asked.connect(lambda: self._context.set_lens(Lens.OWNER))
        self.first = card.button if filed.acknowledged_on is None else None
        self._add(card)

    def flush(self) -> None:
        """Keep what is being typed."""
        if self.form is not None:
            self.form.flush()

    def _change(self) -> None:
        self._open()
        if self.first is not None:
            self.first.setFocus()

    def _open(self) -> None:
        clear(self._place)
        filed = self._standing.view.disclosure if self._standing is not None else None
        self.form = DisclosureForm(self._context, self._acts.project_words, filed)
        self.form.filed.connect(self._file)
        self.form.left.connect(self._close)
        self.first = self.form.text.target()
        self._add(self.form)

    def _add(self, part: QWidget) -> None:
        self._place.addWidget(part)
        self._place.addSpacing(14)

    def _close(self) -> None:
        self.form = None
        self.closed.emit()

    def _file(self, declared: Declared) -> None:
        form, self.form = self.form, None
        if self._acts.disclose(declared):
            if form is not None:
                form.applied()
        else:
            self.form = form
