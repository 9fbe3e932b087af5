"""The page on which a stage is checked."""

from ui.pages.review_stage.page import ReviewStagePage

PAGES = (("project/{project}/stage/{stage}", ReviewStagePage, "Review a stage"),)

__all__ = ["PAGES", "ReviewStagePage"]
