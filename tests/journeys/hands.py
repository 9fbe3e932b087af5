"""A person at the window: finds what is in sight by its words, and uses only the mouse and the keyboard."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    Qt,
    QUrl,
)
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)

PATIENCE = 20.0
"""Seconds after which a person gives up looking for something."""

WHEEL = 120
CLOSE_MESSAGE = "Close this message"
MOST_TURNS = 200

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
Inputs = (QLineEdit, QPlainTextEdit, QTextEdit)


class Lost(AssertionError):
    """What the next step needs is not to be found; says what is in sight instead."""


class Hands:
    """Mouse and keyboard over `window`. Words are those a person reads or a screen reader speaks."""

    def __init__(self, window: QWidget, pictures: Path | None = None) -> None:
        self.window = window
        self.pictures = pictures
        self.steps: list[str] = []
        self.presses = 0

    # Looking --------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Let the program catch up with what was done."""
        for _ in range(6):
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def until(self, look: Callable[[], T | None], wanted: str) -> T:
        """What `look` finds, as soon as it finds it."""
        patience = time.monotonic() + PATIENCE
        while True:
            self.settle()
            with suppress(RuntimeError):  # a page that was replaced while it was looked at
                found = look()
                if found:
                    return found
            if time.monotonic() > patience:
                raise Lost(
                    f"{wanted} is not in sight. Step {len(self.steps)}: {self.steps[-1:]}\n{self.sight()}"
                )
            QTest.qWait(10)

    def top(self) -> QWidget:
        """The window in front: a menu, a dialog, or the program."""
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window

    def sight(self) -> str:
        """Everything to be read and used at the moment, a line each."""
        lines = [f"window: {self.window.windowTitle()}"]
        for each in self.top().findChildren(QWidget):
            if (
                not shiboken6.isValid(each)
                or not each.isVisible()
                or (
                    isinstance(each, QAbstractScrollArea)
                    and not isinstance(each, (*Inputs, QAbstractItemView))
                )
            ):
                continue
            off = "" if each.isEnabled() else " (off)"
            if isinstance(each, QAbstractButton):
                on = " [x]" if each.isChecked() else ""
                lines.append(f"  ({spoken(each)}){on}{off}")
            elif isinstance(each, QComboBox):
                lines.append(f"  {each.accessibleName()} v {each.currentText()}{off}")
            elif isinstance(each, Inputs):
                lines.append(f"  {each.accessibleName()} = {content(each)!r}{off}")
            elif isinstance(each, QAbstractItemView):
                lines.append(f"  list {each.accessibleName()}:")
                lines += [f"    - {index.data()}" for index in cells(each) if index.data()]
            elif isinstance(each, QLabel) and each.text():
                lines.append(f"  {each.text()}")
        return "\n".join(lines)

    def reads(self, words: str) -> None:
        """`words` are to be read somewhere."""
        self.until(lambda: self.sees(words), f"“{words}”")

    def sees(self, words: str) -> bool:
        """Whether `words` are to be read at the moment."""
        return words in self.sight()

    def chapter(self, name: str) -> None:
        """A chapter of the journey begins; its first screen is kept as a picture where that is asked for."""
        self.settle()
        self.steps.append(name)
        if self.pictures is not None:
            QTest.qWait(200)
            self.window.grab().save(str(self.pictures / f"{len(self.steps):02}-{name.replace(' ', '-')}.png"))

    # The mouse ------------------------------------------------------------------------------------

    def press(self, words: str, *, nth: int = 0, start: bool = False, last: bool = False) -> None:
        """Press the button, option or card named `words` (`start`: whose name begins so; `last`: of several)."""

        def look() -> QWidget | None:
            found = [
                each
                for each in self.top().findChildren(QAbstractButton)
                if each.isVisible() and each.isEnabled() and matches(spoken(each), words, start=start)
            ]
            return found[-1 if last else nth] if len(found) > nth else None

        button, spot = self.seek(look, f"The button “{words}”")
        if isinstance(button, QCheckBox | QRadioButton) and button.width() > 40:
            spot.setX(12)  # on the mark: beside the words nothing happens
        self.click(button, spot)
        self.settle()

    def pick_row(self, words: str, *, inside: str = "", twice: bool = False) -> None:
        """Click the row or item of a list that says `words`; `twice` opens it."""

        def look() -> tuple[QAbstractItemView, QModelIndex] | None:
            for view in self.top().findChildren(QAbstractItemView):
                if not view.isVisible() or not view.accessibleName().startswith(inside):
                    continue
                for index in cells(view):
                    enabled = index.flags() & Qt.ItemFlag.ItemIsEnabled
                    if enabled and words in str(index.data() or ""):
                        return view, index
            return None

        view, index = self.until(look, f"The row “{words}”")
        area = view.visualRect(index)
        for _ in range(MOST_TURNS):
            area = view.visualRect(index)
            if view.viewport().rect().contains(area.center()):
                break
            self._turn(view, down=area.center().y() > 0)
        spot = self.spot(view.viewport(), area)
        self.click(view.viewport(), spot, twice=twice)
        self.settle()

    def click(self, widget: QWidget, spot: QPoint, *, twice: bool = False) -> None:
        """Click at `spot` of `widget`: the window system decides what lies there."""
        handle = widget.window().windowHandle()
        assert isinstance(handle, QWindow)
        place = widget.mapTo(widget.window(), spot)
        if QApplication.activeWindow() is None:
            widget.window().activateWindow()  # as a click does on every screen but the offscreen one
        QTest.mouseMove(handle, place)
        act = QTest.mouseDClick if twice else QTest.mouseClick
        if twice:
            QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        act(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        self.presses += 1

    def seek(self, look: Callable[[], W | None], what: str) -> tuple[W, QPoint]:
        """What `look` finds and a point of it; looked for again where its page is made anew meanwhile."""
        for _ in range(MOST_TURNS):
            found = self.until(look, what)
            try:
                return found, self.spot(found)
            except RuntimeError:
                if shiboken6.isValid(found):
                    raise
        raise Lost(f"{what} is made anew without end.\n{self.sight()}")

    def spot(self, widget: QWidget, area: QRect | None = None) -> QPoint:
        """A point of `widget` that nothing covers, scrolled to with the wheel where it is out of sight."""
        for _ in range(MOST_TURNS):
            self.settle()
            wanted = QRect(area) if area is not None else QRect(widget.rect())
            seen = widget.visibleRegion().intersected(wanted).boundingRect()
            whole = seen.height() >= min(wanted.height(), 24) and seen.width() > 3
            point = seen.center()
            if whole and self._on_top(widget, point):
                return point
            if not (self._turn_towards(widget, wanted) or self._put_away_message()):
                break
        raise Lost(f"“{spoken(widget)}” cannot be brought into sight or is covered.\n{self.sight()}")

    def _on_top(self, widget: QWidget, point: QPoint) -> bool:
        window = widget.window()
        at = window.childAt(widget.mapTo(window, point))
        return at is not None and (at is widget or widget.isAncestorOf(at) or at.isAncestorOf(widget))

    def _put_away_message(self) -> bool:
        """Close a message that lies over what is wanted; False where there is none."""
        for each in self.window.findChildren(QAbstractButton):
            if each.isVisible() and spoken(each) == CLOSE_MESSAGE:
                self.click(each, each.rect().center())
                self.settle()
                return True
        return False

    def _turn_towards(self, widget: QWidget, wanted: QRect) -> bool:
        """Turn the wheel over the nearest area that hides `widget`; False where none does."""
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QAbstractScrollArea) and parent.verticalScrollBar().maximum() > 0:
                view = parent.viewport()
                middle = widget.mapTo(view, wanted.center()).y() if view.isAncestorOf(widget) else 0
                bar = parent.verticalScrollBar()
                before = bar.value()
                self._turn(parent, down=middle > view.height() / 2)
                if not shiboken6.isValid(bar) or bar.value() != before:
                    return True
            parent = parent.parentWidget()
        return False

    def _turn(self, area: QAbstractScrollArea, *, down: bool) -> None:
        view = area.viewport()
        centre = QPointF(4, view.height() / 2)  # at the margin: no input there takes the wheel for itself
        turn = QWheelEvent(
            centre, view.mapToGlobal(centre), QPoint(), QPoint(0, -WHEEL if down else WHEEL),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view, turn)
        self.settle()

    # The keyboard ---------------------------------------------------------------------------------

    def key(
        self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
    ) -> None:
        """Press a key, `times` over, wherever the focus is."""
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget() or self.top(), key, keys)
            self.presses += 1
        self.settle()

    def type(self, text: str) -> None:
        """Type `text` wherever the focus is."""
        focus = QApplication.focusWidget()
        if focus is None:
            raise Lost(f"Nothing takes what is typed.\n{self.sight()}")
        QTest.keyClicks(focus, text)
        self.presses += len(text)
        self.settle()

    def write(self, label: str, text: str, *, nth: int = 0, start: bool = False) -> None:
        """Click into the input named `label`, write `text` over what is there, and leave it with Tab."""
        field = self.input(label, nth=nth, start=start)
        spot = self.spot(field)
        self.click(field, QPoint(min(spot.x(), field.width() - 6), spot.y()))
        self.settle()
        self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(text)
        self.key(Qt.Key.Key_Tab)

    def input(self, label: str, *, nth: int = 0, start: bool = False) -> QWidget:
        """The input that is named `label`."""

        def look() -> QWidget | None:
            found = [
                each
                for kind in Inputs
                for each in self.top().findChildren(kind)
                if each.isVisible()
                and each.isEnabled()
                and matches(each.accessibleName(), label, start=start)
            ]
            return found[nth] if len(found) > nth else None

        return self.until(look, f"The input “{label}”")

    def choose(self, label: str, words: str, *, nth: int = 0) -> None:
        """Choose `words` in the list that drops down from `label`, with the arrow keys."""

        def look() -> QComboBox | None:
            found = [
                each
                for each in self.top().findChildren(QComboBox)
                if each.isVisible() and each.isEnabled() and each.accessibleName() == label
            ]
            return found[nth] if len(found) > nth else None

        box = self.until(look, f"The list “{label}”")
        spot = self.spot(box)
        self.click(box, spot)
        self.settle()
        open_ = box.view().isVisible()
        target: QWidget = box.view() if open_ else box
        QTest.keyClick(target, Qt.Key.Key_Home)
        for _ in range(box.count()):
            at = box.view().currentIndex().data() if open_ else box.currentText()
            if str(at or "").startswith(words):
                break
            QTest.keyClick(target, Qt.Key.Key_Down)
            self.presses += 1
        if open_:
            QTest.keyClick(target, Qt.Key.Key_Return)
        self.settle()
        if not box.currentText().startswith(words):
            raise Lost(f"“{words}” is not among the choices of “{label}”.\n{self.sight()}")

    def pick_in_menu(self, words: str) -> None:
        """Click the line of the open menu that begins with `words`."""

        def look() -> tuple[QMenu, QRect] | None:
            for menu in self.window.findChildren(QMenu):
                for action in menu.actions() if menu.isVisible() else ():
                    if action.isEnabled() and action.text().startswith(words):
                        return menu, menu.actionGeometry(action)
            return None

        menu, area = self.until(look, f"The line “{words}” of a menu")
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, area.center())
        self.presses += 1
        self.settle()

    @contextmanager
    def naming_a_file(self, path: Path) -> Iterator[None]:
        """Answer `path` where what is done in the block asks the system's own window where to put a file."""
        asked: list[str] = []

        def answer(_parent: QWidget, title: str, *_: object) -> tuple[str, str]:
            asked.append(title)
            return str(path), ""

        of_the_system, QFileDialog.getSaveFileName = QFileDialog.getSaveFileName, answer  # type: ignore[method-assign, assignment]
        try:
            yield
            self.until(lambda: asked, "A window that asks where to put a file")
        finally:
            QFileDialog.getSaveFileName = of_the_system  # type: ignore[method-assign]

    def drop(self, path: Path) -> None:
        """Drag the file at `path` over the window and let go of it in the middle: the window hands it on."""
        held = QMimeData()
        held.setUrls([QUrl.fromLocalFile(str(path))])
        handle = self.window.windowHandle()
        place = self.window.rect().center()
        told = (Qt.DropAction.CopyAction, held, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        for act in (
            QDragEnterEvent(place, *told),
            QDragMoveEvent(place, *told),
            QDropEvent(QPointF(place), *told),
        ):
            QApplication.sendEvent(handle, act)
        self.presses += 1
        self.settle()


def spoken(widget: QWidget) -> str:
    """What a widget is called: its spoken name, else its words."""
    if not shiboken6.isValid(widget):
        return ""
    words = widget.accessibleName()
    if not words and isinstance(widget, QAbstractButton):
        words = widget.text().replace("&&", "&").strip()
    return words


def matches(name: str, words: str, *, start: bool) -> bool:
    """Whether `name` is `words`, or begins with them."""
    return name.startswith(words) if start else name == words


def content(field: QWidget) -> str:
    """What stands in an input."""
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()  # type: ignore[attr-defined]


def cells(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """Every cell of a list or table, row by row."""
    model = view.model()
    for at in range(min(model.rowCount(), 200)):
        for across in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            yield model.index(at, across)
