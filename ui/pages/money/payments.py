"""The payments one by one: what each is, how far it is, and the one thing to do about it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.queries.payments import MoneyPage, PaymentRow
from app.words import say
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Line
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Label

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Act = tuple[str, str, str]
"""Key, words on the button, spoken name."""


def acts_of(payment: PaymentRow) -> tuple[Act, ...]:
    """What can be done about a payment, what comes next first."""
    title = payment.title
    offered = (
        (payment.can_approve, "approve", say("Approve"), say("Approve {payment}", payment=title)),
        (payment.can_pay, "paid", say("Mark it paid"), say("Mark {payment} paid", payment=title)),
        (
            payment.can_invoice, "invoice", say("Record the invoice"),
            say("Record the invoice of {payment}", payment=title),
        ),
        (
            payment.can_correct and not payment.matches, "invoice", say("Corrected invoice"),
            say("Record the corrected invoice of {payment}", payment=title),
        ),
        (payment.can_release, "release", say("Release"), say("Release {payment}", payment=title)),
        (payment.can_query, "query", say("Query it"), say("Query the invoice of {payment}", payment=title)),
        (
            payment.can_credit, "credit", say("Late credit"),
            say("Credit for lateness of {payment}", payment=title),
        ),
    )  # fmt: skip
    return tuple((key, words, name) for can, key, words, name in offered if can)


class PaymentsTable(QFrame):
    """One line a payment, with the form of the act that is open beneath its line."""

    asked = Signal(object, str)
    """The payment, and the key of the act."""

    stage_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._place = column()
        self.first: QWidget | None = None
        self.setProperty("card", "plain")
        self.setLayout(column(framed(self._place), margins=(18, 10, 16, 8)))
        self.setAccessibleName(say("Payments"))

    def show_rows(
        self, page: MoneyPage, *, form_of: Callable[[PaymentRow], QWidget | None], narrow: bool
    ) -> None:
        """Show every payment; `form_of` gives the form that is open under one of them."""
        clear(self._place)
        self.first = None
        narrow = narrow or all(payment.amount.incl is None for payment in page.rows)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        titles = (say("Payment"), say("Excl. tax"), say("Incl. tax"), say("Status"), say("Due"))
        for at, title in enumerate(titles):
            if not (narrow and at == 2):
                head = Label(title, "caption_medium", "text3", align=RIGHT if at in (1, 2) else None)
                head.setContentsMargins(0, 4, 0, 8)
                grid.addWidget(head, 0, at)
        line = 1
        for payment in page.rows:
            grid.addWidget(Line(), line, 0, 1, 6)
            for at, cell in enumerate(self._cells(payment, narrow)):
                if cell is not None:
                    grid.addWidget(cell, line + 1, at)
            form = form_of(payment)
            if form is not None:
                grid.addWidget(form, line + 2, 0, 1, 6)
                grid.setRowMinimumHeight(line + 3, 12)
            line += 4
        self._sum(grid, line, page, narrow)
        for at, share in enumerate((34, 0, 0, 22, 28, 0)):
            grid.setColumnStretch(at, share)
        self._place.addWidget(framed(grid))

    def _sum(self, grid: QGridLayout, line: int, page: MoneyPage, narrow: bool) -> None:
        grid.addWidget(Line(), line, 0, 1, 6)
        cells = (say("In all"), page.agreed.excl_text, "" if narrow else page.agreed.incl_text)
        for at, words in enumerate(cells):
            if words:
                label = Label(words, "dense_strong", tabular=bool(at), align=RIGHT if at else None)
                label.setContentsMargins(0, 11, 0, 8)
                grid.addWidget(label, line + 1, at)

    def _cells(self, payment: PaymentRow, narrow: bool) -> Sequence[QWidget | None]:
        about = payment.match or payment.made_of
        if payment.invoice:
            about = say("Invoice {number}. {match}.", number=payment.invoice, match=payment.match.rstrip("."))
        title: QWidget = Label(payment.title, "dense_strong", wrap=True)
        excl = Label(payment.amount.excl_text, "dense_medium", tabular=True, align=RIGHT)
        excl.setAccessibleName(payment.amount.line)
        known = payment.amount.incl is not None
        incl = Label(payment.amount.incl_text if known else "–", "dense", "text2", tabular=known, align=RIGHT)
        chip = StatusChip(payment.status, payment.tone, icon=payment.icon)
        by = payment.paid or (say("by {who}", who=payment.approved) if payment.approved else "")
        return (
            _cell(title, about, warn=bool(payment.invoice) and not payment.matches),
            excl
            if not narrow
            else _cell(excl, say("incl. {amount}", amount=payment.amount.incl_text) if known else ""),
            None if narrow else incl,
            _cell(chip, payment.query or by),
            _due(payment),
            self._buttons(payment),
        )

    def _buttons(self, payment: PaymentRow) -> QWidget:
        buttons: list[QWidget] = []
        for at, (key, words, name) in enumerate(acts_of(payment)):
            credit = key == "credit"
            button: Button = LinkButton(words) if at or credit else Button(words, dense=True)
            button.setAccessibleName(name)
            button.clicked.connect(lambda _=False, act=key: self.asked.emit(payment, act))
            buttons.append(button)
            if self.first is None and not credit:
                self.first = button
        if payment.state in ("scheduled", "planned") and payment.stage_id is not None:
            see = LinkButton(say("See the stage"))
            see.setAccessibleName(say("See the stage of {payment}", payment=payment.title))
            see.clicked.connect(lambda: self.stage_asked.emit(payment.stage_id))
            buttons.append(see)
        links = [each for each in buttons if isinstance(each, LinkButton)]
        strong = [each for each in buttons if each not in links]
        parts = [row(STRETCH, *some, gap=14) for some in (strong, links) if some]
        return framed(column(*parts, gap=3, margins=(0, 8, 0, 8)))


def _due(payment: PaymentRow) -> QWidget:
    tone = "danger_text" if payment.overdue else "text2"
    label = Label(payment.due or "–", "dense", tone, wrap=True)
    return label


def _cell(first: QWidget, second: str, *, warn: bool = False) -> QWidget:
    under = Label(second, "caption", "warn_text" if warn else "text3", wrap=True) if second else None
    return framed(column(STRETCH, first, under, STRETCH, gap=2, margins=(0, 10, 0, 10)))
