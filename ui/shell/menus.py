"""The menu bar: every act of the window by word, with its keys."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from app.words import say
from ui.delegates.rail import RailItem
from ui.operations import Operations
from ui.shell.keys import window_keys
from ui.theme.current import Scheme, theme

MENU_HEIGHT = 28
MENU_BELOW = 600
"""Window height under which the menu bar hides until Alt is pressed."""

FILE_ACTS = ("new_project", "open_file", "save", "print", "quit")
EDIT_ACTS = ("undo", "redo")
VIEW_ACTS = ("zoom_in", "zoom_out", "zoom_reset", "density", "lens")
HELP_ACTS = ("help", "keys")


class Menus:
    """Builds the bar of `window`. `acts` gives the function of each act of `window_keys`."""

    def __init__(
        self, window: QMainWindow, acts: Mapping[str, Callable[[], object]], go: Callable[[str], None]
    ) -> None:
        self._window = window
        self._go = go
        self._actions = {
            key.act: self._action(key.words, key.keys, acts[key.act])
            for key in window_keys()
            if key.act in acts
        }
        bar = window.menuBar()
        file, edit, view, self._places, help = menus = tuple(
            QMenu(words, window)
            for words in (say("&File"), say("&Edit"), say("&View"), say("&Project"), say("&Help"))
        )
        for menu in menus:
            bar.addMenu(menu)
        for menu, names in ((file, FILE_ACTS), (edit, EDIT_ACTS), (view, VIEW_ACTS), (help, HELP_ACTS)):
            menu.addActions([self._actions[name] for name in names if name in self._actions])
        view.addSeparator()
        self._schemes(view)
        help.addSeparator()
        help.addAction(self._action(say("About Sourcewright"), "", lambda: go("about")))
        file.insertSeparator(self._actions["quit"])
        file.insertAction(
            self._actions["quit"], self._action(say("Settings"), "Ctrl+,", lambda: go("settings"))
        )
        self.restyle()

    def show_places(self, items: Sequence[RailItem]) -> None:
        """List the places of the rail in the Project menu, the first nine with their keys."""
        self._places.clear()
        for at, item in enumerate(items, 1):
            action = QAction(item.words.replace("&", "&&"), self._places)
            if at <= 9:
                action.setShortcut(QKeySequence(f"Ctrl+{at}"))
            action.triggered.connect(lambda _=False, to=item.address: self._go(to))
            self._places.addAction(action)
        for old in [each for each in self._window.actions() if each.property("place")]:
            self._window.removeAction(old)
        for action in self._places.actions():  # so that their keys work while the bar is hidden
            action.setProperty("place", True)
            self._window.addAction(action)

    def show_steps(self, operations: Operations) -> None:
        """Name what Undo and Redo would do."""
        undo, redo = operations.undo_step(), operations.redo_step()
        words = say("Undo {act}", act=undo.label) if undo else say("Undo")
        self._actions["undo"].setText(words.replace("&", "&&"))
        self._actions["undo"].setEnabled(undo is not None)
        words = say("Redo {act}", act=redo.label) if redo else say("Redo")
        self._actions["redo"].setText(words.replace("&", "&&"))
        self._actions["redo"].setEnabled(redo is not None)

    def restyle(self) -> None:
        """Take font and height again."""
        bar = self._window.menuBar()
        bar.setFont(theme().font("dense"))
        if not bar.isNativeMenuBar():
            bar.setFixedHeight(theme().px(MENU_HEIGHT))

    def action(self, act: str) -> QAction:
        """The action bound to `act`."""
        return self._actions[act]

    def _action(self, words: str, keys: str, act: Callable[[], object]) -> QAction:
        action = QAction(words, self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: act())
        self._window.addAction(action)
        return action

    def _schemes(self, view: QMenu) -> None:
        words = {
            Scheme.SYSTEM: say("Colours of the system"),
            Scheme.LIGHT: say("Light colours"),
            Scheme.DARK: say("Dark colours"),
        }
        for scheme, name in words.items():
            view.addAction(self._action(name, "", partial(theme().set_scheme, scheme)))
