"""S17: what is agreed, paid, due, to come and held, and what is to be done about each payment."""

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.queries import payments as payment_rows
from app.queries import projects
from app.queries.lens import Lens
from app.queries.payments import MoneyPage, PaymentRow
from app.queries.totals import Total
from app.services import payments, stages
from app.words import say
from ui.context import Context
from ui.page import Page, take_focus
from ui.pages.money.export import export_payments
from ui.pages.money.fee import FeeCard
from ui.pages.money.forms import (
    ActForm,
    ApproveForm,
    CreditForm,
    InvoiceForm,
    PaidForm,
    QueryForm,
    ReleaseForm,
)
from ui.pages.money.payments import PaymentsTable, acts_of
from ui.widgets.bars import PaymentBar, Share
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.states import Banner, EmptyState
from ui.widgets.tab_order import first_control, follow_layout
from ui.widgets.text import Heading, Label

KINDS = {"paid": "done", "due": "waiting", "to_come": "ahead", "held": "held"}
TOP = Qt.AlignmentFlag.AlignTop
NARROW = 1000
"""Effective width under which the amount with tax stands under the one without."""

FORMS: dict[str, Callable[[Context, PaymentRow, str], ActForm]] = {
    "invoice": InvoiceForm,
    "query": QueryForm,
    "paid": PaidForm,
    "release": ReleaseForm,
    "credit": CreditForm,
}


