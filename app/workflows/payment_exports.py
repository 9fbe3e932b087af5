"""The payments of a project as a list for a spreadsheet."""

import re

from app.analysis.money import Money
from app.exchange.tables import Value, write_table
from app.queries.payments import MoneyPage, PaymentRow
from app.words import say

LONGEST_NAME = 40


def payment_list(page: MoneyPage) -> bytes:
    """Every payment as it is shown to the reader of `page`, as a CSV file: amounts as plain numbers."""
    header = (
        say("Payment"), say("Currency"), say("Excl. tax"), say("Tax"), say("Incl. tax"), say("How it is made up"),
        say("Status"), say("Due"), say("Invoice"), say("Approved"), say("Paid"),
    )  # fmt: skip
    return write_table(header, [_cells(row) for row in page.rows])


def _cells(row: PaymentRow) -> list[Value]:
    excl, incl = row.amount.excl, row.amount.incl
    tax = incl - excl if incl is not None and excl is not None else None
    currency = excl.currency if excl is not None else ""
    sums = [_plain(excl), _plain(tax), _plain(incl)]
    told = [row.made_of, row.status, row.due_on or row.due, row.invoice, row.approved, row.paid]
    return [row.title, currency, *sums, *told]


def _plain(amount: Money | None) -> Value:
    return amount.decimal if amount is not None else None


def payment_list_name(project: str) -> str:
    """What to call the file: no system takes offence at it."""
    title = re.sub(r"[\W_]+", "-", project.casefold())[:LONGEST_NAME].strip("-")
    return f"payments-{title}.csv" if title else "payments.csv"
