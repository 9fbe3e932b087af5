"""Rows that go on below keep sound items while widgets come and go."""

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.layouts import STRETCH, FlowLayout, clear, column
from ui.widgets.navigation import Tabs


def test_the_items_of_a_flow_are_pythons_own(qtbot: QtBot) -> None:
    """Of an item that Qt makes and deletes, Python is not told; at its address the next would be taken for it."""
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(5, page)
    for words in ("one", "two", "three"):
        flow.addWidget(QLabel(words))
    page.show()
    assert all(shiboken6.createdByPython(flow.itemAt(place)) for place in range(3))
    gone = flow.itemAt(1).widget()
    gone.deleteLater()
    del gone
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [flow.itemAt(place).widget().text() for place in range(flow.count())] == ["one", "three"]
    assert flow.minimumSize().isValid()
    clear(flow)
    assert flow.count() == 0


def test_a_link_stands_at_half_the_height_of_the_buttons_beside_it(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(5, page, level=True)
    for height in (36, 24, 36):
        part = QWidget()
        part.setFixedSize(100, height)
        flow.addWidget(part)
    page.resize(220, 200)
    page.show()
    places = [item.geometry() for at in range(flow.count()) if (item := flow.itemAt(at)) is not None]
    assert [(place.x(), place.y()) for place in places] == [(0, 0), (105, 6), (0, 41)]


def test_tabs_that_go_on_below_are_all_in_sight(qtbot: QtBot) -> None:
    tabs = Tabs([(str(number), f"A part of the page {number}") for number in range(9)], name="Parts")
    page = QWidget()
    qtbot.addWidget(page)
    page.setLayout(column(tabs, STRETCH))
    page.resize(400, 600)
    page.show()
    last = tabs.findChildren(QPushButton)[-1]
    assert last.geometry().top() > 0
    assert tabs.rect().contains(last.geometry())
