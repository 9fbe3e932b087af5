"""One criterion of one quote: what it means, what is known, the score with its sentence, and what others gave."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from app.queries.evaluation_rows import CriterionRow, GivenMark
from app.words import say
from ui.theme.current import theme
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.mark_field import MarkField
from ui.widgets.text import Icon, Label, breakable

TOP = Qt.AlignmentFlag.AlignTop
ENOUGH = 10
"""Characters from which a sentence says anything; the verb refuses less."""

BESIDE = 760
"""Width at 100 % text from which what is known stands beside the score."""


class CriterionCard(Card):
    """Emits the reader's mark once it has its sentence, and that a mark is taken back."""

    scored = Signal(str, object, str)
    """Criterion, mark, sentence."""

    opened = Signal(object)
    """A small form stands in the card now."""

    taken_back = Signal(str)
    settled = Signal(str, object, str)
    """Criterion, and the mark and sentence on which the scorers settled."""

    def __init__(self, row_: CriterionRow) -> None:
        self.row = row_
        self._editable = False
        self._name = Label(row_.name, "sub15", wrap=True)
        self._weight = Label(row_.weight, "caption", "text3")
        self._counts = Label("", "dense_medium", "text2", wrap=True)
        self.mark = MarkField()
        self.sentence = GrowingText(lines=1, placeholder=say("Why, in a sentence"))
        self._hint = Label("", "caption", "warn_text", wrap=True)
        self._others = column(gap=4)
        self._known = column(gap=4)
        self._agree_place = column()
        self._agree: AgreeForm | None = None
        self._input = framed(column(row(self.mark, STRETCH, gap=10), 6, self.sentence, 2, self._hint))
        left = framed(
            column(
                row((self._name, 1), (self._weight, TOP), gap=8),
                2,
                Label(row_.rationale, "dense", "text3", wrap=True),
                8,
                self._anchors(row_.anchors),
                8,
                self._input,
                framed(self._others),
                framed(self._agree_place),
                6,
                self._counts,
                STRETCH,
            )
        )
        right = framed(
            column(Label(say("What is known"), "caption_medium", "text3"), 4, framed(self._known), STRETCH)
        )
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setContentsMargins(0, 0, 0, 0)
        self._pair.setSpacing(24)
        self._pair.addWidget(left, 5)
        self._pair.addWidget(right, 4)
        super().__init__(framed(self._pair), padding=(16, 14, 16, 14))
        self.mark.set_name(say("Score for {criterion}, 0 to 5", criterion=row_.name))
        self.mark.set_meanings(dict(row_.anchors))
        self.sentence.set_name(say("Why: {criterion}", criterion=row_.name))
        self.mark.set_value(_mark(row_.mine))
        self.sentence.set_value(_sentence(row_.mine))
        self.mark.committed.connect(self._mark_given)
        self.sentence.committed.connect(self._sentence_given)
        self.sentence.edited.connect(self._show_hint)

    def show_row(self, shown: CriterionRow, *, editable: bool) -> None:
        """Show what stands now; a mark or a sentence that is not kept yet is spared."""
        unfinished = not self.whole
        self.row, self._editable = shown, editable
        if not unfinished or not editable:
            self.mark.set_value(_mark(shown.mine))
            if self.sentence.value() != _sentence(shown.mine):
                self.sentence.set_value(_sentence(shown.mine))
        self._input.setVisible(editable and shown.by_hand)
        self._show_counts()
        self._show_given()
        self._show_known(shown.evidence)
        self._show_hint()

    @property
    def whole(self) -> bool:
        """Whether the fields show what is on record, and nothing that is still being typed."""
        kept = self.row.mine
        return self.mark.value() == _mark(kept) and self.sentence.value() == _sentence(kept)

    @property
    def open(self) -> bool:
        """Whether the reader still has to score it."""
        return self._editable and self.row.by_hand and self.row.mine is None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what is known beside the score where there is room."""
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        """Stand as there is room for this size of text."""
        beside = self.width() >= theme().px(BESIDE)
        kinds = QBoxLayout.Direction
        self._pair.setDirection(kinds.LeftToRight if beside else kinds.TopToBottom)
        self._pair.setSpacing(24 if beside else 10)

    def _anchors(self, anchors: Sequence[tuple[int, str]]) -> QWidget:
        """What 1, 3 and 5 look like, each beside its figure."""
        lines = [
            row(
                (Label(str(at), "dense_medium", "text2"), TOP), (Label(words, "dense", "text2", wrap=True), 1)
            )
            for at, words in anchors
        ]
        return framed(column(*lines, gap=1))

    def _show_counts(self) -> None:
        shown = self.row
        words = (
            say("Counts: {mark} · {basis}", mark=shown.mark, basis=shown.basis) if shown.mark else shown.basis
        )
        self._counts.setText(words)
        self._counts.set_tone("text2" if shown.known else "warn_text")

    def _show_known(self, sentences: Sequence[str]) -> None:
        clear(self._known)
        for words in sentences:
            self._known.addWidget(Label(breakable(words), "dense", "text2", wrap=True))
        if not sentences:
            self._known.addWidget(Label(_nothing(self.row), "dense", "text3", wrap=True))

    def _show_given(self) -> None:
        clear(self._others)
        shown = self.row
        own = () if self._editable or shown.mine is None else (shown.mine,)
        for given in (*own, *shown.others):
            self._others.addWidget(
                _given(say("{name}: {mark}", name=given.scorer, mark=given.mark_text), given)
            )
        if shown.mine is not None and shown.mine.late and self._editable:
            self._others.addWidget(Label(_late(), "caption", "warn_text", wrap=True))
        if shown.apart:
            self._others.addWidget(Label(shown.apart, "dense_medium", "info_text", wrap=True))
        if shown.agreed is not None:
            words = say(
                "Agreed: {mark}, written down by {name}",
                mark=shown.agreed.mark_text,
                name=shown.agreed.scorer,
            )
            self._others.addWidget(_given(words, shown.agreed))
        if self._editable and len(shown.others) + (shown.mine is not None) > 1 and self._agree is None:
            ask = LinkButton(
                say("Agree on a score") if shown.agreed is None else say("Agree on another score")
            )
            ask.setAccessibleName(say("Agree on a score for {criterion}", criterion=shown.name))
            ask.clicked.connect(self._open_agree)
            self._others.addLayout(row(ask, STRETCH))

    def _open_agree(self) -> None:
        self._agree = AgreeForm(self.row)
        self._agree.kept.connect(lambda mark, words: self.settled.emit(self.row.criterion, mark, words))
        self._agree.closed.connect(self.close_agree)
        self._agree_place.addWidget(self._agree)
        self._show_given()
        self.opened.emit(self._agree)
        self._agree.mark.target().setFocus()

    def close_agree(self) -> None:
        """Take the small form away; what was agreed is on record."""
        self._agree = None
        clear(self._agree_place)
        self._show_given()

    def _mark_given(self) -> None:
        mark = self.mark.value()
        if mark is None and self.row.mine is not None:
            self.taken_back.emit(self.row.criterion)
        else:
            self._try()
        self._show_hint()

    def _sentence_given(self) -> None:
        self._try()
        self._show_hint()

    def _try(self) -> None:
        mark, words = self.mark.value(), self.sentence.value()
        if mark is None or len(words) < ENOUGH:
            return
        if mark != _mark(self.row.mine) or words != _sentence(self.row.mine):
            self.scored.emit(self.row.criterion, mark, words)

    def _show_hint(self) -> None:
        mark, words = self.mark.value(), self.sentence.value()
        if mark is not None and len(words) < ENOUGH:
            self._hint.setText(say("Say why in a sentence; then the score is kept."))
        elif mark is None and words:
            self._hint.setText(say("Give a score from 0 to 5; then it is kept."))
        else:
            self._hint.setText("")
        self._hint.setVisible(bool(self._hint.text()))


class AgreeForm(QFrame):
    """The mark on which several scorers settle, and why."""

    kept = Signal(object, str)
    closed = Signal()

    def __init__(self, shown: CriterionRow) -> None:
        super().__init__()
        self.mark = MarkField(name=say("Agreed score for {criterion}", criterion=shown.name))
        self.sentence = GrowingText(lines=1, placeholder=say("Why you settled on it"))
        self.sentence.set_name(say("Why you settled on it: {criterion}", criterion=shown.name))
        if shown.agreed is not None:
            self.mark.set_value(shown.agreed.mark)
            self.sentence.set_value(shown.agreed.sentence)
        self._fault = Label("", "caption", "warn_text", wrap=True)
        keep = Button(say("Keep the agreed score"), dense=True)
        close = Button(say("Close"), "quiet", dense=True)
        keep.clicked.connect(self._keep)
        close.clicked.connect(self.closed)
        parts = column(
            Label(say("What you settled on together"), "dense_medium", "text2", wrap=True), 6,
            row(self.mark, STRETCH), 6, self.sentence, self._fault, 8, row(keep, close, STRETCH),
        )  # fmt: skip
        self.setLayout(column(Card(parts, kind="well", padding=12), margins=(0, 6, 0, 0)))
        self._fault.hide()

    def _keep(self) -> None:
        mark, words = self.mark.value(), self.sentence.value()
        if mark is None or len(words) < ENOUGH:
            self._fault.setText(say("Give a score and say why in a sentence."))
            self._fault.show()
            (self.mark if mark is None else self.sentence).target().setFocus()
            return
        self.kept.emit(mark, words)


def _given(title: str, given: GivenMark) -> QWidget:
    """Somebody's mark with its sentence."""
    late = Label(_late(), "caption", "warn_text", wrap=True) if given.late else None
    words = column(
        Label(title, "dense_medium", wrap=True),
        Label(given.sentence, "dense", "text2", wrap=True),
        late,
        gap=1,
    )
    return framed(row((Icon("user-check", "text3", 16), TOP), (words, 1), gap=8, margins=(0, 4, 0, 0)))


def _late() -> str:
    return say("Given when prices could be seen")


def _nothing(shown: CriterionRow) -> str:
    if not shown.by_hand:
        return say("Read off our own estimate, which was written down before the quotes were opened.")
    return say("Neither the quote nor the directory says anything.")


def _mark(given: GivenMark | None) -> Decimal | None:
    return None if given is None else given.mark


def _sentence(given: GivenMark | None) -> str:
    return "" if given is None else given.sentence
