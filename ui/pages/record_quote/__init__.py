"""The pages on which a provider's letter becomes figures that can be compared."""

from ui.pages.record_quote.currency import QuoteCurrencyPage
from ui.pages.record_quote.page import RecordQuotePage

PAGES = (
    ("project/{project}/quote/{quote}", RecordQuotePage, "Record a quote"),
    ("project/{project}/quote/{quote}/currency", QuoteCurrencyPage, "In which currency is this quote?"),
)

__all__ = ["PAGES", "QuoteCurrencyPage", "RecordQuotePage"]
