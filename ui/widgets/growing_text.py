"""Longer text in a box that grows with it, so that nothing is ever typed out of sight."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QSizePolicy, QTextEdit

from ui.theme.current import theme
from ui.widgets.dropped_files import brings_files
from ui.widgets.field import Field
from ui.widgets.layouts import row


class TextBox(QTextEdit):
    """The editor inside: plain text, Tab leaves it, as high as its lines.

    With `enter_commits`, Enter emits `entered` instead of starting a line.
    """

    entered = Signal()
    emptied = Signal()
    left = Signal()
    clicked = Signal()
    """Pressed and let go of at one place, where the cursor stands now."""

    def __init__(self, *, lines: int = 1, most: int = 12, enter_commits: bool = False) -> None:
        super().__init__()
        self._lines = lines
        self._most = most
        self._enter_commits = enter_commits
        self.decoration: object = None
        """Whatever marks words in the text, kept as long as the box is."""
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(3)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.restyle()

    def restyle(self) -> None:
        """Take font and height again."""
        self.setFont(theme().font("body"))
        self.viewport().setFont(theme().font("body"))  # the placeholder is drawn with this one
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), self.height())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Anything but files: those go on to what lies around it."""
        return not brings_files(source) and super().canInsertFromMimeData(source)

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        around = theme().px(2 * 5) + 2 + 2 * 3
        least = max(theme().px(36), line * self._lines + around)
        most = line * self._most + around
        wanted = round(self.document().size().height()) + theme().px(2 * 5) + 2
        self.setFixedHeight(max(least, min(wanted, most)))
        scrolls = wanted > most
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def take(self, text: str) -> None:
        """Put `text` in place of what stands there, so that undo in the box brings that back."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter commits where it is set to; Backspace in an empty box says so."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if self._enter_commits and plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Backspace and self.document().isEmpty():
            self.emptied.emit()
        else:
            super().keyPressEvent(event)
            if event.text().isspace():
                self._end_of_step()

    def _end_of_step(self) -> None:
        """What is typed from here on is undone by itself: Qt adds it to the last step only where that is "modified".

        Else one press would undo all that was ever typed into the box.
        """
        self.document().setModified(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._end_of_step()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.clicked.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class GrowingText(Field):
    """A text of one or more lines."""

    def __init__(
        self,
        text: str = "",
        *,
        lines: int = 3,
        placeholder: str = "",
        name: str = "",
        decorate: Callable[[QTextDocument], object] | None = None,
    ) -> None:
        """`decorate` is called with the document, to underline words in it."""
        super().__init__()
        self.box = TextBox(lines=lines)
        if decorate:
            self.box.decoration = decorate(self.box.document())
        self.box.setPlaceholderText(placeholder)
        self.setLayout(row(self.box, gap=0))
        self.setFocusProxy(self.box)
        self._quiet = False
        self.set_value(text)
        if name:
            self.set_name(name)
        self.box.textChanged.connect(self._typed)
        self.box.left.connect(self._left)

    def value(self) -> str:
        """The text without blanks at its ends."""
        return self.box.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Show `text` as committed."""
        self._committed = text.strip()
        self._put(text)

    def draft(self) -> str:
        return self.box.toPlainText()

    def restore(self, draft: Any) -> None:
        self._put(str(draft))

    def _put(self, text: str) -> None:
        self._quiet = True
        self.box.setPlainText(text)
        self._quiet = False

    def _typed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def _left(self) -> None:
        if self.value() != self._committed:
            self._committed = self.value()
            self.committed.emit()
