"""What a broker says of providers, each leading to the provider's own page."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app.queries.broker_rows import BrokerProfile, EndorsementRow
from app.words import say
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Heading, Label, Prose


class SaidSection(QFrame):
    """A list to read: words are written, and withdrawn, on the provider's page."""

    opened = Signal(object)
    """The id of a provider."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = column()
        note = Prose(
            say(
                "Written on the provider’s page, under “Endorsements”. Together such words close a tenth of the "
                "gap to a full score at most."
            ),
            "dense", "text3", max_width=720,
        )  # fmt: skip
        card = Card(framed(self._lines), padding=(18, 4, 12, 4))
        self.setLayout(column(Heading(say("What they say of providers"), "sub"), 4, note, 10, card))

    def show_profile(self, profile: BrokerProfile) -> None:
        """Show what the broker of `profile` has said."""
        clear(self._lines)
        if not profile.endorsements:
            words = Prose(say("They have not spoken for any provider yet."), "dense", "text3")
            self._lines.addLayout(column(words, margins=(0, 12, 0, 12)))
        for at, each in enumerate(profile.endorsements):
            if at:
                self._lines.addWidget(Line())
            self._lines.addWidget(self._line(each))

    def _line(self, each: EndorsementRow) -> QFrame:
        name = LinkButton(each.provider)
        name.clicked.connect(partial(self._open, each))
        under = " · ".join(filter(None, (each.strength_words, each.basis, each.written)))
        words = column(row(name, STRETCH), Label(each.reason, "dense", "text2", wrap=True), gap=3)
        words.addWidget(Label(under, "caption", "text3", wrap=True))
        for told in (each.tie, each.withdrawn or each.weight_words):
            if told:
                words.addWidget(Label(told, "caption", "text3", wrap=True))
        counts = (say("Counts"), "success") if each.weight else (say("Does not count"), "neutral")
        chip = (StatusChip(*counts), Qt.AlignmentFlag.AlignTop)
        return framed(row((words, 1), chip, gap=10, margins=(0, 9, 0, 9)))

    def _open(self, each: EndorsementRow, *_: object) -> None:
        self.opened.emit(each.provider_id)
