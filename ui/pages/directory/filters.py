"""What narrows the directory: a search field, the filters that stand, and a menu for each way to narrow."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QSizePolicy

from app.queries.filter_choices import Choice, standing_words, uncounted
from app.queries.found_providers import choices_of, must_be_counted
from app.queries.provider_filters import Facet, Filters, Looker
from app.words import say
from ui.context import Context
from ui.read_first import Ahead, beside, must_wait, once
from ui.theme.current import theme
from ui.widgets.buttons import LinkButton
from ui.widgets.layouts import FlowLayout
from ui.widgets.navigation import SearchBox

KEPT = "directory.filters"
"""The preference in which the filters outlive the page."""

FIRST = (Facet.SKILLS, Facet.TIER, Facet.CHECKS, Facet.PLACE, Facet.FREE)
"""What the directory is narrowed by most: these have a menu of their own, the others share one."""


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


def _menu_of(chip: _Chip) -> QMenu:
    """A menu that reads as the rest of the window does: only the chip is turned round, for its arrow."""
    menu = QMenu(chip)
    menu.setLayoutDirection(QGuiApplication.layoutDirection())
    return menu


class FilterBar(QFrame):
    """Search field, standing filters and menus. The counts in a menu are taken when it opens."""

    changed = Signal()

    def __init__(self, context: Context, looker: Callable[[], Looker]) -> None:
        super().__init__()
        self._context = context
        self.looker = looker
        self.filters = _kept(context.preferences.get(KEPT))
        self.search = SearchBox(
            say("Name, place or what they do"), name=say("Search the directory"), width=244
        )
        self.search.searched.connect(self._searched)
        names = _names()
        self._menus = {facet: self._facet(facet, names[facet]) for facet in FIRST}
        self._more = _Chip(say("More filters"), "chevron-down", say("More filters"), stands=False)
        self._inner = self._share(names)
        self.clear_all = LinkButton(say("Clear the filters"))
        self.clear_all.clicked.connect(self.reset)
        self._flow = FlowLayout(8)
        self.setLayout(self._flow)
        self._flow.addWidget(self.search)
        for chip in (*self._menus.values(), self._more):
            self._flow.addWidget(chip)
        self._flow.addWidget(self.clear_all)
        self._standing: list[_Chip] = []
        self._show()

    def reset(self) -> None:
        """Show everybody again."""
        self.search.clear()
        self._take(Filters())
        self.search.setFocus()

    def go_back(self, filters: Filters) -> None:
        """Let these filters stand again, as what was asked last was not found out."""
        self._stand(filters)
        self.search.blockSignals(True)
        self.search.setText(filters.text)
        self.search.blockSignals(False)

    def forget(self) -> None:
        """Say nothing of what is looked for."""
        for chip in self._standing:
            chip.hide()

    def menu(self, facet: Facet) -> QMenu:
        """The menu of a facet, filled with its choices and how many each would leave."""
        menu = self._inner[facet] if facet in self._inner else self._menus[facet].menu()
        assert menu is not None
        self._fill(menu, facet)
        return menu

    def _share(self, names: Mapping[Facet, str]) -> dict[Facet, QMenu]:
        """One menu with a part for each way to narrow that has none of its own."""
        whole = _menu_of(self._more)
        whole.setAccessibleName(say("More filters"))
        self._more.setMenu(whole)
        inner = {facet: whole.addMenu(words) for facet, words in names.items() if facet not in FIRST}
        for facet, menu in inner.items():
            menu.aboutToShow.connect(partial(self._fill, menu, facet))
        return inner

    def _facet(self, facet: Facet, words: str) -> _Chip:
        chip = _Chip(words, "chevron-down", say("Filter: {facet}", facet=words), stands=False)
        menu = _menu_of(chip)
        menu.setAccessibleName(words)
        menu.aboutToShow.connect(partial(self._fill, menu, facet))
        chip.setMenu(menu)
        return chip

    def _fill(self, menu: QMenu, facet: Facet) -> None:
        """Its choices, at once; where it takes a while to count them, the numbers follow when they are there."""
        asked: dict[str, Any] = {"looker": self.looker(), "filters": self.filters, "facet": facet}
        counted = Ahead(
            "counts",
            partial(must_be_counted, **asked),
            partial(beside, partial(choices_of, **asked)),
            say("Counting the choices…"),
        )
        if must_wait(self._context, counted):
            self._put(menu, facet, uncounted(**asked), counting=True)
            once(self._context, counted, partial(self._count, menu, facet, self.filters), menu)
        else:
            self._put(menu, facet, self._context.operations.read(partial(choices_of, **asked)))

    def _count(self, menu: QMenu, facet: Facet, filters: Filters) -> None:
        """Counted by now; of a menu that was shut for other filters nobody wants to know any more."""
        if filters == self.filters or menu.isVisible():
            self._fill(menu, facet)

    def _put(self, menu: QMenu, facet: Facet, found: Sequence[Choice], *, counting: bool = False) -> None:
        """Show the choices; those that are there already change where they stand, as the menu may be open."""
        unknown = counting and facet is Facet.PLACE  # countries are found by counting
        told = {choice.key: choice for choice in found}
        there = _choices(menu)
        if there.keys() >= told.keys() and there and not unknown:
            for key, action in there.items():
                action.setVisible(key in told)
                if key in told:
                    self._tell(action, facet, told[key])
            for inner in _inner(menu):
                inner.menuAction().setVisible(any(each.isVisible() for each in inner.actions()))
            return
        for inner in _inner(menu):
            inner.deleteLater()
        menu.clear()
        for choice in found:
            into = self._group(menu, choice) if facet is Facet.SKILLS else menu
            action = QAction(into)
            action.setCheckable(True)
            action.setData(choice.key)
            action.triggered.connect(partial(self._toggle, facet, choice.key))
            self._tell(action, facet, choice)
            into.addAction(action)
        if unknown or not found:
            words = say("Counting…") if unknown else say("Nothing to choose from")
            menu.addAction(words).setEnabled(False)

    def _group(self, menu: QMenu, choice: Choice) -> QMenu:
        """The part of the menu for the group of a skill; there are hundreds of skills."""
        known = menu.findChild(QMenu, choice.group)
        if isinstance(known, QMenu) and known.menuAction() in menu.actions():
            return known
        made = menu.addMenu(choice.group.replace("&", "&&"))
        made.setObjectName(choice.group)
        return made

    def _tell(self, action: QAction, facet: Facet, choice: Choice) -> None:
        """Its words, whether it stands, and whether it can be chosen: what leaves nobody cannot."""
        words = choice.words
        if choice.count is not None:
            number = self._context.formats.number(choice.count)
            words = say("{choice} ({count})", choice=choice.words, count=number)
        action.setText(words.replace("&", "&&"))
        action.setChecked(choice.key in self.filters.of(facet))
        action.setEnabled(choice.count != 0 or action.isChecked())

    def _toggle(self, facet: Facet, key: str, *_: object) -> None:
        self._take(self.filters.toggled(facet, key))

    def _searched(self, text: str) -> None:
        if text != self.filters.text:
            self._take(Filters(text, self.filters.chosen))

    def _take(self, filters: Filters) -> None:
        if filters != self.filters:
            self._stand(filters)
            self.changed.emit()

    def _stand(self, filters: Filters) -> None:
        self.filters = filters
        kept = {facet.value: sorted(keys) for facet, keys in filters.chosen.items()}
        self._context.preferences.set(KEPT, json.dumps(kept) if kept else "")
        self._show()

    def _let_go(self, facet: Facet, key: str) -> None:
        self._take(self.filters.toggled(facet, key))
        self._menus.get(facet, self._more).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        """Standing filters come first, then the menus, so that a chip never moves what is pressed next."""
        looker = self.looker()
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
                words = standing_words(facet, key, looker)
                name = say("Take the filter “{filter}” off", filter=words)
                chip = _Chip(words, "x", name, stands=True)
                chip.clicked.connect(partial(self._let_go, facet, key))
                self._standing.append(chip)
                self._flow.addWidget(chip)
                chip.show()
                self.setTabOrder(before, chip)
                before = chip
        for menu_chip in (*self._menus.values(), self._more):
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


def _inner(menu: QMenu) -> list[QMenu]:
    """The parts of a menu that are menus themselves."""
    return [inner for each in menu.actions() if isinstance(inner := each.menu(), QMenu)]


def _choices(menu: QMenu) -> dict[str, QAction]:
    """What can be chosen in a menu and its parts, by key; nothing where a line stands instead of choices."""
    lines = [*menu.actions(), *(each for inner in _inner(menu) for each in inner.actions())]
    found = {str(each.data() or ""): each for each in lines if each.menu() is None}
    return {} if "" in found else found


def _names() -> dict[Facet, str]:
    return {
        Facet.SKILLS: say("Skills"),
        Facet.KINDS: say("Takes on"),
        Facet.SECTOR: say("Trade"),
        Facet.TIER: say("Standing"),
        Facet.CHECKS: say("Checks"),
        Facet.CREDENTIALS: say("Holds"),
        Facet.PLACE: say("Country"),
        Facet.NEAR: say("How near"),
        Facet.FREE: say("Free days"),
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
