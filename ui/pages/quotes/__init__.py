"""The page of a round of quotes: who was asked, what came back, and the ways into it."""

from ui.pages.quotes.page import QuotesPage

PAGES = (("project/{project}/quotes", QuotesPage, "Quotes"),)

__all__ = ["PAGES", "QuotesPage"]
