"""Finding one's way inside a page: breadcrumb, tabs, segments, filters, search field and step footer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QLayout, QPushButton, QSizePolicy, QWidget

from app.words import say
from ui.theme.current import theme
from ui.widgets.buttons import Button
from ui.widgets.dropped_files import NoFiles
from ui.widgets.layouts import FlowLayout, clear, row
from ui.widgets.text import Icon, Label, OneLine

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Breadcrumb(QFrame):
    """The pages above this one as links, then this page's title."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._row = row(gap=4)
        self._shown: tuple[object, ...] | None = None
        self.setLayout(self._row)
        self.setAccessibleName(say("You are here"))

    def show_path(self, crumbs: Sequence[tuple[str, str]], title: str) -> None:
        """Show (words, address) of each page above, and `title`; the same again leaves its links alone."""
        if (shown := (*crumbs, title)) == self._shown:
            return
        self._shown = shown
        clear(self._row)
        for words, address in crumbs:
            link = _Crumb(words)
            link.clicked.connect(lambda _=False, to=address: self.chosen.emit(to))
            self._row.addWidget(link)
            self._row.addWidget(Icon("chevron-right", "text3", 14))
        self._row.addWidget(OneLine(title, "dense_strong"))
        self._row.addStretch(1)


class _Crumb(QPushButton):
    def __init__(self, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setProperty("kind", "crumb")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(theme().font("dense"))
        self.setMinimumHeight(theme().px(26))


class _Toggles(QFrame):
    """Exclusive buttons in a row: the common part of tabs and segments."""

    chosen = Signal(str)
    kind = ""
    tall = 28

    def __init__(self, choices: Sequence[tuple[str, str]], *, name: str, chosen: str = "") -> None:
        super().__init__()
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.setAccessibleName(name)
        inner = self.make_layout()
        for key, words in choices:
            button = QPushButton(words.replace("&", "&&"))
            button.setAccessibleName(words)
            button.setProperty("kind", self.kind)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, to=key: self.chosen.emit(to))
            self._group.addButton(button)
            self._buttons[key] = button
            inner.addWidget(button)
        self.setLayout(inner)
        self.set_value(chosen or (choices[0][0] if choices else ""))
        self.restyle()

    def make_layout(self) -> QLayout:
        """How the buttons stand."""
        raise NotImplementedError

    def restyle(self) -> None:
        """Take fonts and heights again."""
        for button in self._buttons.values():
            button.setFont(theme().font("dense_medium"))
            button.setFixedHeight(theme().px(self.tall))

    def keys(self) -> tuple[str, ...]:
        """The keys of what can be chosen, in their order."""
        return tuple(self._buttons)

    def value(self) -> str:
        """The key that is chosen."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Choose `key` without telling anyone."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def set_words(self, key: str, words: str) -> None:
        """Say something else on one button, such as a count."""
        self._buttons[key].setText(words.replace("&", "&&"))
        self._buttons[key].setAccessibleName(words)


class Segments(_Toggles):
    """Two to five ways to look at the same thing."""

    kind = "segment"

    def make_layout(self) -> QLayout:
        self.setObjectName("segments")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return row(gap=2, margins=3)


class Tabs(_Toggles):
    """The parts of one page."""

    kind = "tab"
    tall = 34

    def make_layout(self) -> QLayout:
        # "Maximum" would be one row's height, and cut off what goes on below
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        return FlowLayout(20)  # long words go on below


class FilterChips(QFrame):
    """Filters that can be on together."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], *, name: str) -> None:
        super().__init__()
        self._buttons: dict[str, QPushButton] = {}
        self.setAccessibleName(name)
        flow = FlowLayout(8)
        for key, words in choices:
            button = QPushButton(words.replace("&", "&&"))
            button.setAccessibleName(words)
            button.setProperty("kind", "filter")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.toggled.connect(self._toggled)
            self._buttons[key] = button
            flow.addWidget(button)
        self.setLayout(flow)
        # "Maximum" would be one row's height, and cut off what goes on below
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.restyle()

    def value(self) -> frozenset[str]:
        """The keys that are on."""
        return frozenset(key for key, button in self._buttons.items() if button.isChecked())

    def set_value(self, keys: Sequence[str] | frozenset[str]) -> None:
        """Switch exactly `keys` on."""
        for key, button in self._buttons.items():
            button.setChecked(key in keys)

    def restyle(self) -> None:
        """Take fonts and heights again."""
        for button in self._buttons.values():
            button.setFont(theme().font("dense_medium"))
            button.setFixedHeight(theme().px(28))
        self._show_ticks()

    def _show_ticks(self) -> None:
        """Tick or plus, so that it is not colour alone that says which filters are on."""
        look = theme()
        for button in self._buttons.values():
            on = button.isChecked()
            button.setIcon(look.icon("check" if on else "plus", "accent_text" if on else "text3", 14))

    def _toggled(self) -> None:
        self._show_ticks()
        self.changed.emit()


