"""S09: every provider the broker knows, a hundred thousand as well as ten, with the chosen one beside it."""

import uuid
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from app.queries import providers
from app.queries.lens import Lens
from app.queries.provider_rows import ProviderRow
from app.words import say, say_count
from app.workflows.provider_exports import provider_list
from ui.commands import Command
from ui.context import Context
from ui.models.paged import PagedModel, Sort
from ui.page import Page
from ui.pages.directory.columns import directory_columns, narrow_columns
from ui.pages.directory.details import ProviderDetails
from ui.widgets.buttons import Button
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.navigation import SearchBox
from ui.widgets.side_panel import SidePanel
from ui.widgets.states import EmptyState
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Heading, Label, breakable

ROOMY = 1300
"""Effective width from which all columns have room."""


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
        self._text = ""
        self._total = 0
        self._chosen: uuid.UUID | None = None
        self._roomy = True
        self._heading = Heading(say("Provider directory"))
        self._count = Label("", "dense", "text3")
        self.search = SearchBox(
            say("Name, place or what they do"), name=say("Search the directory"), width=300
        )
        self.search.searched.connect(self._search)
        self.add = Button(say("Add a provider"), "primary", icon="plus")
        self.add.clicked.connect(lambda: context.go("provider/new"))
        self.bring = Button(say("Import a list"), icon="upload")
        self.bring.clicked.connect(lambda: context.go("directory/import"))
        self.export = Button(say("Export the list"), "quiet", icon="download")
        self.export.clicked.connect(self._export)
        self.table = self._make_table()
        self._card = TableCard(self.table)
        self._range = Label("", "caption", "text3")
        self._nothing = EmptyState("search", say("Nothing found"), "", say("Show all providers"))
        self._nothing.chosen.connect(self.search.clear)
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

    def _build(self) -> None:
        top = row(self._heading, self._count, STRETCH, self.export, self.bring, self.add, gap=10)
        self._tools = framed(row(self.search, STRETCH))
        self._list = QFrame()
        self._list.setLayout(column(self._tools, 12, (self._card, 1), 6, self._range))
        self._acts = framed(top)
        others = (self._nothing, self._empty, self._not_yours)
        body = column(self._acts, 12, (self._list, 1), *((each, 1) for each in others))
        self.set_body(body, scrolls=False)
        self.set_side(self._panel, opened=False)

    def _make_table(self) -> Table:
        columns = directory_columns() if self._roomy else narrow_columns()
        model = PagedModel(columns, self._counted, self._fetch, parent=self)
        table = Table(model, name=say("Providers"))
        table.opened.connect(self._open)
        table.chosen.connect(self._choose)
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
            Command(say("Export the list of providers"), self._export, icon="download"),
        )

    def primary_focus(self) -> QWidget | None:
        for empty in (self._not_yours, self._empty):
            if not empty.isHidden():
                return empty.button
        return self.table if self.table.isVisible() else self.search

    def refresh(self) -> None:
        """Count again, and read the rows in sight again."""
        broker = self.context.lens is Lens.BROKER
        self._not_yours.setVisible(not broker)
        self._acts.setVisible(broker)
        if not broker:
            for part in (self._list, self._empty, self._nothing):
                part.hide()
            self._details.forget()
            self.close_side()
            return
        self._total = self.context.operations.read(providers.count)
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

    def _counted(self) -> int:
        if self.context.lens is not Lens.BROKER:
            return 0
        return self.context.operations.read(partial(providers.count, text=self._text))

    def _fetch(self, offset: int, limit: int, sort: Sort | None) -> Sequence[ProviderRow]:
        context = self.context
        query = partial(
            providers.page, lens=context.lens, today=context.today(), formats=context.formats,
            offset=offset, limit=limit, text=self._text,
            sort=providers.Sort(sort.name) if sort else providers.Sort.NAME,
            descending=sort.descending if sort else False,
        )  # fmt: skip
        return context.operations.read(query)

    # Showing --------------------------------------------------------------------------------------

    def _show_state(self) -> None:
        found = self._model().rowCount()
        number = self.context.formats.number
        self._empty.setVisible(self._total == 0)
        self._list.setVisible(self._total > 0)
        self._card.setVisible(found > 0)
        self._range.setVisible(found > 0)
        self._nothing.setVisible(self._total > 0 and found == 0)
        self.export.setEnabled(self._total > 0)
        for part in (self.bring, self.add):
            part.setVisible(self._total > 0)
        self.export.setVisible(self._total > 0)
        if self._text:
            words = say("{found} of {total}", found=number(found), total=number(self._total))
        else:
            words = say_count("{number} provider", "{number} providers", found, number=number(found))
        self._count.setText(words if self._total else "")
        self._range.setText(say("Press a heading to sort. Enter opens a profile."))

    def _fit(self) -> None:
        """Choose the columns that fit, keeping what is sorted, chosen and seen."""
        beside = self._panel.isVisible() and self.effective_width() >= 1240
        roomy = self.effective_width() - (316 if beside else 0) >= ROOMY
        if roomy == self._roomy:
            return
        self._roomy = roomy
        old, place = self.table, self.table.currentIndex().row()
        focused = old.hasFocus()
        self.table = self._make_table()
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

    def _search(self, text: str) -> None:
        if text == self._text:
            return
        self._text = text
        self._chosen = None
        self.close_side()
        self._model().reload()
        self.table.scrollToTop()
        self._show_state()
        found = self._model().rowCount()
        if not found:
            self._nothing.set_sentence(
                say("No provider has “{text}” in its name, place or summary.", text=text)
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

    def _export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, say("Export the list"), "providers.csv", say("Files ({kinds})", kinds="*.csv")
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the directory to `path`, as the same list that an import reads."""
        lens = self.context.lens
        content = self.context.operations.carry_out(partial(provider_list, lens=lens))
        if content is None:
            return
        try:
            path.write_bytes(content)
        except OSError:
            words = say(
                "“{file}” could not be written. Close it in other programs, or choose another place.",
                file=path.name,
            )
            self.context.notices.problem(words)
            return
        self.context.notices.toast(
            say(
                "The list is in “{file}”. It holds rates and notes told in confidence: keep it to yourself.",
                file=path.name,
            ),
            tone="success",
        )
