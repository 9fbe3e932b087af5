"""The real window on the clinic's project, opened on plan, progress, review and money."""

from typing import Any

from PySide6.QtWidgets import QApplication

from tests.ui.pages.quotes_world import Elsewhere, World
from tests.ui.standins import Places
from ui.pages import money, plan, progress, review_stage
from ui.shell.addresses import Routes

AREAS = (plan, progress, review_stage, money)


class DeliveryWorld(World):
    """A window whose pages are those of the work after a choice."""

    def open(self, address: str, size: tuple[int, int] = (1366, 768)) -> Any:
        """Show the page at `address` in a window of `size`; returns the page."""
        routes = Routes()
        for area in AREAS:
            for pattern, factory, title in area.PAGES:
                routes.register(pattern, factory, title)
        for pattern in ("home", "project/{project}/{part}", "project/{project}"):
            routes.register(pattern, Elsewhere, "Elsewhere")
        self.window.resize(*size)
        self.window.show()
        self.window.attach(self.context, routes, Places(), address)
        QApplication.processEvents()
        return self.page
