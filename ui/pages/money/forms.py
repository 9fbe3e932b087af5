"""What is typed for one act on one payment: an invoice, a query, an approval, a payment, a credit."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.analysis.money import Money
from app.queries.payments import PaymentRow
from app.words import say
from ui.context import Context
from ui.drafts import DraftKeeper
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.field import Field
from ui.widgets.fields import DateField, MoneyEdit, TextField, Tick
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Heading, Label, Prose

FEWEST = 20
"""Characters of a sentence that the provider can act on."""


class ActForm(Card):
    """The common part: a title, what happens and what does not, rows, and two buttons.

    The rows named in `across` stand side by side above the others.
    """

    confirmed = Signal(object)
    """What was typed, by name, once nothing is missing."""

    left = Signal()

    def __init__(
        self,
        context: Context,
        payment: PaymentRow,
        kind: str,
        title: str,
        words: str,
        act: str,
        rows: Mapping[str, FormRow],
        *,
        across: tuple[str, ...] = (),
    ) -> None:
        self.rows = dict(rows)
        self._note = Label("", "dense_medium", "warn_text", wrap=True)
        self._note.hide()
        self.go = Button(act, "primary", dense=True)
        leave = Button(say("Not now"), "quiet", dense=True)
        beside = [(framed(column(rows[name], STRETCH)), 0) for name in across]
        below = [each for name, each in rows.items() if name not in across]
        laid = column(row(*beside, STRETCH, gap=24) if beside else None, *below, gap=12)
        super().__init__(
            column(
                Heading(title, "sub15"), 4, Label(payment.amount.line, "dense_medium", wrap=True), 2,
                Prose(words, "dense", max_width=720), 12, laid, 8, self._note, 6,
                row(self.go, leave, STRETCH, gap=8),
            ),
            kind="well", padding=16,
        )  # fmt: skip
        self.go.clicked.connect(self._confirm)
        leave.clicked.connect(self.left)
        self._drafts = DraftKeeper(context.drafts, f"payment/{payment.id}/{kind}", self)
        for name, each in self.rows.items():
            self._drafts.keep(name, each.field)
            entered = getattr(each.field, "entered", None)
            if entered is not None:
                entered.connect(self._confirm)
        self.prefill(payment)
        self._drafts.begin()
        self.arrange()

    def prefill(self, payment: PaymentRow) -> None:
        """Put in what is known."""

    def arrange(self) -> None:
        """Show what goes with what is typed."""

    def problems(self, typed: Mapping[str, Any]) -> Mapping[str, str]:
        """What is missing, by the name of the row."""
        return {}

    def typed(self) -> dict[str, Any]:
        """What stands in the rows."""
        return {name: _value(each.field) for name, each in self.rows.items()}

    def focus(self) -> None:
        """Put the cursor into the first row."""
        first: QWidget = next(iter(self.rows.values())).field.target() if self.rows else self.go
        first.setFocus()

    def flush(self) -> None:
        """Keep what is being typed."""
        self._drafts.flush()

    def done(self) -> None:
        """The act is on record: forget what was typed."""
        self._drafts.applied()

    def _confirm(self) -> None:
        typed = self.typed()
        problems = {**self.problems(typed)}
        for name, each in self.rows.items():
            own = each.field.problem()
            each.set_problem(own or problems.get(name, ""))
            problems[name] = own or problems.get(name, "")
        wrong = [name for name in self.rows if problems[name]]
        if wrong:
            self.rows[wrong[0]].field.target().setFocus()
        else:
            self.confirmed.emit(typed)


class InvoiceForm(ActForm):
    """Records an invoice. Over another sum than is due it can only be recorded with a question."""

    def __init__(self, context: Context, payment: PaymentRow, currency: str) -> None:
        self._due = payment.net
        self._money = context.formats.money
        rows = {
            "invoice": FormRow(say("Invoice number"), TextField(chars=20), role="medium"),
            "amount": FormRow(
                say("It asks for, excl. tax"), MoneyEdit(currency, context.formats), role="medium"
            ),
            "reason": FormRow(
                say("What do you ask the provider?"), GrowingText(lines=2), role="medium",
                help=say("One sentence they can act on. The invoice is not paid until it is answered."),
            ),
            "bank": FormRow(
                say("Where is it to be paid?"),
                Tick(say("It names other bank details than before")), role="medium",
                help=say("Then nothing is paid until two people have telephoned a number they know."),
            ),
        }  # fmt: skip
        self._first = payment.can_invoice
        words = say("The invoice is set against what you accepted. Enter what it asks for before tax.")
        title = say("Record the invoice") if self._first else say("Record the corrected invoice")
        beside = ("invoice", "amount")
        super().__init__(
            context, payment, "invoice", title, words, say("Record the invoice"), rows, across=beside
        )
        rows["amount"].field.edited.connect(self.arrange)

    def prefill(self, payment: PaymentRow) -> None:
        number = self.rows["invoice"].field
        assert isinstance(number, TextField)
        number.set_value(payment.invoice)

    def arrange(self) -> None:
        """Say both sums as soon as they differ."""
        asked = self.typed()["amount"]
        differs = self.differs(asked)
        self._note.setVisible(differs)
        self._note.setText(
            say(
                "The invoice says {invoice} and the payment is {payment}, both excl. tax.",
                invoice=self._money(asked), payment=self._money(self._due),
            )
            if differs
            else ""
        )  # fmt: skip
        self.rows["reason"].setVisible(differs and self._first)
        words = (
            say("Record it and ask the provider") if differs and self._first else say("Record the invoice")
        )
        self.go.set_words(words)

    def differs(self, asked: Money | None) -> bool:
        """Whether the invoice asks for another sum than is due."""
        return asked is not None and asked != self._due

    def problems(self, typed: Mapping[str, Any]) -> Mapping[str, str]:
        found = {}
        if not typed["invoice"]:
            found["invoice"] = say("Enter the invoice’s number")
        if typed["amount"] is None:
            found["amount"] = say("Enter what the invoice asks for, excl. tax")
        elif self.differs(typed["amount"]) and not self._first:
            found["amount"] = say("It still differs. Ask the provider to correct it.")
        elif self.differs(typed["amount"]) and len(typed["reason"]) < FEWEST:
            found["reason"] = say("Say in a sentence what is wrong with the invoice")
        return found

    def typed(self) -> dict[str, Any]:
        typed = super().typed()
        return typed if self.differs(typed["amount"]) and self._first else {**typed, "reason": ""}


class QueryForm(ActForm):
    """Asks the provider about an invoice that is in."""

    def __init__(self, context: Context, payment: PaymentRow, currency: str) -> None:
        rows = {"reason": FormRow(say("What is wrong with it?"), GrowingText(lines=2), role="medium")}
        words = say("It is not paid until they have answered. The program sends nothing: tell them yourself.")
        title = say("Query the invoice {invoice}", invoice=payment.invoice)
        super().__init__(context, payment, "query", title, words, say("Record the query"), rows)

    def problems(self, typed: Mapping[str, Any]) -> Mapping[str, str]:
        short = len(typed["reason"]) < FEWEST
        return {"reason": say("Say in a sentence what is wrong with the invoice")} if short else {}


class ApproveForm(ActForm):
    """The owner approves under their typed name."""

    def __init__(
        self, context: Context, payment: PaymentRow, currency: str, owner: str, broker: bool
    ) -> None:
        help = (
            say("{owner} types this, not you: the approval is theirs.", owner=owner)
            if broker and owner
            else say("A typed name is a record of agreement, not a signature.")
        )
        label = say("Full name of {owner}", owner=owner) if owner else say("Your full name")
        rows = {"name": FormRow(label, TextField(chars=30), role="medium", help=help)}
        words = say(
            "This records your approval and cannot be undone. No money moves: pay it in your bank as usual, "
            "then mark it paid."
        )
        super().__init__(
            context, payment, "approve", say("Approve this payment"), words, say("Approve the payment"), rows
        )

    def problems(self, typed: Mapping[str, Any]) -> Mapping[str, str]:
        return {} if typed["name"] else {"name": say("Type your full name to approve this payment")}


class PaidForm(ActForm):
    """Records that the money has left the bank, once the bank details are sure."""

    def __init__(self, context: Context, payment: PaymentRow, currency: str) -> None:
        self._today = context.today()
        day = DateField(context.today, context.formats)
        day.set_value(self._today)
        rows = {
            "checked": FormRow(
                say("Are the bank details right?"),
                Tick(say("They are the ones used before, or were confirmed by telephone")), role="medium",
                help=say("Changed details in a mail are the commonest fraud. Telephone a number you know."),
            ),
            "day": FormRow(say("Paid on"), day, role="medium"),
        }  # fmt: skip
        words = say("This records that it has left your bank, and cannot be undone.")
        super().__init__(context, payment, "paid", say("Mark it paid"), words, say("Mark it paid"), rows)

    def problems(self, typed: Mapping[str, Any]) -> Mapping[str, str]:
        found = {}
        if not typed["checked"]:
            found["checked"] = say("Check the bank details first, then tick this")
        day: date | None = typed["day"]
        if day is None or day > self._today:
            found["day"] = say("Enter the day it was paid: today or before")
        return found


class CreditForm(ActForm):
    """Takes an agreed sum off a stage that came late."""

    def __init__(self, context: Context, payment: PaymentRow, currency: str) -> None:
        rows = {
            "amount": FormRow(
                say("Taken off, excl. tax"), MoneyEdit(currency, context.formats), role="medium",
                help=say("Leave it empty to take a credit back"),
            ),
            "reason": FormRow(
                say("How it was worked out"), TextField(), role="medium",
                help=say("Like “5 days late at £40 a day, as the plan agrees”"),
            ),
        }  # fmt: skip
        words = say(
            "Only what the plan agrees for lateness can be taken off. It lowers this stage’s payment."
        )
        title = say("Credit for lateness: {payment}", payment=payment.title)
        super().__init__(context, payment, "credit", title, words, say("Keep the credit"), rows)

    def prefill(self, payment: PaymentRow) -> None:
        amount, reason = self.rows["amount"].field, self.rows["reason"].field
        assert isinstance(amount, MoneyEdit)
        assert isinstance(reason, TextField)
        amount.set_value(payment.credit)
        reason.set_value(payment.credit_reason)

    def problems(self, typed: Mapping[str, Any]) -> Mapping[str, str]:
        missing = typed["amount"] is not None and not typed["reason"]
        return {"reason": say("Say how the sum was worked out")} if missing else {}


class ReleaseForm(ActForm):
    """The free fixing is over: what was held back becomes due."""

    def __init__(self, context: Context, payment: PaymentRow, currency: str) -> None:
        words = say(
            "The free fixing has ended, and it becomes due exactly as it was held back. It is paid like any "
            "other payment: invoice, approval, bank."
        )
        super().__init__(
            context, payment, "release", say("Release what was held back"), words, say("Make it due"), {}
        )


def _value(field: Field) -> Any:
    read: Any = field
    return read.value()
