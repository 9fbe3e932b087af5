"""The page of money."""

from ui.pages.money.page import MoneyPageView

PAGES = (("project/{project}/money", MoneyPageView, "Money"),)

__all__ = ["PAGES", "MoneyPageView"]
