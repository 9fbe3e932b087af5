"""Inspect a window as its users would: who has no name, what Tab never reaches, which words have no room."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from ui.widgets.text import OneLine


def visible(widget: QWidget, kind: type[QWidget] = QWidget) -> Iterator[QWidget]:
    """Every visible descendant of `widget` of that kind."""
    return (each for each in widget.findChildren(kind) if each.isVisible())


def takes_keys(widget: QWidget) -> bool:
    """Whether Tab should reach it."""
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isEnabled()
        and widget.focusProxy() is None
    )


def described(widget: QWidget) -> str:
    """The widget as a finding names it."""
    words = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__}({widget.objectName() or words or widget.accessibleName()!r})"


def unnamed_controls(widget: QWidget) -> list[str]:
    """Visible controls that a screen reader could not name."""
    found = []
    for each in visible(widget):
        if not takes_keys(each) and not isinstance(each, QAbstractButton):
            continue
        if isinstance(each, QComboBox) or _part_of_calendar(each):
            name = each.accessibleName() or ("calendar" if _part_of_calendar(each) else "")
        else:
            face = QAccessible.queryAccessibleInterface(each)
            name = face.text(QAccessible.Text.Name) if face is not None else ""
        if not name.strip():
            found.append(described(each))
    return found


def unreachable_controls(widget: QWidget) -> list[str]:
    """Visible controls that a walk with Tab through the window never stops at.

    A group of radio buttons is one stop, as is a list: arrows move inside.
    """
    window = widget.window()
    window.activateWindow()
    wanted = [each for each in visible(widget) if takes_keys(each) and not _inside_view(each)]
    if not wanted:
        return []
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    first = window.focusWidget()
    reached: dict[QWidget, None] = {}  # the widgets themselves: the id of one that is gone is given again
    focused = first
    while focused is not None and focused not in reached:
        reached[focused] = None
        _press_tab(focused)
        focused = window.focusWidget()
    groups = {_group(each) for each in wanted if each in reached} - {0}
    found = [described(each) for each in wanted if each not in reached and _group(each) not in groups]
    if focused is not first and focused is not None:
        found.append(
            f"Tab goes from {described(list(reached)[-1])} back to {described(focused)}, and never on"
        )
    return found


def _group(widget: QWidget) -> int:
    """What tells exclusive buttons of one group apart from those of another; 0 for the rest."""
    if not isinstance(widget, QAbstractButton):
        return 0
    if widget.group() is not None:
        return id(widget.group()) if widget.group().exclusive() else 0
    return id(widget.parentWidget()) if isinstance(widget, QRadioButton) else 0


def squeezed_labels(widget: QWidget) -> list[str]:
    """Visible labels, buttons and header sections that are given less room than their words need."""
    found = []
    for each in visible(widget):
        if isinstance(each, QLabel) and each.text() and each.pixmap().isNull():
            need = _needed(each)
            if each.height() < need.height() or each.width() < need.width():
                found.append(f"{described(each)} has {_words(each.size())}, needs {_words(need)}")
        elif isinstance(each, QAbstractButton) and each.text():
            shortens = each.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored
            hint = each.minimumSizeHint() if shortens or "\n" in each.text() else each.sizeHint()
            if each.width() < hint.width() or each.height() < _lines_height(each):
                found.append(f"{described(each)} has {_words(each.size())}, needs {_words(hint)}")
        elif isinstance(each, QHeaderView) and each.orientation() is Qt.Orientation.Horizontal:
            found += _squeezed_sections(each)
    return found + _cut_off(widget)


def _lines_height(button: QAbstractButton) -> int:
    lines = button.text().count("\n")
    return button.fontMetrics().height() + lines * button.fontMetrics().lineSpacing()


def _needed(label: QLabel) -> QSize:
    if isinstance(label, OneLine) and label.toolTip() == label.text():
        return label.minimumSizeHint()  # shortened on purpose: the whole is on hover and spoken
    if label.wordWrap():
        longest = label.minimumSizeHint().width()
        return QSize(min(longest, label.sizeHint().width()), label.heightForWidth(label.width()))
    return label.sizeHint()


def _squeezed_sections(header: QHeaderView) -> list[str]:
    model = header.model()
    if model is None or header.isHidden():
        return []
    found = []
    for at in range(header.count()):
        words = str(model.headerData(at, Qt.Orientation.Horizontal) or "")
        need = header.sectionSizeHint(at)
        if words and not header.isSectionHidden(at) and header.sectionSize(at) < need:
            found.append(f"heading {words!r} has {header.sectionSize(at)}, needs {need}")
    return found


def _cut_off(widget: QWidget) -> list[str]:
    """Widgets that reach over the side of the scrolled page they are on."""
    found = []
    for area in visible(widget, QAbstractScrollArea):
        assert isinstance(area, QAbstractScrollArea)
        content = getattr(area, "widget", lambda: None)()
        bar_off = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if (
            isinstance(content, QWidget)
            and bar_off
            and content.minimumSizeHint().width() > area.viewport().width()
        ):
            need, has = content.minimumSizeHint().width(), area.viewport().width()
            found.append(f"page content needs {need} across, has {has}")
    return found


def watch_models(widget: QWidget) -> set[type[QAbstractItemModel]]:
    """Let Qt test every model shown in `widget`, now and while it changes: it warns, which fails a test.

    Returns the kinds of the models.
    """
    kinds = set()
    for view in widget.findChildren(QAbstractItemView):
        model: QAbstractItemModel | None = view.model()
        if model is None:
            continue
        kinds.add(type(model))
        if not model.findChildren(QAbstractItemModelTester):
            QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    return kinds


def _words(size: QSize) -> str:
    return f"{size.width()}x{size.height()}"


def _inside_view(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractItemView | QCalendarWidget) or (
            isinstance(above, QComboBox) and isinstance(widget, QLineEdit)
        ):
            return True
        above = above.parentWidget()
    return False


def _part_of_calendar(widget: QWidget) -> bool:
    above: QWidget | None = widget
    while above is not None:
        if isinstance(above, QCalendarWidget):
            return True
        above = above.parentWidget()
    return False


def _press_tab(widget: QWidget) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier))
