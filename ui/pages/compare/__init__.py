"""The page on which quotes stand side by side, how sure their order is, and what they are reckoned with."""

from ui.pages.compare.basis import CostBasisPage
from ui.pages.compare.page import ComparePage
from ui.pages.compare.sureness import SurenessPage

PAGES = (
    ("project/{project}/quotes/compare", ComparePage, "Compare quotes"),
    ("project/{project}/quotes/sure", SurenessPage, "How sure is this order?"),
    ("project/{project}/quotes/basis", CostBasisPage, "What quotes are reckoned with"),
)

__all__ = ["PAGES", "ComparePage", "CostBasisPage", "SurenessPage"]
