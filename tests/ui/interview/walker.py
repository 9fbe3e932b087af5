"""An automated person who goes through the guided brief as it is shown: fills in, goes on, goes back, closes."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.knowledge import load_knowledge
from app.knowledge.answers import visible
from app.knowledge.questions import Column, Question
from tests.ui.interview.describe_world import DescribeWorld
from tests.ui.pages.quotes_world import shown
from ui.interview.answer_input import thawed
from ui.interview.block import QuestionBlock
from ui.interview.step import StepPage
from ui.pages.check_answers.parts import StillOpen

CHOSEN = {"b6.data": "some"}
"""Answers that open further questions; else the first option is taken."""

LEFT_OUT = ("b1.further",)
"""Another kind beside the one that is walked would ask its questions as well."""

MOST_PAGES = 60
"""More pages than any brief has: a walk that needs more goes round in circles."""


class Walker:
    """Walks the brief of one project in one window. `told` is everything that was filled in."""

    def __init__(
        self, world: DescribeWorld, project: Any, fill: Callable[["Walker", QuestionBlock], None]
    ) -> None:
        self.world, self.project, self.fill = world, project, fill
        self.ready = True
        """Whether the questions of "Are you ready?" are gone through page by page."""
        self.told: dict[str, Any] = {}
        self.left_open: set[str] = set()
        self.seen: list[str] = []

    def walk(self, start: str = "", until: Callable[[], bool] = lambda: False) -> None:
        """Fill in page after page, from `start` or from where one is, until nothing that is needed is open.

        `until` says to stop before that.
        """
        if start:
            self.go(start)
        for _ in range(MOST_PAGES):
            if until() or (self.at_check and not self.press_still_open()):
                return
            if not self.at_check:
                self.one_page()
        raise AssertionError(f"no way to the end: {self.seen}")

    def one_page(self) -> None:
        """What a person does on the page that is shown."""
        page, before = self.world.page, self.world.address
        self.seen.append(before.rsplit("/", 1)[-1])
        if not isinstance(page, StepPage):
            self.press_way_on()
        else:
            self.fill_in()
            self.press_continue()
        assert self.world.address != before, f"{before} is a dead end: {self.said()}"

    def fill_in(self) -> None:
        """Answer every question of the page, and see that it asks what the schema says, before and after."""
        page = self.world.page
        done: set[str] = set()
        while block := next((each for each in page.sheet.shown() if each.question.id not in done), None):
            done.add(block.question.id)
            self.fill(self, block)
        for block in page.sheet.blocks.values():
            asked = visible(block.question, page.sheet.answers())
            assert block.isVisibleTo(page) is asked, block.question.id
        for block in page.sheet.shown():
            if block.value is not None:
                self.told[block.question.id] = thawed(block.value)

    def press_continue(self) -> None:
        self.world.page._foot.primary.click()
        QApplication.processEvents()

    def press_way_on(self) -> None:
        """The one way on from a page that is no question: from the section list, or from the advice."""
        page = self.world.page
        page.primary_focus().click()
        QApplication.processEvents()

    def press_still_open(self) -> bool:
        """From the answers to the first that is still open; False where none is."""
        (card,) = shown(self.world.page, StillOpen)
        ways = {each.accessibleName(): each for each in shown(card, QAbstractButton)}
        leave = ways.pop("Leave them for the visit", None)
        if leave is not None and not self.ready and len(ways) == 1:
            leave.click()
        elif ways:
            next(iter(ways.values())).click()
        QApplication.processEvents()
        return bool(ways)

    def back(self) -> None:
        """The link above the heading."""
        self.world.page._back.click()
        QApplication.processEvents()

    def go(self, step: str) -> None:
        address = f"project/{self.project}/brief/{step}"
        if self.world.window.pages is None or not self.world.window.isVisible():
            self.world.open(address)
        else:
            self.world.context.go(address)
            QApplication.processEvents()

    @property
    def at_check(self) -> bool:
        return self.world.address.endswith("/check")

    def said(self) -> str:
        """What the page says is wrong."""
        return str(self.world.page._summary.accessibleDescription())


def answer(walker: Walker, block: QuestionBlock) -> None:
    """Fill in an answer of the right type, unless the question has one."""
    if block.value is None and not block.unknown and block.question.id not in LEFT_OUT:
        block.input.show(value_of(block.question, walker.world, block))
        block.input.field.edited.emit()


def leave_open(walker: Walker, block: QuestionBlock) -> None:
    """Tick "I don't know yet" wherever that is an answer."""
    if block.question.allow_unknown:
        if not block.unknown:
            block._unknown.box.click()
        walker.left_open.add(block.question.id)


def type_in(walker: Walker, block: QuestionBlock) -> None:
    """The same with the keys and the mouse alone."""
    if block.value is None and not block.unknown and block.question.id not in LEFT_OUT:
        _HANDS[block.question.type](block.input.field, value_of(block.question, walker.world, block))
        QApplication.processEvents()


def value_of(question: Question, world: DescribeWorld, block: QuestionBlock) -> Any:
    """An answer that breaks no rule."""
    day = (world.day + timedelta(days=200)).isoformat()
    soon = (world.day + timedelta(days=20)).isoformat()
    least = question.limits.min or 0
    made: Mapping[str, Callable[[], Any]] = {
        "line": lambda: "A short word on it",
        "text": lambda: "Orders are written in a book. Two a week are missed, and customers call about them.",
        "list": lambda: ["Orders can be paid by card", "Stock drops when an order is placed"],
        "card": lambda: next(iter(load_knowledge().cards.cards)),
        "choice": lambda: CHOSEN.get(question.id) or next(iter(question.options or {})),
        "choices": lambda: list(question.options or {"GB": None})[:1],
        "number": lambda: str(max(least, 2)),
        "amount": lambda: {"amount": "6", "unit": question.default},
        "money_range": lambda: {"low_minor": 150_000, "high_minor": 220_000, "currency": "GBP"},
        "date": lambda: soon if question.id == "b12.when" else day,
        "rows": lambda: [{key: _cell(column, day) for key, column in (question.columns or {}).items()}],
        "levels": lambda: dict.fromkeys(question.options or {}, "vital"),
        "people": lambda: {"decides": "Ana Bramble", "see": []},
    }
    return made[question.type]()


def _cell(column: Column, day: str) -> Any:
    words = {"line": "Counter staff", "number": "3", "date": day, "time": "09:00"}
    if column.type == "time":
        return "17:30" if column.key == "to" else "09:00"
    if column.type == "choice":
        return next(iter(column.options or {}))
    if column.type == "choices":
        return [next(iter(column.options or {}))]
    return words[column.type]


def _type(line: Any, text: str) -> None:
    line.setFocus()
    QTest.keyClicks(line, text)


def _click(button: Any) -> None:
    """On the mark of a radio button or a box, at its left."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(9, button.height() // 2))


