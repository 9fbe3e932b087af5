"""A new version of dates that both sides agreed: begun with a reason, and taken under the owner's typed name."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app.queries.lens import Lens
from app.queries.schedule_rows import SchedulePage
from app.words import say
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.owner_name import OwnerName
from ui.widgets.text import Heading, Label


class VersionCard(Card):
    """Says which version is written; asks why before one is begun, and for the owner's name before it stands."""

    begun = Signal(str)
    """Why the dates change."""
    taken = Signal(str)
    """The owner's typed name."""

    def __init__(self) -> None:
        self._title = Heading("", "dense_strong")
        self._words = Label("", "dense", "text2", wrap=True)
        self._reason = TextField(chars=60)
        self.reason = FormRow(say("Why do the dates change?"), self._reason, role="dense_strong")
        self.begin = Button(say("Begin a new version"), "primary", dense=True)
        self.leave = Button(say("Leave them"), "quiet", dense=True)
        self.name = OwnerName()
        self.take = Button(say("Take these dates"), "primary", dense=True)
        self._beginning = _framed(self.reason, self.begin, self.leave)
        self._taking = _framed(self.name, self.take)
        self.offer = Button(say("The owner takes them…"), dense=True)
        self.offer.clicked.connect(self._offer_taking)
        said = column(self._title, 3, self._words)
        top = row((said, 1), (self.offer, Qt.AlignmentFlag.AlignTop), gap=16)
        super().__init__(column(top, self._beginning, self._taking), padding=14)
        self.begin.clicked.connect(self._begin)
        self.leave.clicked.connect(self.hide)
        self.take.clicked.connect(self._take)
        self.hide()

    def show_page(self, page: SchedulePage, lens: Lens, owner: str, person: str) -> None:
        """Show the version that is being written, if one is; what is asked for stays open."""
        self.name.show_owner(owner, person, lens)
        if page.open_version:
            self._title.setText(
                say("Version {number} of the dates is being written", number=page.open_version)
            )
            self._words.setText(
                say(
                    "It stands once the owner takes it. Until then lateness is counted from the agreed dates."
                )
            )
            self._beginning.hide()
            self.offer.setVisible(self._taking.isHidden())
            self.show()
        elif self._beginning.isHidden():
            self._taking.hide()
            self.hide()

    def ask_reason(self, note: str) -> None:
        """Ask why the agreed dates are to change."""
        self._title.setText(note)
        self._words.setText(say("The agreed dates stay on record, and the new ones need the owner’s name."))
        self.reason.set_problem("")
        self._taking.hide()
        self.offer.hide()
        self._beginning.show()
        self.show()
        self._reason.target().setFocus()

    def _offer_taking(self) -> None:
        self.offer.hide()
        self._taking.show()
        self.name.typed.target().setFocus()

    def done(self) -> None:
        """What was asked for is kept."""
        self._reason.set_value("")
        self.name.typed.set_value("")
        self._beginning.hide()

    def _begin(self) -> None:
        reason = self._reason.value().strip()
        self.reason.set_problem("" if reason else say("Say why the dates change."))
        if reason:
            self.begun.emit(reason)

    def _take(self) -> None:
        if not self.name.show_fault():
            self.taken.emit(self.name.name())


def _framed(field: FormRow, *buttons: Button) -> QFrame:
    frame = QFrame()
    frame.setLayout(column(10, field, 10, row(*buttons, STRETCH)))
    frame.hide()
    return frame
