"""What narrows the directory: a search field, the filters that stand, and a menu for each way to narrow."""

import json
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QSizePolicy

from app.queries import provider_filters
from app.queries.provider_filters import Choice, Facet, Filters, Looker
from app.words import say
from ui.context import Context
from ui.theme.current import theme
from ui.widgets.buttons import LinkButton
from ui.widgets.layouts import FlowLayout
from ui.widgets.navigation import SearchBox

KEPT = "directory.filters"
"""The preference in which the filters outlive the page."""


class _Chip(QPushButton):
    """A pill: a filter that stands, with a cross; or a way to narrow, with an arrow."""

    def __init__(self, words: str, icon: str, name: str, *, stands: bool) -> None:
        super().__init__(f"{words.replace('&', '&&')} ")
        self._icon = icon
        self.setProperty("kind", "filter")
        self.setCheckable(stands)
        self.setChecked(stands)
        self.setAccessibleName(name)
        self.setAutoDefault(False)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """Take font, height and icon again."""
        look = theme()
        self.setFont(look.font("dense_medium"))
        self.setFixedHeight(look.px(32))  # as high as the search field in the same row
        self.setIcon(look.icon(self._icon, "accent_text" if self.isCheckable() else "text2", 14))


class FilterBar(QFrame):
    """Search field, standing filters and menus. The counts in a menu are taken when it opens."""

    changed = Signal()

    def __init__(self, context: Context, looker: Callable[[], Looker]) -> None:
        super().__init__()
        self._context = context
        self._looker = looker
        self.filters = _kept(context.preferences.get(KEPT))
        self.search = SearchBox(
            say("Name, place or what they do"), name=say("Search the directory"), width=244
        )
        self.search.searched.connect(self._searched)
        self._menus = {facet: self._facet(facet, words) for facet, words in _names().items()}
        self.clear_all = LinkButton(say("Clear the filters"))
        self.clear_all.clicked.connect(self.reset)
        self._flow = FlowLayout(8)
        self.setLayout(self._flow)
        self._flow.addWidget(self.search)
        for chip in self._menus.values():
            self._flow.addWidget(chip)
        self._flow.addWidget(self.clear_all)
        self._standing: list[_Chip] = []
        self._show()

    def reset(self) -> None:
        """Show everybody again."""
        self.search.clear()
        self._take(Filters())
        self.search.setFocus()

    def forget(self) -> None:
        """Say nothing of what is looked for."""
        for chip in self._standing:
            chip.hide()

    def menu(self, facet: Facet) -> QMenu:
        """The menu of a facet, filled with its choices and how many each would leave."""
        menu = self._menus[facet].menu()
        assert menu is not None
        self._fill(menu, facet)
        return menu

    def _facet(self, facet: Facet, words: str) -> _Chip:
        chip = _Chip(words, "chevron-down", say("Filter: {facet}", facet=words), stands=False)
        menu = QMenu(chip)
        menu.setAccessibleName(words)
        menu.aboutToShow.connect(partial(self._fill, menu, facet))
        chip.setMenu(menu)
        return chip

    def _fill(self, menu: QMenu, facet: Facet) -> None:
        for action in menu.actions():
            inner = action.menu()
            if isinstance(inner, QMenu):
                inner.deleteLater()
        menu.clear()
        query = partial(provider_filters.choices, looker=self._looker(), filters=self.filters, facet=facet)
        found = self._context.operations.read(query)
        for choice in found:
            into = menu
            if facet is Facet.SKILLS:
                into = self._group(menu, choice)
            into.addAction(self._action(into, facet, choice))
        if not found:
            menu.addAction(say("Nothing to choose from")).setEnabled(False)

    def _group(self, menu: QMenu, choice: Choice) -> QMenu:
        """The part of the menu for the group of a skill; there are hundreds of skills."""
        known = menu.findChild(QMenu, choice.group)
        if isinstance(known, QMenu) and known.menuAction() in menu.actions():
            return known
        made = menu.addMenu(choice.group.replace("&", "&&"))
        made.setObjectName(choice.group)
        return made

    def _action(self, menu: QMenu, facet: Facet, choice: Choice) -> QAction:
        number = self._context.formats.number(choice.count)
        words = say("{choice} ({count})", choice=choice.words, count=number)
        action = QAction(words.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(choice.key in self.filters.of(facet))
        action.setEnabled(choice.count > 0 or action.isChecked())
        action.triggered.connect(lambda: self._take(self.filters.toggled(facet, choice.key)))
        return action

    def _searched(self, text: str) -> None:
        if text != self.filters.text:
            self._take(Filters(text, self.filters.chosen))

    def _take(self, filters: Filters) -> None:
        if filters == self.filters:
            return
        self.filters = filters
        kept = {facet.value: sorted(keys) for facet, keys in filters.chosen.items()}
        self._context.preferences.set(KEPT, json.dumps(kept) if kept else "")
        self._show()
        self.changed.emit()

    def _let_go(self, facet: Facet, key: str) -> None:
        self._take(self.filters.toggled(facet, key))
        self._menus[facet].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        """Standing filters come first, then the menus, so that a chip never moves what is pressed next."""
        looker = self._looker()
        while self._flow.count():
            self._flow.takeAt(0)
        for old in self._standing:
            old.hide()
            old.deleteLater()
        self._standing = []
        self._flow.addWidget(self.search)
        before: QPushButton | SearchBox = self.search
        for facet in Facet:
            for key in sorted(self.filters.of(facet)):
                words = provider_filters.standing_words(facet, key, looker)
                name = say("Take the filter “{filter}” off", filter=words)
                chip = _Chip(words, "x", name, stands=True)
                chip.clicked.connect(partial(self._let_go, facet, key))
                self._standing.append(chip)
                self._flow.addWidget(chip)
                chip.show()
                self.setTabOrder(before, chip)
                before = chip
        for menu_chip in self._menus.values():
            self._flow.addWidget(menu_chip)
            self.setTabOrder(before, menu_chip)
            before = menu_chip
        self._flow.addWidget(self.clear_all)
        self.setTabOrder(before, self.clear_all)
        self.clear_all.setVisible(bool(self.filters.chosen))
        self.restyle()
        self.updateGeometry()

    def restyle(self) -> None:
        """The link stands on the line of the pills beside it."""
        self.clear_all.setFixedHeight(theme().px(32))


def _names() -> dict[Facet, str]:
    return {
        Facet.CHECKS: say("Checks"),
        Facet.NEAR: say("How near"),
        Facet.KINDS: say("Takes on"),
        Facet.SKILLS: say("Skills"),
        Facet.START: say("Can start"),
        Facet.RATE: say("Rates"),
    }


def _kept(text: str) -> Filters:
    """The filters as they were kept; none where that cannot be read any more."""
    try:
        kept = json.loads(text) if text else {}
        chosen = {Facet(name): frozenset(map(str, keys)) for name, keys in kept.items()}
    except (ValueError, TypeError, AttributeError):
        return Filters()
    return Filters("", chosen)