class MoneyPageView(Page):
    """The page of money. It records; it moves nothing."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"payment", "stage", "engagement", "project", "quote", "answer", "bank_change"}
    )
    help_topic: ClassVar[str] = "money"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._money: MoneyPage | None = None
        self._open: tuple[uuid.UUID, str] | None = None
        self._form: ActForm | None = None
        self._narrow = False
        self._banner_place = column()
        self._empty_place = column()
        self._note = Label("", "dense", "text2", wrap=True)
        self._figures = FlowLayout(34, apart=True)
        self._bar = PaymentBar()
        self._bar.setAccessibleName(say("How the price is split"))
        self._credits = Label("", "dense", "text2", wrap=True)
        self.table = PaymentsTable()
        self.table.asked.connect(self._ask)
        self.table.stage_asked.connect(
            lambda stage: self.context.go(f"project/{self.params['project']}/stage/{stage}")
        )
        self._heading = Heading(say("Money"))
        save = Button(say("Save as CSV"), "quiet", icon="download", dense=True)
        save.clicked.connect(self._export)
        head = framed(column(row((column(self._heading, self._note, gap=3), 1), (save, TOP), gap=12), 14))
        sums = Card(column(framed(self._figures), 16, self._bar, self._credits), padding=20)
        self._whole = framed(column(head, sums, 14, self.table, STRETCH))
        self._fee = FeeCard(context)
        self._empties = framed(self._empty_place)
        self.set_body(column(framed(self._banner_place), self._empties, self._whole, 14, self._fee, STRETCH))
        if self.scroller is not None:
            self.scroller.verticalScrollBar().rangeChanged.connect(self._reveal)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return say("Money")

    def primary_focus(self) -> QWidget | None:
        """What is to be done first; never the broker's fee, which stands last."""
        return self.table.first or first_control(self.table) or first_control(self._empties) or self._heading

    def leave(self) -> None:
        self._fee.flush()
        if self._form is not None:
            self._form.flush()

    def restyle(self) -> None:
        super().restyle()
        self._narrow_if_needed()

    def resizeEvent(self, event: Any) -> None:
        """The amount with tax moves under the one without where it is narrow."""
        super().resizeEvent(event)
        self._narrow_if_needed()

    def refresh(self) -> None:
        """Read every payment again; a form that is open keeps what was typed."""
        context, project = self.context, uuid.UUID(self.params["project"])
        read = context.operations.read
        money = read(
            partial(
                payment_rows.money, lens=context.lens, project_id=project, formats=context.formats,
                today=context.today(),
            )
        )  # fmt: skip
        blocked = read(partial(projects.blocked, project_id=project))
        self._money = money
        self._fee.show_fee(project)
        clear(self._banner_place)
        clear(self._empty_place)
        if blocked:
            self._banner_place.addWidget(Banner(blocked, "warn"))
            self._banner_place.addSpacing(14)
        for change in money.bank if money is not None else ():
            self._show_bank(change)
        self._whole.setVisible(money is not None and bool(money.rows))
        if money is None or not money.rows:
            self._show_empty(money)
            return
        self._note.setText(money.note)
        self._show_sums(money)
        self._narrow = self.effective_width() < NARROW
        self._show_table()
        follow_layout(self)

    # Showing --------------------------------------------------------------------------------------

    def _show_empty(self, money: MoneyPage | None) -> None:
        chosen = money is not None
        empty = EmptyState(
            "wallet", say("No payment is planned yet"),
            say("Payments follow the stages of the plan: nothing is paid before it is signed off.")
            if chosen
            else say("Payments follow the plan, and the plan begins with the quote you choose."),
            say("Open the plan") if chosen else say("Open quotes"),
        )  # fmt: skip
        place = "plan" if chosen else "quotes"
        empty.chosen.connect(lambda: self.context.go(f"project/{self.params['project']}/{place}"))
        self._empty_place.addWidget(empty)

    def _show_bank(self, change: str) -> None:
        words = say(
            "{change}. Nothing is paid until two people have confirmed them by telephone, on a number they know.",
            change=change,
        )
        banner = Banner(words, "warn", action=say("Confirm them"))
        banner.acted.connect(lambda: self.context.go(f"project/{self.params['project']}/plan/payments"))
        self._banner_place.addWidget(banner)
        self._banner_place.addSpacing(14)

    def _show_sums(self, money: MoneyPage) -> None:
        clear(self._figures)
        figures = (
            (say("Agreed"), money.agreed), (say("Paid"), money.paid), (say("Due"), money.due),
            (say("Held back"), money.held),
        )  # fmt: skip
        for at, (words, total) in enumerate(figures):
            self._figures.addWidget(_figure(words, total, large=not at))
        self._figures.addWidget(_against(money) if money.against else framed(row()))
        self._bar.show_parts(
            [Share(each.label, each.text, float(each.amount.decimal), KINDS[each.key]) for each in money.bar]
        )
        self._credits.setText(money.credits)
        self._credits.setVisible(bool(money.credits))

    def _show_table(self) -> None:
        if self._money is None:
            return
        if self._form is not None:
            self._form.flush()
            self._form = None
        focused = self.focusWidget()
        name = focused.accessibleName() if focused is not None and self.table.isAncestorOf(focused) else ""
        self.table.show_rows(self._money, form_of=self._form_of, narrow=self._narrow)
        if name:
            self._refocus(name)

    def _refocus(self, name: str) -> None:
        """Give the focus back to the control of the same name in the table that was made anew."""
        shown = [each for each in self.table.findChildren(QWidget) if each.isVisibleTo(self.table)]
        again = next((each for each in shown if each.accessibleName() == name), None)
        target = again or self.table.first
        if target is not None:
            target.setFocus()

    def _form_of(self, payment: PaymentRow) -> QWidget | None:
        if self._open is None or payment.id != self._open[0]:
            return None
        act = self._open[1]
        if act not in {key for key, _, _ in acts_of(payment)}:
            self._open = None
            return None
        currency = payment.net.currency if payment.net is not None else self.context.formats.currency
        if act == "approve":
            owner = self._money.owner_name if self._money is not None else ""
            broker = self.context.lens is Lens.BROKER
            form: ActForm = ApproveForm(self.context, payment, currency, owner, broker)
        else:
            form = FORMS[act](self.context, payment, currency)
        form.confirmed.connect(partial(self._act, payment, act))
        form.left.connect(self._close_form)
        self._form = form
        return form

    def _narrow_if_needed(self) -> None:
        narrow = self.effective_width() < NARROW
        if narrow != self._narrow and self._money is not None and self._money.rows:
            self._narrow = narrow
            self._show_table()

    # Acting ---------------------------------------------------------------------------------------

    def _ask(self, payment: PaymentRow, act: str) -> None:
        if payment.id is None:
            return
        again = self._open == (payment.id, act)
        self._open = None if again else (payment.id, act)
        self._show_table()
        if self._form is not None:
            self._form.focus()

    def _reveal(self) -> None:
        """Bring the form into sight: its height is known only once the page has been laid out again."""
        if self._form is not None and self.scroller is not None:
            self.scroller.ensureWidgetVisible(self._form.go, 0, 40)

    def _export(self) -> None:
        if self._money is not None:
            export_payments(self, self.context, uuid.UUID(self.params["project"]), self._money)

    def _close_form(self) -> None:
        self._open = None
        self._show_table()
        take_focus(self)

    def _act(self, payment: PaymentRow, act: str, typed: dict[str, Any]) -> None:
        form, opened = self._form, self._open
        self._open = None
        verb, label, done = self._verb(payment, act, typed)
        if self.context.operations.succeeded(verb, label, done=done):
            if form is not None:
                form.done()
            take_focus(self)
        else:
            self._open = opened

    def _verb(self, payment: PaymentRow, act: str, typed: dict[str, Any]) -> tuple[Any, str, str]:
        on = self.context.today()
        if payment.id is None:
            raise ValueError(f"nothing is scheduled yet that {act} could be about")
        of: dict[str, Any] = {"payment_id": payment.id, "on": on}
        title = payment.title
        if act == "credit" and payment.stage_id is not None:
            credit = partial(
                stages.note_late_credit, stage_id=payment.stage_id, credit=typed["amount"],
                reason=typed["reason"], on=on,
            )  # fmt: skip
            return credit, say("Credit for lateness of {payment}", payment=title), say("The credit is kept.")
        if act == "release":
            release = partial(payments.release_retention, project_id=uuid.UUID(self.params["project"]), on=on)
            return release, say("Release what was held back"), say("It is due now.")
        if act == "invoice":
            return self._invoice_verb(payment, typed, of)
        if act == "query":
            query = partial(payments.query, reason=typed["reason"], **of)
            return query, say("Query the invoice of {payment}", payment=title), say("The query is on record.")
        if act == "approve":
            approve = partial(payments.approve, typed_name=typed["name"], **of)
            return approve, say("Approve {payment}", payment=title), say("The payment is approved.")
        paid = partial(
            payments.mark_paid, payment_id=payment.id, on=typed["day"], bank_checked=typed["checked"]
        )
        return paid, say("Mark {payment} paid", payment=title), say("It is on record as paid.")

    @staticmethod
    def _invoice_verb(payment: PaymentRow, typed: dict[str, Any], of: dict[str, Any]) -> tuple[Any, str, str]:
        label = say("Record the invoice of {payment}", payment=payment.title)
        facts = {
            "invoice": typed["invoice"], "amount": typed["amount"], "bank_changed": bool(typed["bank"]), **of,
        }  # fmt: skip
        if payment.can_correct:
            return partial(payments.correct_invoice, **facts), label, say("The corrected invoice is in.")
        verb = partial(payments.record_invoice, query_reason=typed["reason"], **facts)
        return (
            verb,
            label,
            say("The invoice is in.") if not typed["reason"] else say("It is on record as queried."),
        )


def _against(money: MoneyPage) -> QWidget:
    """How the price stands against what was in mind."""
    chip = StatusChip(money.against, money.against_tone)
    in_mind = Label(money.in_mind, "caption", "text2", align=Qt.AlignmentFlag.AlignRight)
    return framed(column(row(STRETCH, chip), in_mind, STRETCH, gap=5))


def _figure(words: str, total: Total, *, large: bool) -> QWidget:
    figure = Label(total.excl_text, "figure" if large else "sub", tabular=True)
    figure.setAccessibleName(say("{part}: {total}", part=words, total=total.line))
    tax = say("Tax: {tax}", tax=total.tax_text) if large else None
    incl = say("incl. tax {amount}", amount=total.incl_text) if total.incl is not None else say("excl. tax")
    parts: Sequence[Label | None] = (
        Label(words, "dense", "text2"), figure,
        Label(incl, "caption", "text3"),
        Label(tax, "caption", "text3") if tax is not None else None,
    )  # fmt: skip
    return framed(column(*parts, STRETCH, gap=2))
