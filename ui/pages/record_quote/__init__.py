"""The page on which a provider's letter becomes figures that can be compared."""

from ui.pages.record_quote.page import RecordQuotePage

PAGES = (("project/{project}/quote/{quote}", RecordQuotePage, "Record a quote"),)

__all__ = ["PAGES", "RecordQuotePage"]
