"""From a pack to a quote: what went out as files is filled in by other people's tools and dropped back."""

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from app.analysis.reply_facts import Label
from app.domain.quotes import Coverage, Quote, QuoteLine
from app.domain.replies import Reply
from app.exchange.reply_worker import ReplyReader
from app.exchange.response_form import SHEET, cells, form_of
from app.persistence.workspace import Workspace
from app.words.formats import Formats
from app.workflows import packs, replies
from tests.clinic import Clinic, day, gbp
from tests.exchange.filled_forms import filled_pdf

ON, AFTER = day("2026-02-18"), day("2026-02-21")
AT = datetime(2026, 2, 18, 9, 30, tzinfo=UTC)
FORMATS = Formats(currency="GBP")
PAPER = {
    "declined": "no",
    "m1.answer": "included",
    "m2.answer": "partly",
    "m2.note": "Только на русском: 山田太郎",
    "price.total": "24,450.00",
    "price.tax": "excluded",
    "price.tax_rate": "20",
    "line1.package": "TPL-ERP.WP1",
    "line1.role": "Project manager",
    "line1.where": "onshore",
    "line1.days": "24.45",
    "line1.rate": "1000",
    "run.support_month": "180.50",
    "terms.valid_until": "2026-04-30",
    "terms.retention": "10",
    "terms.weeks": "16",
    "people.on_site": "Özge Şahin",
    "people.shared_hours": "7.5",
    "assumptions": "The export is as in the sample.\n= no formula, a text",
}


@pytest.fixture(scope="module")
def reader() -> Iterator[ReplyReader]:
    made = ReplyReader()
    yield made
    made.close()


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    """Three providers asked, until 20 February."""
    return Clinic(workspace).asked()


def in_sheet(clinic: Clinic, quote: Quote, content: bytes, said: Mapping[str, object]) -> bytes:
    """The spreadsheet of a pack filled in: numbers and days as such, choices by their words."""
    form = clinic.see(form_of, quote_id=quote.id)
    words, places = {ask.key: dict(ask.choices) for ask in form.asks}, cells(form)
    book = openpyxl.load_workbook(io.BytesIO(content))
    for key, value in said.items():
        book[SHEET][places[key]].value = words[key].get(value, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_packs_filled_in_elsewhere_become_quotes(clinic: Clinic, reader: ReplyReader) -> None:
    found = packs.gather(
        clinic.workspace, project_id=clinic.project, formats=FORMATS, person="P. Averill", on=ON
    )
    on_paper, in_cells, declining = packs.draw_packs(found)
    quotes = {pack.quote_id: clinic.get(Quote, pack.quote_id) for pack in (on_paper, in_cells, declining)}
    numbers = {
        **PAPER,
        "price.total": Decimal("17600"),
        "price.tax_rate": 20,
        "line1.days": Decimal("17.6"),
        "line1.rate": 1000,
        "run.support_month": Decimal("180.5"),
        "terms.valid_until": date(2026, 4, 30),
        "terms.retention": 10,
        "terms.weeks": 16,
        "people.shared_hours": Decimal("7.5"),
        "assumptions": "The export is as in the sample.",
    }
    sent = {
        on_paper.files[1].name: filled_pdf(PAPER, on_paper.files[1].content),
        in_cells.files[2].name: in_sheet(
            clinic, quotes[in_cells.quote_id], in_cells.files[2].content, numbers
        ),
        declining.files[1].name: filled_pdf(
            {"declined": "yes", "declined.reason": "Too busy until March"}, declining.files[1].content
        ),
    }
    for name, content in sent.items():
        looked = replies.look(reader, name, content)
        label = replies.keep(clinic.workspace, looked, project_id=clinic.project, at=AT, on=ON)
        assert label is Label.OK
    waiting = replies.sealed(clinic.workspace, clinic.project)
    read = replies.read(reader, waiting, today=AFTER, formats=FORMATS)
    replies.open_together(clinic.workspace, read, project_id=clinic.project, person="P", on=AFTER)
    for key, price in ((on_paper.quote_id, 24450), (in_cells.quote_id, 17600)):
        quote = clinic.get(Quote, key)
        assert (quote.price, quote.support_month) == (gbp(price), gbp("180.50"))
        assert (quote.valid_until, quote.weeks) == (date(2026, 4, 30), 16)
        assert (quote.tax_rate, quote.retention_share) == (Decimal("0.20"), Decimal("0.10"))
        assert (quote.on_site_person, quote.shared_hours) == ("Özge Şahin", Decimal("7.5"))
        assert quote.assumptions[0] == "The export is as in the sample."
        [line] = [each for each in clinic.all(QuoteLine) if each.quote_id == key]
        assert (line.package, line.rate) == ("TPL-ERP.WP1", gbp(1000))
        said = {each.answer.value: each.note for each in clinic.all(Coverage) if each.quote_id == key}
        assert said["partly"] == "Только на русском: 山田太郎"
    declined = clinic.get(Quote, declining.quote_id)
    assert (declined.state, declined.declined_reason) == ("declined", "Too busy until March")
    assert [reply.label for reply in clinic.all(Reply)] == ["ok"] * 3
