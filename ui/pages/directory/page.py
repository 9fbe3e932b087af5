"""S09: every provider the broker knows, a hundred thousand as well as ten, with the chosen one beside it."""

import uuid
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFrame, QWidget

from app.queries import providers
from app.queries.lens import Lens
from app.queries.provider_filters import Filters, Looker
from app.queries.provider_rows import ProviderRow
from app.words import say, say_count
from ui.commands import Command
from ui.context import Context
from ui.models.paged import PagedModel, Sort
from ui.page import Page
from ui.pages.directory.columns import directory_columns, fitting_columns, tick_column
from ui.pages.directory.details import ProviderDetails
from ui.pages.directory.export import Exporting
from ui.pages.directory.filters import FilterBar
from ui.pages.directory.looking import Looking
from ui.pages.directory.ticked import Ticked
from ui.widgets.buttons import Button
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.side_panel import SidePanel
from ui.widgets.states import EmptyState
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Heading, Label, breakable


class DirectoryPage(Page):
    """Private to the broker. Only the rows that are looked at are read."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            "provider",
            "provider_credential",
            "provider_person",
            "provider_skill",
            "provider_rate",
            "provider_job",
        }
    )
    wide: ClassVar[bool] = True
    help_topic: ClassVar[str] = "directory"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._total = 0
        self.ticked = Ticked(context)
        self._chosen: uuid.UUID | None = None
        self._columns_of = directory_columns
        self._heading = Heading(say("Provider directory"))
        self._count = Label("", "dense", "text3")
        self.bar = FilterBar(context, self._looker)
        self.search = self.bar.search
        self.bar.changed.connect(self._narrow)
        self._look = Looking(context, self.bar)
        self._look.begun.connect(self._show_state)
        self.add = Button(say("Add a provider"), icon="plus")
        self.add.clicked.connect(lambda: context.go("provider/new"))
        self.bring = Button(say("Import a list"), "quiet", icon="upload")
        self.bring.clicked.connect(lambda: context.go("directory/import"))
        self.export = Button(say("Export the list"), "quiet", icon="download")
        self._exporting = Exporting(self, context, self.export)
        self.table = self._make_table()
        self._card = TableCard(self.table)
        self._range = Label("", "caption", "text3")
        self._nothing = EmptyState("search", say("Nothing found"), "", say("Show all providers"))
        self._nothing.chosen.connect(self.bar.reset)
        self._empty = EmptyState(
            "badge-check", say("No providers yet"),
            say("Import a list you have, or add the first one by hand."),
            say("Import a list"), other=say("Add a provider"),
        )  # fmt: skip
        self._empty.chosen.connect(lambda: context.go("directory/import"))
        self._empty.other_chosen.connect(lambda: context.go("provider/new"))
        self._not_yours = EmptyState(
            "lock-keyhole", say("The directory belongs to your broker"),
            say("You see the providers that were suggested for your project, with everything that was checked."),
            say("Go to Home"),
        )  # fmt: skip
        self._not_yours.chosen.connect(lambda: context.go("home"))
        self._details = ProviderDetails()
        self._details.opened.connect(lambda key: context.go(f"provider/{key}"))
        self._panel = SidePanel(say("Provider"), self._details, width=316)
        self._build()
        self.ticked.changed.connect(self._ticks_changed)

    def _ticks_changed(self) -> None:
        """Draw the boxes again; the form stands in place of the list and the details."""
        self.table.viewport().update()
        if self.context.lens is not Lens.BROKER:
            return
        form = self.ticked.form is not None
        if form:
            self.close_side()
        self._show_state()
        focused = self.focusWidget()
        if not form and self.isVisible() and (focused is None or not focused.isVisible()):
            self.table.setFocus()

    def _build(self) -> None:
        top = row(
            self._heading, self._count, self.ticked.untick, STRETCH,
            self.export, self.bring, self.add, self.ticked.ask, gap=8,
        )  # fmt: skip
        self._list = QFrame()
        self._list.setLayout(column(self.bar, 12, (self._card, 1), 6, self._range))
        self._acts = framed(top)
        others = (self._nothing, self._empty, self._not_yours)
        body = column(self._acts, (self.ticked, 1), 12, (self._list, 1), *((each, 1) for each in others))
        self.set_body(body, scrolls=False)
        self.set_side(self._panel, opened=False)

    def _make_table(self) -> Table:
        columns = (tick_column(self.ticked), *self._columns_of())
        model = PagedModel(columns, lambda: self._look.count(self._total), self._fetch, parent=self)
        table = Table(model, name=say("Providers"))
        table.opened.connect(self._open)
        table.chosen.connect(self._choose)
        table.ticked.connect(self.ticked.tick)
        return table

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return say("Directory")

    def commands(self) -> Sequence[Command]:
        if self.context.lens is not Lens.BROKER:
            return ()
        go = self.context.go
        return (
            Command(say("Add a provider"), lambda: go("provider/new"), icon="plus"),
            Command(say("Import a list of providers"), lambda: go("directory/import"), icon="upload"),
            Command(say("Export the list of providers"), self._exporting.ask, icon="download"),
        )

    def primary_focus(self) -> QWidget | None:
        for empty in (self._not_yours, self._empty):
            if not empty.isHidden():
                return empty.button
        form = self.ticked.target()
        if form is not None:
            return form
        return self.table if self.table.isVisible() else self.search

    def refresh(self) -> None:
        """Count again, and read the rows in sight again."""
        broker = self.context.lens is Lens.BROKER
        self._not_yours.setVisible(not broker)
        self._acts.setVisible(broker)
        if not broker:
            for part in (self._list, self._empty, self._nothing):
                part.hide()
            self.ticked.put_away()
            self._acts.hide()
            self._details.forget()
            self.close_side()
            return
        self._total = self.context.operations.read(providers.count)
        self.ticked.recall()
        self._look.find(self._show_again)

    def _show_again(self) -> None:
        place = self.table.currentIndex().row()
        bar = self.table.verticalScrollBar().value()
        self._model().reload()
        if 0 <= place < self._model().rowCount():
            self.table.setCurrentIndex(self._model().index(place, 0))
            self.table.verticalScrollBar().setValue(bar)
        self._show_state()
        self._show_details()

    def resizeEvent(self, event: Any) -> None:
        """Leave columns out where there is no room for all."""
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        """The same for another text size."""
        super().restyle()
        self._fit()

    def open_side(self) -> None:
        """Fewer columns stand beside the details."""
        super().open_side()
        self._fit()

    def close_side(self) -> None:
        """All columns again."""
        super().close_side()
        self._fit()

    # Reading --------------------------------------------------------------------------------------

    def _model(self) -> PagedModel:
        model = self.table.model()
        assert isinstance(model, PagedModel)
        return model

    def _looker(self) -> Looker:
        return Looker(self.context.lens, self.context.today(), self.context.formats)

    def _fetch(self, offset: int, limit: int, sort: Sort | None) -> Sequence[ProviderRow]:
        context = self.context
        query = partial(
            providers.page, lens=context.lens, today=context.today(), formats=context.formats,
            offset=offset, limit=limit, filters=self._look.shown or Filters(),
            sort=providers.Sort(sort.name) if sort else providers.Sort.NAME,
            descending=sort.descending if sort else False,
        )  # fmt: skip
        return context.operations.read(query)

    # Showing --------------------------------------------------------------------------------------

    def _show_state(self) -> None:
        found = self._model().rowCount()
        number = self.context.formats.number
        self._empty.setVisible(self._total == 0)
        self._list.setVisible(self._total > 0 and self.ticked.form is None)
        self._card.setVisible(found > 0)
        self._range.setVisible(found > 0)
        known = self._look.shown is not None
        self._nothing.setVisible(known and self._total > 0 and found == 0 and self.ticked.form is None)
        for part in (self.bring, self.add):
            part.setVisible(self._total > 0)
        self.export.setVisible(self._total > 0)
        if self._look.under_way:
            words = say("Looking…")
        elif self.bar.filters.narrow:
            words = say("{found} of {total}", found=number(found), total=number(self._total))
        else:
            words = say_count("{number} provider", "{number} providers", found, number=number(found))
        self._count.setText(words if self._total else "")
        self._range.setText(say("Space ticks, Enter opens a profile. Press a heading to sort."))
        for part in (self.export, self.bring, self.add):
            part.setVisible(self._total > 0 and self.ticked.form is None)
        self.add.setVisible(not self.add.isHidden() and not len(self.ticked))

    def _fit(self) -> None:
        """Choose the columns that fit, keeping what is sorted, chosen and seen."""
        beside = self._panel.isVisible() and self.effective_width() >= 1240
        columns = fitting_columns(self.effective_width() - (316 if beside else 0))
        if columns is self._columns_of:
            return
        self._columns_of = columns
        old, place = self.table, self.table.currentIndex().row()
        focused = old.hasFocus()
        self.table = self._make_table()
        _sort_alike(old, self.table)
        inner = self._card.layout()
        assert inner is not None
        inner.replaceWidget(old, self.table)
        old.hide()
        old.deleteLater()
        if 0 <= place < self._model().rowCount():
            self.table.setCurrentIndex(self._model().index(place, 0))
        if focused:
            self.table.setFocus()

    def _show_details(self) -> None:
        if self._chosen is None:
            return
        context = self.context
        profile = context.operations.read(
            partial(
                providers.profile, lens=context.lens, provider_id=self._chosen,
                today=context.today(), formats=context.formats,
            )
        )  # fmt: skip
        if profile is None:
            self._chosen = None
            self.close_side()
            return
        self._panel.heading.setText(breakable(profile.row.name))
        self._details.show_profile(profile)

    # Acting ---------------------------------------------------------------------------------------

    def _narrow(self) -> None:
        self._chosen = None
        self.close_side()
        self._look.find(self._show_narrowed)

    def _show_narrowed(self) -> None:
        self._model().reload()
        self.table.scrollToTop()
        self._show_state()
        found = self._model().rowCount()
        if not found:
            text = self.bar.filters.text
            self._nothing.set_sentence(
                say("No provider has “{text}” in its name, place or summary.", text=text)
                if text and not self.bar.filters.chosen
                else say("No provider fulfils all of these at once. Take a filter off.")
            )
        words = say_count("{count} provider found", "{count} providers found", found)
        self.context.notices.announce(words)

    def _choose(self, chosen: object) -> None:
        if isinstance(chosen, ProviderRow) and chosen.id != self._chosen:
            self._chosen = chosen.id
            self._show_details()
            if self.effective_width() >= 1240:
                self.open_side()

    def _open(self, opened: object) -> None:
        if isinstance(opened, ProviderRow):
            self.context.go(f"provider/{opened.id}")

    def export_to(self, path: Path) -> None:
        """Write the directory to `path`, as the same list that an import reads."""
        self._exporting.write(path)


def _sort_alike(old: Table, new: Table) -> None:
    """Sort `new` as `old` is, where it has that column."""
    header = old.horizontalHeader()
    before, after = old.model(), new.model()
    assert isinstance(before, PagedModel)
    assert isinstance(after, PagedModel)
    at = header.sortIndicatorSection()
    names = [each.sort_name for each in after.columns]
    if 0 <= at < len(before.columns) and (name := before.columns[at].sort_name) and name in names:
        new.sortByColumn(names.index(name), header.sortIndicatorOrder())
