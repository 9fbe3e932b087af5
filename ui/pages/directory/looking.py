"""Whom the filters of the directory leave, found out beside the window where that takes a while."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.queries.found_providers import count_found, must_be_found
from app.queries.provider_filters import Filters
from app.words import say
from ui.context import Context
from ui.pages.directory.filters import FilterBar
from ui.read_first import Ahead, beside, must_wait, once


class Looking(QObject):
    """`shown` are the filters whose providers the table shows: not always those that stand by now."""

    begun = Signal()
    """A look began that takes a while."""

    def __init__(self, context: Context, bar: FilterBar) -> None:
        super().__init__(bar)
        self._context = context
        self._bar = bar
        self.shown: Filters | None = None
        """None until the first look is over."""

    @property
    def under_way(self) -> bool:
        """Whether others stand by now than are shown."""
        return self.shown != self._bar.filters

    def find(self, show: Callable[[], None]) -> None:
        """Find out whom the filters leave, then `show` them.

        Others may have been chosen when it is found out: then those are looked for.
        """
        filters = self._bar.filters
        found: dict[str, Any] = {"looker": self._bar.looker(), "filters": filters}
        ahead = Ahead(
            "found",
            partial(must_be_found, **found),
            partial(beside, partial(count_found, **found)),
            say("Looking through the directory…"),
        )
        if must_wait(self._context, ahead):
            once(self._context, ahead, partial(self.find, show), self, partial(self._stopped, show))
            self.begun.emit()
            return
        self.shown = filters
        show()

    def count(self, total: int) -> int:
        """How many of all are shown."""
        if self.shown is None:
            return 0
        if not self.shown.narrow:
            return total
        query = partial(count_found, looker=self._bar.looker(), filters=self.shown)
        return self._context.operations.read(query)

    def _stopped(self, show: Callable[[], None]) -> None:
        """What the table shows is what stands again."""
        self._bar.go_back(self.shown or Filters())
        self.find(show)
