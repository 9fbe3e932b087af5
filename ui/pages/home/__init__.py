"""Home: what needs this person now, and the project at a glance; for a broker, the desk."""

from ui.pages.home.page import HomePage

__all__ = ["PAGES", "HomePage"]

PAGES = (("home", HomePage, "Home"),)
