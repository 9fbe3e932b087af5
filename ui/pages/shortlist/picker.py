"""Find one provider of the directory by its name, without listing all of them."""

import uuid
from functools import partial
from typing import Any

from app.queries import providers
from app.queries.provider_filters import Filters
from app.queries.provider_rows import ProviderRow
from app.words import say
from ui.context import Context
from ui.widgets.choices import Option, RadioList
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.navigation import SearchBox
from ui.widgets.text import Label

SHOWN = 6


class ProviderPicker(Field):
    """Type part of a name; choose among the few that match. The value is the provider's id."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._found: dict[str, ProviderRow] = {}
        self.search = SearchBox(say("Part of the name"), name=say("Find a provider"), width=300)
        self.search.searched.connect(self._search)
        self._none = Label("", "dense", "text3", wrap=True)
        self._list = RadioList(())
        self._list.committed.connect(self._picked)
        self.setFocusProxy(self.search)
        self.setLayout(column(self.search, 6, self._none, self._list))
        self._search("")

    def value(self) -> uuid.UUID | None:
        """The id of the provider that was chosen."""
        key = self._list.value()
        return uuid.UUID(key) if key else None

    def chosen_name(self) -> str:
        """Its name."""
        row = self._found.get(self._list.value())
        return row.name if row is not None else ""

    def draft(self) -> Any:
        return [self.search.text(), self._list.value()]

    def restore(self, draft: Any) -> None:
        text, key = draft
        self.search.setText(str(text))
        self._search(str(text))
        self._list.set_value(str(key))

    def set_name(self, name: str, description: str = "") -> None:
        """Name the search and the list."""
        self.search.setAccessibleName(name)
        self.search.setAccessibleDescription(description)
        self._list.set_name(name)

    def _search(self, text: str) -> None:
        context = self._context
        rows = context.operations.read(
            partial(
                providers.page, lens=context.lens, today=context.today(), formats=context.formats,
                limit=SHOWN + 1, filters=Filters(text),
            )
        )  # fmt: skip
        shown = rows[:SHOWN]
        self._found = {str(row.id): row for row in shown}
        self._list.set_options([Option(str(row.id), row.name, row.place) for row in shown])
        if not shown:
            self._none.setText(say("No provider of the directory has that in its name, place or summary."))
        elif len(rows) > SHOWN:
            self._none.setText(say("There are more. Type a little more of the name."))
        self._none.setVisible(not shown or len(rows) > SHOWN)

    def _picked(self) -> None:
        self.edited.emit()
        self.committed.emit()
