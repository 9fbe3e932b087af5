"""Two tax rates and reverse charge, there and back: filled in with other people's tools, opened, and in the quote."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from app.domain.quotes import Quote, QuoteLine, TaxTreatment
from app.exchange.reply_worker import ReplyReader
from app.persistence.workspace import Workspace
from app.queries.paper_head import price_of
from app.workflows import packs, replies
from tests.clinic import Clinic, gbp
from tests.exchange.filled_forms import filled_pdf
from tests.workflows.test_packs_come_back import AFTER, AT, FORMATS, ON, in_sheet

TWO_RATES = {
    "declined": "no",
    "price.total": "12000",
    "price.tax": "excluded",
    "price.tax_rate": "20",
    "price.gross": "14000",
    "price.hardware": "900",
    "price.hardware_tax": "5",
    "line1.days": "20",
    "line1.rate": "500",
    "line2.days": "4",
    "line2.rate": "500",
    "line2.tax": "0",
    "run.support_month": "100",
    "run.support_tax": "7",
    "run.licences_month": "50",
    "run.licences_tax": "0",
}
ABROAD = {"declined": "no", "price.total": "9000", "price.tax": "reverse_charge", "price.gross": "9000"}


@pytest.fixture(scope="module")
def reader() -> Iterator[ReplyReader]:
    made = ReplyReader()
    yield made
    made.close()


def test_rates_and_reverse_charge_come_back_on_paper_and_in_cells(
    workspace: Workspace, reader: ReplyReader
) -> None:
    clinic = Clinic(workspace).asked()
    found = packs.gather(workspace, project_id=clinic.project, formats=FORMATS, person="P. Averill", on=ON)
    on_paper, in_cells, abroad = packs.draw_packs(found)
    numbers = {key: int(said) if said.isdigit() else said for key, said in TWO_RATES.items()}
    quote = clinic.get(Quote, in_cells.quote_id)
    sent = {
        on_paper.files[1].name: filled_pdf(TWO_RATES, on_paper.files[1].content),
        in_cells.files[2].name: in_sheet(clinic, quote, in_cells.files[2].content, numbers),
        abroad.files[1].name: filled_pdf(ABROAD, abroad.files[1].content),
    }
    for name, content in sent.items():
        looked = replies.look(reader, name, content)
        replies.keep(workspace, looked, project_id=clinic.project, at=AT, on=ON)
    read = replies.read(reader, replies.sealed(workspace, clinic.project), today=AFTER, formats=FORMATS)
    assert [each.findings for each in read] == [()] * 3
    replies.open_together(workspace, read, project_id=clinic.project, person="P", on=AFTER)
    for key in (on_paper.quote_id, in_cells.quote_id):
        quote = clinic.get(Quote, key)
        rates = (quote.tax_rate, quote.hardware_tax_rate, quote.support_tax_rate, quote.licences_tax_rate)
        assert rates == (Decimal("0.20"), Decimal("0.05"), Decimal("0.07"), Decimal(0))
        lines = sorted(
            (row for row in clinic.all(QuoteLine) if row.quote_id == key), key=lambda row: row.place
        )
        assert [row.tax_rate for row in lines] == [None, Decimal(0)]
        assert (quote.state, price_of(gbp(12000), quote).tax) == ("submitted", gbp(2000))
    quote = clinic.get(Quote, abroad.quote_id)
    assert (quote.tax, quote.tax_rate) == (TaxTreatment.REVERSE_CHARGE, None)
    assert price_of(gbp(9000), quote).reverse_charge
