"""A list of short statements, typed one after the other: Enter adds, Backspace in an empty one removes."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from app.words import say, say_count
from ui.theme.current import theme
from ui.widgets.announce import announce
from ui.widgets.buttons import IconButton
from ui.widgets.field import Field
from ui.widgets.growing_text import TextBox
from ui.widgets.layouts import column, row
from ui.widgets.text import Label


class _Row(QFrame):
    """One statement with its number, its menu and its remove button."""

    changed = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = TextBox(enter_commits=True)
        self.number = Label("", "dense_medium", "text3", tabular=True, align=Qt.AlignmentFlag.AlignRight)
        self.menu_button = IconButton("grip-vertical", say("Move"), tone="text3", side=24)
        self.remove_button = IconButton("x", say("Remove"), side=28)
        self.menu_button.clicked.connect(self._open_menu)
        self.remove_button.clicked.connect(self.removed)
        self.box.textChanged.connect(self.changed)
        top = Qt.AlignmentFlag.AlignVCenter
        self.setLayout(
            row(
                (self.menu_button, top),
                (self.number, top),
                (self.box, 1),
                (self.remove_button, top),
                gap=7,
            )
        )
        self.restyle()

    def restyle(self) -> None:
        """Take the width of the number again."""
        self.number.setFixedWidth(theme().px(18))

    def show_place(self, at: int, name: str, *, blank: bool) -> None:
        """Number and name the row; the blank row at the end can be neither moved nor removed."""
        self.number.setText(str(at + 1))
        self.box.setAccessibleName(say("{list}, number {number}", list=name, number=at + 1))
        self.menu_button.set_name(say("Move number {number}", number=at + 1))
        self.remove_button.set_name(say("Remove number {number}", number=at + 1))
        for button in (self.menu_button, self.remove_button):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
            button.setVisible(not blank)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move the statement."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(steps)
        else:
            super().keyPressEvent(event)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for words, steps in ((say("Move up"), -1), (say("Move down"), 1)):
            action = QAction(words, menu)
            action.triggered.connect(lambda _=False, by=steps: self.moved.emit(by))
            menu.addAction(action)
        menu.popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height())))


class ListEditor(Field):
    """Any number of statements in order. A blank one always waits at the end."""

    removed = Signal(str)
    """The statement that was taken out, for the page's undo toast."""

    def __init__(
        self,
        *,
        name: str = "",
        placeholder: str = "",
        decorate: Callable[[QTextDocument], object] | None = None,
        most: int = 40,
    ) -> None:
        """`decorate` is called with the document of each row, to underline words in it."""
        super().__init__()
        self._name = name
        self._placeholder = placeholder or say("Add one, then press Enter")
        self._decorate = decorate
        self._most = most
        self._rows: list[_Row] = []
        self._quiet = False
        self._committed: tuple[str, ...] = ()
        self._column = column(gap=8)
        self.setLayout(self._column)
        self.set_value(())

    def value(self) -> tuple[str, ...]:
        """The statements, without blanks and empty ones."""
        return tuple(filter(None, (each.box.toPlainText().strip() for each in self._rows)))

    def set_value(self, statements: Sequence[str]) -> None:
        """Show `statements` as committed; rows that stay keep their cursor."""
        self._committed = tuple(statements)
        self._put(statements)

    def draft(self) -> list[str]:
        return [each.box.toPlainText() for each in self._rows if each.box.toPlainText()]

    def restore(self, draft: Any) -> None:
        self._put([str(each) for each in draft])

    def set_name(self, name: str, description: str = "") -> None:
        """Name the list; every row is named after it and its number."""
        self._name = name
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self._number()

    def target(self) -> QWidget:
        """The first statement."""
        return self._rows[0].box

    def set_wrong(self, wrong: bool) -> None:
        """Mark the rows."""
        for each in self._rows:
            each.box.setProperty("wrong", wrong)
            each.box.style().unpolish(each.box)
            each.box.style().polish(each.box)

    def add(self, statement: str) -> None:
        """Append `statement`, as a press on a suggestion does."""
        self._rows[-1].box.setPlainText(statement)
        self._commit()

    def take(self, statements: Sequence[str]) -> int:
        """Show `statements` as if they had been typed; returns the row of the first that is another now."""
        before = [each.box.toPlainText() for each in self._rows]
        self._put(statements, typed=True)
        changed = (at for at, text in enumerate(statements) if at >= len(before) or text != before[at])
        self.edited.emit()
        self._commit()
        return next(changed, 0)

    def boxes(self) -> tuple[TextBox, ...]:
        """The editors of all rows, the blank one included."""
        return tuple(each.box for each in self._rows)

    def _put(self, statements: Sequence[str], *, typed: bool = False) -> None:
        self._quiet = True
        for at, statement in enumerate([*statements, ""]):
            if at == len(self._rows):
                self._append()
            box = self._rows[at].box
            if box.toPlainText() != statement:
                (box.take if typed else box.setPlainText)(statement)
        while len(self._rows) > len(statements) + 1:
            self._drop(self._rows[-1])
        self._quiet = False
        self._number()

    def _append(self) -> None:
        each = _Row()
        each.box.setPlaceholderText(self._placeholder)
        each.changed.connect(self._typed)
        each.moved.connect(lambda steps: self._move(each, steps))
        each.removed.connect(lambda: self._remove(each))
        each.box.entered.connect(lambda: self._enter(each))
        each.box.emptied.connect(lambda: self._back(each))
        each.box.left.connect(self._commit)
        if self._decorate:
            each.box.decoration = self._decorate(each.box.document())
        self._rows.append(each)
        self._column.addWidget(each)

    def _drop(self, each: _Row) -> None:
        self._rows.remove(each)
        self._column.removeWidget(each)
        each.hide()
        each.deleteLater()

    def _number(self) -> None:
        for at, each in enumerate(self._rows):
            blank = at == len(self._rows) - 1 and not each.box.toPlainText()
            each.show_place(at, self._name, blank=blank)

    def _typed(self) -> None:
        if self._quiet:
            return
        if self._rows[-1].box.toPlainText().strip() and len(self._rows) < self._most:
            self._append()
        self._number()
        self.edited.emit()

    def _enter(self, each: _Row) -> None:
        self._commit()
        at = min(self._rows.index(each) + 1, len(self._rows) - 1)
        self._rows[at].box.setFocus()

    def _back(self, each: _Row) -> None:
        at = self._rows.index(each)
        if at:
            if at < len(self._rows) - 1:
                self._remove(each)
            self._rows[at - 1].box.setFocus()

    def _remove(self, each: _Row) -> None:
        at = self._rows.index(each)
        statement = each.box.toPlainText().strip()
        self._rows[at + 1].box.setFocus()
        self._drop(each)
        self._number()
        self.edited.emit()
        self._commit()
        if statement:
            self.removed.emit(statement)

    def _move(self, each: _Row, steps: int) -> None:
        at = self._rows.index(each)
        to = at + steps
        if at == len(self._rows) - 1 or not 0 <= to < len(self._rows) - 1:
            return
        self._rows.insert(to, self._rows.pop(at))
        self._column.removeWidget(each)
        self._column.insertWidget(to, each)
        each.box.setFocus()
        self._number()
        announce(self, say("Now number {number}", number=to + 1))
        self.edited.emit()
        self._commit()

    def _commit(self) -> None:
        if self.value() != self._committed:
            self._committed = self.value()
            self.setAccessibleDescription(
                say_count("{count} statement", "{count} statements", len(self._committed))
            )
            self.committed.emit()
