"""What counts how much: shown to everybody, and moved by the broker before the request goes out."""

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout

from app.queries.criterion_weights import CriterionWeights
from app.words import say
from app.words.formats import Formats
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import NumberEdit
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Heading, Label

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
HUNDRED = 100


class Weights(QFrame):
    """Emits other weights with the reason, or that the usual ones are to stand."""

    moved = Signal(object, str)
    """Criterion → whole percent, and why."""

    left = Signal()

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self._shown: CriterionWeights | None = None
        self._fields: dict[str, NumberEdit] = {}
        self._place = column()
        self._sum = Label("", "dense_medium", "text2", wrap=True)
        self._why = GrowingText(lines=2)
        self._why_row = FormRow(
            say("Why do you move them?"),
            self._why,
            help=say("The owner reads it, in at least 20 characters."),
        )
        self._keep = Button(say("Keep these weights"), dense=True)
        self._usual = Button(say("Let the usual weights stand"), "quiet", dense=True)
        self._keep.clicked.connect(self._move)
        self._usual.clicked.connect(self.left)
        self._because = Label("", "dense", "text2", wrap=True)
        self._acts = framed(
            column(self._sum, 10, self._why_row, 10, row(self._keep, self._usual, STRETCH, gap=8))
        )
        self._how = Label("", "dense", "text3", wrap=True)
        parts = column(
            Heading(say("What counts how much"), "sub15"), 2, self._how, 10, framed(self._place), 6,
            self._because, self._acts,
        )  # fmt: skip
        self.setLayout(column(Card(parts, padding=(16, 14, 16, 14))))

    def show_weights(self, shown: CriterionWeights) -> None:
        """Show what stands; numbers that are being typed are spared while nothing else has changed."""
        if shown == self._shown:
            return
        self._shown = shown
        self._how.setText(
            say(
                "In percent, by the kind of project and by what matters to the owner. Everybody asked is told. You "
                "may move each by 10 at most; the price keeps 15 to 40."
            )
            if shown.movable
            else " ".join(
                filter(
                    None,
                    (
                        say(
                            "In percent, by the kind of project and by what matters to the owner. Everybody asked "
                            "is told."
                        ),
                        shown.fixed,
                    ),
                )
            )
        )
        clear(self._place)
        self._fields = {}
        self._place.addWidget(framed(self._grid(shown)))
        self._because.setText(say("The broker: {reason}", reason=shown.because) if shown.because else "")
        self._because.setVisible(bool(shown.because))
        self._acts.setVisible(shown.movable)
        self._usual.setVisible(bool(shown.because))
        self._why.set_value(shown.because)
        self._show_sum()

    def values(self) -> Mapping[str, Decimal]:
        """The weights as they are typed; nothing for one that cannot be read."""
        return {key: value for key, field in self._fields.items() if (value := field.value()) is not None}

    def _grid(self, shown: CriterionWeights) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(3, 3)
        for line, each in enumerate(shown.rows):
            grid.addWidget(Label(each.name, "dense", wrap=True), line, 0)
            if not shown.movable:
                grid.addWidget(Label(str(each.weight), "dense_medium", tabular=True), line, 1, RIGHT)
                continue
            field = NumberEdit(self._formats, least=Decimal(0), most=Decimal(HUNDRED), whole=True, chars=4)
            field.set_value(Decimal(each.weight))
            field.set_name(say("Weight of {criterion}, in percent", criterion=each.name))
            field.edited.connect(self._show_sum)
            self._fields[each.criterion] = field
            grid.addWidget(field, line, 1)
            usual = Label(say("Usually {weight}", weight=each.base), "caption", "text3")
            grid.addWidget(usual, line, 2)
        return grid

    def _show_sum(self) -> None:
        whole = sum(self.values().values(), Decimal(0))
        right = whole == HUNDRED and len(self.values()) == len(self._fields)
        words = say("They add up to {sum}.", sum=self._formats.number(whole))
        self._sum.setText(
            words
            if right
            else say("They add up to {sum}; it has to be 100.", sum=self._formats.number(whole))
        )
        self._sum.set_tone("text2" if right else "warn_text")

    def _move(self) -> None:
        self.moved.emit(self.values(), self._why.value())