def _list(field: Any, lines: list[str]) -> None:
    for at, line in enumerate(lines):
        _type(field.boxes()[at], line)
        QTest.keyClick(field.boxes()[at], Qt.Key.Key_Return)


def _choices(field: Any, keys: list[str]) -> None:
    if hasattr(field, "button"):
        for key in keys:
            _click(field.button(key))
        return
    combo = field._choice.combo  # a long list: picked from the drop-down by keyboard
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    QTest.keyClick(combo, Qt.Key.Key_Return)


def _range(field: Any, value: dict[str, Any]) -> None:
    for edit, end in ((field.low, "low_minor"), (field.high, "high_minor")):
        _type(edit.line, str(value[end] // 100))


def _rows(field: Any, rows: list[dict[str, Any]]) -> None:
    for key, cell in field.cells()[0].items():
        value = rows[0][key]
        if hasattr(cell, "combo"):
            cell.combo.setFocus()
            while cell.value() != value:
                QTest.keyClick(cell.combo, Qt.Key.Key_Down)
        elif isinstance(value, list):
            _choices(cell, value)
        else:
            _type(cell.target(), value)


_HANDS: Mapping[str, Callable[[Any, Any], None]] = {
    "line": lambda field, text: _type(field.target(), text),
    "text": lambda field, text: _type(field.box, text),
    "list": _list,
    "choice": lambda field, key: _click(field.button(key)),
    "choices": _choices,
    "number": lambda field, text: _type(field.target(), text),
    "amount": lambda field, value: _type(field.number.line, value["amount"]),
    "money_range": _range,
    "date": lambda field, text: _type(field.target(), text),
    "rows": _rows,
    "levels": lambda field, value: [_click(field._buttons[key, level]) for key, level in value.items()],
    "people": lambda field, value: _type(field.decides.line, value["decides"]),
}
