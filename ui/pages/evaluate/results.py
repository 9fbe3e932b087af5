"""What judging came to, once prices may be seen: totals in order, and whom each named way would choose."""

import uuid

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.queries.evaluation_rows import EvaluationPage, JudgedQuote
from app.words import say
from ui.pages.evaluate.small_form import SmallForm, SmallForms, roomy
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.fields import Choice
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Heading, Label, breakable

RIGHT = Qt.AlignmentFlag.AlignRight
TOP = Qt.AlignmentFlag.AlignTop


class Results(QFrame):
    """A table of a line a quote, and the named ways under it."""

    compare_asked = Signal()
    sure_asked = Signal()
    opened = Signal(object)
    advised = Signal(object, str)
    """The quote the broker would choose, and why."""

    def __init__(self) -> None:
        super().__init__()
        self._table = column(gap=0)
        self._ways = column(gap=4)
        self._done = Label("", "caption", "text3", wrap=True)
        self._worth = Label("", "dense", "text2", wrap=True)
        self._left_out = Label("", "dense", "text3", wrap=True)
        self._because = Label("", "dense", "text2", wrap=True)
        self._forms = SmallForms()
        self._forms.opened.connect(self.opened)
        self._advise = LinkButton("")
        self._advise.clicked.connect(self._open_advise)
        self._page: EvaluationPage | None = None
        compare = Button(say("See them side by side"), icon="scale", dense=True)
        compare.clicked.connect(self.compare_asked)
        sure = LinkButton(say("How sure is this order?"))
        sure.clicked.connect(self.sure_asked)
        parts = column(
            row((Heading(say("What it came to"), "sub15"), 1), compare, gap=12), 2, self._done, 10,
            framed(self._table), 6, row(sure, STRETCH), 12,
            Heading(say("Whom each way of choosing would choose"), "dense_strong"), 4,
            framed(self._ways), 4, self._because, self._left_out, 6, self._worth, 4,
            row(self._advise, STRETCH), self._forms,
        )  # fmt: skip
        self.setLayout(column(Card(parts, padding=(16, 14, 16, 14)), margins=(0, 0, 0, 14)))

    def show_page(self, page: EvaluationPage, *, advises: bool) -> None:
        """Show the results, or nothing while quality is being judged; `advises` lets the broker name one."""
        self._page = page
        self.setVisible(page.quality_done)
        clear(self._table)
        clear(self._ways)
        if not page.quality_done:
            return
        self._done.setText(page.done)
        self._table.addWidget(self._quotes(page))
        for way in page.scenarios:
            name = Label(way.name, "dense", "text2", wrap=True)
            chosen = Label(breakable(way.chosen), "dense_medium", wrap=True)
            self._ways.addLayout(row((name, 2), (chosen, 3), gap=12))
        self._left_out.setText(page.left_out)
        self._left_out.setVisible(bool(page.left_out))
        self._worth.setText(page.worth)
        self._worth.setVisible(bool(page.worth))
        self._because.setText(
            say("The broker: {reason}", reason=page.broker_because) if page.broker_because else ""
        )
        self._because.setVisible(bool(page.broker_because))
        self._advise.set_words(
            say("Name another as your choice") if page.broker_choice else say("Say which you would choose")
        )
        self._advise.setVisible(advises)

    def close_form(self) -> None:
        """What was typed is on record."""
        self._forms.close_form()

    def _open_advise(self) -> None:
        page = self._page
        if page is None:
            return
        names = tuple((quote.quote_id.hex, quote.provider) for quote in page.quotes)
        which = roomy(Choice(names, blank=say("None of them yet")))
        which.set_value(page.broker_choice.hex if page.broker_choice else "")
        because = GrowingText(page.broker_because, lines=2)
        form = SmallForm(
            (
                FormRow(say("Which would you choose?"), which),
                FormRow(say("Why?"), because, help=say("The owner reads it before choosing.")),
            ),
            say("Keep your choice"),
        )
        form.kept.connect(
            lambda: self.advised.emit(
                uuid.UUID(hex=which.value()) if which.value() else None, because.value()
            )
        )
        self._forms.open(form, which.target())

    def _quotes(self, page: EvaluationPage) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(4, 4)
        heads = (
            say("Quote"), say("Total of 100"), say("Quality"), say("Three years"), say("Where it stands"),
        )  # fmt: skip
        for at, words in enumerate(heads):
            label = Label(words, "caption_medium", "text3", wrap=True)
            grid.addWidget(label, 0, at, RIGHT | TOP if 0 < at < 4 else TOP)
        grid.addWidget(Line(), 1, 0, 1, len(heads))
        ordered = sorted(page.quotes, key=lambda quote: quote.rank)
        for line, quote in enumerate(ordered, start=2):
            for at, part in enumerate(_line(quote)):
                if 0 < at < 4:
                    grid.addWidget(part, line, at, RIGHT | TOP)
                else:
                    grid.addWidget(part, line, at, TOP)
        return framed(grid)


def _line(quote: JudgedQuote) -> tuple[QWidget, ...]:
    cost = framed(
        column(
            Label(quote.cost, "dense_medium", tabular=True, align=RIGHT),
            Label(quote.ratio, "caption", "text3", wrap=True, align=RIGHT) if quote.ratio else None,
        )
    )
    stands = framed(
        column(
            Label(quote.place, "dense", "text2", wrap=True),
            *(Label(words, "caption", "danger_text", wrap=True) for words in quote.stops),
            STRETCH,
            gap=2,
        )
    )
    return (
        Label(quote.provider, "dense_strong", wrap=True),
        Label(quote.total, "dense_strong", tabular=True),
        Label(quote.quality, "dense", "text2", tabular=True),
        cost,
        stands,
    )
