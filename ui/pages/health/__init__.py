"""The page that says how the work is going."""

from ui.pages.health.page import HealthPageView

PAGES = (("project/{project}/progress/health", HealthPageView, "Health"),)

__all__ = ["PAGES", "HealthPageView"]
