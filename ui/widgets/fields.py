"""One-line inputs: text, money, dates, numbers, and one of a few options."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from babel.numbers import get_currency_symbol
from PySide6.QtCore import QDate, QPoint, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QMenu,
    QWidget,
    QWidgetAction,
)

from app.analysis.money import Money
from app.words import say
from app.words.entry import Entry, read_day, read_money, read_number
from app.words.formats import Formats
from ui.theme.current import theme
from ui.widgets.buttons import IconButton
from ui.widgets.dropped_files import NoFiles
from ui.widgets.field import Field
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.text import Label

T = TypeVar("T")


class Line(NoFiles):
    """A line edit that grows with the text size; `chars` sets a width for short answers."""

    def __init__(self, placeholder: str = "", *, chars: int = 0, dense: bool = False) -> None:
        super().__init__()
        self._chars = chars
        self._dense = dense
        self.setPlaceholderText(placeholder)
        self.restyle()

    def restyle(self) -> None:
        """Take font and height again."""
        look = theme()
        self.setFont(look.font("dense" if self._dense else "body"))
        self.setFixedHeight(look.px(32 if self._dense else 36))
        if self._chars:
            self.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * self._chars + look.px(40))


class TextField(Field):
    """A short text."""

    entered = Signal()

    def __init__(
        self, text: str = "", *, placeholder: str = "", chars: int = 0, name: str = "", longest: int = 300
    ) -> None:
        super().__init__()
        self.line = Line(placeholder, chars=chars)
        self.line.setMaxLength(longest)
        self.setLayout(row(self.line, STRETCH if chars else None, gap=0))
        self.setFocusProxy(self.line)
        self.set_value(text)
        if name:
            self.set_name(name)
        self.line.textEdited.connect(self.edited)
        self.line.editingFinished.connect(self._left)
        self.line.returnPressed.connect(self.entered)

    def value(self) -> str:
        """The text without blanks at its ends."""
        return self.line.text().strip()

    @property
    def unfinished(self) -> bool:
        """Whether something has been typed that is not committed yet, which a refresh must leave alone."""
        return self.value() != self._committed

    def set_value(self, text: str) -> None:
        """Show `text` as committed."""
        self._committed = text.strip()
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def draft(self) -> str:
        return self.line.text()

    def restore(self, draft: Any) -> None:
        self.line.setText(str(draft))

    def _left(self) -> None:
        if self.value() != self._committed:
            self._committed = self.value()
            self.committed.emit()


class EchoField(Field, Generic[T]):
    """A line whose text is read tolerantly; how it was understood is echoed beneath it."""

    def __init__(
        self,
        read: Callable[[str], Entry[T]],
        write: Callable[[T], str],
        *,
        prefix: str = "",
        chars: int = 14,
        placeholder: str = "",
        name: str = "",
        beside: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._read = read
        self._write = write
        self._committed: T | None = None
        self.line = Line(placeholder, chars=chars)
        self.echo = Label("", "caption", "text3")
        self.echo.setWordWrap(True)
        self._prefix = Label(prefix, "body", "text3", parent=self.line)
        self.setLayout(column(row(self.line, beside, STRETCH, gap=4), self.echo, gap=3))
        self.setFocusProxy(self.line)
        if name:
            self.set_name(name)
        self.restyle()
        self._show_echo()
        self.line.textChanged.connect(self._show_echo)
        self.line.textEdited.connect(self.edited)
        self.line.editingFinished.connect(self._left)

    def restyle(self) -> None:
        """Take the place of the currency sign again."""
        self.line.restyle()
        self._prefix.restyle()
        self._prefix.adjustSize()
        if self._prefix.text():
            self._prefix.move(theme().px(10), (self.line.height() - self._prefix.height()) // 2)
            self.line.setTextMargins(self._prefix.width() + 6, 0, 0, 0)

    def entry(self) -> Entry[T]:
        """The text as understood."""
        return self._read(self.line.text())

    def value(self) -> T | None:
        """The value, or None for no or for unreadable text; `problem` tells the two apart."""
        return self.entry().value

    def set_value(self, value: T | None) -> None:
        """Show `value` as committed."""
        self._committed = value
        self.line.setText("" if value is None else self._write(value))

    def problem(self) -> str:
        return self.entry().problem

    def draft(self) -> str:
        return self.line.text()

    def restore(self, draft: Any) -> None:
        self.line.setText(str(draft))

    def _show_echo(self) -> None:
        entry = self.entry()
        self.echo.setText(entry.problem if entry.problem and not self.line.hasFocus() else entry.echo)
        # Decided once: shown and hidden again, it would lay out all that stands around it twice.
        self.echo.setVisible(bool(self.echo.text()) and self._echoes(entry))

    def _echoes(self, entry: Entry[T]) -> bool:
        """Whether how it was understood needs a line of its own."""
        return True

    def _left(self) -> None:
        entry = self.entry()
        self._show_echo()
        if entry.problem:
            return
        if entry.value is not None:
            tidy = self._write(entry.value)
            # Only where the tidy form reads back as the same value: "1.250" dinars would not.
            if tidy != self.line.text() and self._read(tidy).value == entry.value:
                self.line.setText(tidy)
        if entry.value != self._committed:
            self._committed = entry.value
            self.committed.emit()


class MoneyEdit(EchoField[Money]):
    """An amount in one currency, typed in any common notation."""

    def __init__(self, currency: str, formats: Formats, *, name: str = "", chars: int = 14) -> None:
        symbol = get_currency_symbol(currency, locale=formats.locale)
        super().__init__(
            lambda text: read_money(text, currency, formats),
            lambda money: formats.number(money.decimal),
            prefix=symbol,
            chars=chars,
            name=name,
        )


class NumberEdit(EchoField[Decimal]):
    """A number, optionally within bounds (both ends allowed) and followed by its unit."""

    def __init__(
        self,
        formats: Formats,
        *,
        unit: str = "",
        least: Decimal | None = None,
        most: Decimal | None = None,
        whole: bool = False,
        name: str = "",
        chars: int = 8,
    ) -> None:
        def read(text: str) -> Entry[Decimal]:
            entry = read_number(text, formats)
            return entry if entry.value is None else _bounded(entry, formats, least, most, whole)

        after = Label(unit, "body", "text2") if unit else None
        super().__init__(read, formats.number, chars=chars, name=name, beside=after)

    def _echoes(self, entry: Entry[Decimal]) -> bool:
        return bool(entry.problem)  # a plain number needs no second reading


def _bounded(
    entry: Entry[Decimal], formats: Formats, least: Decimal | None, most: Decimal | None, whole: bool
) -> Entry[Decimal]:
    value = entry.value
    assert value is not None
    if whole and value != value.to_integral_value():
        return Entry(problem=say("Enter a whole number"))
    if least is not None and value < least:
        return Entry(problem=say("Enter {least} or more", least=formats.number(least)))
    if most is not None and value > most:
        return Entry(problem=say("Enter {most} or less", most=formats.number(most)))
    return entry


class DateField(EchoField[date]):
    """A date, typed ("fri", "in 2 weeks", "30/11") or picked from a calendar."""

    def __init__(
        self, today: Callable[[], date], formats: Formats, *, name: str = "", chars: int = 16
    ) -> None:
        self._today = today
        self._formats = formats
        self._button = IconButton("calendar-days", say("Pick a date"), side=36)
        super().__init__(
            lambda text: read_day(text, today(), formats),
            formats.day,
            chars=chars,
            name=name,
            beside=self._button,
        )
        self._button.clicked.connect(self._pick)

    def set_name(self, name: str, description: str = "") -> None:
        """Name the line and its calendar button."""
        super().set_name(name, description)
        self._button.set_name(say("Pick a date: {field}", field=name))

    def _pick(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setAccessibleName(say("Calendar"))
        calendar.setGridVisible(False)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        day = self.value() or self._today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)

        def take(picked: QDate) -> None:
            menu.close()
            self.line.setText(self._formats.day(date(picked.year(), picked.month(), picked.day())))
            self.edited.emit()
            self._left()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        menu.popup(self.mapToGlobal(QPoint(0, self.line.height() + 4)))
        calendar.setFocus()


class _Combo(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page must not change an answer under the pointer."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Choice(Field):
    """One of several options in a drop-down: (key, words) pairs; `blank` stands for no answer."""

    def __init__(self, options: Sequence[tuple[str, str]], *, blank: str = "", name: str = "") -> None:
        super().__init__()
        self.combo = _Combo()
        self.setLayout(row(self.combo, STRETCH, gap=0))
        self.setFocusProxy(self.combo)
        self.set_options(options, blank=blank)
        if name:
            self.set_name(name)
        self.restyle()
        self.combo.activated.connect(self._chosen)

    def restyle(self) -> None:
        """Take font and height again."""
        self.combo.setFont(theme().font("body"))
        self.combo.setFixedHeight(theme().px(36))

    def set_options(self, options: Sequence[tuple[str, str]], *, blank: str = "") -> None:
        """Offer other options; the choice is kept where it is still among them."""
        before = self.value()
        self.combo.clear()
        if blank:
            self.combo.addItem(blank, "")
        for key, words in options:
            self.combo.addItem(words, key)
        self.set_value(before)

    def value(self) -> str:
        """The key of the choice; empty for none."""
        key = self.combo.currentData()
        return str(key) if key else ""

    def set_value(self, key: str | None) -> None:
        """Choose `key`; a key that is not offered chooses the blank, or the first."""
        self.combo.setCurrentIndex(max(0, self.combo.findData(key or "")) if self.combo.count() else -1)

    def draft(self) -> str:
        return self.value()

    def restore(self, draft: Any) -> None:
        self.set_value(str(draft))

    def _chosen(self) -> None:
        self.edited.emit()
        self.committed.emit()


class Tick(Field):
    """One yes-or-no, with its words beside the box."""

    def __init__(self, words: str, ticked: bool = False) -> None:
        super().__init__()
        self.box = QCheckBox(words.replace("&", "&&"))
        self.box.setAccessibleName(words)
        self.box.setChecked(ticked)
        self.setLayout(row(self.box, STRETCH, gap=0))
        self.setFocusProxy(self.box)
        self.restyle()
        self.box.clicked.connect(self.edited)
        self.box.clicked.connect(self.committed)

    def restyle(self) -> None:
        """Take font and height again: the whole label is the target."""
        self.box.setFont(theme().font("body"))
        self.box.setMinimumHeight(theme().px(28))

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def set_value(self, ticked: bool) -> None:
        """Tick or clear it."""
        self.box.setChecked(ticked)

    def draft(self) -> bool:
        return self.value()

    def restore(self, draft: Any) -> None:
        self.set_value(bool(draft))
