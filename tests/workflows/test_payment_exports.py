"""The list of payments for a spreadsheet: what the page shows, as plain numbers, and nothing that runs."""

import csv
import io
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.engagements import Engagement
from app.domain.quotes import Quote, TaxTreatment
from app.exchange.tables import looks_like_formula, read_table
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.queries.payments import MoneyPage, money
from app.services import payments
from app.words.formats import Formats
from app.workflows.payment_exports import payment_list, payment_list_name
from tests.clinic import Clinic, day, gbp


def seen(clinic: Clinic, lens: Lens = Lens.OWNER) -> MoneyPage:
    today = day("2026-05-05")
    page = clinic.see(money, lens=lens, project_id=clinic.project, formats=Formats(), today=today)
    assert isinstance(page, MoneyPage)
    return page


def listed(clinic: Clinic, lens: Lens = Lens.OWNER) -> list[dict[str, str]]:
    table = read_table(payment_list(seen(clinic, lens)))
    assert not table.refused
    return [dict(zip(table.columns, row.cells, strict=True)) for row in table.rows]


def test_the_list_holds_what_the_page_shows_as_numbers(workspace: Workspace) -> None:
    clinic = Clinic(workspace).running()
    rows = listed(clinic)
    assert rows == listed(clinic, Lens.BROKER)
    assert [row["Payment"] for row in rows][-1] == "Held back to the end"
    first = rows[0]
    assert (first["Currency"], first["Excl. tax"], first["Tax"], first["Incl. tax"]) == (
        "GBP", "3484.12", "", "",
    )  # fmt: skip  # the quote says nothing of tax: no figure is made up for it
    assert sum(float(row["Excl. tax"]) for row in rows) == pytest.approx(24450)


def test_tax_that_the_quote_states_stands_beside_each_sum(workspace: Workspace) -> None:
    clinic = Clinic(workspace).running()

    def state(session: Session) -> None:
        quote = session.get_one(Quote, session.scalars(select(Engagement.quote_id)).one())
        quote.tax, quote.tax_rate = TaxTreatment.EXCLUDED, Decimal("0.2")

    workspace.write(state, "tax")
    first = listed(clinic)[0]
    assert (first["Excl. tax"], first["Tax"], first["Incl. tax"]) == ("3484.12", "696.82", "4180.94")


def test_an_invoice_that_a_spreadsheet_would_run_goes_out_as_text(workspace: Workspace) -> None:
    clinic = Clinic(workspace).running()
    stage = clinic.started()
    clinic.hand_over(stage, day("2026-04-01"))
    clinic.accept(stage, day("2026-04-02"))
    clinic.do(
        payments.record_invoice,
        payment_id=clinic.payment_of(stage), invoice='=HYPERLINK("x")', amount=gbp("3484.12"),
        on=day("2026-04-03"),
    )  # fmt: skip
    page = seen(clinic)
    cells = [cell for row in csv.reader(io.StringIO(payment_list(page).decode("utf-8-sig"))) for cell in row]
    assert '\'=HYPERLINK("x")' in cells
    assert [cell for cell in cells if looks_like_formula(cell)] == []


@pytest.mark.parametrize(
    ("project", "name"),
    [
        ("Cloud practice software", "payments-cloud-practice-software.csv"),
        ("../../etc: a\\b", "payments-etc-a-b.csv"),
        ("Über uns", "payments-über-uns.csv"),
        ("…", "payments.csv"),
    ],
)
def test_the_file_is_called_after_the_project(project: str, name: str) -> None:
    assert payment_list_name(project) == name
