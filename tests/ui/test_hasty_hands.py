"""What a double click and a card over what is typed in must not do."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.current import theme
from ui.widgets.cards import Card
from ui.widgets.focus_ring import FocusRing
from ui.widgets.layouts import STRETCH, column, framed
from ui.widgets.navigation import StepFooter
from ui.widgets.text import Label

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_a_double_click_on_continue_turns_one_page(qtbot: QtBot) -> None:
    pages = QStackedWidget()
    qtbot.addWidget(pages)
    feet = [StepFooter(), StepFooter(), StepFooter()]
    for foot in feet:
        foot.continued.connect(lambda: pages.setCurrentIndex(pages.currentIndex() + 1))
        pages.addWidget(framed(column(STRETCH, foot)))
    pages.resize(700, 300)
    pages.show()
    handle = pages.windowHandle()
    place = feet[0].primary.mapTo(pages, feet[0].primary.rect().center())
    QTest.mouseDClick(handle, LEFT, NO_KEYS, place)
    assert pages.currentIndex() == 1
    QTest.mouseClick(handle, LEFT, NO_KEYS, place)
    assert pages.currentIndex() == 2


def test_the_ring_stays_under_a_card_that_lies_over_what_is_typed_in(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    line = QLineEdit(window)
    line.setGeometry(20, 20, 300, 40)
    card = Card(column(Label("Over it")))
    card.setParent(window)
    card.setGeometry(150, 30, 100, 80)
    card.show()
    ring = FocusRing(window)
    window.resize(400, 200)
    window.show()
    ring.follow(line)

    def blue() -> set[str]:
        seen = window.grab().toImage()
        bottom = line.geometry().bottom()
        ringed = theme().color("focus").name()
        return {
            name
            for name, x in {"beside": 60, "over": 200}.items()
            if any(seen.pixelColor(QPoint(x, bottom + y)).name() == ringed for y in range(1, 6))
        }

    assert blue() == {"beside"}
    card.hide()
    assert blue() == {"beside", "over"}
