"""The page of progress."""

from ui.pages.progress.page import ProgressPage

PAGES = (("project/{project}/progress", ProgressPage, "Progress"),)

__all__ = ["PAGES", "ProgressPage"]
