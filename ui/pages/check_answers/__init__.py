"""S06 "Check your answers": before the brief is shared and agreed, and afterwards to read."""

from ui.pages.check_answers.page import CheckAnswersPage

PAGES = (("project/{project}/brief/check", CheckAnswersPage, "Check your answers"),)

__all__ = ["PAGES", "CheckAnswersPage"]
