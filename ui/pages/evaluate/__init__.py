"""The page on which quotes are judged, by whoever judges them."""

from ui.pages.evaluate.page import EvaluatePage

PAGES = (("project/{project}/quotes/evaluate", EvaluatePage, "Judge the quotes"),)

__all__ = ["PAGES", "EvaluatePage"]
