"""The Gantt by itself: what is painted where, what is said of a row, and every way of moving a bar."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.queries.schedule_rows import Arrow, Band, Bar
from tests.ui.inspection import unnamed_controls
from ui.theme.current import Theme
from ui.widgets.gantt import Gantt
from ui.widgets.gantt.dragging import Drag, Grip, grip_at, moved_by
from ui.widgets.gantt.drawn import Drawn, done_until
from ui.widgets.gantt.gantt import STAGES, TASKS
from ui.widgets.gantt.scale import DAY_WIDTH, MONTH, QUARTER, WEEK, WHOLE
from ui.widgets.gantt.spoken import bar_words

MONDAY = date(2027, 1, 4)
SIZES = ((1100, 660, 100), (760, 420, 100), (1100, 660, 150))


def bar(key: str, starts: date | None = MONDAY, days: int = 5, **facts: Any) -> Bar:
    """A stage of one week, planned, but for `facts`."""
    ends = starts + timedelta(days=days - 1) if starts is not None else None
    base = Bar(
        uuid.UUID(int=1), key, "stage", f"Part {key}", key, 0, starts, ends, None, None, Decimal(days), False, 0,
        "planned", "Planned", "Priya Nair", "", "", "", can_move=True,
    )  # fmt: skip
    return base._replace(**facts)


def weekends(first: date, weeks: int) -> tuple[Band, ...]:
    saturdays = [first + timedelta(days=5 + 7 * week) for week in range(weeks)]
    return tuple(Band(day, day + timedelta(days=1), "weekend", "Weekend", "") for day in saturdays)


def plan(count: int) -> Drawn:
    """Weeks one after the other, every third row a stage."""
    bars = [
        bar(
            str(at),
            MONDAY + timedelta(days=7 * at),
            kind="task" if at % 3 else "stage",
            depth=1 if at % 3 else 0,
            stage=str(at - at % 3),
        )
        for at in range(count)
    ]
    arrows = [Arrow(None, str(at), str(at + 1), "finish_start", "") for at in range(count - 1)]
    return Drawn(bars, arrows, weekends(MONDAY, count + 2), MONDAY, MONDAY + timedelta(days=7 * count))


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[Drawn], Gantt]:
    """Shows a plan in a window of its own."""

    def show(drawn: Drawn, size: tuple[int, int] = (1100, 660)) -> Gantt:
        gantt = Gantt()
        qtbot.addWidget(gantt)
        gantt.show_drawn(drawn)
        gantt.resize(*size)
        gantt.show()
        QApplication.processEvents()
        return gantt

    return show


def drops(gantt: Gantt) -> list[tuple[str, date, date]]:
    """What is asked for from now on."""
    found: list[tuple[str, date, date]] = []

    def take(drag: Drag) -> None:
        found.append((drag.bar.key, drag.starts_on, drag.ends_on))

    gantt.moved.connect(take)
    return found


# What a point holds, and where it goes -----------------------------------------------------------


@pytest.mark.parametrize(
    ("x", "grip"),
    [(99, None), (100, Grip.START), (111, Grip.START), (112, Grip.BODY), (187, Grip.BODY), (189, Grip.END),
     (200, Grip.END), (201, None)],
)  # fmt: skip
def test_the_ends_of_a_bar_are_handles_and_its_body_moves_it(x: float, grip: Grip | None) -> None:
    assert grip_at(x, 100, 200, 12) is grip


def test_the_handles_of_a_short_bar_lie_outside_so_that_it_can_still_be_moved() -> None:
    assert [grip_at(x, 100, 110, 12) for x in (95, 105, 115)] == [Grip.START, Grip.BODY, Grip.END]
    assert grip_at(95, 100, 110, 12, stretches=False) is Grip.BODY


def test_a_bar_never_ends_before_it_begins() -> None:
    held = bar("a")
    assert moved_by(held, Grip.END, -30) == (MONDAY, MONDAY)
    assert moved_by(held, Grip.START, 30) == (held.ends_on, held.ends_on)
    assert moved_by(held, Grip.BODY, 7) == (MONDAY + timedelta(days=7), MONDAY + timedelta(days=11))
    assert moved_by(bar("a", None), Grip.BODY, 7) is None


@pytest.mark.parametrize(
    ("state", "done"),
    [
        ("planned", None),
        ("in_progress", date(2027, 1, 6)),
        ("ready", date(2027, 1, 8)),
        ("paid", date(2027, 1, 8)),
    ],
)
def test_a_bar_is_solid_as_far_as_it_is_done(state: str, done: date | None) -> None:
    assert done_until(bar("a", state=state), date(2027, 1, 6)) == done


def test_days_that_are_not_worked_are_stepped_over_and_not_counted() -> None:
    drawn = plan(2)
    friday = date(2027, 1, 8)
    assert drawn.step(friday, 1) == date(2027, 1, 11)
    assert drawn.step(date(2027, 1, 11), -1) == friday
    assert drawn.worked(friday, date(2027, 1, 12)) == 2
    assert drawn.worked(date(2027, 1, 12), friday) == -2


# What is said ------------------------------------------------------------------------------------


def test_a_row_is_read_aloud_with_its_days_its_standing_and_what_is_drawn_beside_it(
    shown: Callable[[Drawn], Gantt],
) -> None:
    told = bar(
        "a", state="ready", status="Ready for review", slip="3 days late", pay="$6,400",
        base_starts=MONDAY, base_ends=date(2027, 1, 5), early=date(2027, 1, 7), late=date(2027, 1, 15),
        float_days=2,
    )  # fmt: skip
    waited = bar("b", kind="task", depth=1)
    gantt = shown(Drawn([told, waited], [Arrow(None, "b", "a", "finish_start", "")], today=MONDAY))
    said = bar_words(told, gantt.drawn)
    for part in (
        "Part a", "4 Jan 2027 to 8 Jan 2027", "Ready for review", "3 days late", "first plan 4 Jan to 5 Jan",
        "between 7 Jan and 15 Jan 4 times in 5", "can slip 2 working days", "$6,400", "waits for Part b", "Priya Nair",
    ):  # fmt: skip
        assert part in said
    index = gantt.list.rows.index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == said
    rows = QAccessible.queryAccessibleInterface(gantt.list)
    assert rows is not None
    assert rows.role() is QAccessible.Role.Table
    assert any(
        said == rows.child(at).text(QAccessible.Text.Name)
        for at in range(rows.childCount())
        if rows.child(at)
    )
    gantt.choose("a")
    assert gantt.canvas.accessibleDescription() == said
    assert unnamed_controls(gantt) == []


@pytest.mark.parametrize("count", [3, 25, 200])
@pytest.mark.parametrize(("width", "height", "zoom"), SIZES)
def test_rows_and_bars_stay_level_however_many_and_however_large_the_text(
    shown: Callable[..., Gantt], look: Theme, count: int, width: int, height: int, zoom: int
) -> None:
    look.set_zoom(zoom)
    gantt = shown(plan(count), (width, height))
    for key in ("0", str(count - 1)):
        gantt.choose(key)
        QApplication.processEvents()
        at = gantt.list.currentIndex().row()
        row = gantt.list.visualRect(gantt.list.currentIndex())
        middle = gantt.list.viewport().mapTo(gantt, row.center()).y()
        box = gantt.canvas.box_of(at)
        assert box is not None
        there = gantt.canvas.viewport().mapTo(gantt, QPoint(0, round(box.center().y()))).y()
        assert abs(middle - there) < gantt.list.row_high / 2
        assert box.right() > 0
        assert box.left() < gantt.canvas.viewport().width()


def test_stages_alone_are_shown_where_the_tasks_are_folded_away(shown: Callable[[Drawn], Gantt]) -> None:
    gantt = shown(plan(9))
    gantt.show_level(STAGES)
    assert [each.key for each in gantt.list.rows.rows()] == ["0", "3", "6"]
    gantt.show_level(TASKS)
    assert gantt.list.rows.rowCount() == 9


def test_the_wheel_with_control_goes_nearer_and_farther(shown: Callable[[Drawn], Gantt]) -> None:
    gantt = shown(plan(9))
    told: list[str] = []
    gantt.zoomed.connect(told.append)
    for turn in (120, 120, 120, -120):
        event = QWheelEvent(
            QPointF(200, 100), QPointF(200, 100), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(gantt.canvas.viewport(), event)
    assert told == [MONTH, WEEK, MONTH]
    gantt.set_zoom(WHOLE)
    QApplication.processEvents()
    assert gantt.canvas.horizontalScrollBar().maximum() == 0
    assert DAY_WIDTH[WEEK] > DAY_WIDTH[MONTH] > DAY_WIDTH[QUARTER]


# Moving a bar ------------------------------------------------------------------------------------


def drag(gantt: Gantt, key: str, grip: Grip, days: int) -> None:
    """Take the bar of a row and drop it so many days on."""
    gantt.choose(key)
    QApplication.processEvents()
    box = gantt.canvas.box_of(gantt.list.currentIndex().row())
    assert box is not None
    x = {Grip.START: box.left() + 2, Grip.BODY: box.center().x(), Grip.END: box.right() - 2}[grip]
    y = round(box.center().y())
    far = round(days * DAY_WIDTH[QUARTER])
    view = gantt.canvas.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(round(x), y))
    QTest.mouseMove(view, QPoint(round(x) + far // 2, y))
    QTest.mouseMove(view, QPoint(round(x) + far, y))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(round(x) + far, y))


def test_a_bar_is_dragged_by_its_body_and_by_its_ends_in_one_drop(shown: Callable[[Drawn], Gantt]) -> None:
    gantt = shown(plan(6))
    found = drops(gantt)
    drag(gantt, "3", Grip.BODY, 3)
    assert found == []  # dates stand until they are edited
    gantt.set_editing(True)
    first = MONDAY + timedelta(days=21)
    drag(gantt, "3", Grip.BODY, 3)
    drag(gantt, "3", Grip.END, 3)
    drag(gantt, "3", Grip.START, 2)
    assert found == [
        ("3", first + timedelta(days=3), first + timedelta(days=7)),
        ("3", first, first + timedelta(days=7)),
        ("3", first + timedelta(days=2), first + timedelta(days=4)),
    ]


def test_what_does_not_move_is_not_dragged_and_escape_puts_back_what_is_held(
    shown: Callable[[Drawn], Gantt],
) -> None:
    gantt = shown(Drawn([bar("a", can_move=False), bar("b")], today=MONDAY))
    gantt.set_editing(True)
    found = drops(gantt)
    drag(gantt, "a", Grip.BODY, 3)
    gantt.choose("b")
    box = gantt.canvas.box_of(1)
    assert box is not None
    at = box.center().toPoint()
    view = gantt.canvas.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(view, at + QPoint(60, 0))
    assert gantt.canvas.dragging is not None
    QTest.keyClick(gantt.list, Qt.Key.Key_Escape)
    assert gantt.canvas.dragging is None
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at + QPoint(60, 0))
    assert found == []


def test_every_drag_has_its_keys_and_they_step_over_days_that_are_not_worked(
    shown: Callable[[Drawn], Gantt],
) -> None:
    gantt = shown(plan(6))
    gantt.choose("0")
    found = drops(gantt)
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(gantt.list, Qt.Key.Key_Right, alt)
    assert found == []
    gantt.set_editing(True)
    QTest.keyClick(gantt.list, Qt.Key.Key_Right, alt)
    QTest.keyClick(gantt.list, Qt.Key.Key_Left, alt)
    QTest.keyClick(gantt.list, Qt.Key.Key_Right, alt | Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(gantt.list, Qt.Key.Key_Left, alt | Qt.KeyboardModifier.ShiftModifier)
    friday = MONDAY + timedelta(days=4)
    assert found == [
        ("0", MONDAY + timedelta(days=1), friday + timedelta(days=3)),  # as many worked days
        ("0", MONDAY - timedelta(days=1), friday - timedelta(days=1)),
        ("0", MONDAY, friday + timedelta(days=3)),
        ("0", MONDAY, friday - timedelta(days=1)),
    ]


def test_every_drag_has_its_menu(shown: Callable[[Drawn], Gantt], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)  # the offscreen platform has none
    gantt = shown(plan(3))
    gantt.choose("0")
    gantt.set_editing(True)
    found = drops(gantt)
    asked: list[str] = []
    gantt.form_asked.connect(asked.append)
    gantt.list.menu_asked.emit(QPoint(10, 10))
    menu = gantt.findChildren(QMenu)[-1]
    acts = {act.text(): act for act in menu.actions() if act.text()}
    for words in ("Move a day later", "End a day later", "Begin a day later", "Type its dates…"):
        acts[words].trigger()
    friday = MONDAY + timedelta(days=4)
    assert found == [
        ("0", MONDAY + timedelta(days=1), friday + timedelta(days=3)),
        ("0", MONDAY, friday + timedelta(days=3)),
        ("0", MONDAY + timedelta(days=1), friday),
    ]
    assert asked == ["0"]


def test_the_list_is_no_trap_and_its_arrows_go_along_the_days(shown: Callable[[Drawn], Gantt]) -> None:
    gantt = shown(plan(60))
    gantt.list.setFocus()
    gantt.choose("0")
    across = gantt.canvas.horizontalScrollBar()
    before = across.value()
    QTest.keyClick(gantt.list, Qt.Key.Key_Right)
    assert across.value() > before
    QTest.keyClick(gantt.list, Qt.Key.Key_Down)
    assert gantt.current is not None
    assert gantt.current.key == "1"
    opened: list[str] = []
    gantt.opened.connect(opened.append)
    QTest.keyClick(gantt.list, Qt.Key.Key_Return)
    assert opened == ["1"]
