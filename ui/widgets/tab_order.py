"""Tab goes where the eye goes: widgets made later stand last in Qt's order, wherever they are shown."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

_BY_TAB = frozenset((Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.WheelFocus))
"""The ways to take the focus of which Tab is one."""


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
    """What in `widget` can take the focus by keyboard now, in Tab order.

    The chain leads through everything of the window, with every page that waits: what is inside is found first.
    """
    inside = {each for each in widget.findChildren(QWidget) if _takes_keys(each)}
    each = widget.nextInFocusChain()
    while inside and each is not None and each is not widget:
        if each in inside:
            inside.remove(each)
            yield each
        each = each.nextInFocusChain()


def _takes_keys(widget: QWidget) -> bool:
    return widget.focusPolicy() in _BY_TAB and widget.isEnabled() and widget.isVisible()


def first_control(widget: QWidget) -> QWidget | None:
    """The first control of `widget` in Tab order that can take the focus by keyboard."""
    return next(controls(widget), None)
