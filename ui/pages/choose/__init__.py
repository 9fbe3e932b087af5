"""The pages of a choice: one of the quotes, or none; and the decision as it stays on record."""

from ui.pages.choose.none import ChooseNonePage
from ui.pages.choose.page import ChoosePage

PAGES = (
    ("project/{project}/choose/none", ChooseNonePage, "Choose none"),
    ("project/{project}/choose/{quote}", ChoosePage, "Choose"),
)

__all__ = ["PAGES", "ChooseNonePage", "ChoosePage"]