class SearchBox(NoFiles):
    """Searches while one types, a moment after the last key; Esc clears it."""

    searched = Signal(str)

    WAIT_MS = 150

    def __init__(self, placeholder: str, *, name: str = "", width: int = 244) -> None:
        super().__init__()
        self._width = width
        self._icon = Icon("search", "text3", 16)
        self._icon.setParent(self)
        self.setObjectName("search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(self.WAIT_MS)
        self._timer.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(self._timer.start)
        self.restyle()

    def restyle(self) -> None:
        """Take font, size and the place of the icon again."""
        look = theme()
        self.setFont(look.font("dense"))
        self.setFixedHeight(look.px(32))
        if self._width:
            self.setFixedWidth(look.px(self._width))
        self._icon.restyle()
        self._icon.move(look.px(10), (self.height() - self._icon.height()) // 2)
        self.setTextMargins(look.px(21), 0, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears; Enter searches at once."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._timer.stop()
            self.searched.emit(self.text().strip())
        else:
            super().keyPressEvent(event)


class _StepButton(Button):
    """Takes a double click as one: its second half would press the button of the page that came meanwhile."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Done with the first half."""
        event.accept()


class StepFooter(QFrame):
    """The foot of a task page: the one primary button, a way out, and at the right a note or a reason."""

    continued = Signal()
    closed = Signal()

    def __init__(
        self,
        primary: str = "",
        other: str = "",
        *,
        keys: str = "Ctrl+Return",
        note: str = "",
        beside: QWidget | None = None,
    ) -> None:
        """`primary` and `other` default to "Continue" and "Save and close"."""
        super().__init__()
        self.setObjectName("footer")
        self.primary = _StepButton(primary or say("Continue"), "primary")
        self.other = _StepButton(other or say("Save and close"), "quiet")
        self.note = Label(note or say("Ctrl+Enter to continue"), "caption", "text3", wrap=True, align=RIGHT)
        self.note.setAccessibleName(self.note.text())
        self.primary.clicked.connect(self.continued)
        self.other.clicked.connect(self.closed)
        if keys:
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(self.primary.click)
        self._row = row(self.primary, self.other, beside, (self.note, 1), gap=10, margins=(32, 0, 24, 0))
        self.setLayout(self._row)
        self.restyle()

    def set_words(self, primary: str = "", other: str = "", note: str = "") -> None:
        """Name the two buttons and what the keys do; "" is what each says by itself."""
        self.primary.set_words(primary or say("Continue"))
        self.other.set_words(other or say("Save and close"))
        self.note.setText(note or say("Ctrl+Enter to continue"))

    def show_primary(self, shown: bool) -> None:
        """Leave only the way out where there is nothing to go on with."""
        self.primary.setVisible(shown)
        self.note.setVisible(shown)

    def set_reason(self, reason: str) -> None:
        """Disable the primary button for `reason`, shown at the right; "" enables it again."""
        self.primary.setEnabled(not reason)
        self.note.setText(reason)
        self.note.set_tone("warn_text" if reason else "text3")
        self.primary.setAccessibleDescription(reason)

    def set_note(self, note: str) -> None:
        """Say something else at the right end, such as when it was saved."""
        self.note.setText(note)

    def restyle(self) -> None:
        """Take height and margins again: lower where the window is short."""
        look = theme()
        window = self.window()
        short = window is not self and window.height() < 600
        self.setFixedHeight(look.px(52 if short else 64))
        padding = look.page_padding(window.width() / look.zoom if window is not self else 1366)
        self._row.setContentsMargins(padding, 0, 24, 0)

    def showEvent(self, event: object) -> None:
        """The window's size is known now."""
        self.restyle()
