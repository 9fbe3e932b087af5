"""Tab goes where the eye goes: widgets made later stand last in Qt's order, wherever they are shown."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def follow_layout(root: QWidget) -> None:
    """Have Tab walk through the controls of `root` in the order of its layouts, hidden ones included."""
    walk = tuple(_walk(root))
    for before, after in pairwise(each for each in walk if each.focusProxy() is None):
        QWidget.setTabOrder(before, after)
    for field in walk:  # left behind, it would take the focus back to its control from there
        if (control := field.focusProxy()) is not None:
            field.setFocusProxy(control)  # which puts the field in front of it


def stops(root: QWidget) -> Iterator[QWidget]:
    """The controls of `root` that take the focus themselves, in the order of its layouts."""
    return (each for each in _walk(root) if each.focusProxy() is None)


def _walk(root: QWidget) -> Iterator[QWidget]:
    """The controls of `root`, and the fields that hand their focus to a control inside."""
    proxy = root.focusProxy()
    if root.isAncestorOf(proxy) if proxy is not None else root.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield root
    if isinstance(root, QScrollArea):
        inner = root.widget()
        if inner is not None:
            yield from _walk(inner)
        return
    layout = root.layout()
    if layout is not None:
        yield from _inside(layout)


def _inside(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if widget is not None:
            yield from _walk(widget)
        elif inner is not None:
            yield from _inside(inner)


def controls(widget: QWidget) -> Iterator[QWidget]:
    """What in `widget` can take the focus by keyboard now, in Tab order."""
    each = widget.nextInFocusChain()
    while each is not None and each is not widget:
        tabbed = each.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tabbed and each.isEnabled() and each.isVisible() and widget.isAncestorOf(each):
            yield each
        each = each.nextInFocusChain()


def first_control(widget: QWidget) -> QWidget | None:
    """The first control of `widget` in Tab order that can take the focus by keyboard."""
    return next(controls(widget), None)
