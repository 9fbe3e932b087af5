"""The page on which quotes stand side by side."""

from ui.pages.compare.page import ComparePage

PAGES = (("project/{project}/quotes/compare", ComparePage, "Compare quotes"),)

__all__ = ["PAGES", "ComparePage"]
