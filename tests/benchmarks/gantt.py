"""A plan of two hundred rows painted again, beside the same Gantt without a row."""

import os
import statistics
import time
import uuid
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtWidgets import QApplication, QFrame

from app.queries.schedule_rows import Arrow, Band, Bar
from tests.benchmarks.measure import Measured, Seconds, steady
from ui.theme.current import install_theme
from ui.widgets.gantt import Gantt
from ui.widgets.gantt.drawn import Drawn
from ui.widgets.layouts import STRETCH, column, framed

ROWS = 200
REPAINTS = 40
"""Per round: each is a value of its own, so that one in a hundred can be told."""
MOST = 0.016
"""Seconds that ninety-nine of a hundred repaints may take."""
WINDOW = (1366, 768)
START = date(2027, 1, 4)


def measured(rounds: int) -> Iterator[Measured]:
    """Each repaint is a value: how long the slowest of a hundred takes counts, not the usual one."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    install_theme(application)
    (window, full), (other_window, empty) = shown(plan(ROWS)), shown(plan(0))
    mine: list[Seconds] = []
    other: list[Seconds] = []
    repaints(full)
    repaints(empty)
    for number in range(rounds):
        for gantt, times in ((full, mine), (empty, other))[:: 1 if number % 2 else -1]:
            times += repaints(gantt)
    notes = {
        "p99": f"{p99(mine) * 1e3:.2f} ms, at most 16 ms ({'met' if p99(mine) <= MOST else 'NOT MET'})",
        "p99 without a row": f"{p99(other) * 1e3:.2f} ms",
        "ratio of both": f"{p99(mine) / p99(other):.1f}",
    }
    what = f"{ROWS} rows scrolled through and painted again, as many at once as a window shows"
    yield Measured("gantt", what, "the same without a row", None, tuple(mine), tuple(other), notes)
    window.close()
    other_window.close()


def repaints(gantt: Gantt) -> list[Seconds]:
    """Paint rows and bars again at as many places of the plan, and say how long each took."""
    across, down = gantt.canvas.horizontalScrollBar(), gantt.canvas.verticalScrollBar()
    times = []
    with steady():
        for number in range(REPAINTS):
            across.setValue(across.maximum() * number // REPAINTS)
            down.setValue(down.maximum() * number // REPAINTS)
            QApplication.processEvents()
            start = time.perf_counter()
            gantt.list.viewport().repaint()
            gantt.canvas.viewport().repaint()
            times.append(time.perf_counter() - start)
    return times


def p99(times: Sequence[Seconds]) -> Seconds:
    """What ninety-nine of a hundred stay under."""
    return statistics.quantiles(times, n=100, method="inclusive")[98]


def shown(drawn: Drawn) -> tuple[QFrame, Gantt]:
    """A window with a Gantt in it, 1366 by 768, which is as high as it lets it be."""
    gantt = Gantt()
    window = framed(column(gantt, STRETCH))
    window.setFixedSize(*WINDOW)
    window.show()
    gantt.show_drawn(drawn)
    QApplication.processEvents()
    return window, gantt


def plan(rows: int) -> Drawn:
    """Stages of five tasks each, every row with a first plan, a range, money and lateness, one after the other."""
    bars, arrows = [], []
    for number in range(rows):
        stage = not number % 6
        begins = START + timedelta(days=number)
        ends = begins + timedelta(days=24 if stage else 6)
        bars.append(
            Bar(
                uuid.UUID(int=number), str(number), "stage" if stage else "task", f"Part {number} of the work",
                str(number - number % 6), 0 if stage else 1, begins, ends, begins - timedelta(days=3),
                ends - timedelta(days=3), Decimal(5), not number % 2, number % 4,
                ("accepted", "ready", "in_progress", "planned")[number * 4 // rows], "In progress", "Priya Nair",
                "$6,400" if stage else "", "3 days late", "", ends - timedelta(days=2),
                ends + timedelta(days=9), True,
            )
        )  # fmt: skip
        if number:
            arrows.append(Arrow(None, str(number - 1), str(number), "finish_start", ""))
    weeks = [START + timedelta(days=5 + 7 * week) for week in range(rows // 7 + 8)]
    bands = [Band(day, day + timedelta(days=1), "weekend", "Weekend", "") for day in weeks]
    return Drawn(bars, arrows, bands, START + timedelta(days=rows // 2), START + timedelta(days=rows + 30))
